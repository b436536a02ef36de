import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  barParts,
  CELL,
  gridFrame,
  networkPlaces,
  nextMark,
  radiusOf,
  timeAxis,
} from '../../src/features/findings/page/layout';

describe('findings: layout', () => {
  it('makes discs whose area is as the count, and that can hold a sign', () => {
    assert.equal(radiusOf(100, 100), 14);
    assert.equal(radiusOf(1, 100), 8);
    assert.ok(Math.abs(radiusOf(64, 100) ** 2 / radiusOf(100, 100) ** 2 - 0.64) < 0.02);
  });

  it('leaves room for labels, cut ones too', () => {
    const small = gridFrame(['a'], ['b', 'c'], 24);
    const large = gridFrame(['a'.repeat(500)], ['b', 'c'], 24);
    assert.equal(small.height, large.height);
    assert.ok(large.left > small.left && large.left < 200);
    assert.ok(small.width >= small.left + 2 * CELL);
  });

  it('puts the parts of a bar one after the other, up to the longest', () => {
    assert.deepEqual(barParts([1, 3], 4, 200), [
      { from: 0, length: 50 },
      { from: 50, length: 150 },
    ]);
    assert.equal(barParts([1], 100_000, 200)[0]?.length, 2);
  });

  const day = 86_400_000;
  for (const [span, label] of [
    [1, /^\d{4}-\d\d-\d\d$/],
    [200, /^\d{4}-\d\d$/],
    [4_000, /^\d{4}$/],
  ] as const) {
    it(`labels an axis of ${span} days, each label once`, () => {
      const first = Date.UTC(2024, 4, 3);
      const { ticks, x } = timeAxis(first, first + span * day, 100, 600);
      assert.ok(ticks.length >= 2);
      for (const tick of ticks) assert.match(tick.label, label);
      assert.equal(new Set(ticks.map((tick) => tick.label)).size, ticks.length);
      assert.ok(x(first) >= 100 && x(first + span * day) <= 600);
    });
  }

  it('puts a network within its frame, the same each time', () => {
    const frame = { width: 700, height: 400, room: 70 };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 24 }),
        fc.array(fc.tuple(fc.nat(23), fc.nat(23), fc.integer({ min: 1, max: 50 })), { maxLength: 40 }),
        (size, pairs) => {
          const links = pairs
            .filter(([a, b]) => a < size && b < size && a !== b)
            .map(([a, b, strength]) => ({ a, b, strength }));
          const sizes = Array.from({ length: size }, (_, i) => 8 + (i % 12));
          const places = networkPlaces(sizes, links, frame);
          assert.deepEqual(networkPlaces(sizes, links, frame), places);
          assert.equal(places.length, size);
          for (const { x, y } of places) assert.ok(x >= 0 && x <= frame.width && y >= 0 && y <= frame.height);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('moves by arrow keys to the nearest mark on that side', () => {
    const places = [
      { x: 0, y: 0 },
      { x: 44, y: 0 },
      { x: 132, y: 0 },
      { x: 0, y: 44 },
      { x: 44, y: 88 },
    ];
    assert.equal(nextMark(places, 0, 'ArrowRight'), 1);
    assert.equal(nextMark(places, 1, 'ArrowRight'), 2);
    assert.equal(nextMark(places, 0, 'ArrowDown'), 3);
    assert.equal(nextMark(places, 4, 'ArrowUp'), 1);
    assert.equal(nextMark(places, 0, 'ArrowLeft'), undefined);
    assert.equal(nextMark(places, 9, 'ArrowLeft'), undefined);
  });
});
