import assert from 'node:assert/strict';
import type { App } from './app';
import { openApp } from './app';

describe('a window', () => {
  let app: App;

  before(async () => {
    app = await openApp({ files: { 'a.txt': 'The mill at Orlen was closed in May.\nNobody asked us.\n' } });
  });
  after(() => app.close());

  it('shows a text file', async () => {
    await app.open('a.txt');
    assert.equal(await app.lines.count(), 3);
    await app.screenshot('window');
  });

  it('runs a command from the palette', async () => {
    await app.command('View: Toggle Primary Side Bar Visibility');
    await app.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    await app.command('View: Toggle Primary Side Bar Visibility');
    await app.page.locator('.part.sidebar').waitFor();
  });

  it('selects a passage with the keyboard', async () => {
    await app.select(1, 5, 4);
    assert.match((await app.page.locator('#status\\.editor\\.selection').textContent()) ?? '', /4 selected/);
  });

  it('says once what cannot be done, by a key or from the palette, and asks for no answer', async () => {
    await app.goTo(3);
    await app.press('Alt+m');
    await app.command('Stancemark: Next Mention of This Entity');
    await app.command('Notifications: Show Notifications');
    await app.notifications.filter({ hasText: 'There is no tag at the cursor.' }).first().waitFor();
    assert.deepEqual(await app.notifications.allTextContents(), [
      'There is no tag at the cursor.',
      'There is no word here. Select a passage first.',
    ]);
  });
});
