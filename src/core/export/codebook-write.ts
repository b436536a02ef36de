/** The codebook as Markdown and as one HTML page. Texts from files are shown, never markup. */
import type { Corpus, Passage } from '../corpus';
import { quoteOf } from '../pieces';
import { escapeHtml, escapeMarkdown, visible } from '../text/safe';
import { say } from '../base/say';
import { codebookBlocks, type CodebookBlock } from './codebook-report';
import { citationLine, citationOf, meaningOf } from './quotation';
import type { Made } from './report';
import { htmlPage } from './report-html';

export function codebookMarkdown(corpus: Corpus, made?: Made): string {
  const show = (text: string): string => escapeMarkdown(visible(text));
  const lines = (text: string): string => text.split('\n').map(show).join('\n');
  const write = (block: CodebookBlock): string => {
    switch (block.kind) {
      case 'heading':
        return `${'#'.repeat(block.level)} ${show(block.text)}`;
      case 'text':
        return lines(block.text);
      case 'fields':
        return block.rows.map(([title, text]) => `- **${show(title)}:** ${show(text.trim())}`).join('\n');
      case 'passage':
        return [`> ${show(quoteOf(block.passage.tag))}`, '>', `> — ${where(corpus, block.passage, show)}`].join('\n');
    }
  };
  return codebookBlocks(corpus, made).map(write).join('\n\n') + '\n';
}

export function codebookHtml(corpus: Corpus, made?: Made): string {
  const show = (text: string): string => escapeHtml(visible(text));
  const write = (block: CodebookBlock): string => {
    switch (block.kind) {
      case 'heading':
        return `<h${block.level} dir="auto">${show(block.text)}</h${block.level}>`;
      case 'text':
        return block.text
          .split(/\n{2,}/)
          .map((part) => {
            const words = part.split('\n').map(show).join('<br>');
            return `<p${block.small ? ' class="note"' : ''} dir="auto">${words}</p>`;
          })
          .join('\n');
      case 'fields':
        return `<dl>\n${block.rows
          .map(([title, text]) => {
            const words = text.trim().split('\n').map(show).join('<br>');
            return `<dt>${show(title)}</dt><dd dir="auto">${words}</dd>`;
          })
          .join('\n')}\n</dl>`;
      case 'passage': {
        const cite = `<cite dir="auto">${where(corpus, block.passage, show)}</cite>`;
        return `<blockquote><p dir="auto">${show(quoteOf(block.passage.tag))}</p>${cite}</blockquote>`;
      }
    }
  };
  return htmlPage(say('Codebook'), codebookBlocks(corpus, made).map(write));
}

/** What the tag says, and where the passage is from; `show` is applied to each text from files. */
function where(corpus: Corpus, passage: Passage, show: (text: string) => string): string {
  const meaning = passage.tag.stance ? `${meaningOf(corpus, passage.tag, show)}. ` : '';
  return meaning + citationLine(citationOf(passage), show);
}
