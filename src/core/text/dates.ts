/** The first and the last day that a date may mean, as numbers `20250702` that sort like dates (`00` and `99` where open). */
export interface Days {
  readonly from: number;
  readonly to: number;
}

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined for anything else, and for months and days that do not exist. */
export function daysOf(date: string | undefined): Days | undefined {
  const parts = date === undefined ? undefined : SHAPE.exec(date.trim());
  if (!parts) return undefined;
  const year = Number(parts[1]);
  if (parts[2] === undefined) return { from: year * 10000, to: year * 10000 + 9999 };
  const month = Number(parts[2]);
  if (month < 1 || month > 12) return undefined;
  if (parts[3] === undefined) return { from: year * 10000 + month * 100, to: year * 10000 + month * 100 + 99 };
  const day = Number(parts[3]);
  if (day < 1 || day > lengthOfMonth(year, month)) return undefined;
  const number = year * 10000 + month * 100 + day;
  return { from: number, to: number };
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const NUMBERS = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})\.?$/;
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th|\.)? ?([a-z]{3,9})\.?,? ?(\d{4})$/;
const MONTH_DAY = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/;

/**
 * The date that another way of writing means, as `YYYY-MM-DD`: `02.07.2025` (day first where there are full stops), `2025/7/2`,
 * `27 January 2025`, `Jan 27, 2025`. Undefined where it may mean two days (`2/7/2025` is July to one reader and February to the
 * next) or none.
 */
export function dateMeant(text: string): string | undefined {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const numbers = NUMBERS.exec(plain);
  if (numbers) {
    const [first, mark, second, third] = numbers.slice(1) as [string, string, string, string];
    if (first.length === 4) return dateOf(first, second, third);
    if (third.length !== 4) return undefined;
    const dayFirst = dateOf(third, second, first);
    const monthFirst = mark === '.' ? undefined : dateOf(third, first, second);
    return dayFirst && monthFirst && dayFirst !== monthFirst ? undefined : (dayFirst ?? monthFirst);
  }
  const words = DAY_MONTH.exec(plain);
  const [day, month, year] = words ? words.slice(1) : swapped(MONTH_DAY.exec(plain));
  const number = MONTHS.indexOf(month?.slice(0, 3) ?? '') + 1;
  if (number === 0 || !isMonth(month ?? '')) return undefined;
  return dateOf(year ?? '', String(number), day ?? '');
}

const MONTH_NAMES = 'january february march april may june july august september october november december sept'.split(
  ' ',
);

function isMonth(word: string): boolean {
  return word.length === 3 || MONTH_NAMES.includes(word);
}

function swapped(found: RegExpExecArray | null): string[] {
  return found ? [found[2] ?? '', found[1] ?? '', found[3] ?? ''] : [];
}

function dateOf(year: string, month: string, day: string): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return daysOf(date) ? date : undefined;
}

/** The stretch of time that a date means, in milliseconds of UTC since 1970, end exclusive; for axes of time. */
export function timeOf(date: string | undefined): { readonly from: number; readonly to: number } | undefined {
  const days = daysOf(date);
  if (!days) return undefined;
  const year = Math.floor(days.from / 10000);
  const month = Math.floor(days.from / 100) % 100;
  const day = days.from % 100;
  if (month === 0) return { from: utc(year, 0, 1), to: utc(year + 1, 0, 1) };
  if (day === 0) return { from: utc(year, month - 1, 1), to: utc(year, month, 1) };
  return { from: utc(year, month - 1, day), to: utc(year, month - 1, day + 1) };
}

function lengthOfMonth(year: number, month: number): number {
  return new Date(utc(year, month, 0)).getUTCDate();
}

/** `Date.UTC` that does not take the years 0 to 99 for those after 1900. */
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}
