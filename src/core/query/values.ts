import type { Bounds } from './language';
import { daysOf } from '../text/dates';

/** `3`, `=3`, `>=3`, `>3`, `<=3`, `<3`, `1..2`, `3..`, `..2`: the two ends as text, and whether each is itself included. */
interface Ends {
  readonly least?: string;
  readonly most?: string;
  readonly without?: 'least' | 'most';
}

function endsOf(value: string): Ends | undefined {
  const dots = value.indexOf('..');
  if (dots >= 0) {
    const least = value.slice(0, dots);
    const most = value.slice(dots + 2);
    if (least === '' && most === '') return undefined;
    return { least: least || undefined, most: most || undefined };
  }
  const compared = /^(>=|<=|≥|≤|>|<|=)?(.+)$/.exec(value);
  const number = compared?.[2];
  switch (compared?.[1]) {
    case '>=':
    case '≥':
      return { least: number };
    case '<=':
    case '≤':
      return { most: number };
    case '>':
      return { least: number, without: 'least' };
    case '<':
      return { most: number, without: 'most' };
    default:
      return { least: number, most: number };
  }
}

/** Does the value ask for a stretch (`>=3`, `1..2`) and not for itself? */
export function isStretch(value: string): boolean {
  return /^(?:>=|<=|≥|≤|>|<)|\.\./.test(value);
}

/** Plain numbers, with a full stop before decimals; undefined when an end is none. */
export function numberBounds(value: string): (Bounds & { readonly without?: 'least' | 'most' }) | undefined {
  const ends = endsOf(value);
  if (!ends) return undefined;
  const least = ends.least === undefined ? -Infinity : numberIn(ends.least);
  const most = ends.most === undefined ? Infinity : numberIn(ends.most);
  if (least === undefined || most === undefined) return undefined;
  return { least, most, ...(ends.without && { without: ends.without }) };
}

/** A text that is a plain number, as `-3.5`; undefined for any other. */
export function numberIn(text: string): number | undefined {
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text.trim()) ? Number(text) : undefined;
}

/** The intensities, 1 to 4, that a value asks for; undefined when it is not one. */
export function intensityBounds(value: string): Bounds | undefined {
  const ends = endsOf(value);
  if (!ends) return undefined;
  const least = ends.least === undefined ? -Infinity : oneToFour(ends.least);
  const most = ends.most === undefined ? Infinity : oneToFour(ends.most);
  if (least === undefined || most === undefined) return undefined;
  return {
    least: ends.without === 'least' ? least + 1 : least,
    most: ends.without === 'most' ? most - 1 : most,
  };
}

function oneToFour(text: string): number | undefined {
  return /^[1-4]$/.test(text) ? Number(text) : undefined;
}

/**
 * The days that a value asks for, as in `text/dates`. An end that is a month or a year is meant whole: `2024-12..2025-06` ends
 * with the last of June, `>2024` begins with 2025.
 */
export function dateBounds(value: string): Bounds | undefined {
  const ends = endsOf(value);
  if (!ends) return undefined;
  const least = ends.least === undefined ? undefined : daysOf(ends.least);
  const most = ends.most === undefined ? undefined : daysOf(ends.most);
  if ((ends.least !== undefined && !least) || (ends.most !== undefined && !most)) return undefined;
  return {
    least: least ? (ends.without === 'least' ? least.to + 1 : least.from) : -Infinity,
    most: most ? (ends.without === 'most' ? most.from - 1 : most.to) : Infinity,
  };
}
