import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { PlaceableText, withPlainLineEnds } from '../../src/core/anchors/placeable';
import { SPLIT_INTO } from '../../src/core/corpus';
import type { Tag } from '../../src/core/model';
import { changeEntityId } from '../../src/core/refactor/entities';
import {
  alongWith,
  fileNames,
  guessRule,
  partsOf,
  separatorTest,
  splitArticles,
  type SplitRule,
} from '../../src/core/split';
import { makeExport } from '../fixtures/make-export';
import type { PlacedTag } from '../../src/core/tagging/tag-all';
import { cpuTime } from './support/cpu';
import { makeLibrary, MemoryFiles } from './support/memory';

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

describe('tags of a text that is split', () => {
  const ids = (): (() => string) => {
    let n = 0;
    return () => `a${String(n++).padStart(7, '2')}`;
  };
  const placed = (id: string, from: number, to: number, meaning: object): PlacedTag => ({
    tag: { id, at: { startLine: 0, startColumn: 0, endLine: 0, endColumn: 1 }, quote: 'x', before: '', after: '', ...meaning } as Tag,
    range: { from, to },
  }); // prettier-ignore

  it('go along with the article that all of their passage lies in, to the letter, once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('ab é', '𝄞 x', 'll\r\nnn', 'the same words', ' '), { minLength: 3, maxLength: 30 }),
        fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 30 }), fc.nat(2)), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(400), { minLength: 2, maxLength: 8 }),
        (words, spans, cuts) => {
          const text = words.join(' ');
          const borders = [...new Set(cuts.map((cut) => cut % text.length))].sort((a, b) => a - b);
          const whole = (at: number): number => (/[\udc00-\udfff\n]/.test(text[at] ?? '') ? at + 1 : at);
          const newId = ids();
          const homes = borders.slice(1).map((to, i) => ({
            // A gap of one unit between two articles.
            range: { from: Math.min(whole((borders[i] ?? 0) + 1), whole(to)), to: whole(to) },
            tags: [] as PlacedTag[],
            newId,
          }));
          const tags = spans.map(([at, length, kind], i) => {
            const from = whole(at % text.length);
            return placed(`t${i}`, from, Math.max(from + 1, whole(Math.min(text.length, from + length))), { entity: `e${kind}`, note: `n${i}` });
          }); // prettier-ignore
          const along = alongWith(text, tags, homes);
          assert.equal(along.taken + along.left.length, tags.length);
          const notes = new Map<string, string>();
          along.changes.forEach((changes, i) => {
            const { from, to } = homes[i]?.range ?? { from: 0, to: 0 };
            const own = new PlaceableText(text.slice(from, to));
            for (const change of changes) {
              assert.ok(change.op === 'add');
              const there = own.rangeOf(change.tag.at);
              const quote = text.slice(from, to).slice(there.from, there.to);
              assert.equal(withPlainLineEnds(quote), change.tag.quote);
              notes.set(change.tag.note ?? '', `${from + there.from}-${from + there.to}`);
            }
          });
          for (const { tag, range } of tags) {
            const stays = along.left.includes(tag.id);
            assert.equal(notes.get(tag.note ?? ''), stays ? undefined : `${range.from}-${range.to}`);
            assert.equal(stays, !homes.some((home) => home.range.from <= range.from && range.to <= home.range.to));
          }
          // The articles have them now.
          const again = alongWith(
            text,
            tags,
            homes.map((home, i) => ({
              ...home,
              tags: (along.changes[i] ?? []).flatMap((change) => {
                if (change.op !== 'add') return [];
                const own = new PlaceableText(text.slice(home.range.from, home.range.to));
                return [{ tag: change.tag, range: own.rangeOf(change.tag.at) }];
              }),
            })),
          );
          assert.deepEqual(again.changes.flat(), []);
        },
      ),
    );
  });

  it('stay with the original where a passage lies in two articles, or one piece in none', () => {
    const text = 'one two three four';
    const homes = [
      { range: { from: 0, to: 7 }, tags: [], newId: ids() },
      { range: { from: 8, to: 18 }, tags: [], newId: ids() },
    ];
    const tags = [
      placed('across', 4, 13, { entity: 'a' }),
      placed('pieces', 0, 3, { entity: 'b' }),
      placed('pieces', 14, 18, { entity: 'b' }),
      placed('within', 8, 13, { entity: 'c', by: 'mk', from: ['k3f6x2ab'] }),
    ];
    const along = alongWith(text, tags, homes);
    assert.deepEqual([along.taken, along.left], [1, ['across', 'pieces']]);
    const [, [added] = []] = along.changes;
    assert.ok(added?.op === 'add');
    assert.deepEqual([added.tag.quote, added.tag.by, added.tag.from], ['three', 'mk', undefined]);
  });

  it('are in no corpus while the original is set aside, and in reach of changes to the codebook', async () => {
    const files = new MemoryFiles();
    files.put('file:///w/codebook.yaml', 'stancemark: 1\nentities:\n  - {id: ada, name: Ada}\n');
    files.put('file:///w/a.txt', 'Ada came.\n');
    files.put('file:///w/export.txt', 'Ada came.\n');
    const tagged = (more: string): string =>
      `stancemark: 1\n${more}tags:\n  - id: k3f6x2ab\n    at: 1:1-1:4\n    quote: Ada\n    after: " came."\n    entity: ada\n`;
    files.put('file:///w/a.txt.tags.yaml', tagged(''));
    files.put('file:///w/export.txt.tags.yaml', tagged('source:\n  split-into: export-articles\n'));
    const library = makeLibrary(files);
    await library.readAll();
    await library.layers.load();
    const [corpus] = library.corpora();
    assert.ok(corpus);
    assert.deepEqual(corpus.sources.map(({ name }) => name), ['a.txt']); // prettier-ignore
    assert.equal(library.corpusOf('file:///w/export.txt'), corpus);
    const changes = changeEntityId(library.layers.everyLayer(corpus), 'ada', 'ada-k');
    assert.deepEqual(changes.map(({ uri }) => uri.slice(10)).sort(), ['a.txt', 'codebook.yaml', 'export.txt']);
    const set = { [SPLIT_INTO]: null };
    await (await library.edit('x', [{ kind: 'sidecar', uri: 'file:///w/export.txt', changes: [{ op: 'details', set }] }])).written; // prettier-ignore
    assert.equal(library.corpora()[0]?.sources.length, 2);
    await library.undo();
    assert.equal(library.corpora()[0]?.sources.length, 1);
    library.dispose();
  });
});
