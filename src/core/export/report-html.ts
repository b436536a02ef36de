import type { Passage } from '../corpus';
import { quoteOf } from '../pieces';
import type { Contradiction, Side } from '../sums/contradictions';
import { escapeHtml, isolated, visible } from '../text/safe';
import type { Cell } from '../text/csv';
import { citationLine, citationOf, meaningOf } from './quotation';
import { caveat, madeLine, SIDE_BY_SIDE, type Report } from './report';
import { say, spoken } from '../base/say';

/** Nothing is loaded, nothing runs: the page holds its style and its text. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 Georgia, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, table { font-family: system-ui, sans-serif; }
table { border-collapse: collapse; font-size: 0.85rem; margin: 1rem 0; display: block; overflow-x: auto; }
caption { text-align: left; font-weight: bold; }
th, td { border: 1px solid #8888; padding: 0.2rem 0.5rem; text-align: left; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
blockquote { margin: 0.5rem 0; padding-left: 0.8rem; border-left: 4px double #888; }
blockquote.positive { border-left-style: solid; }
blockquote.negative { border-left-style: dashed; }
cite, .note { font-size: 0.85rem; font-style: normal; }
figure { margin: 1.5rem 0 0.5rem; }
figure img { max-width: 100%; height: auto; }
dl { margin: 0.5rem 0; display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 0.8rem; }
dt { font-family: system-ui, sans-serif; font-size: 0.85rem; opacity: 0.8; }
dd { margin: 0; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
`;

/** Text from files: nothing hides in it, nothing of it is markup. */
function show(text: string): string {
  return escapeHtml(visible(text));
}

/** The report as one HTML page that needs nothing else and lets nothing in. */
export function htmlReport(report: Report): string {
  const { title, asked, tables, contradictions, passages, corpus } = report;
  const parts = [
    `<h1 dir="auto">${show(title)}</h1>`,
    asked.length > 0 ? `<ul>${asked.map((line) => `<li dir="auto">${show(line)}</li>`).join('')}</ul>` : '',
    `<p class="note">${show(caveat(report))}</p>`,
    report.made ? `<p class="note" dir="auto">${show(madeLine(report.made))}</p>` : '',
    ...tables.map(tableHtml),
  ];
  const pair = (one: Contradiction): string => pairHtml(report, one);
  if (contradictions && contradictions.between.length > 0) {
    parts.push(
      `<h2>${show(say('Contradictions between sources'))}</h2>`,
      ...contradictions.between.slice(0, SIDE_BY_SIDE).map(pair),
    );
  }
  if (contradictions && contradictions.within.length > 0) {
    parts.push(
      `<h2>${show(say('Contradictions within a source'))}</h2>`,
      ...contradictions.within.slice(0, SIDE_BY_SIDE).map(pair),
    );
  }
  if (passages && passages.length > 0) {
    parts.push(`<h2>${show(say('Passages'))}</h2>`);
    for (const passage of passages) {
      const note = passage.tag.note ? `<br>${say('Note: {0}', show(passage.tag.note))}` : '';
      parts.push(quoteHtml(passage, '', `${meaningOf(corpus, passage.tag, show)}${note}`));
    }
  }
  return htmlPage(title, parts);
}

/** A page that needs nothing else and lets nothing in; `parts` are HTML already, `title` is text. */
export function htmlPage(title: string, parts: readonly string[]): string {
  return `<!DOCTYPE html>
<html lang="${show(spoken().locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${show(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${parts.filter((part) => part !== '').join('\n')}
</main>
</body>
</html>
`;
}

function tableHtml({ title, columns, rows, note, picture }: Report['tables'][number]): string {
  const head = columns.map((column) => `<th scope="col">${show(column)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n');
  const below = note === '' ? '' : `\n<p class="note">${show(note)}</p>`;
  const drawn = picture
    ? `<figure>\n<img alt="${show(title)}" src="${imageOf(picture.svg)}">\n<figcaption class="note" dir="auto">${show(picture.caption)}</figcaption>\n</figure>\n`
    : '';
  return `${drawn}<table tabindex="0">\n<caption>${show(title)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>${below}`;
}

/** As an image an SVG runs nothing and loads nothing, whatever is in it. Nothing of it can end the attribute. */
function imageOf(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg).replace(/'/g, '%27')}`;
}

function cellHtml(cell: Cell): string {
  if (cell === undefined) return '<td></td>';
  return typeof cell === 'number' ? `<td class="number">${cell}</td>` : `<td dir="auto">${show(cell)}</td>`;
}

function pairHtml({ corpus }: Report, { group, target, positive, negative }: Contradiction): string {
  const side = ({ passage }: Side, kind: 'positive' | 'negative'): string =>
    quoteHtml(passage, kind, `${kind}: ${meaningOf(corpus, passage.tag, show)}`);
  const sides = side(positive, 'positive') + '\n' + side(negative, 'negative');
  return `<h3 dir="auto">${isolated(show(group.label))} → ${isolated(show(target.label))}</h3>\n<div class="pair">\n${sides}\n</div>`;
}

/** `says` is HTML already. */
function quoteHtml(passage: Passage, kind: string, says: string): string {
  const named = kind === '' ? '' : ` class="${kind}"`;
  const where = citationLine(citationOf(passage), show);
  return `<blockquote${named}><p dir="auto">${show(quoteOf(passage.tag))}</p><cite dir="auto">${where}</cite><br><span class="note" dir="auto">${says}</span></blockquote>`;
}
