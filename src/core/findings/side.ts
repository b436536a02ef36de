/** Of whom contradictions are shown: the side that was chosen, or the first of which there are some. */
import { contradictionsOf, type ContradictionGrouping, type Selection } from '../sums';
import type { Voice } from '../words/voice';
import { voiceIn, type FindingsState } from './state';
import { sayable } from '../words/say';

/** Of whom opposite stances are looked for: what the state says; where it leaves it open, the first of whom there are some. */
export function sideIn(selection: Selection, state: FindingsState): ContradictionGrouping {
  if (state.side !== 'auto') return state.side;
  return SIDES_IN_ORDER.find((side) => pairsOf(selection, side, voiceIn(state)) > 0) ?? 'holder';
}

export const SIDES_IN_ORDER = ['holder', 'outlet', 'target'] as const satisfies readonly ContradictionGrouping[];

/** How many pairs of opposite stances there are of that side. */
export function pairsOf(selection: Selection, side: ContradictionGrouping, voice: Voice | undefined): number {
  const { between, within } = contradictionsOf(selection, side, voice);
  return between.length + within.length;
}

export const SIDE_WORDS: Record<ContradictionGrouping, string> = sayable({
  holder: 'one holder',
  outlet: 'one outlet',
  target: 'anybody toward one target',
});
