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

async function picking(app: App): Promise<void> {
  await app.quickInput.locator('input.input:focus').waitFor();
  await app.picks.first().waitFor();
}

/** Types until the entry is the focused one, then takes it; the next question (or the end) has another title. */
export async function answer(app: App, words: string): Promise<void> {
  const title = await app.quickInput.locator('.quick-input-title').textContent();
  await app.type(words);
  await app.picks.and(app.page.locator('.focused')).filter({ hasText: words }).first().waitFor();
  await app.press('Enter');
  await app.page.waitForFunction((was) => {
    const widget = document.querySelector<HTMLElement>('.quick-input-widget');
    return widget?.style.display === 'none' || widget?.querySelector('.quick-input-title')?.textContent !== was;
  }, title);
}

/** Tags the word at the cursor (or the selection) with what the pick proposes first. */
export async function tagAsProposed(app: App): Promise<void> {
  await app.press('Alt+m');
  await picking(app);
  await app.press('Enter');
  await app.quickInput.waitFor({ state: 'hidden' });
}

/** Tags the word at the cursor as a new entity of that name. */
export async function tagAsNew(app: App, type: string): Promise<void> {
  await app.press('Alt+m');
  await picking(app);
  await answer(app, 'New entity');
  await answer(app, type);
  await app.quickInput.waitFor({ state: 'hidden' });
}

/** Tags the selection as a stance, the intensity left open. */
export async function tagStance(app: App, holder: string, target: string, value: string): Promise<void> {
  await app.press('Alt+Shift+m');
  await picking(app);
  await answer(app, holder);
  await answer(app, target);
  await answer(app, value);
  await app.press('Enter');
  await app.quickInput.waitFor({ state: 'hidden' });
}
