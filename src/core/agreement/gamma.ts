/** γ: one measure for where and what (Mathet, Widlöcher & Métivier 2015, 'The Unified and Holistic Method Gamma', CL 41:3). */
import { figure, noFigure, type Figure } from './figure';
import { PLAIN, type Dissimilarity, type Placed } from './dissimilarity';
import { alignmentSteps, type Alignment } from './gamma-align';
import { seeded } from './random';
import { finish, type Steps } from '../base/steps';

export interface Gamma {
  readonly gamma: Figure;
  readonly alignment: Alignment;
  /** The mean disorder of the sampled chance; undefined where there was nothing to sample. */
  readonly chance: number | undefined;
  readonly samples: number;
  readonly seed: number;
}

export interface GammaOptions {
  readonly how?: Dissimilarity;
  /** Continua drawn by chance; the paper starts with 30. */
  readonly samples?: number;
  readonly seed?: number;
  /** Chance disorder to use in place of sampling. */
  readonly chance?: number;
}

/**
 * 1 − δ(best) / δ(chance) over a continuum of `length` units. Chance is sampled as in section 5.2 of the paper: for each coder
 * the units of one of the coders, shifted round the continuum by a random length that is far from the shifts taken before.
 */
export function gamma(coders: readonly (readonly Placed[])[], length: number, options: GammaOptions = {}): Gamma {
  return finish(gammaOf(coders, length, options));
}

/** As {@link gamma}, in pieces. */
export function* gammaOf(
  coders: readonly (readonly Placed[])[],
  length: number,
  options: GammaOptions = {},
): Steps<Gamma> {
  const { how = PLAIN, samples = 30, seed = 1 } = options;
  const marked = coders.map((units) => units.filter((unit) => unit.end > unit.start));
  const alignment = yield* alignmentSteps(marked, how);
  const none = (why: string): Gamma => ({ gamma: noFigure(why), alignment, chance: undefined, samples, seed });
  if (coders.length < 2) return none('There is only one coder.');
  if (marked.every((units) => units.length === 0)) return none('Nobody marked anything.');
  let chance = options.chance;
  if (chance === undefined) {
    const random = seeded(seed);
    let sum = 0;
    for (let i = 0; i < samples; i++) {
      const { disorder } = yield* alignmentSteps(shifted(marked, length, random), how);
      sum += disorder;
    }
    chance = sum / samples;
  }
  if (chance === 0) return none('By chance alone everything would agree: the text is too short to tell.');
  return { gamma: figure(1 - alignment.disorder / chance), alignment, chance, samples, seed };
}

function meanLength(coders: readonly (readonly Placed[])[]): number {
  let [sum, count] = [0, 0];
  for (const units of coders) {
    for (const { start, end } of units) sum += end - start;
    count += units.length;
  }
  return sum / count;
}

/** One continuum by chance. A unit that the shift cuts at the end of the continuum goes on as a whole from there. */
function shifted(coders: readonly (readonly Placed[])[], length: number, random: () => number): Placed[][] {
  const mean = meanLength(coders);
  const marking = coders.filter((units) => units.length > 0);
  const taken: number[] = [];
  const shift = (): number => {
    // As long as it may be had, at least half a unit from the other shifts; a short continuum has no such place.
    for (let tries = 0; ; tries++) {
      const by = random() * length;
      const far = taken.every((other) => {
        const apart = Math.abs(other - by);
        return Math.min(apart, length - apart) >= mean / 2;
      });
      if (!far && tries < 20) continue;
      taken.push(by);
      return by;
    }
  };
  return coders.map(() => {
    const units = marking[Math.floor(random() * marking.length)] as readonly Placed[];
    const by = shift();
    return units.map(({ start, end, category }) => {
      const moved = (start + by) % length;
      return { start: moved, end: moved + end - start, category };
    });
  });
}
