import assert from 'node:assert/strict';
import { openApp, type App } from './app';

const DEBATE = `The evening debate
MODERATOR: Who closed the mill?
Mr Brandt (Greens): Orlen did, and Orlen was wrong.

It is wrong still.
Note: applause
MODERATOR: Then it was an error?
Mr Brandt (Greens): It was no error.
`;
const CODEBOOK = `stancemark: 1
entities:
  - id: brandt
    name: Ada Brandt
    type: person
  - id: orlen
    name: Orlen
    type: organisation
`;

describe('labels of speakers', () => {
  let app: App;
  before(async () => {
    app = await openApp({ files: { 'debate.txt': DEBATE, 'codebook.yaml': CODEBOOK } });
    await app.open('debate.txt');
  });
  after(() => app.close());

  it('are guessed, shown with an example, and kept; then the speaker is offered first as a holder', async () => {
    await app.summon(() => app.command('Stancemark: Set Labels of Speakers…'), /Labels of Speakers/);
    const row = app.picks.first();
    await row.filter({ hasText: 'MODERATOR, Mr Brandt' }).waitFor();
    assert.match(
      (await row.textContent()) ?? '',
      /^\*:.*4× in this source: MODERATOR, Mr Brandt.*Line 2: MODERATOR: Who/,
    );
    assert.ok(await row.locator('[role="checkbox"], input[type="checkbox"]').first().isChecked());
    await app.screenshot('speakers-guess');
    await app.press('Enter');
    await app.written('codebook.yaml', /speakers:\n {2}- \{label: "\*:"\}\n$/);

    // Two paragraphs below the label: 'wrong still'.
    await app.open('debate.txt');
    await app.select(5, 7, 'wrong still'.length);
    await app.summon(() => app.command('Stancemark: Tag Stance…'), /Whose stance/);
    await app.picks.filter({ hasText: 'Ada Brandt' }).first().waitFor();
    const first = (await app.picks.first().textContent()) ?? '';
    await app.screenshot('speakers-holder');
    assert.match(first, /Ada Brandt.*speaks here/);
    await app.press('Escape');
  });
});
