/** What becomes of a change that is not on disk. */
import { reasonOf } from '../core/base/say';
import { warn } from './messages';

/** What could not be written is kept, shown as unsaved and tried again: that is said once, and is no failure of the command. */
export async function reportUnwritten(written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    void warn('Not on disk yet: {0} The change is kept and tried again.', [reasonOf(error)]);
  }
}
