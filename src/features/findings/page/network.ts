/** The network: entities, grey lines where they are named together, arrows for stances with their sign. */
import type { Net } from '../../../core/findings/picture';
import type { FigureId, Pick } from '../../../core/findings/state';
import { s, words } from './dom';
import { networkPlaces, radiusOf } from './layout';
import { legend, LEGEND_HEIGHT } from './legend';
import { marksGroup, type Mark } from './marks';

const WIDTH = 760;
const ROOM = 76;
const LETTERS = 18;

export function netSvg(id: FigureId, net: Net, picked: Pick | undefined, choose: (pick: Pick) => void): SVGSVGElement {
  const plot = Math.min(620, 220 + net.nodes.length * 20);
  const height = plot + LEGEND_HEIGHT;
  const most = Math.max(1, ...net.nodes.map((node) => node.count));
  const sizes = net.nodes.map((node) => radiusOf(node.count, most, 20));
  const joined = [
    ...net.links.map(({ a, b, paragraphs }) => ({ a, b, strength: paragraphs })),
    ...net.ties.map(({ holder, target, count }) => ({ a: holder, b: target, strength: count })),
  ];
  const places = networkPlaces(sizes, joined, { width: WIDTH, height: plot, room: ROOM });
  const place = (i: number): { x: number; y: number } => places[i] ?? { x: 0, y: 0 };
  const widest = Math.max(1, ...net.links.map((link) => link.paragraphs));
  const ties = net.ties.map((tie): Mark => {
    const { d, x, y, head } = arrow(place(tie.holder), place(tie.target), (sizes[tie.target] ?? 8) + 3);
    const keys = [net.nodes[tie.holder]?.key ?? '', net.nodes[tie.target]?.key ?? ''];
    return {
      pick: { figure: id, keys },
      says: tie.says,
      tone: tie.tone,
      x,
      y,
      field: s('circle', { class: 'field', cx: x, cy: y, r: 13 }),
      shapes: [
        s('path', { class: 'tie', d, 'stroke-width': Math.min(4, 1.2 + tie.count * 0.4) }),
        s('path', { class: 'head', d: head }),
        s('circle', { cx: x, cy: y, r: 8 }),
        s('text', { class: 'sign', x, y, dy: '0.36em' }, tie.mark),
      ],
    };
  });
  const nodes = net.nodes.map((node, i): Mark => {
    const { x, y } = place(i);
    const radius = sizes[i] ?? 8;
    return {
      pick: { figure: id, keys: [node.key] },
      says: node.says,
      tone: 'plain',
      x,
      y,
      field: s('circle', { class: 'field', cx: x, cy: y, r: Math.max(13, radius + 4) }),
      shapes: [
        s('circle', { class: 'node', cx: x, cy: y, r: radius }),
        s('text', { class: 'sign', x, y, dy: '0.36em' }, String(node.count)),
        words(node.label, LETTERS, { class: 'node', x, y: y + radius + 13 }),
      ],
    };
  });
  return s(
    'svg',
    { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` },
    s(
      'g',
      { class: 'links', 'aria-hidden': 'true' },
      ...net.links.map(({ a, b, paragraphs }) => {
        const [from, to] = [place(a), place(b)];
        const width = 1 + (4 * paragraphs) / widest;
        return s('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, 'stroke-width': width });
      }),
    ),
    marksGroup([...ties, ...nodes], picked, choose),
    legend(8, plot),
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A bent arrow that ends at a node's border: two that go opposite ways bend apart. Its sign stands at the top of the bend. */
function arrow(from: Point, to: Point, short: number): { d: string; x: number; y: number; head: string } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bend = Math.min(40, length / 5);
  const over = { x: (from.x + to.x) / 2 - (dy / length) * bend, y: (from.y + to.y) / 2 + (dx / length) * bend };
  const last = Math.hypot(to.x - over.x, to.y - over.y) || 1;
  const [ux, uy] = [(to.x - over.x) / last, (to.y - over.y) / last];
  const end = { x: to.x - ux * short, y: to.y - uy * short };
  const at = (t: number, a: number, b: number, c: number): number =>
    (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
  const n = (value: number): string => value.toFixed(1);
  const side = (turn: 1 | -1): string =>
    `${n(end.x - ux * 9 - turn * uy * 4.5)} ${n(end.y - uy * 9 + turn * ux * 4.5)}`;
  return {
    d: `M${n(from.x)} ${n(from.y)} Q${n(over.x)} ${n(over.y)} ${n(end.x)} ${n(end.y)}`,
    head: `M${n(end.x)} ${n(end.y)} L${side(1)} L${side(-1)} Z`,
    x: at(0.45, from.x, over.x, end.x),
    y: at(0.45, from.y, over.y, end.y),
  };
}
