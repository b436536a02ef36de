import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fileNames, guessRule, partsOf, separatorTest, splitArticles, type SplitRule } from '../../src/core/split';
import { makeExport } from '../fixtures/make-export';
import { cpuTime } from './support/cpu';

const BODY = (n: number): string =>
  Array.from({ length: 6 }, (_, i) => `In paragraph ${n * 17 + i} the council of district ${n + i} weighed motion ${n * 3 + i} and sent it back to the board for the ${i + 2}th time, to nobody’s surprise.`).join('\n'); // prettier-ignore

/** Layouts that no rule was made by: what a database's export looks like, in several languages and orders. */
const LAYOUTS: Readonly<Record<string, (n: number, of: number) => string>> = {
  'a newer export: title, outlet, date, labels, an end': (n) =>
    `Council weighs motion ${n}\nThe Courier\nMarch ${n}, 2024 Sunday\n\nCopyright 2024 The Courier All Rights Reserved\n\nSection: NEWS; Pg. ${n}\nLength: 540 words\nByline: Jane Roe ${n}\n\nBody\n\n${BODY(n)}\n\nLoad-Date: April 2, 2025\n\n\nEnd of Document\n`,
  'fields of two letters and an accession number': (n) =>
    `SC  COUR\nHD  Council weighs motion ${n}\nBY  By Jane Roe ${n}\nWC  345 words\nPD  ${n} March 2024\nSN  The Courier\nLA  English\nCY  (c) 2024 The Courier\nLP  \n${BODY(n)}\n\nDocument COUR00002024030${n}ek3100${n}2x\n\n`,
  'German, counted, with labels': (n, of) =>
    `Dokument ${n} von ${of}\n\nTitel: Rat berät Antrag ${n}\nQuelle: Der Kurier\nDatum: ${n}. März 2024\nAutor: Jane Roe ${n}\nLänge: 345 Wörter\n\n${BODY(n)}\n\n`,
  'French, a row of signs between': (n) =>
    `Le conseil examine la motion ${n}\nLe Courrier, ${n} mars 2024\npar Jane Roe\n\n${BODY(n)}\n\n________________________________\n`,
  'Russian, counted the other way round': (n, of) =>
    `${n} из ${of} документов\n\nЗаголовок: Совет о предложении ${n}\nИсточник: Курьер\nДата: ${n} марта 2024 г.\nАвтор: Джейн Роу\n\n${BODY(n)}\n\n`,
  'new pages': (n) => `Council weighs motion ${n}\nThe Courier\n${n} March 2024\n\n${BODY(n)}\n\f\n`,
};

const exported = (layout: (n: number, of: number) => string, count = 9, eol = '\n'): string =>
  Array.from({ length: count }, (_, i) => layout(i + 1, count))
    .join('')
    .replace(/\n/g, eol);

describe('splitting a text into articles', () => {
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    for (const eol of ['\n', '\r\n']) {
      it(`${name}${eol === '\n' ? '' : ' (CRLF)'}`, () => {
        const text = exported(layout, 9, eol);
        const rule = guessRule(text);
        assert.ok(rule, 'no rule');
        const { articles } = splitArticles(text, rule);
        assert.equal(articles.length, 9, JSON.stringify(rule));
        articles.forEach(({ text: own, details, doubleOf }, i) => {
          assert.ok(own.includes(BODY(i + 1).replace(/\n/g, eol)), own);
          assert.match(details.title ?? '', new RegExp(`${i + 1}$`), JSON.stringify(details));
          assert.match(details.outlet ?? '', /Courier|Kurier|Courrier|Курьер/, JSON.stringify(details));
          assert.equal(details.date, `2024-03-0${i + 1}`);
          assert.equal(doubleOf, undefined);
        });
      });
    }
  }

  it('200 articles of the made export: every title, outlet, author and date', () => {
    const { text, articles: made } = makeExport();
    const rule = guessRule(text);
    assert.deepEqual(rule, { line: '# of # DOCUMENTS', side: 'begins', head: 'outlet first' });
    const { articles } = splitArticles(text, rule);
    assert.equal(articles.length, 200);
    articles.forEach(({ details, text: own }, i) => {
      const { title, outlet, author, date, body } = made[i] as (typeof made)[number];
      assert.deepEqual(details, { title, outlet, author, date });
      assert.ok(own.includes(body));
    });
  });

  it('finds no rule in one article, in a list and in an empty text', () => {
    for (const text of [
      '',
      BODY(1),
      LAYOUTS['new pages']?.(1, 1) ?? '',
      '----\na\n----\nb\n----\n',
      '1 of 3\n2 of 3\n3 of 3\n',
    ])
      assert.equal(guessRule(text.replace('\f', '')), undefined, text);
  });

  it('every character is in just one article or in a gap that is told (property)', () => {
    const piece = fc.constantFrom(
      '---- ',
      '\n',
      '\r\n',
      '\r',
      '\f',
      'End of Document',
      '3 of 9',
      'Title\n',
      ' x',
      '\ufeff',
      '2024-03-01\n',
      '💥',
      '\u2028',
    );
    const rule = fc.record({
      line: fc.constantFrom('----*', 'End of Document', '# of #', '\\f', '*', '', '@'),
      side: fc.constantFrom('begins' as const, 'ends' as const, 'between' as const),
      head: fc.constant('title first' as const),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), rule, (pieces, one) => {
        const text = pieces.join('');
        const { articles, gaps } = partsOf(text, one);
        const all = [...articles, ...gaps].sort((a, b) => a.from - b.from);
        let at = 0;
        for (const { from, to } of all) {
          assert.equal(from, at);
          assert.ok(from < to);
          at = to;
        }
        assert.equal(at, text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('knows doubles: equal, and nine in ten shingles in common, whatever paper printed them', () => {
    const one = (outlet: string, body: string, date = '3 March 2024'): string =>
      `Council weighs a motion\n${outlet}\n${date}\n\n${body}\n\f\n`;
    const long = Array.from({ length: 12 }, (_, i) => BODY(i * 100)).join('\n');
    const changed = long.replace('motion 0 ', 'motion nought ');
    const half = long.slice(0, long.length / 2) + BODY(999).repeat(6);
    const text =
      one('The Courier', long) +
      one('The Herald', long, '4 March 2024') +
      one('The Echo', changed) +
      one('The Echo', half);
    const rule: SplitRule = { line: '\\f', side: 'between', head: 'title first' };
    assert.deepEqual(
      splitArticles(text, rule).articles.map(({ doubleOf }) => doubleOf),
      [undefined, 0, 0, undefined],
    );
  });

  it('names files that every disk takes, each once', () => {
    const titles = [
      'Harbour: plan “falls” apart?',
      'con',
      undefined,
      '../../etc/passwd',
      'Пирс',
      'x'.repeat(500),
      '漢字の見出し',
      'A\u202eB\u0000.exe ',
    ];
    const names = fileNames(titles, ['002-CON.TXT', '003.txt.tags.yaml']);
    assert.deepEqual(names.slice(0, 5), [
      '001-harbour-plan-falls-apart.txt',
      '002-con-2.txt',
      '003-2.txt',
      '004-etc-passwd.txt',
      '005-пирс.txt',
    ]);
    for (const name of names) {
      assert.ok(new TextEncoder().encode(name).length <= 110, name);
      assert.doesNotMatch(name, /[<>:"/\\|?*\u0000-\u001f\u202e]|[. ]\.txt$/, name);
    }
    assert.equal(new Set(names).size, names.length);
  });

  it('rules of a hand: numbers, codes, anything; nothing that fits every line, and none that takes for ever', () => {
    assert.equal(separatorTest('Document # of #')?.('  document 12  of 300 \n'), true);
    assert.equal(separatorTest('Document # of #')?.('Document 12 of 300 pages'), false);
    assert.equal(separatorTest('Document @')?.('Document COUR000020240301ek310012x'), true);
    assert.equal(separatorTest('Document @')?.('Document signed'), false);
    assert.equal(separatorTest('(*) [x]')?.('(anything) [x]'), true);
    for (const bad of ['', ' ', '*', '# *', 'a'.repeat(300), 'a*a*a*a*a*a'])
      assert.equal(separatorTest(bad), undefined, bad);
    const began = cpuTime();
    for (let i = 0; i < 200; i++) separatorTest('a*a*a*b')?.('a'.repeat(600));
    assert.ok(cpuTime() - began < 10_000);
  });
});
