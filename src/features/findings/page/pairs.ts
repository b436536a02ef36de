/** Contradictions: a bar to either side for each pair, and below the two strongest opposite passages side by side. */
import type { PairRow, Pairs } from '../../../core/findings/picture';
import type { FigureId, Pick } from '../../../core/findings/state';
import { h, s, words } from './dom';
import { LETTER } from './layout';
import { marksGroup } from './marks';
import { passageCard, type Open } from './passages';
import { say } from '../../../core/base/say';
import { counted, numberOf } from '../../../core/words/count';

const LETTERS = 40;
const ROW = 30;
const HALF = 110;
const HEAD = 24;

/** Pairs in the picture; the cards and the table have more. */
const MOST = 25;

export function pairsSvg(
  id: FigureId,
  pairs: Pairs,
  picked: Pick | undefined,
  choose: (pick: Pick) => void,
): SVGSVGElement {
  const rows = pairs.rows.filter((row) => !row.within).slice(0, MOST);
  const shown = rows.length > 0 ? rows : pairs.rows.slice(0, MOST);
  const name = (row: PairRow): string => `${row.who} → ${row.target}`;
  const left = Math.ceil(Math.min(LETTERS, Math.max(8, ...shown.map((row) => name(row).length))) * LETTER) + 16;
  const width = left + 2 * HALF + 96;
  const height = HEAD + shown.length * ROW + 8;
  const middle = left + HALF;
  const most = Math.max(1, ...shown.flatMap((row) => [row.positive, row.negative]));
  const unit = (HALF - 28) / most;
  const marks = shown.map((row, i) => {
    const y = HEAD + i * ROW + ROW / 2;
    return {
      pick: { figure: id, keys: row.key },
      says: row.says,
      tone: 'plain',
      x: middle,
      y,
      field: s('rect', { class: 'field', x: 2, y: y - ROW / 2 + 1, width: width - 4, height: ROW - 2, rx: 4 }),
      shapes: [
        s('rect', {
          class: 'part tone-negative',
          x: middle - 1 - row.negative * unit,
          y: y - 8,
          width: row.negative * unit,
          height: 16,
        }),
        s('rect', { class: 'part tone-positive', x: middle + 1, y: y - 8, width: row.positive * unit, height: 16 }),
        words(name(row), LETTERS, { class: 'row', x: left - 8, y, dy: '0.35em' }),
        s('text', { class: 'value end', x: middle - 6 - row.negative * unit, y, dy: '0.35em' }, `−${row.negative}`),
        s('text', { class: 'value', x: middle + 6 + row.positive * unit, y, dy: '0.35em' }, `+${row.positive}`),
        s('text', { class: 'value end', x: width - 12, y, dy: '0.35em' }, numberOf(row.sharpness)),
      ],
    };
  });
  return s(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    s(
      'g',
      { class: 'labels', 'aria-hidden': 'true' },
      s('text', { class: 'head end', x: middle - 6, y: 14 }, say('negative')),
      s('text', { class: 'head', x: middle + 6, y: 14 }, say('positive')),
      s('text', { class: 'head end', x: width - 12, y: 14 }, say('sharpness')),
      s('line', { class: 'middle', x1: middle, x2: middle, y1: HEAD, y2: height - 8 }),
    ),
    marksGroup(marks, picked, choose),
  );
}

export function pairCards({ rows }: Pairs, open: Open): HTMLElement {
  const between = rows.filter((row) => !row.within);
  const within = rows.filter((row) => row.within);
  return h(
    'div',
    { class: 'pairs' },
    ...list(say('Between sources'), between, open),
    ...list(say('Within one source: irony, a change of mind, or two voices'), within, open),
  );
}

function list(title: string, rows: readonly PairRow[], open: Open): HTMLElement[] {
  if (rows.length === 0) return [];
  return [h('h3', {}, title), ...rows.map((row) => card(row, open))];
}

function card(row: PairRow, open: Open): HTMLElement {
  const [negative, positive] = [counted(row.negative, 'negative'), counted(row.positive, 'positive')];
  const says = say('{0}, {1} · sharpness {2}', negative, positive, numberOf(row.sharpness));
  return h(
    'div',
    { class: 'pair' },
    h('h4', { dir: 'auto' }, `${say('{0} toward {1}', row.who, row.target)} `, h('span', { class: 'note' }, says)),
    h('div', { class: 'side-by-side' }, passageCard(row.left, open), passageCard(row.right, open)),
  );
}
