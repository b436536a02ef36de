/** The scripts of FORMAT.md do what the page says, where their languages are installed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { place } from '../../src/core/anchors/place';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { readSidecar } from '../../src/core/sidecar';

const page = readFileSync('FORMAT.md', 'utf8');
const scripts = (language: string): string[] =>
  [...page.matchAll(new RegExp('```' + language + '\\n([^]*?)```', 'g'))].map(([, code = '']) => code);

/** The output of a program; undefined where it is not installed. */
function run(program: string, ...args: string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const SIDECAR = `stancemark: 1
source: {outlet: "The Bell, Perm", date: 2025-03-09}
tags:
  - id: abcdefgh
    at: 1:1-1:3
    quote: "no"
    entity: no
  - id: bcdefghi
    at: 1:1-1:3
    quote: "no"
    stance: {holder: author, target: no, value: critical, intensity: 2}
`;

describe('the scripts of the format’s page', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'stancemark-scripts-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const put = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };

  it('tag by Python as the editor does, beyond the first plane, with line ends of Windows and a byte order mark', function () {
    if (run('python3', '--version') === undefined) {
      console.log('      (python3 is not installed: not tried)');
      return this.skip();
    }
    const text = '\ufeff😀😀 “Ada” met\r\nher: 𝔄da no.\r\n\r\n' + '😀'.repeat(40) + 'Ada\\ "and" Ada';
    const source = put('a.txt', text);
    const out = run('python3', put('tag.py', scripts('python')[0] ?? ''), source, 'Ada', 'ada') ?? '';
    const sidecar = readSidecar(out);
    assert.ok(sidecar.ok, out);
    assert.deepEqual(sidecar.value.faults, []);
    assert.deepEqual(
      sidecar.value.tags.map(({ quote, entity }) => [quote, entity]),
      [1, 2, 3].map(() => ['Ada', 'ada']),
    );
    const placeable = new PlaceableText(text.slice(1));
    assert.deepEqual(
      place(placeable, sidecar.value.tags).map(({ kind }) => kind),
      ['placed', 'placed', 'placed'],
    );
    assert.equal(sidecar.value.tags[0]?.before, '😀😀 “');
    assert.equal(sidecar.value.tags[1]?.before, '😀'.repeat(16));
  });

  for (const [language, program, ending] of [
    ['python', 'python3', 'py'],
    ['r', 'Rscript', 'R'],
  ] as const) {
    it(`read by ${program}`, function () {
      const script = put(`stances.${ending}`, scripts(language).pop() ?? '');
      const library = language === 'r' ? ['-e', 'library(yaml)'] : ['-c', 'import yaml'];
      let there: string | undefined;
      try {
        there = run(program, ...library);
      } catch {
        // The language is there, and its library is not.
      }
      if (there === undefined) {
        console.log(`      (${program} or its library for YAML is not installed: not tried)`);
        return this.skip();
      }
      const below = mkdtempSync(path.join(folder, 'read-'));
      writeFileSync(path.join(below, 'x.txt.tags.yaml'), SIDECAR);
      assert.equal(run(program, script, below), 'x.txt\tThe Bell, Perm\tauthor\tno\tcritical\n');
      writeFileSync(path.join(below, 'y.txt.tags.yaml'), SIDECAR.replace('stancemark: 1', 'stancemark: 2'));
      assert.throws(() => run(program, script, below), /newer Stancemark/);
    });
  }
});
