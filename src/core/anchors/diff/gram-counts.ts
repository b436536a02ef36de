/** How often the grams of a text stand in it: one byte for each slot of a table, so that most questions need no search. */
import { finish, type Steps } from '../../base/steps';
import { gramHash, leavingFactor, rolled, slotOf } from './seeds';

/** Grams that are counted between two pauses: about a millisecond. */
const RUN = 65_536;
const NOTHING = new Uint16Array(0);

export class GramCounts {
  private readonly counts: Uint8Array;
  private readonly bits: number;

  /** Counts the grams of `size` units of `codes`, up to two. `room`: for those of so many units, where more are counted later. */
  constructor(
    codes: Uint16Array,
    private readonly size: number,
    room = codes.length,
  ) {
    this.bits = Math.max(8, 34 - Math.clz32(room + 1));
    this.counts = new Uint8Array(1 << this.bits);
    finish(this.count(codes));
  }

  /** The same in steps. */
  static *inSteps(codes: Uint16Array, size: number): Steps<GramCounts> {
    const counts = new GramCounts(NOTHING, size, codes.length);
    yield* counts.count(codes);
    return counts;
  }

  private *count(codes: Uint16Array): Steps<void> {
    const { size } = this;
    const factor = leavingFactor(size);
    let hash = gramHash(codes, 0, Math.min(size, codes.length));
    for (let at = 0; at + size <= codes.length; at++) {
      const slot = slotOf(hash, this.bits);
      if ((this.counts[slot] as number) < 2) (this.counts[slot] as number)++;
      hash = rolled(hash, codes[at + size] ?? 0, codes[at] as number, factor);
      if (at % RUN === RUN - 1) yield undefined;
    }
  }

  /** Does the gram with this hash stand at most once? No says nothing: grams that share a slot are counted together. */
  isRare(hash: number): boolean {
    return (this.counts[slotOf(hash, this.bits)] as number) < 2;
  }

  /** Has the pattern a gram that stands at most once? Then the pattern stands at most once itself. */
  hasRare(pattern: Uint16Array): boolean {
    const { size } = this;
    if (pattern.length < size) return false;
    const factor = leavingFactor(size);
    let hash = gramHash(pattern, 0, size);
    for (let at = 0; at + size <= pattern.length; at++) {
      if (this.isRare(hash)) return true;
      hash = rolled(hash, pattern[at + size] ?? 0, pattern[at] as number, factor);
    }
    return false;
  }
}
