/** The questions that coders can agree on, in words. */
import { sayable } from '../base/say';
export const QUESTIONS = ['mentions', 'entities', 'stances', 'ends', 'values', 'intensities', 'documents'] as const;
export type Question = (typeof QUESTIONS)[number];

/** The question in words. */
export const ASKS: Readonly<Record<Question, string>> = sayable({
  mentions: 'Do we find the same mentions?',
  entities: 'Do we mean the same entity?',
  stances: 'Do we see the same stances?',
  ends: 'Do we see the same holder and target?',
  values: 'Do we give the same value?',
  intensities: 'Do we give the same intensity?',
  documents: 'Do we say the same about a source: who stands how toward whom?',
});
