import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findAgain } from '../../src/core/anchors/reanchor';
import { mapThrough } from '../../src/core/anchors/diff';
import { decompose, editWorld, fateOf, judge, normalise, untouched, type Fate, type Verdict } from '../bench/fate';
import { anchorsOf, makeTags, makeWorld, randomFrom, type TagRange } from '../bench/truth';

const SEEDS = [1, 2, 3, 4];

/** How the tags of small texts fare: those of `seeds`, in long lines and in wrapped ones. */
function verdicts(
  edits: number,
  change: (fate: Fate, wrapped: boolean) => Fate,
  find: (old: string, tags: readonly TagRange[], fate: Fate) => (TagRange | undefined)[],
): Record<Verdict, number> {
  const counts = { exact: 0, shifted: 0, wrong: 0, lost: 0, destroyed: 0, foreign: 0 };
  for (const seed of SEEDS) {
    for (const wrapped of [false, true]) {
      const random = randomFrom(100 * seed + edits);
      const world = makeWorld(random, 60_000, wrapped);
      const tags = makeTags(random, world.text, 60);
      const fate = change(edits > 0 ? editWorld(random, world, edits) : untouched(world.text), wrapped);
      const found = find(world.text, tags, fate);
      tags.forEach((tag, i) => counts[judge(fateOf(tag, fate), found[i])]++);
    }
  }
  return counts;
}

const asIs = (fate: Fate): Fate => fate;

function byAnchors(old: string, tags: readonly TagRange[], fate: Fate): (TagRange | undefined)[] {
  return findAgain(fate.text, anchorsOf(old, tags)).map((one) => (one.kind === 'lost' ? undefined : one));
}

function byDiff(old: string, tags: readonly TagRange[], fate: Fate): (TagRange | undefined)[] {
  const map = mapThrough(old, fate.text);
  return tags.map((tag) => map(tag.from, tag.to));
}

describe('anchors: found where the truth says', () => {
  const rows: readonly [string, number, (fate: Fate, wrapped: boolean) => Fate, number][] = [
    ['nothing changed', 0, asIs, 100],
    ['few edits', 4, asIs, 99],
    // One tag in a thousand units, two edits beside it: without the old text better lost than on a look-alike.
    ['many edits', 120, asIs, 94],
    ['plain characters, other line breaks', 0, normalise, 97],
    ['both', 120, normalise, 89],
    ['letters taken apart', 0, decompose, 100],
  ];
  for (const [name, edits, change, least] of rows) {
    it(name, () => {
      const counts = verdicts(edits, change, byAnchors);
      const living = counts.exact + counts.shifted + counts.wrong + counts.lost;
      assert.equal(counts.wrong + counts.foreign, 0, JSON.stringify(counts));
      assert.ok(100 * counts.exact >= least * living, JSON.stringify(counts));
    }).timeout(60_000);
  }

  for (const [edits, change, least] of [
    [4, asIs, 100],
    [120, asIs, 99],
    [4, normalise, 99],
  ] as const) {
    it(`old text known, ${edits} edits${change === asIs ? '' : ', plain characters'}`, () => {
      const counts = verdicts(edits, change, byDiff);
      const living = counts.exact + counts.shifted + counts.wrong + counts.lost;
      assert.equal(counts.wrong + counts.foreign, 0, JSON.stringify(counts));
      assert.ok(100 * counts.exact >= least * living, JSON.stringify(counts));
    }).timeout(60_000);
  }
});

describe('anchors: properties', () => {
  const text = fc.array(fc.constantFrom('Baku ', 'is ', 'a', ' ', '\n', 'é', 'e\u0301', '“', '–', '🙂', '.'), {
    maxLength: 60,
  });
  const piece = fc.tuple(fc.nat({ max: 80 }), fc.nat({ max: 30 }));

  it('in an unchanged text every tag is placed', () => {
    fc.assert(
      fc.property(text, fc.array(piece, { minLength: 1, maxLength: 6 }), (parts, pieces) => {
        const whole = parts.join('') + 'end.';
        const tags = pieces.map(([from, length]) => tagIn(whole, from, length));
        const found = findAgain(whole, anchorsOf(whole, tags));
        assert.deepEqual(
          found,
          tags.map(({ from, to }) => ({ kind: 'placed', from, to })),
        );
      }),
    );
  });

  it('whatever became of the text, what is found stands in it, and a placed quote is the quote', () => {
    fc.assert(
      fc.property(text, text, fc.array(piece, { maxLength: 4 }), (parts, others, pieces) => {
        const old = parts.join('') + 'end.';
        const now = others.join('');
        const anchors = anchorsOf(
          old,
          pieces.map(([from, length]) => tagIn(old, from, length)),
        );
        findAgain(now, anchors).forEach((one, i) => {
          if (one.kind === 'lost') return;
          assert.ok(one.from >= 0 && one.from < one.to && one.to <= now.length);
          if (one.kind === 'placed') assert.equal(now.slice(one.from, one.to), anchors[i]?.quote);
        });
      }),
    );
  });

  it('through a diff, an untouched text maps to itself, and every range to one of the text', () => {
    fc.assert(
      fc.property(text, text, piece, (parts, others, [from, length]) => {
        const old = parts.join('') + 'end.';
        const tag = tagIn(old, from, length);
        assert.deepEqual(mapThrough(old, old)(tag.from, tag.to), { ...tag, exact: true });
        const now = others.join('');
        const mapped = mapThrough(old, now)(tag.from, tag.to);
        if (!mapped) return;
        assert.ok(mapped.from >= 0 && mapped.from < mapped.to && mapped.to <= now.length);
        assert.equal(mapped.exact, now.slice(mapped.from, mapped.to) === old.slice(tag.from, tag.to));
      }),
    );
  });
});

/** A tag of whole code points that begins and ends with something to see. */
function tagIn(text: string, from: number, length: number): TagRange {
  const seen = [...text.matchAll(/[^\s\p{M}]\p{M}*/gu)];
  const first = seen[from % seen.length] as RegExpExecArray;
  const last = seen[Math.min(seen.length - 1, (from % seen.length) + length)] as RegExpExecArray;
  return { from: first.index, to: last.index + last[0].length };
}
