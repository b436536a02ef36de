/** Numbers with their nouns: the one place that knows a plural. */

/** What is counted, in its forms by the categories of CLDR (`Intl.PluralRules`); `{0}` is the number. */
const NOUNS = {
  mention: { one: '{0} mention', other: '{0} mentions' },
  stance: { one: '{0} stance', other: '{0} stances' },
  tag: { one: '{0} tag', other: '{0} tags' },
  'lost tag': { one: '{0} lost tag', other: '{0} lost tags' },
  source: { one: '{0} source', other: '{0} sources' },
  passage: { one: '{0} passage', other: '{0} passages' },
  paragraph: { one: '{0} paragraph', other: '{0} paragraphs' },
  entity: { one: '{0} entity', other: '{0} entities' },
  alias: { one: '{0} alias', other: '{0} aliases' },
  pair: { one: '{0} pair', other: '{0} pairs' },
  row: { one: '{0} row', other: '{0} rows' },
  file: { one: '{0} file', other: '{0} files' },
  change: { one: '{0} change', other: '{0} changes' },
  place: { one: '{0} new place', other: '{0} new places' },
  suggestion: { one: '{0} suggestion', other: '{0} suggestions' },
} as const;

export type Noun = keyof typeof NOUNS;

const RULES = new Intl.PluralRules('en');

/** The number as it is shown: `12,345`. */
export function numberOf(number: number): string {
  return number.toLocaleString('en');
}

/** The noun's form for a number, with `{0}` for the number itself: what a translation has as its key. */
export function formOf(number: number, noun: Noun): string {
  return NOUNS[noun][RULES.select(number) === 'one' ? 'one' : 'other'];
}

/** `1 mention`, `12,345 mentions`. */
export function counted(number: number, noun: Noun): string {
  return formOf(number, noun).replace('{0}', numberOf(number));
}
