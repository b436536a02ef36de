import type { Passage } from '../corpus';
import { quoteOf } from '../pieces';
import type { Contradiction, Side } from '../sums/contradictions';
import { escapeMarkdown, isolated, visible } from '../text/safe';
import type { Cell } from '../text/csv';
import { citationLine, citationOf, meaningOf } from './quotation';
import { caveat, madeLine, SIDE_BY_SIDE, type Report } from './report';
import type { Table } from './table';
import { say } from '../base/say';

/** Text from files: one line, nothing hides in it, nothing of it is markup. */
function show(text: string): string {
  return escapeMarkdown(visible(text));
}

/** The report as Markdown (with GitHub's tables). */
export function markdownReport(report: Report): string {
  const { title, asked, tables, contradictions, passages, corpus } = report;
  const blocks = [`# ${show(title)}`];
  if (asked.length > 0) blocks.push(asked.map((line) => `- ${show(line)}`).join('\n'));
  blocks.push(show(caveat(report)));
  if (report.made) blocks.push(show(madeLine(report.made)));
  blocks.push(...tables.flatMap(tableBlocks));
  for (const [heading, list] of [
    [say('Contradictions between sources'), contradictions?.between ?? []],
    [say('Contradictions within a source'), contradictions?.within ?? []],
  ] as const) {
    if (list.length > 0)
      blocks.push(`## ${show(heading)}`, ...list.slice(0, SIDE_BY_SIDE).flatMap((one) => pairBlocks(report, one)));
  }
  if (passages && passages.length > 0) {
    blocks.push(`## ${show(say('Passages'))}`);
    for (const passage of passages) {
      const note = passage.tag.note ? [say('Note: {0}', show(passage.tag.note))] : [];
      blocks.push(quoteBlock(passage, [meaningOf(corpus, passage.tag, show), ...note]));
    }
  }
  return blocks.join('\n\n') + '\n';
}

function tableBlocks({ title, columns, rows, note }: Table): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const numbers = columns.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  const lines = [
    line(columns.map(show)),
    line(numbers.map((isNumber) => (isNumber ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((_, i) => cellText(row[i])))),
  ];
  return [`## ${show(title)}`, lines.join('\n'), ...(note === '' ? [] : [show(note)])];
}

function cellText(cell: Cell): string {
  return cell === undefined ? '' : typeof cell === 'number' ? String(cell) : show(cell);
}

/** The two passages side by side: a table of two columns. */
function pairBlocks({ corpus }: Report, { group, target, positive, negative }: Contradiction): string[] {
  const sides = [positive, negative];
  const row = (cellOf: (side: Side) => string): string => `| ${sides.map(cellOf).join(' | ')} |`;
  const table = [
    row((side) => show(say(side === positive ? 'positive' : 'negative'))),
    '| --- | --- |',
    row(({ passage }) => `“${show(quoteOf(passage.tag))}”`),
    row(({ passage }) => citationLine(citationOf(passage), show)),
    row(({ passage }) => meaningOf(corpus, passage.tag, show)),
  ];
  return [`### ${isolated(show(group.label))} → ${isolated(show(target.label))}`, table.join('\n')];
}

function quoteBlock(passage: Passage, says: readonly string[]): string {
  const lines = [
    show(quoteOf(passage.tag)),
    '',
    `— ${citationLine(citationOf(passage), show)}`,
    ...says.flatMap((line) => ['', line]),
  ];
  return lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n');
}
