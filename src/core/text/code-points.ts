/**
 * Offsets into one text in the three units that tools count in: UTF-16 code units (VS Code, Java, UIMA), Unicode code points
 * (Python, brat, the W3C, REFI-QDA) and UTF-8 bytes. One pass over the text, made when first asked for.
 */
export type Unit = 'utf16' | 'code points' | 'bytes';

export class Units {
  private points: Uint32Array | undefined;
  private bytes: Uint32Array | undefined;
  /** No surrogate: code points are UTF-16 units. */
  private readonly plain: boolean;
  /** ASCII alone: bytes are as well, and a large text needs no table. */
  private readonly ascii: boolean;

  constructor(readonly text: string) {
    this.plain = !/[\ud800-\udfff]/.test(text);
    this.ascii = this.plain && !/[^\u0000-\u007f]/.test(text);
  }

  /** A UTF-16 offset in another unit. Inside a surrogate pair: that of the pair's start. */
  to(unit: Unit, offset: number): number {
    const at = Math.max(0, Math.min(offset, this.text.length));
    if (this.isSame(unit)) return at;
    return this.table(unit)[at] as number;
  }

  /** The UTF-16 offset of an offset in another unit; undefined where that is no place between two characters of the text. */
  from(unit: Unit, offset: number): number | undefined {
    const { text } = this;
    if (!Number.isInteger(offset) || offset < 0) return undefined;
    if (this.isSame(unit)) {
      return offset > text.length || isInPair(text, offset) ? undefined : offset;
    }
    const table = this.table(unit);
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((table[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return table[low] === offset ? low : undefined;
  }

  /** Does the unit count this text as UTF-16 does? */
  private isSame(unit: Unit): unit is 'utf16' {
    return this.ascii || unit === 'utf16' || (unit === 'code points' && this.plain);
  }

  private table(unit: 'code points' | 'bytes'): Uint32Array {
    return unit === 'bytes' ? (this.bytes ??= tableOf(this.text, true)) : (this.points ??= tableOf(this.text, false));
  }
}

function isInPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

function byteLength(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

function tableOf(text: string, inBytes: boolean): Uint32Array {
  const table = new Uint32Array(text.length + 1);
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    table[i] = sum;
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) table[++i] = sum;
    sum += inBytes ? byteLength(point) : 1;
  }
  table[text.length] = sum;
  return table;
}
