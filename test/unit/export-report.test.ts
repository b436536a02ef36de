import * as assert from 'node:assert/strict';
import {
  asDocument,
  contradictionsTable,
  coMentionsTable,
  coverageTable,
  htmlReport,
  kwicOf,
  leftOutNote,
  markdownReport,
  matrixTable,
  mentionsTable,
  parseCsv,
  passagesTable,
  quotationOf,
  tableCsv,
  tiesTable,
  timelineTable,
  unguard,
  type Report,
  type Table,
} from '../../src/core/export';
import {
  coMentionsOf,
  contradictionsOf,
  coverageOf,
  matrixOf,
  mentionsOf,
  select,
  timelineOf,
} from '../../src/core/sums';
import type { Corpus, Passage } from '../../src/core/corpus';
import { codebookOf, corpusOf, mention, smallCorpus, sourceOf, stance } from './support/corpus';

function tablesOf(corpus: Corpus): Table[] {
  const selection = select(corpus);
  const together = coMentionsOf(selection);
  return [
    matrixTable(matrixOf(selection, 'holder')),
    contradictionsTable(contradictionsOf(selection, 'holder')),
    timelineTable(corpus, timelineOf(selection, 'russia', 'outlet')),
    mentionsTable(mentionsOf(selection)),
    coMentionsTable(corpus, together),
    tiesTable(corpus, together),
    coverageTable(coverageOf(selection)),
    passagesTable(corpus, passagesOf(corpus), selection.leftOut),
  ];
}

function passagesOf(corpus: Corpus): Passage[] {
  return select(corpus).groups.flatMap(({ passages }) => passages);
}

function passage(corpus: Corpus, id: string): Passage {
  const found = passagesOf(corpus).find(({ tag }) => tag.id === id);
  assert.ok(found);
  return found;
}

function report(corpus: Corpus, title = 'Report'): Report {
  const selection = select(corpus);
  const contradictions = contradictionsOf(selection, 'holder');
  return {
    title,
    corpus,
    asked: ['entity:russia'],
    tables: tablesOf(corpus),
    contradictions,
    passages: passagesOf(corpus),
    leftOut: selection.leftOut,
  };
}

describe('export: tables', () => {
  const corpus = smallCorpus();

  it('have a cell for each column, and say what they leave out', () => {
    for (const { title, columns, rows, note } of tablesOf(corpus)) {
      assert.ok(rows.length > 0, title);
      for (const row of rows) assert.ok(row.length === columns.length || title.includes('over time'), title);
      assert.equal(note, 'Left out: 1 lost tag (1 mention, 0 stances).');
    }
  });

  it('agree with their CSV, cell by cell', () => {
    for (const table of tablesOf(corpus)) {
      const [header, ...rows] = parseCsv(tableCsv(table)).rows.map(({ cells }) => cells);
      assert.deepEqual(header, table.columns);
      rows.forEach((cells, r) => {
        cells.forEach((cell, c) => {
          const shown = table.rows[r]?.[c];
          assert.equal(unguard(cell), shown === undefined ? '' : String(shown));
        });
      });
      assert.equal(rows.length, table.rows.length);
    }
  });

  it('keep a negative balance a number', () => {
    const only = corpusOf([sourceOf('1', [stance('a', '0:0-1', 'x y critical 2')])]);
    const table = matrixTable(matrixOf(select(only), 'holder'));
    assert.equal(table.rows[0]?.[table.columns.indexOf('balance')], -1);
    assert.match(tableCsv(table), /,-1,-1,1,/);
  });

  it('say nothing where nothing is left out', () => {
    assert.equal(leftOutNote({ lostMentions: 0, lostStances: 0, undatedSources: 0 }), '');
    assert.equal(
      leftOutNote({ lostMentions: 1, lostStances: 2, undatedSources: 1 }),
      'Left out: 3 lost tags (1 mention, 2 stances) and 1 source without a date.',
    );
  });
});

describe('export: passages', () => {
  const corpus = smallCorpus();

  it('as quotations with their place', () => {
    assert.equal(
      quotationOf(passage(corpus, 'a4')),
      '“Moscow” (R. Writer, “The bond breaks”, Caspian Post, 2025-07-02, a/1.txt, line 3)',
    );
    assert.equal(
      quotationOf(passage(corpus, 'b4')),
      '“Russia” (“Closer than ever”, Northern Wire, 2024-12, a/2.txt, line 1)',
      'where it moved to',
    );
    assert.equal(quotationOf(passage(corpus, 'c1')), '“Port” (a/10.txt, line 1)');
  });

  it('in their context', () => {
    const tag = mention('t', '1:4-8', 'azerbaijan', 'Baku', { before: '\nthe ', after: ' said so' });
    const made = { source: sourceOf('1.txt', [tag]), tag };
    assert.deepEqual(kwicOf(made), { before: ' the ', quote: 'Baku', after: ' said so' });
    assert.deepEqual(kwicOf(made, { lineText: () => 'the Baku said so to everybody who asked', width: 20 }), {
      before: 'the ',
      quote: 'Baku',
      after: ' said so to everybo…',
    });
  });

  it('as a document', () => {
    const chosen = [passage(corpus, 'a2'), passage(corpus, 'a3'), passage(corpus, 'c1')];
    assert.equal(
      asDocument(corpus, chosen, { title: 'Search', asked: 'x', leftOut: 'Left out: none.' }),
      `Search
======
Asked for: x
3 passages in 2 sources.
Left out: none.

The bond breaks (a/1.txt)
R. Writer, Caspian Post, 2025-07-02
----------------------------------------
line 1: [what azerbaijan says]
    Azerbaijan: critical (3 of 4) of Russia; reported by Ilham Əliyev, through the author
    Note: sharp, à mon avis
line 1: [Baku]
    Azerbaijan (metonym)
    Coder: mk

a/10.txt
----------------------------------------
line 1: [Port]
    Port of Alat
`,
    );
  });
});

describe('export: reports', () => {
  const evil = '<script>alert(1)</script>[x](http://evil.example/)![i](http://evil.example/i.png)\u202e|`*_\n# head';
  const hostile = corpusOf(
    [
      sourceOf(
        evil,
        [
          stance('a', '0:0-9', 'e e supportive', { quote: evil, note: evil, by: evil, event: evil }),
          mention('m', '0:0-1', 'e', evil),
          mention('n', '0:3-4', 'f', evil),
        ],
        { details: { title: evil, outlet: evil, author: evil, date: '2025' } },
      ),
      sourceOf('2', [stance('b', '0:0-9', 'e e critical', { quote: evil, via: ['e'] })], { details: { date: evil } }),
    ],
    codebookOf({
      entities: [
        { id: 'e', name: evil, type: evil, aliases: [] },
        { id: 'f', name: 'F', type: 'state', aliases: [] },
      ],
    }),
  );

  it('show passages, both sides of a contradiction, sums and what is left out', () => {
    const corpus = smallCorpus();
    for (const text of [htmlReport(report(corpus)), markdownReport(report(corpus))]) {
      for (const part of [
        'Report',
        'Contradictions between sources',
        'Closer than ever',
        'Left out: 1 lost tag',
        'The bond breaks',
        'line 1',
      ]) {
        assert.ok(text.includes(part), part);
      }
    }
  });

  it('are HTML in which nothing runs and nothing is loaded', () => {
    const html = htmlReport(report(hostile, evil));
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name?.toLowerCase()));
    const known =
      'html head meta title style body main h1 h2 h3 ul li p table caption thead tbody tr th td div blockquote cite br span';
    assert.deepEqual(
      [...tags].filter((name) => !known.split(' ').includes(name ?? '')),
      [],
    );
    assert.doesNotMatch(html, /\b(?:src|href|on\w+)="/);
    assert.match(
      html,
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">/,
    );
    assert.doesNotMatch(html, /\u202e/);
    assert.match(html, /⟨U\+202E⟩/);
  });

  it('are Markdown in which text from files is text', () => {
    const markdown = markdownReport(report(hostile, evil));
    assert.doesNotMatch(markdown, /(?<!\\)[<`[\]]/);
    assert.doesNotMatch(markdown, /http:\/\//);
    assert.doesNotMatch(markdown, /\u202e/);
    assert.doesNotMatch(markdown, /^# head/m);
    // Each table has as many cells in every row.
    for (const table of markdown.split('\n\n').filter((block) => block.startsWith('| '))) {
      const cells = table.split('\n').map((row) => row.split(/(?<!\\)\|/).length);
      assert.equal(new Set(cells).size, 1, table.slice(0, 80));
    }
  });
});

describe('export: what a report says of itself', () => {
  const made = { version: '1.2.3', date: '2025-07-02' };

  it('by what, when, and of which revision', () => {
    const revision = { commit: '0123456789abcdef0123456789abcdef01234567', branch: 'main<', changed: true };
    for (const write of [htmlReport, markdownReport]) {
      const text = write({ ...report(smallCorpus()), made: { ...made, revision } });
      assert.match(text, /Made with Stancemark 1\\?\.2\\?\.3 on 2025/);
      assert.match(text, /revision 0123456789ab of main(&lt;|\\<)/);
      assert.ok(text.includes('It has changes that are not committed.'));
      assert.ok(!write(report(smallCorpus())).includes('Made with'));
    }
  });

  it('has the picture of a figure above its table, as an image that nothing in it can break', () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"><title>"'><script>alert(1)</script></title></svg>`;
    const whole = report(smallCorpus());
    const [first, ...rest] = whole.tables;
    assert.ok(first);
    const html = htmlReport({
      ...whole,
      tables: [{ ...first, picture: { svg, caption: 'Each mark <sums>' } }, ...rest],
    });
    const source =
      /<figure>\n<img alt="[^"<>]*" src="data:image\/svg\+xml;charset=utf-8,([^"'<> ]*)">\n<figcaption/.exec(html);
    assert.equal(decodeURIComponent(source?.[1] ?? ''), svg);
    assert.ok(html.indexOf('<figure>') < html.indexOf('<table') && html.includes('Each mark &lt;sums&gt;'));
    assert.ok(!html.includes('<script>'));
  });
});
