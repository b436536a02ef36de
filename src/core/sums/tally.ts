import { AUTHOR, AXES, type Axis, type Stance } from '../model';
import type { CodebookView } from '../corpus';

/**
 * How many stances of each axis. A stance whose certainty is `denied` (the passage says that the holder does not take it) is
 * on no axis: it is counted apart, so that the six numbers add up to the number of stances.
 */
export interface Tally extends Readonly<Record<Axis, number>> {
  readonly denied: number;
}

/** The parts of a {@link Tally}, in the order in which they are shown. */
export const TALLY_KEYS = [...AXES, 'denied'] as const;

export type TallyKey = (typeof TALLY_KEYS)[number];

/** A tally while it is being counted. */
export type OpenTally = Record<TallyKey, number>;

export function emptyTally(): OpenTally {
  return { positive: 0, negative: 0, neutral: 0, mixed: 0, unclear: 0, denied: 0 };
}

export function addTally(into: OpenTally, tally: Tally): void {
  for (const key of TALLY_KEYS) into[key] += tally[key];
}

/** The number of stances in a tally, denied ones too. */
export function sizeOf(tally: Tally): number {
  return tally.positive + tally.negative + tally.neutral + tally.mixed + tally.unclear + tally.denied;
}

/** The axis of a stance value. One that the codebook does not know (a problem is shown for it) counts as `unclear`. */
export function axisOf(codebook: CodebookView, value: string): Axis {
  return codebook.value(value)?.axis ?? 'unclear';
}

export function tallyKeyOf(codebook: CodebookView, stance: Stance): TallyKey {
  return stance.certainty === 'denied' ? 'denied' : axisOf(codebook, stance.value);
}

/** −1, 0 or 1: which way a stance points; 0 for all that is neither positive nor negative, and for denied ones. */
export function signOf(codebook: CodebookView, stance: Stance): -1 | 0 | 1 {
  const key = tallyKeyOf(codebook, stance);
  return key === 'positive' ? 1 : key === 'negative' ? -1 : 0;
}

/** (positive − negative) ÷ (positive + negative), from −1 to 1; undefined where there is neither. */
export function balanceOf(tally: Pick<Tally, 'positive' | 'negative'>): number | undefined {
  const both = tally.positive + tally.negative;
  return both === 0 ? undefined : (tally.positive - tally.negative) / both;
}

/** A balance in one character: `−` or `+` where one side has it alone or by two to one, `±` between, `0` where there is neither. */
export function signMark(tally: Tally): '−' | '0' | '+' | '±' {
  const balance = balanceOf(tally);
  if (balance === undefined) return tally.mixed > 0 ? '±' : '0';
  return balance >= 1 / 3 ? '+' : balance <= -1 / 3 ? '−' : '±';
}

/** Who says it in the end: the innermost link of `via`, which stands closest to the stance; the author where there is none. */
export function reporterOf(stance: Stance): string {
  return stance.via?.at(-1) ?? AUTHOR;
}
