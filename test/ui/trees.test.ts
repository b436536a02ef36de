import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { sidecarFor } from './sidecar';
import type { App } from './app';
import { openApp } from './app';
import { findingsPage } from './findings-page';
import { dropOnto, fromMenu, header, onlyView, openRow, pane, rows, showSidebar, titleButton } from './sidebar';

/** The quick input that a title button has opened. */
async function typeFilter(app: App, words: string): Promise<void> {
  await app.quickInput.locator('input.input:focus').waitFor();
  await app.fillQuickInput(words);
}

for (const theme of ['light', 'dark', 'hc-black', 'hc-light'] as const) {
  describe(`sidebar of the sample, ${theme}`, () => {
    let app: App;
    before(async () => {
      app = await openApp({ copy: 'media/sample', theme });
      await showSidebar(app);
    });
    after(() => app.close());

    it('shows who is mentioned and how they are seen', async () => {
      await onlyView(app, 'Entities');
      const russia = rows(app, 'Entities', /^Russia\d+ in \d+ sources · −\d+ \+\d+/);
      await russia.click();
      await rows(app, 'Entities', /^01-nineteen.*\d/)
        .first()
        .click();
      await rows(app, 'Entities', /line \d+/)
        .first()
        .waitFor();
      await app.screenshot(`tree-entities-${theme}`);
    });

    it('shows who thinks what of whom', async () => {
      await onlyView(app, 'Stances');
      await rows(app, 'Stances', /^Russia/).click();
      await rows(app, 'Stances', /^Critical [“"]/)
        .first()
        .waitFor();
      await app.screenshot(`tree-stances-${theme}`);
    });

    it('shows every source, the untagged ones too', async () => {
      await onlyView(app, 'Sources');
      await rows(app, 'Sources', '05-everyone').waitFor();
      assert.equal(await rows(app, 'Sources').count(), 6);
      await rows(app, 'Sources', '01-nineteen').click();
      await rows(app, 'Sources').nth(7).waitFor();
      await app.screenshot(`tree-sources-${theme}`);
    });
  });
}

const CODEBOOK = `stancemark: 1
entities:
  - {id: ada, name: Ada Brandt, type: person, aliases: [Brandt]}
  - {id: mill, name: The mill, type: place}
  - {id: council, name: Town council, type: organisation}
  - {id: nobody, name: Nobody yet, type: person}
  - id: hostile
    name: "x [run](command:workbench.action.quit) ![i](https://e.example/a.png) $(bug)"
    type: person
    note: "<img src=https://e.example/b.png>"
searches:
  - {name: Against the mill, query: 'target:mill axis:negative'}
`;
const FIRST = [
  'Ada Brandt came to the mill.',
  'The council wants to close the mill.',
  'Brandt is against it.',
  '',
].join('\n');
const SECOND = ['In the second year Brandt came back.', 'She praised the council.', ''].join('\n');
const FILES = {
  'codebook.yaml': CODEBOOK,
  '1.txt': FIRST,
  '1.txt.tags.yaml': sidecarFor(FIRST, [
    { id: 'aaaaaaaa', quote: 'Ada Brandt', says: 'entity: ada' },
    { id: 'bbbbbbbb', quote: 'the mill.', says: 'entity: mill' },
    {
      id: 'cccccccc',
      quote: 'The council wants to close the mill',
      says: 'stance:\n  holder: council\n  target: mill\n  value: critical',
    },
    { id: 'dddddddd', quote: 'Brandt is', says: 'entity: hostile' },
  ]),
  '2.txt': SECOND,
  '2.txt.tags.yaml': sidecarFor(SECOND, [
    { id: 'eeeeeeee', quote: 'Brandt', says: 'entity: ada' },
    {
      id: 'ffffffff',
      quote: 'She praised the council.',
      says: 'stance:\n  holder: ada\n  target: council\n  value: supportive',
    },
    { id: 'gggggggg', quote: 'second year', says: 'entity: stranger' },
  ]),
  '3.txt': 'Brandt said so.\nNobody heard it.\nBrandt said it again.\n',
  'plain.txt': 'Nothing is tagged here.\n',
};

describe('trees', () => {
  let app: App;
  const selectedInText = (n: number) =>
    app.page.locator('#status\\.editor\\.selection', { hasText: `(${n} selected)` }).waitFor();

  const ada = () => rows(app, 'Entities', /^Ada Brandt2 in 2 sources/);

  before(async () => {
    app = await openApp({ files: FILES });
    await showSidebar(app);
  });
  after(() => app.close());

  it('opens a passage by a click, selected', async () => {
    await onlyView(app, 'Entities');
    await ada().click();
    await rows(app, 'Entities', /^1\.txt/).click();
    await rows(app, 'Entities', /^Ada Brandt came/).click();
    await app.page.locator('.tab.active', { hasText: '1.txt' }).waitFor();
    await selectedInText(10);
  });

  it('opens one by the keyboard alone', async () => {
    await rows(app, 'Entities', /^2\.txt/).click();
    await rows(app, 'Entities', /second year Brandt/).waitFor();
    await app.press('ArrowDown');
    await app.press('Enter');
    await app.page.locator('.tab.active', { hasText: '2.txt' }).waitFor();
    await selectedInText(6);
  });

  it('lists entities without mentions, and ids that the codebook does not have', async () => {
    const dim = rows(app, 'Entities', /^Nobody yetno mentions/);
    await dim.waitFor();
    const color = (row: Locator) => row.locator('.label-name').evaluate((name) => getComputedStyle(name).color);
    assert.notEqual(await color(dim), await color(ada()));
    await rows(app, 'Entities', /^Not in the codebook1/).waitFor();
    await rows(app, 'Entities', /^stranger1 in 1 source/).waitFor();
  });

  it('shows a hostile name as text', async () => {
    const row = rows(app, 'Entities', 'command:workbench.action.quit');
    await row.waitFor();
    assert.equal(await row.locator('img, a[href], .codicon-bug').count(), 0);
    await row.click();
    await app.press('Control+K');
    await app.press('Control+I');
    const hover = app.page.locator('.monaco-hover:visible, .workbench-hover:visible', { hasText: 'e.example/b.png' });
    await hover.first().waitFor();
    assert.equal(await hover.locator('img, a').count(), 0);
    await app.screenshot('tree-hostile');
  });

  it('filters while one types, says so, and has a way back', async () => {
    await titleButton(app, 'Entities', 'Filter Entities');
    await typeFilter(app, 'council');
    await ada().waitFor({ state: 'detached' });
    await app.press('Enter');
    await pane(app, 'Entities').getByText('Filter “council”: 1 of 6').waitFor();
    await app.screenshot('tree-filtered');
    await titleButton(app, 'Entities', 'Clear Filter');
    await ada().waitFor();
  });

  it('keeps what was open when a tag is added', async () => {
    // What a filter hid is closed when it comes back.
    await openRow(ada(), rows(app, 'Entities', /^1\.txt/));
    await app.open('plain.txt');
    await app.select(1, 1, 7);
    await app.choose('Stancemark: Tag as Entity…', 'The mill');
    await rows(app, 'Entities', /^The mill2 in 2 sources/).waitFor();
    assert.equal(await rows(app, 'Entities', /^1\.txt/).count(), 1);
  });

  it('gives a passage that is dropped onto an entity to that entity', async () => {
    const passage = rows(app, 'Entities', /^Ada Brandt came/);
    await openRow(rows(app, 'Entities', /^1\.txt/), passage);
    await dropOnto(passage, rows(app, 'Entities', /^The mill/), rows(app, 'Entities', /^The mill3 in 2 sources/));
    await app.command('Stancemark: Undo Last Tag Change');
    await rows(app, 'Entities', /^The mill2 in 2 sources/).waitFor();
  });

  it('puts an entity that is dropped onto another below it, when that is what is meant', async () => {
    const answer = app.picks.filter({ hasText: 'Put The mill below Town council' });
    await dropOnto(rows(app, 'Entities', /^The mill/), rows(app, 'Entities', /^Town council/), answer);
    await answer.click();
    await rows(app, 'Entities', /^Town council.*with 1 entity below/).waitFor();
    await app.command('Stancemark: Undo Last Tag Change');
    await rows(app, 'Entities', /^Town council.*below/).waitFor({ state: 'detached' });
  });

  it('asks before an entity that is dropped onto another is merged into it', async () => {
    const answer = app.picks.filter({ hasText: 'Merge The mill into Town council' });
    await dropOnto(rows(app, 'Entities', /^The mill/), rows(app, 'Entities', /^Town council/), answer);
    await answer.click();
    const question = app.page.locator('.monaco-dialog-box', { hasText: 'Merge The mill into Town council?' });
    await question.waitFor();
    await app.press('Escape');
    await question.waitFor({ state: 'detached' });
    await rows(app, 'Entities', /^The mill\d in \d source/).waitFor();
  });

  it('gives an entity that is dropped onto a type that type', async () => {
    await dropOnto(
      rows(app, 'Entities', /^Town council/),
      rows(app, 'Entities', /^Place\d/),
      rows(app, 'Entities', /^Place2/),
    );
    await app.written('codebook.yaml', /id: council, name: Town council, type: place\}/);
    await app.command('Stancemark: Undo Last Tag Change');
    await rows(app, 'Entities', /^Place1/).waitFor();
  });

  it('regroups stances, whichever row has the focus', async () => {
    await onlyView(app, 'Stances');
    // VS Code hands the row to the command, and a group has a grouping.
    await rows(app, 'Stances', /^The mill1 · −1/).click();
    await titleButton(app, 'Stances', 'Group Stances');
    await app.pick('Holder');
    await rows(app, 'Stances', /^Ada Brandt1 · \+1/).click();
    await rows(app, 'Stances', /^Supportive “She praised the council\.”→ Town council/).waitFor();
  });

  it('renames a stance value from the menu of its row', async () => {
    await titleButton(app, 'Stances', 'Group Stances');
    await app.pick('Stance value');
    await fromMenu(app, rows(app, 'Stances', /^Critical1/), 'Rename Stance Value');
    await (await app.titled('Rename Critical')).locator('input.input').fill('Against');
    await app.press('Enter');
    await rows(app, 'Stances', /^Against1/).waitFor();
    await app.command('Stancemark: Undo Last Tag Change');
    await rows(app, 'Stances', /^Critical1/).waitFor();
    await titleButton(app, 'Stances', 'Group Stances');
    await app.pick('Holder');
    await rows(app, 'Stances', /^Ada Brandt1/).waitFor();
  });

  it('asks where a list of entities goes, whichever row has the focus', async () => {
    await onlyView(app, 'Entities');
    const passage = rows(app, 'Entities', /^Ada Brandt came/);
    if (!(await passage.isVisible())) await rows(app, 'Entities', /^1\.txt/).click();
    await passage.click();
    await selectedInText(10);
    await header(app, 'Entities').hover();
    await header(app, 'Entities').locator('.action-label[aria-label^="Views and More"], .codicon-toolbar-more').click();
    await app.page.getByRole('menuitem', { name: 'Export Entities as CSV' }).click();
    await app.titled('Export entities as CSV');
    await app.press('Escape');
    await app.quickInput.waitFor({ state: 'hidden' });
    assert.equal(readFileSync(path.join(app.folder, '1.txt'), 'utf8'), FIRST);
  });

  it('finds all about an entity, and takes back a rename by F2 in its row', async () => {
    await fromMenu(app, ada(), 'Search This');
    await rows(app, 'Searches', /^entity:ada ?3 in 2 sources/).waitFor();
    await ada().click();
    await app.press('F2');
    await (await app.titled('Rename Ada Brandt')).locator('input.input').fill('Ada B.');
    await app.press('Enter');
    await app.titled('Keep “Ada Brandt” as an alias?');
    await app.pick('Forget the old name');
    await rows(app, 'Entities', /^Ada B\.2 in 2/).waitFor();
    await app.command('Stancemark: Undo Last Tag Change');
    await ada().waitFor();
  });

  it('shows an entity in Findings, with it as the filter', async () => {
    await fromMenu(app, ada(), 'Show in Findings');
    await app.page.locator('.tab.active', { hasText: 'Findings' }).waitFor();
    const frame = await findingsPage(app);
    const values = await frame
      .locator('input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    assert.ok(values.includes('entity:ada'), values.join());
    await app.command('View: Close Editor');
  });

  it('takes back a rename by F2 on a mention, and says so', async () => {
    await app.open('1.txt');
    await app.goTo(1, 2);
    await app.press('F2');
    const box = app.page.locator('.rename-box input');
    await box.fill('Ada of the mill');
    await app.press('Enter');
    await app.titled('Keep “Ada Brandt” as an alias?');
    await app.press('Enter');
    await rows(app, 'Entities', /^Ada of the mill2 in 2/).waitFor();
    await app.written('codebook.yaml', /name: Ada of the mill, type: person, aliases: \[Ada Brandt, Brandt\]/);
    await app.focusEditor();
    await app.press('Alt+u');
    await app.page.locator('.statusbar', { hasText: 'Undone: Rename an entity' }).waitFor();
    await ada().waitFor();
    await app.written('codebook.yaml', /name: Ada Brandt, type: person, aliases: \[Brandt\]/);
  });

  it('looks over a change in a panel of its own, and offers its undo at the end', async () => {
    await onlyView(app, 'Entities');
    await fromMenu(app, ada(), 'Tag All Mentions');
    await app.pick('In the whole workspace');
    const panel = app.page.locator('.part.panel .monaco-list-row');
    await panel.filter({ hasText: 'Brandt said it again' }).first().waitFor();
    await app.screenshot('preview');
    await app.page.locator('.part.panel .monaco-list-row .monaco-checkbox').first().click();
    await app.command('Stancemark: Tick All');
    // What asks to be decided is a number on the panel; on the activity bar there is none, then or later.
    const numbers = app.page.locator('.badge[aria-label^="Stancemark"]:visible');
    await numbers.filter({ hasText: /^\d$/ }).waitFor();
    assert.equal(await app.page.locator('.activitybar').locator(numbers).count(), 0);
    await app.command('Stancemark: Apply the Ticked Changes');
    await app.command('Notifications: Show Notifications');
    await app.notifications.filter({ hasText: /^Tagged: \d tags in \d sources?\.$/ }).waitFor();
    // With its panel: VS Code would show the terminal there, and start a shell for it.
    await app.page.locator('.part.panel').waitFor({ state: 'hidden' });
    assert.equal(await numbers.count(), 0);
    await app.answer('Undo').click();
    await app.page.locator('.statusbar', { hasText: /Undone: Tag all mentions, \d tags in \d source/ }).waitFor();
    assert.equal(await app.notifications.filter({ hasText: 'Cannot read properties' }).count(), 0);
    await app.command('Notifications: Clear All Notifications');
  });

  it('shows the tag at the cursor in the sidebar', async () => {
    await onlyView(app, 'Stances');
    await app.open('1.txt');
    await app.goTo(2, 8);
    await app.command('Stancemark: Show in Stancemark');
    await rows(app, 'Stances', /^Critical “The council wants to close the mill”→ The mill/)
      .and(app.page.locator('.selected'))
      .waitFor();
  });

  it('searches as one types, shows mistakes in their place, and lists passages in their line', async () => {
    await app.command('Stancemark: Search Tags…');
    await typeFilter(app, 'near(entity:ada');
    await app.picks.filter({ hasText: 'near(entity:ada▲' }).waitFor();
    await app.screenshot('search-mistake');
    await typeFilter(app, 'entity:ad');
    await app.picks.filter({ hasText: 'person · ada' }).click();
    await app.picks.filter({ hasText: 'Show 3 passages' }).waitFor();
    await app.screenshot('search-line');
    await app.press('Enter');
    await onlyView(app, 'Searches');
    await rows(app, 'Searches', /^entity:ada ?3 in 2 sources/).waitFor();
    await rows(app, 'Searches', /^Against the mill1/).waitFor();
    // Few results are open at once.
    await rows(app, 'Searches', /second year Brandt came/).waitFor();
    await app.screenshot('search-results');
  });

  it('opens the results as a text to cite from', async () => {
    await onlyView(app, 'Searches');
    await titleButton(app, 'Searches', 'Open Results as Document');
    await app.lines.filter({ hasText: 'Asked for: entity:ada' }).waitFor();
  });
});

describe('trees of 10,000 tags', () => {
  let app: App;
  before(async () => {
    const text = Array.from({ length: 10_000 }, (_, i) => `Line ${i} is here.`).join('\n') + '\n';
    const blocks = Array.from({ length: 10_000 }, (_, i) => {
      const word = `Line ${i}`;
      const id = `a${i
        .toString(32)
        .padStart(7, 'a')
        .replace(/[0189]/g, (digit) => 'wxyz'['0189'.indexOf(digit)] ?? '')}`;
      return `  - id: ${id}\n    at: ${i + 1}:1-${i + 1}:${word.length + 1}\n    quote: "${word}"\n    before: ""\n    after: " is here."\n    entity: ada\n`;
    });
    app = await openApp({
      files: {
        'codebook.yaml': CODEBOOK,
        'big.txt': text,
        'big.txt.tags.yaml': `stancemark: 1\ntags:\n${blocks.join('')}`,
      },
    });
    await showSidebar(app);
  });
  after(() => app.close());

  it('lists them in stretches of 500, and opens one of the last', async () => {
    await onlyView(app, 'Entities');
    await rows(app, 'Entities', /^Ada Brandt10000 in 1 source/).click();
    await rows(app, 'Entities', /^big\.txt10000/).click();
    const last = rows(app, 'Entities', '9501–10000');
    await last.click();
    const row = rows(app, 'Entities', 'Line 9500');
    const start = Date.now();
    await row.click();
    await app.page.locator('#status\\.editor\\.selection', { hasText: '(9 selected)' }).waitFor();
    assert.ok(Date.now() - start < 10_000, `${Date.now() - start} ms`);
  });
});
