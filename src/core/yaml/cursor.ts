/**
 * What stands at a place of a sidecar or codebook, for completion and hover. Read line by line, from the place upward, without
 * parsing: while somebody types, the text is hardly ever valid YAML.
 */

export interface YamlPlace {
  /** The keys around it, outermost first: `tags`, `stance`. */
  readonly path: readonly string[];
  /** A key, or the value of `key`; an item of a list is a value of the list's key. */
  readonly kind: 'key' | 'value';
  /** The key itself, or that of the value; empty where none is written yet. */
  readonly key: string;
  /** The word at the place, without quotes. */
  readonly word: string;
  /** Where the word stands (with its quotes), in UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
  /** Keys that the same map has already, `key` among them. */
  readonly siblings: readonly string[];
  /** The value of `id:` in the same item of a list, or in one around it. */
  readonly id?: string;
}

interface Line {
  readonly from: number;
  /** Column of the first character that is neither a space nor the hyphen of an item. */
  readonly column: number;
  /** Column of the item's hyphen; undefined where there is none. */
  readonly dash?: number;
  readonly key?: string;
  readonly value: string;
}

const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s:#,[\]{}"'&*!|>%@`-][^:#,[\]{}]*?))\s*:(?=\s|$)/;

/** Undefined on comments and in places that say nothing. */
export function yamlPlaceAt(text: string, offset: number): YamlPlace | undefined {
  const from = lineStart(text, offset);
  const end = text.indexOf('\n', offset);
  const whole = text.slice(from, end < 0 ? text.length : end).replace(/\r$/, '');
  const at = offset - from;
  if (isComment(whole, at)) return undefined;
  const line = lineOf(whole, from);
  const around = aroundOf(text, line);
  const flow = flowAt(whole, at);
  if (flow) return inFlow(whole, at, flow, line, around);
  const valueColumn = line.key === undefined ? line.column : whole.length - line.value.length;
  const inValue = line.key !== undefined && at >= whole.indexOf(':', line.column) + 1;
  if (inValue) {
    const start = Math.min(valueColumn, Math.max(at, whole.length - line.value.trimStart().length));
    return { ...around, kind: 'value', key: line.key, ...word(whole, start, whole.trimEnd().length, from, at) };
  }
  const keyEnd = line.key === undefined ? whole.trimEnd().length : whole.indexOf(':', line.column);
  // An item without a key, of a list that is written with a line for each.
  const isItem =
    line.dash !== undefined && line.key === undefined && LISTS.has(around.path[around.path.length - 1] ?? '');
  const place = word(whole, Math.min(line.column, at), Math.max(keyEnd, at), from, at);
  if (isItem) {
    const path = around.path.slice(0, -1);
    return { ...around, path, kind: 'value', key: around.path[around.path.length - 1] ?? '', ...place };
  }
  return { ...around, kind: 'key', key: place.word, ...place };
}

/** Lists of plain words. */
const LISTS: ReadonlySet<string> = new Set(['via', 'aliases', 'types']);

function lineOf(whole: string, from: number): Line {
  let column = 0;
  let dash: number | undefined;
  while (column < whole.length) {
    const character = whole[column];
    if (character === '-' && (column + 1 >= whole.length || whole[column + 1] === ' ')) dash = column;
    else if (character !== ' ' && character !== '\uFEFF') break;
    column++;
  }
  const rest = whole.slice(column);
  const found = KEY.exec(rest);
  const key = found ? (found[1] ?? found[2] ?? found[3] ?? '') : undefined;
  return { from, column, dash, key, value: found ? rest.slice(found[0].length).trimStart() : rest };
}

function isComment(whole: string, at: number): boolean {
  const start = /^\s*#/.exec(whole);
  if (start) return at >= start[0].length - 1;
  if (/["']/.test(whole.slice(0, at))) return false;
  const mark = whole.search(/\s#/);
  return mark >= 0 && at > mark;
}

/** The keys around a line, the keys beside it, and the id of the item that it belongs to. */
function aroundOf(text: string, line: Line): Pick<YamlPlace, 'path' | 'siblings' | 'id'> {
  const path: string[] = [];
  const siblings: string[] = [];
  let id: string | undefined;
  const note = (one: Line): void => {
    if (one.key === undefined) return;
    siblings.push(one.key);
    if (one.key === 'id') id ??= plain(one.value);
  };
  note(line);
  // Keys at this column belong to the same map, as long as no key further left comes between.
  let column = line.column;
  let bound = line.dash ?? line.column;
  let open = line.dash === undefined;
  for (const one of linesAbove(text, line.from)) {
    if (one.key === undefined) continue;
    if (one.column < bound || (one.column === bound && one.dash === undefined && bound < column)) {
      path.unshift(one.key);
      column = one.column;
      bound = one.dash ?? one.column;
      open = false;
      if (one.dash !== undefined && id === undefined && one.key === 'id') id = plain(one.value);
      if (bound === 0 && one.dash === undefined) break;
    } else if (one.column === column) {
      if (open && path.length === 0) note(one);
      else if (one.key === 'id' && id === undefined && path.length > 0 && bound === column) id = plain(one.value);
      if (one.dash !== undefined && bound === column) {
        bound = one.dash;
        open = false;
      }
    }
  }
  if (line.dash !== undefined || open || siblings.length > 0) siblings.push(...below(text, line));
  return { path, siblings, ...(id === undefined ? {} : { id }) };
}

/** Keys of the same map below the line. */
function below(text: string, line: Line): string[] {
  const keys: string[] = [];
  let next = text.indexOf('\n', line.from) + 1;
  while (next > 0 && next < text.length) {
    const end = text.indexOf('\n', next);
    const one = lineOf(text.slice(next, end < 0 ? text.length : end), next);
    if (one.key !== undefined || one.value !== '') {
      if (one.column < line.column || (one.dash !== undefined && one.dash < line.column)) break;
      if (one.column === line.column && one.key !== undefined) keys.push(one.key);
    }
    next = end < 0 ? 0 : end + 1;
  }
  return keys;
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function* linesAbove(text: string, from: number): Iterable<Line> {
  for (let end = from - 1; end >= 0;) {
    const start = lineStart(text, end);
    yield lineOf(text.slice(start, end).replace(/\r$/, ''), start);
    end = start - 1;
  }
}

/** Where the innermost open `[` or `{` before a column stands, quotes skipped. */
function flowAt(whole: string, at: number): { at: number; open: '[' | '{' } | undefined {
  const stack: { at: number; open: '[' | '{' }[] = [];
  let quote = '';
  let value = false;
  for (let i = 0; i < at; i++) {
    const character = whole.charAt(i);
    if (quote !== '') {
      if (character === '\\' && quote === '"') i++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ((character === '[' || character === '{') && (stack.length > 0 || value))
      stack.push({ at: i, open: character });
    else if ((character === ']' || character === '}') && stack.length > 0) stack.pop();
    // A bracket opens a list only where a value begins.
    if (character === ':' || character === '-' || character === ',' || character === '[' || character === '{')
      value = true;
    else if (character !== ' ') value = false;
  }
  return stack[stack.length - 1];
}

function inFlow(
  whole: string,
  at: number,
  flow: { at: number; open: '[' | '{' },
  line: Line,
  around: Pick<YamlPlace, 'path' | 'siblings' | 'id'>,
): YamlPlace {
  const before = whole.slice(flow.at + 1, at);
  const start = flow.at + 1 + Math.max(before.lastIndexOf(','), before.lastIndexOf('{'), before.lastIndexOf('[')) + 1;
  const rest = whole.slice(at).search(/[,\]}]/);
  const end = rest < 0 ? whole.length : at + rest;
  const entry = whole.slice(start, end);
  if (flow.open === '[') {
    return { ...around, kind: 'value', key: line.key ?? '', ...word(whole, start, end, line.from, at) };
  }
  const path = line.key === undefined ? around.path : [...around.path, line.key];
  const siblings = [...whole.slice(flow.at + 1).matchAll(/(?:^|,)\s*([\w-]+)\s*:/g)].map((one) => one[1] ?? '');
  const id = /(?:^|[{,])\s*id:\s*("[^"]*"|'[^']*'|[^,}\s]+)/.exec(whole.slice(flow.at))?.[1];
  const own = id === undefined ? around.id : plain(id);
  const shared = { path, siblings, ...(own === undefined ? {} : { id: own }) };
  const found = KEY.exec(entry.trimStart());
  const key = found && (found[1] ?? found[2] ?? found[3] ?? '');
  const colon = found ? start + (entry.length - entry.trimStart().length) + found[0].length : Infinity;
  if (found && at >= colon) {
    return { ...shared, kind: 'value', key: key ?? '', ...word(whole, colon, end, line.from, at) };
  }
  const place = word(whole, start, Math.min(colon - 1, end), line.from, at);
  return { ...shared, kind: 'key', key: place.word, ...place };
}

/** The word between two columns, white space at its ends left out; empty at the place itself where there is none. */
function word(
  whole: string,
  start: number,
  end: number,
  from: number,
  at: number,
): { word: string; from: number; to: number } {
  let first = start;
  let last = Math.max(start, end);
  while (first < last && /\s/.test(whole.charAt(first))) first++;
  while (last > first && /\s/.test(whole.charAt(last - 1))) last--;
  if (first === last) first = last = at;
  return { word: plain(whole.slice(first, last)), from: from + first, to: from + last };
}

/** A scalar without its quotes; escapes stay as they are: ids have none. */
function plain(text: string): string {
  const trimmed = text.replace(/\s+#.*$/, '').trim();
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(trimmed) ?? /^'([^']*)'$/.exec(trimmed);
  return quoted ? (quoted[1] ?? '') : trimmed;
}
