/**
 * `yaml` as the judge: what it cannot read without error, and what our files never use (aliases, anchors, tags, merge keys,
 * directives, several documents, deep nesting), is refused. Every scalar is taken as the text that was written (`failsafe`
 * schema): `+1`, `no` and `012` mean themselves, as researchers write them for values.
 */
import { Composer, Parser } from 'yaml';
import type { CST, Document, ParsedNode } from 'yaml';
import { MOST_DEPTH, MOST_JUDGED, refuse } from './reading';
import type { Reading } from './reading';

const OPTIONS = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

/**
 * Lines that git leaves behind when a merge needs a human, also where an editor indented them, or with longer markers. (`^` would find
 * one behind U+2028 in a quote: a line's start to JavaScript alone.)
 */
const CONFLICT = /(?<![^\n])[ \t]*(?:<{7,}|={7}|>{7,}|\|{7,})(?![<=>|])/;
const NOT_NOTHING = /^[ \t\ufeff]*[^\s#\ufeff]/m;

/**
 * A carriage return without a line feed ends a line to YAML's own rules and to most readers, and not to the judge here: after
 * a comment the one sees tags where the other sees none. A file with one is refused, wherever it stands.
 */
export function guardLineEnds(text: string): Reading<void> {
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== 10) return refuse('line-end', at, at + 1);
  }
  return { ok: true, value: undefined };
}

/** What makes a text unreadable before anybody parses it: nothing in it, or the markers of an unfinished merge. */
export function guard(text: string): Reading<void> {
  if (!NOT_NOTHING.test(text)) return refuse('empty', 0, text.length);
  // Only a text with such a run at all is searched line by line: the markers are rare, the texts long.
  if (text.includes('<<<<<<<') || text.includes('=======') || text.includes('>>>>>>>') || text.includes('|||||||')) {
    const found = CONFLICT.exec(text);
    if (found) return refuse('conflict', found.index, found.index + found[0].length);
  }
  return { ok: true, value: undefined };
}

/** The contents of the one document in `text`, with ranges that are offsets into `text`; null where there is nothing. */
export function judge(text: string): Reading<ParsedNode | null> {
  if (text.length > MOST_JUDGED) return refuse('too-large', 0, text.length);
  const tokens = [...new Parser().parse(text)];
  const unsafe = findUnsafe(tokens);
  if (unsafe) return refuse('unsafe', unsafe.from, unsafe.to, unsafe.what);
  let document: Document.Parsed | undefined;
  // The type that `Composer` gives leaves out that its nodes are parsed ones.
  for (const made of new Composer(OPTIONS).compose(tokens, true, text.length)) document ??= made;
  const error = document?.errors[0];
  if (error) {
    const [from, to] = error.pos.map((at) => Math.min(at, text.length)) as [number, number];
    return refuse('yaml', from, Math.max(from, to), error.message);
  }
  return { ok: true, value: document?.contents ?? null };
}

interface Unsafe {
  from: number;
  to: number;
  what: string;
}

/**
 * The first thing in the text that our files never use. Looked for among the tokens, with a stack of its own: the composer
 * recurses, and a repository's file must not be able to exhaust the stack (seen: a deep file ended the whole process).
 */
function findUnsafe(tokens: readonly CST.Token[]): Unsafe | undefined {
  let first: Unsafe | undefined;
  const note = (
    token: { offset: number; source?: string },
    what: string,
    to = token.offset + (token.source?.length ?? 1),
  ) => {
    if (!first || token.offset < first.from) first = { from: token.offset, to, what };
  };
  const sources = (list: readonly CST.SourceToken[] | undefined) => {
    for (const token of list ?? []) {
      if (token.type === 'anchor') note(token, 'anchor');
      else if (token.type === 'tag') note(token, 'tag');
    }
  };
  const waiting: { token: CST.Token; depth: number }[] = [];
  const push = (token: CST.Token | null | undefined, depth: number) => {
    if (token) waiting.push({ token, depth });
  };
  let documents = 0;
  let ended = false;
  for (const token of tokens) {
    if (token.type === 'directive') note(token, 'directive');
    else if (token.type === 'doc-end') {
      // One at the end of the file says no more than the end itself.
      if (documents !== 1 || ended) note(token, 'document end');
      ended = true;
    } else if (token.type === 'document') {
      if (documents++ > 0) note(token, 'second document', token.offset + 3);
      sources(token.start);
      push(token.value, 0);
    }
  }
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (token.type === 'alias') note(token, 'alias');
    if (token.type !== 'block-map' && token.type !== 'block-seq' && token.type !== 'flow-collection') continue;
    if (depth >= MOST_DEPTH) {
      note(token, 'nesting', token.offset + 1);
      continue;
    }
    for (const item of token.items) {
      sources(item.start);
      sources(item.sep);
      if (item.key?.type === 'scalar' && item.key.source === '<<') note(item.key, 'merge key');
      push(item.key, depth + 1);
      push(item.value, depth + 1);
    }
  }
  return first;
}
