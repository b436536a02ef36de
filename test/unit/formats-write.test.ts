import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { unzipSync } from 'fflate';
import { describe, it } from 'mocha';
import Papa from 'papaparse';
import { FORMATS, type Format } from '../../src/core/formats/model';
import { sha1, uuid5 } from '../../src/core/formats/uuid';
import { write } from '../../src/core/formats/write';
import type { Codebook } from '../../src/core/model';
import { Units } from '../../src/core/text/code-points';
import { corpusOf, type Source } from './formats/corpus';
import { inFolder } from './cli/world';

const TEXT =
  'Baku thanked Moscow 🤝 on Monday.\nThe Kremlin called Azerbaijan an ally, but Baku accused Russia of a cover-up.\n';
const at = (words: string, from = 0): readonly [number, number] => {
  const start = TEXT.indexOf(words, from);
  return [start, start + words.length];
};
const BOOK: Codebook = {
  types: [{ id: 'state', label: 'State', color: '#3366cc' }],
  stances: [
    { id: 'supportive', label: 'Supportive', axis: 'positive' },
    { id: 'critical', label: 'Critical', axis: 'negative' },
    { id: 'torn', label: 'Torn', axis: 'mixed' },
  ],
  entities: [
    { id: 'az', name: 'Azerbaijan', type: 'state', aliases: ['Baku'], wikidata: 'Q227' },
    { id: 'ru', name: 'Russia', type: 'state', aliases: ['Moscow', 'The Kremlin'], note: '=HYPERLINK("x")' },
  ],
  searches: [],
};
const SOURCE: Source = {
  name: 'a.txt',
  text: TEXT,
  details: { date: '2025-03', title: 'Two lines', archive: 'box 7' },
  passages: [
    { id: 'mmmmmmmb', at: [at('Baku')], rest: { entity: 'az', sense: 'metonym' } },
    { id: 'mmmmmmmc', at: [at('The Kremlin')], rest: { entity: 'ru' } },
    { id: 'mmmmmmmd', at: [at('Russia')], rest: { entity: 'ru', note: '=1+1' } },
    {
      id: 'sssssssb',
      at: [at('called'), at('an ally')],
      rest: { stance: { holder: 'ru', target: 'az', value: 'supportive', via: ['author'] }, by: 'ap' },
    },
    {
      id: 'sssssssc',
      at: [at('accused Russia of a cover-up')],
      rest: {
        stance: { holder: 'az', target: 'ru', value: 'critical', intensity: 3, certainty: 'denied', event: 'ev' },
      },
    },
    { id: 'sssssssd', at: [at('thanked')], rest: { stance: { holder: 'az', target: 'ru', value: 'torn' } } },
  ],
};
const textOf = async (format: Format, profile?: string): Promise<string> => {
  const { files } = await write(await corpusOf(BOOK, [SOURCE]), format, profile);
  return new TextDecoder().decode(files.get('') ?? [...files.values()][1]);
};
const lostIn = async (format: Format, what: string, profile?: string): Promise<readonly string[] | undefined> =>
  (await write(await corpusOf(BOOK, [SOURCE]), format, profile)).losses.find((loss) => loss.what === what)?.tags;

describe('formats: offsets and ids', () => {
  it('gives the values of the golden text in each unit', () => {
    const units = new Units(TEXT);
    const [from, to] = at('The Kremlin');
    assert.deepEqual([from, to], [34, 45]);
    assert.deepEqual([units.to('code points', from), units.to('code points', to)], [33, 44]);
    assert.deepEqual([units.to('bytes', from), units.to('bytes', to)], [36, 47]);
    assert.equal(units.from('code points', 33), 34);
    assert.equal(units.from('bytes', 36), 34);
    // Inside of 🤝, and past the end.
    assert.equal(units.from('utf16', 21), undefined);
    assert.equal(units.from('bytes', 22), undefined);
    assert.equal(units.from('code points', 112), undefined);
    assert.equal(units.from('bytes', TEXT.length + 2), TEXT.length);
  });

  it('hashes as FIPS 180-4 has it', () => {
    const hex = (text: string) => Buffer.from(sha1(new TextEncoder().encode(text))).toString('hex');
    assert.equal(hex('abc'), 'a9993e364706816aba3e25717850c26c9cd0d89d');
    assert.equal(hex(''), 'da39a3ee5e6b4b0d3255bfef95601890afd80709');
    assert.equal(hex('a'.repeat(1000)), '291e9a6c66994949b57ba5e650361e98fc36b1ba');
    assert.match(uuid5('a', 'b'), /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
    assert.notEqual(uuid5('a', 'b'), uuid5('ab'));
  });
});

describe('formats: writers', () => {
  it('give the same bytes for the same corpus', async () => {
    for (const format of FORMATS) {
      const [one, two] = await Promise.all([0, 1].map(async () => write(await corpusOf(BOOK, [SOURCE]), format)));
      assert.deepEqual(one, two, format);
    }
  });

  it('write REFI-QDA: code points, the quote as name, upper-case ids, texts inside, stances as a tree and links', async () => {
    const { files } = await write(await corpusOf(BOOK, [SOURCE]), 'qdpx');
    const zip = unzipSync(files.get('') ?? assert.fail());
    const project = new TextDecoder().decode(zip['project.qde']);
    assert.match(project, /name="The Kremlin" startPosition="33" endPosition="44"/);
    assert.match(project, /name="accused Russia of a cover-up" startPosition="81" endPosition="109"/);
    assert.match(project, /name="called" startPosition="45" endPosition="51"/);
    assert.match(project, /<Link [^>]*name="holder: supportive" direction="OneWay"/);
    assert.match(
      project,
      /<Code [^>]*name="Critical"[^>]*>.*<Code [^>]*name="Azerbaijan"[^>]*><Code [^>]*name="Russia"/s,
    );
    for (const [, guid] of project.matchAll(/guid="([^"]*)"/g)) assert.equal(guid, guid?.toUpperCase());
    const guids = [...project.matchAll(/ guid="([^"]*)"/g)].map(([, guid]) => guid);
    assert.equal(new Set(guids).size, guids.length);
    const name = Object.keys(zip).find((one) => one.startsWith('sources/')) ?? assert.fail();
    assert.equal(new TextDecoder().decode(zip[name]), TEXT);
    assert.deepEqual(await lostIn('qdpx', 'pieces, which other tools show as tags of their own'), ['a.txt#sssssssb']);
  });

  it('write brat: the offsets and texts of the golden file', async () => {
    const ann = await textOf('brat');
    const [t1, e] = [/^T\d+\tState 33 44\tThe Kremlin$/m, /^E\d+\tStance:T\d+ Holder:T\d+ Target:T\d+$/m];
    for (const line of [
      t1,
      e,
      /^T\d+\tStance 45 51;63 70\tcalled an ally$/m,
      /^N1\tReference T1 Wikidata:Q227\tAzerbaijan$/m,
    ])
      assert.match(ann, line);
    assert.match(await textOf('brat', 'relations'), /^R\d+\tCritical_of Arg1:T\d+ Arg2:T\d+$/m);
  });

  it('write a fragment for each line of a passage in brat', async () => {
    const source: Source = {
      name: 'b.txt',
      text: 'one\r\ntwo',
      passages: [{ id: 'mmmmmmmb', at: [[1, 8]], rest: { entity: 'az' } }],
    };
    const { files } = await write(await corpusOf(BOOK, [source]), 'brat');
    assert.match(new TextDecoder().decode(files.get('b.ann')), /^T1\tState 1 3;4 7\tne two$/m);
    assert.equal(new TextDecoder().decode(files.get('b.txt')), 'one\ntwo');
  });

  it('write JSON CAS in UTF-16 and W3C in code points', async () => {
    const cas = JSON.parse(await textOf('cas')) as { '%FEATURE_STRUCTURES': Record<string, unknown>[] };
    assert.ok(
      cas['%FEATURE_STRUCTURES'].some(({ begin, end, value }) => begin === 34 && end === 45 && value === 'state'),
    );
    const w3c = JSON.parse(await textOf('w3c')) as { target: { selector: Record<string, unknown>[] } }[];
    const selector = w3c.map(({ target }) => target.selector).find((one) => one?.[1]?.['exact'] === 'The Kremlin');
    assert.deepEqual([selector?.[0]?.['start'], selector?.[0]?.['end']], [33, 44]);
  });

  it('write IOB2 with the longer of two that overlap, and name the other', async () => {
    const passages = [...SOURCE.passages, { id: 'mmmmmmme', at: [at('Kremlin')], rest: { entity: 'ru' } }];
    const { files, losses } = await write(await corpusOf(BOOK, [{ ...SOURCE, passages }]), 'iob2');
    const text = new TextDecoder().decode(files.get(''));
    assert.match(text, /\nThe B-state\nKremlin I-state\ncalled O\n/);
    assert.match(text, /Moscow O\n🤝 O\n/);
    assert.deepEqual(losses.find(({ what }) => /overlaps/.test(what))?.tags, ['a.txt#mmmmmmme']);
    assert.equal(losses.find(({ what }) => what === 'stances')?.count, 3);
  });

  it('write an event list for DNA without what is neither for nor against', async () => {
    const lines = (await textOf('dna')).trim().split('\n');
    assert.equal(lines.length, 3);
    assert.match(lines[1] ?? '', /^1;2025-03;;Russia;Azerbaijan;1;46;71;called \[…\] an ally;ap;1;Two lines;/);
    assert.deepEqual(await lostIn('dna', 'stances that are neither for nor against (mixed)'), ['a.txt#sssssssd']);
  });

  it('write GEXF with days that a calendar has alone', async () => {
    const dated = async (date: string): Promise<string> => {
      const { files } = await write(await corpusOf(BOOK, [{ ...SOURCE, details: { date } }]), 'gexf');
      return new TextDecoder().decode(files.get(''));
    };
    assert.match(await dated('2024-02'), / start="2024-02-01" end="2024-02-29"/);
    for (const date of ['2025-02-31', '2025-13', '0000', 'May']) assert.match(await dated(date), /mode="static"/, date);
  });

  it('write tables that papaparse and DuckDB read, and no spreadsheet runs', async () => {
    for (const format of ['csv', 'tsv'] as const) {
      const rows = Papa.parse<Record<string, string>>(await textOf(format), {
        header: true,
        skipEmptyLines: true,
      }).data;
      assert.equal(rows.length, 7);
      const russia = rows.find(({ id }) => id === 'mmmmmmmd');
      assert.deepEqual([russia?.['note'], russia?.['start_utf16'], russia?.['start_cp']], ["'=1+1", '90', '89']);
      assert.equal(russia?.['detail:archive'], 'box 7');
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'stancemark-parquet-'));
    try {
      const { files } = await write(await corpusOf(BOOK, [SOURCE]), 'parquet');
      const file = path.join(folder, 'a.parquet');
      writeFileSync(file, files.get('') ?? assert.fail());
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      const reader = await connection.runAndReadAll(
        `SELECT id, quote, start_cp, intensity, note FROM read_parquet('${file}') WHERE id IN ('mmmmmmmd', 'sssssssc') ORDER BY id`,
      );
      assert.deepEqual(reader.getRows(), [
        ['mmmmmmmd', 'Russia', 89, null, '=1+1'],
        ['sssssssc', 'accused Russia of a cover-up', 81, 3, null],
      ]);
      connection.closeSync();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('command line: export', () => {
  it('writes every format, and says what is lost', () =>
    inFolder(async (folder) => {
      folder.copy();
      for (const format of FORMATS) {
        const { code, err, out } = await folder.run('export', '--to', format, '-o', `out/${format}.zip`, '.');
        assert.equal(code, 2, `${format}: the folder does not exist, so nothing is written`);
        assert.match(err, /out/);
        assert.equal(out, '');
      }
      for (const format of FORMATS) {
        const { code, err, out } = await folder.run('export', '--to', format, '-o', `x-${format}`);
        assert.equal(code, 0, err);
        assert.match(err, /^Not in the file:\n {2}/);
        assert.match(out, new RegExp(`^x-${format}`));
      }
    }));

  it('never writes over what a corpus consists of', () =>
    inFolder(async (folder) => {
      folder.write('a.txt', 'One\r\n');
      folder.write('a.txt.tags.yaml', 'tags:\n');
      folder.write('codebook.yaml', 'entities:\n');
      const before = ['a.txt', 'a.txt.tags.yaml', 'codebook.yaml'].map((name) => folder.read(name));
      const refused = async (...args: string[]): Promise<void> => {
        const { code, err } = await folder.run('export', '--to', ...args);
        assert.equal(code, 2, args.join(' '));
        assert.match(err, /is part of a corpus, and no export is written there/, args.join(' '));
      };
      await refused('brat', '-o', '.');
      for (const format of ['csv', 'qdpx', 'dna'])
        for (const name of ['a.txt', 'a.txt.tags.yaml', 'a.txt.mk.tags.yaml', 'a.txt.proposals.yaml', 'codebook.yaml'])
          await refused(format, '-o', name);
      await refused('csv', '-o', 'out.csv', '--losses', 'a.txt');
      assert.deepEqual(
        ['a.txt', 'a.txt.tags.yaml', 'codebook.yaml'].map((name) => folder.read(name)),
        before,
      );
    }));

  it('writes one file to the output for `-`, and refuses several', () =>
    inFolder(async (folder) => {
      folder.copy();
      await folder.run('export', '--to', 'csv', '-o', 'x.csv');
      const { code, out } = await folder.run('export', '--to', 'csv', '-o', '-');
      assert.equal(code, 0);
      assert.equal(out, folder.read('x.csv'));
      for (const args of [['brat'], ['csv', '--json']]) {
        const { code, err, out } = await folder.run('export', '-o', '-', '--to', ...args);
        assert.deepEqual([code, out], [2, '']);
        assert.match(err, /name a f(older|ile)/);
      }
    }));
});
