/**
 * What queries, sums and views read: snapshots of sources and codebooks. A snapshot is never changed; when something
 * changes, the library puts a new object in its place. So whatever is derived from one may be kept in a WeakMap under it.
 *
 * A corpus is one codebook with the sources that it serves. Ids mean nothing outside their codebook: two workspace folders
 * with a codebook each are two corpora, and nothing is ever summed across them.
 */
import type {
  Codebook,
  Dismissal,
  Entity,
  EntityType,
  Fault,
  Placement,
  Refusal,
  SourceDetails,
  Span,
  StanceValue,
  Tag,
} from './model';
import { piecesOf } from './pieces';
import type { Labels } from './text/labels';

export interface SourceView {
  /** The source's address, as `Uri.toString()` gives it. */
  readonly uri: string;
  /** Path below the workspace folder, for people; unescaped. */
  readonly name: string;
  /** Address of its codebook, or of where one would be made. */
  readonly codebook: string;
  /** The coders who have a file of their own for the source. */
  readonly coders?: readonly { readonly name: string; readonly finished: boolean }[];
  /** Whose tags these are: a coder, or nobody alone where it is left out. */
  readonly layer?: string;
  readonly details: SourceDetails;
  /** Every tag of the sidecar, lost ones too, in the order of {@link compareTags}. */
  readonly tags: readonly Tag[];
  readonly dismissed: readonly Dismissal[];
  /** Ids of proposals, and of other coders' tags, that were turned down. */
  readonly rejected: readonly string[];
  /** Tags that do not simply stand at their written positions, by id. Empty until the text was compared: see `checked`. */
  readonly placements: ReadonlyMap<string, Placement>;
  /** Was the text compared with the tags? */
  readonly checked: boolean;
  /** The text itself is not there (deleted or renamed outside): the sidecar is an orphan. */
  readonly missing: boolean;
  /** Why the sidecar is not written; `tags` are then the last that could be read. */
  readonly refusal?: Refusal;
  readonly faults: readonly Fault[];
  /** Changes that are not on disk yet and could not be written; the reason in plain words. */
  readonly unsaved?: string;
  /** The number of a line's paragraph (a line, or in hard-wrapped texts a block); blank lines are none. See `text/paragraphs`. */
  readonly paragraphOf: (line: number) => number;
  /** Beginnings of lines that could be labels of speakers; undefined while the text was not looked at. */
  readonly labels?: Labels | undefined;
}

export interface CodebookView extends Codebook {
  readonly uri: string;
  /** Is there a file? If not, the lists are the defaults that the first tag would write. */
  readonly exists: boolean;
  readonly refusal?: Refusal;
  readonly faults: readonly Fault[];
  readonly unsaved?: string;
  entity(id: string): Entity | undefined;
  value(id: string): StanceValue | undefined;
  type(id: string): EntityType | undefined;
}

/** The questions of a {@link CodebookView}. Of two with one id the first counts; the second is a fault that is shown. */
export function lookups({
  entities,
  stances,
  types,
}: Pick<Codebook, 'entities' | 'stances' | 'types'>): Pick<CodebookView, 'entity' | 'value' | 'type'> {
  const byId = <T extends { readonly id: string }>(items: readonly T[]): Map<string, T> => {
    const map = new Map<string, T>();
    for (const item of items) if (!map.has(item.id)) map.set(item.id, item);
    return map;
  };
  const [entityOf, valueOf, typeOf] = [byId(entities), byId(stances), byId(types)];
  return { entity: (id) => entityOf.get(id), value: (id) => valueOf.get(id), type: (id) => typeOf.get(id) };
}

export interface Corpus {
  readonly codebook: CodebookView;
  /** In natural order of `name`; without those that are set aside ({@link isSetAside}). */
  readonly sources: readonly SourceView[];
}

/** A tag with its source: what a list of passages is made of. */
export interface Passage {
  readonly source: SourceView;
  readonly tag: Tag;
}

/** Where a tag's pieces stand in the text as it is now; those of a lost tag where they stood last. Never empty. */
export function spansOf(source: Pick<SourceView, 'placements'>, tag: Tag): readonly Span[] {
  const placement = source.placements.get(tag.id);
  if (placement && placement.kind !== 'lost' && placement.pieces) return placement.pieces;
  return piecesOf(tag).map((piece) => piece.at);
}

/**
 * The detail of a text that was taken apart into sources of its own: the folder in which they are. Such a text is set aside: it can be
 * opened, with its tags, and is in no {@link Corpus}, so that nothing counts, finds, checks or exports its words a second time.
 */
export const SPLIT_INTO = 'split-into';

export function isSetAside(source: Pick<SourceView, 'details'> | undefined): boolean {
  return !!source?.details.get(SPLIT_INTO)?.trim();
}

/** Lost tags are kept and listed, and counted nowhere. */
export function isLost(source: SourceView, tag: Tag): boolean {
  return source.placements.get(tag.id)?.kind === 'lost';
}
