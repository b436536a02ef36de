import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { SUM_FIGURES } from '../../src/core/findings/state';
import { FORMATS } from '../../src/core/formats/model';
import { inFolder, type Folder } from './cli/world';

const CODEBOOK =
  'stancemark: 1\nentities:\n  - {id: russia, name: Russia, type: state}\n  - {id: baku, name: Baku, type: place}\n';
const TEXT = 'Baku has warned Russia.\nRussia has not answered the warning of last week.\n';
const HEAD = 'stancemark: 1\nfrom: {who: "Tagger [x](command:y)", version: "2"}\nproposals:\n';
const GOOD =
  '  - {lines: 1, quote: Baku has warned Russia, stance: {holder: baku, target: russia, value: critical}}\n' +
  '  - {lines: 2, quote: Russia, entity: russia, from: {who: A student}}\n';
const BAD =
  '  - {lines: 2, quote: Russia has answered, entity: russia}\n  - {lines: 7, quote: Russia, entity: russia}\n  - {lines: 1, quote: Baku, entity: bakou}\n';

function corpus(folder: Folder, proposals: string): void {
  folder.write('codebook.yaml', CODEBOOK);
  folder.write('a.txt', TEXT);
  folder.write('a.txt.proposals.yaml', proposals);
}

/** Every file of a folder by its path, with its bytes. */
function filesIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort()
    .map((name) => [name, readFileSync(path.join(folder, name), 'base64')]);
}

describe('command line: proposals', () => {
  it('lists what waits, with place, meaning and proposer', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + GOOD + BAD);
      const { code, out, err } = await folder.run('proposals');
      assert.deepEqual([code, err], [0, 'Refused: 3. “stancemark check” says why.\n']);
      assert.match(out, /^a\.txt:1:1: \[Baku has warned Russia\]\n {4}.*Baku.*Russia.* {2}Tagger/);
      assert.match(out, /a\.txt:2:1: \[Russia\]\n {4}Russia {2}A student\n$/);
      const list = JSON.parse((await folder.run('proposals', '--json')).out) as Record<string, unknown>[];
      assert.deepEqual(
        list.map(({ file, line, column, quote, entity, from }) => [file, line, column, quote, entity, from]),
        [
          ['a.txt', 1, 1, 'Baku has warned Russia', undefined, [{ who: 'Tagger [x](command:y)', version: '2' }]],
          ['a.txt', 2, 1, 'Russia', 'russia', [{ who: 'A student' }]],
        ],
      );
      assert.match(String(list[0]?.['id']), /^[a-z][a-z2-7]{7}$/);
    }));

  it('are checked: each refused one at its place, a broken file and one without a source too', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + GOOD + BAD);
      folder.write('b.txt', TEXT);
      folder.write('b.txt.proposals.yaml', 'stancemark: 1\nproposals: [\n');
      folder.write('gone.txt.proposals.yaml', HEAD);
      const { code, out } = await folder.run('check', '--json');
      const found = JSON.parse(out) as Record<string, unknown>[];
      assert.equal(code, 1);
      assert.deepEqual(
        found.map(({ file, line, column, severity, code: what }) => [file, line, column, severity, what]),
        [
          ['a.txt.proposals.yaml', 6, 23, 'warning', 'quote-not-there'],
          ['a.txt.proposals.yaml', 7, 13, 'warning', 'lines-outside'],
          ['a.txt.proposals.yaml', 8, 37, 'warning', 'unknown-entity'],
          ['b.txt.proposals.yaml', 3, 1, 'error', 'yaml'],
          ['gone.txt.proposals.yaml', 1, 1, 'warning', 'orphan'],
        ],
      );
      folder.write('a.txt.proposals.yaml', HEAD + GOOD);
      assert.deepEqual(JSON.parse((await folder.run('check', '--json', 'a.txt')).out), []);
    }));

  it('change no sum, matrix, search or export by a byte', async function () {
    this.timeout(120_000);
    await inFolder(async (folder) => {
      folder.copy('media/sample', 'corpus');
      const commands = [
        ['stats', '--json'],
        ['search', 'lost:no'],
        ...[...SUM_FIGURES, 'passages'].map((table) => ['table', table, '--format', 'csv']),
        ...FORMATS.map((format) => ['export', '--to', format, '-o', `../out/${format}`]),
      ];
      const all = async (): Promise<unknown[]> => {
        const said: unknown[] = [];
        for (const args of commands) {
          const ran = await folder.runIn('corpus', ...args);
          assert.equal(ran.code, 0, `${args.join(' ')}: ${ran.err}`);
          said.push([args, ran]);
        }
        return [...said, filesIn(path.join(folder.path, 'out'))];
      };
      folder.write('out/x', '');
      const before = await all();
      const names = readdirSync(path.join(folder.path, 'corpus')).filter((name) => name.endsWith('.txt'));
      const ids = [...folder.read('corpus/codebook.yaml').matchAll(/^ {2}- (?:\{)?id: ([\w-]+)/gm)].map(
        ([, id]) => id ?? '',
      );
      assert.ok(names.length >= 3 && ids.length >= 3);
      for (const name of names) {
        const lines = folder.read(`corpus/${name}`).split('\n');
        const items = lines.flatMap((line, i) =>
          [...line.matchAll(/[\p{L}-]{6,}/gu)].map(([word], j) => {
            const quote = JSON.stringify(word);
            const [one, other] = [ids[(i + j) % ids.length], ids[(i + j + 1) % ids.length]];
            const meaning =
              j % 2 === 0 ? `entity: ${one}` : `stance: {holder: ${one}, target: ${other}, value: critical}`;
            return `  - {lines: ${i + 1}, quote: ${quote}, ${meaning}}\n`;
          }),
        );
        folder.write(`corpus/${name}.proposals.yaml`, HEAD + items.join(''));
      }
      const waiting = JSON.parse((await folder.runIn('corpus', 'proposals', '--json')).out) as unknown[];
      assert.ok(waiting.length > 100, String(waiting.length));
      assert.deepEqual(await all(), before);
    });
  });
});
