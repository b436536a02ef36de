/**
 * From the key press to the painted frame, in the real VS Code: a source of 1 MB with 10,000 tags, with the extension and in the
 * same VS Code without it, by turns. Times are taken in the page; keys are paced by what is painted.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as browserHost from '../host/browser.mjs';
import type * as serverHost from '../host/server.mjs';
import { makeEditorFiles, TAGS } from './editor-files';
import { Window } from './editor-page';
import { median, type Report } from './row';

const ROUNDS = 5;
/** Words of so many letters, with a pause after each, in which what the extension put off is done. */
const WORDS = 2;
const LETTERS = 'abcdefghij';
const PAUSE = 400;
const PAGES = 20;
const TAGGED = 200;
/** Between two tags: four a second are more than anybody makes, so the write of one is not measured with the next. */
const PACE = 250;

/** What starts VS Code finds its files beside itself, so it is loaded as it stands. The benchmark runs in the project's folder. */
async function host<T>(name: string): Promise<T> {
  const module: unknown = await import(pathToFileURL(path.resolve(`test/host/${name}.mjs`)).href);
  return module as T;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

const p95 = (values: readonly number[]): number => quantile(values, 0.95);
const told = (values: readonly number[]): string =>
  `p50 ${median(values).toFixed(0)}, p95 ${p95(values).toFixed(0)} ms`;

/** How far the rounds' own p95 lie from their median, at the most, in per cent. */
function spread(rounds: readonly (readonly number[])[]): string {
  const each = rounds.map(p95);
  const middle = median(each);
  return `±${Math.max(...each.map((one) => (100 * Math.abs(one - middle)) / middle)).toFixed(0)} %`;
}

/** A copy of the extension, built there: other builds of the project do not touch it while it runs. */
function stage(folder: string): string {
  fs.mkdirSync(folder);
  for (const name of ['src', 'media', 'package.json', 'package.nls.json', 'tsconfig.json', 'esbuild.js']) {
    fs.cpSync(name, path.join(folder, name), { recursive: true });
  }
  fs.symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.js'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed.\n${stderr}`);
  return folder;
}

export async function bench(report: Report): Promise<void> {
  const { startServer } = await host<typeof serverHost>('server');
  const { launchBrowser } = await host<typeof browserHost>('browser');
  const { TMPDIR } = process.env;
  // The extension wraps plain text by default; the window without it has to do the same work.
  const settings = {
    '[plaintext]': { 'editor.wordWrap': 'on' },
    'files.autoSave': 'off',
  };
  const servers = [await startServer({ settings }), await startServer({ settings })] as const;
  try {
    const browser = await launchBrowser(servers[0].folder);
    try {
      const files = makeEditorFiles(TAGGED + 1);
      const extension = stage(path.join(servers[0].folder, 'extension'));
      const [own, bare] = await Promise.all(
        servers.map((server, i) => {
          const folder = path.join(server.folder, 'texts');
          fs.mkdirSync(folder);
          fs.writeFileSync(path.join(folder, 'a.txt'), files.source);
          fs.writeFileSync(path.join(folder, 'a.txt.tags.yaml'), files.sidecar);
          fs.writeFileSync(path.join(folder, 'codebook.yaml'), files.codebook);
          const address = server.address({ folder }, i === 0 ? { extension } : {});
          return Window.open(browser, address, path.join(folder, 'a.txt'), files.line);
        }),
      );
      if (!own || !bare) throw new Error('A window did not open.');
      await own.drawn();
      await measure(report, own, bare, files.words);
    } finally {
      await browser.close();
    }
  } finally {
    await Promise.all(servers.map((server) => server.close()));
    // The browser's own temporary folder went with the server.
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
}

async function measure(report: Report, own: Window, bare: Window, words: readonly string[]): Promise<void> {
  const beside = 'the same VS Code without the extension';
  const place = `1 MB with ${TAGS.toLocaleString('en')} tags`;
  // The first round warms up.
  const typing = await byTurns(own, bare, type);
  compare(report, `type, key press to painted frame, ${place}`, beside, typing);

  const { paced, breathless } = await tag(own, words);
  report({
    name: `tag, key press to highlight, ${place}`,
    beside: 'the clock, p95',
    ratio: p95(paced),
    target: 100,
    unit: 'ms',
    note:
      `${told(paced)}, most ${Math.max(...paced).toFixed(0)} ms, of ${paced.length} at four a second; ` +
      `each as soon as the one before is painted: ${told(breathless)}`,
  });

  const scrolling = await byTurns(own, bare, scroll);
  compare(report, `scroll by pages, time between frames, ${place}`, beside, scrolling);
}

type Rounds = readonly [own: number[][], bare: number[][]];

async function byTurns(
  own: Window,
  bare: Window,
  work: (window: Window, round: number) => Promise<number[]>,
): Promise<Rounds> {
  const rounds: Rounds = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, window] of [own, bare].entries()) {
      await window.page.bringToFront();
      const times = await work(window, round);
      if (round > 0) rounds[i as 0 | 1].push(times);
    }
  }
  return rounds;
}

function compare(report: Report, name: string, beside: string, [own, bare]: Rounds): void {
  report({
    name: `${name}, p95`,
    beside,
    ratio: p95(own.flat()) / p95(bare.flat()),
    target: 1.25,
    note: `${told(own.flat())} beside ${told(bare.flat())}; p95 of the rounds ${spread(own)} and ${spread(bare)}`,
  });
}

/** Types words, each letter when the one before is painted. The line holds what was typed since the round began. */
async function type(window: Window, round: number): Promise<number[]> {
  const times: number[] = [];
  let typed = '';
  // A word of its own: one long run of letters would be broken over two lines, and not be found in one piece.
  await window.page.keyboard.press('Space');
  for (const letter of `q${'z'.repeat(round + 1)}q`) await window.press(letter, 'text', (typed += letter));
  for (let word = 0; word < WORDS; word++) {
    for (const letter of LETTERS) times.push(await window.press(letter, 'text', (typed += letter)));
    await window.page.waitForTimeout(PAUSE);
  }
  return times;
}

/** Tags the first word by the picker, to have a meaning to repeat, and each word of the lines below by one key. */
async function tag(window: Window, words: readonly string[]): Promise<{ paced: number[]; breathless: number[] }> {
  const { page } = window;
  await page.bringToFront();
  const [first = '', ...others] = words;
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+m');
  // The first entry makes a new entity of the word; the second question is for its type.
  for (const placeholder of [/^Who or what/, /^What is it/]) {
    const open = page.locator('.quick-input-widget:visible');
    await open.getByPlaceholder(placeholder).waitFor();
    await open.locator('.quick-input-list .monaco-list-row').first().waitFor();
    if (placeholder.source.startsWith('^Who')) await page.keyboard.press('Enter');
  }
  await window.press('Enter', 'tag', first);
  const times = { paced: [] as number[], breathless: [] as number[] };
  for (const [i, word] of others.entries()) {
    const paced = i < others.length / 2;
    await page.keyboard.press('ArrowDown');
    if (paced) await page.waitForTimeout(PACE);
    (paced ? times.paced : times.breathless).push(await window.press('Alt+j', 'tag', word));
  }
  return times;
}

/** Goes through the text by pages, there and back in turns. */
async function scroll(window: Window, round: number): Promise<number[]> {
  const key = round % 2 === 0 ? 'PageDown' : 'PageUp';
  return window.frames(async () => {
    for (let page = 0; page < PAGES; page++) await window.press(key, 'scroll');
  });
}
