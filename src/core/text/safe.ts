/**
 * Text from files on its way to the screen or into another format. Names, notes and quotes are written by others: they may
 * hold characters that turn the line around (CVE-2021-42574, "Trojan Source"), hide, or mean something to HTML or Markdown.
 */
import { graphemeSegments } from './segments';

const LINE_ENDS = /\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/g;

/**
 * What would not be seen as itself: controls (C0, C1), bidi controls and marks, zero-width and invisible characters, tag
 * characters, lone surrogates, U+FFFE and U+FFFF (which no XML may hold, so no SVG either). The joiners U+200C and U+200D stay:
 * Persian and emoji are written with them.
 */
const UNSEEN =
  /[\p{Cc}\p{Cs}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

/** One line in which nothing hides: line ends and tabs become spaces, unseen characters stand as `⟨U+202E⟩`. */
export function visible(text: string): string {
  return text.replace(LINE_ENDS, ' ').replace(UNSEEN, escapeCodePoint);
}

/** Does a name hold characters that {@link visible} would show as escapes? */
export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) >= 0;
}

/** The text without its unseen characters; to compare names, never to show them. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Text from a file for a sentence of ours: where it is written from right to left it stands between U+2068 and U+2069 (UAX 9,
 * isolates), so that a sentence that begins with an Arabic name still runs from left to right. Made harmless before, not after:
 * {@link visible} would show the isolates.
 */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

function escapeCodePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${hex}⟩`;
}

/** Longest grapheme that is kept whole, in UTF-16 units; a longer one (a letter under a thousand marks) is cut inside. */
const LONGEST_GRAPHEME = 64;

/** At most `most` UTF-16 units, cut at a grapheme border, with `…` (counted) in place of what was cut off. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = Math.max(0, most - 1);
  const inside = graphemeSegments(text.slice(0, last + LONGEST_GRAPHEME)).containing(last);
  let cut = inside?.index ?? last;
  if (inside && inside.segment.length >= LONGEST_GRAPHEME) cut = isLowSurrogate(text, last) ? last - 1 : last;
  return text.slice(0, cut).trimEnd() + '…';
}

/** As {@link shorten}, with the start cut off: for what stands before a passage. */
export function shortenStart(text: string, most: number): string {
  if (text.length <= most) return text;
  const first = text.length - Math.max(0, most - 1);
  const base = Math.max(0, first - LONGEST_GRAPHEME);
  const inside = graphemeSegments(text.slice(base)).containing(first - base);
  // A grapheme that would be cut goes whole.
  const start = inside === undefined ? text.length : base + inside.index;
  let cut = start === first || inside === undefined ? start : start + inside.segment.length;
  if (inside && inside.segment.length >= LONGEST_GRAPHEME) cut = isLowSurrogate(text, first) ? first + 1 : first;
  return '…' + text.slice(cut).trimStart();
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** {@link visible} and {@link shorten} together, for labels. `most` is in UTF-16 units. */
export function label(text: string, most = 80): string {
  // Cut first, roughly: a megabyte in a note must not be searched for one line.
  return shorten(visible(text.length > most * 4 ? text.slice(0, most * 4) : text), most);
}

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For HTML text and for attribute values in either kind of quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML[character] ?? character);
}

/**
 * For running text in Markdown, GitHub's dialect included: no link, image, HTML, entity, table border, formula, bare address or
 * heading comes out of it. Every line is taken as the possible start of a block; white space there is dropped.
 */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]<>#|~&$]/g, '\\$&')
      // Also for readers that make links of every address (linkify): `//host/…` and `host.org` without a scheme.
      .replace(/:(?=\/\/)|\/(?=\/)|@|(?<=[\p{L}\p{N}_-])\.(?=\p{L}{2})/gu, '\\$&')
      .replace(/\b(www|mailto|xmpp)(?=[.:])/gi, '$1\\')
      .replace(/^[ \t]+/gm, '')
      .replace(/^([-+=])/gm, '\\$1')
      .replace(/^(\d+)([.)])/gm, '$1\\$2')
  );
}
