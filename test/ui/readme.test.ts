import type { App } from './app';
import { openApp } from './app';

/** The pictures of the README: `npm run test:ui -- --grep README`, then copied from out/screenshots to media/readme. */
describe('the pictures of the README', () => {
  let app: App;
  before(async () => {
    app = await openApp({ copy: 'media/sample' });
  });
  after(() => app.close());

  it('show a source, a card and the sidebar', async () => {
    await app.command('View: Show Stancemark');
    await app.page.locator('.pane-header[aria-label^="Entities"]').waitFor();
    await app.page.locator('.monaco-list-row', { hasText: 'Azerbaijan' }).first().waitFor();
    await app.open('01-nineteen-hours-at-a-closed-gate.txt');
    const passage = app.lines.getByText('would not let', { exact: false }).first();
    await passage.hover({ position: { x: 60, y: 8 } });
    await app.page.locator('.monaco-hover:visible').getByText(': critical', { exact: false }).first().waitFor();
    await app.screenshot('readme-editor');
  });

  it('show who stands where toward whom', async () => {
    await app.command('Stancemark: Open Findings');
    const outer = await app.page.locator('iframe.webview.ready').elementHandle();
    const frame = await (await (await outer?.contentFrame())?.waitForSelector('#active-frame'))?.contentFrame();
    await frame?.locator('.figure .tone-negative').first().waitFor();
    await app.screenshot('readme-findings');
  });
});
