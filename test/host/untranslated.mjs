// @ts-check
// `node test/host/untranslated.mjs de` prints, as JSON, the words that the German translation lacks; without a language, all words.
import { ROOT } from './paths.mjs';
import { collectWords, translationOf } from './words.mjs';

process.chdir(ROOT);
const { words, glued } = collectWords();
const has = process.argv[2] ? translationOf(process.argv[2]) : {};
console.log(JSON.stringify([...words.keys()].filter((one) => !(one in has)).sort(), null, 1));
for (const one of glued) console.error(`Glued together, and so in no translation: ${one}`);
