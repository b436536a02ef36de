/** The pages that people read: their links lead somewhere, and their words are spelled as British English spells them. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import nspell from 'nspell';

const PAGES = ['.', 'docs', 'media/walkthrough', '.github/ISSUE_TEMPLATE'].flatMap((folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.(md|yml)$/.test(name) && !name.startsWith('.'))
        .map((name) => path.posix.join(folder, name))
    : [],
);

const dictionary = (ending: string): string => readFileSync(`node_modules/dictionary-en-gb/index.${ending}`, 'utf8');
const spell = nspell(dictionary('aff'), dictionary('dic'));
for (const word of readFileSync('test/unit/support/words.txt', 'utf8').split('\n')) {
  if (word !== '' && !word.startsWith('#')) spell.add(word);
}

/** A page without code, addresses, citations and the names of its links. */
function proseOf(page: string): string {
  return page
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/^(`{3,})[^\n]*\n.*?^\1/gms, '')
    .replace(/`[^`\n]*`/g, ' ')
    .replace(/\]\([^)]*\)/g, '] ')
    .replace(/\[@[^\]]*\]/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/https?:\S+/g, ' ');
}

/** Headings as forges make anchors of them. */
function anchorsOf(page: string): Set<string> {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

function misspelled(text: string): string[] {
  const words = proseOf(text).match(/\p{L}[\p{L}\p{M}’']*/gu) ?? [];
  const wrong = words
    .map((word) => word.replaceAll('’', "'").replace(/'+$|'s$/, ''))
    // Names of programs, formats and keys have capitals inside; numbers of a unit and single letters are no words.
    .filter((word) => word.length > 2 && !/^\p{Lu}+s?$|.\p{Lu}/u.test(word) && !spell.correct(word));
  return [...new Set(wrong)];
}

/** Titles of commands as the palette shows them. */
const TITLES = new Set(
  Object.entries(JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>)
    .filter(([key]) => key.startsWith('command.'))
    .map(([, title]) => title),
);

const SCRIPTS = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts;

/** What stands in italics or as code in a page, and would be the title of a command with the dots of one that asks. */
function almostTitles(page: string): string[] {
  const named = [...page.matchAll(/(?<![*\w])\*(\p{Lu}[^*\n]+)\*(?!\*)|`(?:Stancemark: )?(\p{Lu}[^`\n]+)`/gu)];
  return named
    .map(([, italic, code]) => italic ?? code ?? '')
    .filter((one) => !TITLES.has(one) && TITLES.has(`${one}…`));
}

describe('pages', () => {
  it('are found', () => assert.ok(PAGES.includes('README.md') && PAGES.length > 8));

  it('a command without its dots is seen', () => {
    assert.deepEqual(almostTitles('*Export* and `Stancemark: Import`, not *Export…* or *Entities*.'), [
      'Export',
      'Import',
    ]);
  });

  it('a wrong word is seen', () => assert.deepEqual(misspelled('A sorce is `nevr` wirtten.'), ['sorce', 'wirtten']));

  for (const page of PAGES) {
    const text = readFileSync(page, 'utf8');

    it(`${page}: links lead to files and headings that are there`, () => {
      const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
      const broken = links.filter((link) => {
        if (/^(https:\/\/[\w.-]+\/|command:stancemark\.)/.test(link)) return false;
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? page : path.posix.join(path.posix.dirname(page), decodeURIComponent(file));
        if (!existsSync(target)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).has(anchor);
      });
      assert.deepEqual(broken, []);
    });

    it(`${page}: commands have the titles of the palette, and scripts of npm are there`, () => {
      assert.deepEqual(almostTitles(text), []);
      const named = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => name);
      assert.deepEqual(
        named.filter((name) => !(name in SCRIPTS)),
        [],
      );
    });

    it(`${page}: words are spelled right`, () => assert.deepEqual(misspelled(text), []));
  }
});
