/**
 * How far coders agree, over 1,000 sources that three of them coded with 100,000 tags each. Beside it, one pass over the same units:
 * reading for every stretch between two borders who marked it, as the plainest program would.
 */
import { meaningOf, type CodedSource, type CodedTag } from '../../src/core/agreement/coded';
import { answersOf } from '../../src/core/agreement/compare';
import { bestAlignment } from '../../src/core/agreement/gamma-align';
import { finish, type Steps } from '../../src/core/base/steps';
import { gammaSteps } from '../../src/core/agreement/tables';
import { median, type Report } from './row';
import { below, randomFrom } from './truth';

const SOURCES = 1_000;
const TAGS = 100;
const CODERS = 3;
/** Sources of which γ is computed. */
const SOME = 50;
const OPTIONS = { unit: 'characters', uncoded: 'in', draws: 1_000, seed: 1 } as const;

const VALUES = ['supportive', 'critical', 'neutral', 'mixed', 'unclear'];

/** What is there is seen by each coder with a chance of 0.85, with borders that differ a little, and taken for something else at times. */
export function generate(seed: number, sources = SOURCES, tags = TAGS): CodedSource[] {
  const random = randomFrom(seed);
  const entity = (): string => `e${Math.floor(Math.exp(random() * Math.log(2_000)))}`;
  return Array.from({ length: sources }, (_, s): CodedSource => {
    const text = 'The minister’s words about the pipeline were never heard again. '.repeat(Math.ceil(tags * 0.9));
    const truth = Array.from({ length: tags }, (_, t) => ({
      at: Math.floor((t * (text.length - 200)) / tags) + below(random, 20),
      long: t % 2 ? 40 + below(random, 80) : 4 + below(random, 16),
      entity: entity(),
      stance: { holder: entity(), target: entity(), value: VALUES[below(random, 5)] ?? '', step: 1 + below(random, 4) },
    }));
    const layers = Array.from({ length: CODERS }, (_, coder) =>
      truth.flatMap((one, t): CodedTag[] => {
        if (random() > 0.85) return [];
        const from = one.at + (random() < 0.2 ? below(random, 4) : 0);
        const pieces = [{ from, to: from + one.long }];
        const id = `t${coder}x${t}`;
        const other = random() < 0.15;
        if (t % 2 === 0) return [{ id, pieces, entity: other ? entity() : one.entity }];
        const { holder, target, value, step } = one.stance;
        const seen = random() < 0.2 ? (VALUES[below(random, 5)] ?? '') : value;
        const intensity = Math.min(4, Math.max(1, step + (random() < 0.3 ? 1 : 0))) as 1 | 2 | 3 | 4;
        return [{ id, pieces, stance: { holder: other ? entity() : holder, target, value: seen, intensity } }];
      }),
    );
    return { name: `${s}.txt`, text, layers };
  });
}

/** One pass over what all coders tagged: each border is met once, and for each stretch is counted who marked it. */
function onePass(sources: readonly CodedSource[]): number {
  let alike = 0;
  for (const { text, layers } of sources) {
    const borders: number[] = [];
    const who: number[] = [];
    layers.forEach((tags, coder) => {
      for (const { pieces } of tags ?? []) {
        for (const { from, to } of pieces) {
          borders.push(from, to);
          who.push(coder, -1 - coder);
        }
      }
    });
    const order = borders.map((_, i) => i).sort((a, b) => (borders[a] as number) - (borders[b] as number));
    const open = new Array<number>(CODERS).fill(0);
    let at = 0;
    for (const i of order) {
      const marked = open.filter((count) => count > 0).length;
      if (marked === 0 || marked === CODERS) alike += (borders[i] as number) - at;
      at = borders[i] as number;
      const coder = who[i] as number;
      if (coder < 0) open[-1 - coder] = (open[-1 - coder] as number) - 1;
      else open[coder] = (open[coder] as number) + 1;
    }
    alike += text.length - at;
  }
  return alike;
}

/** The same sources as if nobody had looked at them: what was aligned once is not remembered. */
const fresh = (sources: readonly CodedSource[]): CodedSource[] => sources.map((source) => ({ ...source }));

/** The longest piece of the work, in milliseconds: for so long nothing else has its turn. */
function longestOf(steps: Steps<unknown>): number {
  let longest = 0;
  for (;;) {
    const start = performance.now();
    const { done } = steps.next();
    longest = Math.max(longest, performance.now() - start);
    if (done) return longest;
  }
}

export function bench(report: Report): void {
  const sources = generate(20_261);
  const tags = sources.reduce((sum, { layers }) => sum + layers.reduce((all, list) => all + (list?.length ?? 0), 0), 0);
  const shape = `${CODERS} coders, ${SOURCES} sources, ${tags} tags`;
  const timed = (work: () => unknown): number => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  const pass = median(Array.from({ length: 5 }, () => timed(() => onePass(sources))));
  const one = (name: string, ms: number, target: number, note: string): void => {
    report({ name, beside: 'the clock', ratio: ms / 1_000, target, unit: 's', note: `${shape}; ${note}` });
  };
  const point = median(
    Array.from({ length: 3 }, () => {
      const of = fresh(sources);
      return timed(() => finish(answersOf(of, { ...OPTIONS, draws: 1 })));
    }),
  );
  one(
    'agreement: all coefficients but γ',
    point,
    2,
    `${(point / pass).toFixed(1)} × one pass over the same units (${pass.toFixed(0)} ms)`,
  );
  const whole = timed(() => finish(answersOf(fresh(sources), OPTIONS)));
  one(
    'agreement: all of them with intervals',
    whole,
    12,
    `${OPTIONS.draws} draws; ${(whole / pass).toFixed(1)} × one pass`,
  );
  const longest = longestOf(answersOf(fresh(sources), OPTIONS));
  report({
    name: 'agreement: longest piece of that work',
    beside: 'the clock',
    ratio: longest,
    target: 50,
    unit: 'ms',
    note: shape,
  });
  // Each source is a problem of its own: some of them tell what all would take.
  const some = sources.slice(0, SOME);
  const gamma = (timed(() => finish(gammaSteps(some, { samples: 30, seed: 1 }))) * SOURCES) / SOME;
  one(
    'agreement: γ of each source',
    gamma,
    30,
    `30 samples a source; from ${SOME} of the sources; ${(gamma / pass).toFixed(0)} × one pass`,
  );
  const [long] = generate(20_262, 1, 240);
  if (!long) return;
  const units = long.layers.map((list) =>
    (list ?? [])
      .slice(0, 200)
      .flatMap((tag) => tag.pieces.map(({ from, to }) => ({ start: from, end: to, category: meaningOf(tag) }))),
  );
  let exact = true;
  const alignment = median(Array.from({ length: 5 }, () => timed(() => (exact &&= bestAlignment(units).exact))));
  report({
    name: `agreement: best alignment of ${units.map((list) => list.length).join(' + ')} units, exact: ${exact ? 'yes' : 'NO'}`,
    beside: 'the clock',
    ratio: exact ? alignment : Infinity,
    target: 500,
    unit: 'ms',
  });
}
