import { spansOf, type Corpus, type Passage } from '../corpus';
import { isStance, type Tag } from '../model';
import { quoteOf } from '../pieces';
import { entityLabel } from '../sums/headings';
import { visible } from '../text/safe';
import { counted } from '../words/count';
import { inPlainWords, spokenSentence } from '../words/sentence';
import { kwicOf } from './kwic';
import { say } from '../base/say';

/** Where a passage is from, as far as the source says; text as written, unescaped. */
export interface Citation {
  readonly title?: string;
  readonly outlet?: string;
  readonly author?: string;
  readonly date?: string;
  readonly name: string;
  /** 1-based, where the passage stands now. */
  readonly line: number;
}

export function citationOf({ source, tag }: Passage): Citation {
  const detail = (key: string): string | undefined => source.details.get(key)?.trim() || undefined;
  return {
    title: detail('title'),
    outlet: detail('outlet'),
    author: detail('author'),
    date: detail('date'),
    name: source.name,
    line: lineOf({ source, tag }),
  };
}

/** The line (1-based) on which a passage begins now. */
export function lineOf({ source, tag }: Passage): number {
  return (spansOf(source, tag)[0] ?? tag.at).startLine + 1;
}

/** Author, title, outlet, date, file and line in one line; `show` is applied to each text from the file. */
export function citationLine(citation: Citation, show: (text: string) => string = visible): string {
  const { title, outlet, author, date, name, line } = citation;
  const parts = [author, title && `“${title}”`, outlet, date, name]
    .filter((part) => part !== undefined)
    .map((part) => show(part));
  return say('{0}, line {1}', parts.join(', '), line);
}

/** A passage for the clipboard: “passage” (author, “title”, outlet, date, file, line). Characters that cannot be seen are shown. */
export function quotationOf(passage: Passage): string {
  return `“${visible(quoteOf(passage.tag))}” (${citationLine(citationOf(passage))})`;
}

/** What a tag says, in words: the sentence of a stance and its voice; a mention's entity. `show` is applied to each text from files. */
export function meaningOf(corpus: Corpus, tag: Tag, show: (text: string) => string = visible): string {
  if (isStance(tag)) return inPlainWords(spokenSentence(corpus.codebook, tag.stance), show);
  const name = show(entityLabel(corpus.codebook, tag.entity));
  return tag.sense === undefined ? name : `${name} (${say(tag.sense)})`;
}

export interface DocumentHead {
  readonly title: string;
  /** The query or filter, as the user wrote it. */
  readonly asked?: string;
  readonly leftOut?: string;
}

/** Passages as a plain text to keep and to cite from: by source, each in its line, with what its tag says. */
export function asDocument(corpus: Corpus, passages: readonly Passage[], head: DocumentHead): string {
  const sources = new Map<string, Passage[]>();
  for (const passage of passages) {
    const list = sources.get(passage.source.uri);
    if (list) list.push(passage);
    else sources.set(passage.source.uri, [passage]);
  }
  const lines = [visible(head.title), '='.repeat(Math.min(visible(head.title).length, 80))];
  if (head.asked) lines.push(say('Asked for: {0}', visible(head.asked)));
  lines.push(say('{0} in {1}.', counted(passages.length, 'passage'), counted(sources.size, 'source')));
  if (head.leftOut) lines.push(head.leftOut);
  for (const group of sources.values()) {
    const [first] = group;
    if (!first) continue;
    const { title, outlet, author, date, name } = citationOf(first);
    const about = [author, outlet, date].filter((part) => part !== undefined).map(visible);
    lines.push('', title === undefined ? visible(name) : `${visible(title)} (${visible(name)})`);
    if (about.length > 0) lines.push(about.join(', '));
    lines.push('-'.repeat(40));
    for (const passage of group) {
      const { before, quote, after } = kwicOf(passage, { width: 40 });
      const where = say('line {0}', lineOf(passage));
      lines.push(`${where}: ${before}[${quote}]${after}`, `    ${meaningOf(corpus, passage.tag)}`);
      if (passage.tag.note) lines.push(`    ${say('Note: {0}', visible(passage.tag.note))}`);
      if (passage.tag.by) lines.push(`    ${say('Coder: {0}', visible(passage.tag.by))}`);
    }
  }
  return lines.join('\n') + '\n';
}
