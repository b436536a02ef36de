import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mergeSidecars } from '../../src/core/merge';
import { compareTags } from '../../src/core/model';
import { readSidecar } from '../../src/core/sidecar';
import { anyApart, anyBooks, anySides, checkBooks, checkMerge, checkReplay } from './support/merge-runs';
import { anyTag, anyTags, ownForm } from './support/yaml';

/** As many as the gate has time for; `test:long` makes a million. */
const RUNS = 600;

describe('merge: properties', () => {
  it('of sidecars: one-sided is that side, symmetric, no id lost or doubled, the outcome reads', () => {
    fc.assert(fc.property(anySides, checkMerge), { numRuns: RUNS });
  }).timeout(600_000);

  it('of sidecars: acts that do not touch, as if one side’s were done after the other’s', () => {
    let sides = 0;
    fc.assert(
      fc.property(anyApart, (apart) => void (checkReplay(apart) && sides++)),
      { numRuns: RUNS },
    );
    assert.ok(sides > RUNS / 4, `only ${sides} histories had acts of both`);
  }).timeout(600_000);

  it('of codebooks: one-sided is that side, symmetric, the outcome reads', () => {
    fc.assert(fc.property(anyBooks, checkBooks), { numRuns: RUNS });
  }).timeout(600_000);

  it('a hundred tags added on each side never conflict', () => {
    const hundred = fc.uniqueArray(anyTag, { selector: ({ id }) => id, minLength: 60, maxLength: 200, size: 'max' });
    fc.assert(
      fc.property(anyTags, hundred, (old, all) => {
        const added = all.filter(({ id }) => !old.some((tag) => tag.id === id));
        const half = Math.floor(added.length / 2);
        const side = (tags: typeof added) => ownForm([...old, ...tags].sort(compareTags));
        const [a, b] = [side(added.slice(0, half)), side(added.slice(half))];
        const merged = mergeSidecars(ownForm([...old].sort(compareTags)), a, b);
        assert.ok(merged.ok);
        assert.deepEqual(merged.conflicts, []);
        const reading = readSidecar(merged.text);
        assert.ok(reading.ok);
        assert.deepEqual(reading.value.tags, [...old, ...added].sort(compareTags));
      }),
      { numRuns: 30 },
    );
  }).timeout(600_000);
});
