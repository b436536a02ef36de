/** The first hour of a new user, as it would go: each press is counted, printed at the end, and held to a limit. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Account } from './account';
import type { App } from './app';
import { openApp } from './app';
import { figure, findingsPage } from './findings-page';
import { Hand, select, tagAs, tagNew, tagStance } from './hand';
import { EVENING, LEDGER } from './hours-texts';
import { saveUnder } from './save-dialog';
import { onlyView, rows, showSidebar } from './sidebar';

const said = (app: App, words: RegExp) => app.page.locator('.statusbar', { hasText: words }).waitFor();

describe('the first hour of a new user', () => {
  let app: App;
  const account = new Account();

  before(async () => {
    app = await openApp({ files: { '01-ledger.txt': LEDGER, '02-evening.txt': EVENING } });
    await showSidebar(app);
    await app.open('01-ledger.txt');
  });
  after(async () => {
    account.print();
    await app.close();
  });

  it('names people and states, capitals that mean governments among them', async () => {
    account.add(
      'a capital as a new state, with the form',
      await tagNew(app, LEDGER, 'Baku', 'State', 'Azerbaijan+'),
      16,
    );
    account.add('the same, again', await tagNew(app, LEDGER, 'Moscow', 'State', 'Russia+'), 12);
    account.add('a further form of it', await tagAs(app, LEDGER, 'The Kremlin', 'Russia', 'rus+'), 6);
    account.add('a name as a new person', await tagNew(app, LEDGER, 'Elnur Rzayev', 'Person'), 5);
    await tagNew(app, LEDGER, 'Caspian Policy Forum', 'Organisation');
    await tagNew(app, LEDGER, 'Farid Mammadzade', 'Person');
    await tagNew(app, LEDGER, 'Kazakhstan', 'State');
    await tagNew(app, LEDGER, 'Lidia Orlova', 'Person');
    await app.screenshot('hour-1-names');
    await app.written('codebook.yaml', /name: Russia\n.*\n? *.*aliases: \[Moscow, The Kremlin\]/);
  });

  it('takes a name of the codebook by one press, an airline not for its state, a typo for its person', async () => {
    account.add('a name that is known', await tagAs(app, LEDGER, 'Russia', 'Russia'), 2);
    await tagAs(app, LEDGER, 'Azerbaijan', 'Azerbaijan');
    await tagNew(app, LEDGER, 'Azerbaijan Airlines', 'Organisation');
    const hand = await select(app, LEDGER, 'Farid Mamadzade');
    await hand.summon('Alt+m', /^Tag “/);
    await app.screenshot('hour-1-typo');
    await hand.press('ArrowDown');
    await hand.enter('Farid Mammadzade');
    await app.quickInput.waitFor({ state: 'hidden' });
    account.add('a mistyped name', hand, 3);
  });

  it('tags stances: attributed, in the author’s own voice, reported, with certainty and event', async () => {
    account.add(
      'a stance, the names in its sentence',
      await tagStance(app, LEDGER, 'praised Kazakhstan for its patience', {
        holder: 'Farid Mammadzade',
        target: 'Kazakhstan',
        value: '+',
        strength: '2',
      }),
      7,
    );
    await app.written(
      '01-ledger.txt.tags.yaml',
      /holder: farid-mammadzade\n +target: kazakhstan\n +value: supportive\n/,
    );
    account.add(
      'a stance of whom the text quotes',
      await tagStance(app, LEDGER, 'The Kremlin owes us an apology, not condolences', {
        holder: 'Elnur Rzayev',
        target: 'Russia',
        value: '-',
        strength: '3',
      }),
      7,
    );
    account.add(
      'a stance of the author',
      await tagStance(app, LEDGER, 'Moscow spoke of fog', {
        holder: 'Author',
        target: 'Russia',
        value: '-',
        strength: '1',
      }),
      7,
    );
    await tagStance(app, LEDGER, 'has stopped pretending', {
      holder: 'Azerbaijan',
      target: 'Russia',
      value: '-',
      strength: '2',
    });
    account.add(
      'a reported stance, the reporter filled in',
      await tagStance(app, LEDGER, 'treats the dead as a matter of protocol', {
        holder: 'Russia',
        target: 'Azerbaijan',
        value: '-',
        strength: '2',
        shown: [/reported by Elnur Rzayev/],
      }),
      9,
    );
    account.add(
      'a stance with reporter, certainty and event',
      await tagStance(app, LEDGER, 'Azerbaijan will probably forgive Russia', {
        holder: 'Azerbaijan',
        target: 'Russia',
        value: '+',
        strength: '2',
        shown: [/reported by Lidia Orlova/, /probable/],
        more: async (hand) => {
          await hand.press('e');
          await hand.title(/On which event/);
          await hand.type('wreck');
          await hand.enter('The words “wreck”');
          await hand.title(/How strong/);
        },
      }),
      12,
    );
    await app.screenshot('hour-1-stances');
    await app.written(
      '01-ledger.txt.tags.yaml',
      /value: supportive\n +intensity: 2\n +certainty: probable\n +via: \[author, lidia-orlova\]\n +event: wreck/,
    );
  });

  it('changes a value, and hears what undo and redo have done', async () => {
    await select(app, LEDGER, 'treats');
    await app.command('Stancemark: Edit Tag…');
    const hand = new Hand(app);
    await hand.title(/Edit the stance/);
    await hand.press('?');
    await app.quickInput.waitFor({ state: 'hidden' });
    account.add('another value', hand, 3);
    await app.written('01-ledger.txt.tags.yaml', /holder: russia\n +target: azerbaijan\n +value: unclear/);
    await app.focusEditor();
    await app.press('Alt+u');
    await said(app, /Undone: Edit a stance/);
    await app.written('01-ledger.txt.tags.yaml', /holder: russia\n +target: azerbaijan\n +value: critical/);
    await app.press('Alt+Shift+u');
    await said(app, /Redone: Edit a stance/);
    await app.press('Alt+u');
    await said(app, /Undone: Edit a stance/);
  });

  it('goes on in another source: a suggested name, then all that are known, after a look', async () => {
    await app.open('02-evening.txt');
    const hand = new Hand(app);
    const place = app.page.locator('#status\\.editor\\.selection');
    // Drawn by themselves: the names that are known are looked for by now.
    await app.lines.locator('span:text-is("Baku")').first().waitFor();
    await hand.press('Alt+i');
    await place.filter({ hasText: '(10 selected)' }).waitFor();
    await hand.press('Alt+y');
    await app.written('02-evening.txt.tags.yaml', /entity: azerbaijan\n/);
    account.add('a suggested name', hand, 2);
    await app.goTo(6, 20);
    await app.command('Stancemark: Tag All Mentions…');
    await hand.title(/Where/);
    await app.press('Enter');
    const panel = app.page.locator('.part.panel');
    await panel.getByText('Tag as Russia: 6 of 6 passages, in 2 sources.').waitFor();
    await app.screenshot('hour-1-preview');
    await app.command('Stancemark: Apply the Ticked Changes');
    await panel.waitFor({ state: 'hidden' });
    await app.written('02-evening.txt.tags.yaml', /quote: "the Kremlin"/);
  });

  it('tags what a spokesman announces, and finds it against what the other source says', async () => {
    await app.focusEditor();
    account.add(
      'a stance that a capital reports',
      await tagStance(app, EVENING, 'Azerbaijan thanks Russia for the recordings', {
        holder: 'Azerbaijan',
        target: 'Russia',
        value: '+',
        strength: '2',
        more: async (hand) => {
          await hand.press('r');
          await hand.title(/Reported by whom/);
          await hand.digit('Russia');
          await hand.title(/How strong/);
          await app.picks.filter({ hasText: 'reported by Russia, through the author' }).first().waitFor();
        },
      }),
      9,
    );
    const hand = new Hand(app);
    await app.summon(() => app.command('Stancemark: Search Tags…'), /^Search Tags/);
    await hand.type('holder:azerbaijan target:russia');
    await app.picks.filter({ hasText: 'Show 3 passages' }).waitFor();
    await hand.press('Enter');
    await onlyView(app, 'Searches');
    await rows(app, 'Searches', /Azerbaijan thanks Russia/).waitFor();
    account.add('a search', hand, 32);
    await app.screenshot('hour-1-search');
    await app.command('Stancemark: Open Findings');
    const frame = await findingsPage(app);
    await frame.getByRole('tab', { name: 'Contradictions' }).click();
    await figure(frame, 'contradictions').waitFor();
    await frame.getByText('has stopped pretending', { exact: true }).first().waitFor();
    await frame.getByText('Azerbaijan thanks Russia for the recordings', { exact: true }).first().waitFor();
    await app.screenshot('hour-1-contradictions');
  });

  it('ends with a report that says whose voice each passage is in', async () => {
    await app.choose('Stancemark: Export Findings…', 'Report to read');
    await saveUnder(app, 'report.html');
    await app.written('report.html', /<\/html>\s*$/);
    const report = readFileSync(path.join(app.folder, 'report.html'), 'utf8');
    for (const words of [
      /own/,
      /attributed/,
      /reported by Lidia Orlova/,
      /<img alt="Stances by target and holder" src="data:image\/svg/,
    ])
      assert.match(report, words);
  });
});
