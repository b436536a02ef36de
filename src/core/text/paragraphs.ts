/** Lines longer than this are whole paragraphs; shorter ones, one after another, are one paragraph that was wrapped by hand. */
const WRAPPED = 120;

/** The lines (counted from 0) at which the second and every later paragraph begins; undefined: every line is a paragraph. */
export type Paragraphs = readonly number[] | undefined;

/**
 * Where the paragraphs of a text begin. In most sources a line is a paragraph; a text whose lines are all short and that has
 * blank lines between blocks was wrapped by hand, and its paragraphs are the blocks. A blank line is none: it belongs to the
 * paragraph before it, so that neighbours have numbers that follow one another.
 */
export function paragraphsIn(text: string): Paragraphs {
  const lines = text.split(/\r\n|\r|\n/);
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length === lines.length) return undefined;
  const wrapped =
    filled.length >= 4 &&
    filled.length < lines.length - 1 &&
    filled.every((line) => line.length <= WRAPPED) &&
    lines.some((line, i) => line.trim() !== '' && (lines[i + 1] ?? '').trim() !== '');
  const starts: number[] = [];
  let afterBlank = true;
  lines.forEach((line, i) => {
    const blank = line.trim() === '';
    if (!blank && (afterBlank || !wrapped)) starts.push(i);
    afterBlank = blank;
  });
  return starts.slice(1);
}

/** The number of a line's paragraph, both counted from 0; lines outside of the text belong to its first or last one. */
export function paragraphOf(paragraphs: Paragraphs, line: number): number {
  if (!paragraphs) return line;
  let low = 0;
  let high = paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paragraphs[middle] as number) <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}
