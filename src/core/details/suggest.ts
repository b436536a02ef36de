/** What a source's file name and first lines say of its details. Suggestions only: the user sees each before it is written. */
import type { DETAIL_KEYS } from '../model';
import { dateIn, readDate } from '../text/date-words';

export type DetailKey = (typeof DETAIL_KEYS)[number];
export type Details = Readonly<Partial<Record<DetailKey, string>>>;

/** Lines of the head of a text; who wrote it and when stands among them, if anywhere. */
const HEAD = 15;
/** A longer line is a paragraph and no title, in UTF-16 units. */
const TITLE = 160;
const NAME = 80;

const BY = /^(?:by|von|par|por|di|door|avtor|yazan|автор|от)(?:\s*:\s*|\s+)(\p{Lu}.*)$/iu;
const OUTLET = /^(?:source|outlet|quelle|fuente|fonte|kaynak|mənbə|источник|джерело)\s*:\s*(.+)$/iu;
const ADDRESS = /https?:\/\/[^\s<>"']+/;

/** `name` is the file's, with its ending; `text` the whole source or its beginning. */
export function suggestDetails(name: string, text: string): Details {
  const lines = text
    .slice(0, HEAD * 500)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, HEAD);
  const dated = lines.findIndex((line) => line.length <= TITLE && dateIn(line) !== undefined);
  const found = dated < 0 ? undefined : dateIn(lines[dated] ?? '');
  const author = lines.map((line) => BY.exec(line)?.[1]).find((one) => one !== undefined && one.length <= NAME);
  const address = lines.map((line) => ADDRESS.exec(line)?.[0]).find((one) => one !== undefined);
  const named = lines.map((line) => OUTLET.exec(line)?.[1]).find((one) => one !== undefined && one.length <= NAME);
  const outlet = named ?? (found && besideDate(lines[dated] ?? '', found.words));
  return given({
    title: titleIn(lines),
    author,
    outlet,
    date: dateInName(name) ?? found?.date,
    address: address?.replace(/[).,;]+$/, ''),
  });
}

/** The first line, if it is one of a heading: short, and no sentence of the text. */
function titleIn([first, second]: readonly string[]): string | undefined {
  if (first === undefined || second === undefined || first.length > TITLE) return undefined;
  if (dateIn(first) || BY.test(first) || OUTLET.test(first) || ADDRESS.test(first)) return undefined;
  return /[.,;:]$/.test(first) ? undefined : first;
}

/** 'The Courier, 27 January 2025': what stands beside a date in a line of its own, if that is a name and no sentence. */
export function besideDate(line: string, words: string): string | undefined {
  const rest = line.replace(words, '').replace(/^[\s,;:|·–—-]+|[\s,;:|·–—-]+$/g, '');
  return rest.length >= 2 &&
    rest.length <= NAME &&
    /^\p{Lu}/u.test(rest) &&
    !/[.!?]/.test(rest) &&
    rest.split(' ').length <= 6
    ? rest
    : undefined;
}

function dateInName(name: string): string | undefined {
  const stem = name.replace(/\.[^.]*$/, '');
  const digits = /(?<!\d)((?:19|20)\d{2})[-_. ]?(\d{2})[-_. ]?(\d{2})(?!\d)/.exec(stem);
  const whole = digits && readDate(`${digits[1] ?? ''}-${digits[2] ?? ''}-${digits[3] ?? ''}`);
  return whole ?? dateIn(stem.replace(/[_-]+/g, ' '))?.date ?? dateIn(stem)?.date;
}

function given(details: Readonly<Record<DetailKey, string | undefined>>): Details {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}
