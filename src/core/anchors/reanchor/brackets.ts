/** The certain neighbours of a case: those in the same order in both texts bracket what stands between them. */
import { foldedIndex } from '../../text/folded';
import { inOrder } from '../diff/in-order';
import { shiftOf, type Bracket, type Case } from './evidence';
import type { Fit } from './fit';
import { LIMITS } from './limits';
import type { Target } from './target';

/** How far beyond its neighbours a passage is looked for. */
const BEYOND = 100;

/** `chain`: the certain cases in the order of both texts; `of`: the nearest of them on both sides of a case. */
export function bracketsOf(cases: readonly Case[]): { of: (i: number) => Bracket; chain: Case[] } {
  const sure = cases.map((_, i) => i).filter((i) => (cases[i] as Case).certain);
  const kept = inOrder(sure.map((i) => ((cases[i] as Case).fit as Fit).from));
  const chain = sure.filter((_, k) => kept[k]);
  return {
    chain: chain.map((i) => cases[i] as Case),
    of: (i) => {
      let low = 0;
      let high = chain.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((chain[middle] as number) < i) low = middle + 1;
        else high = middle;
      }
      const at = (k: number): Case | undefined => (chain[k] === undefined ? undefined : cases[chain[k]]);
      return { left: at(low - 1), right: at(chain[low] === i ? low + 1 : low) };
    },
  };
}

/** Do lines say nothing, since most neighbours moved by different numbers of them? */
export function isRewrapped(target: Target, chain: readonly Case[]): boolean {
  let equal = 0;
  for (let i = 1; i < chain.length; i++) {
    if (shiftOf(target, chain[i - 1] as Case) === shiftOf(target, chain[i] as Case)) equal++;
  }
  return chain.length > LIMITS.rewrapped && 2 * equal < chain.length - 1;
}

/** The stretch of the folded text between the neighbours, and a little more. */
export function stretchOf({ folded: { codes } }: Target, { left, right }: Bracket): [number, number] {
  return [left?.fit ? left.fit.from - BEYOND : 0, right?.fit ? right.fit.to + BEYOND : codes.length];
}

/** Where a line of the text begins in the folded one; the first or last line for numbers beyond them. */
export function foldedLine({ folded, lineStarts }: Target, line: number): number {
  return foldedIndex(folded, lineStarts[Math.min(Math.max(line, 0), lineStarts.length - 1)] ?? 0);
}
