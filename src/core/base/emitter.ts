export interface Disposable {
  dispose(): void;
}

export type Listener<T> = (event: T) => void;

/** The core's own event: listeners are called in the order in which they came. */
export class Emitter<T> {
  private readonly listeners = new Set<{ call: Listener<T> }>();

  readonly event = (call: Listener<T>): Disposable => {
    const entry = { call };
    this.listeners.add(entry);
    return { dispose: () => this.listeners.delete(entry) };
  };

  fire(event: T): void {
    for (const entry of [...this.listeners]) entry.call(event);
  }
}
