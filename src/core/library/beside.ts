/** All layers at once, to be read: what others say beside the one layer that everything is read from, and who says the same. */
import type { Range } from '../text/range';
import { meaningKey, type Tag } from '../model';
import { SHARED } from '../files/addresses';
import type { Sheet } from './sheet';

/** A tag that stands in an open text, and the layer that it is of. */
export interface Aside {
  readonly layer: string;
  readonly tag: Tag;
  /** UTF-16 offsets in the text of this moment; at least one. */
  readonly pieces: readonly Range[];
}

/** The tags of one layer that stand in the open text, at an offset of it where one is given, the innermost first. */
export function asidesIn(sheet: Sheet, layer: string, offset?: number): Aside[] {
  const live = sheet.liveOf(layer);
  if (!live) return [];
  const tags = offset === undefined ? sheet.tagsOf(layer) : live.at(offset).flatMap((id) => live.tag(id) ?? []);
  return tags.flatMap((tag): Aside[] => {
    const pieces = live.spansOf(tag.id);
    return pieces && pieces.length > 0 ? [{ layer, tag, pieces }] : [];
  });
}

/** One passage with one meaning, and all the layers that have it. */
export interface Voice {
  /** The tag of the first of them: of the layer that is read, where that has it. */
  readonly first: Aside;
  /** Their names in the order given, each once. */
  readonly layers: readonly string[];
}

/** Tags on the same passages that mean the same, as one; in the order in which each comes first. */
export function voicesOf(all: readonly Aside[]): Voice[] {
  const found = new Map<string, { readonly first: Aside; readonly layers: string[] }>();
  for (const aside of all) {
    const key = `${aside.pieces.map(({ from, to }) => `${from}-${to}`).join()} ${meaningKey(aside.tag)}`;
    const voice = found.get(key);
    if (!voice) found.set(key, { first: aside, layers: [aside.layer] });
    else if (!voice.layers.includes(aside.layer)) voice.layers.push(aside.layer);
  }
  return [...found.values()];
}

/** The coders of a passage, where not all coders of the source have it alike; undefined: they do, or no coder has it. */
export function onlyBy({ layers }: Voice, coders: readonly string[]): readonly string[] | undefined {
  const own = layers.filter((layer) => layer !== SHARED);
  return own.length === 0 || coders.every((coder) => own.includes(coder)) ? undefined : own;
}

/** The shortest beginnings of the coders' names that tell them apart, of at most `most` code points. */
export function initials(coders: readonly string[], most = 2): ReadonlyMap<string, string> {
  const begin = (name: string, length: number): string => [...name].slice(0, length).join('');
  return new Map(
    coders.map((coder) => {
      let length = 1;
      while (length < most && coders.some((one) => one !== coder && begin(one, length) === begin(coder, length)))
        length++;
      return [coder, begin(coder, length)];
    }),
  );
}
