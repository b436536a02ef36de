/** A cause of a low coefficient, and from where on something is taken for one. */
import type { Answer } from './answer';
import { sayable } from '../base/say';
import { decimal } from '../words/count';

/** In the order in which they are told. */
export type CauseKind = 'few' | 'prevalence' | 'borders' | 'missed' | 'more' | 'category' | 'coder' | 'source';

export const CAUSE_NAMES: Readonly<Record<CauseKind, string>> = sayable({
  few: 'few units',
  prevalence: 'prevalence',
  borders: 'borders',
  missed: 'passages that not all tagged',
  more: 'one coder tags more',
  category: 'one category',
  coder: 'one coder',
  source: 'one source',
});

export interface Cause {
  readonly question: Answer['question'];
  readonly asks: string;
  readonly kind: CauseKind;
  /** The category, coder or source; empty where the cause is none of these. */
  readonly of: string;
  readonly says: string;
  /** Of all differences, from 0 to 1; undefined where that is not what is measured. */
  readonly share?: number;
  /** α as it would be without it. */
  readonly without?: number;
}

/** Below this α a question is looked into: Krippendorff's bound for what can be relied on (2004, p. 241). */
export const RELIABLE = 0.8;
/** From this on tentative conclusions are acceptable (same place). */
export const TENTATIVE = 0.667;

/** Share of the differences, or rise of α, from which on a cause is named. */
export const SHARE = 1 / 3;
export const RISE = 0.05;
/** Something found out about a question: see {@link Cause}. */
export type Named = Pick<Cause, 'of' | 'says' | 'share' | 'without'>;

export const percent = (share: number): string => `${Math.round(100 * share)} %`;
export const short = (value: number): string => decimal(value, 3);
