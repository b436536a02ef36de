/**
 * 1,000 sources with 100,000 tags out as a REFI-QDA project, CSV and Parquet, and a project of that size in, each beside the bare
 * cost of the same bytes: strings put together and packed by the same library, or unpacked and scanned by the same parser.
 */
import { unzipSync, zipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { defaultCodebook } from '../../src/core/codebook';
import { outgoing } from '../../src/core/formats/from-corpus';
import type { Format, Outgoing } from '../../src/core/formats/model';
import { planImport } from '../../src/core/formats/plan';
import { readIncoming } from '../../src/core/formats/read';
import { write } from '../../src/core/formats/write';
import { lookups, type Corpus, type SourceView } from '../../src/core/corpus';
import type { Tag } from '../../src/core/model';
import { pieceAt } from '../../src/core/anchors/context';
import { byTurns, type Report } from './row';

const SOURCES = 1_000;
const TAGS = 100;
const MOST = 3;

export async function bench(report: Report): Promise<void> {
  const { corpus, texts } = made();
  const out = (): Promise<Outgoing> => outgoing(corpus, async (uri) => texts.get(uri), { tool: 'Stancemark' });
  const note = (ours: number, theirs: number): string =>
    `${SOURCES.toLocaleString('en')} sources, ${(SOURCES * TAGS).toLocaleString('en')} tags: ${ours.toFixed(0)} ms and ${theirs.toFixed(0)} ms`;
  const bare: Readonly<Record<'qdpx' | 'csv' | 'parquet', () => unknown>> = {
    qdpx: () => bareProject(corpus, texts),
    csv: () =>
      bareTable(corpus)
        .map((row) => row.map((cell) => `"${String(cell).replace(/"/g, '""')}"`).join(','))
        .join('\r\n'),
    parquet: () => bareParquet(corpus),
  };
  let project: Uint8Array = new Uint8Array();
  for (const format of ['qdpx', 'csv', 'parquet'] as const satisfies readonly Format[]) {
    const [ours, theirs] = await byTurns(
      3,
      async () => {
        const { files } = await write(await out(), format);
        if (format === 'qdpx') project = files.get('') ?? project;
      },
      bare[format],
    );
    const beside = {
      qdpx: 'strings with as many ids, and zip',
      csv: 'strings',
      parquet: 'columns and the same writer',
    }[format];
    report({
      name: `exchange: out as ${format}`,
      beside,
      ratio: ours / theirs,
      target: MOST,
      note: note(ours, theirs),
    });
  }
  const [ours, theirs] = await byTurns(
    3,
    async () => planImport(await readIncoming('a.qdpx', project, async () => undefined), [], defaultCodebook()),
    () => bareScan(project),
  );
  const beside = 'unzip and scan of the XML';
  report({ name: 'exchange: in as qdpx', beside, ratio: ours / theirs, target: MOST, note: note(ours, theirs) });
}

function made(): { corpus: Corpus; texts: ReadonlyMap<string, PlaceableText> } {
  const texts = new Map<string, PlaceableText>();
  const entities = Array.from({ length: 200 }, (_, i) => ({
    id: `e-${i}`,
    name: `Entity ${i}`,
    type: 'state',
    aliases: [],
  }));
  const book = { ...defaultCodebook(), entities };
  const sources = Array.from({ length: SOURCES }, (_, s): SourceView => {
    const words = Array.from({ length: 600 }, (_, i) => `word${(i * 7 + s) % 311}${i % 12 === 11 ? '.\n' : ''}`);
    const text = new PlaceableText(`${words.join(' ')} 🙂`);
    const uri = `file:///c/s${s}.txt`;
    texts.set(uri, text);
    let at = 0;
    const tags: Tag[] = [];
    words.forEach((word, i) => {
      if (i % 6 === 0) {
        const piece = pieceAt(text, { from: at, to: at + word.trimEnd().length });
        const id = `t${String(s).padStart(4, 'a')}${String(i / 6).padStart(3, 'b')}`
          .replace(/[01]/g, 'z')
          .replace(/[89]/g, 'y');
        const meaning =
          i % 4 === 0
            ? { stance: { holder: `e-${i % 200}`, target: `e-${(i * 3) % 200}`, value: 'critical' } }
            : { entity: `e-${i % 200}` };
        tags.push({ id, ...piece, ...meaning, ...(i % 10 === 0 && { note: 'A note of some words.' }) });
      }
      at += word.length + 1;
    });
    return {
      ...{
        uri,
        name: `s${s}.txt`,
        codebook: 'file:///c/codebook.yaml',
        details: new Map([['date', '2025-03-01']]),
        tags,
      },
      ...{ dismissed: [], rejected: [], placements: new Map(), checked: true, missing: false, faults: [] },
      paragraphOf: (line) => line,
    };
  });
  const codebook = { ...book, uri: 'file:///c/codebook.yaml', exists: true, faults: [], ...lookups(book) };
  return { corpus: { codebook, sources }, texts };
}

function bareTable({ sources }: Corpus): unknown[][] {
  return sources.flatMap(({ name, details, tags }) =>
    tags.map(({ id, entity, stance, quote, before, after, note, at }) => [
      ...[name, details.get('date'), id, stance ? 'stance' : 'mention', entity ?? '', quote, stance?.holder ?? ''],
      ...[stance?.target ?? '', stance?.value ?? '', at.startLine, at.startColumn, at.endLine, at.endColumn],
      ...[
        before,
        after,
        note ?? '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        '',
      ],
    ]),
  );
}

async function bareParquet(corpus: Corpus): Promise<unknown> {
  const { parquetWriteBuffer } = await import('hyparquet-writer/src/index.js');
  const rows = bareTable(corpus);
  const columns = rows[0] ?? [];
  return parquetWriteBuffer({
    columnData: columns.map((_, i) => ({
      name: `c${i}`,
      data: rows.map((row) => String((row[i] as string | number | undefined) ?? '')),
      type: 'STRING' as const,
    })),
  });
}

/** A selection with its coding and its note for each tag, and nothing thought about. */
function bareProject({ sources }: Corpus, texts: ReadonlyMap<string, PlaceableText>): Uint8Array {
  const encoder = new TextEncoder();
  const files: Record<string, Uint8Array> = {};
  const parts: string[] = [];
  // As unlike one another as ids must be, which is what costs the packing most, and made of nothing.
  let state = 1;
  const four = (): string =>
    (state = (Math.imul(state, 1664525) + 1013904223) >>> 0).toString(16).padStart(8, '0').slice(0, 4);
  const id = (): string => `${four()}${four()}-${four()}-${four()}-${four()}-${four()}${four()}${four()}`;
  const user = id();
  for (const { uri, name, tags } of sources) {
    files[`sources/${name}`] = encoder.encode(texts.get(uri)?.text ?? '');
    for (const { quote, id: own, at, ...rest } of tags) {
      const note = id();
      parts.push(
        `<PlainTextSelection guid="${id()}" name="${quote}" startPosition="${at.startLine}" endPosition="${at.endLine}" creatingUser="${user}">`,
        `<Coding guid="${id()}" creatingUser="${user}"><CodeRef targetGUID="${user}"/><NoteRef targetGUID="${note}"/></Coding></PlainTextSelection>`,
        `<Note guid="${note}" name="x"><PlainTextContent>${JSON.stringify({ id: own, entity: rest.entity, stance: rest.stance, note: rest.note })}</PlainTextContent></Note>`,
      );
    }
  }
  files['project.qde'] = encoder.encode(parts.join('\n'));
  return zipSync(files, { level: 6 });
}

function bareScan(project: Uint8Array): number {
  const files = unzipSync(project);
  let count = 0;
  const decoder = new TextDecoder();
  for (const [name, bytes] of Object.entries(files)) {
    const text = decoder.decode(bytes);
    if (!name.endsWith('.qde')) count += text.length;
    else {
      const parser = new SaxesParser({ position: true });
      parser.on('opentag', ({ attributes }) => void (count += Object.keys(attributes).length));
      parser.on('text', (words) => void (count += words.length));
      parser.write(text).close();
    }
  }
  return count;
}
