import type { Place } from './language';

export interface Token extends Place {
  readonly kind: 'word' | 'phrase' | 'field' | 'call' | 'open' | 'close' | 'comma' | 'minus';
  /** The word; of a phrase what is inside the quotes; of a field its name, lower case; of a call its name. */
  readonly text: string;
  /** Of a field: what stands after the colon, and where. */
  readonly value?: string;
  readonly valueFrom?: number;
  /** Of a phrase or a field's value: quotes were opened and not closed. */
  readonly unclosed?: boolean;
  readonly quoted?: boolean;
}

const SPACE = /\s/;
const OPENING = '"“„«';
const CLOSING = '"”“»';
const ENDS_WORD = /[\s(),"“”„«»]/;
const SINGLE: Readonly<Record<string, 'open' | 'close' | 'comma'>> = { '(': 'open', ')': 'close', ',': 'comma' };

/**
 * Cuts a query into tokens. Every text can be cut: what is wrong with it is for the parser to say. Straight and typographic
 * quotes both quote; in them `\"` is a quote and `\\` a backslash.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (SPACE.test(character)) {
      at++;
      continue;
    }
    const token = readToken(text, at, character);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function readToken(text: string, from: number, character: string): Token {
  const single = SINGLE[character];
  if (single) return { kind: single, text: character, from, to: from + 1 };
  if (isQuote(character)) return { kind: 'phrase', from, ...readQuoted(text, from) };
  const next = text.charAt(from + 1);
  if (character === '-' && next !== '' && !/[\s),]/.test(next)) return { kind: 'minus', text: '-', from, to: from + 1 };
  let to = from;
  while (to < text.length && text.charAt(to) !== ':' && !ENDS_WORD.test(text.charAt(to))) to++;
  const word = text.slice(from, to);
  if (text.charAt(to) === ':' && /^(?:[a-z]+|source\.[\p{L}\p{N}_.-]+)$/iu.test(word)) return readField(text, from, to);
  while (to < text.length && !ENDS_WORD.test(text.charAt(to))) to++;
  if (text.charAt(to) === '(' && /^(near|inside|overlaps)$/i.test(text.slice(from, to))) {
    return { kind: 'call', text: text.slice(from, to).toLowerCase(), from, to: to + 1 };
  }
  return { kind: 'word', text: text.slice(from, to), from, to };
}

function readField(text: string, from: number, colon: number): Token {
  const name = text.slice(from, colon).toLowerCase();
  const valueFrom = colon + 1;
  if (isQuote(text.charAt(valueFrom))) {
    const { text: value, to, unclosed } = readQuoted(text, valueFrom);
    return { kind: 'field', text: name, from, to, value, valueFrom, quoted: true, unclosed };
  }
  let to = valueFrom;
  while (to < text.length && !ENDS_WORD.test(text.charAt(to))) to++;
  return { kind: 'field', text: name, from, to, value: text.slice(valueFrom, to), valueFrom };
}

function isQuote(character: string): boolean {
  return character !== '' && (OPENING.includes(character) || CLOSING.includes(character));
}

function readQuoted(text: string, from: number): { text: string; to: number; unclosed?: boolean } {
  const closing = text.charAt(from) === '"' ? '"' : CLOSING;
  let inside = '';
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && at + 1 < text.length) inside += text.charAt(++at);
    else if (closing.includes(character)) return { text: inside, to: at + 1 };
    else inside += character;
  }
  return { text: inside, to: text.length, unclosed: true };
}

/** A value as it must be written after a field's colon: in quotes where it would not be read as one word. */
export function quoteValue(value: string): string {
  return value === '' || ENDS_WORD.test(value) || value.includes('\\') ? `"${value.replace(/[\\"]/g, '\\$&')}"` : value;
}
