/** Agreement on a part of the question: by two of the coders, on one entity type, on one stance value. */
import { answerOfRows, isCompared, spanMeasures, type Answer, type AnswerOptions } from './answer';
import type { CodebookView } from '../corpus';
import type { CodedSource, CodedTag } from './coded';
import {
  CODED,
  foundRows,
  foundTally,
  NONE,
  NOT_CODED,
  QUESTIONS,
  rowsOf,
  tallyOf,
  type Asked,
  type Question,
  type Row,
} from './questions';
import { sayable } from '../base/say';
import type { Steps } from '../base/steps';

export const GROUPINGS = ['pair', 'type', 'value'] as const;
export type GroupBy = (typeof GROUPINGS)[number];

export const GROUP_NAMES: Readonly<Record<GroupBy, string>> = sayable({
  pair: 'coders',
  type: 'entity type',
  value: 'stance value',
});

/** What agreement can be asked of apart from the rest. */
export type Group =
  | { readonly by: 'pair'; readonly first: number; readonly second: number }
  | { readonly by: 'type' | 'value'; readonly id: string };

export interface GroupAnswer {
  readonly group: Group;
  /** Names of the two coders, or of the type or value. */
  readonly label: string;
  readonly answer: Answer;
}

/** What a codebook says of the categories. */
export interface Scheme {
  /** The entity's type; undefined where the codebook does not know it. */
  typeOf(entity: string): string | undefined;
  readonly types: readonly { readonly id: string; readonly label: string }[];
  readonly values: readonly { readonly id: string; readonly label: string }[];
}

/** The scheme of codebooks; an id that several have is that of the first. */
export function schemeOf(codebooks: readonly Pick<CodebookView, 'entity' | 'types' | 'stances'>[]): Scheme {
  const first = <T extends { readonly id: string }>(lists: readonly (readonly T[])[]): T[] =>
    [
      ...new Map(
        lists
          .flat()
          .reverse()
          .map((one) => [one.id, one]),
      ).values(),
    ].reverse();
  return {
    typeOf: (id) => codebooks.map((one) => one.entity(id)).find((one) => one !== undefined)?.type,
    types: first(codebooks.map(({ types }) => types)),
    values: first(codebooks.map(({ stances }) => stances)),
  };
}

/** The questions that a group is asked. Types are of mentions, values of stances. */
const ASKED: Readonly<Record<GroupBy, readonly Question[]>> = {
  pair: QUESTIONS,
  type: ['mentions', 'entities'],
  value: ['stances', 'values'],
};

/** The groups there are: pairs where there are more than two coders, and types and values that anybody used. */
export function groupsIn(sources: readonly CodedSource[], coders: readonly string[], scheme: Scheme): Group[] {
  const pairs = coders.flatMap((_, first): Group[] =>
    coders.slice(first + 1).map((__, i) => ({ by: 'pair', first, second: first + 1 + i })),
  );
  const [types, values] = [new Set<string>(), new Set<string>()];
  for (const { layers } of sources) {
    for (const { entity, stance } of layers.flatMap((tags) => tags ?? [])) {
      if (stance) values.add(stance.value);
      else types.add(scheme.typeOf(entity) ?? '');
    }
  }
  types.delete('');
  const inOrder = (known: Scheme['types'], used: ReadonlySet<string>): string[] => {
    const order = new Map(known.map(({ id }, i) => [id, i]));
    const place = (id: string): number => order.get(id) ?? known.length;
    return [...used].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  };
  return [
    ...(coders.length > 2 ? pairs : []),
    ...inOrder(scheme.types, types).map((id): Group => ({ by: 'type', id })),
    ...inOrder(scheme.values, values).map((id): Group => ({ by: 'value', id })),
  ];
}

export function labelOf(group: Group, coders: readonly string[], scheme: Scheme): string {
  if (group.by === 'pair') return `${coders[group.first]} – ${coders[group.second]}`;
  const known = group.by === 'type' ? scheme.types : scheme.values;
  return known.find(({ id }) => id === group.id)?.label ?? group.id;
}

export const questionsOf = ({ by }: Group): readonly Question[] => ASKED[by];

/**
 * The rows that a question has for a group. Of two coders: their ratings in the table of all. *Found* (mentions of a type, stances
 * of a value): every unit of the text, as if nothing else was tagged. *Meant* (entities, values): the same tags as of the whole
 * question, each rated as of this type or value or not: one category against all others. `counted`: nobody asks where they stand
 * (see `tallyOf`).
 */
export function groupRows(
  question: Question,
  group: Group,
  source: CodedSource,
  asked: Asked,
  { typeOf }: Pick<Scheme, 'typeOf'>,
  counted = false,
): Row[] {
  const [rows, found] = counted ? [tallyOf, foundTally] : [rowsOf, foundRows];
  if (group.by === 'pair') {
    const { first, second } = group;
    const open = asked.unit !== 'documents' && asked.uncoded === 'in' && asked.unit !== 'tags';
    return rows(question, source, asked).flatMap((row): Row[] => {
      const ratings = [row.ratings[first], row.ratings[second]];
      // What neither of the two has tagged is there because a third did.
      const seen = ratings.some((rating) => rating !== undefined && rating !== NOT_CODED && rating !== NONE);
      const text = question === 'mentions' || question === 'stances';
      return ratings.every((rating) => rating === undefined) || (!seen && !(text && open)) ? [] : [{ ...row, ratings }];
    });
  }
  const of = (tag: CodedTag): boolean =>
    group.by === 'value' ? tag.stance?.value === group.id : tag.entity !== undefined && typeOf(tag.entity) === group.id;
  if (question === 'mentions' || question === 'stances') return found(source, question === 'stances', asked, of);
  const inGroup = (rating: string): boolean =>
    group.by === 'value' ? rating === group.id : typeOf(rating) === group.id;
  return rows(question, source, asked).map((row) => ({
    ...row,
    ratings: row.ratings.map((rating) => rating && (inGroup(rating) ? CODED : NOT_CODED)),
  }));
}

/** The answer of a group to one of its questions. */
export function* groupAnswer(
  question: Question,
  group: Group,
  sources: readonly CodedSource[],
  options: AnswerOptions,
  scheme: Pick<Scheme, 'typeOf'>,
): Steps<Answer> {
  const two = (source: CodedSource): CodedSource =>
    group.by === 'pair'
      ? { ...source, layers: [source.layers[group.first], source.layers[group.second]] }
      : { ...source };
  const compared = sources.filter((source) => isCompared(two(source)));
  const bySource: Row[][] = [];
  for (const source of compared) {
    if (bySource.length % 8 === 0) yield undefined;
    bySource.push(groupRows(question, group, source, options, scheme, true));
  }
  const coders = group.by === 'pair' ? 2 : (compared[0]?.layers.length ?? 0);
  const found = yield* answerOfRows(question, bySource, coders, options);
  if (group.by !== 'pair' || (question !== 'mentions' && question !== 'stances')) return found;
  const more = yield* spanMeasures(compared.map(two), question === 'stances', options);
  return { ...found, measured: [...found.measured, ...more] };
}
