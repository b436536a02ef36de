import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'mocha';
import Papa from 'papaparse';
import { tableCsv } from '../../src/core/export/table';
import { figureOf } from '../../src/core/findings/figures';
import { SUM_FIGURES, START } from '../../src/core/findings/state';
import { select } from '../../src/core/sums';
import { openWorkspace } from '../../src/cli/workspace';
import { inFolder, type Folder } from './cli/world';

const FIRST = '01-nineteen-hours-at-a-closed-gate.txt';

async function selectionOf(folder: Folder) {
  const world = {
    cwd: folder.path,
    env: {},
    colours: false,
    watched: false,
    out: () => undefined,
    err: () => undefined,
  };
  const { library } = await openWorkspace(world, [], 'with texts');
  return select(library.corpora()[0] ?? assert.fail('no corpus'));
}

const parse = (text: string, delimiter = ','): string[][] =>
  Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { delimiter, skipEmptyLines: true }).data;

describe('command line: table', () => {
  it('has the numbers of every picture of Findings, in each format', () =>
    inFolder(async (folder) => {
      folder.copy();
      const selection = await selectionOf(folder);
      for (const id of SUM_FIGURES) {
        const { table } = figureOf(selection, START, id);
        const csv = await folder.run('table', id, '--format', 'csv');
        assert.equal(csv.code, 0, csv.err);
        assert.deepEqual(parse(csv.out), parse(tableCsv(table)), id);
        const tsv = await folder.run('table', id, '--format', 'tsv');
        assert.deepEqual(parse(tsv.out, '\t'), parse(tableCsv(table)), id);
        const json = JSON.parse((await folder.run('table', id, '--json')).out) as Record<string, unknown>[];
        assert.deepEqual(
          json.map((row) => table.columns.map((column) => row[column])),
          table.rows.map((row) => table.columns.map((_, i) => row[i] ?? null)),
        );
        const lines = await folder.run('table', id, '--format', 'jsonl');
        assert.deepEqual(
          lines.out
            .trim()
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line) as unknown),
          json,
        );
        const text = await folder.run('table', id);
        assert.ok(text.out.split('\n').length >= table.rows.length + 1);
      }
    }));

  it('has every passage, and those alone that the filters let in', () =>
    inFolder(async (folder) => {
      folder.copy();
      const all = parse((await folder.run('table', 'passages', '--format', 'csv')).out);
      assert.equal(all.length, 1 + 149);
      const some = parse(
        (
          await folder.run(
            'table',
            'passages',
            '--format',
            'csv',
            '-q',
            'kind:stance',
            '--coder',
            'mk',
            '--source',
            FIRST,
          )
        ).out,
      );
      const column = (name: string): number => (all[0] as string[]).indexOf(name);
      const expected = all.filter(
        (row, i) =>
          i === 0 ||
          (row[column('kind')] === 'stance' && row[column('coder')] === 'mk' && row[column('source')] === FIRST),
      );
      assert.deepEqual(some, expected);
      assert.ok(some.length > 3);
    }));

  it('guards spreadsheets, and says what is left out', () =>
    inFolder(async (folder) => {
      folder.write('codebook.yaml', 'stancemark: 1\nentities:\n  - id: x\n    name: "=1+1"\n    type: state\n');
      folder.write('a.txt', 'A tab\there.\n');
      const tag = (id: string, quote: string): string =>
        `  - id: ${id}\n    at: 1:1-1:6\n    quote: "${quote}"\n    before: ""\n    after: "\\there.\\n"\n    entity: x\n    note: "one\\ttwo\\\\n"\n`;
      folder.write(
        'a.txt.tags.yaml',
        `stancemark: 1\ntags:\n${tag('aaaaaaaa', 'A tab')}${tag('bbbbbbbb', 'Never there at all')}`,
      );
      const csv = await folder.run('table', 'mentions', '--format', 'csv');
      assert.match(csv.out, /^entity,.*\n'=1\+1,/);
      assert.match(csv.err, /Left out: 1 lost tag/);
      assert.match((await folder.run('table', 'mentions', '--format', 'csv', '--raw')).out, /\n=1\+1,/);
      const tsv = await folder.run('table', 'passages', '--format', 'tsv');
      assert.ok(tsv.out.includes('\tone\\ttwo\\\\n\t\n'), tsv.out);
      for (const args of [
        ['table'],
        ['table', 'figures'],
        ['table', 'matrix', '--from', 'soon'],
        ['table', 'matrix', '-q', 'near('],
      ]) {
        assert.equal((await folder.run(...args)).code, 2, args.join(' '));
      }
    }));
});

describe('command line: stats and search', () => {
  it('counts', () =>
    inFolder(async (folder) => {
      folder.copy();
      const [numbers] = JSON.parse((await folder.run('stats', '--json')).out) as Record<string, unknown>[];
      assert.deepEqual(numbers, {
        ...{ codebook: 'codebook.yaml', sources: 6, untagged: 2, partly: 0, tagged: 4, mentions: 101, stances: 48 },
        ...{ axes: { positive: 14, negative: 28, neutral: 3, mixed: 2, unclear: 1 }, lost: 0, moved: 0 },
        ...{ entities: 23, mentionedEntities: 23, coders: { ln: 51, mk: 98 } },
      });
      assert.match((await folder.run('stats')).out, /^mentions +101$/m);
    }));

  it('finds passages where they stand now, in the sentence', () =>
    inFolder(async (folder) => {
      folder.copy();
      folder.write(FIRST, `Preface.\n\n${folder.read(FIRST)}`);
      const { code, out } = await folder.run('search', 'kind:stance holder:leyla-sardarli target:russia', '--json');
      assert.equal(code, 0);
      const found = JSON.parse(out) as { file: string; line: number; column: number; quote: string; meaning: string }[];
      const one = found.find(({ file }) => file === FIRST) ?? assert.fail(out);
      assert.equal(
        folder
          .read(FIRST)
          .split('\n')
          [one.line - 1]?.slice(one.column - 1)
          .startsWith(one.quote),
        true,
      );
      assert.match(one.meaning, /^Leyla Sardarli: supportive \(2 of 4\) of Russia; .*by the author$/);
      const text = await folder.run('search', 'holder:leyla-sardarli target:russia');
      assert.ok(text.out.includes(`${FIRST}:${one.line}:${one.column}:`));
      const quotes = await folder.run('search', 'holder:leyla-sardarli', '--quote');
      assert.match(quotes.out, /^“.*” \(Farid Gasimbeyli, “Nineteen hours at a closed gate”, .* line \d+\)$/m);
      assert.deepEqual(JSON.parse((await folder.run('search', 'entity:nobody', '--json')).out), []);
      const wrong = await folder.run('search', 'holder:');
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /search --help/);
    }));
});

describe('command line: show and diff', () => {
  const SIDECAR = `${FIRST}.tags.yaml`;

  it('shows the same text whatever the layout of a file, and one other line for one other word', () =>
    inFolder(async (folder) => {
      folder.copy();
      const { out, code } = await folder.run('show', SIDECAR);
      assert.equal(code, 0);
      folder.write(
        'x_other.txt.tags.yaml',
        folder
          .read(SIDECAR)
          .replace(/^tags:/m, '# by hand\ntags:')
          .replaceAll('\n', '\r\n'),
      );
      assert.equal((await folder.run('show', 'x_other.txt.tags.yaml')).out, out);
      folder.write('x_other.txt.tags.yaml', folder.read(SIDECAR).replace('value: supportive', 'value: critical'));
      const other = (await folder.run('show', 'x_other.txt.tags.yaml')).out.split('\n');
      const was = out.split('\n');
      assert.equal(other.length, was.length);
      assert.equal(other.filter((line, i) => line !== was[i]).length, 1);
      assert.match((await folder.run('show', 'codebook.yaml')).out, /^entity russia\n {2}Russia \(state\)\n {2}also /m);
      folder.write('bad.txt.tags.yaml', 'stancemark: 1\ntags:\n<<<<<<< a\n=======\n>>>>>>> b\n');
      const bad = await folder.run('show', 'bad.txt.tags.yaml');
      assert.equal(bad.code, 2);
      assert.match(bad.err, /bad\.txt\.tags\.yaml:3: The file has conflict markers/);
    }));

  it('tells what was added, removed, moved, re-meant and noted, between folders, files and revisions', () =>
    inFolder(async (folder) => {
      folder.copy('media/sample', 'a');
      folder.copy('media/sample', 'b');
      const before = folder.read(`a/${SIDECAR}`);
      const blocks = before.split(/(?=^ {2}- id: )/m);
      const [head = '', first = '', second = '', third = '', ...rest] = blocks;
      const idOf = (block: string): string => /id: (\S+)/.exec(block)?.[1] ?? '';
      const after = [
        head,
        first.replace(/at: (\d+):\d+-/, 'at: $1:2-'),
        third.replace(/entity: \S+/, 'entity: leyla-sardarli'),
        ...rest,
        first.replace(idOf(first), 'zzzzzzzz'),
      ].join('');
      folder.write(`b/${SIDECAR}`, after);
      folder.write(
        'b/codebook.yaml',
        folder.read('b/codebook.yaml').replace('name: Russia\n', 'name: Russian Federation\n'),
      );
      const expected = [
        ['codebook.yaml', 'russia', ['changed']],
        [SIDECAR, 'zzzzzzzz', ['added']],
        [SIDECAR, idOf(first), ['moved']],
        [SIDECAR, idOf(second), ['removed']],
        [SIDECAR, idOf(third), ['re-meant']],
      ];
      const read = (out: string) =>
        (JSON.parse(out) as { file: string; tag?: string; entity?: string; changes: string[] }[])
          .map(({ file, tag, entity, changes }) => [file, tag ?? entity, changes])
          .sort((x, y) => (String(x[1]) < String(y[1]) ? -1 : 1));
      const sorted = [...expected].sort((x, y) => (String(x[1]) < String(y[1]) ? -1 : 1));
      const folders = await folder.run('diff', 'a', 'b', '--json');
      assert.equal(folders.code, 1);
      assert.deepEqual(read(folders.out), sorted);
      const files = await folder.run('diff', `a/${SIDECAR}`, `b/${SIDECAR}`, '--json');
      assert.deepEqual(
        read(files.out)
          .filter(([, id]) => id !== 'russia')
          .map(([, id, kinds]) => [id, kinds]),
        sorted.filter(([, id]) => id !== 'russia').map(([, id, kinds]) => [id, kinds]),
      );
      const text = (await folder.run('diff', 'a', 'b')).out;
      for (const word of ['+ added', '- removed', '~ moved', '~ re-meant', '→ Russian Federation'])
        assert.ok(text.includes(word), text);

      const git = (...args: string[]): void => {
        const done = spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], {
          cwd: folder.path,
          encoding: 'utf8',
        });
        assert.equal(done.status, 0, done.stderr);
      };
      git('init', '-q', '.');
      git('add', 'a');
      git('commit', '-qm', 'one');
      folder.write(`a/${SIDECAR}`, after);
      folder.copy('media/sample/codebook.yaml', 'a/codebook.yaml');
      folder.write('a/codebook.yaml', folder.read('b/codebook.yaml'));
      assert.deepEqual(read((await folder.run('diff', 'HEAD', 'a', '--json')).out), sorted);
      git('add', 'a');
      git('commit', '-qm', 'two');
      assert.deepEqual(read((await folder.runIn('a', 'diff', 'HEAD~1', 'HEAD', '--json')).out), sorted);
      const same = await folder.run('diff', 'HEAD', 'a');
      assert.deepEqual([same.code, same.out], [0, '']);
      for (const args of [
        ['diff', 'a'],
        ['diff', 'HEAD', 'no-such'],
        ['diff', '--output=x', 'HEAD'],
      ]) {
        assert.equal((await folder.run(...args)).code, 2, args.join(' '));
      }
    }));

  it('read one layer: the shared one, or a coder’s', () =>
    inFolder(async (folder) => {
      folder.copy('media/sample', 'sample');
      const rows = async (...more: string[]): Promise<{ id: string; coder: string }[]> => {
        const { out, code } = await folder.run('table', 'passages', '--format', 'json', ...more, 'sample');
        assert.equal(code, 0);
        return JSON.parse(out) as { id: string; coder: string }[];
      };
      const [shared, own] = [await rows(), await rows('--layer', 'LN')];
      // 16 tags in the first source and 15 in the third.
      assert.deepEqual([own.length, new Set(own.map(({ coder }) => coder))], [16 + 15, new Set(['ln'])]);
      assert.ok(!own.some(({ id }) => shared.some((one) => one.id === id)));
      assert.equal((await folder.run('stats', '--layer', '..', 'sample')).code, 2);
    }));
});
