import { spansOf, type Passage } from '../corpus';
import { quoteOf } from '../pieces';
import { shorten, shortenStart, visible } from '../text/safe';

/** Keyword in context: the passage with what stands around it, on one line; unseen characters are shown, nothing is escaped. */
export interface Kwic {
  readonly before: string;
  readonly quote: string;
  readonly after: string;
}

export interface KwicOptions {
  /** Length of the context on either side in UTF-16 units; 32 are always there, more only with the line. Default 40. */
  readonly width?: number;
  /** Longest passage that is shown whole. */
  readonly most?: number;
  /** The text of a line (zero-based) as it is now, where it is at hand. */
  readonly lineText?: (line: number) => string | undefined;
}

export function kwicOf({ source, tag }: Passage, options: KwicOptions = {}): Kwic {
  const { width = 40, most = Infinity, lineText } = options;
  const spans = spansOf(source, tag);
  const [first, last] = [spans[0], spans.at(-1)];
  const lastPiece = tag.also?.at(-1) ?? tag;
  const startLine = first && lineText?.(first.startLine);
  const endLine = last && lineText?.(last.endLine);
  const before = startLine === undefined ? tag.before : startLine.slice(0, first?.startColumn);
  const after = endLine === undefined ? lastPiece.after : endLine.slice(last?.endColumn);
  return {
    before: shortenStart(visible(before.slice(-2 * width)), width),
    quote: shorten(visible(quoteOf(tag)), most),
    after: shorten(visible(after.slice(0, 2 * width)), width),
  };
}
