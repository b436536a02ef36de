/** Places the tags of a source with the help of earlier texts of it: a text in which a tag stands as it is written proves where it went. */
import type { Steps } from '../base/steps';
import type { Tag } from '../model';
import { piecesOf } from '../pieces';
import { followIn } from './follow';
import { anchorOf, placedBy, placeSteps, standIn, stands, type Placed } from './place';
import { PlaceableText } from './placeable';

/** `known`: by the comparison of two texts, and not by looking for its words. */
export interface Proven {
  readonly placed: Placed;
  readonly known: boolean;
}

/** Where each tag stands. `olds`: earlier texts, of which the first counts in which a tag stands; there may be none. */
export function* placeThrough(text: PlaceableText, tags: readonly Tag[], olds: readonly string[]): Steps<Proven[]> {
  if (olds.length === 0 || (yield* standIn(text, tags))) {
    return (yield* placeSteps(text, tags)).map((placed) => ({ placed, known: false }));
  }
  const proven = new Map<Tag, Placed>();
  for (const one of olds) {
    const old = new PlaceableText(one);
    const there = tags.filter((tag) => !proven.has(tag) && stands(old, tag));
    if (there.length === 0) continue;
    const found = followIn(
      old,
      text,
      there.flatMap((tag) => piecesOf(tag).map(anchorOf)),
    );
    (yield* placedBy(text, there, found)).forEach((placed, i) => proven.set(there[i] as Tag, placed));
  }
  // The others are found by what is certain of all of them.
  const found = proven.size < tags.length ? yield* placeSteps(text, tags) : [];
  return tags.map((tag, i) => {
    const placed = proven.get(tag);
    return placed ? { placed, known: true } : { placed: found[i] ?? { kind: 'lost' }, known: false };
  });
}
