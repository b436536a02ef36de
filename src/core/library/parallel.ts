/** How many files are looked at, at the same time. */
const MOST = 24;

/** Does `work` on all items, at the most `most` at a time. Rejects with the first failure; what is under way then still ends. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>, most = MOST): Promise<void> {
  const left = items[Symbol.iterator]();
  const next = async (): Promise<void> => {
    for (let item = left.next(); !item.done; item = left.next()) await work(item.value);
  };
  await Promise.all(Array.from({ length: most }, next));
}
