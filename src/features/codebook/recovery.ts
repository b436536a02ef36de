/** A change of several files that a crash left half done is finished or taken back when the user says which. */
import { reasonOf } from '../../core/base/say';
import { recover } from '../../core/library/recover';
import { sentence, warn, whisper } from '../../host/messages';
import type { Services } from '../../host/services';

/** Asks once, when the extension starts. Without an answer it is asked again next time. */
export async function offerRecovery(services: Services): Promise<void> {
  const halves = services.library.journal.halfDone();
  if (halves.length === 0) return;
  const files = halves.reduce((sum, half) => sum + half.files, 0);
  const answer =
    files === 1
      ? await warn(
          'A change of many tags in one file was interrupted, and may be half done.',
          [],
          'Finish',
          'Take Back',
        )
      : await warn('A change of {0} files was interrupted, and may be half done.', [files], 'Finish', 'Take Back');
  if (answer === undefined) return;
  try {
    const count = await recover(services.library, answer === 'Finish' ? 'finish' : 'take back');
    whisper(answer === 'Finish' ? 'Changes finished: {0}.' : 'Changes taken back: {0}.', [count]);
  } catch (error) {
    services.log.error(`Interrupted change: ${String(error)}`);
    void warn('{0} It is asked again when VS Code starts next.', [
      error instanceof Error ? reasonOf(error) : sentence('That did not work.'),
    ]);
  }
}
