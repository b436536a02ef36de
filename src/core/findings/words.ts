/** The words and signs of marks. */
import { signMark, TALLY_KEYS, type Tally } from '../sums';
import { counted } from '../words/count';
import type { Tone } from './picture';
import { say, sayable } from '../base/say';

const TONES = { '+': 'positive', '−': 'negative', '±': 'mixed', '0': 'neutral' } as const;

/** What the four signs mean, for legends and for those who do not see the colour. */
const SIGN_WORDS = sayable({
  '−': 'mostly negative',
  '0': 'neither side',
  '+': 'mostly positive',
  '±': 'both sides',
});

/** The same signs in a legend, where there is less room. */
export const SHORT_SIGN_WORDS = sayable({ '−': 'negative', '0': 'neither side', '+': 'positive', '±': 'both sides' });

export function toneOf(tally: Tally): Tone {
  return TONES[signMark(tally)];
}

/** `3 stances, mostly negative: 2 negative, 1 neutral`. */
export function inWords(tally: Tally, count: number): string {
  const parts = TALLY_KEYS.filter((key) => tally[key] > 0).map((key) => counted(tally[key], key));
  return say('{0}, {1}: {2}', counted(count, 'stance'), say(SIGN_WORDS[signMark(tally)]), parts.join(', '));
}
