import assert from 'node:assert/strict';
import { INWARD, inverseOf, mapPos, mapRange, OUTWARD, type ChangeDesc } from '../../src/core/text/map-range';
import type { Range } from '../../src/core/text/range';
import { below, randomOf } from './support/live-model';

/** `[offset, removed, inserted]` each, in order; a fourth: a correction. */
type Row = readonly [number, number, number, boolean?];

function changesOf(...rows: readonly Row[]): ChangeDesc[] {
  let shift = 0;
  return rows.map(([offset, removed, inserted, correction]) => {
    const at = offset + shift;
    shift += inserted - removed;
    return { offset, removed, at, inserted, correction };
  });
}

describe('a range through changes', () => {
  const range = { from: 10, to: 20 };
  const rows: readonly [string, readonly Row[], Range | undefined, Range | undefined][] = [
    // what happens, changes, leaning inward, leaning outward
    ['nothing', [], range, range],
    ['before it', [[2, 3, 1]], { from: 8, to: 18 }, { from: 8, to: 18 }],
    ['behind it', [[25, 1, 9]], range, range],
    ['put in inside', [[15, 0, 4]], { from: 10, to: 24 }, { from: 10, to: 24 }],
    ['put in at its start', [[10, 0, 4]], { from: 14, to: 24 }, { from: 10, to: 24 }],
    ['put in at its end', [[20, 0, 4]], range, { from: 10, to: 24 }],
    ['deleted over its start', [[5, 8, 0]], { from: 5, to: 12 }, { from: 5, to: 12 }],
    ['replaced over its start', [[5, 8, 3]], { from: 8, to: 15 }, { from: 5, to: 15 }],
    ['replaced over its end', [[18, 8, 3]], { from: 10, to: 18 }, { from: 10, to: 21 }],
    ['replaced from its start on', [[10, 4, 3]], { from: 13, to: 19 }, { from: 10, to: 19 }],
    ['replaced up to its end', [[16, 4, 3]], { from: 10, to: 16 }, { from: 10, to: 19 }],
    ['replaced right before it', [[6, 4, 3]], { from: 9, to: 19 }, { from: 6, to: 19 }],
    ['replaced right behind it', [[20, 4, 3]], range, { from: 10, to: 23 }],
    ['deleted just so', [[10, 10, 0]], undefined, undefined],
    ['a deletion that covers it', [[4, 30, 0]], undefined, undefined],
    ['a replacement that covers it', [[4, 30, 7]], undefined, { from: 4, to: 11 }],
    ['corrected at its start', [[10, 1, 2, true]], { from: 10, to: 21 }, { from: 10, to: 21 }],
    ['corrected at its end', [[19, 1, 2, true]], { from: 10, to: 21 }, { from: 10, to: 21 }],
    ['corrected as a whole', [[10, 10, 9, true]], undefined, { from: 10, to: 19 }],
    ['a correction that reaches beyond it', [[8, 4, 4, true]], { from: 12, to: 20 }, { from: 8, to: 20 }],
    [
      'corrected, and the rest deleted',
      [
        [10, 4, 3, true],
        [14, 6, 0],
      ],
      undefined,
      { from: 10, to: 13 },
    ],
  ];
  for (const [name, changes, inward, outward] of rows) {
    it(name, () => {
      assert.deepEqual(mapRange(range, changesOf(...changes)), inward);
      assert.deepEqual(mapRange(range, changesOf(...changes), OUTWARD), outward);
    });
  }

  it('each end goes as a place that leans so, in 20,000 random events', () => {
    for (let seed = 0; seed < 20_000; seed++) {
      const random = randomOf(seed);
      const rows: Row[] = [];
      let at = below(random, 6);
      for (let i = below(random, 5); i > 0; i--) {
        const removed = random() < 0.4 ? 0 : below(random, 5);
        rows.push([at, removed, random() < 0.4 ? 0 : below(random, 5)]);
        at += removed + 1 + below(random, 5);
      }
      const changes = changesOf(...rows);
      const from = below(random, 20);
      const given = { from, to: from + 1 + below(random, 10) };
      for (const bias of [INWARD, OUTWARD]) {
        const expected = { from: mapPos(given.from, changes, bias.from), to: mapPos(given.to, changes, bias.to) };
        assert.deepEqual(
          mapRange(given, changes, bias),
          expected.from < expected.to ? expected : undefined,
          `seed ${seed}`,
        );
      }
      // One after the other, from the last on, is the same.
      const oneByOne = [...rows]
        .reverse()
        .reduce((now: Range | undefined, row) => now && mapRange(now, changesOf(row)), given);
      assert.deepEqual(mapRange(given, changes), oneByOne, `seed ${seed}`);
      // A place that nothing met comes back.
      const there = mapRange(given, changes);
      const met = rows.some(([offset, removed]) => offset <= given.to && offset + removed >= given.from);
      if (!met) assert.deepEqual(there && mapRange(there, inverseOf(changes)), given, `seed ${seed}`);
    }
  });
});
