import assert from 'node:assert/strict';
import { openApp, type App } from './app';
import { goToWords } from './by-keyboard';

const TEXT = 'The Kayani report names Azerbaijan Airlines and Ukraine.\n';
const CODEBOOK = `stancemark: 1
entities:
  - id: uk
    name: United Kingdom
    type: state
    aliases: [UK]
  - id: azerbaijan
    name: Azerbaijan
    type: state
  - id: kaynak
    name: Professor Barış Kaynak
    type: person
  - id: aliyev
    name: Ilham Aliyev
    type: person
  - id: ukraine
    name: Ukraine
    type: state
`;

describe('the pick of an entity', () => {
  let app: App;
  before(async () => {
    app = await openApp({ files: { 'text.txt': TEXT, 'codebook.yaml': CODEBOOK } });
    await app.open('text.txt');
  });
  after(() => app.close());

  /** The first rows of the pick on some words, after something was typed. */
  async function rows(words: string, typed: string, first: RegExp): Promise<string[]> {
    await goToWords(app, TEXT, words);
    for (let i = 0; i < words.length; i++) await app.press('Shift+ArrowRight');
    await app.page.locator('#status\\.editor\\.selection', { hasText: `(${words.length} selected)` }).waitFor();
    await app.summon('Alt+m', /^Tag “/);
    if (typed !== '') await app.type(typed);
    await app.picks.first().filter({ hasText: first }).waitFor();
    const found = await app.picks.locator('.label-name').allTextContents();
    await app.press('Escape');
    await app.quickInput.waitFor({ state: 'hidden' });
    return found.map((one) => one.trim());
  }

  it('has what is named first, and a new entity below it', async () => {
    const [first, second] = await rows('Ukraine', 'kay', /Kaynak/);
    assert.equal(first, 'Professor Barış Kaynak');
    assert.match(second ?? '', /New entity “kay”/);
  });

  it('finds typos, below the new entity', async () => {
    const [first, second] = await rows('Ukraine', 'Alyiev', /New entity “Alyiev”/);
    assert.match(first ?? '', /New entity “Alyiev”/);
    assert.equal(second, 'Ilham Aliyev');
  });

  it('prefers a whole form alone: not the UK for Ukraine, nor the state for its airline', async () => {
    assert.equal((await rows('Ukraine', '', /Ukraine/))[0], 'Ukraine');
    const [first, second] = await rows('Azerbaijan Airlines', '', /New entity/);
    assert.match(first ?? '', /New entity “Azerbaijan Airlines”/);
    assert.equal(second, 'Azerbaijan');
  });
});
