/** XML in, by saxes (strict): a tree of local names, since tools name one namespace in many ways. */
import { SaxesParser } from 'saxes';
import { FormatError } from './model';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const MOST = 2_000_000;

/** Throws {@link FormatError} with line and column for what is not well-formed, for a DOCTYPE (entities), and for too much. */
export function readXml(bytes: Uint8Array): Element {
  const text = textOf(bytes);
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const stack: Element[] = [root];
  let count = 0;
  const parser = new SaxesParser({ position: true });
  const fail = (message: string): never => {
    throw new FormatError(message, parser.line, parser.column + 1);
  };
  parser.on('error', (error) => fail(`The XML is broken: ${error.message.replace(/^[\d:]+\s*/, '')}`));
  parser.on('doctype', () => fail('The file has a DOCTYPE, which may define entities: it is not read.'));
  parser.on('opentag', (tag) => {
    if (++count > MOST) fail('The file has more than two million elements.');
    if (stack.length > 500) fail('The elements of the file lie more than 500 deep in one another.');
    const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const [key, value] of Object.entries(tag.attributes)) attributes[localName(key)] = String(value);
    const element: Element = { name: localName(tag.name), attributes, children: [], text: '' };
    stack[stack.length - 1]?.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => void stack.pop());
  const add = (words: string): void => {
    const top = stack[stack.length - 1];
    if (top && top !== root) top.text += words;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text).close();
  return root.children[0] ?? fail('The file is empty.');
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The text of a file: UTF-8, or UTF-16 by its mark. NUL characters and what is in no such encoding are refused. */
export function textOf(bytes: Uint8Array, keepMark = false): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: keepMark }).decode(bytes);
  } catch {
    // A TypeError is the decoder's only way to say that the bytes are not in this encoding.
    throw new FormatError('The file is not in UTF-8. Save it in UTF-8 and import it again.');
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new FormatError('The file has NUL bytes: it is no text.', text.slice(0, nul).split('\n').length);
  return text;
}

export function all(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

export function one(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name);
}
