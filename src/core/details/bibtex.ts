/** BibTeX and BibLaTeX, as far as reference managers write them: entries with fields in braces, quotes or bare, `@string`s, `#`. */

export interface BibtexEntry {
  readonly line: number;
  readonly type: string;
  /** Names in small letters; TeX's signs as the letters that they make. */
  readonly fields: ReadonlyMap<string, string>;
}

/** `line`: where an entry begins that has no end. */
export type Bibtex = { readonly entries: readonly BibtexEntry[] } | { readonly line: number };

export function readBibtex(text: string): Bibtex {
  const entries: BibtexEntry[] = [];
  const strings = new Map<string, string>();
  const start = /@(\w+)\s*[{(]/g;
  for (let found = start.exec(text); found; found = start.exec(text)) {
    const line = text.slice(0, found.index).split('\n').length;
    const type = (found[1] ?? '').toLowerCase();
    const end = endOf(text, start.lastIndex - 1);
    if (end < 0) return { line };
    const body = text.slice(start.lastIndex, end);
    start.lastIndex = end + 1;
    if (type === 'comment' || type === 'preamble') continue;
    if (type === 'string') {
      for (const [name, value] of fieldsIn(body, strings)) strings.set(name, value);
      continue;
    }
    const comma = body.indexOf(',');
    const fields = comma < 0 ? new Map<string, string>() : fieldsIn(body.slice(comma + 1), strings);
    entries.push({ line, type, fields: new Map([...fields].map(([name, value]) => [name, untex(value)])) });
  }
  return { entries };
}

/** Where the bracket that opens at `from` is closed; -1 where it is not. A backslash takes the next sign along. */
function endOf(text: string, from: number): number {
  const close = text[from] === '(' ? ')' : '}';
  let depth = 0;
  for (let at = from + 1; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '{') depth++;
    else if (depth === 0 && sign === close) return at;
    else if (sign === '}') depth--;
  }
  return -1;
}

function fieldsIn(body: string, strings: ReadonlyMap<string, string>): Map<string, string> {
  const fields = new Map<string, string>();
  const name = /[\s,]*([\w:+.-]+)\s*=\s*/y;
  for (let found = name.exec(body); found; found = name.exec(body)) {
    let at = name.lastIndex;
    let value = '';
    for (;;) {
      const part = partAt(body, at, strings);
      value += part.text;
      at = part.to;
      const joined = /\s*#\s*/y;
      joined.lastIndex = at;
      if (!joined.test(body)) break;
      at = joined.lastIndex;
    }
    const key = (found[1] ?? '').toLowerCase();
    if (!fields.has(key)) fields.set(key, value);
    name.lastIndex = at;
  }
  return fields;
}

function partAt(body: string, at: number, strings: ReadonlyMap<string, string>): { text: string; to: number } {
  if (body[at] === '{') {
    const end = endOf(body, at);
    return end < 0 ? { text: body.slice(at + 1), to: body.length } : { text: body.slice(at + 1, end), to: end + 1 };
  }
  if (body[at] === '"') {
    let depth = 0;
    for (let to = at + 1; to < body.length; to++) {
      const sign = body[to];
      if (sign === '\\') to++;
      else if (sign === '{') depth++;
      else if (sign === '}') depth--;
      else if (sign === '"' && depth === 0) return { text: body.slice(at + 1, to), to: to + 1 };
    }
    return { text: body.slice(at + 1), to: body.length };
  }
  const bare = /[^\s,#}]*/y;
  bare.lastIndex = at;
  const word = bare.exec(body)?.[0] ?? '';
  return { text: strings.get(word.toLowerCase()) ?? word, to: at + word.length };
}

const ACCENTS: Readonly<Record<string, string>> = {
  "'": '\u0301',
  '`': '\u0300',
  '"': '\u0308',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  c: '\u0327',
  v: '\u030c',
  u: '\u0306',
  k: '\u0328',
  H: '\u030b',
  r: '\u030a',
};
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ss: 'ß', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', aa: 'å', AA: 'Å', i: 'ı', j: 'ȷ' },
  ...{ textendash: '–', textemdash: '—', textquoteright: '’', textquoteleft: '‘', ldots: '…', dots: '…' },
};

/** What TeX writes for letters beyond ASCII, as those; its other commands go, their texts stay. */
function untex(value: string): string {
  return value
    .replace(
      /\\(['`"^~=.]|[cvukHr](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))/g,
      (_, accent: string, a?: string, b?: string) => ((a ?? b ?? '') + (ACCENTS[accent] ?? '')).normalize('NFC'),
    )
    .replace(/\\([A-Za-z]+)(?:\s+|\{\})?/g, (_, name: string) => LETTERS[name] ?? '')
    .replace(/\\([&%$#_{}~^ ])/g, (_, sign: string) => (sign === '{' ? '\u0001' : sign === '}' ? '\u0002' : sign))
    .replace(/[{}]/g, '')
    .replaceAll('\u0001', '{')
    .replaceAll('\u0002', '}')
    .replaceAll('---', '—')
    .replaceAll('--', '–')
    .replaceAll('~', ' ');
}
