/** What makes one text of another: the part between their common head and tail. */
export interface Difference {
  /** Offsets into the text before, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Undefined where the texts are equal. One pass; not the smallest set of changes, but one change. */
export function differenceOf(before: string, after: string): Difference | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  return { from: head, to: before.length - tail, text: after.slice(head, after.length - tail) };
}
