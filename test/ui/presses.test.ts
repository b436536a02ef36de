import assert from 'node:assert/strict';
import type { App } from './app';
import { openApp } from './app';
import { Hand, select } from './hand';

const NEWS = `The gate at Velm

Velm Courier, 3 June 2025. By Ada Lind

Maria Kern blames the Ministry of Water for the flood. The ministry was asked in March and shrugged.

Nobody at the Ministry of Water meant harm, says Lena Kaynak, but Maria Kern calls the rota a confession. According to Lena Kaynak, Maria Kern distrusts the Ministry of Water to this day.
`;

const INTERVIEW = `MODERATOR: Mr Kern, who opened the gate?

Mr Kern (Lab): The Ministry of Water did, and it is proud of it.
`;

const CODEBOOK = `stancemark: 1
types: [person, organisation, event]
stances:
  - {id: supportive, label: Supportive, axis: positive}
  - {id: critical, label: Critical, axis: negative}
  - {id: neutral, label: Neutral, axis: neutral}
  - {id: mixed, label: Mixed, axis: mixed}
  - {id: unclear, label: Unclear, axis: unclear}
entities:
  - {id: kern, name: Maria Kern, type: person}
  - {id: flood, name: The flood, type: event}
  - {id: ministry, name: Ministry of Water, type: organisation, aliases: [the ministry]}
  - {id: kaynak, name: Professor Lena Kaynak, type: person, aliases: [Lena Kaynak]}
`;

describe('presses for a stance', () => {
  let app: App;
  const counts: string[] = [];
  before(async () => {
    app = await openApp({ files: { 'news.txt': NEWS, 'interview.txt': INTERVIEW, 'codebook.yaml': CODEBOOK } });
    await app.open('news.txt');
  });
  after(async () => {
    for (const line of counts) console.log(`    ${line}`);
    await app.close();
  });

  function printed(what: string, hand: Hand, most: number): void {
    counts.push(`${what}: ${hand.presses} presses (at most ${most})`);
    assert.ok(hand.presses <= most, `${what}: ${hand.presses} presses`);
  }

  it('holder, target, value and strength, the names in the sentence', async () => {
    const hand = await select(app, NEWS, 'blames the Ministry of Water');
    await hand.summon('Alt+Shift+m', /Whose stance/);
    await app.screenshot('stance-holder');
    await hand.digit('Maria Kern');
    await hand.title(/toward whom/);
    await hand.digit('Ministry of Water');
    await hand.title(/which stance/);
    await hand.press('-');
    await hand.title(/How strong/);
    await hand.press('3');
    await app.written(
      'news.txt.tags.yaml',
      /holder: kern\n +target: ministry\n +value: critical\n +intensity: 3\n(?! +via)/,
    );
    printed('names in the sentence', hand, 7);
  });

  it('the same with a reporter whom the text names: filled in', async () => {
    const hand = await select(app, NEWS, 'distrusts the Ministry of Water to this day');
    await hand.summon('Alt+Shift+m', /Whose stance/);
    await hand.digit('Maria Kern');
    await hand.title(/toward whom/);
    await hand.digit('Ministry of Water');
    await hand.title(/which stance/);
    await hand.press('-');
    await hand.title(/How strong/);
    await app.picks.filter({ hasText: 'reported by Professor Lena Kaynak, through the author' }).first().waitFor();
    await app.screenshot('stance-last');
    await hand.press('2');
    await app.written('news.txt.tags.yaml', /intensity: 2\n +via: \[author, kaynak\]/);
    printed('reporter filled in from the text', hand, 9);
  });

  it('the same with a reporter chosen', async () => {
    const hand = await select(app, NEWS, 'calls the rota a confession');
    await hand.summon('Alt+Shift+m', /Whose stance/);
    await hand.digit('Maria Kern');
    await hand.title(/toward whom/);
    await hand.digit('Ministry of Water');
    await hand.title(/which stance/);
    await hand.press('-');
    await hand.title(/How strong/);
    await hand.press('r');
    await hand.title(/Reported by whom/);
    await app.screenshot('stance-reporter');
    await hand.digit('Lena Kaynak');
    await hand.title(/How strong/);
    await hand.press('1');
    await app.written('news.txt.tags.yaml', /intensity: 1\n +via: \[author, kaynak\]/);
    printed('reporter chosen', hand, 9);
  });

  it('both names typed', async () => {
    const hand = await select(app, NEWS, 'shrugged');
    await hand.summon('Alt+Shift+m', /Whose stance/);
    await hand.type('min');
    await hand.enter('Ministry of Water');
    await hand.title(/toward whom/);
    await hand.type('flo');
    await app.screenshot('stance-typed');
    await hand.enter('The flood');
    await hand.title(/which stance/);
    await hand.press('0');
    await hand.title(/How strong/);
    await hand.press('4');
    await app.written('news.txt.tags.yaml', /holder: ministry\n +target: flood\n +value: neutral\n +intensity: 4/);
    printed('both typed', hand, 12);
  });

  it('a surname in the middle of a name, above the new entity', async () => {
    const hand = await select(app, NEWS, 'meant harm');
    await hand.summon('Alt+Shift+m', /Whose stance/);
    await hand.type('kay');
    await app.picks.filter({ hasText: 'New entity “kay”' }).waitFor();
    assert.match((await app.picks.first().textContent()) ?? '', /Lena Kaynak/);
    await app.press('Escape');
    await app.quickInput.waitFor({ state: 'hidden' });
  });

  it('a value alone, of a stance that is there; and from Unclear to Critical by its first letter', async () => {
    await app.goTo(5, 14);
    await app.command('Stancemark: Edit Tag…');
    const hand = new Hand(app);
    await hand.title(/Edit the stance/);
    await app.screenshot('stance-edit');
    await hand.press('?');
    await app.written('news.txt.tags.yaml', /holder: kern\n +target: ministry\n +value: unclear\n +intensity: 3/);
    printed('a value alone, in the pick', hand, 3);
    await app.command('Stancemark: Edit Tag…');
    await hand.title(/Edit the stance/);
    await hand.press('v');
    await hand.title(/which stance/);
    await app.picks.and(app.page.locator('.focused')).filter({ hasText: 'Unclear' }).waitFor();
    await hand.type('c');
    await app.picks.and(app.page.locator('.focused')).filter({ hasText: 'Critical' }).waitFor();
    assert.match((await app.picks.first().textContent()) ?? '', /Critical/);
    await hand.press('Enter');
    await app.written('news.txt.tags.yaml', /holder: kern\n +target: ministry\n +value: critical\n +intensity: 3/);
  });

  it('a speaker by the label of the line', async () => {
    await app.open('interview.txt');
    const hand = await select(app, INTERVIEW, 'it is proud of it');
    await hand.summon('Alt+Shift+m', /Whose stance/);
    assert.match((await app.picks.first().textContent()) ?? '', /1 +Maria Kern/);
    await app.screenshot('stance-speaker');
    await hand.press('Enter');
    await hand.title(/toward whom/);
    await hand.digit('Ministry of Water');
    await hand.title(/which stance/);
    await hand.press('-');
    await hand.title(/How strong/);
    await hand.press('2');
    await app.written('interview.txt.tags.yaml', /holder: kern\n +target: ministry\n +value: critical/);
    printed('speaker', hand, 7);
  });
});
