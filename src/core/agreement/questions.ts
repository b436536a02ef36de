/** The questions that coders can agree on, each as a table of items × coders. */
import { say, sayable } from '../base/say';
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

/** As {@link rowsOf}, for whoever counts: where it can be had for less, equal ratings are one row that stands nowhere. */
export function tallyOf(question: Question, source: CodedSource, asked: Asked): Row[] {
  const found = question === 'mentions' || question === 'stances';
  return found ? foundTally(source, question === 'stances', asked) : rowsOf(question, source, asked);
}

const endsOf = ({ holder, target }: Stance): string => `${holder} → ${target}`;

const PAIRS = sayable('holder × target × source');

/** What a unit is called in the user's words, for the figure's heading. */
export function unitName(question: Question, asked: Asked): string {
  if (question === 'mentions' || question === 'stances') {
    if (asked.unit === 'tags') return say('tags whose passages overlap; what nobody tagged is none');
    if (asked.unit === 'documents') return question === 'stances' ? say(PAIRS) : say('entity × source');
    const whole = asked.uncoded === 'in';
    return say(whole ? '{0}, text that nobody coded counted' : '{0}, text that nobody coded left out', say(asked.unit));
  }
  return question === 'documents' ? say(PAIRS) : say('tags whose passages overlap');
}

/** Every unit of the source: did the coder tag such a thing in it? `wanted`: of which tags that is asked, all where left out. */
export function foundRows(source: CodedSource, stances: boolean, asked: Asked, wanted?: Wanted): Row[] {
  const { unit, uncoded } = asked;
  const of = { ...source, layers: layersOf(source, stances, wanted) };
  if (unit === 'tags') return foundTags(of);
  if (unit === 'documents') return foundBySource(of);
  const rows: Row[] = [];
  eachUnit(source, of.layers, unit, uncoded, (from, to, marks) => {
    rows.push({ source: source.name, from, to, ratings: said(marks), weight: unit === 'characters' ? to - from : 1 });
  });
  return rows;
}

/** The same for whoever counts, as {@link tallyOf}. */
export function foundTally(source: CodedSource, stances: boolean, asked: Asked, wanted?: Wanted): Row[] {
  const { unit, uncoded } = asked;
  if (unit === 'tags' || unit === 'documents') return foundRows(source, stances, asked, wanted);
  const tally = new Map<number | string, { ratings: Row['ratings']; weight: number }>();
  eachUnit(source, layersOf(source, stances, wanted), unit, uncoded, (from, to, marks) => {
    const weight = unit === 'characters' ? to - from : 1;
    let key: number | string = 0;
    for (let coder = 0; coder < marks.length; coder++) key = key * 3 + (marks[coder] as number);
    if (marks.length > MOST_IN_A_NUMBER) key = marks.join('');
    const row = tally.get(key);
    if (row) row.weight += weight;
    else tally.set(key, { ratings: said(marks), weight });
  });
  return [...tally.values()].map((row) => ({ source: source.name, from: 0, to: 0, ...row }));
}

/** 3³³ is the last power of three that a number holds exactly. */
const MOST_IN_A_NUMBER = 33;

type Wanted = (tag: CodedTag) => boolean;

function layersOf({ layers }: CodedSource, stances: boolean, wanted: Wanted | undefined): CodedSource['layers'] {
  return layers.map((tags) => tags?.filter((tag) => (tag.stance !== undefined) === stances && (wanted?.(tag) ?? true)));
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

type Cut = Exclude<CutUnit, 'characters'>;

/** Into what the texts were cut: the same is asked of each for mentions, stances, and every type and value of them. */
const cuts = new WeakMap<CodedSource, { readonly unit: Cut; readonly stretches: readonly Stretch[] }>();

function cutOf(source: CodedSource, unit: Cut): readonly Stretch[] {
  let cut = cuts.get(source);
  if (cut?.unit !== unit) cuts.set(source, (cut = { unit, stretches: unitsOf(source.text, unit) }));
  return cut.stretches;
}

/** What a coder is heard to say of a unit, as a number: nothing, as the source is not coded; no; yes. */
const [SILENT, UNMARKED, MARKED] = [0, 1, 2];

const said = (marks: Uint8Array): Row['ratings'] =>
  Array.from(marks, (mark) => (mark === SILENT ? undefined : mark === MARKED ? CODED : NOT_CODED));

/** Goes over the units of a text with what each coder says of each. Characters come in runs that every coder marked alike. */
function eachUnit(
  source: CodedSource,
  layers: CodedSource['layers'],
  unit: CutUnit,
  uncoded: 'in' | 'out',
  look: (from: number, to: number, marks: Uint8Array) => void,
): void {
  const { length } = source.text;
  const coders = layers.length;
  const stretches = layers.map((tags) => tags && joined(tags));
  const marks = new Uint8Array(coders);
  /** For each coder the first stretch that does not end before the unit. */
  const at = new Int32Array(coders);
  const mark = (from: number, to: number): boolean => {
    let any = uncoded === 'in';
    for (let coder = 0; coder < coders; coder++) {
      const list = stretches[coder];
      if (!list) continue;
      let i = at[coder] as number;
      while (i < list.length && (list[i] as Stretch).to <= from) i++;
      at[coder] = i;
      const marked = i < list.length && (list[i] as Stretch).from < to;
      marks[coder] = marked ? MARKED : UNMARKED;
      any ||= marked;
    }
    return any;
  };
  if (unit !== 'characters') {
    for (const { from, to } of cutOf(source, unit)) if (mark(from, to)) look(from, to, marks);
    return;
  }
  for (let from = 0, to = 0; from < length; from = to) {
    to = length;
    for (let coder = 0; coder < coders; coder++) {
      const list = stretches[coder];
      // Stretches of one coder do not touch: the next border is one of the two that come next.
      for (let i = at[coder] as number; list && i < list.length; i++) {
        const one = list[i] as Stretch;
        const border = one.from > from ? one.from : one.to;
        if (border <= from) continue;
        to = Math.min(to, border);
        break;
      }
    }
    if (mark(from, to)) look(from, to, marks);
  }
}

/** What tags cover, in the order of the text: stretches that neither overlap nor touch. */
function joined(tags: readonly CodedTag[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { pieces } of tags) for (const piece of pieces) all.push(piece);
  all.sort((a, b) => a.from - b.from || a.to - b.to);
  const out: { from: number; to: number }[] = [];
  let last: { from: number; to: number } | undefined;
  for (const { from, to } of all) {
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else out.push((last = { from, to }));
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
