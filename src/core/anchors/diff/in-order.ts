/** Which of a list of places are in a longest sequence that never falls (patience sorting): 1 for each of them. */
export function inOrder(places: readonly number[]): Uint8Array {
  const kept = new Uint8Array(places.length);
  const tops: number[] = [];
  const before = new Int32Array(places.length).fill(-1);
  places.forEach((place, i) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[tops[middle] as number] as number) <= place) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? (tops[low - 1] as number) : -1;
    tops[low] = i;
  });
  for (let i = tops[tops.length - 1] ?? -1; i >= 0; i = before[i] as number) kept[i] = 1;
  return kept;
}
