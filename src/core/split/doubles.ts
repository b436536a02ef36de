/** Articles that are another one again: equal, or with more than nine in ten shingles in common (agencies' texts in several papers). */
import { fnv1a } from '../base/hash';
import { foldName } from '../text/fold';
import { headOf } from './heads';

/** Words of a shingle. */
const WORDS = 5;
const ALIKE = 0.9;
/** A shingle that stands in more articles than this is a phrase of the database, and tells nothing. */
const COMMON = 50;

/** For each article that is a double the number of the first one that it equals. */
export function doublesIn(texts: readonly string[]): ReadonlyMap<number, number> {
  const doubles = new Map<number, number>();
  const equal = new Map<string, number>();
  const having = new Map<number, number[]>();
  const sizes: number[] = [];
  texts.forEach((text, i) => {
    const body = bodyOf(text);
    const same = equal.get(body);
    const shingles = shinglesOf(body);
    sizes[i] = shingles.size;
    if (same !== undefined) {
      doubles.set(i, same);
      return;
    }
    equal.set(body, i);
    const shared = new Map<number, number>();
    for (const shingle of shingles) {
      const others = having.get(shingle);
      for (const other of others ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    const near = [...shared].find(([other, count]) => count / (shingles.size + (sizes[other] ?? 0) - count) > ALIKE);
    if (near) {
      doubles.set(i, near[0]);
      return;
    }
    for (const shingle of shingles) {
      const others = having.get(shingle);
      if (!others) having.set(shingle, [i]);
      else if (others.length < COMMON) others.push(i);
    }
  });
  return doubles;
}

/** The text without its head: paper and date may be others. */
function bodyOf(text: string): string {
  const { lines } = headOf(text.slice(0, 6_000));
  const body = text
    .split(/\r\n|\n|\r/)
    .slice(lines)
    .join('\n');
  return foldName(body.trim() === '' ? text : body);
}

function shinglesOf(body: string): Set<number> {
  const words = body.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const shingles = new Set<number>();
  for (let i = 0; i === 0 || i + WORDS <= words.length; i++) shingles.add(fnv1a(words.slice(i, i + WORDS).join(' ')));
  return shingles;
}
