// @ts-check
// The browser in which the embedded VS Code is shown.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { onEnd } from './processes.mjs';
import { findChromium, needFromSystem } from './system.mjs';

export const VIEWPORT = { width: 1280, height: 800 };

/**
 * Starts a headless Chromium. It hangs on a pipe of this process and ends with it.
 * @param {string} folder for its own files; whoever owns the folder removes it
 */
export async function launchBrowser(folder) {
  await needFromSystem('browser');
  // Playwright makes its folders in the temporary one and cannot remove them when it is killed.
  process.env['TMPDIR'] = path.join(folder, 'browser');
  mkdirSync(process.env['TMPDIR'], { recursive: true });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  onEnd(() => browser.close());
  return browser;
}
