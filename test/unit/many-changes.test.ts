import assert from 'node:assert/strict';
import type { SidecarChange } from '../../src/core/changes';
import type { Tag } from '../../src/core/model';
import { applyToSidecar, decodeYaml, readSidecar, type Sidecar } from '../../src/core/sidecar';
import { cpuTime } from './support/cpu';

const letters = (n: number): string =>
  [...n.toString(26).padStart(5, '0')].map((digit) => String.fromCharCode(97 + parseInt(digit, 26))).join('');

const tagAt = (n: number, first = 'a'): Tag => ({
  id: first + letters(n),
  at: { startLine: n, startColumn: 0, endLine: n, endColumn: 4 },
  quote: 'Baku',
  before: '',
  after: ' says',
  entity: 'baku',
});

const sidecarWith = (count: number): Sidecar =>
  applyToSidecar(
    undefined,
    Array.from({ length: count }, (_, n) => ({ op: 'add', tag: tagAt(n) })),
  ).sidecar;

const time = (work: () => unknown): number => {
  const start = cpuTime();
  work();
  return cpuTime() - start;
};

const KINDS: Readonly<Record<string, (tag: Tag, n: number) => SidecarChange>> = {
  'other entity': ({ id }) => ({ op: 'set', id, set: { entity: 'ada' } }),
  'one line down': ({ id, at, quote, before, after }) => ({
    ...{ op: 'set', id },
    set: { pieces: [{ at: { ...at, startLine: at.startLine + 1, endLine: at.endLine + 1 }, quote, before, after }] },
  }),
  removed: ({ id }) => ({ op: 'remove', id }),
  'another beside it': (_, n) => ({ op: 'add', tag: tagAt(2 * n, 'b') }),
};

describe('a sidecar of many tags', () => {
  it('100,000 tags, with their quotes and contexts more than 20 MB, are read, and one more is added', () => {
    const words = 'all of the words that stand beside it ';
    const text = Array.from(
      { length: 100_000 },
      (_, n) =>
        `  - id: a${letters(n)}\n    at: ${n + 1}:1-${n + 1}:5\n    quote: "${words}and in it"\n    before: "${words}"\n    after: "${words}"\n    entity: baku\n`,
    ).join('');
    const bytes = new TextEncoder().encode(`stancemark: 1\ntags:\n${text}`);
    assert.ok(bytes.length > 20 * 1024 * 1024);
    const decoded = decodeYaml(bytes);
    assert.ok(decoded.ok);
    const reading = readSidecar(decoded.value);
    assert.ok(reading.ok);
    assert.equal(reading.value.tags.length, 100_000);
    const { sidecar } = applyToSidecar(reading.value, [{ op: 'add', tag: tagAt(50_000, 'b') }]);
    assert.equal(sidecar.tags.length, 100_001);
    assert.deepEqual(sidecar.tag(`b${letters(50_000)}`), tagAt(50_000, 'b'));
  });

  it('what only the judge can read is refused above 20 MB: it would take gigabytes', () => {
    const reading = readSidecar(`stancemark: 1\ntags: [${'{}, '.repeat(6_000_000)}]\n`);
    assert.ok(!reading.ok);
    assert.equal(reading.refusal.code, 'too-large');
  });
});

describe('many changes of one sidecar', () => {
  for (const [kind, change] of Object.entries(KINDS)) {
    it(`every second tag, ${kind}: taken back to the letter, in a time that grows as the tags do`, () => {
      const took = [4_000, 32_000].map((count) => {
        const before = sidecarWith(count);
        const changes = before.tags.filter((_, n) => n % 2 === 0).map(change);
        let done = applyToSidecar(before, changes);
        const best = Math.min(time(() => (done = applyToSidecar(before, changes))), time(() => applyToSidecar(before, changes))); // prettier-ignore
        const again = readSidecar(done.sidecar.text);
        assert.ok(again.ok);
        assert.deepEqual(again.value.tags, done.sidecar.tags);
        const back = Math.min(time(() => applyToSidecar(done.sidecar, done.inverse)), time(() => applyToSidecar(done.sidecar, done.inverse))); // prettier-ignore
        const undone = applyToSidecar(done.sidecar, done.inverse);
        assert.deepEqual(undone.skipped, []);
        assert.equal(undone.sidecar.text, before.text);
        return best + back;
      });
      // Eight times the tags: 64 times the time when each change looks at all of them. The rest is room for a busy machine.
      assert.ok(
        (took[1] ?? 0) < 30 * (took[0] ?? 0) + 200,
        `${took.map((one) => one.toFixed(0)).join(' ms, then ')} ms`,
      );
    }).timeout(120_000);
  }
});
