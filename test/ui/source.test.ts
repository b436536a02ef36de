/** What a source asks and says by itself: details, settings for reading, cards, and completion in its tags file. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from './app';
import { openApp } from './app';
import { sidecarFor } from './sidecar';

const CODEBOOK = `stancemark: 1
entities:
  - {id: mill, name: The mill, type: place}
  - {id: council, name: Town Council, type: organisation, aliases: [Council]}
`;
const TEXT = 'The mill stands.\nThe Council wants to close the mill soon.\n';
const TAGS = sidecarFor(TEXT, [
  { id: 'aaaaaaaa', quote: 'The mill', says: 'entity: mill' },
  {
    id: 'bbbbbbbb',
    quote: 'The Council wants to close the mill',
    says: 'stance:\n  holder: council\n  target: mill\n  value: critical',
  },
]);
const ARTICLE = 'A mill is not a monument\nThe Courier, 27 January 2025\nby Ada Brandt\n\nThe mill stands empty.\n';
const FILES = { 'codebook.yaml': CODEBOOK, 'a.txt': TEXT, 'a.txt.tags.yaml': TAGS, 'article.txt': ARTICLE };

describe('the tags file, when it is the first file opened', () => {
  it('completes ids of the codebook', async () => {
    const app = await openApp({ files: FILES });
    await app.open('a.txt.tags.yaml');
    const line = TAGS.split('\n').indexOf('    entity: mill') + 1;
    await app.goTo(line, '    entity: mill'.length + 1);
    for (let i = 0; i < 4; i++) await app.press('Backspace');
    await app.press('Control+Space');
    const rows = app.page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.filter({ hasText: 'Town Council' }).waitFor();
    await app.screenshot('yaml-completion');
    await app.close();
  });
});

describe('a source', () => {
  let app: App;
  before(async () => {
    app = await openApp({ files: FILES, settings: { '[plaintext]': {} } });
    await app.open('a.txt');
  });
  after(() => app.close());

  it('offers what makes it better to read, once, and sets it when told to', async () => {
    const offer = app.notifications.filter({ hasText: 'Sources read better with wrapped lines' });
    // It comes by itself when the tags are read, shows for a while, and stays behind the bell.
    await app.page.locator('.statusbar .codicon-bell-dot').waitFor();
    await app.command('Notifications: Show Notifications');
    await offer.waitFor();
    await app.screenshot('reading-offer');
    await app.answer('Set Both').click();
    await app.page.locator('.statusbar', { hasText: 'Set for plain text: word wrap on' }).waitFor();
    await app.restart();
    await app.open('a.txt');
    await app.editor.locator('.view-overlays .cdr[class*="ced-"]').first().waitFor();
    await app.command('Notifications: Show Notifications');
    assert.equal(await offer.count(), 0);
    await app.command('Notifications: Clear All Notifications');
  });

  it('shows the card of a tag above that of a suggestion', async () => {
    await app.lines.locator('span', { hasText: 'The Council wants' }).first().waitFor();
    const at = await app.lines.nth(1).evaluate((line) => {
      const node = document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode();
      const range = document.createRange();
      range.setStart(node as Node, 0);
      range.setEnd(node as Node, 1);
      const { left, width, top, height } = range.getBoundingClientRect();
      return { x: left + 6.5 * width, y: top + height / 2 };
    });
    await app.page.mouse.move(at.x, at.y);
    // The card of a tag waits a moment for the workspace to be counted.
    const hover = app.page
      .locator('.monaco-hover:visible', { hasText: 'Suggestion' })
      .filter({ hasText: 'critical of' });
    await hover.waitFor();
    await app.screenshot('hover-order');
    const text = (await hover.textContent()) ?? '';
    const [tag, suggestion] = [text.indexOf('critical of'), text.indexOf('Suggestion')];
    assert.ok(tag >= 0 && tag < suggestion, text);
    await app.press('Escape');
  });

  it('has its details in one form, filled in from its first lines, saved as one step', async () => {
    await app.open('article.txt');
    await app.summon(() => app.command('Stancemark: Edit Source Details…'), /Details of article\.txt/);
    await app.picks.filter({ hasText: 'suggested: 2025-01-27' }).waitFor();
    await app.pick('Accept what is suggested');
    await app.picks.filter({ hasText: /^.*Save.*4 changes/ }).waitFor();
    await app.screenshot('details');
    await app.pick(/^Outlet/);
    await (await app.titled('Outlet of article.txt')).locator('input.input').fill('The Evening Courier');
    await app.press('Enter');
    await app.titled('Details of article.txt');
    await app.pick('Save');
    await app.written('article.txt.tags.yaml', /date: "?2025-01-27/);
    const written = readFileSync(path.join(app.folder, 'article.txt.tags.yaml'), 'utf8');
    assert.match(written, /title: A mill is not a monument\n/);
    assert.match(written, /author: Ada Brandt\n/);
    assert.match(written, /outlet: The Evening Courier\n/);
    await app.command('Stancemark: Undo Last Tag Change');
    await app.page.locator('.statusbar', { hasText: 'Undone: Edit source details' }).waitFor();
  });
});
