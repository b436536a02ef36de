/** Passages that went when their text was replaced by another one: they may be in a later text again, with other words around them. */
import { mapThrough } from '../anchors/diff';
import type { PlaceableText } from '../anchors/placeable';
import { pieceCount } from '../pieces';
import type { Tag } from '../model';
import type { Range } from '../text/range';

/** So many replaced texts are kept. */
const MOST = 3;

interface Gone {
  readonly text: PlaceableText;
  /** Where the passages stood in it, by the tags' ids. */
  readonly stood: ReadonlyMap<string, readonly Range[]>;
}

export class GonePassages {
  private gone: Gone[] = [];

  /** These passages stood in `text`, and do not in the one after it. */
  add(text: PlaceableText, stood: ReadonlyMap<string, readonly Range[]>): void {
    if (stood.size === 0) return;
    this.gone.push({ text, stood });
    if (this.gone.length > MOST) this.gone.shift();
  }

  /** Tells `found` of those that are whole in the text of now. `wanted`: the tag, where it still stands nowhere. */
  back(
    now: PlaceableText,
    wanted: (id: string) => Tag | undefined,
    found: (tag: Tag, pieces: readonly Range[]) => void,
  ): void {
    for (const { text, stood } of this.gone) {
      const tags = [...stood.keys()].flatMap((id) => wanted(id) ?? []);
      if (tags.length === 0) continue;
      const map = mapThrough(text.plain, now.plain);
      for (const tag of tags) {
        const pieces = stood.get(tag.id)?.flatMap((range) => {
          const one = map(text.toPlain(range.from), text.toPlain(range.to));
          return one?.exact ? [{ from: now.fromPlain(one.from), to: now.fromPlain(one.to) }] : [];
        });
        if (pieces?.length === pieceCount(tag)) found(tag, pieces);
      }
    }
  }

  /** Keeps no text of which every passage stands somewhere. */
  tidy(stands: (id: string) => boolean): void {
    this.gone = this.gone.filter(({ stood }) => [...stood.keys()].some((id) => !stands(id)));
  }
}
