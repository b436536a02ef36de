import assert from 'node:assert/strict';
import { detailsCsv } from '../../src/core/export/details';
import { readBibtex } from '../../src/core/details/bibtex';
import { matchDetails } from '../../src/core/details/match';
import { readList, type DetailRecord } from '../../src/core/details/records';
import { sourceOf } from './support/corpus';
import { cpuTime } from './support/cpu';

function records(text: string, name: string): readonly DetailRecord[] {
  const list = readList(text, name);
  assert.ok(list.records, list.problem);
  return list.records;
}
const plain = ({ line, files, details }: DetailRecord): unknown => [line, files, Object.fromEntries(details)];

describe('lists of sources', () => {
  it('reads a CSV of one’s own: file, known columns, and keys of one’s own', () => {
    const text =
      'File;Title;Published;Country;Press type\r\n"a,1.txt";"The ""end""";9 March 2025;TR;daily\r\nb.txt;;;;\r\n';
    assert.deepEqual(records(text, 'x.csv').map(plain), [
      [2, ['a,1.txt'], { title: 'The "end"', date: '2025-03-09', country: 'TR', 'press-type': 'daily' }],
      [3, ['b.txt'], {}],
    ]);
  });

  it('reads Zotero’s CSV, and leaves out what is of no use here', () => {
    const head =
      '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date","Date Added","Pages","Publisher","Place","Language","Country","File Attachments","Manual Tags"';
    const row =
      '"AB12","newspaperArticle","2025","Brandt, Ada; Orlen, Bo","A storm","The Bell","10.1/x","https://b.example/1","Long","2025-03-09","2025-04-01 10:00","3","","Perm","en","RU","C:\\Users\\a\\Zotero\\storage\\Q1\\Brandt - 2025 - A storm.pdf","one; two"';
    assert.deepEqual(records(`${head}\n${row}\n`, 'Zotero.csv').map(plain), [
      [
        2,
        ['C:\\Users\\a\\Zotero\\storage\\Q1\\Brandt - 2025 - A storm.pdf'],
        {
          title: 'A storm',
          author: 'Brandt, Ada; Orlen, Bo',
          outlet: 'The Bell',
          date: '2025-03-09',
          address: 'https://b.example/1',
          type: 'newspaperArticle',
          place: 'Perm',
          language: 'en',
          country: 'RU',
          tags: 'one; two',
        },
      ],
    ]);
  });

  it('reads BibTeX: braces, quotes, strings, months and TeX’s letters', () => {
    const text = `% a comment
@string{bell = "The Bell"}
@comment{ @article{no, title = {no}} }
@article{brandt2025,
  title = {A {S}torm \\& a \\"{o}pen--end of \\'{E}va {\\ss} \\c{c}a},
  author = "Brandt, Ada and Orlen, {Bo and Sons}",
  journal = bell # { (Perm)},
  year = 2025, month = mar,
  doi = {https://doi.org/10.1/x},
  address = {Perm},
  file = {Full Text:files/12/a\\:b.txt:text/plain;Other.pdf:c.pdf:application/pdf}
}
@misc(second, title = "Two", date = {2025-07-02})`;
    assert.deepEqual(records(text, 'x.bib').map(plain), [
      [
        4,
        ['files/12/a:b.txt', 'c.pdf'],
        {
          title: 'A Storm & a öpen–end of Éva ß ça',
          author: 'Brandt, Ada; Orlen, Bo; Sons',
          outlet: 'The Bell (Perm)',
          date: '2025-03',
          address: 'https://doi.org/10.1/x',
          type: 'article',
          place: 'Perm',
        },
      ],
      [13, [], { title: 'Two', date: '2025-07-02', type: 'misc' }],
    ]);
    assert.deepEqual(readBibtex('@a{x, title = {open'), { line: 1 });
    assert.match(readList('@a{x, title = {open', 'x.bib').problem ?? '', /line 1 has no end/);
  });

  it('reads RIS, the exact date before the year', () => {
    const text =
      'TY  - NEWS\r\nTI  - A storm\r\n goes on\r\nAU  - Brandt, Ada\r\nAU  - Orlen, Bo\r\nT2  - The Bell\r\nPY  - 2025\r\nDA  - 2025/03/9/\r\nUR  - https://b.example/1\r\nKW  - one\r\nKW  - two\r\nL1  - internal-pdf://a.pdf\r\nER  - \r\n\r\nTY  - GEN\r\nT1  - Two\r\nY1  - 2024/12//\r\nER  -\r\n';
    assert.deepEqual(records(text, 'x.ris').map(plain), [
      [
        1,
        ['internal-pdf://a.pdf'],
        {
          title: 'A storm goes on',
          author: 'Brandt, Ada; Orlen, Bo',
          outlet: 'The Bell',
          date: '2025-03-09',
          address: 'https://b.example/1',
          type: 'NEWS',
          tags: 'one; two',
        },
      ],
      [15, [], { title: 'Two', date: '2024-12', type: 'GEN' }],
    ]);
    assert.match(readList('TY  - NEWS\nTI  - x\n', 'x.ris').problem ?? '', /line 1 has no end/);
  });

  it('reads CSL-JSON, bare or in Zotero’s wrapper', () => {
    const item = {
      id: 'x',
      type: 'article-newspaper',
      title: 'A storm',
      'container-title': 'The Bell',
      author: [
        { family: 'Brandt', given: 'Ada' },
        { literal: 'The Staff' },
        { family: 'Berg', given: 'C', 'non-dropping-particle': 'van' },
      ],
      issued: { 'date-parts': [[2025, 3, 9]] },
      URL: 'https://b.example/1',
      __proto__x: 1,
    };
    const expected = {
      title: 'A storm',
      author: 'Brandt, Ada; The Staff; van Berg, C',
      outlet: 'The Bell',
      date: '2025-03-09',
      address: 'https://b.example/1',
      type: 'article-newspaper',
    };
    for (const data of [[item], item, { items: [item] }]) {
      assert.deepEqual(records(JSON.stringify(data), 'x.json').map(plain), [[1, [], expected]]);
    }
    assert.match(readList('[{', 'x.json').problem ?? '', /not JSON/);
  });

  it('says what it cannot read, and is done with hostile lists at once', () => {
    for (const text of ['', 'just words', 'a,b\n', '[]', '{']) assert.ok(readList(text, 'x').problem, text);
    const begun = cpuTime();
    readList('@a{x, ' + '{'.repeat(200_000), 'x.bib');
    readList('@'.repeat(100_000) + '\\"'.repeat(100_000), 'x.bib');
    readList(`@a{x, t = {${'\\"'.repeat(100_000)}}}`, 'x.bib');
    readList('a,b\n' + '"'.repeat(200_001), 'x.csv');
    assert.ok(cpuTime() - begun < 3_000);
  });
});

describe('matching entries with sources', () => {
  const sources = [
    sourceOf('press/a.txt', [], {
      uri: 'mem:/press/a.txt',
      details: { title: 'A storm is not a policy', outlet: 'Old' },
    }),
    sourceOf('radio/a.txt', [], { uri: 'mem:/radio/a.txt', details: { address: 'http://www.b.example/1/' } }),
    sourceOf('Brandt - 2025 - Nineteen hours at a gate.txt', []),
    sourceOf('c.txt', []),
    sourceOf('d.md', []),
  ];
  const record = (files: readonly string[], details: Record<string, string>): DetailRecord => ({
    line: 1,
    files,
    details: new Map(Object.entries(details)),
  });
  const head = (name: string): readonly string[] =>
    name === 'c.txt' ? ['THE BELL', '“Who speaks?”', 'A storm is not a policy'] : [];
  const match = (...list: DetailRecord[]): ReturnType<typeof matchDetails> =>
    matchDetails(list, sources, ({ name }) => head(name));

  const cases: readonly [what: string, record: DetailRecord, by: string, source: string][] = [
    ['a file with its folder', record(['C:\\x\\radio\\A.TXT'], {}), 'file', 'radio/a.txt'],
    ['the PDF that a text was made of', record(['file:///x/d.pdf'], {}), 'file', 'd.md'],
    ['an address', record([], { address: 'https://b.example/1' }), 'address', 'radio/a.txt'],
    ['a title among the details', record([], { title: 'A Storm is not a policy!' }), 'title', 'press/a.txt'],
    ['a title in the first lines', record([], { title: 'Who speaks?' }), 'title', 'c.txt'],
    [
      'a title in the file’s name',
      record([], { title: 'Nineteen hours at a gate' }),
      'title',
      'Brandt - 2025 - Nineteen hours at a gate.txt',
    ],
  ];
  for (const [what, one, by, source] of cases) {
    it(`goes by ${what}`, () => {
      const { matches } = match(one);
      assert.deepEqual(
        matches.map((found) => [found.by, found.source.name]),
        [[by, source]],
      );
    });
  }

  it('guesses nothing: several sources, several entries, short titles', () => {
    assert.equal(match(record(['a.txt'], {})).several.length, 1);
    assert.equal(match(record(['c.txt'], {}), record(['x/c.txt'], {})).several.length, 2);
    assert.equal(match(record([], { title: 'hours' })).none.length, 1);
    assert.equal(match(record(['e.txt'], {}), record([], {})).none.length, 2);
  });

  it('says what is new, what is another, and nothing of what is the same', () => {
    const { matches } = match(
      record(['press/a.txt'], { title: 'A storm is not a policy', outlet: 'New', country: 'TR' }),
    );
    assert.deepEqual(matches[0]?.changes, [
      { key: 'outlet', to: 'New', was: 'Old' },
      { key: 'country', to: 'TR' },
    ]);
  });

  it('reads back what was exported', () => {
    const given = [
      sourceOf('p/a.txt', [], {
        uri: 'mem:/p/a.txt',
        details: { title: '=1+1', date: '2025', country: 'TR', note: 'One,\n"two"' },
      }),
      sourceOf('b.txt', [], { details: {} }),
    ];
    const csv = detailsCsv(given);
    assert.equal(csv.split('\r\n')[0], '\ufefffile,title,author,outlet,date,address,country,memo');
    const read = records(csv, 'x.csv');
    assert.deepEqual(Object.fromEntries(read[0]?.details ?? []), Object.fromEntries(given[0]?.details ?? []));
    assert.deepEqual(
      matchDetails(read, given, () => []).matches.map(({ changes }) => changes),
      [[], []],
    );
  });
});
