/** XML in, by saxes (strict): a tree of local names, since tools name one namespace in many ways. */
import { SaxesParser } from 'saxes';
import { FormatError } from './model';

/** Names and values by turns: a project has a million elements with few attributes each, and an object for each list costs most. */
type AttributeList = readonly string[];

const NONE: readonly never[] = [];

export class Element {
  /** In the order of the file. */
  children: readonly Element[] = NONE;
  text = '';

  constructor(
    readonly name: string,
    private readonly list: AttributeList,
  ) {}

  /** The value of an attribute, whatever the prefix of its name. */
  attribute(name: string): string | undefined {
    const { list } = this;
    // Where two names differ in their prefix alone, the later one tells.
    for (let i = list.length - 2; i >= 0; i -= 2) if (list[i] === name) return list[i + 1];
    return undefined;
  }

  add(child: Element): void {
    if (this.children === NONE) this.children = [child];
    else (this.children as Element[]).push(child);
  }
}

const MOST = 2_000_000;
const PART = 1 << 16;

/** Throws {@link FormatError} with line and column for what is not well-formed, for a DOCTYPE (entities), and for too much. */
export function readXml(bytes: Uint8Array): Element {
  const text = textOf(bytes);
  const root = new Element('', NONE);
  const stack: Element[] = [root];
  let top = root;
  let count = 0;
  const parser = new SaxesParser({ position: true });
  const fail = (message: string): never => {
    throw new FormatError(message, parser.line, parser.column + 1);
  };
  const locals = new Map<string, string>();
  const localName = (name: string): string => {
    let local = locals.get(name);
    if (local === undefined) locals.set(name, (local = name.slice(name.indexOf(':') + 1)));
    return local;
  };
  parser.on('error', (error) => fail(`The XML is broken: ${error.message.replace(/^[\d:]+\s*/, '')}`));
  parser.on('doctype', () => fail('The file has a DOCTYPE, which may define entities: it is not read.'));
  let attributes: string[] = [];
  parser.on('attribute', ({ name, value }) => void attributes.push(localName(name), value));
  parser.on('opentag', (tag) => {
    if (++count > MOST) fail('The file has more than two million elements.');
    if (stack.length > 500) fail('The elements of the file lie more than 500 deep in one another.');
    const element = new Element(localName(tag.name), attributes.length === 0 ? NONE : attributes);
    attributes = [];
    top.add(element);
    stack.push((top = element));
  });
  parser.on('closetag', () => {
    stack.pop();
    top = stack[stack.length - 1] ?? root;
  });
  const add = (words: string): void => {
    if (top !== root) top.text += words;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  // In parts: strings that are kept hold on to the part that they were cut from, not to all of a large file.
  for (let at = 0; at < text.length; at += PART) parser.write(text.slice(at, at + PART));
  parser.close();
  return root.children[0] ?? fail('The file is empty.');
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
