import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { contrast } from '../../src/core/codebook/color';
import { parseCsv, unguard } from '../../src/core/export';
import type { App } from './app';
import { openApp, THEMES } from './app';
import { figure, findingsPage } from './findings-page';
import { sidecarFor } from './sidecar';

const TABS = ['Matrix', 'Contradictions', 'Over time', 'Mentions', 'Coverage'] as const;

async function openFindings(app: App): Promise<Frame> {
  await app.command('Stancemark: Open Findings');
  return findingsPage(app);
}

async function choose(frame: Frame, tab: string, id: string): Promise<void> {
  await frame.getByRole('tab', { name: tab }).click();
  await figure(frame, id).waitFor();
}

/** The cells of a figure's table, row by row, the header first. */
async function cells(frame: Frame, id: string): Promise<string[][]> {
  return figure(frame, id)
    .locator('table tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
    );
}

/** How a file of each kind ends: what is written whole has its end. */
const ENDS: Readonly<Record<string, RegExp>> = { csv: /\n$/, svg: /<\/svg>\s*$/, png: /IEND\xAE\x42\x60\x82$/ };

/** Answers VS Code's save dialog, once it has proposed a name; resolves when the file is there whole. */
async function saveAs(app: App, file: string): Promise<void> {
  const input = app.quickInput.locator('input.input');
  await app.page.waitForFunction(() =>
    document.querySelector<HTMLInputElement>('.quick-input-widget input.input')?.value.includes('findings-'),
  );
  await input.fill(file);
  await app.quickInput.getByRole('button', { name: 'OK' }).click();
  await app.quickInput.waitFor({ state: 'hidden' });
  await app.written(path.relative(app.folder, file), ENDS[path.extname(file).slice(1)] ?? /./, 'latin1');
}

/** Violations of axe's rules, as far as they concern the page itself. */
async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    const { axe: loaded } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await loaded.run(document, { resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}

describe('findings', () => {
  let app: App;
  let frame: Frame;
  const requests: string[] = [];

  before(async () => {
    app = await openApp({ copy: 'media/sample' });
    app.page.on('request', (request) => {
      // Those of VS Code's own window are none of the page's.
      if (!request.serviceWorker() && request.frame() !== app.page.mainFrame()) requests.push(request.url());
    });
    await app.open('01-nineteen-hours-at-a-closed-gate.txt');
    frame = await openFindings(app);
  });
  after(() => app.close());

  it('has the colours of the manifest', async () => {
    const fill = await figure(frame, 'matrix')
      .locator('.tone-negative circle')
      .first()
      .evaluate((one) => getComputedStyle(one).fill);
    // VS Code writes only the first dot of a colour's id as a dash; the style sheet rests on it.
    const own = await frame.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--vscode-stancemark-stance.negative').trim(),
    );
    assert.equal(own, '#b3261e');
    assert.equal(fill, 'rgb(179, 38, 30)');
  });

  it('shows a matrix of which each mark is said in words', async () => {
    const marks = figure(frame, 'matrix').getByRole('button', { name: /toward Russia: \d+ stances?, mostly negative/ });
    await marks.first().waitFor();
  });

  for (const tab of TABS) {
    it(`has nothing in “${tab}” that axe objects to`, async () => {
      await frame.getByRole('tab', { name: tab }).click();
      await frame
        .locator(`#panel[aria-labelledby="${await frame.getByRole('tab', { name: tab }).getAttribute('id')}"] .figure`)
        .first()
        .waitFor();
      await frame.locator('details.numbers').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      assert.deepEqual(await violations(frame), []);
      await app.screenshot(`findings-${tab.toLowerCase().replace(' ', '-')}`);
    });
  }

  for (const [tab, id] of [
    ['Matrix', 'matrix'],
    ['Contradictions', 'contradictions'],
    ['Over time', 'timeline'],
    ['Mentions', 'network'],
    ['Mentions', 'bySource'],
    ['Coverage', 'coverage'],
  ] as const) {
    it(`writes the numbers of “${id}” as they are on the screen`, async () => {
      await choose(frame, tab, id);
      const shown = await cells(frame, id);
      const file = path.join(app.folder, `${id}.csv`);
      await figure(frame, id)
        .getByRole('button', { name: /as CSV$/ })
        .click();
      await saveAs(app, file);
      const inFile = parseCsv(readFileSync(file, 'utf8')).rows.map((row) => row.cells.map(unguard));
      assert.ok(inFile.length > 1);
      assert.deepEqual(shown, inFile);
    });
  }

  it('shows the passages of a mark side by side, and opens one beside the panel', async () => {
    await choose(frame, 'Matrix', 'matrix');
    await figure(frame, 'matrix')
      .getByRole('button', { name: /toward Russia: \d+ stances/ })
      .first()
      .click();
    const passages = frame.locator('.passages');
    await passages.locator('article').first().waitFor();
    const [, count = ''] = /^(\d+) passages/.exec((await passages.locator('h3').first().textContent()) ?? '') ?? [];
    assert.equal(await passages.locator('article').count(), Number(count));
    await app.screenshot('findings-passages');
    const quote = (await passages.locator('article mark').first().textContent()) ?? '';
    await passages
      .getByRole('button', { name: /^Open the passage/ })
      .first()
      .click();
    await app.page.locator('#status\\.editor\\.selection', { hasText: `(${quote.length} selected)` }).waitFor();
    assert.equal(await app.page.locator('.editor-group-container').count(), 2);
  });

  it('can be used with the keyboard alone', async () => {
    await app.page.locator('iframe.webview.ready').first().waitFor();
    frame = await findingsPage(app);
    const tab = frame.getByRole('tab', { name: 'Matrix' });
    await tab.focus();
    await app.press('ArrowRight');
    await figure(frame, 'contradictions').waitFor();
    await app.press('Home');
    await figure(frame, 'matrix').waitFor();
    const name = (): Promise<string | null> =>
      frame.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    const mark = figure(frame, 'matrix').locator('.mark[tabindex="0"]');
    assert.equal(await mark.count(), 1);
    await mark.focus();
    const first = await name();
    await app.press('ArrowDown');
    const second = await name();
    assert.notEqual(second, first);
    await app.press('Enter');
    await frame.locator('.passages article').first().waitFor();
    // The figures were drawn anew; the focus is where it was.
    assert.equal(await name(), second);
    await app.press('Enter');
    await frame.locator('.passages').waitFor({ state: 'detached' });
  });

  it('says where a query is wrong, and filters with one that is right', async () => {
    const before = await frame.locator('.summary').textContent();
    await frame.getByLabel('Query').fill('holder:azerbaijan intensity:strong');
    await frame.locator('#query[aria-invalid]').waitFor();
    assert.match((await frame.locator('#query-says mark').textContent()) ?? '', /strong/);
    assert.equal(await frame.locator('.summary').textContent(), before);
    await frame.getByLabel('Query').fill('axis:negative');
    await frame.locator('.summary', { hasText: /^0 mentions/ }).waitFor();
    await frame.locator('#query:not([aria-invalid])').waitFor();
    await frame.getByRole('button', { name: 'Clear', exact: true }).click();
    await frame
      .locator('.summary')
      .filter({ hasText: before ?? '' })
      .waitFor();
  });

  it('follows a tag that is added, without losing the focus', async () => {
    await choose(frame, 'Mentions', 'mentions');
    const bar = figure(frame, 'mentions').getByRole('button', { name: /^Russia: \d+ mentions/ });
    const [, count = ''] = /: (\d+)/.exec((await bar.getAttribute('aria-label')) ?? '') ?? [];
    await bar.focus();
    const source = path.join(app.folder, '06-the-report-that-begins-with-the-weather.txt');
    const text = readFileSync(source, 'utf8');
    const quote = /[A-Z][a-z]+/.exec(text)?.[0] ?? '';
    writeFileSync(`${source}.tags.yaml`, sidecarFor(text, [{ id: 'abcdefgh', quote, says: 'entity: russia' }]));
    await figure(frame, 'mentions')
      .getByRole('button', { name: `Russia: ${Number(count) + 1} mentions` })
      .waitFor();
    assert.match(
      await frame.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
      new RegExp(`^Russia: ${Number(count) + 1} mentions`),
    );
    assert.match((await frame.getByRole('status').textContent()) ?? '', /^Changed: /);
  });

  it('writes pictures that need nothing else', async () => {
    await choose(frame, 'Mentions', 'network');
    await figure(frame, 'network').evaluate((one) => one.scrollIntoView());
    await app.screenshot('findings-network');
    for (const format of ['SVG', 'PNG'] as const) {
      const file = path.join(app.folder, `network.${format.toLowerCase()}`);
      await figure(frame, 'network')
        .getByRole('button', { name: `as ${format}` })
        .click();
      await saveAs(app, file);
    }
    const svg = readFileSync(path.join(app.folder, 'network.svg'), 'utf8');
    assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /<title>Stances between entities<\/title>/);
    assert.doesNotMatch(svg, /var\(|class=|tabindex|href|style=/);
    const png = readFileSync(path.join(app.folder, 'network.png'));
    assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.ok(png.length > 10_000);
  });

  it('asks nothing of any network', () => {
    assert.ok(requests.some((url) => url.includes('findings.js')));
    const own = new URL(app.page.url()).origin;
    const foreign = requests.filter((url) => {
      if (/^(data|blob|vscode-[a-z]+):/.test(url)) return false;
      // VS Code's own names for files of the extension, answered by its service worker.
      return new URL(url).origin !== own && !/(^|\.)vscode-(resource|cdn|webview)\b/.test(new URL(url).hostname);
    });
    assert.deepEqual(foreign, []);
  });
});

/** Do the marks of the picture stand out from the ground of the theme, filled or, with forced colours, by their line? */
async function assertSeen(frame: Frame): Promise<void> {
  const { ground, tones } = await frame.evaluate(() => ({
    ground: getComputedStyle(document.body).getPropertyValue('--vscode-editor-background').trim(),
    tones: [...document.querySelectorAll('.art circle')].map((one) => [
      getComputedStyle(one).fill,
      getComputedStyle(one).stroke,
    ]),
  }));
  const hex = (color: string): string =>
    color.startsWith('#')
      ? color
      : `#${(color.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
  assert.ok(tones.length > 3, tones.join());
  for (const tone of tones) {
    const found = tone.filter((color) => color !== 'none').map((color) => contrast(hex(color), hex(ground)));
    assert.ok(Math.max(...found) >= 4.5, `${tone.join(' and ')} on ${ground}`);
  }
}

describe('findings in every theme', () => {
  for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
    it(`is legible in ${theme}`, async () => {
      const app = await openApp({ copy: 'media/sample', theme });
      await app.open('01-nineteen-hours-at-a-closed-gate.txt');
      const frame = await openFindings(app);
      assert.deepEqual(await violations(frame), []);
      await assertSeen(frame);
      await app.screenshot(`findings-${theme}`);
      await choose(frame, 'Contradictions', 'contradictions');
      assert.deepEqual(await violations(frame), []);
      await app.screenshot(`findings-contradictions-${theme}`);
      const inks = await frame
        .locator('blockquote, blockquote mark')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).color));
      assert.equal(new Set(inks).size, 1, inks.join());
      // As narrow as a panel beside an editor.
      await app.page.setViewportSize({ width: 720, height: 800 });
      await app.command('View: Toggle Primary Side Bar Visibility');
      await choose(frame, 'Over time', 'timeline');
      assert.ok(
        await frame.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
      );
      await app.screenshot(`findings-narrow-${theme}`);
      await app.close();
    });
  }
});
