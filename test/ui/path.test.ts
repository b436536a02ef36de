import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import assert from 'node:assert/strict';
import { ROOT } from '../host/paths.mjs';
import type { App } from './app';
import { openApp } from './app';
import { findingsFrame } from './findings-page';
import { goToWords, tagAsNew, tagAsProposed, tagStance } from './by-keyboard';

const LETTER = 'The mill must close, wrote Selma. Nobody needs it.\nSelma has said so for years.\n';
const REPLY = 'Selma loves the mill, says her brother. She never spoke against it.\n';

describe('from nothing to a contradiction, by keyboard', () => {
  let app: App;
  before(async () => {
    app = await openApp({ files: { 'letter.txt': LETTER, 'reply.txt': REPLY } });
  });
  after(() => app.close());

  async function stance(text: string, words: string, value: string): Promise<void> {
    await goToWords(app, text, words);
    for (let i = 0; i < words.length; i++) await app.press('Shift+ArrowRight');
    await app.page.locator('#status\\.editor\\.selection', { hasText: `(${words.length} selected)` }).waitFor();
    await tagStance(app, 'Selma', 'mill', value);
  }

  it('tags who is meant and who thinks what in two sources', async () => {
    await app.open('letter.txt');
    await goToWords(app, LETTER, 'Selma');
    await tagAsNew(app, 'person');
    await goToWords(app, LETTER, 'mill');
    await tagAsNew(app, 'place');
    await stance(LETTER, 'must close', 'Critical');
    await app.open('reply.txt');
    await goToWords(app, REPLY, 'Selma');
    await tagAsProposed(app);
    await stance(REPLY, 'loves the mill', 'Supportive');
    await app.screenshot('path-tagged');
    for (const name of ['letter.txt', 'reply.txt']) {
      await app.written(`${name}.tags.yaml`, /holder: selma\n +target: mill/);
    }
  });

  it('shows the two passages side by side', async () => {
    await app.command('Stancemark: Open Findings');
    const frame = await findingsFrame(app);
    await frame.getByRole('tab', { name: 'Matrix' }).focus();
    await app.press('ArrowRight');
    await frame.getByRole('tab', { name: 'Contradictions', selected: true }).waitFor();
    await frame.getByText('must close', { exact: true }).first().waitFor();
    await frame.getByText('loves the mill', { exact: true }).first().waitFor();
    await app.screenshot('path-contradiction');
  });
});

describe('speed of hand', () => {
  const [FIFTH, SIXTH, BOTH] = [
    '05-everyone-has-a-use-for-the-dead-man.txt',
    '06-the-report-that-begins-with-the-weather.txt',
    '07-both-once-more.txt',
  ] as const;
  const GOALS = [
    [FIFTH, 21],
    [SIXTH, 19],
    [BOTH, 40],
  ] as const;
  const sample = (name: string): string => readFileSync(path.join(ROOT, 'media/sample', name), 'utf8');

  it('tags eighty mentions over three articles in under five minutes', async () => {
    const app = await openApp({ copy: 'media/sample', files: { [BOTH]: `${sample(SIXTH)}\n${sample(FIFTH)}` } });
    const place = app.page.locator('#status\\.editor\\.selection');
    const selected = place.filter({ hasText: 'selected' });
    const start = Date.now();
    for (const [name, goal] of GOALS) {
      await app.open(name);
      // The first name that is not tagged yet; accepting one goes on to the next.
      await app.press('Alt+i');
      await selected.waitFor();
      for (let done = 0; done < goal; done++) {
        const before = await place.textContent();
        await app.press('Alt+y');
        await grown(app, name, done);
        await app.page.waitForFunction(
          (was) => document.getElementById('status.editor.selection')?.textContent !== was,
          before,
        );
        await selected.waitFor();
      }
    }
    const seconds = (Date.now() - start) / 1000;
    console.log(`    80 mentions in ${seconds.toFixed(0)} s`);
    await app.screenshot('speed-eighty');
    await app.close();
    assert.ok(seconds < 300);
  }).timeout(400_000);

  /** Resolves when the source has one mention more than so many, on disk. */
  async function grown(app: App, name: string, than: number): Promise<void> {
    const until = Date.now() + 20_000;
    while (mentionsIn(app, name) <= than) {
      assert.ok(Date.now() < until, `${name} still has ${than} mentions`);
      await app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }

  function mentionsIn(app: App, name: string): number {
    const file = path.join(app.folder, `${name}.tags.yaml`);
    return existsSync(file) ? (readFileSync(file, 'utf8').match(/^ {4}entity:/gm)?.length ?? 0) : 0;
  }
});
