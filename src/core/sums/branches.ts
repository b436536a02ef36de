/** Sums over branches of the codebook's tree: what an entity has with all that stand below it. Always told beside its own. */
import { branchesOf } from '../codebook/branches';
import type { Corpus } from '../corpus';
import { axisOf, emptyTally, type OpenTally, type Tally } from './tally';
import { DENIED, summaryOf } from './counts';

export interface BranchTotals {
  /** How many entities stand below it, at any depth. */
  readonly below: number;
  readonly mentions: number;
  /** Sources with a mention of any of them, each once. */
  readonly sources: number;
  readonly toward: Tally;
}

interface Open {
  mentions: number;
  sources: number;
  readonly toward: OpenTally;
}

const known = new WeakMap<Corpus, ReadonlyMap<string, BranchTotals>>();

/** Of every entity with another one below it, by id; lost tags are counted nowhere. */
export function branchTotals(corpus: Corpus): ReadonlyMap<string, BranchTotals> {
  let totals = known.get(corpus);
  if (!totals) known.set(corpus, (totals = sumUp(corpus)));
  return totals;
}

function sumUp({ codebook, sources }: Corpus): ReadonlyMap<string, BranchTotals> {
  const tree = branchesOf(codebook.entities);
  const open = new Map<string, Open>();
  for (const { id } of codebook.entities) {
    if (tree.childrenOf(id).length > 0) open.set(id, { mentions: 0, sources: 0, toward: emptyTally() });
  }
  if (open.size === 0) return new Map();
  for (const source of sources) {
    const here = new Set<Open>();
    for (const [id, { mentions, toward }] of summaryOf(source).entities) {
      for (let at: string | undefined = id; at !== undefined; at = tree.parentOf(at)) {
        const sum = open.get(at);
        if (!sum) continue;
        sum.mentions += mentions;
        if (mentions > 0) here.add(sum);
        for (const value of toward) sum.toward[value === DENIED ? 'denied' : axisOf(codebook, value)]++;
      }
    }
    for (const sum of here) sum.sources++;
  }
  return new Map([...open].map(([id, sum]) => [id, { below: tree.branchOf(id).size - 1, ...sum }]));
}
