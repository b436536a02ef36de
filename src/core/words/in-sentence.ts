/** A tag's passage in its own sentence, as far as the tag keeps it: for lists that have no text at hand. */
import type { Tag } from '../model';
import { quoteOf } from '../pieces';
import { label } from '../text/safe';

/** The end of a sentence: its sign, closing quotation marks, and then white space or a line's end. */
const END = /[.!?…。؟]["”’»)]*(?=\s|$)|(?=\n)/u;
const MOST = 40;

/** `They said that 【the gate】 was shut.` Unseen characters are made visible; at most 40 units on either side. */
export function inSentence(tag: Tag): string {
  const { before, after } = tag;
  const last = tag.also?.at(-1)?.after ?? after;
  const start = before.split(new RegExp(END, 'gu')).at(-1) ?? '';
  const end = END.exec(last);
  const rest = end ? last.slice(0, end.index + end[0].length) : last;
  return `${shown(start.trimStart().slice(-MOST))}【${label(quoteOf(tag))}】${shown(rest.slice(0, MOST))}`;
}

function shown(text: string): string {
  return text === '' ? '' : label(text, MOST);
}
