/** The first hour of somebody with a debate, as it would go: its speakers, a tag that gets lost, a codebook to mend; presses as in `hours.test.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Account } from './account';
import type { App } from './app';
import { openApp } from './app';
import { Hand, select, tagNew } from './hand';
import { DEBATE } from './hours-texts';
import { saveUnder } from './save-dialog';
import { dropOnto, onlyView, rows, showSidebar } from './sidebar';

describe('the first hour with a debate', () => {
  let app: App;
  const account = new Account();

  before(async () => {
    app = await openApp({ files: { 'debate.txt': DEBATE } });
    await showSidebar(app);
    await app.open('debate.txt');
  });
  after(async () => {
    account.print();
    await app.close();
  });

  it('takes over the details that the first lines tell', async () => {
    const hand = new Hand(app);
    await app.command('Stancemark: Edit Source Details…');
    await hand.title(/Details of debate\.txt/);
    await app.screenshot('hour-2-details');
    await hand.enter('Accept what is suggested');
    await hand.enter('Save');
    account.add('details', hand, 2);
    await app.written('debate.txt.tags.yaml', /date: "?2025-03-04/);
  });

  it('keeps the labels of the speakers', async () => {
    const hand = new Hand(app);
    await app.command('Stancemark: Set Labels of Speakers…');
    await hand.title(/Labels of Speakers/);
    await app.picks.first().filter({ hasText: 'MODERATOR' }).waitFor();
    await app.screenshot('hour-2-labels');
    await hand.press('Enter');
    account.add('labels of speakers', hand, 1);
    await app.written('codebook.yaml', /speakers:/);
    await app.open('debate.txt');
  });

  it('names who speaks, and takes whoever speaks for the holder', async () => {
    await tagNew(app, DEBATE, 'Lena Aydin', 'Person');
    await tagNew(app, DEBATE, 'Tom Brandt', 'Person');
    await tagNew(app, DEBATE, 'Port Authority', 'Organisation');
    await tagNew(app, DEBATE, 'Steel Works', 'Place');
    const spoken = async (words: string, speaker: string, target: string, value: string): Promise<Hand> => {
      const hand = await select(app, DEBATE, words);
      await hand.summon('Alt+Shift+m', /Whose stance/);
      await app.picks.first().filter({ hasText: 'speaks here' }).waitFor();
      await hand.enter(speaker);
      await hand.title(/toward whom/);
      await hand.digit(target);
      await hand.title(/which stance/);
      await hand.press(value);
      await hand.title(/How strong/);
      await app.screenshot(`hour-2-${speaker.slice(0, 4)}`);
      await hand.press('3');
      await app.quickInput.waitFor({ state: 'hidden' });
      return hand;
    };
    account.add('a stance of the speaker', await spoken('it was right', 'Lena Aydin', 'Port Authority', '+'), 7);
    account.add(
      'the same, in a further paragraph of the speaker',
      await spoken('It will stay dead as long as the Steel Works pour into it', 'Lena Aydin', 'Steel Works', '-'),
      7,
    );
    await spoken('betrayed the town', 'Tom Brandt', 'Port Authority', '-');
  });

  it('puts a tag whose words are gone where they stand now', async () => {
    const changed = DEBATE.replace('betrayed the town', 'sold out everybody').replace(
      'I do not.',
      'It betrayed the town.',
    );
    writeFileSync(path.join(app.folder, 'debate.txt'), changed);
    const bar = app.page.locator('[id$="stancemark.status"]');
    await bar.filter({ hasText: '1 lost' }).waitFor();
    const hand = new Hand(app);
    await app.command('Stancemark: Next Lost or Moved Tag');
    await hand.title(/Lost: “betrayed the town” – Tom Brandt → Port Authority: Critical/);
    await app.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 16' }).waitFor();
    await app.screenshot('hour-2-lost');
    await hand.press('Enter');
    account.add('a place for a lost tag', hand, 1);
    await bar.filter({ hasText: '1 lost' }).waitFor({ state: 'detached' });
    await app.written('debate.txt.tags.yaml', /at: 16:28-16:45\n/);
  });

  it('mends the codebook: a type by dragging, a name by F2, two that are one', async () => {
    await tagNew(app, DEBATE, "Seamen's House", 'Organisation', 'Steelworks');
    await onlyView(app, 'Entities');
    const works = rows(app, 'Entities', /^Steel Works/);
    await dropOnto(works, rows(app, 'Entities', /^Organisation\d/), rows(app, 'Entities', /^Organisation3/));
    await app.written('codebook.yaml', /name: Steel Works\n +type: organisation/);
    const answer = app.picks.filter({ hasText: 'Merge Steelworks into Steel Works' });
    await dropOnto(rows(app, 'Entities', /^Steelworks1/), works, answer);
    await answer.click();
    await app.page.locator('.monaco-dialog-box', { hasText: 'Merge Steelworks into Steel Works?' }).waitFor();
    await app.screenshot('hour-2-merge');
    await app.press('Enter');
    await rows(app, 'Entities', /^Steelworks/).waitFor({ state: 'detached' });
    await rows(app, 'Entities', /^Steel Works2 in 1/).waitFor();
    const hand = new Hand(app);
    await rows(app, 'Entities', /^Port Authority/).click();
    await hand.press('F2');
    await (await app.titled('Rename Port Authority')).locator('input.input').fill('Harbour Authority');
    await hand.press('Enter');
    await app.titled('Keep “Port Authority” as an alias?');
    await hand.press('Enter');
    await rows(app, 'Entities', /^Harbour Authority1/).waitFor();
    account.add('another name, the old one kept (the typing apart)', hand, 3);
    await app.written('codebook.yaml', /name: Harbour Authority\n.*\n?.*aliases: \[Port Authority\]/);
    await app.screenshot('hour-2-codebook');
  });

  it('hands the work on', async () => {
    await app.choose('Stancemark: Export…', 'The whole corpus');
    // The question before has the same title.
    await app.picks.filter({ hasText: 'brat standoff' }).first().waitFor();
    await app.type('csv');
    await app.pick('CSV');
    await saveUnder(app, 'tags.csv');
    await app.written('tags.csv', /betrayed the town/);
    const said = app.notifications.filter({ hasText: /^8 tags exported to tags\.csv\. Not in the file: texts \(1\)/ });
    await app.command('Notifications: Show Notifications');
    await said.waitFor();
  });
});
