/** One window of VS Code as the benchmark sees it: keys go in, and the page itself says when their effect was painted. */
import type { Browser, Page } from 'playwright-core';

/** Milliseconds for a state to come about. */
const LIMIT = 120_000;
/** Milliseconds after which a key is taken for lost. */
const PATIENCE = 20_000;

/** What the page waits for after a key: the words in the text, the words drawn with a decoration, or another text. */
type Effect = 'text' | 'tag' | 'scroll';

interface Measuring {
  painted?: Promise<number>;
  frameTimes?: number[];
}
type Measured = typeof globalThis & Measuring;

const EDITOR = '.editor-group-container.active .monaco-editor[role="code"]';

export class Window {
  private constructor(readonly page: Page) {}

  /** Opens a window on a file: `address` is that of its folder, `file` its path, the cursor at a 1-based line. */
  static async open(browser: Browser, address: string, file: string, line: number): Promise<Window> {
    const url = new URL(address);
    const payload = JSON.parse(url.searchParams.get('payload') ?? '[]') as [string, string][];
    payload.push(['gotoLineMode', 'true'], ['openFile', `vscode-remote://${url.host}${file}:${line}:1`]);
    url.searchParams.set('payload', JSON.stringify(payload));
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(LIMIT);
    await page.goto(url.href);
    await page.locator(`${EDITOR} .view-line`).first().waitFor();
    await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line}, Col 1` }).waitFor();
    const window = new Window(page);
    await page.keyboard.press('Control+1');
    await page.locator(`${EDITOR}.focused`).waitFor();
    return window;
  }

  /** Waits until the tags are read and drawn. */
  async drawn(): Promise<void> {
    await this.page.locator('[id$="stancemark.status"]').waitFor();
    await this.page.locator(`${EDITOR} .view-line [class*="ced-"]`).first().waitFor({ state: 'attached' });
  }

  /**
   * Presses keys and resolves to the milliseconds from `keydown` of the last of them to the frame in which its effect was painted:
   * the view lines changed as they should, and two animation frames went by.
   */
  async press(keys: string, effect: Effect, words = ''): Promise<number> {
    const key = keys.split('+').at(-1) ?? '';
    await this.page.evaluate(
      ({ key, effect, words, selector }) => {
        const editor = document.querySelector(selector);
        const lines = editor?.querySelector('.view-lines');
        if (!editor || !lines) throw new Error('No editor is there.');
        const before = lines.textContent;
        const there = (): boolean => {
          if (effect === 'text') return lines.textContent.includes(words);
          if (effect === 'scroll') return lines.textContent !== before;
          return [...lines.querySelectorAll('[class*="ced-"]')].some((one) => one.textContent === words);
        };
        (globalThis as Measured).painted = new Promise<number>((resolve) => {
          let start: number | undefined;
          const pressed = (event: KeyboardEvent): void => {
            if (event.key.toLowerCase() !== key.toLowerCase()) return;
            start = performance.now();
            document.removeEventListener('keydown', pressed, true);
          };
          document.addEventListener('keydown', pressed, true);
          const observer = new MutationObserver(() => {
            if (start === undefined || !there()) return;
            observer.disconnect();
            const begun = start;
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)));
          });
          observer.observe(editor, { subtree: true, childList: true, characterData: true, attributes: true });
        });
      },
      { key, effect, words, selector: EDITOR },
    );
    await this.page.keyboard.press(keys);
    const painted = this.page.evaluate(() => (globalThis as Measured).painted as Promise<number>);
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`Nothing was painted for ${keys} (${effect} ${words}).`)), PATIENCE).unref();
    });
    return Promise.race([painted, late]);
  }

  /** Milliseconds between the animation frames that go by while `work` goes on. */
  async frames(work: () => Promise<void>): Promise<number[]> {
    await this.page.evaluate(() => {
      const frames: number[] = ((globalThis as Measured).frameTimes = []);
      let last = performance.now();
      const next = (now: number): void => {
        if ((globalThis as Measured).frameTimes !== frames) return;
        frames.push(now - last);
        last = now;
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
    await work();
    return this.page.evaluate(() => {
      const { frameTimes: frames = [] } = globalThis as Measured;
      (globalThis as Measured).frameTimes = undefined;
      return frames.slice(1);
    });
  }
}
