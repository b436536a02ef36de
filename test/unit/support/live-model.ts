/**
 * A naive model of tags in a text that is edited: every UTF-16 unit has an identity, a tag is the hull of the units that belong
 * to it. Beside it what makes random edits of such a text. Used by the unit tests and the long runs.
 */
import type { LiveAnchor } from '../../../src/core/anchors/track';
import type { TextChange } from '../../../src/core/text/map-range';
import type { Range } from '../../../src/core/text/range';

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

/** Characters of all kinds: letters, a combining mark, a line end of two units, one beyond the BMP. */
export const KINDS = ['a', 'b', 'c', ' ', '\u0301', '\r\n', '😀', '中'];

export function shuffled<T>(random: () => number, all: T[]): T[] {
  for (let i = all.length - 1; i > 0; i--) {
    const j = below(random, i + 1);
    [all[i], all[j]] = [all[j] as T, all[i] as T];
  }
  return all;
}

export function textOf(random: () => number, count: number, kinds: readonly string[] = KINDS): string {
  let text = '';
  for (let i = 0; i < count; i++) text += kinds[below(random, kinds.length)] ?? '';
  return text;
}

/** Characters that no other text of the test has: what is inserted never equals what was deleted. */
export class Fresh {
  private next = 0;

  text(random: () => number, count: number): string {
    let text = '';
    for (let i = 0; i < count; i++) {
      const number = this.next++;
      text += random() < 0.3 ? String.fromCodePoint(0x20000 + number) : String.fromCharCode(0x4e2e + (number % 20000));
    }
    return text;
  }
}

/** Is a place between two characters, as the editor's selections and edits are? */
export function isBetween(text: string, at: number): boolean {
  const left = text.charCodeAt(at - 1);
  const right = text.charCodeAt(at);
  return !((left === 13 && right === 10) || ((left & 0xfc00) === 0xd800 && (right & 0xfc00) === 0xdc00));
}

export function placeIn(random: () => number, text: string, from: number, to: number): number {
  const at = from + below(random, to - from + 1);
  return isBetween(text, at) ? at : at + 1;
}

/** Tags that nest, overlap, touch and coincide. */
export function anchorsIn(random: () => number, text: string, count: number): LiveAnchor[] {
  const anchors: LiveAnchor[] = [];
  for (let i = 0; i < count; i++) {
    const last = anchors[i - 1]?.pieces[0];
    const start =
      last && random() < 0.3 ? (random() < 0.5 ? last.to : last.from) : placeIn(random, text, 0, text.length);
    const end = placeIn(random, text, 0, text.length);
    const from = Math.min(start, end);
    const to = Math.max(start, end);
    if (from < to) anchors.push({ id: `t${i}`, pieces: [{ from, to }] });
  }
  return anchors;
}

/** The same passages as tags of one to four pieces each: which of them are one tag is drawn apart from everything else. */
export function tagsOf(seed: number, anchors: readonly LiveAnchor[]): LiveAnchor[] {
  const random = randomOf(seed ^ 0x5bd1e995);
  const tags: LiveAnchor[] = [];
  for (let next = 0; next < anchors.length;) {
    const some = anchors.slice(next, (next += random() < 0.4 ? 1 : 2 + below(random, 3)));
    tags.push({ id: some[0]?.id ?? '', pieces: some.flatMap(({ pieces }) => pieces) });
  }
  return tags;
}

/** The changes of one event, from the end of the text to its start, with at least one character between two. */
export function eventIn(random: () => number, text: string, insert: (count: number) => string): TextChange[] {
  const changes: TextChange[] = [];
  let low = 0;
  const count = random() < 0.6 ? 1 : 1 + below(random, 3);
  for (let i = 0; i < count && low <= text.length; i++) {
    const offset = placeIn(random, text, low, text.length);
    const kind = random();
    const end =
      kind < 0.4 ? offset : placeIn(random, text, offset, Math.min(text.length, offset + 1 + below(random, 8)));
    changes.unshift({
      offset,
      removed: end - offset,
      text: kind < 0.4 || kind > 0.75 ? insert(1 + below(random, 3)) : '',
    });
    low = placeIn(random, text, Math.min(end + 1, text.length), Math.min(end + 1, text.length));
    if (end + 1 > text.length) break;
  }
  return changes;
}

export function applied(text: string, changes: readonly TextChange[]): string {
  for (const { offset, removed, text: inserted } of [...changes].sort((a, b) => b.offset - a.offset)) {
    text = text.slice(0, offset) + inserted + text.slice(offset + removed);
  }
  return text;
}

/** The event that takes an event back, as VS Code's undo sends it. */
export function inverseOf(before: string, changes: readonly TextChange[]): TextChange[] {
  const inverse: TextChange[] = [];
  let shift = 0;
  for (const { offset, removed, text } of [...changes].sort((a, b) => a.offset - b.offset)) {
    inverse.unshift({ offset: offset + shift, removed: text.length, text: before.slice(offset, offset + removed) });
    shift += text.length - removed;
  }
  return inverse;
}

/** One replacement that makes one text of another, as an undo step that several were merged into. */
export function replacementFor(before: string, after: string): TextChange[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [{ offset: head, removed: before.length - head - tail, text: after.slice(head, after.length - tail) }];
}

/** The model itself. Up to 30 tags of one piece each. */
export class Model {
  /** The identities of the text's units. */
  private units: number[];
  /** For each identity: the tags it belongs to, a bit each. */
  private readonly members: number[] = [];

  constructor(
    public text: string,
    private readonly anchors: readonly LiveAnchor[],
  ) {
    this.units = Array.from({ length: text.length }, (_, i) => i);
    this.members = this.units.map((unit) =>
      anchors.reduce((bits, { pieces: [piece] }, tag) => {
        return piece && piece.from <= unit && unit < piece.to ? bits | (1 << tag) : bits;
      }, 0),
    );
  }

  /** What {@link back} needs to come back here. */
  snapshot(): { text: string; units: readonly number[] } {
    return { text: this.text, units: this.units };
  }

  back(snapshot: { text: string; units: readonly number[] }): void {
    this.text = snapshot.text;
    this.units = [...snapshot.units];
  }

  change(changes: readonly TextChange[]): void {
    const spans = this.anchors.map((_, tag) => this.spanOf(tag));
    const units = [...this.units];
    for (const { offset, removed, text } of [...changes].sort((a, b) => b.offset - a.offset)) {
      let bits = 0;
      spans.forEach((span, tag) => {
        if (span && span.from < offset && offset + removed < span.to) bits |= 1 << tag;
      });
      const fresh: number[] = [];
      for (let i = 0; i < text.length; i++) fresh.push(this.members.push(bits) - 1);
      units.splice(offset, removed, ...fresh);
    }
    this.text = applied(this.text, changes);
    this.units = units;
  }

  spanOf(tag: number): Range | undefined {
    const bit = 1 << tag;
    let from = 0;
    let to = this.units.length;
    while (from < to && ((this.members[this.units[from] as number] as number) & bit) === 0) from++;
    while (from < to && ((this.members[this.units[to - 1] as number] as number) & bit) === 0) to--;
    return from < to ? { from, to } : undefined;
  }
}
