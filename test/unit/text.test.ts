import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { daysOf, timeOf } from '../../src/core/text/dates';
import { fold, foldName, nearest } from '../../src/core/text/fold';
import { paragraphOf, paragraphsIn } from '../../src/core/text/paragraphs';
import { naturalCompare } from '../../src/core/text/natural';
import { escapeHtml, escapeMarkdown, label, shorten, shortenStart, visible } from '../../src/core/text/safe';
import { skeleton } from '../../src/core/text/skeleton';

const anything = fc.string({ unit: 'binary', maxLength: 40 });

describe('text: natural order', () => {
  it('counts', () => {
    const sorted = ['10.txt', '2.txt', 'b', '1.txt', 'a/10', 'a/9', 'é', 'e', '01.txt'].sort(naturalCompare);
    assert.deepEqual(sorted, ['01.txt', '1.txt', '2.txt', '10.txt', 'a/9', 'a/10', 'b', 'e', 'é']);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        assert.equal(Math.sign(naturalCompare(a, b)), -Math.sign(naturalCompare(b, a)) + 0);
        assert.equal(naturalCompare(a, b) === 0, a === b);
      }),
    );
  });
});

describe('text: made visible', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Baku', 'Baku'],
    ['a\r\nb\tc\u2028d', 'a b c d'],
    ['user\u202e\u2066nimda\u2069', 'user⟨U+202E⟩⟨U+2066⟩nimda⟨U+2069⟩'],
    ['a\u200bb\ufeff', 'a⟨U+200B⟩b⟨U+FEFF⟩'],
    ['\u0000\u001b[31m\u009b', '⟨U+0000⟩⟨U+001B⟩[31m⟨U+009B⟩'],
    ['x\ud800', 'x⟨U+D800⟩'],
    ['\u{e0041}', '⟨U+E0041⟩'],
    ['👨‍👩‍👧 می‌خواهم', '👨‍👩‍👧 می‌خواهم'],
  ];
  for (const [text, expected] of rows) {
    it(JSON.stringify(text), () => {
      assert.equal(visible(text), expected);
    });
  }

  it('leaves nothing that hides, and changes nothing twice', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = visible(text);
        assert.equal(visible(shown), shown);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cs}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u);
      }),
    );
  });
});

describe('text: shortened', () => {
  const rows: readonly (readonly [string, number, string, string])[] = [
    ['short', 5, 'short', 'short'],
    ['longer text', 7, 'longer…', '…r text'],
    ['abc😀def', 5, 'abc…', '…def'],
    ['abcé́def', 6, 'abcé́…', '…é́def'],
    ['abcé́def', 5, 'abc…', '…def'],
    ['👨‍👩‍👧👨‍👩‍👧', 10, '👨‍👩‍👧…', '…👨‍👩‍👧'],
    ['abc', 1, '…', '…'],
  ];
  for (const [text, most, start, end] of rows) {
    it(`${text} to ${most}`, () => {
      assert.deepEqual([shorten(text, most), shortenStart(text, most)], [start, end]);
    });
  }

  it('never gets longer than asked, nor cuts a character, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        for (const shown of [shorten(text, most), shortenStart(text, most)]) {
          assert.ok(shown.length <= Math.max(most, 1));
          assert.doesNotMatch(shown, /\p{Cs}/u);
        }
      }),
    );
    const marks = 'a' + '\u0301'.repeat(100_000);
    assert.equal(shorten(marks, 40).length, 40);
    assert.equal(shortenStart(marks, 40).length, 40);
    assert.equal(label('x\n'.repeat(1e6), 20).length, 20);
  });
});

describe('text: escaped', () => {
  it('for HTML', () => {
    assert.equal(
      escapeHtml(`<img src=x onerror="a('b')">&amp;`),
      '&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;amp;',
    );
  });

  const rows: readonly (readonly [string, string])[] = [
    ['plain text, with (brackets).', 'plain text, with (brackets).'],
    ['[a](http://x) ![i](y)', '\\[a\\](http\\:\\//x) !\\[i\\](y)'],
    ['<b>*x* _y_ `z` |', '\\<b\\>\\*x\\* \\_y\\_ \\`z\\` \\|'],
    ['# head', '\\# head'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['    code', 'code'],
    ['www.x.org a@b.c', 'www\\.x\\.org a\\@b.c'],
    // Readers that make links of addresses without a scheme (markdown-it with linkify).
    ['//e.x/a evil.org says. U.S. 0.5', '\\//e.x/a evil\\.org says. U.S. 0.5'],
    ['a\n> b\n=== c', 'a\n\\> b\n\\=== c'],
    ['&copy; $x$ ~~s~~', '\\&copy; \\$x\\$ \\~\\~s\\~\\~'],
  ];
  for (const [text, expected] of rows) {
    it(`for Markdown: ${JSON.stringify(text)}`, () => {
      assert.equal(escapeMarkdown(text), expected);
    });
  }
});

describe('text: folded', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Élan', 'elan'],
    ['İlham Əliyev', 'ilham eliyev'],
    ['Diyarbakır', 'diyarbakir'],
    ['“Baku”’s  –\u00a0x', '"baku"\'s - x'],
    ['Straße', 'strasse'],
    ['Йод', 'иод'],
    ['ＡＢＣ', 'abc'],
    ['ĲSSELMEER ŁÓDŹ', 'ijsselmeer łodz'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['O`zbekiston, Oʻzbekiston, Oʼzbekiston, O´zbekiston', "o'zbekiston, o'zbekiston, o'zbekiston, o'zbekiston"],
    ['Azer\u00adbai\u200bjan', 'azerbaijan'],
    ['إِيرَان', 'ا\u06ccران'],
    ['ايـــران', 'ا\u06ccران'],
    ['على كتاب', 'عل\u06cc \u06a9تاب'],
    ['ﬁnance', 'finance'],
    ['ｶﾞｰﾅ', 'ガーナ'],
    ['שָׁלוֹם', 'שלום'],
    ['İSTANBUL ISPARTA ırmak', 'istanbul isparta irmak'],
  ];
  for (const [text, expected] of rows) {
    it(text, () => {
      assert.equal(foldName(text), expected);
    });
  }

  it('is the same for composed and decomposed text, and twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        assert.equal(fold(text.normalize('NFC')), fold(text.normalize('NFD')));
        assert.equal(fold(fold(text)), fold(text));
      }),
    );
  });

  it('folds letter by letter as it folds the whole', () => {
    const letters = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x250 }).map((code) => String.fromCharCode(code)),
      maxLength: 20,
    });
    fc.assert(
      fc.property(letters, (text) => {
        // One letter beyond Latin sends the text another way.
        assert.equal(fold(text) + 'я', fold(`${text}я`));
      }),
    );
  });

  it('guesses what was meant', () => {
    const words = ['entity', 'certainty', 'event', 'type'];
    for (const [typed, meant] of [
      ['entty', 'entity'],
      ['enitty', 'entity'],
      ['cert', 'certainty'],
      ['zzz', undefined],
      ['', undefined],
    ] as const) {
      assert.equal(nearest(typed, words), meant);
    }
  });
});

describe('text: skeletons', () => {
  it('are equal for names that look alike, and only for those', () => {
    assert.equal(skeleton('Mоsсow'), skeleton('Moscow'));
    assert.equal(skeleton('Mos\u200bcow'), skeleton('Moscow'));
    assert.equal(skeleton('РОС'), skeleton('POC'));
    assert.notEqual(skeleton('Moscow'), skeleton('Minsk'));
  });
});

describe('text: dates', () => {
  const rows: readonly (readonly [string, readonly [number, number] | undefined, string])[] = [
    ['2025', [20250000, 20259999], '2025-01-01 2026-01-01'],
    ['2024-12', [20241200, 20241299], '2024-12-01 2025-01-01'],
    ['2024-02-29', [20240229, 20240229], '2024-02-29 2024-03-01'],
    ['0099-01-01', [990101, 990101], '0099-01-01 0099-01-02'],
    ['2025-02-29', undefined, ''],
    ['2025-00', undefined, ''],
    ['2025-7-2', undefined, ''],
    ['last week', undefined, ''],
  ];
  for (const [date, days, time] of rows) {
    it(date, () => {
      const read = daysOf(date);
      assert.deepEqual(read && [read.from, read.to], days);
      const stretch = timeOf(date);
      const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
      assert.equal(stretch ? `${day(stretch.from)} ${day(stretch.to)}` : '', time);
    });
  }
});

describe('text: paragraphs', () => {
  const long = 'word '.repeat(40);
  const rows: readonly (readonly [string, string, string])[] = [
    ['a line each', `${long}\n${long}\n${long}`, '0 1 2'],
    ['blank lines between', `${long}\n\n${long}\r\n\r\n \n${long}\n`, '0 0 1 1 1 2 2'],
    ['blank lines first', `\n\n${long}\n${long}`, '0 0 0 1'],
    ['wrapped by hand', 'a\nb\n\nc\nd\n\n\ne', '0 0 0 1 1 1 1 2'],
    ['short lines without blank ones', 'a\nb\nc\nd\ne', '0 1 2 3 4'],
  ];
  for (const [name, text, expected] of rows) {
    it(name, () => {
      const paragraphs = paragraphsIn(text);
      const paragraph = (line: number): number => paragraphOf(paragraphs, line);
      assert.equal(
        text
          .split(/\r?\n/)
          .map((_, line) => paragraph(line))
          .join(' '),
        expected,
      );
    });
  }
});
