/** How much a step changes, for the sentence that says so. */
import type { FileChange, Skipped } from '../changes';

export interface Extent {
  /** Tags that were added, changed or removed, each once. */
  readonly tags: number;
  /** Sources in which one was. */
  readonly sources: number;
}

/** The tags that changes of files are about, without those that were left out. */
export function extentOf(files: readonly FileChange[], skipped: readonly Skipped[] = []): Extent {
  const left = new Set(skipped.map(({ change }) => change));
  let [tags, sources] = [0, 0];
  for (const file of files) {
    if (file.kind !== 'sidecar') continue;
    const ids = new Set<string>();
    for (const change of file.changes) {
      if (left.has(change)) continue;
      if (change.op === 'add') ids.add(change.tag.id);
      else if (change.op === 'set' || change.op === 'remove') ids.add(change.id);
    }
    tags += ids.size;
    if (ids.size > 0) sources++;
  }
  return { tags, sources };
}
