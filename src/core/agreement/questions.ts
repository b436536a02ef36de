/** The questions that coders can agree on, each as a table of items × coders. */
import type { Stance } from '../model';
import { ASKS, QUESTIONS, type Question } from './asks';
import { alignTags, type Group } from './align';
import type { CodedSource, CodedTag, Stretch } from './coded';
import { startOf, endOf } from './coded';
import { unitsOf, type CutUnit, type Unit } from './units';

export { ASKS, QUESTIONS };
export type { Question };

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
    case 'stances':
      return foundRows(source, question === 'stances', asked);
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
    if (asked.unit === 'tags') return 'tags whose passages overlap; what nobody tagged is none';
    if (asked.unit === 'documents') return question === 'stances' ? 'holder × target × source' : 'entity × source';
    return `${asked.unit}, text that nobody coded ${asked.uncoded === 'in' ? 'counted' : 'left out'}`;
  }
  return question === 'documents' ? 'holder × target × source' : 'tags whose passages overlap';
}

/** Every unit of the source: did the coder tag such a thing in it? `wanted`: of which tags that is asked, all where left out. */
export function foundRows(
  source: CodedSource,
  stances: boolean,
  { unit, uncoded }: Asked,
  wanted: (tag: CodedTag) => boolean = () => true,
): Row[] {
  const layers = source.layers.map((tags) =>
    tags?.filter((tag) => (tag.stance !== undefined) === stances && wanted(tag)),
  );
  const of = { ...source, layers };
  if (unit === 'tags') return foundTags(of);
  if (unit === 'documents') return foundBySource(of);
  return foundUnits(source, layers, unit, uncoded);
}

function foundTags({ name, layers }: CodedSource): Row[] {
  return alignTags(layers).map((group) => {
    const tags = group.filter((tag) => tag !== undefined);
    return {
      source: name,
      from: Math.min(...tags.map(startOf)),
      to: Math.max(...tags.map(endOf)),
      ratings: group.map((tag, coder) => (layers[coder] ? (tag ? CODED : NOT_CODED) : undefined)),
      weight: 1,
    };
  });
}

function foundBySource({ name, layers }: CodedSource): Row[] {
  const items = layers.map((tags) => tags && new Set(tags.map((tag) => subjectOf(tag))));
  return [...new Set(items.flatMap((set) => [...(set ?? [])]))].sort().map((item) => ({
    ...{ source: name, from: 0, to: 0, item, weight: 1 },
    ratings: items.map((set) => set && (set.has(item) ? CODED : NOT_CODED)),
  }));
}

/** What a tag is about, at the level of sources: the entity, or the holder and target of a stance. */
export const subjectOf = ({ entity, stance }: CodedTag): string => (stance ? endsOf(stance) : entity);

/** Into what the texts were cut: the same is asked of each for mentions, stances, and every type and value of them. */
const cuts = new WeakMap<CodedSource, { readonly unit: CutUnit; readonly stretches: readonly Stretch[] }>();

function cutOf(source: CodedSource, unit: CutUnit, borders: readonly number[]): readonly Stretch[] {
  if (unit === 'characters') return unitsOf(source.text, unit, borders);
  let cut = cuts.get(source);
  if (cut?.unit !== unit) cuts.set(source, (cut = { unit, stretches: unitsOf(source.text, unit, borders) }));
  return cut.stretches;
}

function foundUnits(source: CodedSource, layers: CodedSource['layers'], unit: CutUnit, uncoded: 'in' | 'out'): Row[] {
  const stretches = layers.map((tags) => tags && joined(tags.flatMap(({ pieces }) => pieces)));
  const borders = stretches.flatMap((list) => (list ?? []).flatMap(({ from, to }) => [from, to]));
  const at = stretches.map(() => 0);
  return cutOf(source, unit, borders).flatMap(({ from, to }) => {
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
export function groupsOf(source: CodedSource, stances: boolean): readonly Group[] {
  let known = groups.get(source);
  if (!known) groups.set(source, (known = [undefined, undefined]));
  return (known[stances ? 1 : 0] ??= alignTags(
    source.layers.map((tags) => tags?.filter((tag) => (tag.stance !== undefined) === stances)),
  ));
}

/** Every question about what was tagged asks for the same groups. */
const groups = new WeakMap<CodedSource, [readonly Group[] | undefined, readonly Group[] | undefined]>();

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
