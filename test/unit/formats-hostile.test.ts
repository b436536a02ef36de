/** Files that somebody made to do harm, or that break what they touch: refused with the place, or bounded, and nothing half read. */
import assert from 'node:assert/strict';
import { zipSync } from 'fflate';
import { describe, it } from 'mocha';
import Papa from 'papaparse';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { defaultCodebook } from '../../src/core/codebook';
import { FormatError, type Format, type Incoming, type Loss } from '../../src/core/formats/model';
import { planImport, safeName } from '../../src/core/formats/plan';
import { IMPORT_LIMIT, readIncoming } from '../../src/core/formats/read';
import { write } from '../../src/core/formats/write';
import { unzip } from '../../src/core/formats/zip';
import { unguard } from '../../src/core/text/csv';
import type { Codebook } from '../../src/core/model';
import { corpusOf, type Passage, type Source } from './formats/corpus';
import { inFolder } from './cli/world';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (name: string, content: string | Uint8Array): Promise<Incoming> =>
  readIncoming(name, typeof content === 'string' ? bytesOf(content) : content, () => Promise.resolve(undefined));

async function refused(
  name: string,
  content: string | Uint8Array,
  message: RegExp,
  place: readonly [line?: number, column?: number] = [],
): Promise<void> {
  await assert.rejects(read(name, content), (error) => {
    assert.ok(error instanceof FormatError, String(error));
    assert.match(error.message, message);
    assert.deepEqual([error.line, error.column].slice(0, place.length), place);
    return true;
  });
}

/** The sizes of an archive's files as it says them, for archives that lie. */
function withSizes(archive: Uint8Array, size: number): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  for (let at = 0; at + 28 < archive.length; at++) {
    const sign = view.getUint32(at, true);
    if (sign === 0x02014b50) view.setUint32(at + 24, size, true);
    if (sign === 0x04034b50) view.setUint32(at + 22, size, true);
  }
  return archive;
}

describe('formats: hostile archives', () => {
  const project = bytesOf('<Project/>');

  it('100,000 entries are refused before any is unpacked', () => {
    const files: Record<string, Uint8Array> = { 'p.qde': project };
    for (let i = 0; i < 100_000; i++) files[`f${i}`] = new Uint8Array();
    return refused('a.qdpx', zipSync(files, { level: 0 }), /more than 20000 entries/);
  });

  it('a file that grows a thousandfold is refused', () =>
    refused('a.qdpx', zipSync({ 'p.qde': new Uint8Array(30_000_000) }), /thousandfold/));

  it('a thousand files that grow to 900 MB together are refused', () => {
    const files: Record<string, Uint8Array> = { 'a.ann': new Uint8Array() };
    const zeros = new Uint8Array(900_000);
    for (let i = 0; i < 1000; i++) files[`f${i}.txt`] = zeros;
    return refused('a.zip', zipSync(files), /more than 256 MB/);
  });

  it('a file that is larger than the archive says gives no more than was said', () => {
    const archive = withSizes(zipSync({ 'p.qde': new Uint8Array(5_000_000).fill(65) }), 100);
    assert.equal(unzip(archive, () => true).get('p.qde')?.length, 100);
  });

  for (const name of [
    '../x.txt',
    '../../etc/x.txt',
    'a/../../x.txt',
    '..\\x.txt',
    '/etc/x.txt',
    '\\x.txt',
    'C:\\x.txt',
  ])
    it(`the name ${JSON.stringify(name)} leads out and is refused`, () =>
      refused('a.zip', zipSync({ [name]: bytesOf('x'), 'a.ann': bytesOf('T1\tX 0 1\tx\n') }), /leads out/));

  it('half an archive is refused', async () => {
    const whole = zipSync({ 'p.qde': project });
    await refused('a.qdpx', whole.slice(0, whole.length - 30), /no whole zip/);
  });

  it('names that a file may bring become names below the folder', () => {
    assert.equal(safeName('../../etc/passwd'), 'etc/passwd.txt');
    assert.equal(safeName('/abs/x.txt'), 'abs/x.txt');
    assert.equal(safeName('C:\\x\\..\\con.txt'), 'C_/x/_con.txt');
    assert.equal(safeName('\u202egpj.txt'), '_gpj.txt');
  });
});

describe('formats: hostile XML', () => {
  it('a DOCTYPE is refused, with the place, whatever it defines', async () => {
    const entity = '<!ENTITY b SYSTEM "file:///etc/passwd">';
    await refused('a.qdc', `<?xml version="1.0"?>\n<!DOCTYPE a [${entity}]>\n<CodeBook>&b;</CodeBook>`, /DOCTYPE/, [2]);
    await refused(
      'a.qdc',
      '<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><CodeBook>&b;</CodeBook>',
      /DOCTYPE/,
      [1],
    );
  });

  it('an entity of its own is refused, with line and column', () =>
    refused('a.qdc', '<CodeBook>\n<Codes>\n  <Code name="&boom;"/></Codes></CodeBook>', /undefined entity/, [3, 21]));

  it('malformed XML is refused, with line and column', () =>
    refused('a.qdc', '<CodeBook>\n<Codes>\n  <Code name="a"></Cod>\n</Codes></CodeBook>', /close tag/, [3, 24]));

  it('100,000 elements in one another are refused', () =>
    refused('a.qdc', `<CodeBook>${'<Code>'.repeat(100_000)}`, /500 deep/, [1]));
});

describe('formats: hostile tables and lines', () => {
  const head = 'source,id,kind,quote,start_utf16';

  it('NUL bytes are refused in every text format, with the line', async () => {
    await refused('a.csv', `${head}\na\0b,x,mention,q,0\n`, /NUL/, [2]);
    await refused('a.conll', 'a B-X\nb\0 O\n', /NUL/, [2]);
    await refused('a.ann', 'T1\tX 0 1\t\0\n', /NUL/, [1]);
    await refused('a.json', '[\n"\0"]', /NUL/, [2]);
    await refused('a.qdc', '<CodeBook>\0</CodeBook>', /NUL/, [1]);
  });

  it('a cell that is never closed, or too large to be one, is refused at its line', async () => {
    await refused('a.csv', `${head}\n"${'x,\n'.repeat(100_000)}`, /nothing closes/, [2, 1]);
    await refused('a.csv', `${head}\nx,"${'q""'.repeat(4_000_000)}"\n`, /ten million/, [2, 1]);
  });

  it('a cell of a million characters comes in whole', async () => {
    const quote = 'a "b"; '.repeat(140_000);
    const row = ['x.txt', 'aaaaaaaa', 'mention', `"${quote.replaceAll('"', '""')}"`, 0, quote.length, 'e'].join(',');
    const { docs } = await read('a.csv', `${head},end_utf16,entity\n${row}\n`);
    assert.equal(docs[0]?.spans[0]?.pieces[0]?.quote, quote);
  });

  it('more than 20,000 codes are refused', () =>
    refused('a.csv', `name\n${Array.from({ length: 20_001 }, (_, i) => `c${i}`).join('\n')}`, /20000 codes/));

  it('more than 200 MB are refused, in the command line before they are read', async () => {
    await refused('a.csv', new Uint8Array(IMPORT_LIMIT + 1), /more than 200 MB/);
    await inFolder(async (folder) => {
      folder.write('a.csv', new Uint8Array(IMPORT_LIMIT + 1));
      const { code, err } = await folder.run('import', 'a.csv', '--into', 'to');
      assert.equal(code, 2);
      assert.match(err, /more than 200 MB/);
    });
  });

  it('100,000 lines that say nothing are counted, not copied once for each', async () => {
    const lines = '?\tx\n'.repeat(100_000);
    const garbage = await read('a.ann', lines);
    assert.deepEqual(
      garbage.left.map(({ what, count }) => [what, count]),
      [['lines that cannot be read', 100_000]],
    );
    const bare = await read('a.json', JSON.stringify(Array.from({ length: 100_000 }, () => ({ type: 'Annotation' }))));
    assert.equal(bare.left[0]?.count, 100_000);
  });

  it('200,000 tokens in a row are read', async () => {
    const { docs } = await read('a.conll', `${'word O\n'.repeat(200_000)}end B-X\n`);
    assert.equal(docs[0]?.spans.length, 1);
  });

  it('JSON of a million brackets is refused', () => refused('a.json', '['.repeat(1_000_000), /JSON is broken/));
});

// Delimiters of every format, right to left, beyond the BMP, joined signs, every line end that some reader knows, a mark, overlap,
// pieces, formulas, details that are empty or named like something else, and a quote of 10,000 characters.
const LONG = 'lorem 🙂 ipsum; "dolor", \'sit\' '.repeat(400).slice(0, 10_000);
const TEXT = `🙂🌧 Québec; "said" אב שלום =SUM(A1) | tab\there\r\ntwo 👩‍👧 Straße\u2028sep\fform\u0085nel\r\n@cmd -1+1 مرحبا <b>&amp;</b> ]]>\r\n${LONG}\r\nlast e\u0301 𐍈.\r\n`;
const BOOK: Codebook = {
  ...{ searches: [] },
  types: [
    { id: 'state', label: 'State; | <x>', color: '#123' },
    { id: 'a kind', label: '=K' },
    { id: 'тип', label: 'Тип' },
  ],
  stances: [
    { id: 'for', label: 'For; "x"', axis: 'positive' },
    { id: 'against', label: 'Against', axis: 'negative' },
  ],
  entities: [
    { id: 'qc', name: '=Québec; "La" | <c>&', type: 'state', aliases: ['a; b', 'c | d', '=e'], note: 'x\uffff\u0007' },
    { id: 'rtl', name: '\u200fשלום \u202e x', type: 'тип', aliases: [] },
    { id: 'kk', name: 'Kk', type: 'a kind', aliases: [] },
  ],
};

let next = 0;
function passage(words: readonly string[], rest: Passage['rest']): Passage {
  const id = `hostile${'abcdefghijklmnopqrstuvwxyz'[next++ % 26] ?? 'a'}`;
  return { id, at: words.map((one) => [TEXT.indexOf(one), TEXT.indexOf(one) + one.length] as const), rest };
}
const PASSAGES = [
  passage(['Québec'], { entity: 'qc', by: 'ann' }),
  passage(['Québec; "said" אב'], {
    stance: {
      holder: 'qc',
      target: 'rtl',
      value: 'for',
      intensity: 4,
      certainty: 'asserted',
      via: ['author', 'qc'],
      event: 'e',
    },
    by: 'ben',
    note: '=1+1; "q"\n\ttwo\u2028lines',
  }),
  passage(['אב שלום'], { entity: 'rtl' }),
  passage(['=SUM(A1)'], { entity: 'qc', note: '@x' }),
  passage(['👩‍👧 Straße\u2028sep\fform'], { entity: 'kk' }),
  passage(['sep\fform\u0085nel\r\n@cmd'], { stance: { holder: 'author', target: 'qc', value: 'against' } }),
  passage(['Straße', 'مرحبا', '<b>&amp;</b> ]]>'], { stance: { holder: 'rtl', target: 'qc', value: 'odd' } }),
  passage([LONG], { entity: 'qc' }),
  passage(['𐍈'], { entity: 'gone' }),
];
const SOURCES: Source[] = [
  {
    name: 'a;b,"c" \'d\' é 🙂.txt',
    text: TEXT,
    passages: PASSAGES,
    details: {
      title: '=HYPERLINK("x")',
      date: '2025-02-30',
      outlet: '',
      'free; key': 'v\nw',
      wikidata: 'w',
      constructor: 'c',
    },
  },
  { name: 'deep ; folder/שלום.txt', text: '', passages: [], details: { title: 'empty' } },
];

/** What Python takes for the end of a line, in `splitlines` and in files that are read by `codecs`. */
const PYTHON_LINES = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;
const pythonLines = (text: string): string[] => text.replace(/\n$/, '').split(PYTHON_LINES);

async function out(
  format: Format,
  profile?: string,
): Promise<{ text: string; files: ReadonlyMap<string, Uint8Array>; losses: readonly Loss[] }> {
  const { files, losses } = await write(await corpusOf(BOOK, SOURCES), format, profile);
  return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.get('')), files, losses };
}

describe('formats: hostile corpora', () => {
  for (const kind of ['csv', 'tsv'] as const) {
    for (const profile of [undefined, 'excel']) {
      it(`${kind} ${profile ?? ''}: papaparse finds every row, and no cell is a formula`, async () => {
        const { text } = await out(kind, profile);
        const { data, errors } = Papa.parse<Record<string, string>>(text.replace(/^\ufeff/, ''), {
          header: true,
          skipEmptyLines: true,
        });
        assert.deepEqual(errors, []);
        assert.deepEqual(
          data.map((row) => unguard(row['quote'] ?? '')),
          PASSAGES.flatMap(({ at }) => at.map(([from, to]) => TEXT.slice(from, to).replace(/\r\n/g, '\n'))),
        );
        for (const row of data) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r\n]/);
      });
    }
  }

  it('lines of JSON are one line each, for Python’s splitlines as well', async () => {
    for (const profile of [undefined, 'doccano', 'label-studio', 'spacy']) {
      const { text } = await out('jsonl', profile);
      const lines = pythonLines(text);
      assert.equal(lines.length, text.split('\n').length - 1, profile);
      for (const line of lines) assert.equal(typeof JSON.parse(line), 'object');
    }
  });

  for (const profile of [undefined, 'relations']) {
    it(`brat ${profile ?? 'events'}: each line stands by brat’s own rules, and says what the text says`, async () => {
      const { files, losses } = await out('brat', profile);
      const [name = ''] = [...files.keys()].filter((file) => file.endsWith('🙂.ann'));
      const decoded = (file: string): string => new TextDecoder().decode(files.get(file));
      const points = [...decoded(name.replace(/\.ann$/, '.txt'))];
      for (const line of pythonLines(decoded(name))) {
        assert.match(line, /^(?:[TEARN]|#)\d+\t/);
        const [, places = '', words = ''] = /^T\d+\t[\w-]+ (\d+ \d+(?:;\d+ \d+)*)\t(.*)$/s.exec(line) ?? [];
        if (!line.startsWith('T')) continue;
        const cut = places
          .split(';')
          .map((one) => points.slice(...(one.split(' ').map(Number) as [number, number])).join(''));
        assert.equal(cut.join(' '), words);
      }
      const broken = losses.find(({ what }) => what.startsWith('line ends in passages'));
      assert.deepEqual(
        broken?.tags.map((tag) => tag.split('#')[1]),
        [PASSAGES[4]?.id, PASSAGES[5]?.id],
      );
    });
  }

  for (const format of ['iob2', 'conll'] as const) {
    it(`${format}: every line has its columns by Python’s split, and no token is lost in one`, async () => {
      const { text } = await out(format);
      for (const line of pythonLines(text)) {
        if (line === '') continue;
        const cells = line.split(/[\s\u001c-\u001f\u0085]+/);
        assert.equal(cells.length, format === 'conll' ? 4 : 2, line);
        assert.match(cells[cells.length - 1] ?? '', /^(?:O|[BI]-\S+)$/);
      }
      assert.match(text, / B-a_kind\n/);
    });
  }

  it('dna: sixteen cells a row, no formula, and what is written otherwise is told', async () => {
    const { text, losses } = await out('dna');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((row) => row.split(';'));
    assert.deepEqual([...new Set(rows.map(({ length }) => length))], [16]);
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@]/);
    const told = losses.find(({ what }) => what.startsWith('semicolons'));
    assert.deepEqual(
      told?.tags.map((tag) => tag.split('#')[1]),
      [PASSAGES[1]?.id, PASSAGES[5]?.id],
    );
  });

  it('qdpx: what XML cannot hold is told, and comes back to us all the same', async () => {
    const { files, losses } = await out('qdpx');
    const told = losses.find(({ what }) => what.startsWith('characters of quotes'));
    assert.deepEqual(
      told?.tags.map((tag) => tag.split('#')[1]),
      [PASSAGES[4]?.id, PASSAGES[5]?.id],
    );
    const plan = planImport(await read('a.qdpx', files.get('') as Uint8Array), [], { ...defaultCodebook(), types: [] });
    const source = plan.sources.find(({ name }) => name === SOURCES[0]?.name.replaceAll('"', '_'));
    assert.equal(source?.lost, 0);
    assert.equal(source.tags.length, PASSAGES.length);
    assert.ok(plan.codebook.some((change) => change.op === 'add-entity' && change.entity.note === 'x\uffff\u0007'));
  });

  it('w3c, cas, stam: each cuts the quote out of the text in its own unit', async () => {
    const body = new PlaceableText(TEXT);
    const points = [...TEXT];
    type Selectors = { start: number; end: number; exact: string }[];
    const annotations = JSON.parse((await out('w3c')).text) as { target: unknown }[];
    const targets = annotations.flatMap(({ target }) => target as { selector: Selectors } | { selector: Selectors }[]);
    assert.equal(targets.length, 11);
    for (const { selector } of targets) {
      const [place, quote] = selector;
      assert.equal(points.slice(place?.start, place?.end).join(''), quote?.exact);
    }
    const cas = JSON.parse((await out('cas', 'views')).text) as { '%FEATURE_STRUCTURES': Record<string, unknown>[] };
    const quotes = new Set(PASSAGES.flatMap(({ at }) => at.map(([from, to]) => TEXT.slice(from, to))));
    const spans = cas['%FEATURE_STRUCTURES'].filter((one) => 'stancemark' in one);
    assert.equal(spans.length, 11);
    for (const { begin, end } of spans) assert.ok(quotes.has(TEXT.slice(begin as number, end as number)));
    const stam = JSON.parse((await out('stam')).text) as { resources: { text: string }[]; annotations: unknown[] };
    assert.equal(stam.resources[0]?.text, body.plain);
    assert.equal(stam.annotations.length, PASSAGES.length);
  });
});
