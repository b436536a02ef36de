import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from './app';
import { openApp } from './app';
import { goToWords, runByKeys, tagAsProposed } from './by-keyboard';
import { onlyView, rows, showSidebar } from './sidebar';
import { sidecarFor } from './sidecar';

const TEXT = `The gate at Velm

Maria Kern blames the ministry for the flood. Kern was on the bank that night.

The ministry says that Ada Lind opened the gate.
`;

const CODEBOOK = `stancemark: 1
types: [person, organisation, event]
stances:
  - {id: supportive, label: Supportive, axis: positive}
  - {id: critical, label: Critical, axis: negative}
  - {id: neutral, label: Neutral, axis: neutral}
entities:
  - {id: kern, name: Maria Kern, type: person, aliases: [Kern]}
  - {id: lind, name: Ada Lind, type: person}
  - {id: flood, name: The flood, type: event, aliases: [the flood]}
  - {id: ministry, name: Ministry of Water, type: organisation, aliases: [the ministry]}
`;

const stance = (value: string): string => `stance:\n  holder: kern\n  target: ministry\n  value: ${value}`;

/** They agree on Kern; Ben means the flood by 'ministry', is milder, cuts Ada Lind short, and alone sees the flood. */
const ANN = sidecarFor(TEXT, [
  { id: 'annkern2', quote: 'Maria Kern', says: 'entity: kern' },
  { id: 'annstan2', quote: 'blames the ministry', says: stance('critical') },
  { id: 'annmini2', quote: 'the ministry', says: 'entity: ministry' },
  { id: 'annlind2', quote: 'Ada Lind', says: 'entity: lind' },
]);
const BEN = sidecarFor(TEXT, [
  { id: 'benkern2', quote: 'Maria Kern', says: 'entity: kern' },
  { id: 'benstan2', quote: 'blames the ministry', says: stance('neutral') },
  { id: 'benmini2', quote: 'the ministry', says: 'entity: flood' },
  { id: 'benfloo2', quote: 'the flood', says: 'entity: flood' },
  { id: 'benlind2', quote: 'Lind', says: 'entity: lind' },
]);
const done = (text: string): string => text.replace('tags:', 'finished: true\ntags:');

const layer = (app: App) => app.page.locator('#stancemark\\.stancemark\\.layer, [id$="stancemark.layer"]').first();
const bar = (app: App) => app.page.locator('[id$="stancemark.adjudication"]').first();

describe('coding blind', () => {
  let app: App;
  before(async () => {
    app = await openApp({
      files: { 'news.txt': TEXT, 'codebook.yaml': CODEBOOK, 'news.txt.ben.tags.yaml': BEN },
      settings: { 'stancemark.coder': 'ann', 'stancemark.blind': true },
    });
    await app.open('news.txt');
  });
  after(async () => app.close());

  it('shows nobody else’s tags, writes one’s own file, and opens the others’ when it is finished', async () => {
    await layer(app).filter({ hasText: 'ann – blind' }).waitFor();
    const ben = readFileSync(path.join(app.folder, 'news.txt.ben.tags.yaml'), 'utf8');
    await goToWords(app, TEXT, 'Maria Kern');
    await tagAsProposed(app);
    await app.written('news.txt.ann.tags.yaml', /entity: kern/);
    assert.doesNotMatch(readFileSync(path.join(app.folder, 'news.txt.ann.tags.yaml'), 'utf8'), /by:/);
    await app.screenshot('coders-blind');
    // The layer of Ben is empty to whoever has not finished.
    await app.choose('Stancemark: Choose Whose Tags Are Read…', /^\s*ben/);
    await layer(app).filter({ hasText: 'ben' }).waitFor();
    await app.page.locator('[id$="stancemark.status"]').filter({ hasText: '0' }).first().waitFor();
    await app.screenshot('coders-veiled');
    await app.command('Stancemark: Mark Source as Finished');
    await app.written('news.txt.ann.tags.yaml', /^finished: true$/m);
    await app.page.locator('[id$="stancemark.status"]').filter({ hasText: '4' }).first().waitFor();
    await app.screenshot('coders-finished');
    assert.equal(readFileSync(path.join(app.folder, 'news.txt.ben.tags.yaml'), 'utf8'), ben);
    assert.ok(!existsSync(path.join(app.folder, 'news.txt.tags.yaml')));
  });
});

describe('all layers at once', () => {
  it('shows whose each passage is in the text, the hover and the sources, and changes the layer that is read alone', async () => {
    const mine = ANN.replace(/id: annlind2/, 'id: benlind2');
    const app = await openApp({
      files: {
        'news.txt': TEXT,
        'codebook.yaml': CODEBOOK,
        'news.txt.ann.tags.yaml': mine,
        'news.txt.ben.tags.yaml': BEN,
      },
      settings: { 'stancemark.coder': 'ann' },
    });
    await app.open('news.txt');
    await app.choose('Stancemark: Choose Whose Tags Are Read…', /^\s*ann/);
    await app.choose('Stancemark: Choose Whose Tags Are Read…', /All layers at once/);
    await layer(app).filter({ hasText: 'all, sums: ann' }).waitFor();
    await app.page.locator('[id$="stancemark.status"]').filter({ hasText: '3' }).first().waitFor();
    await goToWords(app, TEXT, 'ministry for');
    await runByKeys(app, 'Show or Focus Hover');
    const hover = app.page.locator('.monaco-hover:visible');
    await hover.filter({ hasText: 'The flood' }).filter({ hasText: 'tagged by ben' }).waitFor();
    await app.screenshot('beside-hover');
    // A tag that Ben alone has is not Ann's to remove.
    await goToWords(app, TEXT, 'flood');
    await runByKeys(app, 'Stancemark: Remove Tag');
    await app.command('Notifications: Show Notifications');
    await app.notifications.filter({ hasText: 'tagged here: ben' }).first().waitFor();
    await showSidebar(app);
    await onlyView(app, 'Sources');
    await rows(app, 'Sources', 'news.txt').first().click();
    await app.page.keyboard.press('ArrowRight');
    await rows(app, 'Sources', /ann: Ada Lind/).waitFor();
    await rows(app, 'Sources', /ben: the flood/).waitFor();
    await app.screenshot('beside');
    assert.equal(readFileSync(path.join(app.folder, 'news.txt.ben.tags.yaml'), 'utf8'), BEN);
    await app.close();
  });
});

describe('adjudication by keyboard', () => {
  for (const theme of ['light', 'dark', 'hc-black'] as const) {
    it(`decides each disagreement by one key (${theme})`, async () => {
      const app = await openApp({
        files: {
          'news.txt': TEXT,
          'codebook.yaml': CODEBOOK,
          'news.txt.ann.tags.yaml': done(ANN),
          'news.txt.ben.tags.yaml': done(BEN),
        },
        theme,
      });
      await app.open('news.txt');
      await app.command('Stancemark: Adjudicate');
      const says = (words: string): Promise<void> => bar(app).filter({ hasText: words }).waitFor();
      await says('4 to decide, 1 agreed – another value');
      await app.focusEditor();
      await app.page.locator('.codelens-decoration', { hasText: '[2] ben' }).first().waitFor();
      await app.screenshot(`adjudicate-${theme}`);
      await app.press('1');
      await says('3 to decide, 1 agreed – another entity');
      await app.press('2');
      await says('2 to decide, 1 agreed – not tagged by all');
      await app.press('0');
      await says('1 to decide, 1 agreed – other borders');
      await app.press('b');
      await says('0 to decide, 1 agreed');
      await app.press('g');
      await says('all decided');
      await app.screenshot(`adjudicated-${theme}`);
      const file = path.join(app.folder, 'news.txt.tags.yaml');
      await app.written('news.txt.tags.yaml', /annkern2, benkern2/);
      const text = readFileSync(file, 'utf8');
      const from = [...text.matchAll(/from: \[([^\]]*)\]/g)].map(([, ids]) => ids);
      assert.deepEqual(from, ['annkern2, benkern2', 'annstan2', 'benmini2', 'annlind2', 'benlind2']);
      assert.match(text, /rejected:\n {2}- annmini2\n {2}- benfloo2\n {2}- benstan2\n/);
      // A key is no letter: the text is as it was.
      assert.equal(readFileSync(path.join(app.folder, 'news.txt'), 'utf8'), TEXT);
      assert.equal(readFileSync(path.join(app.folder, 'news.txt.ann.tags.yaml'), 'utf8'), done(ANN));
      await app.press('u');
      await says('0 to decide, 1 agreed');
      await app.press('Escape');
      await bar(app).waitFor({ state: 'hidden' });
      await app.close();
    });
  }
});
