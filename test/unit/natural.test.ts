import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { naturalCompare } from '../../src/core/text/natural';

const collator = new Intl.Collator('en', { numeric: true });

/** As it is said to be: by the collator, then by code units. */
function slowly(a: string, b: string): number {
  return Math.sign(collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0));
}

describe('natural order', () => {
  for (const [sorted, what] of [
    [['2.txt', '10.txt', 'a.txt', 'b.txt'], 'numbers by their size, before letters'],
    [['1.txt', '01.txt'], 'numbers written differently'],
    [['a', 'a1', 'a2', 'a10', 'ab'], 'beginnings first'],
    [['reports/2024/9.txt', 'reports/2024/10.txt', 'reports/2025/1.txt'], 'numbers within'],
    [['a.txt', 'á.txt', 'b.txt'], 'accents beside their letters'],
  ] as const) {
    it(`has ${what}`, () => {
      const list = [...sorted];
      if (what !== 'numbers written differently') assert.deepEqual(list.reverse().sort(naturalCompare), sorted);
      for (const a of sorted) for (const b of sorted) assert.equal(Math.sign(naturalCompare(a, b)), slowly(a, b));
    });
  }

  const sign = fc.constantFrom(...'aabbzAZ0011299  .-_/é\u0301١ßııçʼ\u00ad\u200dกเ가');
  const name = fc.array(sign, { maxLength: 8 }).map((signs) => signs.join(''));

  it('is the collator’s, whatever the names are made of', () => {
    fc.assert(
      fc.property(name, name, name, (before, a, b) => {
        assert.equal(Math.sign(naturalCompare(a, b)), slowly(a, b), JSON.stringify([a, b]));
        const [one, other] = [before + a, before + b];
        assert.equal(Math.sign(naturalCompare(one, other)), slowly(one, other), JSON.stringify([one, other]));
      }),
      { numRuns: 20_000 },
    );
  });
});
