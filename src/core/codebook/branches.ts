/**
 * Types and entities as trees by their `parent:`. Somebody's hand can write a parent that is not there, or a circle: such a parent
 * counts as none (of every member of the circle), so that nothing that walks a tree can hang or lose an item.
 */

/** What has a place in a tree. */
export interface Placed {
  readonly id: string;
  readonly parent?: string;
}

export interface Branches {
  /** Undefined: a root; also where the parent written is not there or leads in a circle. */
  parentOf(id: string): string | undefined;
  /** In the order of the codebook. */
  childrenOf(id: string): readonly string[];
  /** The item itself and all below it. */
  branchOf(id: string): ReadonlySet<string>;
  /** From the root to the item itself. */
  pathOf(id: string): readonly string[];
  readonly roots: readonly string[];
  /** Ids whose parent leads back to themselves. */
  readonly circular: ReadonlySet<string>;
  /** Ids whose parent is not there. */
  readonly orphans: ReadonlySet<string>;
  /** Has any item a parent? */
  readonly isFlat: boolean;
}

const known = new WeakMap<readonly Placed[], Branches>();

/** Found once for each list; lists of snapshots are never changed. */
export function branchesOf(items: readonly Placed[]): Branches {
  let branches = known.get(items);
  if (!branches) known.set(items, (branches = new Tree(items)));
  return branches;
}

class Tree implements Branches {
  readonly circular = new Set<string>();
  readonly orphans = new Set<string>();
  readonly roots: string[] = [];
  private readonly parents = new Map<string, string>();
  private readonly children = new Map<string, string[]>();
  private readonly sets = new Map<string, ReadonlySet<string>>();

  constructor(items: readonly Placed[]) {
    const written = new Map<string, string | undefined>();
    for (const { id, parent } of items) if (!written.has(id)) written.set(id, parent);
    for (const [id, parent] of written) if (parent !== undefined && !written.has(parent)) this.orphans.add(id);
    this.findCircles(written);
    for (const [id, parent] of written) {
      if (parent === undefined || this.orphans.has(id) || this.circular.has(id)) {
        this.roots.push(id);
        continue;
      }
      this.parents.set(id, parent);
      const list = this.children.get(parent);
      if (list) list.push(id);
      else this.children.set(parent, [id]);
    }
  }

  /** Each id is walked over once: those of an earlier walk end a later one. */
  private findCircles(written: ReadonlyMap<string, string | undefined>): void {
    const walked = new Map<string, number>();
    let walk = 0;
    for (const start of written.keys()) {
      walk++;
      let id: string | undefined = start;
      while (id !== undefined && written.has(id) && !walked.has(id)) {
        walked.set(id, walk);
        id = written.get(id);
      }
      if (id === undefined || walked.get(id) !== walk || !written.has(id)) continue;
      for (let at: string | undefined = id; at !== undefined && !this.circular.has(at); at = written.get(at)) {
        this.circular.add(at);
      }
    }
  }

  get isFlat(): boolean {
    return this.parents.size === 0;
  }

  parentOf(id: string): string | undefined {
    return this.parents.get(id);
  }

  childrenOf(id: string): readonly string[] {
    return this.children.get(id) ?? [];
  }

  branchOf(id: string): ReadonlySet<string> {
    let set = this.sets.get(id);
    if (!set) {
      const found = [id];
      for (let i = 0; i < found.length; i++) found.push(...this.childrenOf(found[i] as string));
      this.sets.set(id, (set = new Set(found)));
    }
    return set;
  }

  pathOf(id: string): readonly string[] {
    const path: string[] = [];
    for (let at: string | undefined = id; at !== undefined; at = this.parents.get(at)) path.push(at);
    return path.reverse();
  }
}
