/** One measured figure beside its target. */
export interface Row {
  readonly name: string;
  /** The peer of the same run, or 'the clock'. */
  readonly beside: string;
  /** Our time as a multiple of the peer's; with a unit, the figure itself. */
  readonly ratio: number;
  /** At most this; with the unit 'times faster', at least. */
  readonly target: number;
  readonly unit?: string;
  readonly note?: string;
}

export type Report = (row: Row) => void;

export function isMet({ ratio, target, unit }: Row, noise: number): boolean {
  return unit === 'times faster' ? ratio >= target * (1 - noise) : ratio <= target * (1 + noise);
}

/** Prints a row beside its target; `margin` is the noise of the machine. */
export function show(row: Row, margin: number): void {
  const figure = `${row.ratio.toPrecision(3)}${row.unit ? ` ${row.unit}` : ' ×'}`;
  const target = `${row.unit === 'times faster' ? '≥' : '≤'} ${row.target.toPrecision(3)}`;
  const mark = isMet(row, margin) ? 'ok  ' : 'MISS';
  console.log(`${mark}  ${row.name}  |  beside ${row.beside}: ${figure}  (target ${target})`);
  if (row.note) console.log(`        ${row.note}`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Runs two pieces of work by turns, so that both meet the same machine; medians in milliseconds. */
export async function byTurns(
  rounds: number,
  one: () => unknown,
  other: () => unknown,
): Promise<readonly [number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    for (const [i, work] of [one, other].entries()) {
      globalThis.gc?.();
      const start = performance.now();
      await work();
      // The first round warms up.
      if (round > 0) times[i as 0 | 1].push(performance.now() - start);
    }
  }
  return [median(times[0]), median(times[1])];
}
