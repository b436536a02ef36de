/**
 * The lines of a YAML file whose top level is a block map: where each top-level key's lines begin and end, found without
 * parsing. Sound because everything below a top-level key is indented, blank, a comment or an item of a list (in block
 * style a scalar or bracket that reaches back to column 0 is an error, on which the judge has the last word).
 */

export type Eol = '\n' | '\r\n';

export interface Section {
  readonly key: string;
  /** Start of the key's line. */
  readonly from: number;
  /** Just after the colon. */
  readonly valueFrom: number;
  /** Start of the next key's line, or the length of the text: blank lines and comments between belong to this section. */
  readonly to: number;
}

const DOT = 46;
const KEY_LINE = /(?:([A-Za-z_][\w-]*)|"([\w-]+)"|'([\w-]+)')[ \t]*:(?=[ \t\r\n]|$)/y;

/** The end of the line that `at` is in, after its line end. */
export function lineAfter(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Spaces at the start of the line that begins at `from`. */
export function indentOf(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32) at++;
  return at - from;
}

/** Is the line that begins at `from` empty but for white space, or a comment? */
export function isIdle(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 10 || c === 35) return true;
    // A carriage return that ends no line is none to YAML either.
    if (c === 13 && text.charCodeAt(at + 1) === 10) return true;
    if (c !== 32 && c !== 9) return false;
  }
  return true;
}

/**
 * Where the document ends: before the line `...` that ends it where nothing but blank lines and comments follows, else at the end
 * of the text. YAML lets a file end so; what is added goes before it.
 */
export function endOfDocument(text: string): number {
  for (let end = text.length; end > 0;) {
    const line = end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1;
    if (!isIdle(text, line))
      return /^\.\.\.(?=[ \t\r\n]|$)[ \t]*(?:#.*)?\r?\n?$/.test(text.slice(line, end)) ? line : text.length;
    end = line;
  }
  return text.length;
}

/** Does an item's dash stand at `at`? */
export function isDash(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== 45) return false;
  const next = text.charCodeAt(at + 1);
  return next === 32 || next === 10 || next === 13 || next === 9 || Number.isNaN(next);
}

/** The file's line end: that of its first line. */
export function eolOf(text: string): Eol | undefined {
  const at = text.indexOf('\n');
  if (at < 0) return undefined;
  return text.charCodeAt(at - 1) === 13 ? '\r\n' : '\n';
}

/**
 * The sections of a file, or undefined where its top level has another form (flow style, explicit or unusual keys).
 * `skip` may take a section whose key line it knows how to read on, and answer where its lines end.
 */
export function sectionsOf(
  text: string,
  skip?: (key: string, from: number, next: number) => number,
): Section[] | undefined {
  const open: { key: string; from: number; valueFrom: number }[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let marker = false;
  let end = text.length;
  while (at < end) {
    const c = text.charCodeAt(at);
    let next = -1;
    if (c === 32 || c === 9 || c === 10 || c === 13 || c === 35) {
      if (open.length === 0 && !isIdle(text, at)) return undefined;
    } else if (c === 45) {
      if (!isDash(text, at)) {
        // One marker that opens the document is harmless; any other ends or begins another one.
        if (marker || open.length > 0 || !/^---[ \t]*(?:#.*)?\r?$/.test(text.slice(at, lineAfter(text, at)).trimEnd()))
          return undefined;
        marker = true;
      } else if (open.length === 0) return undefined;
    } else {
      if (c === DOT && endOfDocument(text) === at) {
        end = at;
        break;
      }
      KEY_LINE.lastIndex = at;
      const found = KEY_LINE.exec(text);
      if (!found) return undefined;
      const key = found[1] ?? found[2] ?? found[3] ?? '';
      open.push({ key, from: at, valueFrom: KEY_LINE.lastIndex });
      next = skip?.(key, at, lineAfter(text, at)) ?? -1;
    }
    at = next >= 0 ? next : lineAfter(text, at);
  }
  return open.map((section, i) => ({ ...section, to: open[i + 1]?.from ?? end }));
}

/**
 * Where the own lines of a section or item end: before the blank lines and comments that follow it and are indented no
 * deeper than `indent`, since those stand between it and the next.
 */
export function ownEnd(text: string, from: number, to: number, indent: number): number {
  let end = to;
  while (end > from) {
    const line = end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1;
    if (line <= from || !isIdle(text, line)) break;
    // Only spaces indent: a tab after them is white space before the comment, and says nothing of whose it is.
    let at = line + indentOf(text, line);
    const deeper = at - line > indent;
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
    if (text.charCodeAt(at) === 35 && deeper) break;
    end = line;
  }
  return end;
}
