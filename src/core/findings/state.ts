/** What the Findings panel is asked to show: kept over a reload, sent by the page, given by commands; so it is checked here. */
import { QUESTIONS, type Question } from '../agreement/questions';
import { UNITS, type Unit } from '../agreement/units';
import { LONGEST } from '../query/language';
import { parseQuery, type QueryError } from '../query';
import { groupingIn, type Filter, type Grouping } from '../sums';
import { daysOf } from '../text/dates';
import { VOICES, type Voice } from '../words/voice';

export const VIEWS = ['matrix', 'contradictions', 'timeline', 'mentions', 'coverage', 'agreement'] as const;
export type View = (typeof VIEWS)[number];

/** Pictures with their tables that sum the tags of one layer. */
export const SUM_FIGURES = [
  'matrix',
  'contradictions',
  'timeline',
  'mentions',
  'bySource',
  'entityBySource',
  'coMentions',
  'network',
  'coverage',
] as const;
export type SumFigure = (typeof SUM_FIGURES)[number];

/** Those that compare the layers of several coders. */
export const AGREEMENT_FIGURES = [
  'agreement',
  'agreementCauses',
  'agreementGroups',
  'confusion',
  'disagreements',
  'ratings',
  'gamma',
] as const;

/** Each picture with its table. A view has one or more of them. */
export const FIGURES = [...SUM_FIGURES, ...AGREEMENT_FIGURES] as const;
export type FigureId = (typeof FIGURES)[number];

const MENTION_FIGURES: readonly FigureId[] = ['mentions', 'bySource', 'entityBySource', 'coMentions', 'network'];

export const isSum = (figure: FigureId): figure is SumFigure => SUM_FIGURES.some((one) => one === figure);

export function viewOf(figure: FigureId): View {
  return VIEWS.find((view) => figuresOf(view).includes(figure)) ?? 'mentions';
}

export function figuresOf(view: View): readonly FigureId[] {
  if (view === 'agreement') return AGREEMENT_FIGURES;
  return view === 'mentions' ? MENTION_FIGURES : [view];
}

export const VOICE_CHOICES = ['all', ...VOICES] as const;
/** Of whom sources disagree; `auto` is the first of the others with which some do. */
const UNCODED = ['in', 'out'] as const;
const FINISHED = ['both', 'any'] as const;
export const SIDES = ['auto', 'holder', 'outlet', 'target'] as const;

/** What the user pointed at: a mark of a figure, by the keys of what it stands for. */
export interface Pick {
  readonly figure: FigureId;
  readonly keys: readonly string[];
}

export interface FindingsState {
  readonly view: View;
  /** Address of the codebook whose sources are shown; empty for that with most sources. */
  readonly codebook: string;
  readonly query: string;
  /** Lists are alternatives; empty, they leave nothing out. */
  readonly types: readonly string[];
  readonly sources: readonly string[];
  readonly coders: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly voice: (typeof VOICE_CHOICES)[number];
  /** Columns of the matrix. */
  readonly by: Grouping;
  /** Of whom sources disagree. */
  readonly side: (typeof SIDES)[number];
  /** The target of the timeline; empty for the one with most stances. */
  readonly target: string;
  /** Lines of the timeline. */
  readonly lines: Grouping;
  /** What coders are compared on, where it is asked what they found. */
  readonly unit: Unit;
  /** Does text that nobody coded count as agreed on? */
  readonly uncoded: (typeof UNCODED)[number];
  /** Only sources that both coders finished, or any. */
  readonly finished: (typeof FINISHED)[number];
  /** Of the table of two coders against each other, and of the ratings. */
  readonly question: Question;
  /** These two coders, `ann ben`; empty for the first two. */
  readonly pair: string;
  /** γ was asked for. */
  readonly gamma: boolean;
  readonly pick?: Pick;
}

export const START: FindingsState = {
  view: 'matrix',
  codebook: '',
  query: '',
  types: [],
  sources: [],
  coders: [],
  from: '',
  to: '',
  voice: 'all',
  by: 'holder',
  side: 'auto',
  target: '',
  lines: 'holder',
  unit: 'characters',
  uncoded: 'in',
  finished: 'both',
  question: 'values',
  pair: '',
  gamma: false,
};

/** Longest text and list that are taken from a page or a kept state. */
const LONGEST_TEXT = 4_000;
const LONGEST_LIST = 20_000;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

function textIn(value: unknown, fallback: string): string {
  return isText(value) ? value : fallback;
}

function listIn(value: unknown): readonly string[] {
  return Array.isArray(value) && value.length <= LONGEST_LIST && value.every(isText) ? value : [];
}

function oneIn<T extends string>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((one) => one === value) ?? fallback;
}

/** A pick of the right shape, or undefined. Whether its keys name anything is found out by looking. */
function pickIn(value: unknown): Pick | undefined {
  if (!isRecord(value)) return undefined;
  const figure = FIGURES.find((one) => one === value.figure);
  const { keys } = value;
  if (!figure || !Array.isArray(keys) || keys.length > 3 || !keys.every(isText)) return undefined;
  return { figure, keys };
}

/** A state out of anything at all: what is missing or of the wrong shape is as at the start. Unknown fields are dropped. */
export function stateIn(value: unknown, start: FindingsState = START): FindingsState {
  if (!isRecord(value)) return start;
  return {
    view: oneIn(value.view, VIEWS, start.view),
    codebook: textIn(value.codebook, start.codebook),
    query: textIn(value.query, start.query).slice(0, LONGEST),
    types: 'types' in value ? listIn(value.types) : start.types,
    sources: 'sources' in value ? listIn(value.sources) : start.sources,
    coders: 'coders' in value ? listIn(value.coders) : start.coders,
    from: textIn(value.from, start.from),
    to: textIn(value.to, start.to),
    voice: oneIn(value.voice, VOICE_CHOICES, start.voice),
    by: groupingIn(value.by) ?? start.by,
    side: oneIn(value.side, SIDES, start.side),
    target: textIn(value.target, start.target),
    lines: groupingIn(value.lines) ?? start.lines,
    unit: oneIn(value.unit, UNITS, start.unit),
    uncoded: oneIn(value.uncoded, UNCODED, start.uncoded),
    finished: oneIn(value.finished, FINISHED, start.finished),
    question: oneIn(value.question, QUESTIONS, start.question),
    pair: textIn(value.pair, start.pair),
    gamma: value.gamma === true,
    ...('pick' in value ? { pick: pickIn(value.pick) } : { pick: start.pick }),
  };
}

export type Filtered =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly field: 'query'; readonly error: QueryError }
  | { readonly ok: false; readonly field: 'from' | 'to'; readonly error: { readonly message: string } };

/** The filter that a state means, or which field cannot be read. */
export function filterIn(state: FindingsState): Filtered {
  for (const field of ['from', 'to'] as const) {
    const date = state[field].trim();
    if (date !== '' && !daysOf(date)) {
      const message = 'A date is written as year-month-day, year-month or year: 2025-03-09, 2025-03, 2025.';
      return { ok: false, field, error: { message } };
    }
  }
  const parsed = parseQuery(state.query);
  if (!parsed.ok) return { ok: false, field: 'query', error: parsed.error };
  const some = (list: readonly string[]): readonly string[] | undefined => (list.length > 0 ? list : undefined);
  return {
    ok: true,
    filter: {
      query: parsed.query,
      types: some(state.types),
      sources: some(state.sources),
      coders: some(state.coders),
      from: state.from.trim() || undefined,
      to: state.to.trim() || undefined,
    },
  };
}

/** Equal for states that select the same passages. */
export function filterKey(state: FindingsState): string {
  return JSON.stringify([state.query, state.types, state.sources, state.coders, state.from, state.to]);
}

export function voiceIn({ voice }: FindingsState): Voice | undefined {
  return voice === 'all' ? undefined : voice;
}
