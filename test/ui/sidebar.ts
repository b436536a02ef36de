/** The views of the sidebar, by mouse. */
import type { Locator } from 'playwright-core';
import type { App } from './app';

const VIEWS = ['Entities', 'Stances', 'Sources', 'Searches'] as const;
export type View = (typeof VIEWS)[number];

export const pane = (app: App, view: View): Locator =>
  app.page.locator('.pane', { has: app.page.locator(`.pane-header[aria-label^="${view}"]`) });
export const rows = (app: App, view: View, text?: string | RegExp): Locator =>
  pane(app, view).locator('.monaco-list-row', text === undefined ? {} : { hasText: text });
export const header = (app: App, view: View): Locator => app.page.locator(`.pane-header[aria-label^="${view}"]`);

export async function showSidebar(app: App): Promise<void> {
  await app.page.locator('.activitybar [aria-label^="Stancemark"]').first().click();
  await header(app, 'Entities').waitFor();
}

/** Gives one view the room of all. */
export async function onlyView(app: App, view: View): Promise<void> {
  for (const one of VIEWS) {
    const wanted = String(one === view);
    if ((await header(app, one).getAttribute('aria-expanded')) !== wanted) await header(app, one).click();
    await app.page.locator(`.pane-header[aria-label^="${one}"][aria-expanded="${wanted}"]`).waitFor();
  }
}

/** Does something until it took: a row that is drawn anew meanwhile is not the one that the mouse was on. */
async function untilThere(result: Locator, act: () => Promise<void>): Promise<void> {
  for (let tries = 3; ; tries--) {
    await act();
    try {
      await result.waitFor({ timeout: 8_000 });
      return;
    } catch (error) {
      if (tries === 0) throw error;
    }
  }
}

/** Opens a row of a tree, whichever way it is when it is looked at, until what is below it is there. */
export function openRow(row: Locator, below: Locator): Promise<void> {
  return untilThere(below, async () => {
    if (!(await below.isVisible())) await row.click();
  });
}

/** Drags, until what comes of it is there. */
export function dropOnto(what: Locator, onto: Locator, result: Locator): Promise<void> {
  return untilThere(result, () => what.dragTo(onto));
}

/** Presses a title button of a view, which are there while the mouse is over the view. */
export async function titleButton(app: App, view: View, name: string): Promise<void> {
  await header(app, view).hover();
  await header(app, view).locator(`.action-label[aria-label^="${name}"]`).click();
}

/** Chooses from the context menu of a row. */
export async function fromMenu(app: App, row: Locator, name: string): Promise<void> {
  await row.click({ button: 'right' });
  const item = app.page.getByRole('menuitem', { name });
  // VS Code's menus pass over a mouse button that comes within moments of their opening: until the menu is gone nothing was chosen.
  for (let tries = 0; tries < 10; tries++) {
    await item.click();
    const gone = await item.waitFor({ state: 'hidden', timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (gone) return;
  }
  throw new Error(`The menu did not take “${name}”.`);
}
