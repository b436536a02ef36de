/** What a type, a stance value or an entity says of its meaning, for people who choose or look up. Texts are unescaped. */
import type { Guide } from '../model';
import { say, sayable } from '../base/say';
import { GUIDE_KEYS } from './fields';

const TITLES = sayable({
  definition: 'Definition',
  include: 'Include',
  exclude: 'Exclude',
  examples: 'Examples',
});

/** Title and text of each that there is, in the order of the table of fields. */
export function guideOf(item: Guide): readonly (readonly [title: string, text: string])[] {
  return GUIDE_KEYS.flatMap((key): [string, string][] => {
    const value = item[key];
    if (value === undefined) return [];
    return [[say(TITLES[key]), typeof value === 'string' ? value : value.map((one) => `“${one}”`).join(' ')]];
  });
}

/** The definition, or else whatever is said first, on one line; empty where nothing is. */
export function guideInBrief(item: Guide): string {
  const [first] = guideOf(item);
  if (!first) return '';
  return (item.definition ?? `${first[0]}: ${first[1]}`).replace(/\s+/g, ' ').trim();
}
