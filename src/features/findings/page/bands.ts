/** Stances over time: a band for each holder or outlet, its discs above the middle line where positive, below where negative. */
import type { Bands } from '../../../core/findings/picture';
import type { FigureId, Pick } from '../../../core/findings/state';
import { s, words } from './dom';
import { LETTER, radiusOf, timeAxis } from './layout';
import { legend, LEGEND_HEIGHT } from './legend';
import { disc, marksGroup } from './marks';

const LETTERS = 24;
const BAND = 72;
const SWING = 16;
const AXIS = 28;
const PLOT = 520;

export function bandsSvg(
  id: FigureId,
  { lines }: Bands,
  target: string,
  picked: Pick | undefined,
  choose: (pick: Pick) => void,
): SVGSVGElement {
  const points = lines.flatMap((line) => line.points);
  const left = Math.ceil(Math.min(LETTERS, Math.max(8, ...lines.map((line) => line.label.length))) * LETTER) + 16;
  const width = left + PLOT + 24;
  const axisAt = lines.length * BAND;
  const height = axisAt + AXIS + LEGEND_HEIGHT;
  const first = Math.min(...points.map((point) => point.from));
  const last = Math.max(...points.map((point) => point.to));
  const axis = timeAxis(first, last, left + 24, left + PLOT - 8);
  const most = Math.max(1, ...points.map((point) => point.count));
  const placed = lines.flatMap((line, i) =>
    line.points.map((point) => ({
      line,
      point,
      x: axis.x((point.from + point.to) / 2),
      y: i * BAND + BAND / 2 - (point.balance ?? 0) * SWING,
    })),
  );
  const path = (places: readonly { x: number; y: number }[]): string =>
    places.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x},${y}`).join('');
  return s(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    s(
      'g',
      { class: 'lines', 'aria-hidden': 'true' },
      ...lines.map((_, i) =>
        s('line', { x1: left, x2: left + PLOT, y1: i * BAND + BAND / 2, y2: i * BAND + BAND / 2 }),
      ),
      ...lines.map((_, i) =>
        s('line', { class: 'border', x1: 0, x2: left + PLOT, y1: (i + 1) * BAND, y2: (i + 1) * BAND }),
      ),
      ...axis.ticks.map(({ at }) => s('line', { class: 'tick', x1: at, x2: at, y1: 0, y2: axisAt + 5 })),
    ),
    s(
      'g',
      { class: 'labels', 'aria-hidden': 'true' },
      ...lines.map((line, i) =>
        words(line.label, LETTERS, { class: 'row', x: left - 8, y: i * BAND + BAND / 2, dy: '0.35em' }),
      ),
      ...axis.ticks.map(({ at, label }) => s('text', { class: 'tick', x: at, y: axisAt + 18 }, label)),
    ),
    s(
      'g',
      { class: 'paths', 'aria-hidden': 'true' },
      ...lines.map((line) => s('path', { d: path(placed.filter((place) => place.line === line)) })),
      // How exactly the date is known: a month or a year is as wide as it is.
      ...placed.map(({ point, y }) =>
        s('line', { class: 'extent', x1: axis.x(point.from), x2: axis.x(point.to), y1: y, y2: y }),
      ),
    ),
    marksGroup(
      placed.map(({ line, point, x, y }) => ({
        pick: { figure: id, keys: [target, line.key, point.date.trim()] },
        says: point.says,
        tone: point.tone,
        x,
        y,
        ...disc({ x, y }, radiusOf(point.count, most, 14), point, 40),
      })),
      picked,
      choose,
    ),
    legend(8, axisAt + AXIS),
  );
}
