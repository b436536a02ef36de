/** Tagging with nothing but keys, as a person does it: every step waits for what that person would see. */
import type { App } from './app';

/** Goes to the nth place of some words (in single-line paragraphs) and puts the cursor there. */
export async function goToWords(app: App, text: string, words: string, nth = 0): Promise<void> {
  let offset = text.indexOf(words);
  for (let i = 0; i < nth; i++) offset = text.indexOf(words, offset + 1);
  if (offset < 0) throw new Error(`“${words}” does not stand in the text.`);
  const before = text.slice(0, offset);
  await app.goTo(before.split('\n').length, offset - before.lastIndexOf('\n'));
}

/** Milliseconds after which a pick that should be there is opened again. */
const AGAIN = 6_000;

/**
 * Opens a pick by its keys and gives the first answer. VS Code closes a pick when the focus goes elsewhere, as it does when a file
 * has just been opened: then the keys are pressed again.
 */
async function ask(app: App, keys: string, words: string): Promise<void> {
  for (let tries = 4; ; tries--) {
    await app.press(keys);
    try {
      await app.quickInput.locator('input.input:focus').waitFor({ timeout: AGAIN });
      await app.picks.first().waitFor({ timeout: AGAIN });
      await answer(app, words, AGAIN);
      return;
    } catch (error) {
      if (tries === 0) throw error;
      await app.press('Escape');
      await app.quickInput.waitFor({ state: 'hidden' });
    }
  }
}

/** Types until the entry is the focused one, then takes it; the next question (or the end) has another title. */
async function answer(app: App, words: string, timeout?: number): Promise<void> {
  const title = await app.quickInput.locator('.quick-input-title').textContent({ timeout });
  if (words !== '') await app.type(words);
  await app.picks.and(app.page.locator('.focused')).filter({ hasText: words }).first().waitFor({ timeout });
  await app.press('Enter');
  await app.page.waitForFunction(
    (was) => {
      const widget = document.querySelector<HTMLElement>('.quick-input-widget');
      // A closed one stays for 150 ms, faded out.
      const closed = widget?.style.display === 'none' || widget?.classList.contains('quick-input-widget-closing');
      return closed === true || widget?.querySelector('.quick-input-title')?.textContent !== was;
    },
    title,
    { timeout },
  );
}

/** Tags the word at the cursor (or the selection) with what the pick proposes first. */
export async function tagAsProposed(app: App): Promise<void> {
  await ask(app, 'Alt+m', '');
  await app.quickInput.waitFor({ state: 'hidden' });
}

/** Tags the word at the cursor, which fits no entity, as a new one of that name: the first entry of the pick. */
export async function tagAsNew(app: App, type: string): Promise<void> {
  await ask(app, 'Alt+m', '');
  await answer(app, type);
  await app.quickInput.waitFor({ state: 'hidden' });
}

/** Tags the selection as a stance, the intensity left open. */
export async function tagStance(app: App, holder: string, target: string, value: string): Promise<void> {
  await ask(app, 'Alt+Shift+m', holder);
  await answer(app, target);
  await answer(app, value);
  await app.picks.and(app.page.locator('.focused')).first().waitFor();
  await app.press('Enter');
  await app.quickInput.waitFor({ state: 'hidden' });
}

/** Runs a command by its whole title, category first, without the mouse. */
export async function runByKeys(app: App, title: string): Promise<void> {
  await ask(app, 'F1', title);
}
