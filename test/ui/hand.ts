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

  /** Opens a pick by its keys. */
  async summon(keys: string, title: RegExp): Promise<void> {
    this.presses++;
    await this.app.summon(keys, title);
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

  /** Types a name, and takes its row. */
  async named(name: string): Promise<void> {
    await this.type(name);
    await this.enter(name);
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

/** Tags words as an entity of the codebook, which is the focused row once `typed` is typed. */
export async function tagAs(app: App, text: string, words: string, name: string, typed = ''): Promise<Hand> {
  const hand = await select(app, text, words);
  await hand.summon('Alt+m', /^Tag “/);
  await hand.type(typed);
  await hand.enter(name);
  await app.quickInput.waitFor({ state: 'hidden' });
  return hand;
}

/** Tags words as a new entity; `name` is typed where they are not its name, with `+` where they become an alias. */
export async function tagNew(app: App, text: string, words: string, type: string, name = ''): Promise<Hand> {
  const hand = await select(app, text, words);
  await hand.summon('Alt+m', /^Tag “/);
  await hand.type(name);
  await hand.enter('New entity');
  await hand.title(/New entity/);
  await hand.type(type.slice(0, 2));
  await hand.enter(type);
  await app.quickInput.waitFor({ state: 'hidden' });
  return hand;
}

export interface StanceKeys {
  readonly holder: string;
  readonly target: string;
  readonly value: string;
  readonly strength: string;
  /** Holder and target by their names: who is not near the passage has no digit. */
  readonly typed?: boolean;
  /** What the last step has filled in by itself, as it is shown there. */
  readonly shown?: readonly RegExp[];
  /** More at the last step, before the strength. */
  readonly more?: (hand: Hand) => Promise<void>;
}

/** Tags a passage as a stance; holder and target are taken by the digits of their rows, or `typed`. */
export async function tagStance(app: App, text: string, words: string, keys: StanceKeys): Promise<Hand> {
  const hand = await select(app, text, words);
  await hand.summon('Alt+Shift+m', /Whose stance/);
  await (keys.typed ? hand.named(keys.holder) : hand.digit(keys.holder));
  await hand.title(/toward whom/);
  await (keys.typed ? hand.named(keys.target) : hand.digit(keys.target));
  await hand.title(/which stance/);
  await hand.press(keys.value);
  await hand.title(/How strong/);
  for (const words of keys.shown ?? []) await app.picks.filter({ hasText: words }).first().waitFor();
  await keys.more?.(hand);
  await hand.press(keys.strength);
  await app.quickInput.waitFor({ state: 'hidden' });
  return hand;
}
