/**
 * What a low coefficient comes from, computed and never guessed: the question is asked again without the borders, without one
 * category, one coder, one source, and what that changes is said.
 */
import { krippendorffAlpha } from './alpha';
import type { Answer } from './answer';
import { endOf, startOf, type CodedSource } from './coded';
import type { Figure } from './figure';
import { meanAgreement } from './many-coders';
import { CODED, groupsOf } from './questions';
import { pooled, raters, weightOf, type Item } from './ratings';
import { say, sayable } from '../base/say';
import type { Steps } from '../base/steps';
import { decimal } from '../words/count';

export const CAUSES = ['few', 'prevalence', 'borders', 'missed', 'more', 'category', 'coder', 'source'] as const;
export type CauseKind = (typeof CAUSES)[number];

export const CAUSE_NAMES: Readonly<Record<CauseKind, string>> = sayable({
  few: 'few units',
  prevalence: 'prevalence',
  borders: 'borders',
  missed: 'passages that not all tagged',
  more: 'one coder tags more',
  category: 'one category',
  coder: 'one coder',
  source: 'one source',
});

export interface Cause {
  readonly question: Answer['question'];
  readonly asks: string;
  readonly kind: CauseKind;
  /** The category, coder or source; empty where the cause is none of these. */
  readonly of: string;
  readonly says: string;
  /** Of all differences, from 0 to 1; undefined where that is not what is measured. */
  readonly share?: number;
  /** α as it would be without it. */
  readonly without?: number;
}

/** Below this α a question is looked into: Krippendorff's bound for what can be relied on (2004, p. 241). */
export const RELIABLE = 0.8;
/** From this on tentative conclusions are acceptable (same place). */
export const TENTATIVE = 0.667;

/** Units under which a coefficient says little. */
const FEW = 20;
/** A category with at least this share of all ratings prevails. */
const PREVAILS = 0.75;
/** Raw agreement this far above α is what prevalence looks like. */
const APART = 0.25;
/** Share of the differences, or rise of α, from which on a cause is named. */
const SHARE = 1 / 3;
const RISE = 0.05;
/** One coder tags more than another: this many times. */
const TIMES = 1.5;

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const short = (value: number): string => decimal(value, 3);

/** What a question's α comes from; nothing where it is high enough or has no value. In the order of {@link CAUSES}. */
export function* causesOf(answer: Answer, sources: readonly CodedSource[], coders: readonly string[]): Steps<Cause[]> {
  const { question, asks, metric } = answer;
  const alphaOf = (items: Iterable<Item>): number | undefined => krippendorffAlpha(items, metric).value;
  const all = pooled(answer.items.flat());
  const alpha = alphaOf(all);
  if (alpha === undefined || alpha >= RELIABLE) return [];
  const causes: Cause[] = [];
  const add = (kind: CauseKind, of: string, says: string, more: Pick<Cause, 'share' | 'without'> = {}): void => {
    causes.push({ question, asks, kind, of, says, ...more });
  };
  if (answer.n < FEW) {
    add(
      'few',
      '',
      say('There are {0} units: one difference more or less changes α a lot, whatever the coders do.', answer.n),
    );
  }
  yield undefined;
  const prevailing = prevalence(all, answer.categories, alpha, valueOf(answer, metric === 'nominal' ? 'ac1' : 'ac2'));
  if (prevailing) add('prevalence', prevailing.of, prevailing.says);
  if (question === 'mentions' || question === 'stances') {
    const { borders, missed } = yield* differingText(sources, question === 'stances');
    const sum = borders + missed;
    if (sum > 0 && borders / sum >= SHARE) {
      const share = borders / sum;
      add(
        'borders',
        '',
        say(
          '{0} of the text that they differ on lies at the borders of passages that more than one of them tagged.',
          percent(share),
        ),
        { share },
      );
    }
    if (sum > 0 && missed / sum >= SHARE) {
      const share = missed / sum;
      add(
        'missed',
        '',
        say('{0} of the text that they differ on lies in passages that not all of them tagged.', percent(share)),
        { share },
      );
    }
    const more = mostAndLeast(all, answer.categories, coders);
    if (more) add('more', more.of, more.says);
  } else {
    yield undefined;
    const category = worstCategory(all, answer.categories, alpha, alphaOf);
    if (category) add('category', category.of, category.says, category);
  }
  yield undefined;
  const coder = coders.length > 2 ? worstCoder(all, coders, alpha, alphaOf) : undefined;
  if (coder) add('coder', coder.of, coder.says, coder);
  const source = yield* worstSource(answer, sources, alpha, alphaOf);
  if (source) add('source', source.of, source.says, source);
  return causes;
}

const valueOf = ({ measured }: Answer, measure: string): Figure | undefined =>
  measured.find((one) => one.measure === measure)?.figure;

interface Named {
  readonly of: string;
  readonly says: string;
  readonly share?: number;
  readonly without?: number;
}

/** Nearly everything is one category: chance alone would agree on nearly everything, and few differences weigh much. */
function prevalence(
  items: readonly Item[],
  categories: readonly string[],
  alpha: number,
  gwet: Figure | undefined,
): Named | undefined {
  const raw = meanAgreement(items).value;
  if (raw === undefined || raw - alpha < APART) return undefined;
  const counts = new Map<number, number>();
  let n = 0;
  for (const item of items) {
    if (raters(item) < 2) continue;
    for (const rating of item.ratings) {
      if (rating === undefined) continue;
      counts.set(rating, (counts.get(rating) ?? 0) + weightOf(item));
      n += weightOf(item);
    }
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (!most || most[1] / n < PREVAILS) return undefined;
  const chance = [...counts.values()].reduce((sum, count) => sum + (count / n) ** 2, 0);
  const of = categories[most[0]] ?? '';
  const figures = [percent(most[1] / n), of, percent(chance), percent(raw)];
  const says = say('{0} of all ratings are “{1}”, so that {2} would agree by chance; {3} do agree.', ...figures);
  if (gwet?.value === undefined) return { of, says };
  const more = say('Gwet’s coefficient, which prevalence moves less, is {0}.', short(gwet.value));
  return { of, says: `${says} ${more}` };
}

/** UTF-16 units that coders of a source differ on: at borders of what at least two tagged, and within what
 * not all of them tagged. */
function* differingText(sources: readonly CodedSource[], stances: boolean): Steps<{ borders: number; missed: number }> {
  let [borders, missed, done] = [0, 0, 0];
  for (const source of sources) {
    if (done++ % 8 === 0) yield undefined;
    const coded = source.layers.filter((tags) => tags !== undefined).length;
    if (coded < 2) continue;
    for (const group of groupsOf(source, stances)) {
      const tags = group.filter((tag) => tag !== undefined);
      // How many of the tags cover each stretch between two borders.
      const places = tags.flatMap(({ pieces }) =>
        pieces.flatMap(({ from, to }) => [[from, 1] as const, [to, -1] as const]),
      );
      places.sort(([a], [b]) => a - b);
      let [depth, at] = [0, Math.min(...tags.map(startOf))];
      const end = Math.max(...tags.map(endOf));
      for (const [place, step] of [...places, [end, 0] as const]) {
        const length = place - at;
        if (depth > 0 && depth < tags.length) borders += length;
        else if (depth > 0 && tags.length < coded) missed += length;
        at = place;
        depth += step;
      }
    }
  }
  return { borders, missed };
}

/** Of those who found things: one finds far more than another. */
function mostAndLeast(
  items: readonly Item[],
  categories: readonly string[],
  coders: readonly string[],
): Named | undefined {
  const yes = categories.indexOf(CODED);
  const shares = coders.map((_, coder) => {
    let [found, asked] = [0, 0];
    for (const item of items) {
      const rating = item.ratings[coder];
      if (rating === undefined || raters(item) < 2) continue;
      asked += weightOf(item);
      if (rating === yes) found += weightOf(item);
    }
    return { coder, share: asked === 0 ? undefined : found / asked };
  });
  const known = shares.filter((one): one is { coder: number; share: number } => one.share !== undefined);
  known.sort((a, b) => b.share - a.share);
  const [most, least] = [known[0], known.at(-1)];
  if (!most || !least || most.share < TIMES * least.share) return undefined;
  const name = (coder: number): string => coders[coder] ?? '';
  const says =
    least.share === 0
      ? say('{0} tagged {1} of the units, {2} none.', name(most.coder), percent(most.share), name(least.coder))
      : say(
          '{0} tagged {1} of the units, {2} {3}.',
          name(most.coder),
          percent(most.share),
          name(least.coder),
          percent(least.share),
        );
  return { of: name(most.coder), says };
}

const differs = ({ ratings }: Item): boolean => new Set(ratings.filter((rating) => rating !== undefined)).size > 1;

/** The category that is in most differences, where it is in a third of them or α rises without it. */
function worstCategory(
  items: readonly Item[],
  categories: readonly string[],
  alpha: number,
  alphaOf: (items: Iterable<Item>) => number | undefined,
): Named | undefined {
  const counts = new Map<number, number>();
  const partners = new Map<string, number>();
  let all = 0;
  for (const item of items) {
    if (!differs(item)) continue;
    const own = [...new Set(item.ratings)].filter((rating) => rating !== undefined).sort((a, b) => a - b);
    all += weightOf(item);
    for (const one of own) counts.set(one, (counts.get(one) ?? 0) + weightOf(item));
    own.forEach((one, i) => {
      for (const other of own.slice(i + 1)) {
        const key = `${one} ${other}`;
        partners.set(key, (partners.get(key) ?? 0) + weightOf(item));
      }
    });
  }
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || a - b);
  // A scale of two has nothing left without one of them.
  if (!most || new Set(items.flatMap(({ ratings }) => ratings.filter((one) => one !== undefined))).size < 3)
    return undefined;
  const without = alphaOf(items.filter(({ ratings }) => !ratings.includes(most[0])));
  const share = most[1] / all;
  if (share < SHARE && (without === undefined || without - alpha < RISE)) return undefined;
  const of = categories[most[0]] ?? '';
  const [pair] = [...partners]
    .filter(([key]) => key.split(' ').includes(String(most[0])))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const other = categories[Number(pair?.[0].split(' ').find((key) => key !== String(most[0])))] ?? '';
  const against = say('“{0}” is in {1} of the differences, most often against “{2}”.', of, percent(share), other);
  const rest =
    without === undefined ? '' : say('Without the units in which somebody says so, α would be {0}.', short(without));
  const says = `${against} ${rest}`.trim();
  return { of, says, share, without };
}

/** The coder without whom α rises most. */
function worstCoder(
  items: readonly Item[],
  coders: readonly string[],
  alpha: number,
  alphaOf: (items: Iterable<Item>) => number | undefined,
): Named | undefined {
  let worst: { coder: number; without: number } | undefined;
  coders.forEach((_, coder) => {
    const without = alphaOf(
      items.map(({ ratings, weight }) => ({ ratings: ratings.filter((__, i) => i !== coder), weight })),
    );
    if (without !== undefined && without > (worst?.without ?? alpha)) worst = { coder, without };
  });
  if (!worst || worst.without - alpha < RISE) return undefined;
  const of = coders[worst.coder] ?? '';
  return {
    of,
    says: say('Without {0}, α of the others would be {1}.', of, short(worst.without)),
    without: worst.without,
  };
}

/** The source with most differences, where α would be higher without it. */
function* worstSource(
  { items }: Answer,
  sources: readonly CodedSource[],
  alpha: number,
  alphaOf: (items: Iterable<Item>) => number | undefined,
): Steps<Named | undefined> {
  if (items.length < 2) return undefined;
  const names = sources.filter(({ layers }) => layers.filter((tags) => tags !== undefined).length >= 2);
  const differing = items.map((list) => list.reduce((sum, item) => sum + (differs(item) ? weightOf(item) : 0), 0));
  const all = differing.reduce((sum, one) => sum + one, 0);
  if (all === 0) return undefined;
  const most = differing.indexOf(Math.max(...differing));
  const share = (differing[most] ?? 0) / all;
  yield undefined;
  const without = alphaOf(pooled(items.flatMap((list, i) => (i === most ? [] : list))));
  if (without === undefined || without - alpha < RISE) return undefined;
  const of = names[most]?.name ?? '';
  return {
    ...{ of, share, without },
    says: say(
      '{0} of the differences are in {1}. Without that source, α would be {2}.',
      percent(share),
      of,
      short(without),
    ),
  };
}
