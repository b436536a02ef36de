/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The part of a range that lies in a text of a length; undefined when that is empty. */
export function rangeWithin(range: Range | undefined, length: number): Range | undefined {
  if (!range) return undefined;
  const from = Math.max(0, range.from);
  const to = Math.min(range.to, length);
  return from < to ? { from, to } : undefined;
}

/** Are two places the same, or both nowhere? */
export function sameRange(a: Range | undefined, b: Range | undefined): boolean {
  return a?.from === b?.from && a?.to === b?.to;
}
