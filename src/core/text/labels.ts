/**
 * What stands at the beginnings of lines and could be a speaker's label: 'MODERATOR:', 'Mr Smith (Lab):', 'Интервьюер —', '[Anna]',
 * 'Q.'. Which of them are labels the codebook says (`core/speakers`); these are found without it, so that a closed source need
 * not be read again when it says something else.
 */
export interface Labels {
  /** Each beginning once, in plain form: see {@link plainLabel}. */
  readonly heads: readonly string[];
  /** In pairs, in the order of the text: a line, counted from 0, and the number of its head. */
  readonly at: readonly number[];
}

export const NO_LABELS: Labels = { heads: [], at: [] };

/** Longest label, in UTF-16 units, and the most words in one. */
export const LONGEST_LABEL = 80;
const MOST_WORDS = 10;
/** Marks of lists, quotations and headings, and times, as transcripts have them before a label. */
const LEAD = /^(?:[\s>*_#\p{Pd}\ufeff]|[[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?(?=[\s\p{Pd}]))*/u;
/** What closes a label. A colon within a word, as in an address, is none. */
const CLOSES = /[:：](?=[\s*_]|$)|\s*\p{Pd}+(?=\s|$)|\t/gu;
const BRACKETS = /^(?:\[[^\][\n]+\]|<[^<>\n]+>)/u;
const EMPHASIS = /[*_]{1,3}(?=\s?[:：]?$)/gu;
const LETTER_ALONE = /^\p{L}\p{N}?[.)](?=\s)/u;

/** Without such a sign no label ends: most lines of prose are done with after one look. */
const MAY_END = /[:：\t]|\p{Pd}(?:\s|$)|^[^\p{L}]*(?:[[<]|\p{L}\p{N}?[.)])/u;

/** A label as it is compared: one kind of colon, dash and space. */
export function plainLabel(label: string): string {
  return label
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/\s*[:：]$/u, ':')
    .replace(/\s*\p{Pd}+$/u, ' -');
}

/** The plain form of everything that could be the label of a line, shortest first. */
export function headsOf(line: string): string[] {
  const start = line.slice(0, 2 * LONGEST_LABEL);
  if (!MAY_END.test(start)) return [];
  const rest = start.slice(LEAD.exec(start)?.[0].length ?? 0);
  const ends = [BRACKETS, LETTER_ALONE].flatMap((form) => form.exec(rest)?.[0].length ?? []);
  for (const { 0: closing, index } of rest.matchAll(CLOSES)) {
    if (index > 0) ends.push(closing === '\t' ? index : index + closing.length);
    if (ends.length > 2 || /^[:：]/u.test(closing)) break;
  }
  return ends
    .map((end) => plainLabel(rest.slice(0, end).replace(EMPHASIS, '')))
    .filter((head) => head.length <= LONGEST_LABEL && /\p{L}/u.test(head) && !/[!?;"«»“”„]/u.test(head))
    .filter((head) => head.split(' ').length <= MOST_WORDS);
}

/** The beginnings of all lines; in a time of the text's length. */
export function labelsIn(text: string): Labels {
  const numbers = new Map<string, number>();
  const at: number[] = [];
  let line = 0;
  for (const whole of text.split(/\r\n|\r|\n/)) {
    for (const head of headsOf(whole)) {
      let number = numbers.get(head);
      if (number === undefined) numbers.set(head, (number = numbers.size));
      at.push(line, number);
    }
    line++;
  }
  return at.length === 0 ? NO_LABELS : { heads: [...numbers.keys()], at };
}
