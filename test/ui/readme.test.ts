import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { animated } from '../host/apng.mjs';
import { OUT } from '../host/paths.mjs';
import type { App } from './app';
import { openApp } from './app';
import { findingsFrame } from './findings-page';

/** Pixels of the moving picture: read at half of a page's width. */
const SIZE = { width: 1000, height: 620 };

/** Bytes that the moving picture may have: a page that is slow to come is not looked at. */
const LIMIT = 1_000_000;

/** The pictures of the README: `npm run pictures` makes them and puts them into media/readme. */
describe('the pictures of the README', () => {
  let app: App;
  before(async () => {
    app = await openApp({ copy: 'media/sample', settings: { 'editor.fontSize': 13, 'editor.minimap.enabled': false } });
  });
  after(() => app.close());

  it('show who stands where toward whom', async () => {
    await app.open('01-nineteen-hours-at-a-closed-gate.txt');
    await openFindings(app);
    await app.screenshot('readme-findings');
    await app.command('View: Close All Editors');
  });

  it('show a name and a stance tagged, a hover, and Findings, one after the other', async function () {
    this.timeout(180_000);
    const { page } = app;
    const frames: { png: Buffer; ms: number }[] = [];
    const keep = async (ms: number): Promise<void> => {
      frames.push({ png: await page.screenshot({ animations: 'disabled', caret: 'hide' }), ms });
    };
    /** Answers a question: types, waits for the entry that the words should bring, shows it, takes it. */
    const answer = async (title: RegExp, words: string, entry: string): Promise<void> => {
      await app.titled(title);
      await app.type(words);
      await app.picks.and(page.locator('.focused')).filter({ hasText: entry }).waitFor();
      await keep(1_100);
      await app.press('Enter');
    };
    const file = '05-everyone-has-a-use-for-the-dead-man.txt';

    await page.setViewportSize(SIZE);
    await app.command('View: Show Stancemark');
    await page.locator('.monaco-list-row', { hasText: 'Azerbaijan' }).first().waitFor();
    await app.open(file);
    // The cursor in the name.
    await app.goTo(7, 219);
    await page.mouse.move(SIZE.width - 1, SIZE.height - 1);
    await page.getByText('Activating Extensions...').waitFor({ state: 'hidden' });
    await keep(1_400);

    await app.summon('Alt+m', /^Tag “/);
    await app.picks.and(page.locator('.focused')).filter({ hasText: 'Arkady Rudnov' }).waitFor();
    await keep(1_200);
    await app.press('Enter');
    await app.quickInput.waitFor({ state: 'hidden' });
    await app.written(`${file}.tags.yaml`, /entity: arkady-rudnov/);
    await keep(1_200);

    const said = 'our closest friend on the Caspian';
    await app.select(7, 260, said.length);
    await keep(1_200);
    await app.summon('Alt+Shift+m', /Whose stance/);
    await answer(/Whose stance/, 'rud', 'Arkady Rudnov');
    await answer(/toward whom/, 'aze', 'Azerbaijan');
    await app.titled(/which stance/);
    await keep(1_200);
    await app.press('+');
    await app.titled(/How strong/);
    await keep(1_000);
    await app.press('3');
    await app.quickInput.waitFor({ state: 'hidden' });
    await app.written(
      `${file}.tags.yaml`,
      /holder: arkady-rudnov\n +target: azerbaijan\n +value: supportive\n +intensity: 3/,
    );
    await app.goTo(5);
    await keep(1_200);

    await app.lines
      .getByText('friend on the', { exact: false })
      .first()
      .hover({ position: { x: 40, y: 8 } });
    await page.locator('.monaco-hover:visible').getByText('supportive', { exact: false }).first().waitFor();
    await keep(2_600);
    await page.mouse.move(SIZE.width - 1, SIZE.height - 1);
    await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });

    const matrix = await openFindings(app);
    // A small window shows it only further down.
    await matrix.evaluate((figure) => figure.scrollIntoView({ block: 'start' }));
    await page.mouse.move(SIZE.width - 1, SIZE.height - 1);
    await keep(3_500);

    const picture = animated(frames);
    if (picture.length > LIMIT) throw new Error(`The moving picture has ${picture.length} bytes.`);
    writeFileSync(path.join(OUT, 'screenshots', 'readme-moving.png'), picture);
  });
});

/** Opens Findings and waits for the matrix, which is what it gives. */
async function openFindings(app: App): Promise<Locator> {
  await app.command('Stancemark: Open Findings');
  const frame = await findingsFrame(app);
  await frame.locator('.figure .tone-negative').first().waitFor();
  return frame.locator('.figure').first();
}
