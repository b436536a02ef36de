import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { clashes, type Key } from '../keys';
import { openApp } from './app';

const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

const own = (JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { keybindings: readonly Key[] } })
  .contributes.keybindings;

/** The keys that VS Code has by itself, as it prints them on a Mac or elsewhere. */
async function defaults(mac: boolean): Promise<readonly Key[]> {
  const app = await openApp({ files: { 'a.txt': 'A.\n' }, userAgent: mac ? MAC : undefined });
  await app.command('Preferences: Open Default Keyboard Shortcuts (JSON)');
  await app.lines.filter({ hasText: '"key":' }).first().waitFor();
  await app.press(mac ? 'Meta+a' : 'Control+a');
  await app.page.locator('#status\\.editor\\.selection', { hasText: 'selected' }).waitFor();
  // The browser itself copies, and it runs on Linux.
  await app.press('Control+c');
  const text = await app.page.evaluate(() => navigator.clipboard.readText());
  await app.close();
  // The list is JSON with comments in front; behind it come comments with the commands that have no key.
  return parse(text.slice(text.indexOf('['), text.indexOf('\n]') + 2)) as Key[];
}

/** Runs in the page: what the server and the extension say is kept from the window between the events `hold` and `release`. */
function holdMessages(): void {
  let held: (() => void)[] | undefined;
  const passed = new WeakSet<Event>();
  const count = (): void => void (document.body.dataset['held'] = String(held?.length));
  addEventListener('hold', () => {
    held = [];
    count();
  });
  addEventListener('release', () => {
    const late = held ?? [];
    held = undefined;
    for (const pass of late) pass();
  });
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', (event: MessageEvent) => {
        if (held === undefined || passed.has(event)) return;
        event.stopImmediatePropagation();
        held.push(() => {
          const again = new MessageEvent('message', { data: event.data as unknown });
          passed.add(again);
          this.dispatchEvent(again);
        });
        count();
      });
    }
  };
}

describe('keys', () => {
  for (const mac of [false, true]) {
    it(`take none that VS Code uses in an editor ${mac ? 'on a Mac' : 'on Windows and Linux'}`, async () => {
      const list = await defaults(mac);
      assert.ok(list.length > 500, `VS Code prints its keys: ${list.length}`);
      if (mac) assert.ok(list.some(({ key }) => key === 'cmd+c'));
      assert.deepEqual(clashes(own, list, mac), []);
    });
  }

  it('count as soon as another editor is in front, before the extension hears of it', async () => {
    const names = ['B.TXT', 'a.txt', 'notes.md'];
    const app = await openApp({
      files: Object.fromEntries(names.map((name) => [name, `Ada wrote ${name}.\n`])),
      first: (page) => page.addInitScript(holdMessages),
    });
    // In front is what is no source at last, and the extension has said so.
    const counts = app.page.locator('.statusbar-item[id$="stancemark.status"]');
    for (const name of ['B.TXT', 'a.txt']) {
      await app.open(name);
      await counts.waitFor();
    }
    await app.open('notes.md');
    await counts.waitFor({ state: 'hidden' });
    for (const name of ['B.TXT', 'a.txt']) {
      await app.page.evaluate(() => dispatchEvent(new Event('hold')));
      await app.press('Control+PageDown');
      await app.lines.filter({ hasText: name }).waitFor();
      await app.press('Alt+m');
      // What the extension says is held, be it late.
      await app.page.locator('body[data-held]:not([data-held="0"])').waitFor();
      await app.page.evaluate(() => dispatchEvent(new Event('release')));
      await app.titled(/^Tag/);
      await app.press('Escape');
      await app.quickInput.waitFor({ state: 'hidden' });
    }
    await app.close();
  });

  it('and menus are not for what ends like a source and is none', async () => {
    const app = await openApp({
      files: { 'in/a.md': 'Ada wrote.\n', 'out/b.md': 'Ada read.\n' },
      settings: { 'stancemark.sources': ['in/*.md'] },
    });
    const offered = async (name: string): Promise<boolean> => {
      await app.open(name);
      await app.press('Shift+F10');
      const menu = app.page.locator('.monaco-menu');
      await menu.getByText('Command Palette').waitFor();
      const found = (await menu.getByText('Stancemark', { exact: true }).count()) > 0;
      await app.screenshot(`keys-menu-${found ? 'source' : 'other'}`);
      await app.press('Escape');
      await menu.waitFor({ state: 'hidden' });
      return found;
    };
    // The extension begins late, and its settings come when it does.
    while (!(await offered('a.md')));
    while (await offered('b.md'));
    assert.ok(await offered('a.md'));
    await app.close();
  });
});
