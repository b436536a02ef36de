/** A figure: a picture, its numbers as a table, and what the numbers are sums of; with the words that figures have in common. */
import { leftOutNote, type Table } from '../export/table';
import type { Steps } from '../base/steps';
import { say } from '../base/say';
import type { Selection } from '../sums';
import { COMMAND_TITLES } from '../words/commands';
import { counted } from '../words/count';
import type { Picture } from './picture';
import type { FigureId, FindingsState } from './state';

export interface Figure {
  readonly id: FigureId;
  readonly title: string;
  /** What it sums, how many, and what is left out. */
  readonly caption: string;
  readonly picture: Picture;
  /** The whole table, as CSV and reports have it. */
  readonly table: Table;
  /** Instead of an empty picture: what there is not, and what to do. */
  readonly empty?: string;
  /** Beside it: what to ask instead, that has an answer. */
  readonly offers?: readonly Offer[];
}

export interface Offer {
  readonly says: string;
  readonly set: Partial<FindingsState>;
}

/** What stands in the place of a picture of stances or mentions where there are none. */
export const noStances = (): string =>
  say(
    'No stance is tagged here. Select a passage of a source and run “{0}”, or take a filter away.',
    say(COMMAND_TITLES.tagStance),
  );
export const noMentions = (): string =>
  say(
    'No mention is tagged here. Select a name in a source and run “{0}”, or take a filter away.',
    say(COMMAND_TITLES.tagEntity),
  );

/** What it sums, and at last what is left out. */
export function captionOf(selection: Selection, ...sentences: string[]): string {
  return [
    ...sentences.filter((one) => one !== ''),
    leftOutNote(selection.leftOut) || say('No lost tag is left out.'),
  ].join(' ');
}

/** `in 2 of 5 sources`: those that have some, of those that the filters let in. */
export function within(selection: Selection, having: number): string {
  const all = counted(selection.groups.length, 'source');
  return having === selection.groups.length ? say('in {0}', all) : say('in {0} of {1}', having, all);
}

/** Words in the place of an empty picture. */
export function emptyIf(isEmpty: boolean, words: () => string): string | undefined {
  return isEmpty ? words() : undefined;
}

/** Some figures of a view rest on the same sum. */
export function once<T>(sum: (selection: Selection) => Steps<T>): (selection: Selection) => Steps<T> {
  const known = new WeakMap<Selection, { readonly value: T }>();
  return function* (selection) {
    let kept = known.get(selection);
    if (!kept) known.set(selection, (kept = { value: yield* sum(selection) }));
    return kept.value;
  };
}
