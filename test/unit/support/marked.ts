/** Texts with their tags marked in them, to write down what a change of the text does to its tags. */
import assert from 'node:assert/strict';
import { LiveAnchors } from '../../../src/core/anchors/track';
import type { TextChange } from '../../../src/core/text/map-range';

/** `[` and `]` are the borders of tag a, `<` and `>` those of tag b. */
export function parse(marked: string): {
  text: string;
  anchors: { id: string; pieces: { from: number; to: number }[] }[];
} {
  let text = '';
  const at = new Map<string, number>();
  for (const unit of marked.split('')) {
    if ('[]<>'.includes(unit)) at.set(unit, text.length);
    else text += unit;
  }
  const anchors: { id: string; pieces: { from: number; to: number }[] }[] = [];
  for (const [id, open, close] of [
    ['a', '[', ']'],
    ['b', '<', '>'],
  ] as const) {
    const from = at.get(open);
    const to = at.get(close);
    if (from !== undefined && to !== undefined) anchors.push({ id, pieces: [{ from, to }] });
  }
  return { text, anchors };
}

export function liveOf(marked: string): LiveAnchors {
  const { text, anchors } = parse(marked);
  return new LiveAnchors(text, anchors);
}

/** The text with the borders of the tags that have text; a tag's end comes before another one's start at one place. */
export function show(live: LiveAnchors): string {
  const text = live.text.toString();
  const marks: { at: number; order: number; mark: string }[] = [];
  for (const [id, open, close] of [
    ['a', '[', ']'],
    ['b', '<', '>'],
  ] as const) {
    for (const { from, to } of live.spansOf(id) ?? []) {
      marks.push(
        { at: from, order: id === 'a' ? 2 : 3, mark: open },
        { at: to, order: id === 'a' ? 1 : 0, mark: close },
      );
    }
  }
  marks.sort((one, two) => two.at - one.at || two.order - one.order);
  return marks.reduce((shown, { at, mark }) => shown.slice(0, at) + mark + shown.slice(at), text);
}

/** The change from one piece of the text to another: `replace(live, 'old', 'new')`. */
export function put(live: LiveAnchors, old: string, text: string): TextChange {
  const offset = live.text.toString().indexOf(old);
  assert.ok(offset >= 0, `“${old}” stands in the text`);
  return { offset, removed: old.length, text };
}

export function insert(live: LiveAnchors, before: string, text: string): TextChange {
  return { ...put(live, before, text), removed: 0 };
}
