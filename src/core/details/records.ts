/**
 * Lists of sources as reference managers write them (Zotero's exports above all): CSV, BibTeX, RIS and CSL-JSON, each entry as the
 * details that it gives. Own readers: of each format only a handful of fields is wanted, the libraries for BibTeX and RIS are ten
 * times as large as these and bring what is never used; CSV is read as everywhere here.
 */
import { parseCsv, unguard } from '../text/csv';
import { readDate } from '../text/date-words';
import { say } from '../base/say';
import { readBibtex } from './bibtex';

export interface DetailRecord {
  /** Line of the file on which the entry begins, from 1; in JSON the number of the entry. */
  readonly line: number;
  /** Names or paths of files that the entry is about, as written. */
  readonly files: readonly string[];
  /** Key and value, in the order in which they are written; `date` in the form that sorts, where it could be read. */
  readonly details: ReadonlyMap<string, string>;
}

export type DetailList =
  | { readonly records: readonly DetailRecord[]; readonly problem?: undefined }
  /** Why it cannot be read, in plain words. */
  | { readonly records?: undefined; readonly problem: string };

export const LIST_FORMATS = ['csv', 'bibtex', 'ris', 'csl'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** More entries than this are no list of anybody's sources. */
const MOST = 100_000;
/** A longer value is a text (an abstract), and no detail; UTF-16 units. */
const LONGEST = 2_000;

/** Our key for the names of others, folded to letters and digits; `file` is the source itself, '' is dropped. */
const KEYS: Readonly<Record<string, string>> = {
  ...all('file', 'file filename filenames path name source sourcefile fileattachments l1 l2 l4 document attachment'),
  ...all('title', 'title ti t1 headline'),
  ...all('author', 'author authors au a1 creator byline speaker'),
  ...all(
    'outlet',
    'outlet publicationtitle containertitle journal journaltitle newspaper t2 jo jf booktitle publication',
  ),
  ...all('outlet2', 'websitetitle blogtitle programtitle ja howpublished'),
  ...all('date', 'date issued da py y1 published publicationdate'),
  ...all('year', 'year publicationyear'),
  ...all('month', 'month'),
  ...all('address', 'address url uri ur link web permalink'),
  ...all('doi', 'doi do'),
  ...all('publisher', 'publisher pb'),
  ...all('place', 'place publisherplace location cy'),
  ...all('country', 'country'),
  ...all('language', 'language langid la'),
  ...all('tags', 'tags keywords manualtags kw'),
  ...all('type', 'type itemtype ty'),
  ...all('note', 'memo'),
  ...all(
    '',
    'key id citekey dateadded datemodified accessdate accessed urldate abstractnote abstract ab n2 notes automatictags',
  ),
};

function all(key: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, key]));
}

/** Reads a list; `name` is the file's, whose ending tells the format where its beginning does not. */
export function readList(text: string, name: string): DetailList {
  const start = text.replace(/^\ufeff/, '').trimStart();
  const format = formatOf(start, name);
  const list =
    format === 'csl'
      ? readCsl(start)
      : format === 'ris'
        ? readRis(text)
        : format === 'bibtex'
          ? bibtex(text)
          : readCsv(text);
  if (list.problem !== undefined) return list;
  if (list.records.length > MOST) return { problem: say('The list has more than {0} entries.', MOST) };
  return list.records.length === 0 ? { problem: say('There is no entry in it.') } : list;
}

function formatOf(start: string, name: string): ListFormat {
  if (/^[[{]/.test(start) || /\.json$/i.test(name)) return 'csl';
  if (/^TY {2}- /m.test(start.slice(0, 2_000)) || /\.ris$/i.test(name)) return 'ris';
  return /\.bib(?:tex)?$/i.test(name) || /^@\w+\s*[{(]/m.test(start.slice(0, 2_000)) ? 'bibtex' : 'csv';
}

type Given = [name: string, value: string];

/** One entry out of fields by the names of others. Unknown names are kept as keys of one's own where `keep` says so. */
function recordOf(line: number, fields: readonly Given[], keep: boolean): DetailRecord {
  const files: string[] = [];
  const found = new Map<string, string[]>();
  for (const [name, given] of fields) {
    const value = given.replace(/\s+/g, ' ').trim();
    if (value === '') continue;
    const folded = name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    const known = Object.hasOwn(KEYS, folded) ? KEYS[folded] : undefined;
    const key = known ?? (keep ? ownKey(name) : '');
    if (key === 'file') files.push(...value.split(/;(?=\s|$)|;(?=[^;]*[/\\])/).map((one) => one.trim()));
    else if (key === 'note') found.set(key, [given.replace(/\r\n?/g, '\n').trim()]);
    else if (key !== '' && value.length <= LONGEST) found.set(key, [...(found.get(key) ?? []), value]);
  }
  const first = (key: string): string | undefined => found.get(key)?.[0];
  const joined = (key: string): string | undefined => found.get(key)?.join('; ');
  const doi = first('doi')?.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '');
  const details = new Map<string, string>();
  const put = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') details.set(key, value);
  };
  put('title', first('title'));
  put('author', joined('author'));
  put('outlet', first('outlet') ?? first('outlet2'));
  put('date', dateOf(first('date'), first('year'), first('month')));
  put('address', first('address') ?? (doi && `https://doi.org/${doi}`));
  for (const key of found.keys()) {
    if (!details.has(key) && !['outlet2', 'date', 'year', 'month', 'doi'].includes(key)) put(key, joined(key));
  }
  return { line, files: files.filter((file) => file !== ''), details };
}

function ownKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s:]+/g, '-')
    .slice(0, 60);
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

function dateOf(date: string | undefined, year: string | undefined, month: string | undefined): string | undefined {
  if (date !== undefined) {
    // RIS ends with slashes and leaves parts out: 2025/07//, and a time may follow.
    const parts = /^(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?(?:[/T ]|$)/.exec(date);
    const iso =
      parts && [parts[1], ...parts.slice(2, 4).flatMap((part) => (part ? [part.padStart(2, '0')] : []))].join('-');
    return (iso && readDate(iso)) ?? readDate(date) ?? date;
  }
  if (year === undefined || month === undefined) return year;
  const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1 || Number(month);
  return readDate(`${year}-${String(at).padStart(2, '0')}`) ?? year;
}

function readCsv(text: string): DetailList {
  const { rows, unclosed } = parseCsv(text);
  if (unclosed !== undefined) return { problem: say('Quotes that are opened on line {0} are not closed.', unclosed) };
  const [header, ...body] = rows;
  const names = (header?.cells ?? []).map((cell) => unguard(cell).trim());
  if (names.length < 2)
    return { problem: say('The first line should name the columns: file, title, outlet, date and so on.') };
  // Zotero writes some eighty columns, most of them of no use here.
  const zotero = names.includes('Item Type') && names.includes('Publication Title');
  return {
    records: body.map(({ line, cells }) =>
      recordOf(
        line,
        cells.map((cell, i): Given => [names[i] ?? '', unguard(cell)]),
        !zotero,
      ),
    ),
  };
}

function readRis(text: string): DetailList {
  const records: DetailRecord[] = [];
  let fields: Given[] | undefined;
  let begun = 0;
  for (const [i, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const [, tag = '', value = ''] = /^([A-Z][A-Z0-9]) {2}- ?(.*)$/.exec(line) ?? [];
    if (tag === 'TY') [fields, begun] = [[[tag, value]], i + 1];
    else if (tag === 'ER') {
      if (fields) records.push(recordOf(begun, inOrder(fields), false));
      fields = undefined;
    } else if (tag !== '') fields?.push([tag, value]);
    else if (fields && line.trim() !== '') {
      const last = fields[fields.length - 1];
      if (last) last[1] += ` ${line.trim()}`;
    }
  }
  return fields ? { problem: say('The entry that begins on line {0} has no end (ER).', begun) } : { records };
}

/** `DA` says more than `PY`, and comes after it. */
function inOrder(fields: readonly Given[]): Given[] {
  const exact = fields.filter(([tag]) => tag === 'DA');
  return [...exact, ...fields.filter(([tag]) => tag !== 'DA')];
}

function bibtex(text: string): DetailList {
  const read = readBibtex(text);
  if ('line' in read) return { problem: say('The entry that begins on line {0} has no end.', read.line) };
  return {
    records: read.entries.map(({ line, type, fields }) =>
      recordOf(
        line,
        [
          ['type', type],
          ...[...fields].map(([name, value]): Given => {
            if (name === 'author') return [name, value.split(/\s+and\s+/).join('; ')];
            // The place of a publisher, which others call an address.
            if (name === 'address') return ['place', value];
            return name === 'file' ? [name, bibtexFiles(value)] : [name, value];
          }),
        ],
        false,
      ),
    ),
  };
}

/** `Title:path:type;…` as Zotero and JabRef write it, with `\:` for a colon. */
function bibtexFiles(value: string): string {
  return value
    .split(/(?<!\\);/)
    .map((one) => {
      const parts = one.split(/(?<!\\):/).map((part) => part.replace(/\\([:;\\])/g, '$1'));
      return parts.length >= 3 ? parts.slice(1, -1).join(':') : one;
    })
    .join('; ');
}

function readCsl(text: string): DetailList {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { problem: say('It is not JSON: {0}', error instanceof Error ? error.message : String(error)) };
  }
  const inside = isMap(data) && Array.isArray(data['items']) ? data['items'] : data;
  const items: readonly unknown[] = Array.isArray(inside) ? inside : [inside];
  return { records: items.flatMap((item, i) => (isMap(item) ? [recordOf(i + 1, cslFields(item), false)] : [])) };
}

function cslFields(item: Readonly<Record<string, unknown>>): Given[] {
  return Object.entries(item).flatMap(([key, value]): Given[] => {
    if (typeof value === 'string' || typeof value === 'number') return [[key, String(value)]];
    if (key === 'author' && Array.isArray(value))
      return [
        [
          key,
          value
            .map(cslName)
            .filter((one) => one !== '')
            .join('; '),
        ],
      ];
    if (key === 'issued' && isMap(value)) return [[key, cslDate(value)]];
    return [];
  });
}

function cslName(name: unknown): string {
  if (!isMap(name)) return '';
  const part = (key: string): string => (typeof name[key] === 'string' ? name[key] : '');
  const family = [part('non-dropping-particle'), part('family')].filter((one) => one !== '').join(' ');
  return part('literal') || [family, part('given')].filter((one) => one !== '').join(', ');
}

function cslDate(date: Readonly<Record<string, unknown>>): string {
  const parts: unknown = Array.isArray(date['date-parts']) ? date['date-parts'][0] : undefined;
  if (Array.isArray(parts)) return parts.map((part) => String(part).padStart(2, '0')).join('-');
  const raw = date['raw'] ?? date['literal'];
  return typeof raw === 'string' ? raw : '';
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
