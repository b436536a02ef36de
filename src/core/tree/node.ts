/**
 * What the sidebar's trees are made of. A node is a domain object: it carries the fields that commands take as arguments
 * (`uri`, `id`, `entity`, `value`, `type`, `codebook`), and says what it is; how it looks is the feature's matter. Nodes are made
 * from snapshots, the children of each when they are first asked for.
 */
import type { CodebookView, Corpus, Passage, SourceView } from '../corpus';
import type { Entity } from '../model';
import type { QueryError } from '../query';
import type { BranchTotals, EntityTotals, SourceSummary, Tally } from '../sums';

interface Base {
  /** Unique in its tree, and the same for the same thing in the next snapshot. Never shown. */
  readonly key: string;
  readonly parent: TreeNode | undefined;
  /** Absent: a leaf. Gives the same list each time. */
  readonly children?: () => readonly TreeNode[];
  /** Is the passage this node or below it? */
  readonly holds: (passage: Passage) => boolean;
}

/** A codebook with its sources; there only where the workspace has several. */
export interface CorpusNode extends Base {
  readonly kind: 'corpus';
  readonly codebook: string;
}

/** The entities of one type. */
export interface TypeNode extends Base {
  readonly kind: 'type';
  readonly codebook: string;
  readonly type: string;
  /** The codebook's words for it; the id where it has none. */
  readonly label: string;
  readonly count: number;
  /** With the entities of the types below it; only where there are such types. */
  readonly branch?: number;
}

/** Ids that tags use and the codebook does not have. */
export interface UnknownNode extends Base {
  readonly kind: 'unknown';
  readonly count: number;
}

export interface EntityNode extends Base {
  readonly kind: 'entity';
  readonly codebook: string;
  readonly entity: string;
  /** Undefined: the codebook does not have it. */
  readonly known: Entity | undefined;
  readonly totals: EntityTotals | undefined;
  /** With all entities below it in the codebook; only where there are some. */
  readonly branch?: BranchTotals;
  /** Lost mentions: listed, and not counted in `totals`. */
  readonly lost: number;
}

/** What one source has of what the parent is. */
export interface PartNode extends Base {
  readonly kind: 'part';
  readonly uri: string;
  readonly codebook: string;
  readonly source: SourceView;
  /** Without lost ones. */
  readonly count: number;
  readonly lost: number;
}

/** `source.outlet`: by a key of the sources' details. */
export type StanceGrouping = 'target' | 'holder' | 'value' | 'source' | 'speaker' | `source.${string}`;

/** Stances that have the target, holder, value or source in common. */
export interface GroupNode extends Base {
  readonly kind: 'group';
  readonly by: StanceGrouping;
  readonly codebook: string;
  readonly book: CodebookView;
  /** The one of these that it is by. */
  readonly entity?: string;
  readonly value?: string;
  readonly uri?: string;
  /** For people, unescaped. */
  readonly label: string;
  readonly tally: Tally;
  /** Without lost ones. */
  readonly count: number;
  readonly lost: number;
}

export interface SourceNode extends Base {
  readonly kind: 'source';
  readonly uri: string;
  readonly codebook: string;
  readonly source: SourceView;
  readonly summary: SourceSummary;
  /** The source as other layers have it, where all are shown; counted nowhere. */
  readonly others: readonly SourceView[];
  /** Proposed tags that wait for a decision; counted nowhere else. */
  readonly proposals: number;
}

export interface PassageNode extends Base {
  readonly kind: 'passage';
  readonly uri: string;
  /** The tag's. */
  readonly id: string;
  readonly codebook: string;
  readonly book: CodebookView;
  readonly passage: Passage;
  /** Where all layers are shown, the one that it is of. */
  readonly whose?: string;
  /** It is of another layer than the one that is read: to be looked at, and never counted. */
  readonly aside?: true;
  readonly state: 'placed' | 'moved' | 'lost';
  /** What the label is to show: what the tag says, or the passage in its line. */
  readonly shows: 'meaning' | 'context';
}

/** A stretch of a list of passages that is too long to be shown at once; numbers are 1-based and inclusive. */
export interface ChunkNode extends Base {
  readonly kind: 'chunk';
  readonly from: number;
  readonly to: number;
}

/** What a search found, with the query as it was written. */
interface Found {
  readonly query: string;
  readonly count: number;
  /** Sources with a passage. */
  readonly sources: number;
}

/** The search that was run last. */
export interface ResultsNode extends Base, Found {
  readonly kind: 'results';
}

/** A saved search. */
export interface SearchNode extends Base, Found {
  readonly kind: 'search';
  readonly codebook: string;
  readonly name: string;
  /** Why it cannot be run. */
  readonly mistake?: QueryError;
}

export type TreeNode =
  | CorpusNode
  | TypeNode
  | UnknownNode
  | EntityNode
  | PartNode
  | GroupNode
  | SourceNode
  | PassageNode
  | ChunkNode
  | ResultsNode
  | SearchNode;

/** A tree, and how many of its things (entities, stances, sources, searches) a filter has left. */
export interface Forest {
  readonly roots: readonly TreeNode[];
  readonly shown: number;
  readonly of: number;
}

/** Makes keys for the children of one node; a part that comes twice (two tags with one id) gets a number. */
export function keysBelow(parent: { readonly key: string } | undefined): (kind: string, part: string) => string {
  const taken = new Set<string>();
  return (kind, part) => {
    for (let n = 0; ; n++) {
      // As JSON it is unambiguous, whatever an id is made of.
      const key = (parent?.key ?? '') + JSON.stringify(n === 0 ? [kind, part] : [kind, part, n]);
      if (taken.has(key)) continue;
      taken.add(key);
      return key;
    }
  };
}

/** `make`, called once. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The node of a passage below `roots`, with its chain of parents; undefined when it is not among them. */
export function reach(roots: readonly TreeNode[], passage: Passage): PassageNode | undefined {
  for (const node of roots) {
    if (!node.holds(passage)) continue;
    if (node.kind === 'passage') return node;
    const found = reach(node.children?.() ?? [], passage);
    if (found) return found;
  }
  return undefined;
}

/** One tree for each corpus: bare where there is one, else each below a node of its own. Empty ones are left out. */
export function byCorpus(
  corpora: readonly Corpus[],
  below: (corpus: Corpus, parent: CorpusNode | undefined) => Forest,
  parent?: TreeNode,
): Forest {
  const [only] = corpora;
  if (only && corpora.length === 1) return below(only, parent as CorpusNode | undefined);
  const keys = keysBelow(parent);
  const roots: TreeNode[] = [];
  let shown = 0;
  let of = 0;
  for (const corpus of corpora) {
    const { uri } = corpus.codebook;
    const node: CorpusNode = {
      kind: 'corpus',
      key: keys('corpus', uri),
      parent,
      codebook: uri,
      holds: ({ source }) => source.codebook === uri,
      children: () => forest.roots,
    };
    const forest = below(corpus, node);
    shown += forest.shown;
    of += forest.of;
    if (forest.roots.length > 0) roots.push(node);
  }
  return { roots, shown, of };
}
