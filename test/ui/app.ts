import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser, VIEWPORT } from '../host/browser.mjs';
import { OUT, ROOT } from '../host/paths.mjs';
import type { Server } from '../host/server.mjs';
import { startServer } from '../host/server.mjs';

/** VS Code's themes by the names that the tests use. */
export const THEMES = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'hc-black': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
} as const;

/** The class by which VS Code's window says that a theme is there. */
const LOOKS = { light: 'vs', dark: 'vs-dark', 'hc-black': 'hc-black', 'hc-light': 'hc-light' } as const;

/** Milliseconds for a state to come about; a cold window needs about six seconds on a slow machine. */
const LIMIT = 60_000;

/** Milliseconds after which a quick pick that should have opened is opened again. */
const AGAIN = 5_000;

export interface Opening {
  /** A folder to copy, below the project's folder: `test/fixtures/one`, `media/sample`. */
  readonly copy?: string;
  /** Makes what is in the copy, before the window opens. */
  readonly prepare?: (folder: string) => void;
  /** Files to write into the copy, by relative path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly theme?: keyof typeof THEMES;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Opens the folder of this window as another person does: with a server, and by that user settings, of its own. */
  readonly beside?: App;
  /** What the browser says that it is: VS Code in the browser takes a Mac's keys where it reads 'Macintosh'. */
  readonly userAgent?: string;
  /** Opens it as a folder that nobody trusts, with a server of its own. */
  readonly restricted?: boolean;
  /** What is done to the page before VS Code is there. */
  readonly first?: (page: Page) => Promise<unknown>;
  /** The language of the window, as far as VS Code goes without a language pack: extensions speak it, VS Code itself English. */
  readonly locale?: string;
  /** Folder of the extension, where it is not the one under development. */
  readonly extension?: string;
}

let shared: Promise<{ server: Server; browser: Browser }> | undefined;
const windows = new Set<App>();

/** One server and one browser for all test files: each window has storage of its own in the browser. */
function host(): Promise<{ server: Server; browser: Browser }> {
  shared ??= (async () => {
    const server = await startServer();
    return { server, browser: await launchBrowser(server.folder) };
  })();
  return shared;
}

/** Opens VS Code with the extension under development on a fresh copy of a folder. */
export async function openApp({
  copy,
  prepare,
  files = {},
  theme = 'light',
  settings = {},
  beside,
  userAgent,
  restricted = false,
  first,
  locale,
  extension = ROOT,
}: Opening): Promise<App> {
  const { server: common, browser } = await host();
  const own = beside !== undefined || restricted;
  const server = own ? await startServer({ trusted: !restricted }) : common;
  const folder =
    beside?.folder ?? path.join(mkdtempSync(path.join(server.folder, 'window-')), path.basename(copy ?? 'texts'));
  mkdirSync(folder, { recursive: true });
  if (copy !== undefined) cpSync(path.join(ROOT, copy), folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  prepare?.(folder);
  server.settings({
    'workbench.colorTheme': THEMES[theme],
    'window.autoDetectColorScheme': false,
    // As the extension offers it for reading.
    '[plaintext]': { 'editor.wordWrap': 'on', 'editor.occurrencesHighlight': 'off' },
    // A mouse that was left on a row or a heading has its hover opened after a while, above what is to be clicked next.
    'workbench.hover.delay': 3_600_000,
    ...settings,
  });
  const context = await browser.newContext({
    viewport: VIEWPORT,
    userAgent,
    permissions: ['clipboard-read', 'clipboard-write'],
    // High contrast follows what the browser says that the person prefers; settings of the theme do not reach a new window.
    colorScheme: theme === 'hc-black' ? 'dark' : 'light',
    forcedColors: theme.startsWith('hc-') ? 'active' : 'none',
  });
  if (locale !== undefined) {
    await context.addInitScript((language) => {
      (globalThis as { _VSCODE_NLS_LANGUAGE?: string })._VSCODE_NLS_LANGUAGE = language;
    }, locale);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT);
  const app = new App(page, folder, server, own ? () => server.close() : undefined);
  windows.add(app);
  await first?.(page);
  await page.goto(server.address({ folder }, { extension }));
  await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
  // The command of the extension is there only when its manifest was read.
  await page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor();
  if (theme === 'dark') {
    // A new window takes the theme of the settings late or never: it is chosen by its name, whichever is there by then.
    await app.chooseTheme(THEMES.dark);
  }
  await page.locator(`.monaco-workbench.${LOOKS[theme]}`).waitFor();
  return app;
}

/** Closes what is still open. The server and the browser end with it. */
export async function closeAll(): Promise<void> {
  for (const app of windows) await app.close();
  if (shared === undefined) return;
  const { server, browser } = await shared;
  shared = undefined;
  await browser.close();
  await server.close();
}

/** A picture of every open window, for a test that failed. */
export async function screenshotAll(name: string): Promise<void> {
  for (const app of windows) await app.screenshot(name);
}

/** One window of VS Code. Every wait is for a state. */
export class App {
  /** Keys that were pressed, and letters that were put in, so far. */
  presses = 0;

  constructor(
    readonly page: Page,
    /** The workspace folder on disk. */
    readonly folder: string,
    private readonly server: Server,
    /** Ends what is this window's alone. */
    private readonly end?: () => Promise<void>,
  ) {}

  /** The editor that has the focus. */
  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
  }

  /** The lines of the active editor as they are drawn. */
  get lines(): Locator {
    return this.editor.locator('.view-lines .view-line');
  }

  /**
   * The open quick pick or input box. VS Code fades one out: closed, it stays visible for 150 ms with its rows, which
   * nothing answers any more. That one is gone.
   */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible:not(.quick-input-widget-closing)');
  }

  /** The open quick pick of that title, with the focus in its field. */
  async titled(title: string | RegExp, timeout?: number): Promise<Locator> {
    const widget = this.quickInput.filter({
      has: this.page.locator('.quick-input-title', { hasText: title }),
    });
    await widget.locator('input.input:focus').waitFor({ timeout });
    return widget;
  }

  /** The entries of the open quick pick. */
  get picks(): Locator {
    return this.quickInput.locator('.quick-input-list .monaco-list-row');
  }

  /** The messages in the notification centre: VS Code shows no others in a window that is driven by a test. */
  get notifications(): Locator {
    return this.page.locator('.notifications-center .notification-list-item-message');
  }

  /** Waits until a file of the workspace folder says something; tags are drawn before they are written. */
  async written(name: string, expected: RegExp, encoding: BufferEncoding = 'utf8'): Promise<void> {
    const file = path.join(this.folder, name);
    const until = Date.now() + LIMIT;
    for (let text = ''; !expected.test(text);) {
      text = existsSync(file) ? readFileSync(file, encoding) : '';
      if (Date.now() > until) throw new Error(`${name} does not say ${String(expected)}, but:\n${text}`);
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }

  /** The button of a notification. */
  answer(name: string): Locator {
    return this.page.locator('.notifications-center').getByRole('button', { name, exact: true });
  }

  press(keys: string): Promise<void> {
    this.presses++;
    return this.page.keyboard.press(keys);
  }

  /** Types into what has the focus. */
  type(text: string): Promise<void> {
    this.presses += text.length;
    return this.page.keyboard.type(text);
  }

  /** Puts text into the open quick pick's or input box's field. */
  async fillQuickInput(text: string): Promise<void> {
    this.presses += text.length;
    await this.quickInput.locator('input.input').fill(text);
  }

  /** Puts a path into VS Code's own dialog for files, which puts its folder there as often as it has read more of it. */
  async fillPath(file: string): Promise<void> {
    const until = Date.now() + LIMIT;
    const field = this.quickInput.locator('input.input');
    do {
      if (Date.now() > until) throw new Error(`The dialog does not take “${file}”.`);
      await this.fillQuickInput(file);
      // It lists what is there of that name.
      await this.picks
        .filter({ hasText: path.basename(file) })
        .first()
        .waitFor();
    } while ((await field.inputValue()) !== file);
  }

  /** Chooses the first entry of the open quick pick that shows the words. */
  async pick(words: string | RegExp): Promise<void> {
    await this.picks.filter({ hasText: words }).first().click();
  }

  /**
   * Opens a quick pick by its keys, or by whatever opens it: again where VS Code has closed it, as it does when the focus is given
   * back late to an editor or a page. Only the last press counts.
   */
  async summon(by: string | (() => Promise<void>), title: RegExp): Promise<Locator> {
    const before = this.presses;
    return this.again(async () => {
      this.presses = before;
      await (typeof by === 'string' ? this.press(by) : by());
      return this.titled(title, AGAIN);
    });
  }

  /** Tries what goes through a quick pick until it succeeds. What a try that did not has left open is closed. */
  private async again<T>(attempt: () => Promise<T>): Promise<T> {
    const until = Date.now() + LIMIT;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        // Not there in time, closed again, or drawn anew under the pointer: from the start.
        if (Date.now() > until) throw error;
        // In an editor Escape would take the selection away.
        if (!(await this.quickInput.isVisible())) continue;
        await this.press('Escape');
        await this.quickInput.waitFor({ state: 'hidden' });
      }
    }
  }

  /** Puts text into the quick pick that has the focus, and waits for an entry. */
  private async entryFor(text: string, entry: (picks: Locator) => Locator): Promise<Locator> {
    this.presses += text.length;
    await this.quickInput.locator('input.input:focus').fill(text, { timeout: AGAIN });
    const found = entry(this.picks).first();
    await found.waitFor({ timeout: AGAIN });
    return found;
  }

  /**
   * Opens a quick pick by its keys, puts text into it and waits for an entry. VS Code closes a quick pick when the focus
   * goes elsewhere, as it does when something has just been opened: then the keys are pressed again.
   */
  private quickly(keys: string, text: string, entry: (picks: Locator) => Locator): Promise<Locator> {
    return this.again(async () => {
      await this.press(keys);
      return this.entryFor(text, entry);
    });
  }

  /** Opens a file by VS Code's quick open, with the keyboard, and waits until its text is drawn and has the focus. */
  async open(name: string): Promise<void> {
    const file = path.basename(name);
    // Enter takes the focused entry, which at first is one of the unfiltered list.
    await this.quickly('Control+p', name, (picks) =>
      picks.and(this.page.locator('.focused')).filter({ hasText: file }),
    );
    await this.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.page.locator('.tab.active', { hasText: file }).waitFor();
    await this.lines.first().waitFor();
    await this.focusEditor();
    // The keys of a source do nothing before the extension is there: then it counts its tags.
    if (file.endsWith('.txt')) await this.page.locator('[id$="stancemark.status"]').waitFor();
  }

  /** Puts the focus into the active editor, with the keyboard. */
  async focusEditor(): Promise<void> {
    await this.press('Control+1');
    await this.editor.and(this.page.locator('.focused')).waitFor();
  }

  /** Runs a command by its whole title, category first, from the palette. */
  async command(title: string): Promise<void> {
    await this.again(async () => {
      const row = await this.quickly('F1', `>${title}`, (picks) =>
        picks.filter({ has: this.page.getByText(title, { exact: true }) }),
      );
      await row.click({ timeout: AGAIN });
    });
    // The command may open a pick of its own at once: then the palette is gone although a quick pick is there.
    await this.palette.waitFor({ state: 'hidden' });
  }

  /** Runs a command and takes the first entry of its question that shows the words: again, where the question was closed. */
  async choose(title: string, words: string | RegExp): Promise<void> {
    await this.again(async () => {
      await this.command(title);
      await this.picks.filter({ hasText: words }).first().click({ timeout: AGAIN });
    });
  }

  /** Chooses a theme by its name: its list comes in pieces, and what is typed before the last one is there may find nothing. */
  async chooseTheme(name: string): Promise<void> {
    await this.again(async () => {
      await this.command('Preferences: Color Theme');
      await this.entryFor(name, (picks) => picks.and(this.page.locator('.focused')).filter({ hasText: name }));
    });
    await this.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** The same with nothing but keys: the command must be the first that its title finds. */
  async commandByKeys(title: string): Promise<void> {
    await this.again(async () => {
      await this.quickly('F1', `>${title}`, (picks) =>
        picks.and(this.page.locator('.focused')).filter({ has: this.page.getByText(title, { exact: true }) }),
      );
    });
    await this.press('Enter');
    await this.palette.waitFor({ state: 'hidden' });
  }

  /** The open command palette. */
  private get palette(): Locator {
    return this.quickInput.filter({ has: this.page.locator('input.input[placeholder*="command to run"]') });
  }

  /** Goes to a place of the active editor: 1-based line and column, as the status bar shows them. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.focusEditor();
    await this.quickly('Control+g', `:${line}:${column}`, (picks) => picks.filter({ hasText: `${line}` }));
    await this.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** Selects so many UTF-16 units (of plain characters) from a place onwards, with the keyboard. */
  async select(line: number, column: number, length: number): Promise<void> {
    await this.goTo(line, column);
    for (let i = 0; i < length; i++) await this.press('Shift+ArrowRight');
    await this.page.locator('#status\\.editor\\.selection', { hasText: `(${length} selected)` }).waitFor();
  }

  /** Changes settings of the running window. */
  settings(wanted: Readonly<Record<string, unknown>>): void {
    this.server.settings(wanted);
  }

  /** Closes the window and opens it again, as VS Code does it: what it keeps is written before. */
  async restart(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.command('Developer: Reload Window');
    await loaded;
    await this.page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
  }

  /** Saves what is on the screen as `out/screenshots/NAME.png`. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(OUT, 'screenshots', `${name}.png`);
    await this.page.getByText('Activating Extensions...').waitFor({ state: 'hidden' });
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  async close(): Promise<void> {
    windows.delete(this);
    await this.page.context().close();
    await this.end?.();
  }
}
