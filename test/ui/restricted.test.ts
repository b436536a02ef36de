/** A folder that nobody trusts: what works, and what its settings may not do. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from './app';
import { openApp } from './app';
import { tagAsProposed } from './by-keyboard';
import { sidecarFor } from './sidecar';

const CODEBOOK = 'stancemark: 1\nentities:\n  - id: ada\n    name: Ada Brandt\n    type: person\n';
const TEXT = 'Ada Brandt met the council on Monday.\n';

/** A tags file that two branches have added a tag to, as git leaves it. */
function conflicted(): string {
  const [ours, theirs] = ['Ada Brandt', 'the council'].map((quote, i) => {
    const file = sidecarFor(TEXT, [{ id: 'ab'[i]?.repeat(8) ?? '', quote, says: 'entity: ada' }]);
    return file.slice(file.indexOf('  - id:'));
  });
  return `stancemark: 1\ntags:\n<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> side\n`;
}

describe('a folder in Restricted Mode', () => {
  let app: App;

  before(async () => {
    app = await openApp({
      restricted: true,
      files: {
        'codebook.yaml': CODEBOOK,
        'a.txt': TEXT,
        'b.txt': TEXT,
        'b.txt.tags.yaml': conflicted(),
        '.vscode/settings.json': JSON.stringify({ 'stancemark.coder': 'mallory' }),
      },
    });
    await app.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  });
  after(() => app.close());

  it('is tagged as any other, and nobody is made a coder by its settings', async () => {
    await app.open('a.txt');
    await app.goTo(1, 2);
    await tagAsProposed(app);
    await app.written('a.txt.tags.yaml', /quote: "?Ada Brandt"?\n[^]*entity: ada/);
    await app.screenshot('restricted');
    assert.doesNotMatch(readFileSync(path.join(app.folder, 'a.txt.tags.yaml'), 'utf8'), /mallory/);
  });

  it('has its conflicts resolved by meaning, from the markers alone', async () => {
    await app.open('b.txt.tags.yaml');
    await app.command('Stancemark: Resolve by Meaning');
    await app.written('b.txt.tags.yaml', /^(?![^]*<{7})[^]*aaaaaaaa[^]*bbbbbbbb/);
  });
});
