/** What becomes of changes of several files that a crash left half done. */
import type { FileChange } from '../changes';
import { say } from '../base/say';
import type { Library } from './library';
import { inLayer } from './waiting';

/**
 * Finishes the half-done changes, or takes them back, and strikes each out of the journal when it is on disk. Either is a step of
 * undo. Returns how many changes took effect. Rejects when a file cannot be read or written, or a note has only the other way left:
 * then the journal stands.
 */
export async function recover(library: Library, way: 'finish' | 'take back'): Promise<number> {
  let count = 0;
  let unreadable = 0;
  const halves = [...library.journal.halfDone()];
  // The last one is taken back first: it may rest on the ones before.
  if (way === 'take back') halves.reverse();
  for (const half of halves) {
    const { files, inverse } = await half.load();
    const wanted = way === 'finish' ? files : inverse;
    if (!wanted) {
      if (files ?? inverse) {
        const words =
          way === 'finish'
            ? say('What is left of the note of an interrupted change can only take it back.')
            : say('What is left of the note of an interrupted change can only finish it.');
        throw new Error(words);
      }
      unreadable++;
      await half.forget();
      continue;
    }
    const changes: readonly FileChange[] = wanted.map(inLayer);
    const label = way === 'finish' ? 'Finish an interrupted change' : 'Take back an interrupted change';
    const done = await library.endHalf(label, changes, half);
    // What somebody else has set since is not overwritten: the user is asked.
    if (way === 'finish') library.dispute(changes, done.skipped);
    await done.written;
    if (files) library.settle(files);
    await half.forget();
    count += done.count;
  }
  if (unreadable > 0) {
    throw new Error(
      say('The note of an interrupted change cannot be read any more, so its files are as they were left.'),
    );
  }
  return count;
}
