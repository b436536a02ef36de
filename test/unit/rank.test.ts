import * as assert from 'node:assert/strict';
import type { Entity } from '../../src/core/model';
import { aroundNew, isNamed, isWhole, rankEntities, type FitName } from '../../src/core/find/rank';

const entity = (id: string, name: string, ...aliases: string[]): Entity => ({ id, name, type: 'other', aliases });

const ENTITIES: readonly Entity[] = [
  entity('uk', 'United Kingdom', 'UK', 'Britain'),
  entity('us', 'United States', 'US', 'U.S.'),
  entity('un', 'United Nations', 'UN'),
  entity('ukraine', 'Ukraine'),
  entity('ussr', 'Soviet Union', 'USSR'),
  entity('unesco', 'UNESCO'),
  entity('azerbaijan', 'Azerbaijan', 'Azərbaycan'),
  entity('baku', 'Bakı', 'Baku'),
  entity('ilham', 'Ilham Aliyev', 'Aliyev'),
  entity('heydar', 'Heydar Aliyev'),
  entity('kaynak', 'Professor Barış Kaynak'),
  entity('iran', 'Iran'),
  entity('iraq', 'Iraq'),
  entity('seoul', '서울'),
  entity('zh', '阿利耶夫'),
  entity('zelensky', 'Volodymyr Zelenskyy'),
  entity('uz', 'Oʻzbekiston'),
];

const ranked = (words: string, recent: readonly string[] = [], typing = true): { id: string; fit: FitName }[] =>
  rankEntities(ENTITIES, words, recent, typing)
    .filter(({ fit }) => fit !== 'none')
    .map(({ entity: { id }, fit }) => ({ id, fit }));

describe('rank: one ranker for pick, stance pick, light bulb and completion', () => {
  const rows: readonly (readonly [words: string, expected: string])[] = [
    ['Ukraine', 'ukraine same'],
    ['USSR', 'ussr same'],
    ['UNESCO', 'unesco same'],
    ['UK', 'uk same, ukraine prefix'],
    ['us', 'us whole, ussr prefix'],
    ['UN', 'un same, uk prefix, us prefix, ussr prefix, unesco prefix'],
    ['Ukrainian', ''],
    ['Azerbaijan Airlines', 'azerbaijan part'],
    ['Azerbaijan-Russia relations', 'azerbaijan part'],
    ['Azerbaijan’s', 'azerbaijan whole'],
    ['AZERBAIJAN', 'azerbaijan whole'],
    ['Bakıda', 'baku whole'],
    ['Azərbaycanın', 'azerbaijan whole'],
    ['l’Iran', 'iran whole'],
    ['Iran', 'iran same'],
    ['kay', 'kaynak prefix'],
    ['baris kay', 'kaynak prefix'],
    ['kaynak bar', 'kaynak words'],
    ['aliyev', 'ilham whole, heydar prefix'],
    ['aliyev heydar', 'heydar words, ilham part'],
    ['Aliev', 'ilham typo, heydar typo'],
    ['Alyiev', 'ilham typo, heydar typo'],
    ['ilham aliev', 'ilham typo'],
    ['Zelenski', 'zelensky typo'],
    ['Zelensky', 'zelensky prefix'],
    ['yev', ''],
    ['서울에서', 'seoul whole'],
    ['阿利', 'zh prefix'],
    ['O`zbekiston', 'uz whole'],
    ['ozbek', ''],
    ['President Ilham Aliyev', 'ilham part'],
    ['', ''],
    ['…', ''],
  ];
  for (const [words, expected] of rows) {
    it(`${words || '(nothing)'} → ${expected || 'none'}`, () => {
      assert.equal(
        ranked(words)
          .map(({ id, fit }) => `${id} ${fit}`)
          .join(', '),
        expected,
      );
    });
  }

  const passages: readonly (readonly [passage: string, above: string, below: string])[] = [
    ['Ukraine', 'ukraine', ''],
    ['USSR', 'ussr', ''],
    ['UNESCO', 'unesco', ''],
    ['UK', 'uk', ''],
    ['Aliyev', 'ilham', 'heydar'],
    ['Aliev', '', 'ilham heydar'],
    ['Azerbaijan Airlines', '', 'azerbaijan'],
    ['Azerbaijan-Russia relations', '', 'azerbaijan'],
    ['Kay', '', ''],
    ['Kaynak', '', 'kaynak'],
    ['President Ilham Aliyev', '', 'ilham'],
  ];
  for (const [passage, above, below] of passages) {
    it(`a passage: ${passage} → ${above} / new / ${below}`, () => {
      const around = aroundNew(rankEntities(ENTITIES, passage, []), false);
      const ids = (list: typeof around.above): string => list.map((one) => one.entity.id).join(' ');
      assert.deepEqual([ids(around.above), ids(around.below)], [above, below]);
    });
  }

  it('typing kay: Kaynak above the new entity, Aliyev for Aliev below it', () => {
    const typed = (words: string): string[][] => {
      const { above, below } = aroundNew(rankEntities(ENTITIES, words, [], true), true);
      return [above, below].map((list) => list.map((one) => one.entity.id));
    };
    assert.deepEqual(typed('kay'), [['kaynak'], []]);
    assert.deepEqual(typed('Aliev'), [[], ['ilham', 'heydar']]);
  });

  it('the most recent of equals first, and never above a better fit', () => {
    assert.deepEqual(
      ranked('Aliev', ['heydar']).map(({ id }) => id),
      ['heydar', 'ilham'],
    );
    assert.equal(ranked('Ukraine', ['uk'])[0]?.id, 'ukraine');
  });

  it('only a whole form comes before a new entity', () => {
    for (const words of ['Azerbaijan Airlines', 'Azerbaijan-Russia relations', 'Aliev', 'kay', 'Ukrainian']) {
      assert.ok(!rankEntities(ENTITIES, words, [], true).some(isWhole), words);
    }
    assert.ok(rankEntities(ENTITIES, 'kay', [], true).some(isNamed));
    assert.ok(!rankEntities(ENTITIES, 'Azerbaijan Airlines', [], true).some(isNamed));
  });

  it('20,000 entities at a key', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => entity(`e${i}`, `Person Number${i}`, `Alias${i} Somebody`));
    rankEntities(many, 'x', [], true);
    const before = process.cpuUsage();
    for (const typed of ['num', 'Numbr12', 'somebody alias77', 'zzz']) rankEntities(many, typed, [], true);
    const each = process.cpuUsage(before).user / 4000;
    // Time of this process alone, so that a busy machine does not count; the bound catches a cliff.
    assert.ok(each < 400, `${each} ms`);
  });
});
