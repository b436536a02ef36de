import assert from 'node:assert/strict';
import type { Entity } from '../../src/core/model';
import { aliasFrom, choicesFor, firstOf } from '../../src/core/offers';

const entity = (name: string, ...aliases: string[]): Entity => ({
  id: name.toLowerCase(),
  name,
  type: 'state',
  aliases,
});

const BOOK = [
  entity('Azerbaijan', 'Baku'),
  entity('Russia', 'Moscow'),
  entity('Professor Mehmet Kaynak'),
  entity('Ilham Aliyev', 'Aliyev'),
  ...Array.from({ length: 12 }, (_, i) => entity(`Kazan ${i}`)),
];

function rows(typed: string, words: string, recent: readonly string[] = []): string[] {
  return choicesFor(BOOK, { typed, words, recent }).map((row) =>
    'newName' in row ? `new ${row.newName}` : row.entity.name,
  );
}

describe('rows of the pick', () => {
  it('take a whole form at once, case and accents apart', () => {
    assert.deepEqual(rows('', 'BAKU').slice(0, 2), ['Azerbaijan', 'new BAKU']);
  });

  for (const words of ['Azerbaijan Airlines', 'Azerbaijan-Russia relations', 'Ukraine']) {
    it(`take a new entity for “${words}”`, () => assert.equal(rows('', words)[0], `new ${words}`));
  }

  it('have the new entity below what typed words name, and in sight', () => {
    assert.deepEqual(rows('kay', 'the professor'), ['Professor Mehmet Kaynak', 'new kay']);
    const many = rows('kazan', 'x');
    assert.deepEqual([many.indexOf('new kazan'), many.length], [5, 13]);
    assert.deepEqual(rows('zzz', 'x'), ['new zzz']);
  });

  it('are 200 at the most, with the one to begin with, and say how many more there are', () => {
    const list = Array.from({ length: 1_000 }, (_, i) => i);
    assert.deepEqual(firstOf(list), { shown: list.slice(0, 200), more: 800 });
    assert.deepEqual(
      firstOf(list, (one) => one === 700),
      { shown: [...list.slice(0, 200), 700], more: 799 },
    );
    assert.deepEqual(
      firstOf(list, (one) => one === 7),
      { shown: list.slice(0, 200), more: 800 },
    );
    assert.deepEqual(
      firstOf(list, () => false),
      { shown: list.slice(0, 200), more: 800 },
    );
    assert.deepEqual(firstOf(list.slice(0, 200)), { shown: list.slice(0, 200), more: 0 });
  });

  it('have each entity once, the recent ones before the others', () => {
    const all = rows('', 'Selma', ['russia']);
    assert.deepEqual([all[0], all[1], all.length], ['new Selma', 'Russia', BOOK.length + 1]);
    assert.equal(new Set(all).size, all.length);
  });

  for (const [words, alias] of [
    ['the Kremlin', 'the Kremlin'],
    ['Moscow', undefined],
    ['Moscow’s', undefined],
    ['123', undefined],
    ['five words are too many', undefined],
  ] as const) {
    it(`make ${alias ?? 'no'} alias of “${words}”`, () => assert.equal(aliasFrom(BOOK[1] as Entity, words), alias));
  }
});
