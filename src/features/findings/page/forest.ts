/** Coefficients on one axis: a point with its interval for each row, under headings where there are groups. */
import type { Forest } from '../../../core/findings/picture';
import type { FigureId, Pick } from '../../../core/findings/state';
import { s, words } from './dom';
import { forestScale, LETTER } from './layout';
import { marksGroup } from './marks';
import { numberOf } from '../../../core/words/count';

const LETTERS = 60;
const ROW = 28;
const HEAD = 30;
const PLOT = 320;
const AXIS = 26;

/** Keys of a row: its own, or, of a group's row, those that are written in it. */
function keysOf(key: string): readonly string[] {
  return key.startsWith('[') ? (JSON.parse(key) as string[]) : [key];
}

export function forestSvg(
  id: FigureId,
  { groups, marks: limits }: Forest,
  picked: Pick | undefined,
  choose: (pick: Pick) => void,
): SVGSVGElement {
  const rows = groups.flatMap((group) => group.rows);
  const left = Math.ceil(Math.min(LETTERS, Math.max(8, ...rows.map((row) => row.label.length))) * LETTER) + 16;
  const width = left + PLOT + 170;
  const scale = forestScale(
    rows.flatMap(({ value, low, high }) => [value, low, high].filter((one) => one !== undefined)),
    left + 12,
    left + PLOT - 12,
  );
  let top = 4;
  const heads: SVGElement[] = [];
  const placed = groups.flatMap(({ title, rows: own }) => {
    if (title !== '') {
      heads.push(words(title, 100, { class: 'heading', x: 4, y: top + HEAD - 10 }));
      top += HEAD;
    }
    return own.map((row) => {
      const y = top + ROW / 2;
      top += ROW;
      return { row, y };
    });
  });
  const bottom = top + 4;
  const height = bottom + AXIS;
  const marks = placed.map(({ row, y }) => ({
    pick: { figure: id, keys: keysOf(row.key) },
    says: row.says,
    tone: 'plain',
    x: left,
    y,
    field: s('rect', { class: 'field', x: 2, y: y - ROW / 2 + 1, width: width - 4, height: ROW - 2, rx: 4 }),
    shapes: [
      words(row.label, LETTERS, { class: 'row', x: left - 8, y, dy: '0.35em' }),
      ...(row.low === undefined || row.high === undefined
        ? []
        : [s('line', { class: 'whisker', x1: scale.x(row.low), x2: scale.x(row.high), y1: y, y2: y })]),
      ...(row.value === undefined ? [] : [s('circle', { cx: scale.x(row.value), cy: y, r: 5 })]),
      s('text', { class: 'value', x: left + PLOT + 8, y, dy: '0.35em' }, `${row.note}  n ${numberOf(row.count)}`),
    ],
  }));
  return s(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    s(
      'g',
      { class: 'lines', 'aria-hidden': 'true' },
      ...scale.ticks.map(({ at }) => s('line', { x1: at, x2: at, y1: 0, y2: bottom })),
      ...limits.map((limit) =>
        s('line', { class: 'limit', x1: scale.x(limit), x2: scale.x(limit), y1: 0, y2: bottom }),
      ),
    ),
    s(
      'g',
      { class: 'labels', 'aria-hidden': 'true' },
      ...heads,
      ...scale.ticks.map(({ at, label }) => s('text', { class: 'tick', x: at, y: bottom + 16 }, label)),
    ),
    marksGroup(marks, picked, choose),
  );
}
