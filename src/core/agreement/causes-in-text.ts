/** Where coders mark different text: at the borders of passages, by leaving passages out, by marking more of them. */
import { endOf, startOf, type CodedSource } from './coded';
import { percent, type Named } from './cause';
import { CODED, groupsOf } from './questions';
import { raters, weightOf, type Item } from './ratings';
import { say } from '../base/say';
import type { Steps } from '../base/steps';

/** One coder tags more than another: this many times. */
const TIMES = 1.5;

/**
 * UTF-16 units that coders of a source differ on: at borders of what at least two tagged, and within what not all of them tagged.
 */
export function* differingText(
  sources: readonly CodedSource[],
  stances: boolean,
): Steps<{ borders: number; missed: number }> {
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
export function mostAndLeast(
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
