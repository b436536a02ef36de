/** What lowers α among the ratings: one category that prevails or is confused, one coder, one source. */
import type { Answer } from './answer';
import { percent, RISE, SHARE, short, type Named } from './cause';
import type { CodedSource } from './coded';
import type { Figure } from './figure';
import { meanAgreement } from './many-coders';
import { pooled, raters, weightOf, type Item } from './ratings';
import { say } from '../base/say';
import type { Steps } from '../base/steps';

/** A category with at least this share of all ratings prevails. */
const PREVAILS = 0.75;
/** Raw agreement this far above α is what prevalence looks like. */
const APART = 0.25;
/** Nearly everything is one category: chance alone would agree on nearly everything, and few differences weigh much. */
export function prevalence(
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

const differs = ({ ratings }: Item): boolean => new Set(ratings.filter((rating) => rating !== undefined)).size > 1;

/** The category that is in most differences, where it is in a third of them or α rises without it. */
export function worstCategory(
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
export function worstCoder(
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
export function* worstSource(
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
