/**
 * A tree of strings by their UTF-16 code units, in flat arrays: the children of a node stand side by side (nodes are
 * numbered level by level), so that 10,000 names take some 100,000 nodes of seven bytes and no object.
 */

/** Beyond this many children a node is searched by halves. */
const FEW = 6;

export class Trie {
  /** Children of `node` are the nodes from `first[node]` up to, and without, `first[node + 1]`. */
  private readonly first: Int32Array;
  private readonly unit: Uint16Array;
  private readonly key: Int32Array;
  /** Child of the root by code unit: most words of a text are turned away here. */
  private readonly roots = new Int32Array(0x10000);

  /** `keys` are sorted by code units, as `sort()` does it, and none is there twice; none is empty. */
  constructor(keys: readonly string[]) {
    let most = 2;
    for (const key of keys) most += key.length;
    const first = new Int32Array(most);
    const unit = new Uint16Array(most);
    const end = new Int32Array(most).fill(-1);
    const from = new Int32Array(most);
    const to = new Int32Array(most);
    to[0] = keys.length;
    let nodes = 1;
    let levelEnd = 1;
    for (let node = 0, depth = 0; node < nodes; node++) {
      if (node === levelEnd) {
        depth++;
        levelEnd = nodes;
      }
      first[node] = nodes;
      let i = from[node] as number;
      const last = to[node] as number;
      if (keys[i]?.length === depth) end[node] = i++;
      while (i < last) {
        const c = (keys[i] as string).charCodeAt(depth);
        unit[nodes] = c;
        from[nodes] = i;
        while (i < last && (keys[i] as string).charCodeAt(depth) === c) i++;
        to[nodes] = i;
        if (node === 0) this.roots[c] = nodes;
        nodes++;
      }
    }
    first[nodes] = nodes;
    this.first = first.slice(0, nodes + 1);
    this.unit = unit.slice(0, nodes);
    this.key = end.slice(0, nodes);
  }

  /** The child of the root for a code unit; 0 if there is none. */
  root(unit: number): number {
    return this.roots[unit] as number;
  }

  /** The child of `node` for a code unit; 0 if there is none. */
  child(node: number, unit: number): number {
    if (node === 0) return this.roots[unit] as number;
    let low = this.first[node] as number;
    let high = this.first[node + 1] as number;
    while (high - low > FEW) {
      const middle = (low + high) >> 1;
      if ((this.unit[middle] as number) <= unit) low = middle;
      else high = middle;
    }
    for (; low < high; low++) if (this.unit[low] === unit) return low;
    return 0;
  }

  /** Index of the key that ends in `node`, or -1. */
  keyAt(node: number): number {
    return this.key[node] as number;
  }
}
