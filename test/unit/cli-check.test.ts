import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'mocha';
import { inFolder, type Folder } from './cli/world';

interface Found {
  file: string;
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'information';
  code: string;
  tag?: string;
  message: string;
}

const CODEBOOK = `stancemark: 1
entities:
  - id: russia
    name: Russia
    type: state
  - id: baku
    name: Baku
    type: place
`;
const TEXT = 'Baku has warned Russia.\nRussia has not answered the warning of last week.\n';
const TAG = (id: string, at: string, quote: string, before: string, after: string, rest: string): string =>
  `  - id: ${id}\n    at: ${at}\n    quote: "${quote}"\n    before: "${before}"\n    after: "${after}"\n${rest}`;
const FIRST = TAG('aaaaaaaa', '1:1-1:5', 'Baku', '', ' has warned Russia.\\nRussia has n', '    entity: baku\n');
const SECOND = TAG(
  'bbbbbbbb',
  '2:1-2:7',
  'Russia',
  'Baku has warned Russia.\\n',
  ' has not answered the warning of',
  '    entity: russia\n',
);
const HEAD = 'stancemark: 1\ntags:\n';

function corpus(folder: Folder, sidecar: string, text = TEXT, codebook = CODEBOOK): void {
  folder.write('codebook.yaml', codebook);
  folder.write('a.txt', text);
  folder.write('a.txt.tags.yaml', sidecar);
}

async function found(folder: Folder, ...args: string[]): Promise<{ code: number; list: Found[]; err: string }> {
  const { code, out, err } = await folder.run('check', '--json', ...args);
  return { code, list: JSON.parse(out) as Found[], err };
}

describe('command line: check', () => {
  it('takes other files for sources where --sources says so', () =>
    inFolder(async (folder) => {
      folder.write('codebook.yaml', CODEBOOK);
      folder.write('talks/a.md', TEXT);
      folder.write('talks/a.md.tags.yaml', HEAD + FIRST + SECOND.replace('Russia', 'Rome'));
      assert.deepEqual(await found(folder), { code: 0, list: [], err: '' });
      const { code, list } = await found(folder, '--sources', 'talks/*.{md,srt}');
      assert.deepEqual(
        [code, list.map(({ file, code: what }) => [file, what])],
        [1, [['talks/a.md.tags.yaml', 'lost']]],
      );
      assert.deepEqual((await found(folder, '--sources', '**/*.txt')).list, []);
      const bad = await folder.run('check', '--sources', '**/*.yaml');
      assert.deepEqual([bad.code, bad.out], [2, '']);
      assert.match(bad.err, /YAML files hold tags/);
    }));

  it('looks at every coder’s file as at the shared one, and at ids over all of them', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST);
      folder.write('a.txt.ann.tags.yaml', HEAD + FIRST + SECOND.replace('entity: russia', 'entity: rusia'));
      folder.write('a.txt.ben.tags.yaml', HEAD + SECOND.replace('bbbbbbbb', 'cccccccc') + '    by: cy\n');
      folder.write('gone.txt.ann.tags.yaml', HEAD + FIRST);
      folder.write('a.txt.cy.tags.yaml', 'stancemark: 1\ntags: [\n');
      const { code, list } = await found(folder, '--checks', 'none');
      assert.equal(code, 1);
      assert.deepEqual(
        list.map((one) => [one.file, one.line, one.severity, one.code]),
        [
          ['a.txt.ann.tags.yaml', 3, 'error', 'duplicate-id'],
          ['a.txt.ann.tags.yaml', 14, 'warning', 'unknown-entity'],
          ['a.txt.ben.tags.yaml', 9, 'warning', 'other-coder'],
          ['a.txt.cy.tags.yaml', 3, 'error', 'yaml'],
          ['gone.txt.ann.tags.yaml', 1, 'warning', 'orphan'],
          ['gone.txt.ann.tags.yaml', 4, 'warning', 'lost'],
        ],
      );
      const sound = { ann: HEAD + SECOND };
      for (const [coder, text] of Object.entries(sound)) folder.write(`a.txt.${coder}.tags.yaml`, text);
      folder.write('a.txt.ben.tags.yaml', HEAD + SECOND.replace('bbbbbbbb', 'cccccccc') + '    by: BEN\n');
      folder.write('a.txt.cy.tags.yaml', 'stancemark: 1\nfinished: true\ntags: []\n');
      folder.write('a.txt.CY.tags.yaml', 'stancemark: 1\ntags: []\n');
      const two = (await found(folder, '--checks', 'none')).list.filter((one) => one.code === 'same-coder');
      // On a disk that takes both names for one there is one file.
      const apart = readdirSync(folder.path).filter((name) => /\.cy\.tags\.yaml$/i.test(name)).length === 2;
      assert.deepEqual(
        two.map(({ file }) => file),
        apart ? ['a.txt.CY.tags.yaml'] : [],
      );
      assert.deepEqual((await found(folder, 'a.txt', 'a.txt.tags.yaml', 'a.txt.ann.tags.yaml')).list, []);
    }));

  it('names the copies that sync folders make of tags and codebooks, and no other files', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST + SECOND);
      const copies = [
        "a.txt.tags (Anna's conflicted copy 2026-11-01).yaml",
        'a.txt.tags (Çakışan kopya).yaml',
        'a.txt.tags (1).yaml',
        'a.txt.tags 2.yaml',
        'a.txt.tags-LAPTOP-7.yaml',
        'a.txt.tags.sync-conflict-20261101-120000-ABCDEFG.yaml',
        'a.txt.mk.tags (1).yaml',
        'codebook (1).yaml',
        'codebook.sync-conflict-20261101-120000-ABCDEFG.yaml',
      ];
      for (const name of copies) folder.write(name, HEAD + FIRST);
      for (const name of ['a.tags (1).yaml', 'a.txt.tags-old.yaml', 'my codebook (1).yaml', 'x.md.tags (1).yaml'])
        folder.write(name, HEAD + FIRST);
      const { list } = await found(folder, '--checks', 'none');
      assert.deepEqual(
        list.map(({ file, code, severity }) => [file, code, severity]),
        [...copies].sort().map((file) => [file, 'sync-copy', 'warning']),
      );
    }));

  it('says which files it cannot open, since their names are in another encoding', function () {
    // Other systems take no such names, or mend them.
    if (process.platform !== 'linux') return this.skip();
    return inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST + SECOND);
      writeFileSync(Buffer.concat([Buffer.from(`${folder.path}/M`), Buffer.from([0xfc]), Buffer.from('ll.txt')]), TEXT);
      const done = await folder.run('check', '--checks', 'none');
      assert.equal(done.code, 2);
      assert.match(
        done.err,
        /M\ufffdll\.txt: not read\. Its name is not in UTF-8, so it cannot be opened\. Give it another name/,
      );
    });
  });

  it('names the second of two tags files of a source whose names differ in case alone', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST + SECOND);
      folder.write('a.txt.TAGS.yaml', HEAD + FIRST);
      // On a disk that takes both names for one there is one file.
      const apart = readdirSync(folder.path).filter((name) => /\.tags\.yaml$/i.test(name)).length === 2;
      const { list } = await found(folder, '--checks', 'none');
      assert.deepEqual(
        list.map(({ file, code }) => [file, code]),
        apart ? [['a.txt.TAGS.yaml', 'same-coder']] : [],
      );
    }));

  it('finds nothing in a sound corpus, and no error or warning in the sample', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST + SECOND);
      assert.deepEqual(await found(folder), { code: 0, list: [], err: '' });
      folder.copy('media/sample', 'sample');
      const { code, list } = await found(folder, 'sample');
      assert.equal(code, 0);
      assert.deepEqual(
        list.map((one) => [one.file, one.line, one.severity, one.code]),
        [['sample/04-words-at-the-naming-of-a-pier.txt', 7, 'information', 'opposite-stances']],
      );
      assert.equal((await found(folder, 'sample', '--strict')).code, 1);
    }));

  const cases: [string, string, string, Partial<Found>][] = [
    [
      'a lost tag',
      HEAD + FIRST + SECOND.replaceAll('Russia has', 'X').replace('"Russia"', '"Armenia"'),
      TEXT,
      { code: 'lost', severity: 'warning', tag: 'bbbbbbbb', line: 10, column: 9 },
    ],
    [
      'a moved tag',
      HEAD + FIRST + SECOND,
      TEXT.replace('Baku has', 'It was on a Monday that Baku has'),
      { code: 'moved', severity: 'information', tag: 'aaaaaaaa', line: 4, column: 9 },
    ],
    [
      'an unknown entity',
      HEAD + FIRST.replace('entity: baku', 'entity: bakou') + SECOND,
      TEXT,
      { code: 'unknown-entity', severity: 'warning', tag: 'aaaaaaaa', line: 8, column: 13 },
    ],
    [
      'an unknown stance value',
      HEAD +
        FIRST +
        TAG(
          'cccccccc',
          '1:1-1:23',
          'Baku has warned Russia',
          '',
          '.\\nRussia has not answered the war',
          '    stance:\n      holder: baku\n      target: russia\n      value: angry\n',
        ) +
        SECOND,
      TEXT,
      { code: 'unknown-value', severity: 'warning', tag: 'cccccccc', line: 17, column: 14 },
    ],
    [
      'a doubled id',
      HEAD + FIRST + SECOND.replace('bbbbbbbb', 'aaaaaaaa'),
      TEXT,
      { code: 'duplicate-id', severity: 'error', tag: 'aaaaaaaa', line: 9, column: 9 },
    ],
    [
      'conflict markers',
      `${HEAD}<<<<<<< ours\n${FIRST}=======\n${SECOND}>>>>>>> theirs\n`,
      TEXT,
      { code: 'conflict', severity: 'error', line: 3, column: 1 },
    ],
    ['bad YAML', HEAD + FIRST + SECOND.replace('"Russia"', '"Russia'), TEXT, { code: 'yaml', severity: 'error' }],
    ['a newer version', 'stancemark: 99\ntags: []\n', TEXT, { code: 'newer', severity: 'error' }],
  ];
  for (const [name, sidecar, text, expected] of cases) {
    it(`names ${name} at its place`, () =>
      inFolder(async (folder) => {
        corpus(folder, sidecar, text);
        const { code, list } = await found(folder);
        const one = list.find((each) => each.code === expected.code);
        assert.ok(one, JSON.stringify(list));
        assert.deepEqual({ ...one, ...expected, file: 'a.txt.tags.yaml' }, one);
        assert.ok(one.message.length > 10);
        assert.equal(code, list.some(({ severity }) => severity !== 'information') ? 1 : 0);
      }));
  }

  it('counts columns in UTF-16 units and not the byte order mark, the same under CRLF', () =>
    inFolder(async (folder) => {
      const wrong = FIRST.replace('    entity: baku\n', '    note: "🙂"\n    entity: nobody\n') + SECOND;
      corpus(folder, `\ufeff${HEAD}${wrong}`.replaceAll('\n', '\r\n'));
      const { list } = await found(folder);
      assert.deepEqual(
        list.map(({ code, line, column }) => [code, line, column]),
        [['unknown-entity', 9, 13]],
      );
    }));

  it('names files relative to the working folder, and takes the codebook further up', () =>
    inFolder(async (folder) => {
      folder.write('codebook.yaml', CODEBOOK);
      folder.write('year/a.txt', TEXT);
      folder.write('year/a.txt.tags.yaml', HEAD + FIRST.replace('entity: baku', 'entity: bakou') + SECOND);
      const below = await folder.runIn('year', 'check', '--json');
      assert.deepEqual(
        (JSON.parse(below.out) as Found[]).map(({ file }) => file),
        ['a.txt.tags.yaml'],
      );
      const above = await found(folder, 'year/a.txt');
      assert.deepEqual(
        above.list.map(({ file, code }) => [file, code]),
        [['year/a.txt.tags.yaml', 'unknown-entity']],
      );
    }));

  it('names tags files without a source, and entities under one id', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST + SECOND, TEXT, `${CODEBOOK}  - id: baku\n    name: Bakı\n    type: place\n`);
      unlinkSync(path.join(folder.path, 'a.txt'));
      const { code, list } = await found(folder);
      assert.equal(code, 1);
      const codes = list.map((one) => `${one.file} ${one.code}`);
      assert.ok(codes.includes('a.txt.tags.yaml orphan'), codes.join());
      assert.ok(codes.includes('codebook.yaml duplicate-id'), codes.join());
    }));

  it('finds lost tags by the hundred', () =>
    inFolder(async (folder) => {
      const id = (i: number): string =>
        `lost${String.fromCharCode(97 + Math.floor(i / 26 / 26), 97 + (Math.floor(i / 26) % 26), 97 + (i % 26))}a`;
      const many = Array.from({ length: 500 }, (_, i) =>
        TAG(id(i), '1:1-1:5', 'Ganja', 'in ', ' again', '    entity: baku\n'),
      );
      corpus(folder, HEAD + many.join(''));
      const { list } = await found(folder);
      assert.equal(list.filter(({ code }) => code === 'lost').length, 500);
    }));

  it('--fix writes the places of passages that stand elsewhere to the letter, and nothing else', () =>
    inFolder(async (folder) => {
      corpus(folder, `# by hand\n${HEAD}${FIRST}${SECOND}`, `Preface.\n\n${TEXT}`);
      const before = folder.read('a.txt.tags.yaml');
      // A line above moves nothing that a person must look at.
      assert.deepEqual((await found(folder)).list, []);
      assert.equal(folder.read('a.txt.tags.yaml'), before);
      const { code, list, err } = await found(folder, '--fix');
      assert.deepEqual([code, list], [0, []]);
      assert.match(err, /2 tags have a new place/);
      const after = folder.read('a.txt.tags.yaml');
      assert.match(after, /^# by hand\n/);
      assert.match(after, /at: 3:1-3:5\n[^]*at: 4:1-4:7\n/);
      assert.equal(folder.read('a.txt'), `Preface.\n\n${TEXT}`);
      await folder.run('check', '--fix');
      assert.equal(folder.read('a.txt.tags.yaml'), after);
    }));

  it('--fix leaves a file alone that it could not read whole', () =>
    inFolder(async (folder) => {
      const broken = `${HEAD}<<<<<<< ours\n${FIRST}=======\n${SECOND}>>>>>>> theirs\n`;
      corpus(folder, broken, `Preface.\n\n${TEXT}`);
      assert.equal((await folder.run('check', '--fix')).code, 1);
      assert.equal(folder.read('a.txt.tags.yaml'), broken);
    }));

  it('looks for the slips of coding that are asked for', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST);
      assert.deepEqual((await found(folder)).list, []);
      const { code, list } = await found(folder, '--checks', 'untagged-here');
      assert.equal(code, 0);
      assert.deepEqual(
        list.map((one) => [one.code, one.file, one.line, one.column]),
        [],
      );
      corpus(folder, HEAD + FIRST + SECOND, `${TEXT}Baku.\n`);
      folder.write('b.txt', 'It is said in Baku.\n');
      const all = await found(folder, '--checks', 'all');
      assert.deepEqual(
        all.list.map((one) => [one.code, one.file, one.line, one.column]),
        [
          ['untagged-here', 'a.txt', 1, 17],
          ['untagged-here', 'a.txt', 3, 1],
          ['untagged-here', 'b.txt', 1, 15],
        ],
      );
      assert.match((await folder.run('check', '--checks', 'spelling')).err, /no check “spelling”/);
    }));

  it('--format github escapes what means something there', () =>
    inFolder(async (folder) => {
      folder.write('codebook.yaml', CODEBOOK);
      folder.write('a,b: 100%.txt', TEXT);
      folder.write('a,b: 100%.txt.tags.yaml', HEAD + FIRST.replace('entity: baku', 'entity: "x%0A::error::"') + SECOND);
      const { out, code } = await folder.run('check', '--format', 'github');
      assert.equal(code, 1);
      assert.equal(
        out,
        '::warning file=a%2Cb%3A 100%25.txt.tags.yaml,line=8,col=13,title=stancemark unknown-entity::' +
          'The codebook has no entity “x%250A::error::”.\n',
      );
    }));

  it('lets nothing of a file act on the terminal', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST.replace('entity: baku', 'entity: "\\x1b[31mred\\u202e"') + SECOND);
      const { out } = await folder.run('check');
      assert.match(out, /⟨U\+001B⟩\[31mred⟨U\+202E⟩/);

      assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u202e]/);
    }));

  it('exits with 2 for a wrong call and for what cannot be read, and says which file and what to do', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST + SECOND);
      for (const args of [['check', 'nowhere'], ['check', '--wrong'], ['check', '--format', 'xml'], ['chekc'], []]) {
        const { code, out, err } = await folder.run(...args);
        assert.equal(code, 2, args.join(' '));
        assert.equal(out, '');
        assert.match(err, /stancemark/);
        assert.doesNotMatch(err, /\n {4}at /, 'no stack of calls');
      }
      renameSync(path.join(folder.path, 'a.txt.tags.yaml'), path.join(folder.path, 'elsewhere.yaml'));
      symlinkSync('elsewhere.yaml', path.join(folder.path, 'a.txt.tags.yaml'));
      const { code, err } = await folder.run('check', '--json');
      assert.equal(code, 2);
      assert.match(err, /a\.txt\.tags\.yaml: not read\..*symbolic link/);
      if (process.getuid?.() === 0) return;
      chmodSync(path.join(folder.path, 'a.txt'), 0);
      assert.equal((await folder.run('check')).code, 2);
    }));

  it('passes over what version control and package managers keep', () =>
    inFolder(async (folder) => {
      corpus(folder, HEAD + FIRST + SECOND);
      for (const name of ['node_modules/x/a.txt.tags.yaml', '.git/a.txt.tags.yaml']) folder.write(name, 'broken: [');
      assert.deepEqual((await found(folder)).list, []);
    }));
});

describe('command line: help', () => {
  it('lists the commands, and explains each with an example', () =>
    inFolder(async (folder) => {
      const { code, out } = await folder.run('--help');
      assert.equal(code, 0);
      const names = [...out.matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(([, name]) => name as string);
      assert.ok(names.includes('check'));
      for (const name of names) {
        const help = await folder.run(name, '--help');
        assert.equal(help.code, 0);
        assert.match(help.out, new RegExp(`^Usage: stancemark ${name}`));
        assert.match(help.out, /\nExample:\n {2}stancemark /);
        assert.deepEqual(await folder.run('help', name), help);
        for (const line of help.out.split('\n')) assert.ok(line.length <= 120, line);
      }
    }));

  it('is the page CLI.md', () =>
    inFolder(async (folder) => {
      const { out } = await folder.run('help', '--markdown');
      const remedy = 'run: node dist/cli/stancemark.mjs help --markdown > CLI.md';
      assert.equal(out, readFileSync('CLI.md', 'utf8').replaceAll('\r\n', '\n'), remedy);
    }));

  it('says its version', () =>
    inFolder(async (folder) => {
      assert.match((await folder.run('--version')).out, /^\d+\.\d+\.\d+\n$/);
    }));
});
