/** A sidecar that is read in pieces says what it says when it is read at once, wherever the pieces end. */
import assert from 'node:assert/strict';
import { finish } from '../../src/core/base/steps';
import { readSidecar, readSidecarSteps, type Sidecar } from '../../src/core/sidecar';
import { makeLibrary, MemoryFiles } from './support/memory';

const own = (n: number, more = ''): string => `  - id: aaaaaa${n + 10}\n    at: ${n + 1}:1-${n + 1}:6\n    quote: "Aysel"\n    before: ""\n    after: " met"\n    entity: aysel\n${more}`; // prettier-ignore
const list = (...items: string[]): string => `stancemark: 1\ntags:\n${items.join('')}`;
const three = [0, 1, 2].map((n) => own(n));

const TEXTS: Readonly<Record<string, string>> = {
  'own form': list(...three),
  'details before, sections after': `stancemark: 1\nsource:\n  title: "tags:"\n${list(...three).slice(14)}dismissed:\n  - form: "Aysel"\n`,
  'no tags': 'stancemark: 1\ntags: []\n',
  'an empty list with comments': 'stancemark: 1\ntags:\n# none yet\n',
  'comments and blank lines between': list(own(0), '\n  # a word\n\n', own(1), '# at the border\n', own(2)),
  'comments on keys': list(...three).replace('entity: aysel', 'entity: aysel # once'),
  'a tag in braces': list(own(0), '  - {id: bbbbbbbb, at: "2:1-2:6", quote: Aysel, entity: aysel}\n', own(2)),
  'a note over several lines with what looks like a tag': list(
    own(0, '    note: |\n      one\n      - id: bbbbbbbb\n'),
    own(1),
  ),
  'a quoted text that goes on where tags begin': list(own(0, '    note: "one\n  - id: bbbbbbbb\n    two"\n'), own(1)),
  'a bad tag': list(own(0), '  - id: bbbbbbbb\n    at: nowhere\n', own(2)),
  'two tags with one id': list(own(0), own(0), own(2)),
  'another indent': list(...three).replace(/^ {2}/gm, ''),
  CRLF: list(...three).replaceAll('\n', '\r\n'),
  'no line end at the end': list(...three).slice(0, -1),
  'a second list': list(...three) + list(own(5)).slice(14),
  'conflict markers': list(
    own(0),
    '<<<<<<< ours\n',
    own(1),
    '=======\n',
    own(1, '    note: "x"\n'),
    '>>>>>>> theirs\n',
    own(2),
  ),
  'cut off': list(...three).slice(0, -40),
  'another version': list(...three).replace('stancemark: 1', 'stancemark: 9'),
  'a lone carriage return': list(own(0), '# one\r# two\n', own(1)),
};

function told(sidecar: Sidecar): unknown {
  const { text, details, tags, dismissed, rejected, finished, seen, faults, isQuick } = sidecar;
  const ranges = tags.map(({ id }) => [sidecar.rangeOf(id), sidecar.fieldRange(id, 'quote')]);
  return { text, details: [...details], tags, dismissed, rejected, finished, seen: [...seen], faults, isQuick, ranges };
}

describe('reading a sidecar in pieces', () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(name, () => {
      const whole = readSidecar(text);
      for (let piece = 1; piece <= text.length + 1; piece += 7) {
        const read = finish(readSidecarSteps(text, piece));
        assert.equal(read.ok, whole.ok);
        if (read.ok && whole.ok) assert.deepEqual(told(read.value), told(whole.value), `pieces of ${piece}`);
        else assert.deepEqual(read, whole);
      }
    });
  }

  it('pauses between the pieces of a large one', () => {
    const text = list(...Array.from({ length: 200 }, (_, n) => own(n)));
    const steps = readSidecarSteps(text, 2_000);
    let pauses = 0;
    while (!steps.next().done) pauses++;
    assert.ok(pauses > 10, `${pauses} pauses`);
  });

  it('of a large file that changes while it is read the last bytes count', async () => {
    const files = new MemoryFiles();
    const uri = 'file:///w/a.txt';
    const large = (count: number): string => list(...Array.from({ length: count }, (_, n) => own(n)));
    files.put('file:///w/codebook.yaml', 'stancemark: 1\nentities: []\n');
    files.put(uri, 'Aysel met.\n'.repeat(20_000));
    files.put(`${uri}.tags.yaml`, large(12_000));
    const library = makeLibrary(files);
    await library.readAll();
    assert.equal(library.source(uri)?.tags.length, 12_000);
    files.put(`${uri}.tags.yaml`, large(13_000));
    const first = library.refresh(`${uri}.tags.yaml`);
    await new Promise((resolve) => setImmediate(resolve));
    // Somebody writes, and a tag is made here, before the first is read to its end.
    files.put(`${uri}.tags.yaml`, large(14_000));
    const tag = { ...(library.source(uri)?.tags[0] as object), id: 'qqqqqqqq' } as never;
    const done = await library.edit('Tag', [{ kind: 'sidecar', uri, changes: [{ op: 'add', tag }] }]);
    await Promise.all([first, library.refresh(`${uri}.tags.yaml`), done.written]);
    await library.flush();
    assert.equal(library.source(uri)?.tags.length, 14_001);
    const read = readSidecar(files.text(`${uri}.tags.yaml`) ?? '');
    assert.ok(read.ok && read.value.tags.length === 14_001);
    library.dispose();
  });
});
