import * as assert from 'node:assert/strict';
import { replacementsAreText } from '../../src/core/base/bytes';
import type { CodebookView } from '../../src/core/corpus';
import type { Stance } from '../../src/core/model';
import { inPlainWords, spokenSentence, stanceSentence } from '../../src/core/words/sentence';
import { NameFinder } from '../../src/core/find/names';
import { snap } from '../../src/core/text/snap';
import { cutsWordAfter, cutsWordBefore, isCommonWord, nameAt, snapToWords, wordAt } from '../../src/core/text/words';

/** The text without `|`, and where they stood. */
function places(marked: string): { text: string; at: number[] } {
  const at: number[] = [];
  let text = '';
  for (const unit of marked) {
    if (unit === '|') at.push(text.length);
    else text += unit;
  }
  return { text, at };
}

describe('words: at the cursor', () => {
  const rows: readonly (readonly [marked: string, word: string])[] = [
    ['l’Ir|an', 'Iran'],
    ['|l’Iran', 'Iran'],
    ['dell’Azerb|aigian', 'Azerbaigian'],
    ['Bak|ü’de', 'Bakü'],
    ["Bakü'd|e", 'Bakü'],
    ['Baku|’s', 'Baku'],
    ['the envoys|’ hall', 'envoys'],
    ['O’Br|ien', 'O’Brien'],
    ['O|ʻzbekiston', 'Oʻzbekiston'],
    ['თბი|ლისი', 'თბილისი'],
    ['서울|에서', '서울에서'],
    ['a word|', 'word'],
  ];
  for (const [marked, word] of rows) {
    it(`${marked} → ${word}`, () => {
      const { text, at } = places(marked);
      const found = wordAt(text, at[0] as number);
      assert.equal(text.slice(found?.from, found?.to), word);
    });
  }

  const names: readonly (readonly [marked: string, name: string])[] = [
    ['As Ilham Ali|yev said', 'Ilham Aliyev'],
    ['As Il|ham Aliyev said', 'Ilham Aliyev'],
    ['The talks ended. Yesterday Ali|yev left.', 'Aliyev'],
    ['In Ba|ku nobody knew.', 'Baku'],
    ['We met Ilham. He left. Ilham Ali|yev did not.', 'Ilham Aliyev'],
    ['said Ilham Ali|yev’s envoy', 'Ilham Aliyev'],
    ['a small wo|rd Here', 'word'],
    ['к министру Сергею Лав|рову в', 'Сергею Лаврову'],
    ['in the USA Ba|ku calls', 'Baku'],
    ['Das wird mit der Regierung Aserbaid|schans und dem Rat nicht zu machen sein', 'Aserbaidschans'],
    ['the die is cast, von Neu|mann Jr. wrote', 'Neumann Jr'],
  ];
  for (const [marked, name] of names) {
    it(`the whole name: ${marked}`, () => {
      const { text, at } = places(marked);
      const found = nameAt(text, at[0] as number);
      assert.equal(text.slice(found?.from, found?.to), name);
    });
  }
});

describe('words: a name of the codebook at the cursor', () => {
  const finder = new NameFinder(
    ['阿利耶夫', 'アリエフ', 'Ilham Aliyev', 'Baku'].map((form) => ({ form, entity: form })),
  );
  const rows: readonly (readonly [marked: string, name: string])[] = [
    ['总统阿利|耶夫说', '阿利耶夫'],
    ['总统|阿利耶夫说', '阿利耶夫'],
    ['总统阿利耶夫|说', '阿利耶夫'],
    ['大統領アリ|エフは', 'アリエフ'],
    ['Ilham Ali|yev’s', 'Ilham Aliyev'],
    ['dans l’ancien Ba|ku', 'Baku'],
  ];
  for (const [marked, name] of rows) {
    it(`${marked} → ${name}`, () => {
      const { text, at } = places(marked);
      const found = nameAt(text, at[0] as number, finder.find(text));
      assert.equal(text.slice(found?.from, found?.to), name);
    });
  }
});

describe('words: selections snap to their borders', () => {
  const rows: readonly (readonly [marked: string, passage: string])[] = [
    ['said Ser|gey Danilov, d|id not', 'Sergey Danilov'],
    ['said |Sergey Danilov| did', 'Sergey Danilov'],
    ['said Serg|ey| Danilov', 'Sergey'],
    ['to |Baku|’s envoy', 'Baku'],
    ['the min|ister of de|fence', 'minister of'],
    ['the |minister of defe|nce', 'minister of defence'],
    ['그는 |서울|에서 말했다', '서울'],
    ['俄罗斯|总统|说', '总统'],
    ['ב|ישראל| אמרו', 'ישראל'],
    ['قالت و|إيران| هنا', 'إيران'],
  ];
  for (const [marked, passage] of rows) {
    it(marked, () => {
      const { text, at } = places(marked);
      const found = snapToWords(text, { from: at[0] as number, to: at[1] as number });
      assert.equal(text.slice(found.from, found.to), passage);
    });
  }

  it('signs that nobody sees are trimmed at the ends, and stay inside', () => {
    const text = 'x\u200b\u2066 Azer\u00adbaijan\u2069\ufeff\u200f x';
    const found = snap(text, { from: 1, to: text.length - 2 });
    assert.equal(text.slice(found?.from, found?.to), 'Azer\u00adbaijan');
    assert.equal(snap('a\u200b\u200bb', { from: 1, to: 3 }), undefined);
    assert.deepEqual(snap('x ❤️ x', { from: 2, to: 4 }), { from: 2, to: 4 });
  });
});

describe('words: what was suggested is not called a cut word', () => {
  const rows: readonly (readonly [name: string, text: string, passage: string])[] = [
    ['아제르바이잔', '그는 아제르바이잔은 말했다', '아제르바이잔'],
    ['서울', '서울에서', '서울'],
    ['Bakı', 'Dünən Bakıda idi', 'Bakıda'],
    ['Azərbaycan', 'Bu Azərbaycanın sözüdür', 'Azərbaycanın'],
    ['Azərbaycan', 'Azərbaycana', 'Azərbaycana'],
    ['Türkiyə', 'Türkiyədən', 'Türkiyədən'],
    ['Rusiya', 'Rusiyanın', 'Rusiyanın'],
    ['Bakü', "Bakü'de", 'Bakü'],
    ['Bakı', "Bakı'dan", 'Bakı'],
    ['Iran', 'pour l’Iran et', 'Iran'],
    ['Азербайджан', 'в Азербайджане', 'Азербайджане'],
    ['阿利耶夫', '总统阿利耶夫说', '阿利耶夫'],
  ];
  for (const [form, text, passage] of rows) {
    it(`${form} in ${text}`, () => {
      const [hit] = new NameFinder([{ form, entity: 'x' }]).find(text);
      assert.ok(hit);
      assert.equal(text.slice(hit.from, hit.to), passage);
      assert.ok(!cutsWordBefore(text, hit.from) && !cutsWordAfter(text, hit.from, hit.to));
      assert.deepEqual(snapToWords(text, hit), { from: hit.from, to: hit.to });
    });
  }
  for (const [form, text] of [
    ['Indian', 'Indiana'],
    ['Iran', 'Iranian'],
    ['Roman', 'Romanian'],
    ['Aman', 'Amanda'],
    ['Mart', 'Martin'],
    ['Azərbaycan', 'Azərbaycanlı'],
  ] as const) {
    it(`${form} is not in ${text}`, () => {
      assert.deepEqual(new NameFinder([{ form, entity: 'x' }]).find(text), []);
    });
  }

  it('Georgian has no case', () => {
    assert.equal(isCommonWord('თბილისი'), false);
    assert.equal(isCommonWord('the president'), true);
    assert.equal(isCommonWord('The president'), false);
    assert.equal(isCommonWord('总统'), false);
  });
});

describe('sentences of ours with texts of other scripts', () => {
  const codebook = {
    entity: (id: string) =>
      ({ ali: { name: 'علي' }, bob: { name: 'Bob' }, experts: { name: 'Azerbaijani experts' } })[id],
    value: (id: string) =>
      ({ 'pro-eu': { label: 'Pro-EU' }, inkar: { label: 'İnkar' }, critical: { label: 'Critical' } })[id],
  } as unknown as CodebookView;
  const said = (holder: string, value: string): string =>
    inPlainWords(stanceSentence(codebook, { holder, target: 'bob', value }), (text) => text);

  it('one that starts with an Arabic name stays left-to-right', () => {
    assert.equal(said('ali', 'critical'), '\u2068علي\u2069: critical of Bob');
    assert.equal(said('bob', 'critical'), 'Bob: critical of Bob');
  });

  it('no verb stands in one: whether a holder is one or many is not known', () => {
    const says = (more: object): string => {
      const stance: Stance = { holder: 'experts', target: 'bob', value: 'critical', ...more };
      return inPlainWords(spokenSentence(codebook, stance), (text) => text);
    };
    assert.equal(says({}), 'Azerbaijani experts: critical of Bob; attributed by the author');
    const all = [{ holder: 'author' }, { value: 'pro-eu' }, { intensity: 2 }, { event: 'ali' }, { via: ['bob'] }, { via: ['bob', 'author'] }]; // prettier-ignore
    const certainties = ['asserted', 'probable', 'possible', 'denied'].map((certainty) => ({ certainty }));
    for (const more of [...all, ...certainties]) assert.doesNotMatch(says(more), /\b(is|are|was|were|has|have)\b/);
  });

  it('labels are not made small by guess', () => {
    assert.equal(said('bob', 'pro-eu'), 'Bob: Pro-EU toward Bob');
    assert.equal(said('bob', 'inkar'), 'Bob: İnkar toward Bob');
  });

  it('U+FFFD that stands in the file is text', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    assert.equal(replacementsAreText(bytes('a \uFFFD b')), true);
    assert.equal(replacementsAreText(Uint8Array.of(0x61, 0xe9, 0x20, 0x62)), false);
    assert.equal(replacementsAreText(Uint8Array.of(0xef, 0xbf, 0xbd, 0xe9)), false);
    assert.equal(replacementsAreText(Uint8Array.of(0xff, 0xfe, 0xfd, 0xff)), true);
  });
});
