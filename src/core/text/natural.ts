/** Made when first needed: it takes 3 ms of a start. */
let collator: Intl.Collator | undefined;

/**
 * Order for people: `2.txt` before `10.txt`, accents beside their letters. Names that read alike but are written differently
 * (`1` and `01`) follow by code unit, so that the order is total and the same everywhere.
 */
export function naturalCompare(a: string, b: string): number {
  return quick(a, b) ?? (slow(a, b) || (a < b ? -1 : a > b ? 1 : 0));
}

function slow(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

const SLASH = 47;

/**
 * The order of names that first differ in small Latin letters or in numbers, as nearly all names of files do: the collator
 * takes a second for 100,000 of them. Undefined: it is not as plain as that.
 */
function quick(a: string, b: string): number | undefined {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === a.length && at === b.length) return 0;
  // A number is compared as a whole.
  let from = at;
  while (from > 0 && isDigit(a.charCodeAt(from - 1))) from--;
  // What stands before may join with what comes after it.
  if (from > 0 && !isPlain(a.charCodeAt(from - 1))) return undefined;
  const [toA, toB] = [digitsFrom(a, from), digitsFrom(b, from)];
  if (toA > from && toB > from) {
    if (a.charCodeAt(from) === SLASH + 1 || b.charCodeAt(from) === SLASH + 1) return undefined;
    // Digits of another script may go on with the number.
    if (a.charCodeAt(toA) > 127 || b.charCodeAt(toB) > 127) return undefined;
    if (toA !== toB) return toA - toB;
    for (let i = from; i < toA; i++) {
      const apart = a.charCodeAt(i) - b.charCodeAt(i);
      if (apart !== 0) return apart;
    }
  }
  if (at === most) {
    const next = (a.length > most ? a : b).charCodeAt(most);
    return isSmall(next) || isDigit(next) ? a.length - b.length : undefined;
  }
  const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
  if ((!isSmall(one) && !isDigit(one)) || (!isSmall(other) && !isDigit(other))) return undefined;
  // Digits come before letters, as in code units.
  return one - other;
}

function digitsFrom(text: string, from: number): number {
  let at = from;
  while (at < text.length && isDigit(text.charCodeAt(at))) at++;
  return at;
}

function isDigit(c: number): boolean {
  return c > SLASH && c < 58;
}

function isSmall(c: number): boolean {
  return c > 96 && c < 123;
}

/** A printable character of ASCII. */
function isPlain(c: number): boolean {
  return c > 31 && c < 127;
}
