/** A passage of a text in its line, for the preview. */
import type { PlaceableText } from '../../core/anchors/placeable';
import type { Range } from '../../core/text/range';
import type { Kwic } from '../../core/export/kwic';
import { shorten, shortenStart, visible } from '../../core/text/safe';

/** Context on either side, in UTF-16 units: the panel is as wide as the editors, and the passage is seen without scrolling. */
const BEFORE = 60;
const AFTER = 80;

export function kwicAt({ text }: PlaceableText, { from, to }: Range): Kwic {
  const before = text.slice(Math.max(0, from - 4 * BEFORE), from);
  const after = text.slice(to, to + 2 * AFTER);
  return {
    before: shortenStart(visible(before.slice(before.search(/[^\r\n]*$/))), BEFORE),
    quote: shorten(visible(text.slice(from, to)), 200),
    after: shorten(visible(/^[^\r\n]*/.exec(after)?.[0] ?? ''), AFTER),
  };
}
