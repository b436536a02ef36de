import { spansOf, type Passage, type SourceView } from '../corpus';
import { compareSpans, type Span, type Tag } from '../model';
import { quoteOf } from '../pieces';
import { columnSteps, type Columns } from './columns';
import { stretchSteps, type Stretch, type Stretches } from './intervals';
import { each, finish, RUN, type Steps } from '../base/steps';
import { daysOf, type Days } from '../text/dates';
import { foldName } from '../text/fold';

/**
 * What queries need of a source beside its tags, made when first asked for and kept as long as the snapshot. Tags are
 * numbered by their place in `source.tags`.
 */
export class SourceIndex {
  readonly size: number;
  /** 1 for each lost tag; undefined when there is none. */
  readonly lost: Uint8Array | undefined;
  private readonly moved: boolean;
  private texts: Words | undefined;
  private table: Columns | undefined;
  private readonly measured = new Map<Measure, Stretches>();
  private dayRange: Days | undefined | null = null;
  private byKey: readonly (readonly [key: string, value: string])[] | undefined;
  private readonly folded = new Map<string, string>();

  constructor(readonly source: SourceView) {
    this.size = source.tags.length;
    let lost: Uint8Array | undefined;
    let moved = false;
    if (source.placements.size > 0) {
      source.tags.forEach((tag, i) => {
        const kind = source.placements.get(tag.id)?.kind;
        if (kind === 'lost') (lost ??= new Uint8Array(this.size))[i] = 1;
        else if (kind === 'moved') moved = true;
      });
    }
    this.lost = lost;
    this.moved = moved;
  }

  tag(i: number): Tag {
    const tag = this.source.tags[i];
    if (!tag) throw new RangeError(`no tag ${i} of ${this.size}`);
    return tag;
  }

  columns(): Columns {
    return (this.table ??= finish(columnSteps(this.source.tags)));
  }

  /** Makes what a query needs, with pauses where the source has very many tags. */
  *prepare(needs: Needs): Steps<void> {
    if (needs.columns) this.table ??= yield* columnSteps(this.source.tags);
    if (needs.words) this.texts ??= yield* wordSteps(this.source.tags);
    // Of few it is soon done when it is asked for, which it is not where nothing can be beside anything.
    if (this.size < RUN) return;
    for (const unit of needs.units) yield* this.measure(unit);
  }

  isMoved(i: number): boolean {
    return this.moved && this.source.placements.get(this.tag(i).id)?.kind === 'moved';
  }

  /** The tags with these folded words in their passage or note. */
  having(words: string): Uint8Array {
    const { text, ends } = (this.texts ??= finish(wordSteps(this.source.tags)));
    const answer = new Uint8Array(this.size);
    if (words === '') return answer.fill(1);
    let i = 0;
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, ends[i++])) {
      while ((ends[i] ?? Infinity) <= at) i++;
      answer[i] = 1;
    }
    return answer;
  }

  detail(key: 'outlet' | 'author' | 'title' | 'name'): string {
    let folded = this.folded.get(key);
    if (folded === undefined) {
      folded = foldName(key === 'name' ? this.source.name : (this.source.details.get(key) ?? ''));
      this.folded.set(key, folded);
    }
    return folded;
  }

  /** The values of the details whose key is this one, folded as in a query. */
  ownDetail(key: string): readonly string[] {
    this.byKey ??=
      this.source.details.size === 0 ? [] : [...this.source.details].map(([k, v]) => [foldName(k), v] as const);
    return this.byKey.flatMap(([k, v]) => (k === key ? [v] : []));
  }

  days(): Days | undefined {
    if (this.dayRange === null) this.dayRange = daysOf(this.source.details.get('date'));
    return this.dayRange;
  }

  passage(i: number): Passage {
    return { source: this.source, tag: this.tag(i) };
  }

  /** Where the pieces of a tag stand now. */
  spans(i: number): readonly Span[] {
    return spansOf(this.source, this.tag(i));
  }

  /** The numbers of tags, in the order in which their passages stand now. */
  inOrder(numbers: number[]): number[] {
    if (!this.moved) return numbers;
    const start = (i: number): Span => this.spans(i)[0] ?? this.tag(i).at;
    return numbers.sort((a, b) => compareSpans(start(a), start(b)) || a - b);
  }

  /** The pieces of every tag, counted in characters, lines or paragraphs. */
  stretches(unit: Measure): Stretches {
    return finish(this.measure(unit));
  }

  private *measure(unit: Measure): Steps<Stretches> {
    let found = this.measured.get(unit);
    if (!found) {
      const all: Stretch[] = [];
      yield* each(this.source.tags, (_, i) => {
        for (const span of this.spans(i)) all.push(this.stretch(span, i, unit));
      });
      this.measured.set(unit, (found = yield* stretchSteps(all)));
    }
    return found;
  }

  private stretch(span: Span, owner: number, unit: Measure): Stretch {
    if (unit === 'character') {
      // The last character, not the end after it.
      return {
        from: character(span.startLine, span.startColumn),
        to: character(span.endLine, span.endColumn) - 1,
        owner,
      };
    }
    const last = span.endColumn === 0 && span.endLine > span.startLine ? span.endLine - 1 : span.endLine;
    if (unit === 'line') return { from: span.startLine, to: last, owner };
    return { from: this.source.paragraphOf(span.startLine), to: this.source.paragraphOf(last), owner };
  }
}

export type Measure = 'character' | 'line' | 'paragraph';

/** One number for a place, in the order of the text; exact for lines up to 2²² and columns up to 2³¹. */
function character(line: number, column: number): number {
  return line * 2 ** 31 + column;
}

/** What a query looks at beside the tags. */
export interface Needs {
  readonly columns: boolean;
  readonly words: boolean;
  /** What distances are counted in. */
  readonly units: ReadonlySet<Measure>;
}

/** Passages and notes of all tags, folded, each ended by a line end, which no search word has: one text, and where each ends. */
interface Words {
  readonly text: string;
  readonly ends: Int32Array;
}

function* wordSteps(tags: readonly Tag[]): Steps<Words> {
  const ends = new Int32Array(tags.length);
  const texts: string[] = [];
  let end = 0;
  yield* each(tags, (tag) => {
    const words = `${wordsOf(tag)}\n`;
    ends[texts.length] = end += words.length;
    texts.push(words);
  });
  return { text: texts.join(''), ends };
}

function wordsOf(tag: Tag): string {
  const quote = foldName(quoteOf(tag));
  return tag.note === undefined ? quote : `${quote}\n${foldName(tag.note)}`;
}

const indexes = new WeakMap<SourceView, SourceIndex>();

export function indexOf(source: SourceView): SourceIndex {
  let index = indexes.get(source);
  if (!index) indexes.set(source, (index = new SourceIndex(source)));
  return index;
}
