/** A value that is made when somebody first asks for it, and kept from then on. */
export class Held<T> {
  private constructor(
    private make: (() => T) | undefined,
    private made: T | undefined,
  ) {}

  static of<T>(value: T): Held<T> {
    return new Held<T>(undefined, value);
  }

  static later<T>(make: () => T): Held<T> {
    return new Held<T>(make, undefined);
  }

  get isMade(): boolean {
    return this.make === undefined;
  }

  get value(): T {
    const { make } = this;
    if (make) {
      this.made = make();
      this.make = undefined;
    }
    return this.made as T;
  }
}
