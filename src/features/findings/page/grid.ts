/** A matrix: a disc for each cell, as large as its count, with the sign of its balance. */
import type { Grid } from '../../../core/findings/picture';
import type { FigureId, Pick } from '../../../core/findings/state';
import { s, words } from './dom';
import { CELL, gridFrame, radiusOf } from './layout';
import { disc, marksGroup } from './marks';
import { legend, LEGEND_HEIGHT } from './legend';

const LETTERS = 24;

export function gridSvg(
  id: FigureId,
  grid: Grid,
  picked: Pick | undefined,
  choose: (pick: Pick) => void,
): SVGSVGElement {
  const labels = (heads: Grid['rows']): string[] => heads.map((head) => head.label);
  const frame = gridFrame(labels(grid.rows), labels(grid.columns), LETTERS);
  const signs = grid.cells.some((cell) => cell.mark !== '');
  const width = Math.max(frame.width, signs ? 360 : 0);
  const height = frame.height + (signs ? LEGEND_HEIGHT : 0);
  const x = (column: number): number => frame.left + column * CELL + CELL / 2;
  const y = (row: number): number => frame.top + row * CELL + CELL / 2;
  const most = Math.max(1, ...grid.cells.map((cell) => cell.count));
  const right = frame.left + grid.columns.length * CELL;
  const bottom = frame.top + grid.rows.length * CELL;
  const lines = [
    ...Array.from({ length: grid.rows.length + 1 }, (_, i) =>
      s('line', { x1: frame.left, x2: right, y1: frame.top + i * CELL, y2: frame.top + i * CELL }),
    ),
    ...Array.from({ length: grid.columns.length + 1 }, (_, i) =>
      s('line', { x1: frame.left + i * CELL, x2: frame.left + i * CELL, y1: frame.top, y2: bottom }),
    ),
  ];
  const marks = grid.cells.map((cell) => ({
    pick: { figure: id, keys: [grid.rows[cell.row]?.key ?? '', grid.columns[cell.column]?.key ?? ''] },
    says: cell.says,
    tone: cell.tone,
    x: x(cell.column),
    y: y(cell.row),
    ...disc({ x: x(cell.column), y: y(cell.row) }, radiusOf(cell.count, most), cell, CELL - 4),
  }));
  return s(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    s('g', { class: 'lines', 'aria-hidden': 'true' }, ...lines),
    s(
      'g',
      { class: 'labels', 'aria-hidden': 'true' },
      ...grid.rows.map((head, i) =>
        words(head.label, LETTERS, { class: 'row', x: frame.left - 8, y: y(i), dy: '0.35em' }),
      ),
      ...grid.columns.map((head, i) =>
        words(head.label, LETTERS, {
          class: 'column',
          transform: `translate(${x(i) + 4} ${frame.top - 8}) rotate(-45)`,
        }),
      ),
    ),
    marksGroup(marks, picked, choose),
    signs ? legend(8, frame.height + 4) : undefined,
  );
}
