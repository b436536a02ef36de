import assert from 'node:assert/strict';
import { mergeSidecars } from '../../src/core/merge';
import { applyToSidecar } from '../../src/core/sidecar';
import { originOf } from '../../src/core/model';
import { after, read } from './support/sidecar-after';

const HEAD = 'stancemark: 1\ntags: []\n';

describe('rejected ids', () => {
  it('stand a line each, in their order, once, and are taken back to the letter', () => {
    const made = after(HEAD, { op: 'reject', id: 'bbbbbbbb' }, { op: 'reject', id: 'aaaaaaaa' });
    assert.equal(made, `${HEAD}rejected:\n  - aaaaaaaa\n  - bbbbbbbb\n`);
    assert.deepEqual(read(made).rejected, ['aaaaaaaa', 'bbbbbbbb']);
    assert.equal(after(made, { op: 'reject', id: 'aaaaaaaa' }), made);
    const { inverse } = applyToSidecar(read(HEAD), [{ op: 'reject', id: 'aaaaaaaa' }]);
    assert.equal(after(after(HEAD, { op: 'reject', id: 'aaaaaaaa' }), ...inverse), HEAD);
    assert.equal(after(made, { op: 'unreject', id: 'aaaaaaaa' }), `${HEAD}rejected:\n  - bbbbbbbb\n`);
  });

  it('of two people are merged as a set', () => {
    const base = after(HEAD, { op: 'reject', id: 'mmmmmmmm' });
    const ours = after(base, { op: 'reject', id: 'aaaaaaaa' });
    const theirs = after(base, { op: 'reject', id: 'zzzzzzzz' }, { op: 'unreject', id: 'mmmmmmmm' });
    const merged = mergeSidecars(base, ours, theirs);
    assert.ok(merged.ok);
    assert.deepEqual(merged.conflicts, []);
    assert.deepEqual(read(merged.text).rejected, ['aaaaaaaa', 'zzzzzzzz']);
  });

  it('what is no list of ids is a fault, and the tags are read all the same', () => {
    const one = read(`${HEAD}rejected: aaaaaaaa\n`);
    assert.deepEqual([one.rejected, one.faults.map(({ code }) => code)], [[], ['bad-value']]);
    const other = read(`${HEAD}rejected: [aaaaaaaa, [b], {c: d}]\n`);
    assert.deepEqual([other.rejected, other.faults.length], [['aaaaaaaa'], 2]);
  });
});

describe('from', () => {
  const tag = (from: string): string =>
    `stancemark: 1\ntags:\n  - id: abcdefgh\n    at: 1:1-1:4\n    quote: "Abe"\n    entity: abe\n${from}`;

  it('is a list of ids or an origin, and a fault where it is neither', () => {
    assert.deepEqual(read(tag('    from: [bcdefghi, cdefghij]\n')).tags[0]?.from, ['bcdefghi', 'cdefghij']);
    const [proposed] = read(tag('    from:\n      who: Tagger\n      version: 1.10\n      x-run: 7\n')).tags;
    assert.deepEqual(proposed && originOf(proposed), { who: 'Tagger', version: '1.10', extra: { 'x-run': '7' } });
    for (const bad of ['    from: {version: 2}\n', '    from: [[a]]\n']) {
      const { tags, faults } = read(tag(bad));
      assert.deepEqual([tags.length, tags[0]?.from, faults.map(({ code }) => code)], [1, undefined, ['bad-value']]);
    }
  });
});
