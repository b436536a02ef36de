import { UsageError, type Given } from './command';

/** The value of an option that has but a few; undefined where it is not given. */
export function oneOf<T extends string>(given: Given, name: string, allowed: readonly T[]): T | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new UsageError(`--${name} is one of: ${allowed.join(', ')}`);
  return found;
}
