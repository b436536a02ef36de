/** Bytes of files whose readings are kept, those made last: what a usual workspace has, so that nothing is read twice in one. */
const MOST = 32 * 1024 * 1024;

/** The readings made last, by their number, which grows. */
const recent = new Map<number, { readonly made: object; readonly size: number }>();
let made = 0;
let size = 0;

/** Keeps a reading until so many others were made after it. */
function keep(one: { readonly made: object; readonly size: number }): void {
  recent.set(made++, one);
  size += one.size;
  for (const [number, oldest] of recent) {
    if (size <= MOST) return;
    recent.delete(number);
    size -= oldest.size;
  }
}

/** How a value is let go, to be made again. */
export interface Again<T> {
  /** Bytes of the file that it is made from. */
  readonly bytes: number;
  /** Would it be made as quickly, and equal, each time? */
  may(value: T): boolean;
}

/**
 * A value that is made when somebody first asks for it, and kept from then on; or, of what is made again as quickly, only as
 * long as somebody has it or memory is left, since a million tags are more than a window should hold.
 */
export class Held<T> {
  private weak: WeakRef<T & object> | undefined;
  private pinned: T | undefined;
  private small: { readonly of: unknown } | undefined;

  private constructor(
    private make: (() => T) | undefined,
    private made: T | undefined,
    private readonly again?: Again<T>,
  ) {}

  static of<T>(value: T): Held<T> {
    return new Held<T>(undefined, value);
  }

  static later<T>(make: () => T): Held<T> {
    return new Held<T>(make, undefined);
  }

  /** `first`: the value, where it was made already; it stays until somebody has asked for it. */
  static again<T>(make: () => T, again: Again<T>, first?: T): Held<T> {
    return new Held<T>(make, first, again);
  }

  get isMade(): boolean {
    return this.make === undefined || this.made !== undefined || this.weak?.deref() !== undefined;
  }

  get value(): T {
    const known = this.pinned ?? this.weak?.deref();
    if (known !== undefined) return known;
    const { make } = this;
    if (!make) return this.made as T;
    const value = this.made ?? make();
    if (this.again && typeof value === 'object' && value !== null && this.again.may(value)) {
      this.made = undefined;
      this.weak = new WeakRef(value);
      keep({ made: value, size: this.again.bytes });
    } else {
      this.made = value;
      this.make = undefined;
    }
    return value;
  }

  /** From now on the value stays, or does not. */
  pin(stays: boolean): void {
    this.pinned = stays ? this.value : undefined;
  }

  /** Those few words where they are known before the value was made. */
  knows(brief: unknown): void {
    this.small = { of: brief };
  }

  /** A few words of the value, which stay when it goes. Ask with one and the same function. */
  brief<B>(make: (value: T) => B): B {
    return (this.small ??= { of: make(this.value) }).of as B;
  }
}
