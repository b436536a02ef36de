import { stretchAt } from '../../text/lines';
import type { Fit } from './fit';
import { foldedOf, textOf, withoutCase, type Folded } from '../../text/folded';

/** A text made ready for comparison: folded, and where its lines start. */
export class Target {
  readonly folded: Folded;
  readonly lineStarts: Int32Array;

  constructor(
    readonly text: string,
    readonly caseless = false,
  ) {
    this.folded = caseless ? withoutCase(foldedOf(text)) : foldedOf(text);
    let count = 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
    this.lineStarts = new Int32Array(count);
    let line = 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.lineStarts[line++] = at + 1;
  }

  private foldedString: string | undefined;

  /** The folded units as a string, offset for offset: {@link textOf}. */
  get foldedText(): string {
    return (this.foldedString ??= textOf(this.folded.codes));
  }

  /** Offset of a position, or -1 where the text has no such place. */
  offsetAt(line: number, column: number): number {
    const start = this.lineStarts[line];
    if (start === undefined || column < 0) return -1;
    const end = this.lineStarts[line + 1] ?? this.text.length + 1;
    return start + column < end ? start + column : -1;
  }

  /** Line and column of a folded offset. */
  positionOf(foldedOffset: number): { line: number; column: number } {
    const offset = this.folded.starts[foldedOffset] ?? this.text.length;
    const line = stretchAt(this.lineStarts, offset);
    return { line, column: offset - (this.lineStarts[line] as number) };
  }

  /** Borders of a fit in the text itself: white space that its quote did not begin or end with is left out. */
  rangeOf(fit: Fit, quote: string): { from: number; to: number } {
    let from = this.folded.starts[fit.from] ?? this.text.length;
    let to = this.folded.starts[fit.to] ?? this.text.length;
    if (!/^\s/.test(quote)) while (from < to && isSpace(this.text.charCodeAt(from))) from++;
    if (!/\s$/.test(quote)) while (to > from && isSpace(this.text.charCodeAt(to - 1))) to--;
    return { from, to };
  }
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x202f || code === 0x3000;
}
