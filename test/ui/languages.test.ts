/**
 * The extension in a language that nobody speaks: every word of ours is marked, accented and a third longer. A word without marks was
 * not translated; a text that is wider than its room would be clipped in German or Russian. `STANCEMARK_LOCALES=de,ru` walks through
 * real languages and takes pictures of them.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { ROOT } from '../host/paths.mjs';
import type { App } from './app';
import { openApp } from './app';

/** Of private use by BCP 47, so that no rule of plurals or numbers is another's. */
const PSEUDO = 'qaa';
const LOCALES = (process.env['STANCEMARK_LOCALES'] ?? PSEUDO).split(',');
const FIRST = '01-nineteen-hours-at-a-closed-gate.txt';

/** Words between marks, accented and a third longer; what is no word of ours (places for data, code, links) stays. */
function pseudo(words: string): string {
  const said = words.replace(/\{\d+\}|`[^`]*`|\]\([^)]*\)|\$\([^)]*\)|<[^>]*>|&[a-z]+;|[aeiou]/gi, (part) =>
    part.length > 1 ? part : ({ a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú' }[part.toLowerCase()] ?? part),
  );
  return `⟦${said}${'·'.repeat(Math.ceil(words.length / 3))}⟧`;
}

/** Names that are the same everywhere; the last are VS Code's own. */
const NAMES = new Set([
  'Stancemark',
  'CSV',
  'SVG',
  'PNG',
  'HTML',
  'Markdown',
  'YYYY',
  'Alt',
  'Shift',
  'Ctrl',
  'Actions',
  'for',
  'Not',
  'completed',
]);

type Words = Record<string, string>;
const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** The extension's folder, by links, with one more language. */
function withPseudo(): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'stancemark-words-')), 'extension');
  mkdirSync(folder);
  const own = new Set(['dist', 'node_modules', '.git', '.vscode-test', 'out', 'test']);
  for (const name of readdirSync(ROOT).filter((each) => !own.has(each))) {
    symlinkSync(path.join(ROOT, name), path.join(folder, name));
  }
  cpSync(path.join(ROOT, 'dist'), path.join(folder, 'dist'), { recursive: true });
  const words = path.join(folder, 'dist/words');
  const packed = json<{ locales: string[] }>(path.join(words, 'keys.json'));
  writeFileSync(path.join(words, 'keys.json'), JSON.stringify({ ...packed, locales: [...packed.locales, PSEUDO] }));
  // As the build packs them: in the order of their English.
  const english = new Set(packed.locales.flatMap((one) => Object.keys(json<Words>(`l10n/bundle.l10n.${one}.json`))));
  const said = [...english].sort().map((one) => pseudo(one.replace(/#\w+$/, '')));
  writeFileSync(path.join(words, `${PSEUDO}.json`), JSON.stringify(said));
  const titles = Object.entries(json<Words>('package.nls.json')).map(([key, title]) => [key, pseudo(title)]);
  writeFileSync(path.join(folder, `package.nls.${PSEUDO}.json`), JSON.stringify(Object.fromEntries(titles)));
  return folder;
}

/** Texts that are drawn below an element, each once. */
function textsOf(element: Locator): Promise<string[]> {
  return element.evaluateAll((all) => {
    const texts = new Set<string>();
    for (const one of all) {
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        // Keys are VS Code's to name.
        if (!parent || parent.closest('script, style, .monaco-keybinding') || !parent.checkVisibility()) continue;
        texts.add((node.textContent ?? '').trim());
      }
      for (const named of one.querySelectorAll('[aria-label], [title], [placeholder]')) {
        if (named.closest('.monaco-keybinding') || !named.checkVisibility()) continue;
        for (const name of ['aria-label', 'title', 'placeholder']) texts.add(named.getAttribute(name)?.trim() ?? '');
      }
    }
    return [...texts];
  });
}

/** What of a page cannot be read whole: texts wider than a box that hides the rest, and pictures' texts outside of the picture. */
function clippedIn(scope: Frame | Page, selector: string): Promise<string[]> {
  return scope.locator(selector).evaluateAll((roots) => {
    const found: string[] = [];
    for (const one of roots.flatMap((root) => [root, ...root.querySelectorAll('*')])) {
      // What is for screen readers alone has no room to be read in.
      if (!one.checkVisibility() || !one.textContent?.trim() || one.closest('.unseen')) continue;
      const { overflowX } = getComputedStyle(one);
      const hides = overflowX === 'hidden' || overflowX === 'clip';
      if (hides && one.scrollWidth > one.clientWidth + 1) found.push(one.textContent.slice(0, 80));
      const svg = one instanceof SVGTextElement ? one.ownerSVGElement : null;
      if (svg) {
        const [text, room] = [one.getBoundingClientRect(), svg.getBoundingClientRect()];
        if (text.left < room.left - 1 || text.right > room.right + 1)
          found.push(`svg: ${one.textContent.slice(0, 80)}`);
      }
    }
    return [...new Set(found)];
  });
}

for (const locale of LOCALES) {
  describe(`in the language ${locale}`, () => {
    const mine = locale === PSEUDO;
    const titles = mine ? undefined : json<Words>(`package.nls.${locale}.json`);
    const title = (key: string): string => titles?.[key] ?? pseudo(json<Words>('package.nls.json')[key] ?? key);
    /** All words of the sample: what is data. */
    const data = readdirSync(path.join(ROOT, 'media/sample'))
      .flatMap((name) => [name, readFileSync(path.join(ROOT, 'media/sample', name), 'utf8')])
      .join('\n')
      .toLowerCase();
    const bundle = mine ? {} : json<Words>(`l10n/bundle.l10n.${locale}.json`);
    let app: App;
    before(async () => {
      const extension = mine ? withPseudo() : ROOT;
      app = await openApp({ copy: 'media/sample', locale, extension });
    });
    after(() => app.close());

    /** Titles and names of the sources' are cut where there is no room: they are whole on hover. */
    const ours = (texts: readonly string[]): string[] => texts.filter((text) => !data.includes(text.toLowerCase()));

    /** Words of ours in English. */
    const untranslated = (texts: readonly string[]): string[] =>
      texts.filter((text) => {
        if (!mine) return bundle[text] !== undefined && bundle[text] !== text && !data.includes(text.toLowerCase());
        // All vowels of ours are accented.
        const words = text.match(/\p{L}{3,}/gu)?.filter((word) => /[aeiou]/i.test(word)) ?? [];
        return words.some((word) => !data.includes(word.toLowerCase()) && !NAMES.has(word));
      });

    it('says the views and the status bar', async () => {
      await app.open(FIRST);
      await app.command('View: Show Stancemark');
      const row = app.page.locator('.pane-body .monaco-list-row', { hasText: 'Azerbaijan' }).first();
      await row.waitFor();
      await app.screenshot(`language-${locale}-trees`);
      const side = app.page.locator('.part.sidebar .split-view-view:visible');
      assert.deepEqual(untranslated(await textsOf(side.locator('.pane-header .title'))), []);
      assert.deepEqual(untranslated(await textsOf(side.locator('.pane-body .monaco-list-rows'))), []);
      const status = app.page.locator('.statusbar-item[id^="stancemark"]:visible');
      assert.ok((await status.count()) > 0);
      assert.deepEqual(untranslated(await textsOf(status)), []);
      assert.deepEqual(await clippedIn(app.page, '.statusbar-item[id^="stancemark"]'), []);
    });

    it('asks for a stance', async () => {
      await app.open(FIRST);
      await app.select(3, 1, 5);
      await app.summon('Alt+Shift+m', /./);
      await app.picks.first().waitFor();
      await app.screenshot(`language-${locale}-stance`);
      assert.deepEqual(untranslated(await textsOf(app.quickInput.locator('.quick-input-title'))), []);
      assert.deepEqual(await clippedIn(app.page, '.quick-input-title'), []);
      assert.deepEqual(untranslated(await textsOf(app.quickInput.locator('.quick-input-list .monaco-list-row'))), []);
      await app.press('Escape');
      await app.quickInput.waitFor({ state: 'hidden' });
    });

    it('shows Findings, tab by tab', async () => {
      await app.command(`Stancemark: ${title('command.openFindings')}`);
      const outer = await app.page.locator('iframe.webview.ready').elementHandle();
      const inner = await (await outer?.contentFrame())?.waitForSelector('#active-frame');
      const frame = await inner?.contentFrame();
      assert.ok(frame);
      for (const view of ['matrix', 'contradictions', 'timeline', 'mentions', 'coverage', 'agreement']) {
        await frame.locator(`#tab-${view}`).click();
        await frame.locator(`#tab-${view}[aria-selected="true"]`).waitFor();
        await frame.locator('#panel').locator('.figure, p').first().waitFor();
        await app.screenshot(`language-${locale}-${view}`);
        assert.deepEqual(untranslated(await textsOf(frame.locator('body'))), [], view);
        assert.deepEqual(ours(await clippedIn(frame, 'body')), [], view);
      }
    });

    it('leads through the first steps', async () => {
      await app.command('Welcome: Open Walkthrough...');
      await app.fillQuickInput(title('walkthrough.title').slice(0, 30));
      await app.pick(title('walkthrough.title'));
      const steps = app.page.locator('.getting-started-step:visible');
      await steps.first().waitFor();
      await app.screenshot(`language-${locale}-walkthrough`);
      assert.deepEqual(untranslated(await textsOf(steps)), []);
    });
  });
}
