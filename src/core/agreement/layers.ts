/**
 * Coders' own files. `report.txt.<coder>.tags.yaml` is what one coder tagged in `report.txt`, in the format of every sidecar; `by`
 * is implied. A key `finished` at the top says that the coder is done with the source.
 */
import type { Tag } from '../model';
import { isSourceUri } from '../names';
import type { CodedTag, Stretch } from './coded';

/** Signs that a coder's name may have in a file's name: letters, digits, `-` and `_`. */
const CODER = /^[\p{L}\p{N}_-]+$/u;

export function isCoderName(name: string): boolean {
  return CODER.test(name) && name.normalize('NFC') === name;
}

/** `report.txt.mk.tags.yaml` → `report.txt` and `mk`; undefined for any other name. `name` is a file's name, unescaped. */
export function coderFile(
  name: string,
  isSource: (name: string) => boolean = isSourceUri,
): { readonly source: string; readonly coder: string } | undefined {
  const [, source, coder] = /^(.*\.[^./]+)\.([^./]+)\.tags\.yaml$/isu.exec(name) ?? [];
  if (source === undefined || coder === undefined || !isCoderName(coder) || !isSource(source)) return undefined;
  return { source, coder };
}

/** Whether a coder's sidecar says at its top that the source is finished: any value but `false`, `no` and none. */
export function isFinished(sidecar: string): boolean {
  // Whatever belongs to another key is indented, so the start of a line is enough.
  const value = /^finished:[ \t]*([^#\r\n]*)/m.exec(sidecar)?.[1]?.trim();
  return value !== undefined && !/^(|false|no|off|~|null)$/i.test(value);
}

/** A tag with the places where its pieces stand in the text now. */
export function codedTag(tag: Tag, pieces: readonly Stretch[]): CodedTag {
  const places = [...pieces].sort((a, b) => a.from - b.from);
  return tag.stance
    ? { id: tag.id, pieces: places, stance: tag.stance }
    : { id: tag.id, pieces: places, entity: tag.entity };
}
