import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sidecarFor } from './sidecar';
import type { App } from './app';
import { openApp } from './app';

const CODEBOOK = `stancemark: 1
entities:
  - id: quay
    name: The Quay
    type: place
  - id: company
    name: Quay Company
    type: organisation
  - id: director
    name: Director of the Quay Company
    type: person
  - id: hostile
    name: "x [run](command:workbench.action.files.newUntitledFile) ![i](https://e.example/a.png)"
    type: person
    note: "<img src=https://e.example/b.png>"
`;

const TEXT = [
  'The director of the Quay Company was late.',
  'Nobody on the quay believed the company any more.',
  'Somebody else spoke for an hour of the company and its ferries.',
  '',
].join('\n');

const TAGS = sidecarFor(TEXT, [
  { id: 'aaaaaaaa', quote: 'The director of the Quay Company', says: 'entity: director' },
  { id: 'bbbbbbbb', quote: 'the Quay Company', says: 'entity: company\nsense: metonym' },
  { id: 'cccccccc', quote: 'Quay', says: 'entity: quay' },
  {
    id: 'dddddddd',
    quote: 'Nobody on the quay believed the company',
    says: 'stance:\n  holder: quay\n  target: company\n  value: critical\n  intensity: 2',
  },
  {
    id: 'eeeeeeee',
    quote: 'Somebody else',
    says: `entity: hostile\nnote: ${JSON.stringify('![i](https://e.example/c.png) [a](command:workbench.action.quit) https://e.example/d <b>b</b>')}`,
  },
]);

const FILES = { 'codebook.yaml': CODEBOOK, 'a.txt': TEXT, 'a.txt.tags.yaml': TAGS, 'b.txt': 'Nothing here.\n' };

/** A word of the text as it is drawn. */
const word = (app: App, text: string) => app.lines.locator(`span:text-is("${text}")`).first();

describe('seeing tags', () => {
  let app: App;

  before(async () => {
    app = await openApp({ files: FILES });
    await app.open('a.txt');
  });
  after(() => app.close());

  it('draws mentions by underlines of different kinds, none on top of another', async () => {
    const quay = word(app, 'Quay');
    await quay.waitFor();
    const decoration = await quay.evaluate((element) => getComputedStyle(element).textDecoration);
    assert.match(decoration, /underline/);
    // The two mentions around it have boxes of their own: one with a line at its bottom, one at its top.
    const boxes = await app.editor.locator('.view-overlays .cdr[class*="ced-"]').evaluateAll((elements) =>
      elements.map((element) => {
        const style = getComputedStyle(element);
        return [style.borderTopWidth, style.borderBottomWidth, style.borderBottomStyle].join(' ');
      }),
    );
    assert.ok(boxes.includes('0px 2px dashed'), boxes.join());
    assert.ok(
      boxes.some((box) => box.startsWith('2px 0px')),
      boxes.join(),
    );
  });

  it('draws stances with a side mark and a sign in the gutter', async () => {
    await app.editor.locator('.view-overlays .cdr[class*="ced-"]').first().waitFor();
    const marks = await app.editor
      .locator('.view-overlays .cdr[class*="ced-"]')
      .evaluateAll((elements) => elements.map((element) => getComputedStyle(element).borderTopStyle));
    assert.ok(marks.includes('double'), marks.join());
    assert.equal(await app.editor.locator('.glyph-margin-widgets .cgmr[class*="ced-"]').count(), 1);
    await app.screenshot('seeing');
  });

  it('keeps the height of lines', async () => {
    const heights = await app.lines.evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
    assert.equal(new Set(heights).size, 1, heights.join());
  });

  it('hides and shows highlights on command', async () => {
    const drawn = app.editor.locator('.view-overlays .cdr[class*="ced-"]');
    await app.command('Stancemark: Toggle Highlights');
    await drawn.first().waitFor({ state: 'detached' });
    await app.command('Stancemark: Toggle Highlights');
    await drawn.first().waitFor();
  });

  it('shows them at once when the editor comes back', async () => {
    await app.open('b.txt');
    const tab = app.page.locator('.tab', { hasText: 'a.txt' });
    await tab.click();
    await app.page.locator('.tab.active', { hasText: 'a.txt' }).waitFor();
    await app.editor.locator('.view-overlays .cdr[class*="ced-"]').first().waitFor();
  });

  it('says in the hover who is meant and who thinks what of whom', async () => {
    await word(app, 'Quay').hover();
    const hover = app.page.locator('.monaco-hover:visible', { hasText: 'The Quay' });
    await hover.waitFor();
    assert.match((await hover.textContent()) ?? '', /The Quay – Place · “Quay”/);
    await hover.getByRole('link', { name: 'Next', exact: true }).first().waitFor();
    await app.screenshot('hover');
    await app.press('Escape');
  });

  it('shows hostile names and notes as text: no image, no link, no command', async () => {
    const asked: string[] = [];
    app.page.on('request', (request) => {
      if (request.url().includes('e.example')) asked.push(request.url());
    });
    await word(app, 'Somebody else').hover();
    const hover = app.page.locator('.monaco-hover:visible', { hasText: 'command:workbench' });
    await hover.waitFor();
    await app.screenshot('hover-hostile');
    assert.equal(await hover.locator('img').count(), 0);
    const links = await hover
      .locator('a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('data-href') ?? a.textContent));
    assert.deepEqual(
      links.filter(
        (link) => !/^command:stancemark\.(previousMention|nextMention|showEntity|editTag|removeTag)\?/.test(link ?? ''),
      ),
      [],
    );
    assert.match((await hover.textContent()) ?? '', /https:\/\/e\.example\/d <b>b<\/b>/);
    assert.deepEqual(asked, []);
    await app.press('Escape');
  });

  it('goes to the next mention from the hover’s link', async () => {
    await word(app, 'Quay').hover();
    const next = app.page.locator('.monaco-hover:visible').getByRole('link', { name: 'Next', exact: true }).first();
    await next.click();
    await app.page.locator('#status\\.editor\\.selection', { hasText: '(4 selected)' }).waitFor();
  });
});

describe('all mentions of an entity', () => {
  it('stand in the references view, and F4 goes from one to the next', async () => {
    const app = await openApp({ copy: 'media/sample' });
    await app.open('01-nineteen');
    await word(app, 'Russia').click();
    await app.command('Stancemark: Show All Mentions of Entity');
    const rows = app.page.locator('[id="workbench.view.extension.references-view"] .monaco-list-row');
    await rows.nth(3).waitFor();
    assert.match((await rows.first().textContent()) ?? '', /01-nineteen-hours-at-a-closed-gate\.txt/);
    await app.screenshot('references');
    await app.press('F4');
    await app.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 7' }).waitFor();
    await app.close();
  });
});

describe('what needs the user', () => {
  let app: App;
  const bar = () => app.page.locator('[id$="stancemark.status"]');

  before(async () => {
    // Its sentence is gone, and its words stand at two other places: neither of them is taken for it.
    const lost = `${TAGS}  - id: ffffffff
    at: 8:1-8:12
    quote: "the company"
    before: "one two three "
    after: " four five six"
    entity: company
`;
    app = await openApp({ files: { ...FILES, 'a.txt.tags.yaml': lost } });
    await app.open('a.txt');
  });
  after(() => app.close());

  it('says in the status bar that a tag is lost, and offers its best places', async () => {
    await bar().filter({ hasText: '1 lost' }).waitFor();
    await bar().click();
    await app.pick('Next lost or moved tag');
    await app.picks.filter({ hasText: 'Keep as lost' }).waitFor();
    // The pick moves over the places, and the text shows each.
    await app.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 3, Col 47 (11 selected)' }).waitFor();
    await app.press('ArrowDown');
    await app.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 2, Col 40 (11 selected)' }).waitFor();
    await app.screenshot('lost-tag');
    await app.press('Enter');
    await bar().filter({ hasText: '1 lost' }).waitFor({ state: 'detached' });
    await app.written('a.txt.tags.yaml', /id: ffffffff\n {4}at: 2:29-2:40\n/);
  });

  it('keeps what cannot be written, says so, and writes it when it can', async () => {
    const file = path.join(app.folder, 'a.txt.tags.yaml');
    const before = readFileSync(file, 'utf8');
    chmodSync(file, 0o444);
    await app.select(1, 38, 4);
    await app.choose('Stancemark: Tag as Entity…', 'The Quay');
    await bar().filter({ hasText: 'not on disk' }).waitFor();
    assert.equal(readFileSync(file, 'utf8'), before);
    await app.screenshot('unsaved');
    chmodSync(file, 0o644);
    await app.command('Stancemark: Try Again to Write Unsaved Tags');
    await bar().filter({ hasText: 'not on disk' }).waitFor({ state: 'detached' });
    assert.notEqual(readFileSync(file, 'utf8'), before);
    writeFileSync(file, before);
  });

  it('offers after a restart what could not be written before', async () => {
    const file = path.join(app.folder, 'a.txt.tags.yaml');
    chmodSync(file, 0o444);
    await app.select(2, 1, 6);
    await app.choose('Stancemark: Tag as Entity…', 'The Quay');
    await bar().filter({ hasText: 'not on disk' }).waitFor();
    await app.restart();
    await bar().filter({ hasText: 'not on disk' }).waitFor();
    await app.command('Notifications: Show Notifications');
    await app.notifications.filter({ hasText: 'Changes to tags (1) could not be written' }).waitFor();
    await app.screenshot('unwritten');
    chmodSync(file, 0o644);
    await app.answer('Write Them').click();
    await app.written('a.txt.tags.yaml', /at: 2:1-2:7\n {4}quote: "Nobody"/);
    await bar().filter({ hasText: 'not on disk' }).waitFor({ state: 'detached' });
  });
});
