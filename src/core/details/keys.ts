/** The keys of the details of sources: those with a place in the tool, and those that people have of their own. */
import type { SourceView } from '../corpus';
import { DETAIL_KEYS } from '../model';
import { naturalCompare } from '../text/natural';

/** Of memos and other texts no groups are made, nor are they asked for. */
const TEXTS: ReadonlySet<string> = new Set(['note', 'abstract']);

/** Keys of people's own, in natural order, each once. */
export function ownDetailKeys(sources: readonly SourceView[]): readonly string[] {
  const keys = new Set<string>();
  for (const { details } of sources) for (const key of details.keys()) keys.add(key);
  for (const key of [...DETAIL_KEYS, ...TEXTS]) keys.delete(key);
  return [...keys].sort(naturalCompare);
}

/** The values that a key has in the sources, in natural order, each once. */
export function detailValues(sources: readonly SourceView[], key: string): readonly string[] {
  const values = new Set<string>();
  for (const { details } of sources) {
    const value = details.get(key)?.trim();
    if (value) values.add(value);
  }
  return [...values].sort(naturalCompare);
}
