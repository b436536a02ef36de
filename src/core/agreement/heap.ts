/** A queue by priority: the smallest key comes out first. */
export class Heap<T> {
  private readonly keys: number[] = [];
  private readonly values: T[] = [];

  push(key: number, value: T): void {
    const { keys, values } = this;
    let at = keys.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((keys[above] as number) <= key) break;
      keys[at] = keys[above] as number;
      values[at] = values[above] as T;
      at = above;
    }
    keys[at] = key;
    values[at] = value;
  }

  pop(): T | undefined {
    const { keys, values } = this;
    const top = values[0];
    const key = keys.pop();
    const value = values.pop();
    if (key === undefined || keys.length === 0) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= keys.length) break;
      if (below + 1 < keys.length && (keys[below + 1] as number) < (keys[below] as number)) below++;
      if ((keys[below] as number) >= key) break;
      keys[at] = keys[below] as number;
      values[at] = values[below] as T;
      at = below;
    }
    keys[at] = key;
    values[at] = value as T;
    return top;
  }
}
