/** What REFI-QDA has no place for travels in notes of the project, as JSON: no other tool minds them, and they are read back. */
import { jsonLine } from './json-line';
import { uuid5 } from './uuid';
import { element } from './xml';

/** The name of these notes. */
export const OWN_NOTE = 'stancemark';

/** Adds a note to the project's, by its id, and gives the element that refers to it. */
export function noteRef(notes: Map<string, string>, key: string, value: unknown): string {
  const guid = uuid5('note', key);
  notes.set(guid, jsonLine(value));
  return element('NoteRef', { targetGUID: guid });
}
