/**
 * Which tags of different coders are about one thing: mentions with mentions, stances with stances, only where passages overlap,
 * at most one of each coder. Pairs are joined from the best to the worst: overlap (Jaccard) first of all, and of tags on one
 * passage those of one meaning. The outcome does not depend on the order of the coders.
 */
import { endOf, lengthOf, shared, startOf, type CodedTag } from './coded';

/** For each coder the tag, or undefined where the coder has none here. */
export type Group = readonly (CodedTag | undefined)[];

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly score: number;
}

/** All tags of one kind, each in exactly one group; groups in the order of the text. `layers` as in `CodedSource`. */
export function alignTags(layers: readonly (readonly CodedTag[] | undefined)[]): Group[] {
  const all = layers
    .flatMap((tags, coder) => (tags ?? []).map((tag) => ({ tag, coder })))
    .sort((x, y) => startOf(x.tag) - startOf(y.tag) || endOf(x.tag) - endOf(y.tag) || (x.tag.id < y.tag.id ? -1 : 1));
  const pairs = pairsOf(all);
  // Groups as sets that are merged; a set never has two tags of one coder.
  const parent = all.map((_, i) => i);
  const members = all.map((_, i) => [i]);
  const rootOf = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] as number;
    return at;
  };
  for (const { a, b } of pairs) {
    const [p, q] = [rootOf(a), rootOf(b)];
    if (p === q) continue;
    const [one, other] = [members[p] as number[], members[q] as number[]];
    if (one.some((i) => other.some((j) => all[i]?.coder === all[j]?.coder))) continue;
    parent[q] = p;
    one.push(...other);
  }
  return all.flatMap((_, i) => {
    if (rootOf(i) !== i) return [];
    const group = layers.map((): CodedTag | undefined => undefined);
    for (const member of members[i] as number[]) {
      const { tag, coder } = all[member] as (typeof all)[number];
      group[coder] = tag;
    }
    return [group];
  });
}

function pairsOf(all: readonly { readonly tag: CodedTag; readonly coder: number }[]): Pair[] {
  const pairs: Pair[] = [];
  for (let a = 0; a < all.length; a++) {
    const one = all[a] as (typeof all)[number];
    const end = endOf(one.tag);
    for (let b = a + 1; b < all.length; b++) {
      const other = all[b] as (typeof all)[number];
      if (startOf(other.tag) >= end) break;
      if (other.coder === one.coder || (other.tag.stance === undefined) !== (one.tag.stance === undefined)) continue;
      const common = shared(one.tag, other.tag);
      if (common === 0) continue;
      const overlap = common / (lengthOf(one.tag) + lengthOf(other.tag) - common);
      pairs.push({ a, b, score: overlap + likeness(one.tag, other.tag) });
    }
  }
  // `all` is in an order of its own, by place and id, so that numbers tell equal pairs apart whoever comes first.
  return pairs.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
}

/** Tags on one passage are told apart by what they mean: less than any overlap but for the whole of it. */
function likeness(one: CodedTag, other: CodedTag): number {
  if (one.entity !== undefined) return one.entity === other.entity ? 0.5 : 0;
  const [s, t] = [one.stance, other.stance];
  if (!t) return 0;
  return (s.holder === t.holder ? 0.3 : 0) + (s.target === t.target ? 0.3 : 0) + (s.value === t.value ? 0.2 : 0);
}
