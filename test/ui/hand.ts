/** A hand on the keyboard that counts its presses. */
import assert from 'node:assert/strict';
import type { App } from './app';

/** Keys as a person presses them: every wait is for what that person would see before the next. */
export class Hand {
  presses = 0;

  constructor(private readonly app: App) {}

  title(words: RegExp): Promise<void> {
    return this.app.quickInput.locator('.quick-input-title', { hasText: words }).waitFor();
  }

  async press(key: string): Promise<void> {
    this.presses++;
    await this.app.press(key);
  }

  async type(words: string): Promise<void> {
    this.presses += words.length;
    await this.app.type(words);
  }

  /** The digit in front of a row. */
  async digitOf(words: string): Promise<string> {
    // By the label: a row keeps, unseen, the detail of what it showed before.
    const label = this.app.picks.locator('.label-name:visible', { hasText: words }).first();
    await label.waitFor();
    const text = (await label.textContent()) ?? '';
    const digit = /^\d/.exec(text.trim())?.[0];
    assert.ok(digit, `“${text}” has no digit`);
    return digit;
  }

  async digit(words: string): Promise<void> {
    await this.press(await this.digitOf(words));
  }

  /** Enter, when the row with the words is the focused one. */
  async enter(words: string): Promise<void> {
    await this.app.picks.and(this.app.page.locator('.focused')).filter({ hasText: words }).first().waitFor();
    await this.press('Enter');
  }
}

/** Selects the first occurrence of some words (in single-line paragraphs), of a text that is open. The presses for it do not count. */
export async function select(app: App, text: string, words: string): Promise<Hand> {
  const offset = text.indexOf(words);
  assert.ok(offset >= 0, words);
  const before = text.slice(0, offset);
  await app.select(before.split('\n').length, offset - before.lastIndexOf('\n'), words.length);
  return new Hand(app);
}
