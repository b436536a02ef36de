/**
 * An own copy of an open source's text, in chunks, so that a key press costs a chunk and not the text; with a fingerprint by
 * which an earlier state of the text is known again when undo brings it back.
 */
import type { Edit } from './changes';

/** UTF-16 units in a chunk as it is made; one grows to twice that before it is cut. */
const CHUNK = 4096;
const LONGEST = 2 * CHUNK;

/*
 * The fingerprint is a polynomial over the text's UTF-16 units (Karp and Rabin, 1987) in two lanes: one modulo 2^32, which is
 * fast but weak where texts differ by far transpositions, and one modulo a prime small enough for exact products in doubles.
 * Being a polynomial, that of the text follows from those of its chunks, wherever the cuts lie.
 */
const BASE_A = 0x2f0b4a27;
const BASE_B = 48_271_103;
const PRIME = 67_108_859;
const POWERS_A = new Int32Array(LONGEST + 1);
const POWERS_B = new Float64Array(LONGEST + 1);
POWERS_A[0] = 1;
POWERS_B[0] = 1;
for (let i = 1; i <= LONGEST; i++) {
  POWERS_A[i] = Math.imul(POWERS_A[i - 1] as number, BASE_A);
  POWERS_B[i] = reduced((POWERS_B[i - 1] as number) * BASE_B);
}

function reduced(value: number): number {
  const rest = value - Math.floor(value * (1 / PRIME)) * PRIME;
  // The product with the rounded inverse can be one off.
  return rest < 0 ? rest + PRIME : rest >= PRIME ? rest - PRIME : rest;
}

class Chunk {
  a = 0;
  b = 0;
  hashed = false;

  constructor(public text: string) {}

  hash(): void {
    const text = this.text;
    let a = 0;
    let b = 0;
    for (let i = text.length - 1; i >= 0; i--) {
      const code = text.charCodeAt(i) + 1;
      a = (Math.imul(a, BASE_A) + code) | 0;
      b = reduced(b * BASE_B + code);
    }
    this.a = a;
    this.b = b;
    this.hashed = true;
  }
}

/** A text in chunks. Offsets and lengths are UTF-16 code units. */
export class ChunkedText {
  private chunks: Chunk[];
  private units: number;

  constructor(text: string) {
    this.chunks = cut(text);
    this.units = text.length;
  }

  get length(): number {
    return this.units;
  }

  slice(from: number, to: number): string {
    const start = Math.max(0, from);
    const end = Math.min(to, this.units);
    if (start >= end) return '';
    let { index, at } = this.find(start);
    let slice = '';
    for (; index < this.chunks.length && at < end; index++) {
      const { text } = this.chunks[index] as Chunk;
      slice += text.slice(Math.max(0, start - at), end - at);
      at += text.length;
    }
    return slice;
  }

  /** Is it this text? Without making a string of it. */
  is(text: string): boolean {
    if (text.length !== this.units) return false;
    let at = 0;
    for (const chunk of this.chunks) {
      if (!text.startsWith(chunk.text, at)) return false;
      at += chunk.text.length;
    }
    return true;
  }

  toString(): string {
    return this.chunks.map(({ text }) => text).join('');
  }

  /** Makes the changes of one event, given in the order of their places. */
  apply(edits: readonly Edit[]): void {
    for (let i = edits.length - 1; i >= 0; i--) {
      const { offset, removed, text } = edits[i] as Edit;
      this.splice(offset, removed, text);
    }
  }

  /** A number that is equal for equal texts, and for different texts of one length with a chance of about 1 in 2^50. */
  fingerprint(): number {
    let a = 0;
    let b = 0;
    for (let i = this.chunks.length - 1; i >= 0; i--) {
      const chunk = this.chunks[i] as Chunk;
      if (!chunk.hashed) chunk.hash();
      const length = chunk.text.length;
      a = (Math.imul(a, POWERS_A[length] as number) + chunk.a) | 0;
      b = reduced(b * (POWERS_B[length] as number) + chunk.b);
    }
    // 32 bits of the first lane and 21 of the second fill the 53 of a double.
    return (a >>> 0) * 0x200000 + (b & 0x1fffff);
  }

  private splice(offset: number, removed: number, text: string): void {
    this.units += text.length - removed;
    const { index, at } = this.find(offset);
    const first = this.chunks[index];
    if (!first) {
      this.chunks = cut(text);
      return;
    }
    const within = offset - at;
    if (within + removed <= first.text.length && first.text.length + text.length - removed <= LONGEST) {
      first.text = first.text.slice(0, within) + text + first.text.slice(within + removed);
      first.hashed = false;
      if (first.text.length * 8 < CHUNK) this.join(index);
      return;
    }
    let last = index;
    let end = at + first.text.length;
    while (end < offset + removed) end += (this.chunks[++last] as Chunk).text.length;
    const { text: tail } = this.chunks[last] as Chunk;
    const whole = first.text.slice(0, within) + text + tail.slice(tail.length - (end - offset - removed));
    this.replaceChunks(index, last - index + 1, cut(whole));
    this.join(index);
  }

  /** Joins a chunk that became short with its neighbour, so that many deletions do not leave many crumbs. */
  private join(index: number): void {
    const left = Math.min(index, this.chunks.length - 2);
    const one = this.chunks[left];
    const two = this.chunks[left + 1];
    if (one && two && one.text.length + two.text.length <= CHUNK) {
      this.replaceChunks(left, 2, [new Chunk(one.text + two.text)]);
    }
  }

  private replaceChunks(index: number, count: number, chunks: readonly Chunk[]): void {
    if (chunks.length < 1000) this.chunks.splice(index, count, ...chunks);
    else this.chunks = [...this.chunks.slice(0, index), ...chunks, ...this.chunks.slice(index + count)];
  }

  /** The chunk that an offset lies in; at a seam the one that ends there. */
  private find(offset: number): { index: number; at: number } {
    const last = this.chunks.length - 1;
    let index = 0;
    let at = 0;
    for (; index < last; index++) {
      const end = at + (this.chunks[index] as Chunk).text.length;
      if (offset <= end) break;
      at = end;
    }
    return { index, at };
  }
}

function cut(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at < text.length; at += CHUNK) chunks.push(new Chunk(text.slice(at, at + CHUNK)));
  return chunks;
}
