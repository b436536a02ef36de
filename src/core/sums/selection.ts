import { isLost, type Corpus, type Passage, type SourceView } from '../corpus';
import { isStance, type StanceTag, type Tag } from '../model';
import { finish, type Steps } from '../base/steps';
import { EVERYTHING, Search, type Query } from '../query';
import { daysOf } from '../text/dates';

/** What a figure looks at. Everything that is set must be true; lists are alternatives. */
export interface Filter {
  readonly query?: Query;
  /** Entity types: a mention of one, or a stance whose holder or target is one. */
  readonly types?: readonly string[];
  /** Addresses of sources. */
  readonly sources?: readonly string[];
  /** First and last date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, both included. Anything else leaves that end open. */
  readonly from?: string;
  readonly to?: string;
  /** Coders; the empty string stands for tags without one. */
  readonly coders?: readonly string[];
}

/** What a sum does not count, though the filter means it. */
export interface LeftOut {
  readonly lostMentions: number;
  readonly lostStances: number;
  /** Sources without a date that can be read, when the filter has dates. */
  readonly undatedSources: number;
}

export interface SourceGroup {
  readonly source: SourceView;
  /** In the order in which they stand; no lost ones. */
  readonly passages: readonly Passage[];
  readonly lost: number;
}

/**
 * The passages that a figure is about. Lost tags are in none: nobody can look at their passage, so a sum that held them could
 * not be checked. How many they are is said beside every sum.
 */
export interface Selection {
  readonly corpus: Corpus;
  readonly filter: Filter;
  /** Every source that the filter lets in, those without a passage too, in the corpus's order. */
  readonly groups: readonly SourceGroup[];
  readonly mentions: number;
  readonly stances: number;
  readonly leftOut: LeftOut;
}

export function select(corpus: Corpus, filter: Filter = {}): Selection {
  return finish(selectSteps(corpus, filter));
}

/** The same with a pause after each source. */
export function* selectSteps(corpus: Corpus, filter: Filter = {}): Steps<Selection> {
  const search = new Search(corpus, filter.query ?? EVERYTHING);
  const fits = tagTest(corpus, filter);
  const uris = filter.sources && new Set(filter.sources);
  const dated = daysOf(filter.from) !== undefined || daysOf(filter.to) !== undefined;
  const groups: SourceGroup[] = [];
  let [mentions, stances, lostMentions, lostStances, undatedSources] = [0, 0, 0, 0, 0];
  let seen = 0;
  for (const source of corpus.sources) {
    yield seen++ / corpus.sources.length;
    if (uris && !uris.has(source.uri)) continue;
    if (dated) {
      const days = daysOf(source.details.get('date'));
      if (!days) {
        undatedSources++;
        continue;
      }
      if (days.to < (daysOf(filter.from)?.from ?? -Infinity) || days.from > (daysOf(filter.to)?.to ?? Infinity))
        continue;
    }
    let lost = 0;
    const passages: Passage[] = [];
    for (const passage of search.in(source, 'keep')) {
      const { tag } = passage;
      if (!fits(tag)) continue;
      if (source.placements.size > 0 && isLost(source, tag)) {
        lost++;
        if (isStance(tag)) lostStances++;
        else lostMentions++;
        continue;
      }
      passages.push(passage);
      if (isStance(tag)) stances++;
      else mentions++;
    }
    groups.push({ source, passages, lost });
  }
  return { corpus, filter, groups, mentions, stances, leftOut: { lostMentions, lostStances, undatedSources } };
}

function tagTest(corpus: Corpus, { types, coders }: Filter): (tag: Tag) => boolean {
  const wanted = types && new Set(types);
  const by = coders && new Set(coders);
  const ofType = (id: string): boolean => wanted?.has(corpus.codebook.entity(id)?.type ?? '') === true;
  return (tag) => {
    if (by && !by.has(tag.by ?? '')) return false;
    if (!wanted) return true;
    return tag.stance ? ofType(tag.stance.holder) || ofType(tag.stance.target) : ofType(tag.entity);
  };
}

export interface StancePassage extends Passage {
  readonly tag: StanceTag;
}

/** Every stance of a selection, in order. */
export function* stancesOf(selection: Selection): Generator<StancePassage> {
  for (const { passages } of selection.groups) {
    for (const passage of passages) if (isStance(passage.tag)) yield passage as StancePassage;
  }
}

/** Goes through the stances with a pause after each source. */
export function* eachStance(selection: Selection, look: (passage: StancePassage) => void): Steps<void> {
  let seen = 0;
  for (const { passages } of selection.groups) {
    for (const passage of passages) if (isStance(passage.tag)) look(passage as StancePassage);
    yield ++seen / selection.groups.length;
  }
}
