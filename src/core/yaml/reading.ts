/** What reading a file ends in, and the limits within which it is tried. */
import type { Refusal, RefusalCode } from '../model';
import { say } from '../base/say';

/** A value, or why the file cannot be read whole (and so is never written). */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Size in bytes above which a YAML file is refused: room for 250,000 tags. */
export const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Length in UTF-16 units above which what is not in own form is refused: the judge takes a second and 100 MB of memory for each
 * million or so (measured), and a repository's file must not be able to exhaust either.
 */
export const MOST_JUDGED = 20 * 1024 * 1024;

/** Depth of maps and lists in one another above which a YAML file is refused: ours have four. */
export const MOST_DEPTH = 8;

const WORDS: Readonly<Record<RefusalCode, string>> = {
  yaml: 'The file is not valid YAML',
  conflict: 'The file has conflict markers of a merge',
  empty: 'The file is empty',
  newer: 'The file was written by a newer version of Stancemark',
  format: 'The file does not have the form that Stancemark writes',
  encoding: 'The file is not encoded in UTF-8',
  'too-large': 'The file is larger than {0} MB ({1} MB where it is not in the form that Stancemark writes)',
  'line-end':
    'The file has a carriage return that ends no line for some readers of YAML. Save it with line ends of one kind (LF or CRLF)',
  unsafe: 'The file uses YAML features that Stancemark does not follow',
};

/** A refusal; `detail` may hold text from the file and is shown escaped. `from` and `to` are offsets into the text. */
export function refuse(code: RefusalCode, from: number, to: number, detail?: string): { ok: false; refusal: Refusal } {
  const refusal = { code, message: say(WORDS[code], MOST_BYTES / 1024 / 1024, MOST_JUDGED / 1024 / 1024), from, to };
  return { ok: false, refusal: detail === undefined ? refusal : { ...refusal, detail } };
}
