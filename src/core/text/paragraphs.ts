/** Lines longer than this are whole paragraphs; shorter ones, one after another, are one paragraph that was wrapped by hand. */
const WRAPPED = 120;

/**
 * Which paragraph each line belongs to, counted from 0. In most sources a line is a paragraph; a text whose lines are all short
 * and that has blank lines between blocks was wrapped by hand, and its paragraphs are the blocks. A blank line is none: it
 * belongs to the paragraph before it, so that neighbours have numbers that follow one another.
 */
export function paragraphsOf(text: string): (line: number) => number {
  const lines = text.split(/\r\n|\r|\n/);
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length === lines.length) return lineIsParagraph;
  const wrapped =
    filled.length >= 4 &&
    filled.length < lines.length - 1 &&
    filled.every((line) => line.length <= WRAPPED) &&
    lines.some((line, i) => line.trim() !== '' && (lines[i + 1] ?? '').trim() !== '');
  const numbers = new Int32Array(lines.length);
  let paragraph = -1;
  let afterBlank = true;
  lines.forEach((line, i) => {
    const blank = line.trim() === '';
    if (!blank && (afterBlank || !wrapped)) paragraph++;
    afterBlank = blank;
    numbers[i] = Math.max(paragraph, 0);
  });
  return (line) => numbers[Math.min(Math.max(line, 0), numbers.length - 1)] ?? 0;
}

export function lineIsParagraph(line: number): number {
  return line;
}
