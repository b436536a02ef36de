/** Which of many have the same key, asked once for each of them: a `Map` of numbers that are no small integers takes ten times as long. */
export class KeyIndex {
  /** By the place of a key in the table: the first that has it, and how many do. */
  private readonly heads: Int32Array;
  private readonly counts: Int32Array;
  /** For each the next one with the same key; -1: it is the last. */
  private readonly next: Int32Array;
  private readonly mask: number;

  /** `keys`: whole numbers from 0 to 2^53 - 1, their low bits well mixed. */
  constructor(private readonly keys: readonly number[]) {
    let size = 16;
    while (size < 2 * keys.length) size *= 2;
    this.mask = size - 1;
    this.heads = new Int32Array(size).fill(-1);
    this.counts = new Int32Array(size);
    this.next = new Int32Array(keys.length);
    for (let i = keys.length - 1; i >= 0; i--) {
      const slot = this.slotOf(keys[i] as number);
      this.next[i] = this.heads[slot] as number;
      this.heads[slot] = i;
      this.counts[slot] = (this.counts[slot] as number) + 1;
    }
  }

  /** How many have the key. */
  count(key: number): number {
    return this.counts[this.slotOf(key)] as number;
  }

  /** All that have the key, in order. */
  with(key: number): number[] {
    const found: number[] = [];
    for (let i = this.heads[this.slotOf(key)] as number; i >= 0; i = this.next[i] as number) found.push(i);
    return found;
  }

  /** Where the key is in the table, or where it would be put. */
  private slotOf(key: number): number {
    let slot = (key ^ (key / 0x200000)) & this.mask;
    for (;;) {
      const head = this.heads[slot] as number;
      if (head < 0 || this.keys[head] === key) return slot;
      slot = (slot + 1) & this.mask;
    }
  }
}
