import type { SourceView } from '../corpus';
import { sameSpan, type Placement } from '../model';

/**
 * Do two snapshots of a source look the same in the trees? Opening a text makes a new snapshot, and as a rule nothing else: to
 * build the trees again for it would only disturb who is just using them.
 */
export function looksSame(a: SourceView, b: SourceView): boolean {
  return (
    a === b ||
    (a.tags === b.tags &&
      a.details === b.details &&
      a.codebook === b.codebook &&
      a.missing === b.missing &&
      a.refusal === b.refusal &&
      a.unsaved === b.unsaved &&
      a.layer === b.layer &&
      JSON.stringify(a.coders) === JSON.stringify(b.coders) &&
      a.placements.size === b.placements.size &&
      [...a.placements].every(([id, placement]) => samePlacement(placement, b.placements.get(id))))
  );
}

function samePlacement(a: Placement, b: Placement | undefined): boolean {
  if (a.kind === 'lost' || b?.kind !== a.kind) return a.kind === b?.kind;
  const [one, two] = [a.pieces ?? [], b.pieces ?? []];
  return (
    one.length === two.length &&
    one.every((span, i) => {
      const other = two[i];
      return other !== undefined && sameSpan(span, other);
    })
  );
}
