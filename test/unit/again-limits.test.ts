/**
 * The numbers that finding again judges by, each beside a row of text before, text after, what must come out: where the number is
 * moved by the step of its row, something else comes out. The rows were made by a search over random edits and made smaller.
 */
import assert from 'node:assert/strict';
import { findAgain } from '../../src/core/anchors/reanchor';
import { LIMITS } from '../../src/core/anchors/reanchor/limits';
import { anchorIn } from '../../src/core/anchors/context';
import { anchorOf } from '../../src/core/anchors/place';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { anchorsOf, type TagRange } from '../bench/truth';
import { ROWS as SHORT_ROWS, type Row } from './support/limit-rows';
import { LONG_ROWS } from './support/limit-rows-long';

const ROWS = [...SHORT_ROWS, ...LONG_ROWS];

/**
 * Numbers without a row. Searches met no text in which another value came out worse: of `doubled`, `closedLeast`, `shareTight` and
 * `shareTightOfWay` none in which it made a difference, of the others some in which a laxer one found a tag that is lost now.
 */
const UNTIED: readonly (keyof typeof LIMITS)[] = [
  'doubled',
  'mostOff',
  'agreesShare',
  'closedLeast',
  'share',
  'shareOfWay',
  'shareTight',
  'shareTightOfWay',
  'oncePerTwice',
];

/** The new text with what is found marked in it: `[placed]`, `{moved}`; how many are lost behind it. */
function found({ old, now, grown, at = [] }: Row): string {
  const tags: TagRange[] = at.map(([from, to]) => ({ from, to }));
  let text = '';
  // One may stand inside another.
  const open: number[] = [];
  for (const unit of old) {
    if (unit === '[') open.push(text.length);
    else if (unit === ']') tags.push({ from: open.pop() ?? 0, to: text.length });
    else text += unit;
  }
  const placeable = new PlaceableText(text);
  const anchors = grown ? tags.map((tag) => anchorOf(anchorIn(placeable, tag))) : anchorsOf(text, tags);
  const plain = now.replace(/[[\]{}]| \(lost: \d+\)$/g, '');
  let lost = 0;
  const marks: [number, string][] = [];
  for (const one of findAgain(plain, anchors)) {
    if (one.kind === 'lost') lost++;
    else marks.push([one.from, one.kind === 'placed' ? '[' : '{'], [one.to, one.kind === 'placed' ? ']' : '}']);
  }
  let shown = plain;
  for (const [at, mark] of marks.sort((a, b) => b[0] - a[0])) shown = shown.slice(0, at) + mark + shown.slice(at);
  return lost > 0 ? `${shown} (lost: ${lost})` : shown;
}

describe('anchors: each limit by a row', () => {
  const limits: Record<string, number> = LIMITS;
  for (const row of ROWS) {
    const { limit, step } = row;
    it(`${limit}, moved by ${step}`, () => {
      assert.equal(found(row), row.now);
      const value = limits[limit] as number;
      limits[limit] = value + step;
      try {
        assert.notEqual(found(row), row.now);
      } finally {
        limits[limit] = value;
      }
    });
  }

  it('all but those that are named here', () => {
    const tied = new Set<string>(ROWS.map(({ limit }) => limit));
    assert.deepEqual(
      Object.keys(LIMITS).filter((limit) => !tied.has(limit)),
      UNTIED,
    );
  });
});
