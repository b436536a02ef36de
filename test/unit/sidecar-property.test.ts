import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { anyMutation, anySidecar, anyTags, mutated, ownForm, withoutExtra } from './support/yaml';
import { anySketches, checkChanges } from './support/yaml-changes';
import { bothRead } from './support/yaml-same';

/** Files in own form, and files in any style, which `yaml` reads many times over. */
const OWN = 10_000;
const STYLED = 1_000;

describe('sidecar: readers', () => {
  it('read what a hand has written, in any style', () => {
    fc.assert(
      fc.property(anySidecar, ({ text, tags }) => {
        const reading = bothRead(text);
        assert.ok(reading.ok);
        assert.deepEqual(withoutExtra(reading.value.tags), withoutExtra(tags));
        assert.deepEqual(reading.value.faults, []);
      }),
      { numRuns: STYLED },
    );
  }).timeout(300_000);

  it('agree on damaged files', () => {
    fc.assert(
      fc.property(anySidecar, fc.array(anyMutation, { minLength: 1, maxLength: 3 }), ({ text }, mutations) => {
        bothRead(mutated(text, mutations));
      }),
      { numRuns: STYLED },
    );
  }).timeout(300_000);
});

describe('sidecar: changes', () => {
  it('to own form: the right tags, no other line touched, taken back to the letter', () => {
    fc.assert(
      fc.property(anyTags, anySketches, (tags, sketches) => {
        checkChanges(ownForm(tags), sketches);
      }),
      { numRuns: OWN },
    );
  }).timeout(300_000);

  it('to what a hand has written, in any style: the same', () => {
    fc.assert(
      fc.property(anySidecar, anySketches, ({ text }, sketches) => {
        checkChanges(text, sketches);
      }),
      { numRuns: STYLED },
    );
  }).timeout(300_000);
});
