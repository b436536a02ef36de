/**
 * The lines of a text as VS Code counts them: `\n`, `\r\n` and a lone `\r` end a line, nothing else does (U+2028 does not).
 * Lines and columns are zero-based, columns and offsets count UTF-16 code units.
 */
export class Lines {
  /** Offset of each line's first character. */
  private readonly starts: Uint32Array;

  constructor(private readonly text: string) {
    this.starts = text.includes('\r') ? startsOfMixed(text) : startsOfPlain(text);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** A line past the last one means the end of the text, a column past the line's end the end of that line, before its line end. */
  offsetAt(line: number, column: number): number {
    if (line < 0) return 0;
    if (line >= this.starts.length) return this.text.length;
    const start = this.starts[line] as number;
    return Math.min(start + Math.max(0, column), this.endOf(line));
  }

  /** An offset between `\r` and `\n` means the end of the line before them; one past the text means the text's end. */
  positionAt(offset: number): { line: number; column: number } {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const low = stretchAt(this.starts, at);
    const start = this.starts[low] as number;
    return { line: low, column: Math.min(at, this.endOf(low)) - start };
  }

  /** Offset of the end of a line, without its line end. */
  private endOf(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 1] === '\n' && this.text[next - 2] === '\r' && next - 2 >= (this.starts[line] as number)
      ? next - 2
      : next - 1;
  }
}

function startsOfPlain(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

function startsOfMixed(text: string): Uint32Array {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return Uint32Array.from(starts);
}

/** Number of the stretch in which a place lies, of stretches that begin at `starts` (rising, the first at 0); `last` is the highest answer. */
export function stretchAt(starts: ArrayLike<number>, place: number, last = starts.length - 1): number {
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
