import { isLost, type Corpus, type SourceView } from '../corpus';
import { axisOf, emptyTally, type OpenTally, type Tally } from './tally';
import { isMention, type Tag } from '../model';
import { each, finish, type Steps } from '../base/steps';
import { quoteOf } from '../pieces';
import { ownText } from '../text/own';
import { counted } from '../words/count';
import { say } from '../base/say';

/**
 * What one source adds to an entity's totals. Stances are kept by value, not by axis: a summary outlives changes of the
 * codebook. Denied stances have the key {@link DENIED}.
 */
export interface EntityInSource {
  readonly mentions: number;
  /** For each stance toward it, and of its own, the value. */
  readonly toward: readonly string[];
  readonly held: readonly string[];
}

/** What the tags of one source add up to. Lost tags are counted as `lost` and nowhere else; moved ones as any other too. */
export interface SourceSummary {
  /** All of them, lost ones too. */
  readonly tags: number;
  readonly mentions: number;
  readonly stances: number;
  readonly lost: number;
  readonly moved: number;
  readonly entities: EntitiesInSource;
  /** What was counted: the passages themselves stand in no list of their own. */
  readonly source: SourceView;
}

export interface EntityTotals {
  readonly mentions: number;
  /** Sources with a mention. */
  readonly sources: number;
  /** Stances of others toward it, and its own. */
  readonly toward: Tally;
  readonly held: Tally;
  readonly surfaceForms: ReadonlyMap<string, number>;
}

/** No stance value has the empty id. */
export const DENIED = '';

const summaries = new WeakMap<SourceView, SourceSummary>();

/** Counted once for each snapshot of a source. */
export function summaryOf(source: SourceView): SourceSummary {
  return finish(summaryOfSteps(source));
}

function* summaryOfSteps(source: SourceView): Steps<SourceSummary> {
  let summary = summaries.get(source);
  if (!summary) summaries.set(source, (summary = yield* summarise(source)));
  return summary;
}

function* summarise(source: SourceView): Steps<SourceSummary> {
  const open = new Map<string, { mentions: number; toward: string[]; held: string[] }>();
  const of = (id: string): { mentions: number; toward: string[]; held: string[] } => {
    let entry = open.get(id);
    if (!entry) open.set(id, (entry = { mentions: 0, toward: NONE, held: NONE }));
    return entry;
  };
  let mentions = 0;
  let stances = 0;
  let lost = 0;
  let moved = 0;
  yield* each(source.tags, (tag) => {
    if (source.placements.size > 0) {
      if (isLost(source, tag)) {
        lost++;
        return;
      }
      if (source.placements.get(tag.id)?.kind === 'moved') moved++;
    }
    if (isMention(tag)) {
      mentions++;
      of(tag.entity).mentions++;
    } else {
      stances++;
      const value = tag.stance.certainty === 'denied' ? DENIED : tag.stance.value;
      const target = of(tag.stance.target);
      target.toward = withValue(target.toward, value);
      const holder = of(tag.stance.holder);
      holder.held = withValue(holder.held, value);
    }
  });
  const tags = mentions + stances + lost;
  return { tags, mentions, stances, lost, moved, entities: new EntitiesInSource(open), source };
}

/** What a source adds to its entities, one after the other. Of ten thousand sources maps would take three times as much memory. */
export class EntitiesInSource implements Iterable<readonly [string, EntityInSource]> {
  private readonly ids: readonly string[];
  private readonly entries: readonly EntityInSource[];

  constructor(of: ReadonlyMap<string, EntityInSource>) {
    this.ids = [...of.keys()];
    this.entries = Array.from(of.values(), shared);
  }

  get(id: string): EntityInSource | undefined {
    return this.entries[this.ids.indexOf(id)];
  }

  *[Symbol.iterator](): Generator<readonly [string, EntityInSource]> {
    for (let i = 0; i < this.ids.length; i++) yield [this.ids[i] as string, this.entries[i] as EntityInSource];
  }
}

const NONE: string[] = [];
const single = new Map<string, string[]>();

/** Most lists have one value: of each of these there is one list, however many sources and entities have it. */
function withValue(values: string[], value: string): string[] {
  if (values.length === 1) return [...values, value];
  if (values.length > 1) {
    values.push(value);
    return values;
  }
  let alone = single.get(value);
  if (!alone) single.set(value, (alone = [value]));
  return alone;
}

const entries = new Map<string, EntityInSource>();
/** So many different entries are shared at the most: values are few, and so are the entries with one or none of each. */
const MOST_SHARED = 10_000;

/** One mention and no stance, or one stance: the same entry serves all entities of all sources that have no more. */
function shared(entry: EntityInSource): EntityInSource {
  const { mentions, toward, held } = entry;
  if (mentions > 8 || toward.length > 1 || held.length > 1) return entry;
  const key = `${mentions} ${toward[0] ?? '-'} ${held[0] ?? '-'} ${toward.length}${held.length}`;
  const known = entries.get(key);
  if (known) return known;
  if (entries.size < MOST_SHARED) entries.set(key, entry);
  return entry;
}

/** The passage as a name: white space, line ends too, as one space. */
export function surfaceFormOf(tag: Tag): string {
  const quote = quoteOf(tag);
  return /\s\s|[^\S ]/.test(quote) ? quote.replace(/\s+/g, ' ').trim() : quote;
}

function add(counts: Map<string, number>, key: string, count: number): void {
  const now = (counts.get(key) ?? 0) + count;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}

interface Open {
  mentions: number;
  sources: number;
  surfaceForms: Map<string, number>;
  /** The forms were given away as they are: whoever has them keeps them, and the next change is made in a copy. */
  given: boolean;
  readonly toward: Map<string, number>;
  readonly held: Map<string, number>;
}

/** Totals of one codebook's corpus that follow its snapshots: a changed source costs that source, not the corpus. */
class Totals {
  private readonly counted = new Map<string, SourceSummary>();
  private readonly open = new Map<string, Open>();
  private readonly touched = new Set<string>();
  private axes = '';
  private result: ReadonlyMap<string, EntityTotals> = new Map();
  /** A source that is being counted. */
  private counting: Steps<void> | undefined;

  of(corpus: Corpus): ReadonlyMap<string, EntityTotals> {
    const { touched } = this;
    this.settle();
    const gone = new Set(this.counted.keys());
    for (const source of corpus.sources) {
      gone.delete(source.uri);
      finish(this.take(source));
    }
    for (const uri of gone) {
      const summary = this.counted.get(uri);
      if (summary) finish(this.count(summary, -1));
      this.counted.delete(uri);
    }
    const axes = corpus.codebook.stances.map((value) => `${value.id}=${value.axis}`).join();
    if (axes !== this.axes) for (const id of this.open.keys()) touched.add(id);
    this.axes = axes;
    if (touched.size > 0) this.result = this.closed(corpus, touched);
    touched.clear();
    return this.result;
  }

  /** Counts a source as it is now in place of as it was. {@link of} takes what is left, so whoever is first may do it. */
  *take(source: SourceView): Steps<void> {
    const summary = yield* summaryOfSteps(source);
    this.settle();
    const counting = this.replace(summary);
    this.counting = counting;
    // Not by `yield*`: whoever leaves must not end it in the middle.
    for (let step = counting.next(); !step.done; step = counting.next()) yield step.value;
    if (this.counting === counting) this.counting = undefined;
  }

  /** Whoever counted before may have left in the middle of a source, or wait there: that source is counted to its end first. */
  private settle(): void {
    if (this.counting) finish(this.counting);
    this.counting = undefined;
  }

  private *replace(summary: SourceSummary): Steps<void> {
    const { uri } = summary.source;
    const before = this.counted.get(uri);
    if (before === summary) return;
    if (before) yield* this.count(before, -1);
    yield* this.count(summary, 1);
    this.counted.set(uri, summary);
  }

  private *count(summary: SourceSummary, sign: 1 | -1): Steps<void> {
    for (const [id, entity] of summary.entities) {
      this.touched.add(id);
      let open = this.open.get(id);
      if (!open) {
        open = { mentions: 0, sources: 0, surfaceForms: new Map(), given: false, toward: new Map(), held: new Map() };
        this.open.set(id, open);
      }
      const { mentions, toward, held } = entity;
      open.mentions += sign * mentions;
      if (mentions > 0) open.sources += sign;
      for (const value of toward) add(open.toward, value, sign);
      for (const value of held) add(open.held, value, sign);
    }
    const { source } = summary;
    yield* each(source.tags, (tag) => {
      if (!isMention(tag) || isLost(source, tag)) return;
      const open = this.open.get(tag.entity);
      if (!open) return;
      if (open.given) {
        open.surfaceForms = new Map(open.surfaceForms);
        open.given = false;
      }
      const form = surfaceFormOf(tag);
      add(open.surfaceForms, open.surfaceForms.has(form) ? form : ownText(form), sign);
    });
  }

  private closed(corpus: Corpus, touched: Iterable<string>): ReadonlyMap<string, EntityTotals> {
    const result = new Map(this.result);
    for (const id of touched) {
      const open = this.open.get(id);
      if (!open) continue;
      if (open.mentions === 0 && open.toward.size === 0 && open.held.size === 0) {
        this.open.delete(id);
        result.delete(id);
        continue;
      }
      result.set(id, {
        mentions: open.mentions,
        sources: open.sources,
        toward: byAxis(corpus, open.toward),
        held: byAxis(corpus, open.held),
        surfaceForms: open.surfaceForms,
      });
      open.given = true;
    }
    return result;
  }
}

function byAxis(corpus: Corpus, byValue: ReadonlyMap<string, number>): Tally {
  const tally: OpenTally = emptyTally();
  for (const [value, count] of byValue) tally[value === DENIED ? 'denied' : axisOf(corpus.codebook, value)] += count;
  return tally;
}

/** Codebooks whose totals are kept up; more of them at once than workspace folders in use, and few enough to forget nothing big. */
const KEPT = 16;
const kept = new Map<string, Totals>();
const known = new WeakMap<Corpus, ReadonlyMap<string, EntityTotals>>();

/**
 * Totals of every entity that has a tag which is not lost, by id; ids that the codebook does not know, and `author` as a
 * holder, are among them. The same map is given as long as nothing in it changed.
 */
export function entityTotals(corpus: Corpus): ReadonlyMap<string, EntityTotals> {
  let result = known.get(corpus);
  if (!result) known.set(corpus, (result = totalsFor(corpus).of(corpus)));
  return result;
}

/** The same with a pause after each source. */
export function* totalSteps(corpus: Corpus): Steps<ReadonlyMap<string, EntityTotals>> {
  if (!known.has(corpus)) {
    const totals = totalsFor(corpus);
    let taken = 0;
    for (const source of corpus.sources) {
      yield* totals.take(source);
      yield ++taken / corpus.sources.length;
    }
  }
  return entityTotals(corpus);
}

function totalsFor({ codebook: { uri } }: Corpus): Totals {
  const totals = kept.get(uri) ?? new Totals();
  kept.delete(uri);
  kept.set(uri, totals);
  const oldest = kept.keys().next();
  if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
  return totals;
}

/** Counts each source by itself, with a pause after it: what sums of sources then only put together. */
export function* summarySteps(corpora: readonly Corpus[]): Steps<void> {
  for (const { sources } of corpora) {
    let counted = 0;
    for (const source of sources) {
      yield* summaryOfSteps(source);
      yield ++counted / sources.length;
    }
  }
}

/** The sums of all sources: mentions, stances, lost and moved tags, and how many sources have a tag at all. */
export function corpusCounts(
  corpus: Corpus,
): Omit<SourceSummary, 'entities' | 'source' | 'tags'> & { readonly taggedSources: number } {
  const sum = { mentions: 0, stances: 0, lost: 0, moved: 0, taggedSources: 0 };
  for (const source of corpus.sources) {
    const summary = summaryOf(source);
    sum.mentions += summary.mentions;
    sum.stances += summary.stances;
    sum.lost += summary.lost;
    sum.moved += summary.moved;
    if (summary.tags > 0) sum.taggedSources++;
  }
  return sum;
}

/** How an entity is seen, in one line: `34 in 5 sources · −6 +2`. The signs count stances toward it; none, no signs. */
export function seenAs(totals: EntityTotals | undefined): string {
  if (!totals) return '';
  const { mentions, sources } = totals;
  const where = mentions === 0 ? say('no mentions') : say('{0} in {1}', mentions, counted(sources, 'source'));
  const signs = signsOf(totals.toward);
  return signs === '' ? where : `${where} · ${signs}`;
}

/** `−6 +2 ±1`: negative, positive and mixed stances, those that there are; the minus is U+2212. */
export function signsOf(tally: Tally): string {
  const parts: string[] = [];
  if (tally.negative > 0) parts.push(`−${tally.negative}`);
  if (tally.positive > 0) parts.push(`+${tally.positive}`);
  if (tally.mixed > 0) parts.push(`±${tally.mixed}`);
  return parts.join(' ');
}
