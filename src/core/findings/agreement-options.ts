/** What the agreement figures and their passages have in common. */
import type { Comparison } from '../agreement/compare';
import type { GroupAnswer } from '../agreement/groups';
import type { FindingsState } from './state';

/** With what chance intervals and γ are computed where nobody says otherwise: the same on the screen and on the command line. */
export const DRAWS = { draws: 1_000, seed: 1 } as const;
export const GAMMA = { samples: 30, seed: 1 } as const;

/** The two coders that are put against each other: those of the state, or the first two. */
export function pairOf({ coders }: Pick<Comparison, 'coders'>, state: FindingsState): readonly [number, number] {
  const [a = '', b = ''] = state.pair.split(' ');
  const [first, second] = [coders.indexOf(a), coders.indexOf(b)];
  return first >= 0 && second >= 0 && first !== second ? [first, second] : [0, 1];
}

/** Tells groups of one kind apart. */
export const groupKey = ({ group, label }: Pick<GroupAnswer, 'group' | 'label'>): string =>
  group.by === 'pair' ? label : group.id;
