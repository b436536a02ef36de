/** What a person's answer to a proposal changes in the sidecar: one tag, or one remembered id. */
import type { PlaceableText } from '../anchors/placeable';
import type { SidecarChange } from '../changes';
import { tagRanges } from '../tagging/tagging';
import type { Proposed } from './model';

/**
 * The tag that a proposal becomes: the coder's, and made of what the first proposer said. The proposer's note stays where it is:
 * a tag's note is its coder's.
 */
export function acceptChanges(
  one: Proposed,
  context: { readonly text: PlaceableText; readonly newId: () => string; readonly by?: string },
): { readonly changes: readonly SidecarChange[]; readonly id: string } {
  const [first] = one.origins;
  if (!first) throw new Error('A proposal without a proposer');
  const { changes, ids } = tagRanges([one.range], one.meaning, {
    ...context,
    tagsWithin: () => [],
    from: { ...first.from, id: one.id },
  });
  return { changes, id: ids[0] as string };
}

export function rejectChanges({ id }: Pick<Proposed, 'id'>): readonly SidecarChange[] {
  return [{ op: 'reject', id }];
}
