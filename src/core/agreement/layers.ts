/**
 * Coders' own files. `report.txt.<coder>.tags.yaml` is what one coder tagged in `report.txt`, in the format of every sidecar; `by`
 * is implied. A key `finished` at the top says that the coder is done with the source.
 */
import type { Tag } from '../model';
import type { CodedTag, Stretch } from './coded';

/** A tag with the places where its pieces stand in the text now. */
export function codedTag(tag: Tag, pieces: readonly Stretch[]): CodedTag {
  const places = [...pieces].sort((a, b) => a.from - b.from);
  return tag.stance
    ? { id: tag.id, pieces: places, stance: tag.stance }
    : { id: tag.id, pieces: places, entity: tag.entity };
}
