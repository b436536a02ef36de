/** Enumerations of which both texts are known: an item is what it says, and not the one that came in its place. */
import * as assert from 'node:assert/strict';
import { mapThrough } from '../../src/core/anchors/diff';
import { itemStarts } from '../../src/core/anchors/diff/items';
import { anchorIn } from '../../src/core/anchors/context';
import { anchorOf } from '../../src/core/anchors/place';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { findAgain } from '../../src/core/anchors/reanchor';
import { unitsOf } from '../../src/core/text/folded';
import { tallied } from '../bench/alike';

/** The old text with a tag in brackets, the new text, and where the tag is found in it; `lost`. */
const ROWS: readonly (readonly [string, string, string, string])[] = [
  [
    'the price of another, the item deleted',
    'milk 2.10, pears 7.20, flour 1.20, [beans] 4.40, beans 4.90, salt 8.90, oil 3.10,',
    'milk 2.10, pears 7.20, flour 1.20, beans 4.90, salt 8.90, oil 3.10,',
    'lost',
  ],
  [
    'two items swapped: it goes along',
    'Ms Ames, no; Ms Cole, absent; [Ms Boyd, aye]; Ms Nash, aye; Mr Ellis, aye; Mr Lowe, no;',
    'Ms Ames, no; Ms Cole, absent; Ms Nash, aye; Ms Boyd, aye; Mr Ellis, aye; Mr Lowe, no;',
    'Ms Ames, no; Ms Cole, absent; Ms Nash, aye; [Ms Boyd, aye]; Mr Ellis, aye; Mr Lowe, no;',
  ],
  [
    'the vote of who came in its place',
    'Mr Lowe, aye; Mr Kemp, no; Mr Marsh, [aye]; Mr Dunn, aye; Ms Dunn, absent; Ms Cole, aye;',
    'Mr Lowe, aye; Mr Kemp, no; Mr Irwin, aye; Mr Dunn, aye; Ms Dunn, absent; Ms Cole, aye;',
    'lost',
  ],
  [
    'a team in two matches, the first taken out',
    'Lazio – Porto 0:3, Ajax – Brugge 1:2, [Vitesse] – Malmo 0:1, Vitesse – Torino 2:4, Sparta – Betis 1:2,',
    'Lazio – Porto 0:3, Ajax – Brugge 1:2, Vitesse – Torino 2:4, Sparta – Betis 1:2,',
    'lost',
  ],
  [
    'what is short and other words around it',
    'east 0.10, oil 3.50, eggs 3.40, honey 8.[10], yeast 0.20, oil 4.50, salt 2.10,',
    'east 0.10, oil 3.50, eggs 3.40, flour 3.10, yeast 0.20, oil 4.50, salt 2.10,',
    'lost',
  ],
  [
    'a dictionary, its senses alike',
    'abate, v., having power — [abrupt], adj., to lessen — able, adj., to lessen — aboard, v., to wait — abbey, n., a home —',
    'abate, v., having power — able, adj., to lessen — aboard, v., to wait — abrupt, adj., to lessen — abbey, n., a home —',
    'abate, v., having power — able, adj., to lessen — aboard, v., to wait — [abrupt], adj., to lessen — abbey, n., a home —',
  ],
  [
    'Han, without white space',
    '蜂蜜28元、豆腐29元、小米15元、食盐5元、[茶叶27元]、酱油23元、茶叶20元、小米29元、',
    '蜂蜜28元、豆腐29元、小米15元、食盐5元、酱油23元、茶叶20元、小米29元、',
    'lost',
  ],
  [
    'Han, a line with fewer items than the others',
    '白糖14元、白糖13元、花生油26元、大米16元、\n苹果25元、面包26元、[白糖]15元、白糖26元、\n鸡蛋30元、面包2元、面包1元、豆腐30元、\n',
    '白糖14元、白糖13元、花生油26元、大米16元、\n苹果25元、面包26元、白糖26元、\n鸡蛋30元、面包2元、面包1元、豆腐30元、\n',
    'lost',
  ],
  [
    'Arabic, whose comma is no letter',
    'تفاح 23 ريال، فول 6 ريال، تمر 8 [ريال]، طحين 4 ريال، خبز 1 ريال، طحين 29 ريال، ',
    'تفاح 23 ريال، فول 6 ريال، طحين 4 ريال، خبز 1 ريال، طحين 29 ريال، ',
    'lost',
  ],
  [
    'Armenian, the first of a line deleted',
    'հաց 21 դրամ, պանիր 11 դրամ, կաթ 9 դրամ, բրինձ 17 դրամ,\n[աղ] 15 դրամ, աղ 11 դրամ, ձեթ 12 դրամ, ձեթ 20 դրամ, ',
    'հաց 21 դրամ, պանիր 11 դրամ, կաթ 9 դրամ, բրինձ 17 դրամ,\nաղ 11 դրամ, ձեթ 12 դրամ, ձեթ 20 դրամ, ',
    'lost',
  ],
  [
    'Thai, parted by a word',
    'นม 2 บาท ข้าว 20 บาท ถั่ว 3 บาท [นม 22 บาท] ถั่ว 19 บาท ข้าว 1 บาท เกลือ 25 บาท',
    'นม 2 บาท ข้าว 20 บาท ถั่ว 3 บาท น้ำตาล 21 บาท ถั่ว 19 บาท ข้าว 1 บาท เกลือ 25 บาท',
    'lost',
  ],
  [
    'joined by a word, the first of the text deleted',
    '[Seth had Enos], and Seth had Lamech, and Ham had Cush, and Eber had Peleg, and Noah had Shem, and Reu had Serug, and',
    'Seth had Lamech, and Ham had Cush, and Eber had Peleg, and Noah had Shem, and Reu had Serug, and',
    'lost',
  ],
  [
    'the last one of its line, another person in its place',
    'Mr Lowe, aye; Ms Kemp, no; Mr Marsh, no; Mr Dunn, aye; Ms Cole, absent; Mr Boyd, [no];\n',
    'Mr Lowe, aye; Ms Kemp, no; Mr Marsh, no; Mr Dunn, aye; Ms Cole, absent; Mr Nash, no; ',
    'lost',
  ],
  [
    'what is left has a number that stands nowhere else',
    'tea 14 francs, [rye 2 francs], oil 28 francs, salt 4 francs, wine 19 francs,',
    'tea 14 francs, hops 2 francs, oil 28 francs, salt 4 francs, wine 19 francs,',
    'lost',
  ],
  [
    'a row of a table without its first bar',
    '| Bern | 15 | 2.20 | open |\n|\n[Chur] | 20 | 5.25 | closed |\n| Chur | 6 | 8.50 | closed |\n| Thun | 15 | 6.10 | open |\n',
    '| Bern | 15 | 2.20 | open |\n|\nChur | 6 | 8.50 | closed |\n| Thun | 15 | 6.10 | open |\n',
    'lost',
  ],
  [
    'one letter makes it a word of another item, and another word is gone: it was replaced',
    'abbot, v., a home — accept, v., on a ship — [accent, adj., to wait] — accent, n., to be full — absent, adj., to hate —',
    'abbot, v., a home — accept, v., on a ship — accept, adj., to hate — accent, n., to be full — absent, adj., to hate —',
    'lost',
  ],
  [
    'a telegram, whose stops are words',
    'ARRIVED SAFE TODAY STOP SOLD HORSES MONDAY STOP MEET ME AT BRIDGE [MONDAY] STOP BRING LETTERS STOP ROADS CLOSED STOP',
    'ARRIVED SAFE TODAY STOP SOLD HORSES MONDAY STOP OPENED TRUNK MONDAY STOP BRING LETTERS STOP ROADS CLOSED STOP',
    'lost',
  ],
  [
    'an item whose own word was corrected stays',
    'milk 2.10, pears 7.20, flower 1.25, beans 4.40, salt 8.90, [flower] 3.20, oil 1.10,',
    'milk 2.10, pears 7.20, flour 1.25, beans 4.40, salt 8.90, flower  3.20, oil 1.10,',
    'milk 2.10, pears 7.20, flour 1.25, beans 4.40, salt 8.90, [flower]  3.20, oil 1.10,',
  ],
];

/** The same without the old text: what is found of it is shown in braces, since a person must look. */
const UNKNOWN: readonly (readonly [string, string, string, string])[] = [
  [
    'an item in the place of another, in small letters',
    'rye 4 francs, oats 9 francs, [hops] 3 francs, bran 4 francs, wine 6 francs, malt 2 francs,',
    'rye 4 francs, oats 9 francs, tea 3 francs, bran 4 francs, wine 6 francs, malt 2 francs,',
    'lost',
  ],
  [
    'the same price of another',
    'rye 4 francs, oats 9 francs, hops [3 francs], bran 4 francs, wine 6 francs, malt 2 francs,',
    'rye 4 francs, oats 9 francs, tea 3 francs, bran 4 francs, wine 6 francs, malt 2 francs,',
    'lost',
  ],
  [
    'a vote that is another now',
    'Mr Lowe, aye; Ms Kemp, no; Mr Marsh, no; Ms [Cole], aye; Mr Boyd, no; Mr Dunn, absent;',
    'Mr Lowe, aye; Ms Kemp, no; Mr Marsh, no; Ms Cole, absent; Mr Boyd, no; Mr Dunn, absent;',
    'lost',
  ],
  [
    'the same words among others, where all that agrees is said of everybody',
    'Holy Mark, hear us. Saint Luke, hear us. [Holy Paul, hear us]. Holy Ann, hear us. Saint Ida, hear us. Holy Ivo, hear us.',
    'Holy Mark, hear us. Saint Luke, hear us. Holy Ann, hear us. Saint Ida, hear us. Holy Paul, hear us. Holy Ivo, hear us.',
    'lost',
  ],
  [
    'a sentence of its words and of those of the next two',
    'Holy Mark, hear us. [Saint John, hear us].\nHoly Ann, hear us. Saint Ida, hear us. Holy Ivo, hear us. Holy Lea, hear us.',
    'Holy Mark, hear us. Saint Lucy, hear us. Holy John, hear us.\nHoly Ann, hear us. Saint Ida, hear us. Holy Ivo, hear us.',
    'lost',
  ],
  [
    'an item at the start, of whose context next to nothing is known',
    'oats [9], rye 3, tea 4. Ada came to the mill in the rain.',
    'oats 9, rye 3, egg 5, tea 4. Ada came to the mill in the rain.',
    'oats {9}, rye 3, egg 5, tea 4. Ada came to the mill in the rain.',
  ],
  [
    'a form with other words in it: what it said is gone',
    'Q: Who closed the mill? A: Rosa.\n[Q]: Who burned the barn? A: Emil.\nQ: Who mended the bridge? A: Ida.\nQ: Who cleaned the well? A: Leo.\nQ: Who rented the farm? A: Mia.',
    'Q: Who closed the mill? A: Rosa.\nQ: Who robbed the inn? A: Udo.\nQ: Who mended the bridge? A: Ida.\nQ: Who cleaned the well? A: Leo.\nQ: Who rented the farm? A: Mia.',
    'lost',
  ],
  [
    'Thai, the measure of another',
    'นม 2 บาท ข้าว 20 บาท ถั่ว 3 บาท นม 22 [บาท] ถั่ว 19 บาท ข้าว 1 บาท เกลือ 25 บาท',
    'นม 2 บาท ข้าว 20 บาท ถั่ว 3 บาท น้ำตาล 21 บาท ถั่ว 19 บาท ข้าว 1 บาท เกลือ 25 บาท',
    'lost',
  ],
  [
    'an item beside which one was put in is itself',
    'rye 4 francs, oats 9 francs, [hops 3 francs], bran 4 francs, wine 6 francs, malt 2 francs,',
    'rye 4 francs, oats 9 francs, tea 7 francs, hops 3 francs, bran 4 francs, wine 6 francs, malt 2 francs,',
    'rye 4 francs, oats 9 francs, tea 7 francs, {hops 3 francs}, bran 4 francs, wine 6 francs, malt 2 francs,',
  ],
];

describe('anchors: enumerations, no old text', () => {
  for (const [name, marked, now, wanted] of UNKNOWN) {
    it(name, () => {
      const from = marked.indexOf('[');
      const old = marked.replace(/[[\]]/g, '');
      const anchor = anchorOf(anchorIn(new PlaceableText(old), { from, to: marked.indexOf(']') - 1 }));
      const [place] = findAgain(now, [anchor]);
      const shown =
        place && place.kind !== 'lost'
          ? `${now.slice(0, place.from)}{${now.slice(place.from, place.to)}}${now.slice(place.to)}`
          : 'lost';
      assert.equal(shown, wanted);
    });
  }

  it('sixteen kinds, edited at random: next to none on other text, and none lost where no word changed', () => {
    const bad: string[] = [];
    const tally = tallied({ seeds: [1, 4], known: false, dense: false, lists: true, bad: (why) => bad.push(why) });
    assert.ok(tally.placed + tally.moved + tally.sameLost <= 1, bad.join('\n'));
    assert.ok(tally.all > 2000 && tally.lost < 0.42 * tally.all, JSON.stringify(tally));
  }).timeout(60_000);
});

describe('anchors: enumerations, old text known', () => {
  for (const [name, marked, now, wanted] of ROWS) {
    it(name, () => {
      const from = marked.indexOf('[');
      const old = marked.replace(/[[\]]/g, '');
      const place = mapThrough(old, now)(from, marked.indexOf(']') - 1);
      const shown = place
        ? `${now.slice(0, place.from)}[${now.slice(place.from, place.to)}]${now.slice(place.to)}`
        : 'lost';
      assert.equal(shown, wanted);
    });
  }

  it('sixteen kinds, edited at random: no tag on other text, none lost where no word changed', () => {
    const bad: string[] = [];
    const tally = tallied({ seeds: [1, 1], known: true, dense: false, lists: true, bad: (why) => bad.push(why) });
    assert.ok(tally.all > 500 && tally.lost < 0.15 * tally.all, JSON.stringify(tally));
    assert.deepEqual(bad, []);
  }).timeout(60_000);

  // What long runs found: items joined by a word, three left of a line of four, the last of a text.
  for (const [deed, seed] of [
    ['shuffle', 2014],
    ['shuffle', 2035],
    ['delete it', 8006],
    ['delete it', 8010],
    ['delete it', 9215],
  ] as const) {
    it(`${deed}, seed ${seed}`, () => {
      const bad: string[] = [];
      tallied({
        seeds: [seed, seed],
        known: true,
        dense: false,
        deeds: [deed],
        lists: true,
        bad: (why) => bad.push(why),
      });
      assert.deepEqual(bad, []);
    });
  }

  const itemsOf = (text: string): string[] => {
    const starts = [0, ...itemStarts(unitsOf(text), [0, text.length], (at) => text[at] === '\n'), text.length];
    return starts.slice(1).map((to, i) => text.slice(starts[i], to).trim());
  };

  it('items, and what is none', () => {
    assert.deepEqual(itemsOf('Bread 3.20, milk 1.10, eggs 2.50, salt 0.90'), [
      'Bread 3.20,',
      'milk 1.10,',
      'eggs 2.50,',
      'salt 0.90',
    ]);
    // Three are no enumeration, nor are clauses, nor the cells of a row.
    for (const one of [
      'Bread 3.20, milk 1.10, eggs 2.50',
      'He came to the house in the rain, saw nobody, waited for an hour or more, and went home again.',
      'Oslo | 12 | 3.40 | open',
    ]) {
      assert.deepEqual(itemsOf(one), [one]);
    }
  });

  it('whatever stands without a sign: hours of speech, one endless word, thousands of signs', () => {
    const some = (count: number, make: (i: number) => string): string =>
      Array.from({ length: count }, (_, i) => make(i)).join('');
    // Each would be walked through for each of its words or signs, or be one call with too many arguments.
    const spoken = some(150_000, (i) => (i % 40 === 0 ? `${i % 60} ` : `w${((i * 7_919) % 9_973).toString(26)} `));
    const word = some(150_000, (i) => `w${i % 10}`) + ' 1 2 3 4 5 ';
    const signs = some(100_000, (i) => `${String.fromCharCode(0x2190 + (i % 2_000))} ${i % 10} `);
    for (const one of [spoken, word, signs]) assert.ok(itemsOf(one).length > 0);
  }).timeout(60_000);
});
