// Stands in for `node:assert/strict` in a web worker, where Node's modules do not exist. The checks that the tests use.

class AssertionError extends Error {
  override readonly name = 'AssertionError';
  constructor(
    message: string | Error | undefined,
    readonly actual: unknown,
    readonly expected: unknown,
    relation: string,
  ) {
    super(message instanceof Error ? message.message : (message ?? `${show(actual)}\n${relation}\n${show(expected)}`));
  }
}

type Message = string | Error;
type Matcher = RegExp | (new (...args: never[]) => Error) | ((error: unknown) => boolean) | Record<string, unknown>;

function show(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Map || value instanceof Set) return `${value.constructor.name} ${show([...value])}`;
  if (value instanceof RegExp || typeof value === 'bigint') return value.toString();
  return typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? typeof value);
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof RegExp && b instanceof RegExp) return a.source === b.source && a.flags === b.flags;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof Error && b instanceof Error) return a.name === b.name && a.message === b.message;
  if (a instanceof Map && b instanceof Map) return same([...a], [...b]);
  if (a instanceof Set && b instanceof Set) return same([...a], [...b]);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

function check(passed: boolean, actual: unknown, expected: unknown, relation: string, message?: Message): void {
  if (!passed) throw message instanceof Error ? message : new AssertionError(message, actual, expected, relation);
}

function checkError(error: unknown, wanted?: Matcher | string): void {
  if (wanted === undefined || typeof wanted === 'string') return;
  if (wanted instanceof RegExp) check(wanted.test(String(error)), error, wanted, 'should match');
  else if (typeof wanted !== 'function') {
    for (const [key, value] of Object.entries(wanted)) {
      const actual = (error as Record<string, unknown>)[key];
      check(value instanceof RegExp ? value.test(String(actual)) : same(actual, value), actual, value, 'should equal');
    }
  } else if (wanted === Error || wanted.prototype instanceof Error) {
    check(error instanceof wanted, error, wanted.name, 'should be an instance of');
  } else check((wanted as (error: unknown) => boolean)(error), error, wanted, 'should pass');
}

function ok(value: unknown, message?: Message): asserts value {
  check(Boolean(value), value, true, 'should be truthy', message);
}

const nothingThrown = (wanted?: Matcher | string) =>
  new AssertionError(typeof wanted === 'string' ? wanted : undefined, 'no error', wanted, 'should have been thrown');

const assert = Object.assign((value: unknown, message?: Message) => ok(value, message), {
  ok,
  fail: (message?: Message): never => {
    throw message instanceof Error ? message : new AssertionError(message ?? 'Failed', undefined, undefined, 'fail');
  },
  equal: (a: unknown, b: unknown, message?: Message) => check(Object.is(a, b), a, b, 'should equal', message),
  notEqual: (a: unknown, b: unknown, message?: Message) => check(!Object.is(a, b), a, b, 'should differ from', message),
  deepEqual: (a: unknown, b: unknown, message?: Message) => check(same(a, b), a, b, 'should deeply equal', message),
  notDeepEqual: (a: unknown, b: unknown, message?: Message) => check(!same(a, b), a, b, 'should differ from', message),
  match: (text: string, wanted: RegExp, message?: Message) =>
    check(wanted.test(text), text, wanted, 'should match', message),
  doesNotMatch: (text: string, wanted: RegExp, message?: Message) =>
    check(!wanted.test(text), text, wanted, 'should not match', message),
  throws(act: () => unknown, wanted?: Matcher | string): void {
    try {
      act();
    } catch (error) {
      return checkError(error, wanted);
    }
    throw nothingThrown(wanted);
  },
  async rejects(act: PromiseLike<unknown> | (() => PromiseLike<unknown>), wanted?: Matcher | string): Promise<void> {
    try {
      await (typeof act === 'function' ? act() : act);
    } catch (error) {
      return checkError(error, wanted);
    }
    throw nothingThrown(wanted);
  },
});

export default assert;
export { AssertionError };
