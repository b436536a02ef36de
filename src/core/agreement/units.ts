/** Into what a text is cut so that coders can be compared: the unit is always named beside the figure. */
import { paragraphOf, paragraphsIn } from '../text/paragraphs';
import { Lines } from '../text/lines';
import { wordSegments } from '../text/segments';
import { sentenceStarts } from '../text/sentences';
import type { Stretch } from './coded';

export const CUT_UNITS = ['characters', 'words', 'sentences', 'paragraphs'] as const;
export type CutUnit = (typeof CUT_UNITS)[number];

/** Units of a text, or what was tagged: passages of several coders that overlap, or what is said anywhere in a source. */
export const UNITS = [...CUT_UNITS, 'tags', 'documents'] as const;
export type Unit = (typeof UNITS)[number];

/** The units of a text in its order; characters are no stretches of it (see `eachUnit`). */
export function unitsOf(text: string, unit: Exclude<CutUnit, 'characters'>): readonly Stretch[] {
  if (unit === 'words') return wordsOf(text);
  if (unit === 'sentences') return filled(text, between([0, ...sentenceStarts(text), text.length], text.length));
  return filled(text, paragraphs(text));
}

function between(places: readonly number[], length: number): Stretch[] {
  const sorted = [...new Set(places.filter((place) => place >= 0 && place <= length))].sort((a, b) => a - b);
  return sorted.slice(1).map((to, i) => ({ from: sorted[i] as number, to }));
}

/** Words as UAX 29 has them; signs and spaces between them are no units. */
function wordsOf(text: string): Stretch[] {
  const out: Stretch[] = [];
  for (const { segment, index, isWordLike } of wordSegments(text)) {
    if (isWordLike) out.push({ from: index, to: index + segment.length });
  }
  return out;
}

function paragraphs(text: string): Stretch[] {
  const lines = new Lines(text);
  const starts = paragraphsIn(text);
  const out: Stretch[] = [];
  let number = -1;
  for (let line = 0; line < lines.lineCount; line++) {
    const now = paragraphOf(starts, line);
    const from = lines.offsetAt(line, 0);
    const last = out[out.length - 1];
    if (now === number && last) out[out.length - 1] = { from: last.from, to: lines.offsetAt(line, Infinity) };
    else out.push({ from, to: lines.offsetAt(line, Infinity) });
    number = now;
  }
  return out;
}

/** Without those that hold nothing but white space. */
function filled(text: string, units: readonly Stretch[]): Stretch[] {
  return units.filter(({ from, to }) => text.slice(from, to).trim() !== '');
}
