/** Formulas: what a text says again and again ('pray for us', 'Q: Who …', 'found at the …') tells no place of it from another. */
import { commonRuns, type Area, type Run } from '../diff/runs';
import type { Fit } from './fit';
import { LIMITS } from './limits';
import { placesIn } from './once';
import type { Pattern } from './pattern';
import type { Target } from './target';

/** Is all that agrees beside the sentence, on either side, said in many places? Then nothing tells it from another that says the same. */
export function isAmongOthers(target: Target, fit: Fit, pattern: Pattern): boolean {
  const { codes, quoteFrom, quoteTo, sentence } = pattern;
  const [low, high] = sentence;
  const begin = fit.from - quoteFrom + low;
  const end = fit.to - quoteTo + high;
  const length = target.folded.codes.length;
  const left = { x: 0, xEnd: low, y: Math.max(0, begin - low), yEnd: Math.max(0, begin) };
  const right = { x: high, xEnd: codes.length, y: end, yEnd: Math.min(length, end + codes.length - high) };
  return (
    isFormula(target, pattern, runsIn(target, pattern, left)) &&
    isFormula(target, pattern, runsIn(target, pattern, right))
  );
}

/** Are there other words in the sentence, and is what is left of it said in many places? Then the words that are gone were what it said. */
export function isFormAlone(target: Target, fit: Fit, pattern: Pattern): boolean {
  const { quoteFrom, quoteTo, sentence } = pattern;
  const [x, xEnd] = sentence;
  const y = Math.max(0, fit.from - quoteFrom + x);
  const yEnd = Math.min(target.folded.codes.length, fit.to - quoteTo + xEnd);
  const runs = runsIn(target, pattern, { x, xEnd, y, yEnd });
  const left = runs.reduce((sum, { n }) => sum + n, 0);
  return left + LIMITS.leastContext <= xEnd - x && isFormula(target, pattern, runs);
}

function runsIn({ folded }: Target, { codes }: Pattern, area: Area): Run[] {
  const runs: Run[] = [];
  commonRuns(codes, folded.codes, area, runs, LIMITS.leastContext);
  return runs;
}

/** Does each of them stand in many places? */
function isFormula(target: Target, { codes }: Pattern, runs: readonly Run[]): boolean {
  return runs.every(({ x, n }) => {
    const some = codes.subarray(x, x + Math.min(n, LIMITS.inSentence));
    return n < LIMITS.leastContext || placesIn(target, some, LIMITS.twins + 1).length > LIMITS.twins;
  });
}
