/** Who speaks, in a text with speakers' labels: 'MODERATOR: …', 'Mr Smith (Lab): …'. */
import type { Range } from '../text/range';

/** A label at a line's start: words with capitals, perhaps something in brackets, and a colon with space behind it. */
const LABEL =
  /^[ \t\p{Pd}>*_#]*((?:\p{Lu}[\p{L}\p{M}\p{N}.’'-]*)(?:[ \t]+(?:\p{Lu}[\p{L}\p{M}\p{N}.’'-]*|de|del|della|di|da|du|van|von|der|den|la|le|al|bin|ibn|of|the)){0,5})[ \t]*(\([^()\n]{1,60}\))?[ \t*_]*[:：](?=\s|$)/u;

/** Words that stand before a colon in any text. */
const NO_SPEAKER =
  /^(?:note|notes|source|sources|photo|video|editor|update|ps|nb|quelle|foto|anmerkung|фото|источник)\.?$/iu;

export interface Speaker extends Range {
  /** The label without brackets and forms of address, as a new entity could be called. */
  readonly name: string;
}

/** The label of a line that begins at `from` (UTF-16 offset). */
export function labelAt(text: string, from: number): Speaker | undefined {
  const end = text.indexOf('\n', from);
  const line = text.slice(from, Math.min(end < 0 ? text.length : end, from + 200));
  const match = LABEL.exec(line);
  const label = match?.[1];
  if (!match || label === undefined || NO_SPEAKER.test(label)) return undefined;
  const start = from + match[0].indexOf(label);
  return { from: start, to: start + label.length, name: label };
}

/** How many lines above a passage a label is looked for. */
const ABOVE = 60;

/**
 * Who speaks at a place: the label of its line, or the last one above where the text has speakers, that is where two lines or
 * more nearby begin with a label. A blank line does not end a turn.
 */
export function speakerAt(text: string, offset: number): Speaker | undefined {
  const own = labelAt(text, lineStart(text, offset));
  if (own && offset >= own.to) return own;
  let found: Speaker | undefined;
  let labels = 0;
  let at = lineStart(text, offset);
  for (let lines = 0; lines < ABOVE && at > 0; lines++) {
    at = lineStart(text, at - 1);
    const label = labelAt(text, at);
    if (!label) continue;
    found ??= label;
    labels++;
    if (labels > 1) return found;
  }
  return undefined;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
