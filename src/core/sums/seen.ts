/** How an entity is seen, in words and signs. */
import { counted } from '../words/count';
import { say } from '../base/say';
import type { Tally } from './tally';
import type { EntityTotals } from './totals';

/** In one line: `34 in 5 sources · −6 +2`. The signs count stances toward it; none, no signs. */
export function seenAs(totals: EntityTotals | undefined): string {
  if (!totals) return '';
  const { mentions, sources } = totals;
  const where = mentions === 0 ? say('no mentions') : say('{0} in {1}', mentions, counted(sources, 'source'));
  const signs = signsOf(totals.toward);
  return signs === '' ? where : `${where} · ${signs}`;
}

/** `−6 +2 ±1`: negative, positive and mixed stances, those that there are; the minus is U+2212. */
export function signsOf(tally: Tally): string {
  const parts: string[] = [];
  if (tally.negative > 0) parts.push(`−${tally.negative}`);
  if (tally.positive > 0) parts.push(`+${tally.positive}`);
  if (tally.mixed > 0) parts.push(`±${tally.mixed}`);
  return parts.join(' ');
}
