/** Of whom contradictions are shown: the side that was chosen, or the first of which there are some. */
import type { Steps } from '../base/steps';
import { contradictionSteps, type ContradictionGrouping, type Contradictions, type Selection } from '../sums';
import type { Voice } from '../words/voice';
import { voiceIn, type FindingsState } from './state';
import { sayable } from '../base/say';

/** Of whom opposite stances are looked for: what the state says; where it leaves it open, the first of whom there are some. */
export function* sideSteps(selection: Selection, state: FindingsState): Steps<ContradictionGrouping> {
  if (state.side !== 'auto') return state.side;
  for (const side of SIDES_IN_ORDER) if ((yield* pairSteps(selection, side, voiceIn(state))) > 0) return side;
  return 'holder';
}

const known = new WeakMap<Selection, Map<string, Contradictions>>();

/** The contradictions of one side, computed once for each selection: what is shown, and whether others have some, rests on them. */
export function* contradictionsOnce(
  selection: Selection,
  side: ContradictionGrouping,
  voice: Voice | undefined,
): Steps<Contradictions> {
  let found = known.get(selection);
  if (!found) known.set(selection, (found = new Map<string, Contradictions>()));
  const key = `${side} ${voice ?? ''}`;
  let one = found.get(key);
  if (!one) found.set(key, (one = yield* contradictionSteps(selection, side, voice)));
  return one;
}

export const SIDES_IN_ORDER = ['holder', 'outlet', 'target'] as const satisfies readonly ContradictionGrouping[];

/** How many pairs of opposite stances there are of that side. */
export function* pairSteps(selection: Selection, side: ContradictionGrouping, voice: Voice | undefined): Steps<number> {
  const { between, within } = yield* contradictionsOnce(selection, side, voice);
  return between.length + within.length;
}

export const SIDE_WORDS: Record<ContradictionGrouping, string> = sayable({
  holder: 'one holder',
  outlet: 'one outlet',
  target: 'anybody toward one target',
});
