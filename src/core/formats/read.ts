/** A file of another tool → what is in it, by its ending and its first words. */
import { readBrat } from './brat-read';
import { readCas, readJson, readW3c } from './json-read';
import { FormatError, type Incoming } from './model';
import { readQdc, readQdpx } from './refi-read';
import { csvRows, isPassages, jsonlRows, readCodebookCsv, readPassages } from './table-read';
import { readConll, readWebAnno } from './tokens-read';
import { textOf } from './xml-read';
import { namesIn, unzip } from './zip';

/** The most bytes that a file may have. */
export const IMPORT_LIMIT = 200 * 1024 * 1024;

const MOST_CODES = 20_000;

/**
 * `name` is the file's own, without its folder; `beside` gives the text of another file in the same folder (brat keeps its
 * texts there). Throws {@link FormatError} for what cannot be taken.
 */
export async function readIncoming(
  name: string,
  bytes: Uint8Array,
  beside: (name: string) => Promise<Uint8Array | undefined>,
): Promise<Incoming> {
  const incoming = await readAny(name, bytes, beside);
  if (incoming.codes.length > MOST_CODES)
    throw new FormatError(`The file has more than ${MOST_CODES} codes: no codebook takes as many.`);
  return incoming;
}

async function readAny(
  name: string,
  bytes: Uint8Array,
  beside: (name: string) => Promise<Uint8Array | undefined>,
): Promise<Incoming> {
  if (bytes.length > IMPORT_LIMIT)
    throw new FormatError('The file has more than 200 MB, which is more than can be imported.');
  if (bytes.length === 0) throw new FormatError('The file is empty.');
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (ending === 'qdpx' || (isZip && hasProject(bytes))) return readQdpx(bytes);
  if (ending === 'qdc') return readQdc(bytes);
  if (isZip) return readZip(bytes);
  if (ending === 'ann') {
    const stem = name.slice(0, -4);
    const text = await beside(`${stem}.txt`);
    return readBrat([{ name: stem, ann: textOf(bytes), text: text && textOf(text, true) }]);
  }
  const text = textOf(bytes);
  const start = text.slice(0, 2000).trimStart();
  if (start.startsWith('#FORMAT=WebAnno TSV')) return readWebAnno(text, name.replace(/\.tsv$/i, '.txt'));
  if (ending === 'jsonl' || ending === 'ndjson') return passages(jsonlRows(text));
  if (start.startsWith('{') || start.startsWith('[')) {
    if (/^\{[^\n]*\}\s*\n\{/.test(start)) return passages(jsonlRows(text));
    const json = readJson(text);
    const isCas = typeof json === 'object' && json !== null && '%FEATURE_STRUCTURES' in json;
    return isCas ? readCas(json, name.replace(/(?:\.txt)?\.json$/i, '.txt')) : readW3c(json);
  }
  if (start.startsWith('<')) {
    if (/<(?:\w+:)?CodeBook[\s>]/.test(start)) return readQdc(bytes);
    throw new FormatError('The file is XML of a kind that is not read.');
  }
  if (ending === 'csv' || ending === 'tsv' || ending === 'tab') {
    const rows = csvRows(text);
    return isPassages(rows[0]) ? readPassages(rows) : readCodebookCsv(rows);
  }
  if (['conll', 'iob', 'iob2', 'bio', 'txt'].includes(ending)) return readConll(text, name);
  throw new FormatError(
    'The file is of no kind that is read: .qdpx, .qdc, .ann, .zip of brat or JSON CAS, .json, .jsonld, .jsonl, .csv, .tsv, .conll, .iob2.',
  );
}

function passages(rows: Parameters<typeof readPassages>[0]): Incoming {
  if (isPassages(rows[0])) return readPassages(rows);
  throw new FormatError(
    'The lines are no passages of Stancemark’s: columns source, id, kind, quote and start_utf16 are missing.',
  );
}

function hasProject(bytes: Uint8Array): boolean {
  return namesIn(bytes, (name) => /^[^/]+\.qde$/i.test(name)).size > 0;
}

/** An archive of brat's or of JSON CAS files. */
function readZip(bytes: Uint8Array): Incoming {
  return readFiles(unzip(bytes, (name) => /\.(?:ann|txt|json)$/i.test(name)));
}

/** A folder of brat's or of JSON CAS files, by their paths below it. */
export function readFiles(files: ReadonlyMap<string, Uint8Array>): Incoming {
  const annotated = [...files.keys()].filter((name) => /\.ann$/i.test(name)).sort();
  if (annotated.length > 0) {
    return readBrat(
      annotated.map((file) => {
        const stem = file.slice(0, -4);
        const text = files.get(`${stem}.txt`);
        return { name: stem, ann: textOf(files.get(file) as Uint8Array), text: text && textOf(text, true) };
      }),
    );
  }
  const cas = [...files].filter(([name]) => /\.json$/i.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (cas.length === 0) throw new FormatError('There is no .qde, .ann or .json file in it.');
  const read = cas.map(([name, data]) => readCas(readJson(textOf(data)), name.replace(/(?:\.txt)?\.json$/i, '.txt')));
  const [first] = read as [Incoming];
  return {
    ...first,
    docs: read.flatMap(({ docs }) => docs),
    codes: [...new Map(read.flatMap(({ codes }) => codes.map((code) => [code.key, code] as const))).values()],
    left: read.flatMap(({ left }) => left),
  };
}
