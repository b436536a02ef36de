/** Every value that the literature and the tests of other tools give for a worked example. */
import * as assert from 'node:assert/strict';
import { alphaU, type Unit } from '../../src/core/agreement/alpha-u';
import { krippendorffAlpha, type Metric } from '../../src/core/agreement/alpha';
import type { Figure } from '../../src/core/agreement/figure';
import { gamma } from '../../src/core/agreement/gamma';
import type { Placed } from '../../src/core/agreement/dissimilarity';
import { bestAlignment } from '../../src/core/agreement/gamma-align';
import { fleissKappa, gwetAC, meanAgreement } from '../../src/core/agreement/many-coders';
import { itemsOf, type Item } from '../../src/core/agreement/ratings';
import { spanScores } from '../../src/core/agreement/spans';
import { cohenKappa, rawAgreement, scottPi } from '../../src/core/agreement/two-coders';

/** Six digits, as the vectors are printed. */
function is(actual: Figure, expected: number, digits = 6): void {
  assert.ok(actual.value !== undefined, 'undefined');
  assert.equal(Number(actual.value.toFixed(digits)), expected);
}

function isNone(actual: Figure): void {
  assert.equal(actual.value, undefined);
  assert.ok('why' in actual && actual.why.endsWith('.'));
}

/** One row a coder, signs by item; `*` is missing. */
function rows(...coders: string[]): Item[] {
  const parts = coders.map((coder) => coder.split(/\s+/));
  return (parts[0] ?? []).map((_, i) => ({
    ratings: parts.map((part) => (part[i] === '*' ? undefined : Number(part[i]))),
  }));
}

describe('agreement: vectors', () => {
  const tables: [string, number[][], Partial<Record<'po' | 'kappa' | 'pi' | 'ac1', number>>][] = [
    [
      'Artstein & Poesio 2008',
      [
        [20, 10],
        [20, 50],
      ],
      { po: 0.7, kappa: 0.347826, pi: 0.340659 },
    ],
    [
      'six and six',
      [
        [46, 0, 0],
        [6, 32, 6],
        [0, 0, 10],
      ],
      { po: 0.88, kappa: 0.801325, pi: 0.799532 },
    ],
    [
      'Cohen 1960',
      [
        [88, 14, 18],
        [10, 40, 10],
        [2, 6, 12],
      ],
      { po: 0.7, kappa: 0.491525, pi: 0.487179 },
    ],
    [
      'worse than chance',
      [
        [25, 12, 3],
        [13, 2, 15],
        [12, 16, 2],
      ],
      { po: 0.29, kappa: -0.092308, pi: -0.100775, ac1: -0.04797 },
    ],
  ];
  for (const [name, table, expected] of tables) {
    it(`two coders: ${name}`, () => {
      is(rawAgreement(table), expected.po as number);
      is(cohenKappa(table), expected.kappa as number);
      is(scottPi(table), expected.pi as number);
      if (expected.ac1 !== undefined) is(gwetAC(itemsOf(table), table.length), expected.ac1);
    });
  }

  it('characters of two coders', () => {
    const [a, b] = ['001111111100001111110000', '000011110000000110000000'].map((line) => [...line].join(' '));
    const items = rows(a as string, b as string);
    const table = [
      [10, 0],
      [8, 6],
    ];
    is(rawAgreement(table), 0.666667);
    is(cohenKappa(table), 0.384615);
    is(scottPi(table), 0.314286);
    is(krippendorffAlpha(items), 0.328571);
    is(
      cohenKappa([
        [2, 2],
        [2, 0],
      ]),
      -0.5,
    ); // 110000 and 000110
    isNone(
      cohenKappa([
        [24, 0],
        [0, 0],
      ]),
    );
    isNone(krippendorffAlpha(rows('0 0', '0 0')));
  });

  it('Fleiss 1971', () => {
    const subjects =
      '444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445 333335 ' +
      '111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555';
    const items = subjects.split(' ').map((subject) => ({ ratings: [...subject].map(Number) }));
    is(meanAgreement(items), 0.555556);
    is(fleissKappa(items), 0.430245);
  });

  it('Krippendorff: two coders', () => {
    is(krippendorffAlpha(rows('1 1 0 0 0 0 0 0 0 0', '0 1 1 0 0 1 0 1 0 0')), 0.095238);
    is(krippendorffAlpha(rows('0 0 1 1 1 1 1 2 2 2 2 2', '0 1 1 1 1 1 2 2 2 2 2 2')), 0.734104);
  });

  const four = rows(
    '1 2 3 3 2 1 4 1 2 * * *',
    '1 2 3 3 2 2 4 1 2 5 * 3',
    '* 3 3 3 2 3 4 2 2 5 1 *',
    '1 2 3 3 2 4 4 1 2 5 1 *',
  );
  const three = rows('* * * * * 3 4 1 2 1 1 3 3 * 3', '1 * 2 1 3 3 4 3 * * * * * * *', '* * 2 1 3 4 4 * 2 1 1 3 3 * 4');
  const alphas: [string, Item[], Metric, number][] = [
    ['four coders', four, 'nominal', 0.743421],
    ['four coders', four, 'ordinal', 0.815388],
    ['four coders', four, 'interval', 0.849107],
    ['four coders', four, 'ratio', 0.797403],
    ['three coders', three, 'nominal', 0.691358],
    ['three coders', three, 'interval', 0.810845],
  ];
  for (const [name, items, metric, expected] of alphas) {
    it(`Krippendorff: ${name}, ${metric}`, () => is(krippendorffAlpha(items, metric), expected));
  }

  /** `1+8` is a unit from 1 on, 8 long. */
  const units = (...texts: string[]): Unit[] =>
    texts.map((text) => {
      const [start = 0, length = 0] = text.split('+').map(Number);
      return { start, end: start + length, category: 'c' };
    });

  it('Krippendorff: unitizing', () => {
    is(alphaU([units('1+8'), units('2+1', '4+1', '6+1')], 10).all, -0.700346);
    is(alphaU([units('0+1'), [], []], 20).all, 0);
    is(alphaU([units('3+4'), units('3+4'), units('3+4')], 20).all, 1);
    is(alphaU([units('0+5'), units('5+5')], 20).all, -0.862745);
    is(alphaU([units('3+4'), units('4+4')], 20).all, 0.889655);
    isNone(alphaU([[], []], 20).all);
    isNone(alphaU([units('3+0'), units('3+0')], 20).all);
  });

  /** `1-5a`: from 1 to 5, of category a. */
  const placed = (...texts: string[]): Placed[] =>
    texts.map((text) => {
      const [, start, end, category = ''] = /^(\d+)-(\d+)(.)$/.exec(text) ?? [];
      return { start: Number(start), end: Number(end), category };
    });

  it('γ: the best alignment of two coders', () => {
    const coders = [placed('1-5a', '6-10b', '11-15a'), placed('2-6a', '7-11b', '12-16a')];
    const best = bestAlignment(coders);
    assert.deepEqual(
      best.parts.map(({ units: pair }) => pair),
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    );
    assert.deepEqual(
      best.parts.map(({ disorder }) => disorder),
      [0.0625, 0.0625, 0.0625],
    );
    assert.equal(best.disorder, 0.0625);
    is(gamma(coders, 20, { chance: 0.53697 }).gamma, 0.88361, 5);
  });

  it('spans: two sentences of seqeval', () => {
    // O O O B-MISC I-MISC I-MISC O | B-PER I-PER O, and MISC one token earlier.
    const per = { start: 7, end: 9, category: 'PER' };
    const gold = [{ start: 3, end: 6, category: 'MISC' }, per];
    const found = [{ start: 2, end: 6, category: 'MISC' }, per];
    assert.equal(spanScores(gold, found).strict.f1.value, 0.5);
  });

  it('spans: five pairs', () => {
    // In tokens, the second sentence ten further on. `partial` by the formula of the README: two right and half of three.
    const at = (start: number, end: number, category: string): Unit => ({ start, end, category });
    const gold = [at(1, 3, 'PER'), at(6, 8, 'ORG'), at(11, 12, 'LOC'), at(12, 14, 'PER'), at(17, 18, 'DATE')];
    const other = [at(2, 4, 'PER'), at(6, 8, 'ORG'), at(11, 13, 'LOC'), at(13, 14, 'PER'), at(17, 18, 'DATE')];
    const { strict, exact, partial, type } = spanScores(gold, other);
    is(type.f1, 1);
    is(exact.f1, 0.4);
    is(strict.f1, 0.4);
    is(partial.f1, 0.7);
  });

  it('spans: six scenarios', () => {
    const at = (start: number, end: number, category: string): Unit => ({ start, end, category });
    // Missed; spurious; same type wider; other type same span; identical; other type wider.
    const gold = [at(0, 2, 'a'), at(20, 22, 'a'), at(30, 32, 'a'), at(40, 42, 'a'), at(50, 52, 'a')];
    const other = [at(10, 12, 'a'), at(20, 23, 'a'), at(30, 32, 'b'), at(40, 42, 'a'), at(50, 53, 'b')];
    const { strict, exact, partial, type } = spanScores(gold, other);
    is(type.f1, 0.4);
    is(partial.f1, 0.6);
    is(exact.f1, 0.4);
    is(strict.f1, 0.2);
  });
});
