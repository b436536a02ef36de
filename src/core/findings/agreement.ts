/** How far coders agree, as figures: pictures, tables and words out of one comparison. */
import type { Corpus } from '../corpus';
import { confusion, disagreements, ratings } from './agreement-differences';
import { emptyFigure } from './agreement-empty';
import type { Agreement } from './agreement-notes';
import { causes, coefficients, gammaFigure, groups } from './agreement-values';
import type { Figure } from './figure';
import type { FindingsState } from './state';

/** All figures of the tab, in their order. */
export function agreementFigures(corpus: Corpus, found: Agreement, state: FindingsState): Figure[] {
  const { comparison } = found;
  if (!comparison || comparison.sources.length === 0) return [emptyFigure(found, state)];
  return [
    coefficients(comparison, found),
    causes(comparison),
    groups(comparison),
    confusion(corpus, comparison, state),
    disagreements(comparison),
    ratings(comparison, state),
    gammaFigure(comparison, found, state),
  ];
}

/** The pairs that can be chosen. */
export function pairsIn(coders: readonly string[]): { key: string; label: string }[] {
  return coders.flatMap((one, i) =>
    coders.slice(i + 1).map((other) => ({ key: `${one} ${other}`, label: `${one} – ${other}` })),
  );
}
