import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CodebookView } from '../../src/core/corpus';
import { COMMAND_TITLES } from '../../src/core/words/commands';
import { counted, decimal } from '../../src/core/words/count';
import { inSentence } from '../../src/core/words/in-sentence';
import { inPlainWords } from '../../src/core/words/sentence';
import { voicePhrase } from '../../src/core/words/voice';
import { languageOf, say, speak } from '../../src/core/base/say';

describe('words', () => {
  it('show a passage in its own sentence', () => {
    const at = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 1 };
    const shown = (before: string, quote: string, after: string): string =>
      inSentence({ id: 'aaaaaaaa', at, quote, before, after, entity: 'x' });
    assert.equal(
      shown('It rained. They said that ', 'the gate', ' was shut. Nobody came'),
      'They said that 【the gate】 was shut.',
    );
    assert.equal(shown('a title\n', 'Rain', ' fell on 3.5 acres'), '【Rain】 fell on 3.5 acres');
    assert.equal(shown('“Enough!” ', 'she', ' said\nand left'), '【she】 said');
    assert.equal(shown('', '\u202eodd', ''), '【⟨U+202E⟩odd】');
  });

  for (const [number, noun, words] of [
    [0, 'stance', '0 stances'],
    [1, 'mention', '1 mention'],
    [1, 'entity', '1 entity'],
    [2, 'entity', '2 entities'],
    [12345, 'alias', '12,345 aliases'],
  ] as const) {
    it(words, () => assert.equal(counted(number, noun), words));
  }

  it('say numbers by the rules of the language, and English where it lacks a form', () => {
    const words = { '{0} tag': '{0} тег', '{0} tags#few': '{0} тега', '{0} tags#many': '{0} тегов' };
    try {
      speak(languageOf('ru', words));
      assert.deepEqual(
        [1, 3, 5, 21].map((number) => counted(number, 'tag')),
        ['1 тег', '3 тега', '5 тегов', '21 тег'],
      );
      assert.equal(counted(2, 'row'), '2 rows');
    } finally {
      speak();
    }
  });

  it('count stances by what they say with the plurals that English lacks', () => {
    assert.deepEqual([counted(1, 'negative'), counted(2, 'negative')], ['1 negative', '2 negative']);
    const words = { '{0} negative': '{0} negativa', '{0} negative#other': '{0} negativas' };
    try {
      speak(languageOf('es', words));
      assert.deepEqual(
        // A million is a category of its own in Spanish, for which the words have no form.
        [0, 1, 2, 1_000_000].map((number) => counted(number, 'negative')),
        ['0 negativas', '1 negativa', '2 negativas', '1.000.000 negativas'],
      );
    } finally {
      speak();
    }
  });

  it('say decimals as the language writes them', () => {
    assert.deepEqual([decimal(0.75, 3), decimal(-0.0004, 3), decimal(-0.5, 1)], ['0.750', '0.000', '-0.5']);
    try {
      speak(languageOf('de', {}));
      assert.deepEqual([decimal(0.75, 3), decimal(1234.5, 1)], ['0,750', '1.234,5']);
    } finally {
      speak();
    }
  });

  it('put data in once: braces in a name stay as they are', () => {
    assert.equal(say('{0} in {1}', '{1}', 'x'), '{1} in x');
  });

  it('name commands as the palette does', () => {
    const titles = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
    for (const [command, title] of Object.entries(COMMAND_TITLES)) assert.equal(titles[`command.${command}`], title);
  });

  const codebook = { entity: (id: string) => ({ name: id.toUpperCase() }) } as unknown as CodebookView;
  for (const [holder, via, words] of [
    ['author', undefined, 'own voice'],
    ['baku', undefined, 'attributed by the author'],
    ['baku', ['author'], 'attributed by the author'],
    ['baku', ['baku'], 'attributed by the author'],
    ['baku', ['tass'], 'reported by TASS'],
    ['author', ['author', 'tass'], 'reported by TASS, through the author'],
    ['baku', ['author', 'tass', 'ivanov'], 'reported by IVANOV, through TASS, through the author'],
  ] as const) {
    it(`${holder} via ${via?.join() ?? 'nobody'}: ${words}`, () => {
      assert.equal(
        inPlainWords(voicePhrase(codebook, { holder, via }), (text) => text),
        words,
      );
    });
  }
});
