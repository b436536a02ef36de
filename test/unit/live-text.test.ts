import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LiveAnchors, type LiveAnchor } from '../../src/core/anchors/track';
import { editsOf } from '../../src/core/anchors/track/changes';
import { ChunkedText } from '../../src/core/anchors/track';
import { Lines } from '../../src/core/text/lines';
import { anchorsIn, applied, below, eventIn, inverseOf, Model, randomOf, textOf } from './support/live-model';

describe('ChunkedText', function () {
  this.timeout(60_000);

  it('is a string to all appearances, over many chunks', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomOf(seed);
        let text = textOf(random, below(random, 30_000));
        const chunked = new ChunkedText(text);
        for (let i = 0; i < 12; i++) {
          const offset = below(random, text.length + 1);
          const removed = below(random, Math.min(text.length - offset, random() < 0.5 ? 5 : 9_000) + 1);
          const change = { offset, removed, text: textOf(random, below(random, random() < 0.8 ? 4 : 20_000)) };
          chunked.apply(editsOf([change], chunked));
          text = applied(text, [change]);
          assert.equal(chunked.length, text.length);
          const from = below(random, text.length + 1);
          const to = from + below(random, 10_000);
          assert.equal(chunked.slice(from, to), text.slice(from, to));
        }
        assert.equal(chunked.toString(), text);
        assert.equal(chunked.fingerprint(), new ChunkedText(text).fingerprint());
      }),
      { numRuns: 300 },
    );
  });

  it('takes all changes of an event, in any order', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomOf(seed);
        const text = textOf(random, below(random, 60));
        const changes = eventIn(random, text, (count) => textOf(random, count));
        for (const order of [changes, [...changes].reverse()]) {
          const chunked = new ChunkedText(text);
          chunked.apply(editsOf(order, chunked));
          assert.equal(chunked.toString(), applied(text, changes));
          chunked.apply(editsOf(inverseOf(text, changes), chunked));
          assert.equal(chunked.toString(), text);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('has another fingerprint for another text', () => {
    const known = new Map<number, string>();
    const random = randomOf(5);
    for (let i = 0; i < 20_000; i++) {
      const text = textOf(random, 1 + below(random, 12), ['a', 'b', '\0', '\u0100']);
      const key = new ChunkedText(text).fingerprint();
      assert.equal(known.get(key) ?? text, text);
      known.set(key, text);
    }
    // Two units that change places far from one another, at a distance of a power of two.
    const long = 'x'.repeat(1 << 20);
    assert.notEqual(new ChunkedText(`a${long}b`).fingerprint(), new ChunkedText(`b${long}a`).fingerprint());
  });
});

describe('LiveAnchors.at and within', function () {
  this.timeout(60_000);

  it('agree with a filter, among thousands of tags, through edits', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = randomOf(seed);
        let text = textOf(random, 4_000);
        const anchors: LiveAnchor[] = Array.from({ length: 2_500 }, (_, i) => {
          const from = below(random, text.length - 1);
          const reach = random() < 0.9 ? 30 : text.length;
          return { id: `t${i}`, pieces: [{ from, to: from + 1 + below(random, Math.min(reach, text.length - from)) }] };
        });
        const live = new LiveAnchors(text, anchors);
        for (let i = 0; i < 8; i++) {
          const changes = eventIn(random, text, (count) => textOf(random, count));
          if (i % 3 === 2) changes[0] = { offset: below(random, text.length), removed: 0, text: textOf(random, 50) };
          const one = i % 3 === 2 ? changes.slice(0, 1) : changes;
          text = applied(text, one);
          live.change(one);
          const spans = anchors.flatMap(({ id }) => (live.spansOf(id) ?? []).map((span) => ({ id, ...span })));
          const at = below(random, text.length + 1);
          const to = at + below(random, 200);
          assert.deepEqual(
            [...live.at(at)].sort(),
            spans
              .filter((span) => span.from <= at && at <= span.to)
              .map(({ id }) => id)
              .sort(),
          );
          assert.deepEqual(
            [...live.within(at, to)].sort(),
            spans
              .filter((span) => span.from < to && at < span.to)
              .map(({ id }) => id)
              .sort(),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it('give the inner tag first at a place, the outer first in a range', () => {
    const live = new LiveAnchors('0123456789', [
      { id: 'outer', pieces: [{ from: 0, to: 10 }] },
      { id: 'inner', pieces: [{ from: 2, to: 4 }] },
      { id: 'middle', pieces: [{ from: 2, to: 6 }] },
    ]);
    assert.deepEqual(live.at(3), ['inner', 'middle', 'outer']);
    assert.deepEqual(live.at(4), ['inner', 'middle', 'outer']);
    assert.deepEqual(live.at(5), ['middle', 'outer']);
    assert.deepEqual(live.within(0, 10), ['outer', 'middle', 'inner']);
    assert.deepEqual(live.within(4, 5), ['outer', 'middle']);
  });

  it('follow 3,000 tags beside the naive model, and back', () => {
    const random = randomOf(11);
    const text = Array.from({ length: 3_000 }, (_, i) => String.fromCharCode(0x4e00 + i)).join('');
    const groups = Array.from({ length: 100 }, (_, group) =>
      anchorsIn(random, text, 30).map(({ pieces }, i) => ({ id: `${group}.${i}`, pieces })),
    );
    const live = new LiveAnchors(text, groups.flat());
    const models = groups.map((group) => new Model(text, group));
    const undo = [];
    let now = text;
    let next = 0xac00;
    for (let i = 0; i < 12; i++) {
      const changes = eventIn(random, now, (count) =>
        Array.from({ length: count }, () => String.fromCharCode(next++)).join(''),
      );
      if (i === 6) changes.splice(0, changes.length, { offset: 100, removed: 2_500, text: '' });
      undo.unshift(inverseOf(now, changes));
      now = applied(now, changes);
      live.change(changes);
      models.forEach((model, group) => {
        model.change(changes);
        groups[group]?.forEach(({ id }, tag) => {
          const span = model.spanOf(tag);
          assert.deepEqual(live.spansOf(id), span && [span]);
        });
      });
    }
    for (const inverse of undo) live.change(inverse);
    for (const { id, pieces } of groups.flat()) assert.deepEqual(live.spansOf(id), pieces);
  });
});

describe('Lines', () => {
  it('counts lines as the editor does', () => {
    // text, offset, line, column
    const table: [string, number, number, number][] = [
      ['', 0, 0, 0],
      ['a\nb', 2, 1, 0],
      ['a\r\nb', 3, 1, 0],
      ['a\rb', 2, 1, 0],
      ['a\n\rb', 3, 2, 0],
      ['a\u2028b\u0085c', 4, 0, 4],
      ['a\n', 2, 1, 0],
      ['😀b', 2, 0, 2],
      ['\r\n\r\n', 2, 1, 0],
      ['\r\r\n', 1, 1, 0],
      ['\r\r\n', 3, 2, 0],
    ];
    for (const [text, offset, line, column] of table) {
      const lines = new Lines(text);
      assert.deepEqual(lines.positionAt(offset), { line, column }, JSON.stringify(text));
      assert.equal(lines.offsetAt(line, column), offset, JSON.stringify(text));
    }
  });

  it('agrees with a split, and clamps what lies outside', () => {
    const piece = fc.constantFrom('a', '\n', '\r', '\r\n', '😀', '\u2028');
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const text = parts.join('');
        const lines = new Lines(text);
        const split = text.split(/\r\n|\r|\n/);
        assert.equal(lines.lineCount, split.length);
        split.forEach((line, i) => {
          assert.equal(lines.offsetAt(i, Infinity) - lines.offsetAt(i, 0), line.length);
          assert.equal(lines.offsetAt(i, -3), lines.offsetAt(i, 0));
          assert.deepEqual(lines.positionAt(lines.offsetAt(i, line.length)), { line: i, column: line.length });
        });
        assert.equal(lines.offsetAt(split.length, 0), text.length);
        assert.equal(lines.offsetAt(-1, 5), 0);
        assert.deepEqual(lines.positionAt(text.length + 5), lines.positionAt(text.length));
        for (let i = 0; i < text.length; i++) {
          const { line, column } = lines.positionAt(i);
          const inside = text[i] === '\n' && text[i - 1] === '\r';
          assert.equal(lines.offsetAt(line, column), inside ? i - 1 : i);
        }
      }),
    );
  });
});
