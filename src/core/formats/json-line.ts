/**
 * What JSON leaves as it is and other readers do not: U+0085, U+2028 and U+2029 end a line for Python's `splitlines`, and U+FFFE and
 * U+FFFF stand in no XML.
 */
const LEFT_BY_JSON = /[\u0085\u2028\u2029\ufffe\uffff]/g;

/** A value as JSON on one line, whoever reads the lines. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    LEFT_BY_JSON,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
