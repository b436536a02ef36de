/** Tags of a text that is taken apart: each goes along with the article that all of its passage lies in, or stays behind. */
import { anchorIn } from '../anchors/context';
import { PlaceableText } from '../anchors/placeable';
import type { SidecarChange } from '../changes';
import { meaningKey, originOf, type Piece, type Tag } from '../model';
import { makeTag } from '../sidecar/make';
import { sameRange, type Range } from '../text/range';
import type { PlacedTag } from '../tagging/tag-all';

/** An article as a source of its own. */
export interface Home {
  /** Where it stands in the original, to the letter. */
  readonly range: Range;
  /** What is tagged in it already, where it was written before. */
  readonly tags: readonly PlacedTag[];
  readonly newId: () => string;
}

export interface Along {
  /** The additions to each article, in the order of the articles. */
  readonly changes: readonly (readonly SidecarChange[])[];
  /** How many tags go along, or are there already. */
  readonly taken: number;
  /** Ids of the tags that lie in no article, or in several. */
  readonly left: readonly string[];
}

/** @param tags the pieces of the original's tags, where they stand in `text`; lost tags are not among them */
export function alongWith(text: string, tags: readonly PlacedTag[], articles: readonly Home[]): Along {
  const pieces = new Map<string, { tag: Tag; ranges: Range[] }>();
  for (const { tag, range } of tags) {
    const one = pieces.get(tag.id);
    if (one) one.ranges.push(range);
    else pieces.set(tag.id, { tag, ranges: [range] });
  }
  const changes = articles.map((): SidecarChange[] => []);
  const texts = new Map<Home, PlaceableText>();
  const left: string[] = [];
  for (const [id, { tag, ranges }] of pieces) {
    const home = articles.findIndex(({ range }) =>
      ranges.every(({ from, to }) => range.from <= from && to <= range.to),
    );
    const article = articles[home];
    if (!article) {
      left.push(id);
      continue;
    }
    const { from, to } = article.range;
    const own = texts.get(article) ?? new PlaceableText(text.slice(from, to));
    texts.set(article, own);
    const inside = ranges.map((range) => ({ from: range.from - from, to: range.to - from }));
    if (article.tags.some((there) => isSame(there, tag, inside[0]))) continue;
    const [first, ...also] = inside.map((range) => anchorIn(own, range));
    // Ids of coders' tags mean something in their own source alone.
    const origin = originOf(tag);
    const made = makeTag(article.newId(), first as Piece, { ...tag, also, from: origin });
    changes[home]?.push({ op: 'add', tag: made });
  }
  return { changes, taken: pieces.size - left.length, left };
}

/** The same coder's tag of the same words with the same meaning. */
function isSame(there: PlacedTag, tag: Tag, range: Range | undefined): boolean {
  return (
    sameRange(there.range, range) &&
    (there.tag.by ?? '') === (tag.by ?? '') &&
    meaningKey(there.tag) === meaningKey(tag)
  );
}
