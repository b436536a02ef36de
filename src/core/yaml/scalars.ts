/**
 * Scalars as this tool writes them: texts that every YAML reader (1.1 and 1.2: `yaml`, js-yaml, PyYAML) reads as the same
 * string, on one line, and that `trim trailing whitespace`, `insert final newline` and Prettier leave as they are.
 */

/** What a double-quoted scalar cannot hold as it is, besides `"`: escapes are needed. */
const ESCAPED =
  /[\u0000-\u001f\\\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Those of them that `JSON.stringify` leaves alone: line ends of YAML 1.1, what YAML calls unprintable, and bidi controls. */
const NOT_IN_JSON = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Words that mean something else than themselves in YAML 1.1 or 1.2 (`no` is the Norwegian problem). */
const MEANT_OTHERWISE = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

const WORD = /^\p{L}[\p{L}\p{M}\p{N}_-]*$/u;
const PHRASE = /^\p{L}(?:[\p{L}\p{M}\p{N}\p{Sc}_'’‘“”«»„–—…!?.()/&%+*~=;-]| (?=[^ #]))*$/u;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * A text in quotes: double ones with JSON's escapes, or, where a `"` is the only character in the way, single ones (as
 * Prettier would have it, and easier on the eye).
 */
export function quoted(text: string): string {
  if (ESCAPED.test(text)) {
    return JSON.stringify(text).replace(NOT_IN_JSON, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
  }
  return text.includes('"') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

/** A line that would be taken for git's markers of a conflict, wherever it stands (see `judge.ts`). */
const MARKERS = /^\s*(?:<{7}|={7}|>{7}|\|{7})/m;

/**
 * A text of several lines as a literal block, its lines indented by `indent` spaces: git compares them line by line. Undefined
 * where quotes are safer: one line, blank edges, white space at a line's end (editors take it away), signs that need escapes.
 */
export function literal(text: string, indent: number, eol: string): string | undefined {
  if (!text.includes('\n') || /^\s|\s$|[^\S\n]\n/.test(text)) return undefined;
  if (ESCAPED.test(text.replaceAll('\n', '').replaceAll('\\', '')) || MARKERS.test(text)) return undefined;
  const lines = text.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return ['|-', ...lines].join(eol);
}

/** Is it a word that needs no quotes anywhere (ids, enum words)? */
export function isPlainWord(text: string): boolean {
  return WORD.test(text) && !MEANT_OTHERWISE.test(text);
}

/** Is it words that need no quotes anywhere, not even within `[…]` and `{…}` (names, titles)? */
export function isPlainPhrase(text: string): boolean {
  return PHRASE.test(text) && !MEANT_OTHERWISE.test(text);
}

/** Is it a whole date, `YYYY-MM-DD`? As in the files' example it stands plain; readers of YAML 1.1 make a date of it. */
export function isDate(text: string): boolean {
  return DATE.test(text);
}

/** An id or an enum word: plain where it is plain in every reader, otherwise in quotes. */
export function word(text: string): string {
  return isPlainWord(text) ? text : quoted(text);
}

/** A name or title: plain where it is plain in every reader, otherwise in quotes. */
export function phrase(text: string): string {
  return isPlainPhrase(text) ? text : quoted(text);
}
