/** Bars: one row for each entity or source, in parts where it counts several things. */
import type { Bars } from '../../../core/findings/picture';
import type { FigureId, Pick } from '../../../core/findings/state';
import { s, words } from './dom';
import { barParts, LETTER } from './layout';
import { marksGroup } from './marks';
import { say } from '../../../core/base/say';

const LETTERS = 30;
const ROW = 28;
const BAR = 240;
const KEY = 28;

export function barsSvg(
  id: FigureId,
  { rows }: Bars,
  picked: Pick | undefined,
  choose: (pick: Pick) => void,
): SVGSVGElement {
  const left = Math.ceil(Math.min(LETTERS, Math.max(4, ...rows.map((row) => row.label.length))) * LETTER) + 16;
  const most = Math.max(1, ...rows.map((row) => row.count));
  const note = Math.max(0, ...rows.map((row) => row.note.length + 2)) * LETTER;
  const width = left + BAR + Math.ceil(note) + 16;
  const kinds = new Map(rows.flatMap((row) => row.parts.map((part) => [part.word, part.tone] as const)));
  const several = kinds.size > 1;
  const height = rows.length * ROW + 8 + (several ? KEY : 0);
  const marks = rows.map((row, i) => {
    const middle = 4 + i * ROW + ROW / 2;
    const places = barParts(
      row.parts.map((part) => part.count),
      most,
      BAR,
    );
    const end = left + Math.max(0, ...places.map(({ from, length }) => from + length));
    return {
      pick: { figure: id, keys: [row.key] },
      says: row.says,
      tone: 'plain',
      x: left + 20,
      y: middle,
      field: s('rect', { class: 'field', x: 2, y: middle - ROW / 2 + 1, width: width - 4, height: ROW - 2, rx: 4 }),
      shapes: [
        ...row.parts.map((part, part_) =>
          s('rect', {
            class: `part tone-${part.tone} part-${part.word}`,
            x: left + (places[part_]?.from ?? 0),
            y: middle - 8,
            width: places[part_]?.length ?? 0,
            height: 16,
          }),
        ),
        words(row.label, LETTERS, { class: 'row', x: left - 8, y: middle, dy: '0.35em' }),
        s('text', { class: 'value', x: end + 8, y: middle, dy: '0.35em' }, row.note),
      ],
    };
  });
  return s(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}` },
    marksGroup(marks, picked, choose),
    several ? key([...kinds], left, height - KEY) : undefined,
  );
}

/** Which part of a bar is what. */
function key(kinds: readonly (readonly [string, string])[], left: number, top: number): SVGGElement {
  let x = left;
  const parts: SVGElement[] = [];
  for (const [word, tone] of kinds) {
    parts.push(
      s('rect', { class: `part tone-${tone} part-${word}`, x, y: top + 8, width: 16, height: 12 }),
      s('text', { class: 'legend', x: x + 22, y: top + 14, dy: '0.35em' }, say(word)),
    );
    x += 40 + say(word).length * LETTER;
  }
  return s('g', { 'aria-hidden': 'true' }, ...parts);
}
