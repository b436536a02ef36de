import { fold, foldName } from '../text/fold';

/** A pattern of the query, `*` for anything, tried on folded text. No regular expression is made of what files hold. */
export interface Pattern {
  readonly hasStar: boolean;
  /** Is it the whole of `folded`? */
  readonly whole: (folded: string) => boolean;
  /** Is it the whole of `folded` or, without a `*`, a part of it? */
  readonly found: (folded: string) => boolean;
}

export function patternOf(value: string): Pattern {
  if (!value.includes('*')) {
    const wanted = foldName(value);
    return { hasStar: false, whole: (folded) => folded === wanted, found: (folded) => folded.includes(wanted) };
  }
  const pieces = fold(value).split('*');
  const whole = (folded: string): boolean => matches(pieces, folded);
  return { hasStar: true, whole, found: whole };
}

/** The first piece at the start, the last at the end, those between in order, each as early as it can be: linear, no backtracking. */
function matches(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return at <= end;
}
