import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import type { App } from './app';

/** The page of Findings within VS Code's two frames. */
export async function findingsFrame(app: App): Promise<Frame> {
  const outer = await app.page.locator('iframe.webview.ready').elementHandle();
  const inner = await (await outer?.contentFrame())?.waitForSelector('#active-frame');
  const frame = await inner?.contentFrame();
  assert.ok(frame);
  return frame;
}

/** The same, when its first figure is drawn. */
export async function findingsPage(app: App): Promise<Frame> {
  const frame = await findingsFrame(app);
  await frame.locator('.figure').first().waitFor();
  return frame;
}

/** A figure of the page by its id: `matrix`. */
export const figure = (frame: Frame, id: string): Locator => frame.locator(`[data-figure="${id}"]`);
