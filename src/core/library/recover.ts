/** What becomes of changes of several files that a crash left half done. */
import type { FileChange } from '../changes';
import type { Library } from './library';
import { inLayer } from './waiting';

/**
 * Finishes the half-done changes, or takes them back, and strikes them out of the journal when everything is on disk. Either is
 * a step of undo. Returns how many changes took effect. Rejects when a file cannot be read or written; then the journal stands.
 */
export async function recover(library: Library, way: 'finish' | 'take back'): Promise<number> {
  let count = 0;
  let unreadable = 0;
  const halves = [...library.journal.halfDone()];
  // The last one is taken back first: it may rest on the ones before.
  if (way === 'take back') halves.reverse();
  for (const half of halves) {
    const whole = await half.load();
    if (!whole) {
      unreadable++;
      continue;
    }
    const changes: readonly FileChange[] = (way === 'finish' ? whole.files : whole.inverse).map(inLayer);
    const label = way === 'finish' ? 'Finish an interrupted change' : 'Take back an interrupted change';
    const done = await library.edit(label, changes);
    // What somebody else has set since is not overwritten: the user is asked.
    if (way === 'finish') library.dispute(changes, done.skipped);
    await done.written;
    library.settle(whole.files);
    count += done.count;
  }
  await library.journal.forget();
  if (unreadable > 0) {
    throw new Error('The note of an interrupted change cannot be read any more, so its files are as they were left.');
  }
  return count;
}
