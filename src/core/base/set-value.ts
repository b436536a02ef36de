/**
 * The value of a setting as the code may use it. A repository can carry settings of any type and size: what is not of the
 * fallback's type, or longer than any honest value, counts as not set.
 */
const LONGEST = 1_000;

export function setValue<T extends boolean | string>(value: unknown, fallback: T): T {
  if (typeof value !== typeof fallback) return fallback;
  return typeof value === 'string' && value.length > LONGEST ? fallback : (value as T);
}
