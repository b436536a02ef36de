/** In whose voice a stance is: decided here alone, and said in these words wherever it is said. */
import type { CodebookView } from '../corpus';
import { AUTHOR, type Stance } from '../model';
import { say, sayable, type Sentence } from '../base/say';

/**
 * `own`: the holder is the author, and nobody else reports it. `attributed`: the author says it of the holder; no other reporter
 * is named. `reported`: somebody stands in `via` who is neither the author nor the holder.
 */
export const VOICES = sayable(['own', 'attributed', 'reported']);
export type Voice = (typeof VOICES)[number];

/** What each voice means, for legends, completion and captions. */
export const VOICE_SAYS: Readonly<Record<Voice, string>> = sayable({
  own: 'the holder is the author',
  attributed: 'the author says it of the holder, and names no other reporter',
  reported: 'somebody else reports it',
});

export function voiceOf({ holder, via }: Pick<Stance, 'holder' | 'via'>): Voice {
  // Who speaks of his own stance adds no voice: 'X says that he, X, …' is the author on X.
  if (via?.some((who) => who !== AUTHOR && who !== holder)) return 'reported';
  return holder === AUTHOR ? 'own' : 'attributed';
}

/** `own voice`, `attributed by the author`, `reported by Volodymyr Fesenko, through the author`: the chain from the inside out. */
export function voicePhrase(
  codebook: Pick<CodebookView, 'entity'> | undefined,
  stance: Pick<Stance, 'holder' | 'via'>,
): Sentence {
  const voice = voiceOf(stance);
  if (voice === 'own') return { words: say('own voice'), data: [] };
  if (voice === 'attributed') return { words: say('attributed by the author'), data: [] };
  const data: string[] = [];
  const who = (id: string): string =>
    id === AUTHOR ? say('the author') : `{${data.push(codebook?.entity(id)?.name ?? id) - 1}}`;
  const [first = '', ...outer] = [...(stance.via ?? [])].reverse().map(who);
  const words = outer.reduce((said, by) => say('{0}, through {1}', said, by), say('reported by {0}', first));
  return { words, data };
}
