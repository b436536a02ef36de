/** Totals of every entity over a corpus, kept up as its sources change: how often it is named, where, by which forms, and seen how. */
import { isLost, type Corpus, type SourceView } from '../corpus';
import { isMention, type Tag } from '../model';
import { each, finish, type Steps } from '../base/steps';
import { quoteOf } from '../pieces';
import { ownText } from '../text/own';
import { DENIED, summaryOfSteps, type SourceSummary } from './counts';
import { axisOf, emptyTally, type OpenTally, type Tally } from './tally';

export interface EntityTotals {
  readonly mentions: number;
  /** Sources with a mention. */
  readonly sources: number;
  /** Stances of others toward it, and its own. */
  readonly toward: Tally;
  readonly held: Tally;
  readonly surfaceForms: ReadonlyMap<string, number>;
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
