/** Every word of ours is in every translation, with its placeholders, and no sentence is glued together from parts. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { formKey, NOUN_FORMS, pluralOf } from '../../src/core/words/count';
import { collectWords, translationOf, wordsIn } from '../host/words.mjs';

const LOCALES = ['de', 'fr', 'es', 'ru', 'tr'].filter((locale) => existsSync(`l10n/bundle.l10n.${locale}.json`));

function placeholders(words: string): string {
  return [...new Set(words.match(/\{\d+\}/g) ?? [])].sort().join();
}

function json(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

/** The categories of plural that whole numbers from 0 to 1,000 need in a language. */
function categoriesOf(locale: string): Set<string> {
  return new Set(Array.from({ length: 1_001 }, (_, number) => pluralOf(number, locale)));
}

describe('translations', () => {
  const { words, glued } = collectWords();

  it('are of sentences that are written as one', () => {
    assert.deepEqual(glued, []);
  });

  for (const [code, expected] of [
    [`vscode.l10n.t('Tag {0}', 'x y')`, ['Tag {0}']],
    [`say('own voice')`, ['own voice']],
    [`sayable({ 'not said': 'holder' })`, ['holder']],
    [`whisper(on ? 'Shown.' : 'Hidden.')`, ['Shown.', 'Hidden.']],
    [`log.info('Nothing kept.')`, []],
    [`throw new Error('No such thing.')`, []],
    [`const title = 'Give up…'`, ['Give up…']],
    [`h('div', { class: 'field row' })`, []],
  ] as const) {
    it(`are collected from ${code}`, () => assert.deepEqual(wordsIn('src/x.ts', code).words, expected));
  }

  it('see a sentence that is glued together', () => {
    assert.equal(wordsIn('src/x.ts', 'const says = `Left out: ${n} tags and more`').glued.length, 1);
  });

  for (const locale of LOCALES) {
    describe(locale, () => {
      const translation = translationOf(locale);
      const plurals = NOUN_FORMS.flatMap((forms) =>
        [...categoriesOf(locale)].map((category) => formKey(forms, category)),
      );

      it('have every word', () => {
        assert.deepEqual(
          [...words.keys(), ...plurals].filter((one) => !translation[one]),
          [],
        );
      });

      it('have no word that is not said any more', () => {
        const said = new Set([...words.keys(), ...plurals, ...NOUN_FORMS.flatMap(({ one, other }) => [one, other])]);
        assert.deepEqual(
          Object.keys(translation).filter((one) => !said.has(one)),
          [],
        );
      });

      it('have the places for data', () => {
        assert.deepEqual(
          Object.entries(translation).filter(([english, said]) => placeholders(english) !== placeholders(said)),
          [],
        );
      });

      it('have the titles of commands, views and settings', () => {
        const english = json('package.nls.json');
        const titles = json(`package.nls.${locale}.json`);
        assert.deepEqual(Object.keys(titles).sort(), Object.keys(english).sort());
      });
    });
  }
});
