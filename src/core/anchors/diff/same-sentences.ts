/**
 * Sentences of two texts that say the same: one that stands once in either is the same sentence, wherever it stands, and no
 * other's. One that stands in several places is known by those around it.
 */
import { inOrder } from './in-order';
import type { Range } from '../../text/range';
import type { Cut } from './sides';

/** Shorter sentences prove nothing by themselves, in units. */
const LEAST = 8;
/** What is so short and ends as a sentence does is a label of the next ('Abg.', 'Q.', 'Article 12.'), in units with the space. */
const LABEL = 12;
/** Of more that say the same, no label is looked for: each would be looked at for each. */
const TWINS = 200;
/** So far around one that is repeated others are looked for, and so many of them on a side, where the order has changed. */
const AROUND = 6;
const WANTED = 2;
/** Less of the sentences in the old order than this share: they were shuffled. */
const ORDERED = 0.8;
const SPACE = 0x20;

export class SameSentences {
  /** For each old sentence that stands once in either text: which it is in the new one; else -1. */
  private readonly pairs: Int32Array;
  private readonly ordered: boolean;

  constructor(
    private readonly old: Cut,
    private readonly now: Cut,
  ) {
    const { keys } = old.sentences;
    this.pairs = new Int32Array(keys.length).fill(-1);
    const places: number[] = [];
    keys.forEach((_, i) => {
      const there = this.size(i) < LEAST ? -1 : this.pairOf(i);
      if (there < 0) return;
      this.pairs[i] = there;
      places.push(there);
    });
    const kept = inOrder(places).reduce((sum, one) => sum + one, 0);
    this.ordered = kept >= ORDERED * places.length;
  }

  private size(i: number): number {
    const { starts } = this.old.sentences;
    return (starts[i + 1] as number) - (starts[i] as number);
  }

  /** Which sentence of the new text is sentence `i`, where both stand once: alone or behind the same label ('Art. 5.'). Else -1. */
  private pairOf(i: number): number {
    const { old, now } = this;
    const key = old.sentences.keys[i] as number;
    const [before, after] = [old.sentences.count(key), now.sentences.count(key)];
    if (before === 0 || after === 0 || Math.max(before, after) > TWINS) return -1;
    const others = now.sentences.with(key);
    if (before === 1 && after === 1) return others[0] as number;
    // An empty line (its key is 0) is none.
    if (!old.sentences.keys[i - 1] || this.size(i - 1) > LABEL || old.sentences.isItem(i - 1)) return -1;
    const labelled = ({ sentences }: Cut, all: readonly number[]): readonly number[] =>
      all.filter((k) => sentences.keys[k - 1] === old.sentences.keys[i - 1]);
    const [there, another] = labelled(now, others);
    return there !== undefined && another === undefined && labelled(old, old.sentences.with(key)).length === 1
      ? there
      : -1;
  }

  /**
   * Where a passage within such sentences went; undefined: it lies in none, or in several that do not follow one another now.
   * What stands several times ('Art. 5.', 'Q.', a refrain) goes with one that stands once and is beside it in the passage.
   */
  of(from: number, to: number): Range | undefined {
    const { codes, sentences } = this.old;
    if (from >= to || codes[from] === SPACE || codes[to - 1] === SPACE) return undefined;
    const first = sentences.at(from);
    const last = sentences.at(to - 1);
    let once = first;
    while (once < last && (this.pairs[once] as number) < 0) once++;
    const pair = this.pairs[once] as number;
    return pair < 0 ? undefined : this.moved(from, to, first, last, pair - once);
  }

  /**
   * Of one that stands several times, and not where it stood: it goes with the nearest two of its paragraph that stand once, a refrain
   * with its verse, where all up to them and on its other side, to the paragraph's border, stands there too. Undefined: it does not.
   */
  ofNeighbour(from: number, to: number): Range | undefined {
    const first = this.old.sentences.at(from);
    const last = this.old.sentences.at(to - 1);
    return this.beside(from, to, first, last, -1) ?? this.beside(from, to, last, first, 1);
  }

  /** The same with one on the side `way` of its sentence `near`; `far` is that on its other side. */
  private beside(from: number, to: number, near: number, far: number, way: -1 | 1): Range | undefined {
    const isBorder = ({ sentences }: Cut, i: number): boolean => !sentences.keys[i];
    let known = near + way;
    while ((this.pairs[known] ?? -1) < 0) {
      if (isBorder(this.old, known) || Math.abs(known - near) >= AROUND) return undefined;
      known += way;
    }
    const shift = (this.pairs[known] as number) - known;
    // One line alone may have come to stand before words that are said again and again.
    for (let i = 1; i < WANTED; i++) if (this.pairs[known + i * way] !== known + i * way + shift) return undefined;
    let at = known - way;
    for (; !isBorder(this.old, at); at -= way) {
      if (!this.standsIn(at + shift, at) || Math.abs(at - far) > AROUND) return undefined;
    }
    if (!isBorder(this.now, at + shift)) return undefined;
    return this.moved(from, to, Math.min(near, far), Math.max(near, far), shift);
  }

  /** The passage, in the sentences `first` to `last`, where these stand `shift` sentences on; undefined: others do. */
  private moved(from: number, to: number, first: number, last: number, shift: number): Range | undefined {
    for (let i = first; i <= last; i++) if (!this.standsIn(i + shift, i)) return undefined;
    const start = this.aligned(first, first + shift, from);
    const end = this.aligned(last, last + shift, to - 1);
    return start === undefined || end === undefined ? undefined : { from: start, to: end + 1 };
  }

  /**
   * The unit of sentence `there` of the new text that is the one at `at` in sentence `i` of the old one; undefined: none, since it is of
   * the signs around it.
   */
  private aligned(i: number, there: number, at: number): number | undefined {
    let [x] = this.old.sentences.said(i);
    let [y] = this.now.sentences.said(there);
    const way = at < x ? -1 : 1;
    for (; ; x += way, y += way) {
      while (this.old.codes[x] === SPACE) x += way;
      while (this.now.codes[y] === SPACE) y += way;
      if (this.old.codes[x] !== this.now.codes[y]) return undefined;
      if ((x - at) * way >= 0) return y;
    }
  }

  /**
   * Does the place belong to a sentence that says what another one of the old text says, and the passage's own does not? Of two
   * that say nearly the same, one that stands in both texts is not what became of the other.
   */
  isOthers(place: Range, from: number, to: number): boolean {
    const { sentences } = this.old;
    const own = new Set<number>();
    for (let i = sentences.at(from), last = sentences.at(to - 1); i <= last; i++) own.add(sentences.keys[i] as number);
    const there = this.now.sentences;
    for (let k = there.at(place.from), last = there.at(place.to - 1); k <= last; k++) {
      const key = there.keys[k] as number;
      if (key !== 0 && !own.has(key) && sentences.count(key) > 0) return true;
    }
    return false;
  }

  /**
   * A sentence of which there are several, `whole` or edited: do those around it say that `place` is in this very one? `within`:
   * how many units before and behind the sentence stand there too.
   */
  isProven(i: number, place: Range, whole: boolean, within: readonly [number, number]): boolean {
    const k = this.now.sentences.at(place.from);
    const left = this.known(i, k, -1);
    const right = this.known(i, k, 1);
    if (!this.ordered) return left >= WANTED && right >= WANTED;
    if (left > 0 && right > 0) return true;
    const among = Math.min(...within) >= 2 * LEAST;
    return this.isBetween(i, k, whole, among) || (whole && !this.standsIn(k, i) && among);
  }

  private standsIn(k: number, i: number): boolean {
    return this.now.sentences.keys[k] === this.old.sentences.keys[i];
  }

  /**
   * Are there as many such sentences between the nearest two that stand once in either text, and is it the same one of them that
   * is at the place? Of an edited one there is none as it was. `among`: some of the text on either side of it stands there, too.
   */
  private isBetween(i: number, k: number, whole: boolean, among: boolean): boolean {
    const [left, right] = [this.nearest(i, -1), this.nearest(i, 1)];
    if (left === undefined || right === undefined) return false;
    const old = this.old.sentences.keys;
    const now = this.now.sentences.keys;
    const key = old[i];
    const from = left < 0 ? -1 : (this.pairs[left] as number);
    const to = right === old.length ? now.length : (this.pairs[right] as number);
    if (from >= k || k >= to || to - from > 4 * AROUND) return false;
    // Sentences were put in or taken out between the two. Where one beside it is gone, it may have gone with that one, and this be a
    // copy that came in its place.
    const beside = among || (this.standsIn(k - 1, i - 1) && this.standsIn(k + 1, i + 1));
    if (to - from !== right - left && !beside) return false;
    const count = (keys: readonly number[], low: number, high: number): number => {
      let n = 0;
      for (let at = low; at < high; at++) if (keys[at] === key) n++;
      return n;
    };
    const before = count(old, left + 1, right);
    const after = count(now, from + 1, to);
    if (!whole) return before === 1 && after === 0;
    return before === after && count(old, left + 1, i) === count(now, from + 1, k);
  }

  /** The nearest sentence that stands once, or the border of the text; undefined: none so near. */
  private nearest(i: number, way: -1 | 1): number | undefined {
    for (let by = 1; by <= AROUND; by++) {
      const there = this.pairs[i + way * by];
      if (there === undefined || there >= 0) return i + way * by;
    }
    return undefined;
  }

  /** How many sentences that stand once are as far from `i` in the old text as they are from `k` in the new one. */
  private known(i: number, k: number, way: -1 | 1): number {
    let count = 0;
    for (let by = 1; by <= AROUND && count < WANTED; by++) {
      const there = this.pairs[i + way * by];
      // Where the text begins or ends, the new one must as well.
      if (there === undefined) return this.now.sentences.keys[k + way * by] === undefined ? WANTED : count;
      if (there >= 0 && there !== k + way * by) break;
      if (there >= 0) count++;
    }
    return count;
  }
}
