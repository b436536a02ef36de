import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withSettings } from '../host/settings-table.mjs';

const read = (name: string): string => readFileSync(name, 'utf8');
const manifest = read('package.json');
const { contributes } = JSON.parse(manifest) as { contributes: { views: Record<string, { id: string }[]> } };

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(path.join(folder, name)));
}

describe('manifest', () => {
  it('names only context keys that the extension sets', () => {
    const keys = new Set(
      [...manifest.matchAll(/"when": "([^"]*)"/g)].flatMap(([, when = '']) =>
        [...when.matchAll(/(?<!== |[/^\\.\w])stancemark\.[\w.]+/g)].map(([key]) => key),
      ),
    );
    const views = new Set(Object.values(contributes.views).flatMap((list) => list.map(({ id }) => id)));
    const code = sources('src').join('\n');
    const set = (key: string): boolean => {
      const [, view = '', last = ''] = /^(stancemark\.\w+)\.(\w+)$/.exec(key) ?? [];
      return code.includes(`'${key}'`) || (views.has(view) && code.includes(`.${last}`));
    };
    const unknown = [...keys].filter((key) => !views.has(key) && !set(key));
    assert.ok(keys.size >= 5, [...keys].join());
    assert.deepEqual(unknown, []);
  });

  it('has a welcome text for every view, and one for each of the side bar where no folder is open', () => {
    interface Welcome {
      readonly view: string;
      readonly contents: string;
      readonly when: string;
    }
    const { viewsWelcome } = (JSON.parse(manifest) as { contributes: { viewsWelcome: Welcome[] } }).contributes;
    const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
    const missing = (ids: readonly { id: string }[], when?: string): string[] =>
      ids.flatMap(({ id }) => {
        const own = viewsWelcome.filter(({ view, ...one }) => view === id && (when === undefined || one.when === when));
        const said = own.every(({ contents }) => (words[contents.slice(1, -1)] ?? '') !== '');
        return own.length > 0 && said ? [] : [id];
      });
    const views = Object.values(contributes.views).flat();
    assert.ok(views.length >= 6);
    assert.deepEqual(missing(views), []);
    assert.deepEqual(missing(contributes.views['stancemark'] ?? [], 'workspaceFolderCount == 0'), []);
    assert.deepEqual(missing([{ id: 'stancemark.none' }]), ['stancemark.none']);
  });

  it('has words for every key of package.nls.json, and the reverse', () => {
    const words = Object.keys(JSON.parse(read('package.nls.json')) as object);
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key as string);
    assert.deepEqual([...new Set(used)].sort(), words.sort());
  });

  it('takes no row for an answer in a view’s header', () => {
    const code = sources('src').join('\n');
    const menus = (JSON.parse(manifest) as { contributes: { menus: Record<string, { command: string }[]> } })
      .contributes.menus;
    const inHeader = menus['view/title']?.map(({ command }) => command.replace('stancemark.', '')) ?? [];
    // Of a row this one opens the lines of what the row names; from the menu of the row, and from the header the same.
    const alsoOfRows = ['openCodebook'];
    const careless = inHeader.filter(
      (name) =>
        !alsoOfRows.includes(name) && !code.includes(`${name}: fromHeader(`) && !code.includes(`${name}: () =>`),
    );
    assert.ok(inHeader.length > 20, inHeader.join());
    assert.deepEqual(careless, []);
  });

  it('asks in one way what is a source, of keys that are there before the extension hears of an editor', () => {
    const asked = [
      ...manifest.matchAll(/[^" &|]*\b(?:resource(?:Extname|Filename|LangId)|editorLangId)\b[^&|"]*(?:&& [^&|" ]+)?/g),
    ];
    const one = 'resourceExtname in stancemark.sourceEndings && resourcePath';
    assert.ok(asked.length > 30);
    assert.deepEqual([...new Set(asked.map(([words]) => words))], [one]);
    assert.equal(manifest.split(`${one} not in stancemark.notSources`).length, asked.length + 1);
  });

  it('has the pictures and pages that it names', () => {
    for (const [, file = ''] of manifest.matchAll(/"((?:\.\/)?media\/[^"]+)"/g)) assert.ok(read(file).length > 0, file);
  });

  it('lets no workspace that is not trusted say who codes', () => {
    const { untrustedWorkspaces } = (JSON.parse(manifest) as { capabilities: { untrustedWorkspaces: unknown } })
      .capabilities;
    // VS Code heeds the list only beside 'limited'.
    const { supported, restrictedConfigurations } = untrustedWorkspaces as Record<string, unknown>;
    assert.deepEqual([supported, restrictedConfigurations], ['limited', ['stancemark.coder']]);
  });

  it('has settings that name one another as VS Code makes links of it, in every language', () => {
    const { configuration } = (JSON.parse(manifest) as { contributes: { configuration: { properties: object } } })
      .contributes;
    const settings = new Set(Object.keys(configuration.properties));
    const languages = readdirSync('.').filter((name) => /^package\.nls(\.\w+)?\.json$/.test(name));
    assert.equal(languages.length, 6);
    const linksOf = (words: string): string[] => [...words.matchAll(/`#([\w.]+)#`/g)].map(([, name = '']) => name);
    const english = JSON.parse(read('package.nls.json')) as Record<string, string>;
    for (const language of languages) {
      for (const [key, words] of Object.entries(JSON.parse(read(language)) as Record<string, string>)) {
        const links = linksOf(words);
        const expected = linksOf(english[key] ?? '');
        assert.deepEqual(links.sort(), expected.sort(), `${language}: ${key}`);
        assert.deepEqual(
          links.filter((name) => !settings.has(name)),
          [],
          key,
        );
        if (/^config\.(?!.*pattern)/.test(key)) assert.ok(links.length > 0, `${key} names no other setting`);
      }
    }
  });

  it('has all settings in the README: else `npm run pages`', () => {
    const page = read('README.md');
    assert.equal(page, withSettings(page));
    assert.match(page, /\| `stancemark\.blind` \| `false` \| Code blind: .*`stancemark\.coder`/);
  });

  it('has its keys in the README, and the README no others', () => {
    const { keybindings } = (JSON.parse(manifest) as { contributes: { keybindings: { key: string }[] } }).contributes;
    const table = /\n## Keys\n\n(?:\|.*\n)+/.exec(read('README.md'))?.[0] ?? '';
    const listed = [...table.matchAll(/^\| ([^|]*) \|/gm)].flatMap(
      ([, cell = '']) => cell.match(/Alt\+(?:\S*[^,\s]|,)/g) ?? [],
    );
    // F2 is VS Code's own key, and the keys of adjudication are told where it is.
    const own = keybindings.map(({ key }) => key).filter((key) => key.startsWith('alt+'));
    const sorted = (keys: string[]): string[] => [...new Set(keys.map((key) => key.toLowerCase()))].sort();
    assert.deepEqual(sorted(listed), sorted(own));
  });
});
