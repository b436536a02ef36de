import type { Corpus, Passage, SourceView } from '../corpus';
import type { Node, Query } from './language';
import { Intervals } from './intervals';
import { indexOf, type Measure, type Needs, type SourceIndex } from './source-index';
import { testOf } from './terms';
import type { Steps } from '../base/steps';

/** For each tag of a source, 1 or 0; `true` and `false` stand for all and none of them. */
type Answer = Uint8Array | boolean;
type Matcher = (source: SourceIndex) => Answer;

/** Looks a query up in a corpus, once for all its sources: names in it are resolved with the corpus's codebook. */
export class Search {
  private readonly match: Matcher;
  private readonly needs: Needs;

  constructor(
    corpus: Corpus,
    readonly query: Query,
    private readonly kind?: 'mention' | 'stance',
  ) {
    this.match = compile(query.root, corpus);
    const units = new Set<Measure>();
    const kinds = new Set(kindsIn(query.root, units));
    this.needs = {
      units,
      columns: kind !== undefined || kinds.has('name') || kinds.has('one-of') || kinds.has('intensity'),
      words: kinds.has('words'),
    };
  }

  /**
   * The passages of a source that the query means, in the order in which they stand. `lost` says what becomes of lost tags: left
   * out, kept, or, as the query has it, kept when it asks for them.
   */
  in(source: SourceView, lost: 'leave out' | 'keep' | 'as asked' = 'as asked'): Passage[] {
    const index = indexOf(source);
    return this.numbersIn(source, lost).map((i) => index.passage(i));
  }

  /** The same as numbers of tags: places in `source.tags`. */
  numbersIn(source: SourceView, lost: 'leave out' | 'keep' | 'as asked' = 'as asked'): number[] {
    const index = indexOf(source);
    if (index.size === 0) return [];
    const answer = this.match(index);
    if (answer === false) return [];
    const without = lost === 'leave out' || (lost === 'as asked' && !this.query.asksLost) ? index.lost : undefined;
    const numbers: number[] = [];
    for (let i = 0; i < index.size; i++) {
      if (answer !== true && answer[i] === 0) continue;
      if (without?.[i] === 1) continue;
      if (this.kind && ((index.columns().target[i] ?? -1) < 0 ? 'mention' : 'stance') !== this.kind) continue;
      numbers.push(i);
    }
    return index.inOrder(numbers);
  }

  /** Makes what the query needs of a source; with pauses where that has very many tags. */
  prepare(source: SourceView): Steps<void> {
    return indexOf(source).prepare(this.needs);
  }
}

/** The passages that a query means: by source in the corpus's order, in a source in the order of the text. */
export function runQuery(
  corpus: Corpus,
  query: Query,
  options: { kind?: 'mention' | 'stance' } = {},
): readonly Passage[] {
  const search = new Search(corpus, query, options.kind);
  const passages: Passage[] = [];
  for (const source of corpus.sources) for (const passage of search.in(source)) passages.push(passage);
  return passages;
}

/** The kinds of its parts; what those that stand beside others are counted in goes into `units`. */
function kindsIn(node: Node, units: Set<Measure>): Node['kind'][] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.parts.flatMap((part) => kindsIn(part, units));
    case 'not':
      return kindsIn(node.part, units);
    case 'near':
    case 'inside':
    case 'overlaps':
      units.add(node.kind === 'near' ? node.unit : 'character');
      return [...kindsIn(node.a, units), ...kindsIn(node.b, units)];
    default:
      return [node.kind];
  }
}

function compile(node: Node, corpus: Corpus): Matcher {
  switch (node.kind) {
    case 'everything':
      return () => true;
    case 'and':
      return all(node.parts.map((part) => compile(part, corpus)));
    case 'or':
      return any(node.parts.map((part) => compile(part, corpus)));
    case 'not':
      return not(compile(node.part, corpus));
    case 'near': {
      const apart = node.reach - 1;
      return beside(node, corpus, node.unit, (from, to, others, self) => others.has(to + apart, from - apart, self));
    }
    case 'inside':
      return beside(node, corpus, 'character', (from, to, others, self) => others.has(from, to, self));
    case 'overlaps':
      return beside(node, corpus, 'character', (from, to, others, self) => others.has(to, from, self));
    default: {
      const term = testOf(node, corpus.codebook);
      if (term.of === 'source' || term.of === 'tags') return term.test;
      if (term.of === 'tag') return each(term.test);
      return (source) => {
        const columns = source.columns();
        return each((_, i) => term.test(columns, i))(source);
      };
    }
  }
}

function each(test: (source: SourceIndex, i: number) => boolean): Matcher {
  return (source) => {
    const answer = new Uint8Array(source.size);
    let some = false;
    for (let i = 0; i < answer.length; i++) {
      if (!test(source, i)) continue;
      answer[i] = 1;
      some = true;
    }
    return some && answer;
  };
}

function all(parts: readonly Matcher[]): Matcher {
  return (source) => {
    let both: Answer = true;
    for (const part of parts) {
      const answer = part(source);
      if (answer === false) return false;
      if (answer === true) continue;
      if (both === true) both = answer;
      else for (let i = 0; i < answer.length; i++) if (answer[i] === 0) both[i] = 0;
    }
    return both;
  };
}

function any(parts: readonly Matcher[]): Matcher {
  return (source) => {
    let either: Answer = false;
    for (const part of parts) {
      const answer = part(source);
      if (answer === true) return true;
      if (answer === false) continue;
      if (either === false) either = answer;
      else for (let i = 0; i < answer.length; i++) if (answer[i] === 1) either[i] = 1;
    }
    return either;
  };
}

function not(part: Matcher): Matcher {
  return (source) => {
    const answer = part(source);
    return typeof answer === 'boolean' ? !answer : answer.map((bit) => 1 - bit);
  };
}

/**
 * Tags of `a` with a piece (for `inside`, with every piece) that stands to some other tag of `b` as `fits` has it. A lost tag
 * stands nowhere: it is on neither side.
 */
function beside(
  { kind, a, b }: { readonly kind: 'near' | 'inside' | 'overlaps'; readonly a: Node; readonly b: Node },
  corpus: Corpus,
  unit: Measure,
  fits: (from: number, to: number, others: Intervals, self: number) => boolean,
): Matcher {
  const [matchA, matchB] = [compile(a, corpus), compile(b, corpus)];
  return (source) => {
    const ofA = matchA(source);
    if (ofA === false) return false;
    const ofB = matchB(source);
    if (ofB === false) return false;
    const { from, to, owner } = source.stretches(unit);
    const others = new Intervals(source.stretches(unit), (i) => isIn(ofB, source, i));
    const fit = new Uint8Array(source.size);
    const unfit = new Uint8Array(source.size);
    for (let piece = 0; piece < owner.length; piece++) {
      const i = owner[piece] ?? 0;
      if (!isIn(ofA, source, i)) continue;
      (fits(from[piece] ?? 0, to[piece] ?? 0, others, i) ? fit : unfit)[i] = 1;
    }
    return kind === 'inside' ? fit.map((bit, i) => bit & (1 - (unfit[i] ?? 0))) : fit;
  };
}

function isIn(answer: Answer, source: SourceIndex, i: number): boolean {
  return (answer === true || (answer !== false && answer[i] === 1)) && source.lost?.[i] !== 1;
}
