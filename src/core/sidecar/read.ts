/** A sidecar's text → its parts: by the fast reader of own form where it can, with the judge for all else. */
import type { Fault, Tag } from '../model';
import type { BlockItems } from '../yaml/items';
import { judgeFile, readFile } from '../yaml/read-file';
import type { FileParts, FileSpec } from '../yaml/read-file';
import type { Fields } from '../yaml/nodes';
import type { Reading } from '../yaml/reading';
import { readDetails, readDismissals, readFinished, readRejected, readSeen } from './nodes';
import { OwnTags, ownHead, type Head } from './own';

export type Parts = FileParts<Tag, Head>;

const SPEC: FileSpec<Tag, Head> = {
  key: 'tags',
  needsList: true,
  reader: () => new OwnTags(),
  ownHead,
  head: readHead,
};

/**
 * Reads a sidecar: own form by the fast reader, every other block by `yaml`, whatever is refused by `yaml` alone. `known` is
 * the list of tags where that was read before and stands in this text.
 */
export function readParts(text: string, known?: BlockItems<Tag>): Reading<Parts> {
  return readFile(text, SPEC, known);
}

/** The judge alone: the same result, a hundred times slower. */
export function judgeParts(text: string): Reading<Parts> {
  return judgeFile(text, SPEC);
}

function readHead({ byKey }: Fields, place: (at: number) => number): Head {
  const faults: Fault[] = [];
  const details = readDetails(byKey.get('source')?.value ?? null, faults);
  const dismissed = readDismissals(byKey.get('dismissed')?.value ?? null, faults).filter((one) => one !== undefined);
  const rejected = readRejected(byKey.get('rejected')?.value ?? null, faults).filter((one) => one !== undefined);
  return {
    details,
    dismissed,
    rejected,
    finished: readFinished(byKey.get('finished')?.value ?? null),
    seen: readSeen(byKey.get('seen')?.value ?? null, faults),
    faults: faults.map((fault) => ({ ...fault, from: place(fault.from), to: place(fault.to) })),
  };
}
