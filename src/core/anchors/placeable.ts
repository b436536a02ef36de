import type { Span } from '../model';
import { Lines } from '../text/lines';
import type { Range } from '../text/range';

/** The text with line ends as `\n`, as quotes are written. */
export function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** A text in both forms that are needed: as it stands, and with plain line ends; lines and columns agree between them. */
export class PlaceableText {
  readonly plain: string;
  readonly lines: Lines;
  private plainLines: Lines | undefined;

  constructor(readonly text: string) {
    this.plain = withPlainLineEnds(text);
    this.lines = new Lines(text);
  }

  /** Offset into the plain text → offset into the text as it stands. */
  fromPlain(offset: number): number {
    if (this.plain.length === this.text.length) return offset;
    const { line, column } = this.linesOfPlain.positionAt(offset);
    return this.lines.offsetAt(line, column);
  }

  /** Offset into the text as it stands → offset into the plain text. */
  toPlain(offset: number): number {
    if (this.plain.length === this.text.length) return offset;
    const { line, column } = this.lines.positionAt(offset);
    return this.linesOfPlain.offsetAt(line, column);
  }

  /** Offset into the plain text of a position; -1 where it has no such place. */
  plainOffset(line: number, column: number): number {
    const lines = this.linesOfPlain;
    const offset = lines.offsetAt(line, column);
    const { line: there, column: at } = lines.positionAt(offset);
    return there === line && at === column ? offset : -1;
  }

  private get linesOfPlain(): Lines {
    return (this.plainLines ??= this.plain.length === this.text.length ? this.lines : new Lines(this.plain));
  }

  rangeOf(span: Span): Range {
    return {
      from: this.lines.offsetAt(span.startLine, span.startColumn),
      to: this.lines.offsetAt(span.endLine, span.endColumn),
    };
  }

  spanOf(range: Range): Span {
    const start = this.lines.positionAt(range.from);
    const end = this.lines.positionAt(range.to);
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  }
}
