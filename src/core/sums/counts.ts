/** What the tags of a source add up to, and those of a corpus: mentions, stances, lost and moved ones. */
import { isLost, type Corpus, type SourceView } from '../corpus';
import { isMention } from '../model';
import { each, finish, type Steps } from '../base/steps';

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

/** No stance value has the empty id. */
export const DENIED = '';

const summaries = new WeakMap<SourceView, SourceSummary>();

/** Counted once for each snapshot of a source. */
export function summaryOf(source: SourceView): SourceSummary {
  return finish(summaryOfSteps(source));
}

/** The same with pauses. */
export function* summaryOfSteps(source: SourceView): Steps<SourceSummary> {
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
