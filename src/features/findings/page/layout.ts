/** The geometry of the pictures, without a page: numbers in, numbers out. Units are those of the picture, as wide as CSS pixels. */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import { utcTicks } from 'd3-time';
import { decimal } from '../../../core/words/count';

/** Carries `from`…`to` over to `low`…`high`. (d3-scale does as much, with formats and colours that would be half of the page's script.) */
function linear(
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
): (value: number) => number {
  const factor = to === from ? 0 : (high - low) / (to - from);
  return (value) => low + (value - from) * factor;
}

/** Average width of a letter of the pictures' text. */
export const LETTER = 6.6;

/** Height of a line of that text. */
const LINE = 14;

/** Side of a cell of a grid: wide enough to be hit with a finger. */
export const CELL = 44;

/** Radius of a mark: its area is proportional to the count, but never too small to hold its sign. */
export function radiusOf(count: number, most: number, largest = 14): number {
  const radius = Math.sqrt(count / Math.max(most, 1)) * largest;
  return Math.max(8, Math.round(radius * 10) / 10);
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room for row labels at the left and slanted column labels above; labels longer than `most` letters are cut. */
export function gridFrame(rows: readonly string[], columns: readonly string[], most: number): Frame {
  const longest = (labels: readonly string[]): number =>
    Math.min(most, Math.max(4, ...labels.map((one) => one.length)));
  const slanted = longest(columns) * LETTER * Math.SQRT1_2;
  const left = Math.ceil(longest(rows) * LETTER) + 16;
  const top = Math.ceil(slanted) + 22;
  // The last label begins in the middle of its column, and is as high as a line.
  const width = left + columns.length * CELL + Math.ceil(Math.max(slanted - CELL / 2 + LINE, 12));
  return { left, top, width, height: top + rows.length * CELL + 8 };
}

/** Lengths of bars, one after the other, for the parts of one row. */
export function barParts(counts: readonly number[], most: number, width: number): { from: number; length: number }[] {
  const scale = linear([0, Math.max(most, 1)], [0, width]);
  let sum = 0;
  return counts.map((count) => {
    const from = scale(sum);
    sum += count;
    // A count of one among thousands is still to be seen.
    return { from, length: Math.max(2, scale(sum) - from) };
  });
}

export interface TimeAxis {
  readonly x: (time: number) => number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** An axis from the first to the last time, with room at both ends; a single day is widened to a month. */
export function timeAxis(first: number, last: number, from: number, to: number): TimeAxis {
  const least = 30 * 86_400_000;
  const missing = Math.max(0, least - (last - first)) / 2;
  const [start, end] = [first - missing, last + missing];
  const scale = linear([start, end], [from, to]);
  const count = Math.max(2, Math.floor((to - from) / 90));
  const times = utcTicks(new Date(start), new Date(end), count);
  const span = last - first + 2 * missing;
  const long = span > 3 * 366 * 86_400_000;
  const length = long ? 4 : span > 100 * 86_400_000 ? 7 : 10;
  const ticks: { at: number; label: string }[] = [];
  for (const time of times) {
    const label = time.toISOString().slice(0, length);
    if (ticks.at(-1)?.label !== label) ticks.push({ at: scale(time.getTime()), label });
  }
  return { x: scale, ticks };
}

/** An axis of coefficients: from 0, or as far below as any goes, to 1. */
export function forestScale(
  values: readonly number[],
  from: number,
  to: number,
): {
  readonly x: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
} {
  const least = Math.min(0, ...values.map((value) => Math.max(-1, value)));
  const low = Math.floor(least * 5) / 5;
  const scale = linear([low, 1], [from, to]);
  // In fifths while there is room for them, else in halves.
  const marks = low < -0.7 ? [-1, -0.5, 0, 0.5, 1] : Array.from({ length: 9 }, (_, i) => (i - 3) / 5);
  const ticks = marks
    .filter((value) => value >= low - 1e-9)
    .map((value) => ({ at: scale(value), label: decimal(value, 1).replace('-', '−') }));
  return { x: (value) => scale(Math.min(1, Math.max(low, value))), ticks };
}

interface Placed extends SimulationNodeDatum {
  readonly radius: number;
}

/**
 * Places of a network's nodes within a frame: those that are joined often stand closer. The same numbers give the same places:
 * the forces draw from a fixed sequence (d3-force), and the start is a spiral.
 */
export function networkPlaces(
  sizes: readonly number[],
  links: readonly { readonly a: number; readonly b: number; readonly strength: number }[],
  { width, height, room }: { readonly width: number; readonly height: number; readonly room: number },
): { x: number; y: number }[] {
  const nodes: Placed[] = sizes.map((radius) => ({ radius }));
  const most = Math.max(1, ...links.map(({ strength }) => strength));
  const simulation = forceSimulation(nodes)
    .force(
      'links',
      forceLink(links.map(({ a, b, strength }) => ({ source: a, target: b, strength })))
        .distance(110)
        .strength((link) => 0.08 + (0.35 * link.strength) / most),
    )
    .force('apart', forceManyBody().strength(-320))
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.11))
    .force(
      'room',
      forceCollide<Placed>().radius(({ radius }) => radius + room / 2),
    )
    .stop();
  simulation.tick(300);
  const xs = nodes.map(({ x = 0 }) => x);
  const ys = nodes.map(({ y = 0 }) => y);
  const fit = (values: readonly number[], size: number, margin: number): ((value: number) => number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (high - low < 1) return () => size / 2;
    return linear([low, high], [margin, size - margin]);
  };
  const [x, y] = [fit(xs, width, room), fit(ys, height, 32)];
  return nodes.map((_, i) => ({ x: x(xs[i] ?? 0), y: y(ys[i] ?? 0) }));
}

/** Index of the mark that an arrow key leads to: the nearest in that direction; undefined at the edge. */
export function nextMark(
  places: readonly { readonly x: number; readonly y: number }[],
  from: number,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): number | undefined {
  const here = places[from];
  if (!here) return undefined;
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] as [
    number,
    number,
  ];
  let best: { index: number; cost: number } | undefined;
  places.forEach((place, index) => {
    const ahead = (place.x - here.x) * dx + (place.y - here.y) * dy;
    if (index === from || ahead < 1) return;
    const aside = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
    const cost = ahead + 3 * aside;
    if (!best || cost < best.cost) best = { index, cost };
  });
  return best?.index;
}
