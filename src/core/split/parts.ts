/**
 * One text with many articles, as press databases export them, taken apart at lines that separate them. Every character of the
 * text is in just one article or in a gap that is told; nothing of an article is changed.
 */
import type { Range } from '../text/range';

/** Where articles begin and end. */
export interface SplitRule {
  /** A whole line without the white space at its ends: `#` is a number, `@` a code with digits in it, `*` anything, `\f` a new page. */
  readonly line: string;
  /** What such a line is to an article: its beginning, its end, or what stands between two. */
  readonly side: 'begins' | 'ends' | 'between';
  /** In what order title and outlet stand above and below the date, where no label says so. */
  readonly head: 'title first' | 'outlet first';
}

export interface Parts {
  readonly articles: readonly Range[];
  /** What is in no article: separators with the blank lines around them, and what stands before the first or behind the last. */
  readonly gaps: readonly Range[];
}

/** Longest rule in UTF-16 units: it is matched with every line of a text of 50 MB. */
const MOST = 200;
/** No longer line separates anything. */
const LONGEST_LINE = 600;

/** Tells whether a line is a separator; undefined where the rule is none. Case does not count, runs of white space are one. */
export function separatorTest(rule: string): ((line: string) => boolean) | undefined {
  const plain = rule.trim().replace(/\s+/g, ' ');
  if (plain === '' || plain.length > MOST || /^[*#@\s]*$/.test(plain)) return undefined;
  if (plain === '\\f') return (line) => line.includes('\f');
  const parts = plain.split('*');
  if (parts.length > 4) return undefined;
  const sources = parts.map((part) =>
    part
      .replace(/[\\^$.|?+()[\]{}]/g, '\\$&')
      .replaceAll('#', '\\p{Nd}{1,9}')
      .replaceAll('@', '(?=[\\p{L}_-]{0,40}\\p{Nd})[\\p{L}\\p{Nd}_-]{4,60}'),
  );
  const last = sources.length - 1;
  // One after the other, each at its first place: as a whole expression several `*` would be tried against one another.
  const tests = sources.map(
    (source, i) => new RegExp(`${i === 0 ? '^' : ''}(?:${source})${i === last ? '$' : ''}`, 'iu'),
  );
  return (line) => {
    if (line.length > LONGEST_LINE) return false;
    let rest = line.trim().replace(/\s+/g, ' ');
    return tests.every((test) => {
      const found = test.exec(rest);
      if (found) rest = rest.slice(found.index + found[0].length);
      return found !== null;
    });
  };
}

/** The lines of a text as ranges with their line ends. */
export function* linesOf(text: string): Generator<Range> {
  const end = /\r\n|\n|\r/g;
  let from = 0;
  for (let found = end.exec(text); found; found = end.exec(text)) {
    yield { from, to: end.lastIndex };
    from = end.lastIndex;
  }
  if (from < text.length) yield { from, to: text.length };
}

export function partsOf(text: string, rule: SplitRule): Parts {
  const isSeparator = separatorTest(rule.line);
  const separators: Range[] = [];
  if (isSeparator)
    for (const line of linesOf(text)) if (isSeparator(text.slice(line.from, line.to))) separators.push(line);
  const pieces: Range[] = [];
  let at = 0;
  for (const { from, to } of separators) {
    pieces.push({ from: at, to: from });
    at = to;
  }
  pieces.push({ from: at, to: text.length });
  // What stands before the first beginning, or behind the last end, is the database's own.
  const wanted = pieces.filter((_, i) => separators.length > 0 && !(rule.side === 'begins' && i === 0) && !(rule.side === 'ends' && i === separators.length)); // prettier-ignore
  const articles = wanted.map((piece) => trimmed(text, piece)).filter(({ from, to }) => from < to);
  const gaps: Range[] = [];
  let last = 0;
  for (const { from, to } of [...articles, { from: text.length, to: text.length }]) {
    if (last < from) gaps.push({ from: last, to: from });
    last = to;
  }
  return { articles, gaps };
}

/** Without the blank lines at its ends; the indent of its first line stays. */
function trimmed(text: string, { from, to }: Range): Range {
  const words = text.slice(from, to);
  const first = words.search(/[^\s\ufeff]/);
  if (first < 0) return { from, to: from };
  const before = words.slice(0, first);
  const start =
    Math.max(
      before.lastIndexOf('\n'),
      before.lastIndexOf('\r'),
      before.lastIndexOf('\f'),
      before.lastIndexOf('\ufeff'),
    ) + 1;
  const end = words.replace(/\s+$/, '').length;
  return { from: from + start, to: from + end };
}
