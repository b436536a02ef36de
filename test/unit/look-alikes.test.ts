/** Every line of the table of look-alikes that broke the promise, by name: with the old text, and without it where it can be known. */
import * as assert from 'node:assert/strict';
import { findAgain } from '../../src/core/anchors/reanchor';
import { type Found } from '../../src/core/anchors/anchor';
import { follow } from '../../src/core/anchors/follow';
import { anchorOf } from '../../src/core/anchors/place';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { mapThrough } from '../../src/core/anchors/diff';
import { anchorIn } from '../../src/core/anchors/context';

const lines = (...all: string[]): string => all.map((line) => line + '\n').join('');

/** Where the tag on `words` of `old` is in `now`: its line there with kind, or `lost`. */
function where(old: string, words: string, now: string, known: boolean, nth = 0): string {
  let from = -1;
  for (let i = 0; i <= nth; i++) from = old.indexOf(words, from + 1);
  assert.ok(from >= 0, words);
  const anchor = anchorOf(anchorIn(new PlaceableText(old), { from, to: from + words.length }));
  const [found] = (known ? follow(old, now, [anchor]) : findAgain(now, [anchor])) as [Found];
  if (found.kind === 'lost') return 'lost';
  const start = now.lastIndexOf('\n', found.from - 1) + 1;
  return `${found.kind}: ${now.slice(start, now.indexOf('\n', start))}`;
}

const WAYS = [
  { known: true, when: 'old text known' },
  { known: false, when: 'no old text' },
] as const;

describe('look-alikes: what was seen', () => {
  const smith = 'Smith (Lab): opposed the bill in full.';
  const brown = 'Brown (Con): opposed the bill in full.';
  const ada = 'Ada met the council on Monday.';
  const bea = 'Bea met the council on Monday.';
  const ministers = [
    'The Foreign Minister of Armenia received the ambassador of Peru on Tuesday and spoke of the border.',
    'The Prime Minister of Georgia received the ambassador of Chile on Wednesday and spoke of the port.',
    'The President of Norway received the ambassador of Oman on Friday and spoke of fishing rights.',
    'The Speaker of Malta received the ambassador of Japan on Monday and spoke of the railway.',
    'The Foreign Minister of Togo received the ambassador of Kenya on Tuesday and spoke of the embassy.',
  ];

  it('Smith’s and Brown’s lines are swapped: the tag goes with Smith’s', () => {
    const words = 'opposed the bill in full';
    assert.equal(where(lines(smith, brown), words, lines(brown, smith), true), `placed: ${smith}`);
    assert.notEqual(where(lines(smith, brown), words, lines(brown, smith), false).includes('Brown'), true);
  });

  for (const { known, when } of WAYS) {
    it(`Ada’s line is deleted: not Bea’s (${when})`, () => {
      assert.equal(where(lines(ada, bea), 'met the council', lines(bea), known), 'lost');
    });

    it(`the line of 3 May is deleted: not that of 4 May, 13 May or 30 May (${when})`, () => {
      const of = (day: number): string => `On ${day} May the council met in the old hall.`;
      for (const day of [4, 13, 30]) {
        assert.equal(where(lines(of(3), of(day)), 'the council met', lines(of(day)), known), 'lost', `${day}`);
      }
    });

    it(`five ministers, the tagged line is deleted: no other country’s, and there again when it returns (${when})`, () => {
      const words = 'received the ambassador of Chile';
      const gone = ministers.filter((line) => !line.includes(words));
      const all = lines(...ministers);
      assert.equal(where(all, words, lines(...gone), known), 'lost');
      assert.equal(where(all, words, all, known), `placed: ${ministers[1] ?? ''}`);
    });

    it(`the tagged line is replaced by one of another minister: lost (${when})`, () => {
      const other = 'The Speaker of Latvia received the ambassador of Qatar on Wednesday and spoke of the port.';
      const now = lines(...ministers.map((line) => (line.includes('Chile') ? other : line)));
      for (const words of ['received the ambassador', 'on Wednesday', 'the port', ministers[1] ?? '']) {
        const kind = where(lines(...ministers), words, now, known, words === 'received the ambassador' ? 1 : 0);
        assert.equal(kind, 'lost', words);
      }
    });

    it(`a sentence stands twice, in a paragraph of its own or inside one, and the tagged one is deleted: lost (${when})`, () => {
      const terms = 'All figures are provisional and may be revised without notice.';
      const own = lines(
        'Grain prices fell in March.',
        terms,
        'Oil went up again.',
        'Coal stood still.',
        terms,
        'The end.',
      );
      const inside = lines(
        `Grain prices fell in March. ${terms} Traders had expected it.`,
        `Oil went up again after the summit. ${terms} Exports did not change.`,
      );
      assert.equal(where(own, terms, own.replace(terms + '\n', ''), known), 'lost');
      assert.equal(where(inside, terms, inside.replace(terms + ' ', ''), known), 'lost');
    });

    it(`words unchanged: wrapped, joined, spaced, in capitals (${when})`, () => {
      const text = lines(...ministers, `${ada} ${bea} “Quoted – here…” they said, and went.`);
      const ways: Record<string, string> = {
        wrapped: text.replace(/(.{40,60}) /g, '$1\n'),
        joined: text.trimEnd().replaceAll('\n', ' ') + '\n',
        spaced: text.replaceAll(' ', '  '),
        capitals: text.toUpperCase(),
      };
      for (const [way, now] of Object.entries(ways)) {
        for (const words of ['ambassador of Chile', 'Norway', 'spoke of the railway', 'Bea met', 'Quoted – here…']) {
          const found = where(text, words, now, known);
          assert.notEqual(found, 'lost', `${way}: ${words}`);
          if (known) assert.match(found, /^placed/, `${way}: ${words}`);
        }
      }
    });
  }

  it('lines that are equal for 32 units on both sides, and one before is deleted or put in', () => {
    const vote = 'The house voted by show of hands on the motion of the day, and then it went on to the next.';
    const old = lines('One.', vote, 'Two.', vote, vote, 'Three.');
    for (const now of [old.replace('One.\n', ''), 'Nought.\n' + old]) {
      const map = mapThrough(old, now);
      const first = old.indexOf('show', old.indexOf('Two.'));
      for (const from of [old.indexOf('show'), first, old.indexOf('show', first + 1)]) {
        const to = map(from, from + 4);
        // Where it went, or nothing: never the neighbour.
        if (to) assert.equal(to.from - from, now.length - old.length);
      }
      assert.ok(map(first, first + 4));
    }
  });

  it('paragraphs that are swapped or shuffled are followed whole', () => {
    const paragraphs = ministers.map((line, i) => `${line} That was all on day ${i + 1}. The palace said no more.\n`);
    const old = paragraphs.join('\n');
    const now = [3, 0, 4, 2, 1].map((i) => paragraphs[i]).join('\n');
    for (const words of ['the ambassador of Oman', 'on day 4', 'Georgia', 'spoke of the embassy']) {
      assert.match(where(old, words, now, true), new RegExp(`^placed: .*${words}`));
    }
  });

  it('a name that was corrected, or a word edited in prose, is still the passage', () => {
    const old = lines(
      'After the summit the minister Alieva told reporters that the pipeline would open on 3 May.',
      'Nobody in the delegation wanted to comment on that before the winter session.',
    );
    assert.match(where(old, 'told reporters', old.replace('Alieva', 'Aliyeva'), true), /^placed/);
    assert.match(where(old, 'told reporters', old.replace('3 May', '4 May'), true), /^placed/);
    assert.match(where(old, 'the pipeline would open', old.replace('pipeline', 'new pipeline'), true), /^moved/);
  });

  it('so it is in scripts without capitals, and without spaces', () => {
    for (const [old, words, now] of [
      [
        '外交部长会见了秘鲁大使并谈到边界问题。\n总理会见了智利大使并谈到港口问题。\n',
        '智利大使',
        '总统会见了阿曼大使并谈到渔业问题。',
      ],
      [
        'التقى أحمد المجلس يوم الاثنين في القاعة.\nالتقت سارة المجلس يوم الثلاثاء في القاعة.\n',
        'المجلس يوم الثلاثاء',
        'التقى يوسف المجلس يوم الأحد في القاعة.',
      ],
      [
        'გიორგი შეხვდა საბჭოს ორშაბათს დარბაზში.\nნინო შეხვდა საბჭოს სამშაბათს დარბაზში.\n',
        'საბჭოს სამშაბათს',
        'დავითი შეხვდა საბჭოს კვირას დარბაზში.',
      ],
    ] as const) {
      const [first = ''] = old.split('\n');
      assert.equal(where(old, words, lines(first, now), true), 'lost', words);
      assert.match(where(old, words, lines(...old.trimEnd().split('\n').reverse()), true), /^placed/, words);
    }
  });

  it('a line that is put in above the tagged one of many that say nearly the same loses it not, and nobody knew the old text', () => {
    const deputies = ['Ahlers', 'Brandt', 'Celik', 'Dorn', 'Engel', 'Fuchs', 'Huber'];
    const all = deputies.map(
      (name, i) => `${name} (${['SPD', 'CDU', 'FDP'][i % 3]}): opposed the bill, paper 19/10${i}2.`,
    );
    const own = all[4] as string;
    const put = ['Somebody put in a line of prose.', 'Zander (SPD): opposed the bill, paper 19/1093.'];
    for (const more of [[put[0]], [put[1]], [put[1], put[1]?.replace('Zander', 'Yun')]]) {
      const now = lines(...all.slice(0, 4), ...(more as string[]), ...all.slice(4));
      for (const words of [own, '19/1042']) {
        assert.match(where(lines(...all), words, now, false), /^(moved|placed): Engel/, words);
      }
      // And it is lost, not another's, where its line is gone.
      assert.equal(where(lines(...all), own, now.replace(own + '\n', ''), false), 'lost');
    }
  });

  describe('lines that begin with a label that ends as a sentence does', () => {
    const sorts: Record<string, (n: number) => string> = {
      deputies: (n) =>
        `Abg. ${['Ahlers', 'Böhm', 'Celik', 'Dorn', 'Engel'][n]} (SPD): Ich lehne den Antrag ab, 19/10${n}4.`,
      treaty: (n) =>
        `Article ${n + 3}. The Signatories shall consult one another on ${['fish', 'customs'][n % 2]}, Annex ${n}.`,
      hearing: (n) =>
        `Q. Did you write to Mr ${['Ahn', 'Bell', 'Cruz', 'Dietz', 'Egan'][n]} on the ${n + 2}th? A. I did.`,
      statute: (n) =>
        `Ст. ${n + 1}. Министр ${['Грузии', 'Ирана', 'Чили', 'Кубы', 'Перу'][n]} принимает послов в день ${n + 4}.`,
    };
    for (const [sort, line] of Object.entries(sorts)) {
      for (const end of ['\n', '\n\n', ' ']) {
        it(`${sort}, joined by ${JSON.stringify(end)}: followed whole, and no further`, () => {
          const all = [0, 1, 2, 3, 4].map(line);
          const own = all[2] as string;
          const text = (...some: string[]): string => some.join(end) + '\n';
          const old = text(...all);
          const [a = '', b = '', , d = '', e = ''] = all;
          const fresh = own.replace(/\d+/g, (digits) => `${Number(digits) + 40}`);
          const wanted: Record<string, string> = {
            'swapped with the next': text(a, b, d, own, e),
            'moved to the end': text(a, b, d, e, own),
            'in reverse': text(e, d, own, b, a),
            'others of its kind put in above': text(a, b, fresh, fresh.replace(/\d+/g, '77'), own, d, e),
          };
          // All of it, its beginning, its middle, its end.
          const tags = [
            own,
            own.slice(0, own.indexOf(' ', 14)),
            own.slice(own.indexOf(' ', 8) + 1, -6),
            own.slice(-20),
          ].map((one) => one.trim());
          const followed = (words: string, now: string): [Found, number] => {
            const from = old.indexOf(own) + own.indexOf(words);
            const range = { from, to: from + words.length };
            return [follow(old, now, [anchorOf(anchorIn(new PlaceableText(old), range))])[0] as Found, from];
          };
          for (const [what, now] of Object.entries(wanted)) {
            for (const words of tags) {
              const [found, was] = followed(words, now);
              const from = was + now.indexOf(own) - old.indexOf(own);
              assert.deepEqual(found, { kind: 'placed', from, to: from + words.length }, `${what}: ${words}`);
            }
          }
          // The label of another line is not what is left of a line that is gone.
          for (const words of tags) assert.deepEqual(followed(words, text(a, b, d, e))[0], { kind: 'lost' }, words);
          // Of two with the same words behind different labels the other is not its double.
          assert.equal(where(text(...all, fresh), own.slice(-20).trim(), text(a, b, d, e, fresh), true), 'lost');
        });
      }
    }
  });
});
