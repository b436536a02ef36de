/** What becomes of changes of several files that a crash left half done. */
import type { FileChange } from '../changes';
import type { Library } from './library';
import { fittingFiles } from './replay';

/**
 * Finishes the half-done changes, or takes them back, and strikes them out of the journal when everything is on disk. Either is
 * a step of undo. Returns how many changes took effect. Rejects when a file cannot be read or written; then the journal stands.
 */
export async function recover(library: Library, way: 'finish' | 'take back'): Promise<number> {
  let count = 0;
  const halves = [...library.journal.halfDone()];
  // The last one is taken back first: it may rest on the ones before.
  if (way === 'take back') halves.reverse();
  for (const { files, inverse } of halves) {
    if (way === 'take back') for (const file of inverse) if (file.kind === 'sidecar') await library.ensure(file.uri);
    const changes: readonly FileChange[] =
      way === 'finish' ? files : fittingFiles(inverse, (source, id) => library.tag(source, id)).files;
    const label = way === 'finish' ? 'Finish an interrupted change' : 'Take back an interrupted change';
    const done = await library.edit(label, changes);
    await done.written;
    count += done.count;
  }
  await library.journal.forget();
  return count;
}
