/** Codebook work over a large corpus, some sources at a time. */
import type { FileChange } from '../changes';
import type { Corpus } from '../corpus';
import type { Steps } from '../base/steps';

const AT_ONCE = 50;

/**
 * What `changes` says of a corpus, with pauses. It has to change each source by what stands in that source alone, and the codebook
 * by what stands in the codebook alone. The codebook comes where it came: before the sources, or after them.
 */
export function* changesInPieces(
  { codebook, sources }: Corpus,
  changes: (some: Corpus) => readonly FileChange[],
): Steps<FileChange[]> {
  const [before, files, after]: [FileChange[], FileChange[], FileChange[]] = [[], [], []];
  for (let at = 0; at === 0 || at < sources.length; at += AT_ONCE) {
    const found = changes({ codebook, sources: sources.slice(at, at + AT_ONCE) });
    const first = found.findIndex(({ kind }) => kind === 'sidecar');
    for (const [i, file] of found.entries()) {
      if (file.kind === 'sidecar') files.push(file);
      else if (at === 0) (first < 0 || i < first ? before : after).push(file);
    }
    yield Math.min(1, (at + AT_ONCE) / Math.max(1, sources.length));
  }
  return [...before, ...files, ...after];
}
