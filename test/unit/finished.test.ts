import assert from 'node:assert/strict';
import { mergeSidecars } from '../../src/core/merge';
import { applyToSidecar } from '../../src/core/sidecar';
import { bothRead } from './support/yaml-same';
import { after, read } from './support/sidecar-after';

const HEAD = 'stancemark: 1\ntags: []\n';

describe('finished', () => {
  it('stands at the top of the file, and goes to the letter', () => {
    const made = after(HEAD, { op: 'finish', finished: true });
    assert.equal(made, 'stancemark: 1\nfinished: true\ntags: []\n');
    assert.equal(read(made).finished, true);
    assert.equal(after(made, { op: 'finish', finished: true }), made);
    assert.equal(after(made, { op: 'finish', finished: false }), HEAD);
    const dated = 'stancemark: 1\nfinished: 2026-01-02 # by me\ntags: []\n';
    const { sidecar, inverse } = applyToSidecar(read(dated), [{ op: 'finish', finished: false }]);
    assert.equal(sidecar.text, HEAD);
    assert.equal(applyToSidecar(sidecar, inverse).sidecar.text, dated);
    // Nothing found is a finding: there is a file for it.
    assert.equal(applyToSidecar(undefined, [{ op: 'finish', finished: true }]).sidecar.text, made);
  });

  it('is said by any value but false, no and none, at the top alone', () => {
    for (const value of ['true', 'yes', '2026-01-02', '"x"', '{by: me}']) {
      const reading = bothRead(`stancemark: 1\nfinished: ${value}\ntags: []\n`);
      assert.ok(reading.ok && reading.value.finished, value);
    }
    for (const value of ['false', 'no', 'null', '~', '""', '']) {
      const reading = bothRead(`stancemark: 1\nfinished: ${value}\ntags: []\n`);
      assert.ok(reading.ok && !reading.value.finished, value);
    }
    assert.equal(read('stancemark: 1\nsource:\n  finished: true\ntags: []\n').finished, false);
  });
});

describe('marks of what was seen', () => {
  it('stand a line each, change, and are taken back to the letter', () => {
    const made = after(HEAD, { op: 'see', set: { bbbbbbbb: 'abc234' } }, { op: 'see', set: { aaaaaaaa: '123456' } });
    assert.deepEqual([...read(made).seen].sort(), [
      ['aaaaaaaa', '123456'],
      ['bbbbbbbb', 'abc234'],
    ]);
    const { sidecar, inverse } = applyToSidecar(read(made), [
      { op: 'see', set: { aaaaaaaa: 'zzzzzz', bbbbbbbb: null } },
    ]);
    assert.deepEqual([...sidecar.seen], [['aaaaaaaa', 'zzzzzz']]);
    assert.equal(applyToSidecar(sidecar, inverse).sidecar.text, made);
  });

  it('of two people are merged by id', () => {
    const base = after(HEAD, { op: 'see', set: { mmmmmmmm: 'x' } });
    const ours = after(base, { op: 'see', set: { aaaaaaaa: 'y' } });
    const theirs = after(base, { op: 'see', set: { zzzzzzzz: 'z', mmmmmmmm: null } });
    const merged = mergeSidecars(base, ours, theirs);
    assert.ok(merged.ok);
    assert.deepEqual(merged.conflicts, []);
    assert.deepEqual([...read(merged.text).seen.keys()].sort(), ['aaaaaaaa', 'zzzzzzzz']);
  });

  it('what is no map is a fault, and the rest is read', () => {
    const { seen, faults } = read(`${HEAD}seen: [a]\n`);
    assert.deepEqual([seen.size, faults.map(({ code }) => code)], [0, ['bad-value']]);
  });
});
