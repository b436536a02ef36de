/**
 * Text for hovers. Markdown turns what it meets into links, images and lists, so words of ours and texts from files never share
 * a string: ours are Markdown, theirs go in by `appendText` alone, cut so that no address becomes a link by itself.
 */
import type * as vscode from 'vscode';
import { guideOf } from '../core/codebook/guide';
import type { Guide } from '../core/model';
import type { Sentence } from '../core/base/say';
import { isolated, shorten, visible } from '../core/text/safe';

/**
 * Characters that would make a link of an address (`://`, `www.`, `@`), a tag or an entity, or a list number of a figure, as
 * entities of ours. White space is ours too: `appendText` would make it unbreakable, and a long note one long line.
 */
const OURS: Readonly<Record<string, string>> = {
  ':': '&#58;',
  '.': '&#46;',
  '@': '&#64;',
  '/': '&#47;',
  '<': '&lt;',
  '&': '&amp;',
  '|': '&#124;',
  $: '&#36;',
  ' ': ' ',
};

/** Appends a text from a file: one line without space at its ends, unseen characters shown, at most `most` UTF-16 units of it. */
export function appendPlain(card: vscode.MarkdownString, text: string, most = 400): vscode.MarkdownString {
  const shown = isolated(visible(shorten(text, most)).trim());
  for (const part of shown.split(/([:.@/<&|$ ])/)) {
    const ours = OURS[part];
    if (ours !== undefined) card.appendMarkdown(ours);
    else if (part !== '') card.appendText(part);
  }
  return card;
}

/** Appends words of ours with texts from files in their places. */
export function appendSentence(card: vscode.MarkdownString, sentence: Sentence): vscode.MarkdownString {
  for (const part of sentence.words.split(/(\{\d+\})/)) {
    const place = /^\{(\d+)\}$/.exec(part);
    if (place) appendPlain(card, sentence.data[Number(place[1])] ?? '', 120);
    else card.appendMarkdown(part);
  }
  return card;
}

/** The address that runs a command with one argument object. Made of our ids alone; every character that ends a link is escaped. */
export function commandLink(command: string, argument: Readonly<Record<string, unknown>>): string {
  const query = encodeURIComponent(JSON.stringify([argument])).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `command:stancemark.${command}?${query}`;
}

/** What a type, a stance value or an entity means and where its borders are, each in a paragraph of its own. */
export function appendGuide(card: vscode.MarkdownString, item: Guide): void {
  for (const [title, text] of guideOf(item)) {
    appendPlain(card.appendMarkdown(`\n\n*${title}* – `), text.replace(/\s+/g, ' '), 300);
  }
}
