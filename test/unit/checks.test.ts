import * as assert from 'node:assert/strict';
import { checkCorpus, CHECK_CODES, type CheckCode, type UntaggedHit } from '../../src/core/checks';
import type { Corpus, SourceView } from '../../src/core/corpus';
import type { Entity, Tag } from '../../src/core/model';
import { codebookOf, corpusOf, mention, sourceOf, spanAt, stance } from './support/corpus';

function entity(id: string, name: string, ...aliases: string[]): Entity {
  return { id, name, type: 'state', aliases };
}

/** `tags (or entities): detail` of each finding. */
function check(code: CheckCode, corpus: Corpus, hits?: (source: SourceView) => readonly UntaggedHit[]): string[] {
  return checkCorpus(corpus, { codes: [code], hits }).map((found) => {
    assert.equal(found.code, code);
    return `${(found.tags.length > 0 ? found.tags : found.entities).join(' ')}: ${found.detail}`;
  });
}

const one = (...tags: Tag[]): Corpus => corpusOf([sourceOf('1.txt', tags)]);

describe('checks: names of the codebook', () => {
  const rows: readonly (readonly [CheckCode, Entity[], string[]])[] = [
    ['shared-alias', [entity('a', 'Baku'), entity('b', 'Azerbaijan', 'BAKU ')], ['a b: “Baku”: a, b']],
    ['shared-alias', [entity('a', 'Élan'), entity('b', 'Elan')], ['a b: “Élan”: a, b']],
    ['shared-alias', [entity('a', 'Baku', 'baku', 'Baku')], []],
    ['confusable-names', [entity('a', 'Russia'), entity('b', 'Russiа')], ['a b: “Russia” (a), “Russiа” (b)']],
    ['confusable-names', [entity('a', 'Russia'), entity('b', 'russia')], []],
    ['confusable-names', [entity('a', 'A1'), entity('b', 'Al')], ['a b: “A1” (a), “Al” (b)']],
    ['confusable-names', [entity('a', 'Rus\u200bsia')], ['a: Rus\u200bsia']],
    ['confusable-names', [entity('a', 'Rus\u202esia'), entity('b', 'Ρоссия')], ['a: Rus\u202esia']],
    ['confusable-names', [entity('a', 'Moscow'), entity('b', 'Minsk')], []],
  ];
  for (const [code, entities, expected] of rows) {
    it(`${code}: ${entities.map(({ name }) => JSON.stringify(name)).join(', ')}`, () => {
      assert.deepEqual(check(code, corpusOf([], codebookOf({ entities }))), expected);
    });
  }
});

describe('checks: borders', () => {
  const rows: readonly (readonly [string, string, string, boolean])[] = [
    ['from ', 'Azerbaijan', '’s shore', false],
    ['from ', 'Azerbaijan', 'is', true],
    ['anti', 'Russia', ' ', true],
    ['anti-', 'Russia', '.', false],
    ['', 'Russia', '', false],
    ['e', '\u0301lan', ' ', true],
    ['', 'cafe', '\u0301 ', true],
    ['die ', 'Straß', 'e', true],
    ['在', '北京', '的', false],
    ['Россия', 'не', '', true],
    ['in 20', '25', ' ', true],
    ['say “', '😀', 'x', false],
  ];
  for (const [before, quote, after, expected] of rows) {
    it(`${before}[${quote}]${after}`, () => {
      const tag = mention('t', '0:5-9', 'x', quote, { before, after });
      assert.equal(check('inside-word', one(tag)).length, expected ? 1 : 0);
    });
  }

  it('leaves alone what a suggestion would tag before a Korean particle, and after a Hebrew or Arabic one', () => {
    for (const [before, quote, after] of [
      ['그는 ', '서울', '에서 말했다'],
      ['', '아제르바이잔', '은 말했다'],
      ['אמרו ב', 'ישראל', ' היום'],
      ['قالت و', 'إيران', ' هنا'],
      ['pour l’', 'Iran', ' et'],
      ['', 'Bakü', '’de'],
    ] as const) {
      assert.deepEqual(check('inside-word', one(mention('t', '0:5-9', 'x', quote, { before, after }))), [], quote);
    }
  });

  it('looks at every piece, and not at lost tags', () => {
    const piece = { at: spanAt('1:0-3'), quote: 'bor', before: '', after: 'der' };
    const tag = mention('t', '0:0-1', 'x', 'x', { also: [piece] });
    assert.deepEqual(check('inside-word', one(tag)), ['t: [bor]der']);
    const lost = sourceOf('1.txt', [tag], { placements: { t: { kind: 'lost' } } });
    assert.deepEqual(check('inside-word', corpusOf([lost])), []);
  });
});

describe('checks: surface forms', () => {
  const named = (id: string, form: string, who: string, more = {}): Tag => mention(id, '0:0-4', who, form, more);

  it('finds the rarer entity of a form, in every source', () => {
    const corpus = corpusOf([
      sourceOf('1.txt', [
        named('a', 'Baku', 'azerbaijan'),
        named('b', 'BAKU', 'azerbaijan'),
        named('c', 'Baku', 'port'),
      ]),
      sourceOf('2.txt', [named('d', 'Baku', 'port'), named('e', 'Moscow', 'russia')]),
      sourceOf('3.txt', [named('f', 'Baku', 'azerbaijan')]),
    ]);
    const detail = '“Baku”: Azerbaijan 3, Port of Alat 2';
    assert.deepEqual(check('two-entities', corpus), [`c: ${detail}`, `d: ${detail}`]);
  });

  it('takes no Georgian name for a common word: the script has no capitals', () => {
    const corpus = one(
      named('a', 'თბილისი', 'georgia'),
      named('b', 'თბილისი', 'georgia'),
      named('c', 'თბილისი', 'port'),
    );
    assert.equal(check('two-entities', corpus).length, 1);
  });

  it('passes over common words, and over senses that tell two entities apart', () => {
    assert.deepEqual(check('two-entities', one(named('a', 'he', 'aliyev'), named('b', 'he', 'port'))), []);
    assert.deepEqual(
      check('two-entities', one(named('a', 'the President', 'aliyev'), named('b', 'the President', 'port'))).length,
      1,
    );
    const place = named('a', 'Baku', 'port', { sense: 'literal' });
    assert.deepEqual(check('two-entities', one(place, named('b', 'Baku', 'azerbaijan', { sense: 'metonym' }))), []);
    assert.equal(check('two-entities', one(place, named('b', 'Baku', 'azerbaijan'))).length, 1);
  });

  it('finds words that are tagged elsewhere, once for each source', () => {
    const tagged = sourceOf('1.txt', [named('a', 'Baku', 'azerbaijan')]);
    const corpus = corpusOf([tagged, sourceOf('2.txt', [])]);
    const hit = (form: string, entities: string[], at = '1:0-4'): UntaggedHit => ({ form, entities, at: spanAt(at) });
    const hits = [
      hit('baku', ['azerbaijan', 'port'], '3:1-5'),
      hit('Baku', ['azerbaijan']),
      hit('Moscow', ['russia']),
      hit('Baku', ['port']),
    ];
    const found = checkCorpus(corpus, { codes: ['untagged-here'], hits: (source) => (source === tagged ? [] : hits) });
    assert.equal(found.length, 1);
    assert.deepEqual(
      [found[0]?.uri, found[0]?.at, found[0]?.detail],
      ['mem:/2.txt', spanAt('3:1-5'), '“baku”: Azerbaijan'],
    );
    assert.match(found[0]?.message ?? '', /3 times/);
  });
});

describe('checks: stances', () => {
  it('misses mentions of holder and target, not of the author', () => {
    const corpus = one(
      mention('m', '0:0-1', 'russia'),
      stance('a', '0:0-9', 'azerbaijan russia critical'),
      stance('b', '1:0-9', 'author port critical'),
      stance('c', '2:0-9', 'azerbaijan azerbaijan neutral'),
    );
    assert.deepEqual(check('no-mention', corpus), ['a c: Azerbaijan', 'b: Port of Alat']);
  });

  it('tells of opposite stances, as information; neutral and denied ones oppose nothing', () => {
    const corpus = one(
      stance('a', '0:0-9', 'x y critical'),
      stance('b', '1:0-9', 'x y neutral'),
      stance('c', '2:0-9', 'x y supportive'),
      stance('d', '3:0-9', 'y x critical'),
      stance('e', '4:0-9', 'y x supportive', { certainty: 'denied' }),
    );
    assert.deepEqual(check('opposite-stances', corpus), ['a c: x → y']);
    assert.equal(checkCorpus(corpus, { codes: ['opposite-stances'] })[0]?.severity, 'information');
  });
});

describe('checks: all', () => {
  const corpus = corpusOf(
    [
      sourceOf('2.txt', [stance('a', '0:0-9', 'x y critical')]),
      sourceOf('1.txt', [mention('b', '0:0-1', 'x', 'a', { after: 'b' })]),
    ],
    codebookOf({ entities: [entity('x', 'A'), entity('y', 'a')] }),
  );

  it('come in the order of the corpus, the codebook first', () => {
    assert.deepEqual(
      checkCorpus(corpus).map(({ code }) => code),
      ['shared-alias', 'no-mention', 'no-mention', 'inside-word'],
    );
  });

  it('can be switched off each', () => {
    for (const off of CHECK_CODES) {
      const codes = CHECK_CODES.filter((code) => code !== off);
      assert.ok(checkCorpus(corpus, { codes }).every(({ code }) => code !== off));
    }
    assert.deepEqual(checkCorpus(corpus, { codes: [] }), []);
  });
});
