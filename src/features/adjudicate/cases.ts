/** The cases of a source in the order of its text: which of them are left to decide, and which comes next. */
import type { Case } from '../../core/agreement/adjudicate';

/** How far the source at hand is. */
export interface Left {
  readonly uri: string;
  /** Cases in which the coders differ, or changed since the decision. */
  readonly disagreements: number;
  /** Cases that are open though everybody agrees. */
  readonly agreed: number;
  readonly decided: number;
  /** The case at hand: the ids of its tags. */
  readonly at?: string;
}

/** How far a source is; `at` is the key of the case at hand. */
export function leftIn(uri: string, cases: readonly Case[], at: string | undefined): Left {
  const open = cases.filter(({ state }) => state !== 'decided');
  const disagreements = open.filter(isHard).length;
  return {
    uri,
    disagreements,
    agreed: open.length - disagreements,
    decided: cases.length - open.length,
    ...(at !== undefined && { at }),
  };
}

/** The next case that needs a decision, or the one before, around the end where there is none; undefined: nothing is left. */
export function nextIn(cases: readonly Case[], at: string | undefined, step: 1 | -1): Case | undefined {
  const list = cases.filter((one) => one.state !== 'decided' && isHard(one));
  const now = cases.findIndex(({ key }) => key === at);
  const place = (one: Case): number => cases.indexOf(one);
  return step > 0
    ? (list.find((one) => place(one) > now) ?? list[0])
    : ([...list].reverse().find((one) => place(one) < now) ?? list.at(-1));
}

function isHard({ kinds, state }: Case): boolean {
  return kinds.length > 0 || state === 'changed';
}
