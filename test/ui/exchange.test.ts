import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { openApp, type App } from './app';

const TEXT = 'Ada Brandt 🙂 spoke first.\nThe mill hums, and the council listens.\n';
const CODEBOOK = `stancemark: 1
entities:
  - id: mill
    name: The mill
    type: organisation
`;
const TAGS = `stancemark: 1
tags:
  - id: aaaaaaaa
    at: 2:1-2:9
    quote: The mill
    before: "\\U0001F642 spoke first.\\n"
    after: " hums, and the council listens.\\n"
    entity: mill
`;
/** Counted in UTF-16 units, against brat's own rule. */
const ANN = `T1\tPerson 0 10\tAda Brandt
T2\tNoise 36 40\thums
T3\tPraise 46 57\tthe council
A1\tConfidence T1 High
`;

/** Every step by the keyboard, every wait for what a person would see. */
describe('export and import', () => {
  let app: App;
  before(async () => {
    app = await openApp({
      files: {
        'corpus/town.txt': TEXT,
        'corpus/town.txt.tags.yaml': TAGS,
        'codebook.yaml': CODEBOOK,
        'in/town.ann': ANN,
        'in/town.txt': TEXT,
      },
    });
    await app.open('corpus/town.txt');
  });
  after(() => app.close());

  /** Types until the entry is the focused one, then takes it. */
  async function choose(words: string): Promise<void> {
    await app.type(words);
    await app.picks.and(app.page.locator('.focused')).filter({ hasText: words }).first().waitFor();
    await app.press('Enter');
  }

  /** VS Code's own dialog for files, where there is no window of the system: once it has listed the folder that it begins in. */
  async function fileDialog(): Promise<Locator> {
    await app.picks
      .filter({ has: app.page.getByText('..', { exact: true }) })
      .first()
      .waitFor();
    return app.quickInput.locator('input.input:focus');
  }

  it('takes the corpus out as a table, and shows where it is', async () => {
    await app.summon(() => app.command('Stancemark: Export…'), /^Export/);
    await app.screenshot('exchange-export');
    await choose('The whole corpus');
    await app.picks.filter({ hasText: 'brat standoff' }).first().waitFor();
    await app.screenshot('exchange-formats');
    await choose('CSV');
    const name = path.basename(await (await fileDialog()).inputValue());
    assert.match(name, /\.csv$/);
    await app.screenshot('exchange-where');
    await app.press('Enter');
    await app.page.locator('.explorer-viewlet .monaco-list-row.focused', { hasText: name }).first().waitFor();
    await app.screenshot('exchange-exported');
    assert.match(readFileSync(path.join(app.folder, name), 'utf8'), /The mill/);
  });

  it('brings annotations in after a look at them, one code left out, and never touches a source', async () => {
    await app.summon(() => app.command('Stancemark: Import…'), /^Import/);
    await choose('A file…');
    await (await fileDialog()).fill(path.join(app.folder, 'in/town.ann'));
    await app.picks.filter({ hasText: 'town.ann' }).first().waitFor();
    await app.press('Enter');
    await app.picks.filter({ hasText: 'A new folder…' }).first().waitFor();
    await choose('A new folder…');
    await app.page.getByText('Name of the new folder').waitFor();
    await app.press('Enter');
    await app.titled('how codes are taken');
    await app.screenshot('exchange-table');
    await choose('Noise');
    // Before it is there, letters go to the table.
    await app.titled('Noise');
    await choose('Leave its passages out');
    await app.picks.filter({ hasText: 'is left out' }).first().waitFor();
    await choose('Go on with this table');
    await app.page.locator('.part.panel .monaco-list-row', { hasText: 'the council' }).first().waitFor();
    await app.page.locator('.part.panel', { hasText: 'It counts in UTF-16 units' }).waitFor();
    await app.screenshot('exchange-preview');
    await app.command('Stancemark: Apply the Ticked Changes');
    await app.written('town/town.txt.tags.yaml', /quote: "?the council/);
    await app.written('codebook.yaml', /code: "?Noise"?, skip: true/);
    await app.screenshot('exchange-imported');
    const tags = readFileSync(path.join(app.folder, 'town/town.txt.tags.yaml'), 'utf8');
    assert.doesNotMatch(tags, /quote: "?hums/);
    for (const source of ['corpus/town.txt', 'in/town.txt', 'town/town.txt'])
      assert.equal(readFileSync(path.join(app.folder, source), 'utf8'), TEXT);
    assert.equal(readFileSync(path.join(app.folder, 'corpus/town.txt.tags.yaml'), 'utf8'), TAGS);
  });
});
