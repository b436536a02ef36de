import assert from 'node:assert/strict';
import type { SidecarChange } from '../../src/core/changes';
import type { Tag } from '../../src/core/model';
import { applyToSidecar, readSidecar, type Sidecar } from '../../src/core/sidecar';

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
  const start = performance.now();
  work();
  return performance.now() - start;
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
