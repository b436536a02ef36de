/** What must hold whatever the coders did. Seeds are printed with a failure. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { krippendorffAlpha } from '../../src/core/agreement/alpha';
import { alphaU, type Unit } from '../../src/core/agreement/alpha-u';
import { intervals, intervalSteps } from '../../src/core/agreement/bootstrap';
import type { Figure } from '../../src/core/agreement/figure';
import { gamma } from '../../src/core/agreement/gamma';
import { dissimilarity, PLAIN, type Placed } from '../../src/core/agreement/dissimilarity';
import { bestAlignment } from '../../src/core/agreement/gamma-align';
import { fleissKappa, gwetAC, meanAgreement } from '../../src/core/agreement/many-coders';
import { nominalMeasures, nominalMeasuring } from '../../src/core/agreement/nominal';
import { seeded } from '../../src/core/agreement/random';
import { confusion, pooled, type Item } from '../../src/core/agreement/ratings';
import { spanScores } from '../../src/core/agreement/spans';
import { finish } from '../../src/core/base/steps';
import { cohenKappa, kappaOf, piOf, scottPi } from '../../src/core/agreement/two-coders';
import { linear, quadratic } from '../../src/core/agreement/weights';

const K = 4;
const rating = fc.option(fc.nat(K - 1), { nil: undefined, freq: 5 });
const items = (coders: number) =>
  fc.array(
    fc.record({
      ratings: fc.array(rating, { minLength: coders, maxLength: coders }),
      weight: fc.integer({ min: 1, max: 3 }),
    }),
    {
      minLength: 1,
      maxLength: 30,
    },
  );

/** All that has a value for any number of coders, by name. */
const FIGURES: Record<string, (items: Item[]) => Figure> = {
  agreement: meanAgreement,
  fleiss: fleissKappa,
  nominal: (all) => krippendorffAlpha(all),
  ordinal: (all) => krippendorffAlpha(all, 'ordinal'),
  interval: (all) => krippendorffAlpha(all, 'interval'),
  ratio: (all) => krippendorffAlpha(all, 'ratio', [1, 2, 3, 4]),
  ac1: (all) => gwetAC(all, K),
  ac2: (all) => gwetAC(all, K, quadratic(K)),
};

function same(a: Figure, b: Figure, what: string): void {
  if (a.value === undefined || b.value === undefined) assert.equal(a.value, b.value, what);
  else assert.ok(Math.abs(a.value - b.value) < 1e-9, `${what}: ${a.value} and ${b.value}`);
}

const unit = fc
  .record({ start: fc.nat(60), length: fc.integer({ min: 1, max: 12 }), category: fc.constantFrom('a', 'b') })
  .map(({ start, length, category }): Unit => ({ start, end: start + length, category }));

describe('agreement: properties', () => {
  it('do not depend on the order of coders or of items, nor on rows being pooled', () => {
    fc.assert(
      fc.property(items(3), fc.nat(5), (all, turn) => {
        const turned = all
          .map(({ ratings, weight }) => ({
            ratings: [...ratings.slice(turn % 3), ...ratings.slice(0, turn % 3)],
            weight,
          }))
          .reverse();
        for (const [name, of] of Object.entries(FIGURES)) {
          same(of(turned), of(all), name);
          same(of(pooled(all)), of(all), `${name}, pooled`);
        }
      }),
    );
  });

  it('count a weight of 3 as three units', () => {
    fc.assert(
      fc.property(items(3), (all) => {
        const spread = all.flatMap(({ ratings, weight }) => Array.from({ length: weight }, () => ({ ratings })));
        for (const [name, of] of Object.entries(FIGURES)) same(of(spread), of(all), name);
      }),
    );
  });

  it('are 1 where all coders say the same of at least two categories, and never above 1', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(K - 1), { minLength: 2, maxLength: 20 }), items(3), (line, all) => {
        const alike = line.map((one) => ({ ratings: [one, one, one] }));
        for (const [name, of] of Object.entries(FIGURES)) {
          if (new Set(line).size > 1) assert.equal(of(alike).value, 1, name);
          const { value } = of(all);
          assert.ok(value === undefined || value <= 1 + 1e-12, name);
        }
      }),
    );
  });

  it('of one category only have no value, and say why; raw agreement is 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 9 }), fc.nat(K - 1), (coders, n, one) => {
        const all = Array.from({ length: n }, () => ({ ratings: new Array<number>(coders).fill(one) }));
        for (const [name, of] of Object.entries(FIGURES)) {
          const found = of(all);
          // Gwet's coefficients know of categories that nobody used: agreement on one of four is agreement.
          if (name === 'agreement' || name.startsWith('ac')) assert.equal(found.value, 1, name);
          else assert.ok(found.value === undefined && found.why.length > 20, name);
        }
      }),
    );
  });

  it('of draws are the same in one pass over patterns as by the functions that say whose formulas they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }).chain((coders) => fc.array(items(coders), { minLength: 2, maxLength: 5 })),
        (sources) => {
          const coders = sources[0]?.[0]?.ratings.length ?? 0;
          const of: Record<string, (all: readonly Item[]) => Figure> = {
            agreement: meanAgreement,
            'cohen-kappa': (all) => kappaOf(all),
            'scott-pi': (all) => piOf(all),
            'fleiss-kappa': fleissKappa,
            alpha: (all) => krippendorffAlpha(all),
            ac1: (all) => gwetAC(all, K),
          };
          const statistics = nominalMeasures(coders).map((measure) => of[measure] as (all: readonly Item[]) => Figure);
          const slow = intervals(sources, statistics, { draws: 20 });
          const fast = finish(intervalSteps(sources, statistics.length, nominalMeasuring(coders, K), { draws: 20 }));
          slow.forEach((interval, i) => {
            const other = fast[i];
            if (!interval || !other) assert.equal(interval, other);
            else {
              same({ value: interval.low }, { value: other.low }, `low ${i}`);
              same({ value: interval.high }, { value: other.high }, `high ${i}`);
            }
          });
        },
      ),
    );
  });

  it('of items are those of the table', () => {
    fc.assert(
      fc.property(items(2), (all) => {
        const table = confusion(all, 0, 1, K);
        same(kappaOf(all), cohenKappa(table), 'κ');
        same(piOf(all), scottPi(table), 'π');
      }),
    );
  });

  it('of two coders are symmetric, and weights of equal steps lie between', () => {
    fc.assert(
      fc.property(items(2), (all) => {
        const [one, other] = [confusion(all, 0, 1, K), confusion(all, 1, 0, K)];
        same(cohenKappa(one), cohenKappa(other), 'κ');
        same(cohenKappa(one, linear(K)), cohenKappa(other, linear(K)), 'linear κ');
        same(scottPi(one), scottPi(other), 'π');
        if (all.every(({ ratings }) => ratings.every((r) => r !== undefined))) {
          // For two coders without gaps Fleiss' κ is Scott's π.
          same(fleissKappa(all), scottPi(one), 'Fleiss and Scott');
        }
      }),
    );
  });

  it('are near 0 for coders by chance, within the interval', () => {
    const random = seeded(11);
    const sources = Array.from({ length: 60 }, () =>
      Array.from({ length: 40 }, () => ({ ratings: [0, 1, 2].map(() => Math.floor(random() * K)) })),
    );
    const all = sources.flat();
    const figures = [FIGURES.nominal, FIGURES.fleiss, FIGURES.ac1] as ((items: readonly Item[]) => Figure)[];
    const [alpha, fleiss, ac1] = intervals(sources, figures, { seed: 3, draws: 500 });
    for (const interval of [alpha, fleiss, ac1]) assert.ok(interval && interval.low < 0 && interval.high > 0);
    assert.ok(Math.abs(krippendorffAlpha(all).value ?? 1) < 0.02);
    // The same seed, the same interval.
    assert.deepEqual(intervals(sources, figures, { seed: 3, draws: 500 })[0], alpha);
    assert.deepEqual(intervals([all], figures), [undefined, undefined, undefined]);
  });

  it('α_U and span scores do not depend on who is first; identical coders have 1', () => {
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), fc.array(unit, { maxLength: 12 }), (a, b) => {
        same(alphaU([a, b], 80).all, alphaU([b, a], 80).all, 'α_U');
        if (a.length > 0) assert.equal(alphaU([a, a, a], 80).all.value, 1);
        const [one, other] = [spanScores(a, b), spanScores(b, a)];
        for (const way of ['strict', 'exact', 'partial', 'type'] as const) {
          same(one[way].f1, other[way].f1, way);
          same(one[way].precision, other[way].recall, way);
        }
      }),
    );
  });

  it('γ: the best alignment is the best of all, by trying all', () => {
    fc.assert(
      fc.property(fc.array(fc.array(unit, { maxLength: 3 }), { minLength: 2, maxLength: 3 }), (coders) => {
        const best = bestAlignment(coders);
        assert.ok(best.exact);
        const mean = coders.flat().length / coders.length;
        assert.ok(Math.abs(best.disorder * mean - cheapest(coders)) < 1e-9);
        const seen = best.parts.flatMap(({ units }) => units.flatMap((i, coder) => (i < 0 ? [] : [`${coder}.${i}`])));
        assert.equal(new Set(seen).size, coders.flat().length);
        assert.equal(seen.length, coders.flat().length);
      }),
      { numRuns: 300 },
    );
  });

  it('γ: identical coders have 1, the order of coders means nothing', () => {
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 6 }),
        fc.array(unit, { minLength: 1, maxLength: 6 }),
        (a, b) => {
          assert.equal(gamma([a, a, a], 80, { samples: 3 }).gamma.value ?? 1, 1);
          assert.ok(Math.abs(bestAlignment([a, b, a]).disorder - bestAlignment([b, a, a]).disorder) < 1e-9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('γ: where units lie so thick that prices have to be raised, the best alignment is proven all the same', () => {
    const random = seeded(4242);
    const below = (n: number): number => Math.floor(random() * n);
    const coders = [40, 4, 30].map((count) =>
      Array.from({ length: count }, (): Placed => {
        const start = below(80);
        return { start, end: start + 1 + below(random() < 0.2 ? 80 : 15), category: 'abc'[below(3)] ?? '' };
      }),
    );
    const [best, turned] = [bestAlignment(coders), bestAlignment([...coders].reverse())];
    assert.ok(best.exact && turned.exact);
    assert.ok(Math.abs(best.disorder - turned.disorder) < 1e-9);
  });

  it('γ: 3 × 200 units are aligned exactly', () => {
    const random = seeded(5);
    const truth = Array.from({ length: 200 }, (_, i) => ({
      at: i * 40 + Math.floor(random() * 20),
      long: 5 + Math.floor(random() * 40),
    }));
    const coders = [0, 1, 2].map(() =>
      truth.map(({ at, long }): Placed => {
        const start = Math.max(0, at + Math.floor((random() - 0.5) * 24));
        return {
          start,
          end: start + Math.max(1, long + Math.floor((random() - 0.5) * 20)),
          category: random() < 0.7 ? 'a' : 'b',
        };
      }),
    );
    const best = bestAlignment(coders);
    assert.ok(best.exact);
    assert.equal(
      best.parts.reduce((sum, { units }) => sum + units.filter((i) => i >= 0).length, 0),
      600,
    );
  });
});

/** The least sum of disorders, by trying every partition. */
function cheapest(coders: readonly (readonly Placed[])[]): number {
  const pairs = (coders.length * (coders.length - 1)) / 2;
  const cost = (units: readonly (Placed | undefined)[]): number => {
    let sum = 0;
    for (let i = 0; i < units.length; i++) {
      for (let j = i + 1; j < units.length; j++) {
        const [u, v] = [units[i], units[j]];
        sum += u && v ? dissimilarity(u, v, PLAIN) : PLAIN.empty;
      }
    }
    return sum / pairs;
  };
  const go = (left: readonly (readonly Placed[])[]): number => {
    const who = left.findIndex((units) => units.length > 0);
    if (who < 0) return 0;
    const [unit0, ...others] = left[who] as [Placed, ...Placed[]];
    let best = Infinity;
    const choose = (coder: number, chosen: (Placed | undefined)[], rest: (readonly Placed[])[]): void => {
      if (coder === left.length) {
        best = Math.min(best, cost(chosen) + go(rest));
        return;
      }
      if (coder === who) return choose(coder + 1, [...chosen, unit0], [...rest, others]);
      const units = left[coder] as readonly Placed[];
      choose(coder + 1, [...chosen, undefined], [...rest, units]);
      units.forEach((unit1, i) => choose(coder + 1, [...chosen, unit1], [...rest, units.filter((_, j) => j !== i)]));
    };
    choose(0, [], []);
    return best;
  };
  return go(coders);
}
