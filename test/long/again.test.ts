import * as assert from 'node:assert/strict';
import { findAgain } from '../../src/core/anchors/reanchor';
import { mapThrough } from '../../src/core/anchors/diff';
import { editWorld, fateOf, judge, normalise, untouched, type Verdict } from '../bench/fate';
import { anchorsOf, makeTags, makeWorld, randomFrom } from '../bench/truth';

/** `AGAIN_SEEDS=1-400` for others than these. */
const [FIRST = 1, LAST = 200] = (process.env.AGAIN_SEEDS ?? '1-200').split('-').map(Number);

const SIZES = [
  { size: 8_000, tags: 12, edits: 10 },
  { size: 60_000, tags: 60, edits: 120 },
  { size: 300_000, tags: 300, edits: 150 },
];

describe('anchors: found again, many seeds', () => {
  for (const { size, tags: count, edits } of SIZES) {
    for (const normalised of [false, true]) {
      it(`${size} units, ${edits} edits${normalised ? ', normalised' : ''}`, () => {
        const byAnchors: Record<Verdict, number> = {
          exact: 0,
          shifted: 0,
          wrong: 0,
          lost: 0,
          destroyed: 0,
          foreign: 0,
        };
        const byDiff = { ...byAnchors };
        const bad: string[] = [];
        for (let seed = FIRST; seed <= LAST; seed++) {
          const random = randomFrom(1000 * seed + edits);
          const wrapped = seed % 2 === 0;
          const world = makeWorld(random, size, wrapped);
          const tags = makeTags(random, world.text, count);
          const edited = seed % 10 === 0 ? untouched(world.text) : editWorld(random, world, edits);
          const fate = normalised ? normalise(edited, wrapped) : edited;
          const found = findAgain(fate.text, anchorsOf(world.text, tags));
          const map = mapThrough(world.text, fate.text);
          tags.forEach((tag, i) => {
            const truth = fateOf(tag, fate);
            const one = found[i];
            const verdict = judge(truth, one && one.kind !== 'lost' ? one : undefined);
            byAnchors[verdict]++;
            if (verdict === 'wrong' || verdict === 'foreign') bad.push(`${verdict}: seed ${seed}, tag ${i}`);
            byDiff[judge(truth, map(tag.from, tag.to))]++;
          });
        }
        const all = Object.values(byAnchors).reduce((sum, n) => sum + n, 0);
        console.log(`      by anchors ${JSON.stringify(byAnchors)}, old text known ${JSON.stringify(byDiff)}`);
        // Edits every 500 units in small texts full of repeated sentences: one in 5,000 is what is left of doubt, and a little more where
        // white space and signs are others everywhere as well.
        assert.ok((normalised ? 4_000 : 5_000) * bad.length <= all, bad.join('\n'));
        assert.ok(5_000 * (byDiff.wrong + byDiff.foreign) <= all, JSON.stringify(byDiff));
      });
    }
  }
});
