/** Tagging as pure functions: from ranges of a text and a meaning to changes of its sidecar. */
import type { SidecarChange } from '../changes';
import { meaningKey, type Meaning, type Tag, type TagFrom } from '../model';
import type { PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import { anchorIn } from '../anchors/context';

export interface Tagging {
  readonly changes: readonly SidecarChange[];
  /** One id for each range, in order: of the new tag, or of the one that said the same before. */
  readonly ids: readonly string[];
  /** How many ranges had a tag of this meaning already. */
  readonly same: number;
}

export interface TaggingContext {
  readonly text: PlaceableText;
  readonly newId: () => string;
  /** Tags with a piece inside the range, and where they stand. */
  readonly tagsWithin: (range: Range) => readonly { readonly tag: Tag; readonly range: Range | undefined }[];
  readonly by?: string;
  readonly from?: TagFrom;
  readonly note?: string;
}

/** Tags each range with the meaning. A range that has a tag of the same meaning by the same coder keeps that one alone. */
export function tagRanges(ranges: readonly Range[], meaning: Meaning, context: TaggingContext): Tagging {
  const changes: SidecarChange[] = [];
  const ids: string[] = [];
  const fresh = new Map<string, string>();
  let same = 0;
  const wanted = meaningKey(meaning);
  for (const range of ranges) {
    const twin = context.tagsWithin(range).find(
      ({ tag, range: at }) =>
        at?.from === range.from &&
        at.to === range.to &&
        !tag.also &&
        // Two coders' tags are two tags.
        (tag.by ?? '') === (context.by ?? '') &&
        meaningKey(tag) === wanted,
    );
    const key = `${range.from}-${range.to}`;
    const known = twin?.tag.id ?? fresh.get(key);
    if (known !== undefined) {
      same++;
      ids.push(known);
      continue;
    }
    const id = context.newId();
    fresh.set(key, id);
    ids.push(id);
    changes.push({ op: 'add', tag: makeTag(id, context.text, range, meaning, context) });
  }
  return { changes, ids, same };
}

function makeTag(
  id: string,
  text: PlaceableText,
  range: Range,
  meaning: Meaning,
  extra: Pick<TaggingContext, 'by' | 'from' | 'note'>,
): Tag {
  const { by, from, note } = extra;
  const tag = { id, ...anchorIn(text, range), ...meaning, by: by || undefined, from, note: note || undefined };
  // Keys without a value would be told from absent ones by comparisons.
  return Object.fromEntries(Object.entries(tag).filter(([, value]) => value !== undefined)) as unknown as Tag;
}
