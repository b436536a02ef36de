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
