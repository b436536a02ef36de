/** The marks of a picture: buttons in an SVG, of which one at a time is in the tab order, moved among with the arrow keys. */
import type { Pick } from '../../../core/findings/state';
import { s } from './dom';
import { nextMark } from './layout';

export interface Mark {
  readonly pick: Pick;
  readonly says: string;
  readonly tone: string;
  /** Its middle in the picture. */
  readonly x: number;
  readonly y: number;
  /** What can be clicked and gets the focus. */
  readonly field: SVGElement;
  /** What is seen. */
  readonly shapes: readonly SVGElement[];
}

export function keyOf(pick: Pick): string {
  return JSON.stringify([pick.figure, ...pick.keys]);
}

export function samePick(a: Pick | undefined, b: Pick | undefined): boolean {
  return a !== undefined && b !== undefined && keyOf(a) === keyOf(b);
}

/** The group of all marks. `picked` is pressed; `choose` is called with the pick of a mark that was clicked or given Enter. */
export function marksGroup(
  marks: readonly Mark[],
  picked: Pick | undefined,
  choose: (pick: Pick) => void,
): SVGGElement {
  const start = Math.max(
    0,
    marks.findIndex((mark) => samePick(mark.pick, picked)),
  );
  const elements = marks.map((mark, i) =>
    s(
      'g',
      {
        class: 'mark',
        role: 'button',
        tabindex: i === start ? 0 : -1,
        'aria-pressed': String(samePick(mark.pick, picked)),
        'aria-label': mark.says,
        'data-key': keyOf(mark.pick),
      },
      s('title', {}, mark.says),
      mark.field,
    ),
  );
  // What is seen stands beside the button, not in it: its name is the sentence, and no sign or number is read out twice.
  const both = marks.map((mark, i) =>
    s(
      'g',
      { class: `tone-${mark.tone}` },
      elements[i],
      s('g', { class: 'art', 'aria-hidden': 'true' }, ...mark.shapes),
    ),
  );
  const group = s('g', { class: 'marks' }, ...both);
  const indexOf = (target: EventTarget | null): number =>
    elements.findIndex((element) => target instanceof Node && element.contains(target));
  group.addEventListener('click', (event) => {
    const mark = marks[indexOf(event.target)];
    if (mark) choose(mark.pick);
  });
  // Roving: the mark with the focus is the one that Tab comes back to.
  group.addEventListener('focusin', (event) => {
    const index = indexOf(event.target);
    elements.forEach((element, i) => element.setAttribute('tabindex', i === index ? '0' : '-1'));
  });
  group.addEventListener('keydown', (event) => {
    const index = indexOf(event.target);
    const mark = marks[index];
    if (!mark) return;
    let next: number | undefined;
    switch (event.key) {
      case 'Enter':
      case ' ':
        event.preventDefault();
        choose(mark.pick);
        return;
      case 'Home':
        next = 0;
        break;
      case 'End':
        next = marks.length - 1;
        break;
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'ArrowUp':
      case 'ArrowDown':
        next = nextMark(marks, index, event.key);
        break;
      default:
        return;
    }
    event.preventDefault();
    if (next !== undefined) elements[next]?.focus();
  });
  return group;
}

/** `12`, `4K`: what has room in a disc. The mark's words and the table have it in full. */
const shortNumber = (count: number): string => (count < 1000 ? String(count) : COMPACT.format(count));
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 0 });

/** A disc with its sign and, where there are several, the count beside it; the whole room around it can be clicked. */
export function disc(
  at: { readonly x: number; readonly y: number },
  radius: number,
  of: { readonly mark: string; readonly count: number },
  room: number,
): Omit<Mark, 'pick' | 'says' | 'tone' | 'x' | 'y'> {
  const { x, y } = at;
  const field = s('rect', { class: 'field', x: x - room / 2, y: y - room / 2, width: room, height: room, rx: 4 });
  const circle = s('circle', { cx: x, cy: y, r: radius });
  const sign = s('text', { class: 'sign', x, y, dy: '0.36em' }, of.mark || shortNumber(of.count));
  if (of.mark === '' || of.count === 1) return { field, shapes: [circle, sign] };
  const number = s('text', { class: 'count', x: x + room / 2 - 3, y: y + room / 2 - 3 }, shortNumber(of.count));
  return { field, shapes: [circle, sign, number] };
}
