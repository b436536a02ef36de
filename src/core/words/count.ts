/** Numbers with their nouns: the one place that knows a plural. */
import { filled, saidFor, spoken } from '../base/say';

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
  unit: { one: '{0} unit', other: '{0} units' },
  disagreement: { one: '{0} disagreement', other: '{0} disagreements' },
  place: { one: '{0} new place', other: '{0} new places' },
  proposal: { one: '{0} proposal', other: '{0} proposals' },
  suggestion: { one: '{0} suggestion', other: '{0} suggestions' },
  // Stances again, by what they say: English knows no plural of these.
  positive: { one: '{0} positive', other: '{0} positive' },
  negative: { one: '{0} negative', other: '{0} negative' },
  neutral: { one: '{0} neutral', other: '{0} neutral' },
  mixed: { one: '{0} mixed', other: '{0} mixed' },
  unclear: { one: '{0} unclear', other: '{0} unclear' },
  denied: { one: '{0} denied', other: '{0} denied' },
} as const;

export type Noun = keyof typeof NOUNS;

/** Every noun with its English forms: what a translation has to have. */
export const NOUN_FORMS: readonly { readonly one: string; readonly other: string }[] = Object.values(NOUNS);

const rules = new Map<string, Intl.PluralRules>();

/** The category of a whole number in a language, by CLDR: `one`, `few`, `many`, `other`, … */
export function pluralOf(number: number, locale: string): Intl.LDMLPluralRule {
  let rule = rules.get(locale);
  if (!rule) rules.set(locale, (rule = new Intl.PluralRules(locale)));
  return rule.select(number);
}

/** The key of a noun's form in a translation: one of English's forms, or the category behind a `#` where English has no form for it. */
export function formKey({ one, other }: { readonly one: string; readonly other: string }, category: string): string {
  return category === 'one' ? one : category === 'other' && other !== one ? other : `${other}#${category}`;
}

/** The number as it is shown: `12,345`. */
export function numberOf(number: number): string {
  return number.toLocaleString(spoken().locale);
}

/** A number with so many digits behind the point, or the comma: `0.750`, in German `0,750`. */
export function decimal(number: number, digits: number): string {
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  // Adding nothing takes the sign of -0 away.
  return (Number(number.toFixed(digits)) + 0).toLocaleString(spoken().locale, places);
}

/** `1 mention`, `12,345 mentions`; in another language by its own rules of plurals. */
export function counted(number: number, noun: Noun): string {
  const forms = NOUNS[noun];
  const english = number === 1 ? 'one' : 'other';
  const said = saidFor(formKey(forms, pluralOf(number, spoken().locale))) ?? saidFor(formKey(forms, english));
  return filled(said ?? forms[english], [numberOf(number)]);
}
