/** Lines that stand once in either of two texts: they are the same line, wherever it stands, and no other's. */

interface Line {
  readonly from: number;
  readonly to: number;
}

/** Shorter lines prove nothing. */
const LEAST = 12;

export interface SameLines {
  /** Where a passage went that lies within such a line; undefined: it lies in none. */
  of(from: number, to: number): { from: number; to: number } | undefined;
  /** Does the place of the new text belong to such a line that the passage of the old text is no part of? */
  isOthers(place: { from: number; to: number }, from: number, to: number): boolean;
}

export function sameLines(oldText: string, newText: string): SameLines {
  const now = onceLines(newText);
  const pairs: { old: Line; now: Line }[] = [];
  for (const [words, line] of onceLines(oldText)) {
    const there = now.get(words);
    if (line && there) pairs.push({ old: line, now: there });
  }
  const byNow = [...pairs].sort((a, b) => a.now.from - b.now.from);
  return {
    of(from, to) {
      const pair = lastFrom(pairs, 'old', from);
      if (!pair || from >= to || to > pair.old.to) return undefined;
      const by = pair.now.from - pair.old.from;
      return { from: from + by, to: to + by };
    },
    isOthers(place, from, to) {
      const pair = lastFrom(byNow, 'now', place.from);
      return pair !== undefined && place.to <= pair.now.to && (to <= pair.old.from || from >= pair.old.to);
    },
  };
}

/** Lines by their words; undefined for those that stand more than once. */
function onceLines(text: string): Map<string, Line | undefined> {
  const lines = new Map<string, Line | undefined>();
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    const words = text.slice(from, to);
    if (words.length >= LEAST) lines.set(words, lines.has(words) ? undefined : { from, to });
    from = to + 1;
  }
  return lines;
}

/** The last pair whose line on `side` begins at `at` or before it. */
function lastFrom(
  pairs: readonly { old: Line; now: Line }[],
  side: 'old' | 'now',
  at: number,
): { old: Line; now: Line } | undefined {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle]?.[side].from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return pairs[low - 1];
}
