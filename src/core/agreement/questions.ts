/** The questions that coders can agree on, each as a table of items × coders. */
import type { Stance } from '../model';
import { alignTags, type Group } from './align';
import type { CodedSource, CodedTag, Stretch } from './coded';
import { startOf, endOf } from './coded';
import { unitsOf, type Unit } from './units';

export const QUESTIONS = ['mentions', 'entities', 'stances', 'ends', 'values', 'intensities', 'documents'] as const;
export type Question = (typeof QUESTIONS)[number];

/** The question in words. */
export const ASKS: Readonly<Record<Question, string>> = {
  mentions: 'Do we find the same mentions?',
  entities: 'Do we mean the same entity?',
  stances: 'Do we see the same stances?',
  ends: 'Do we see the same holder and target?',
  values: 'Do we give the same value?',
  intensities: 'Do we give the same intensity?',
  documents: 'Do we say the same of a source: who stands how toward whom?',
};

/** One line of the table behind a coefficient. */
export interface Row {
  readonly source: string;
  /** UTF-16 offsets; both 0 where the item is the source as a whole. */
  readonly from: number;
  readonly to: number;
  /** What the item is, where that is more than its place: `holder → target` of a source. */
  readonly item?: string;
  /** For each coder; undefined: this coder gave none, and the item is not counted against this coder. */
  readonly ratings: readonly (string | undefined)[];
  readonly weight: number;
}

export interface Asked {
  /** Into what the text is cut for `mentions` and `stances`. */
  readonly unit: Unit;
  /** Does text that nobody coded count as agreed on? */
  readonly uncoded: 'in' | 'out';
}

export const NOT_CODED = 'no';
export const CODED = 'yes';
/** At the level of sources: this coder sees no stance of this holder toward this target. */
export const NONE = 'none';

/** Rows of one source. */
export function rowsOf(question: Question, source: CodedSource, asked: Asked): Row[] {
  switch (question) {
    case 'mentions':
      return found(source, asked, (tag) => tag.entity !== undefined);
    case 'stances':
      return found(source, asked, (tag) => tag.stance !== undefined);
    case 'entities':
      return aligned(source, false, (tag) => tag.entity);
    case 'ends':
      return aligned(source, true, ({ stance }) => stance && endsOf(stance));
    case 'values':
      return aligned(source, true, ({ stance }) => stance?.value);
    case 'intensities':
      return aligned(source, true, ({ stance }) => stance?.intensity?.toString());
    case 'documents':
      return bySource(source);
  }
}

const endsOf = ({ holder, target }: Stance): string => `${holder} → ${target}`;

/** What a unit is called in words, for the figure's heading. */
export function unitName(question: Question, asked: Asked): string {
  if (question === 'mentions' || question === 'stances') {
    return `${asked.unit}, text that nobody coded ${asked.uncoded === 'in' ? 'counted' : 'left out'}`;
  }
  return question === 'documents' ? 'holder × target × source' : 'tags whose passages overlap';
}

/** Every unit of the text: did the coder tag something in it? */
function found(source: CodedSource, { unit, uncoded }: Asked, wanted: (tag: CodedTag) => boolean): Row[] {
  const stretches = source.layers.map((tags) => tags && joined(tags.filter(wanted).flatMap(({ pieces }) => pieces)));
  const borders = stretches.flatMap((list) => (list ?? []).flatMap(({ from, to }) => [from, to]));
  const at = stretches.map(() => 0);
  return unitsOf(source.text, unit, borders).flatMap(({ from, to }) => {
    const ratings = stretches.map((list, coder) => {
      if (!list) return undefined;
      let i = at[coder] as number;
      while (i < list.length && (list[i] as Stretch).to <= from) i++;
      at[coder] = i;
      return i < list.length && (list[i] as Stretch).from < to ? CODED : NOT_CODED;
    });
    if (uncoded === 'out' && !ratings.includes(CODED)) return [];
    return [{ source: source.name, from, to, ratings, weight: unit === 'characters' ? to - from : 1 }];
  });
}

/** In the order of the text, without overlaps. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = out[out.length - 1];
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

/** Groups of tags of one kind; those of a single coder say nothing about what is meant, and come with one rating. */
export function groupsOf(source: CodedSource, stances: boolean): Group[] {
  return alignTags(source.layers.map((tags) => tags?.filter((tag) => (tag.stance !== undefined) === stances)));
}

function aligned(source: CodedSource, stances: boolean, rate: (tag: CodedTag) => string | undefined): Row[] {
  return groupsOf(source, stances).flatMap((group) => {
    const ratings = group.map((tag) => tag && rate(tag));
    if (ratings.filter((rating) => rating !== undefined).length < 2) return [];
    const tags = group.filter((tag) => tag !== undefined);
    const from = Math.min(...tags.map(startOf));
    return [{ source: source.name, from, to: Math.max(...tags.map(endOf)), ratings, weight: 1 }];
  });
}

/** Each pair of holder and target that anybody sees in the source: the value, `several` where one coder gave several. */
function bySource({ name, layers }: CodedSource): Row[] {
  const pairs = new Map<string, (Set<string> | undefined)[]>();
  layers.forEach((tags, coder) => {
    for (const { stance } of tags ?? []) {
      if (!stance) continue;
      const item = endsOf(stance);
      let values = pairs.get(item);
      if (!values) pairs.set(item, (values = layers.map((layer) => layer && new Set<string>())));
      values[coder]?.add(stance.value);
    }
  });
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([item, values]) => {
      const ratings = values.map((set) => set && (set.size === 0 ? NONE : set.size > 1 ? 'several' : [...set][0]));
      return { source: name, from: 0, to: 0, item, ratings, weight: 1 };
    });
}
