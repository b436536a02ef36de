/** The third of three clones: the one whose git knows nothing of tags, resolved by hand. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Repository } from '../unit/cli/repository';
import { histories, merge, NAMES, resolve } from '../unit/support/clones';
import type { App } from './app';
import { openApp } from './app';

const RESOLVE = 'Stancemark: Resolve by Meaning';

describe('a clone without the merge driver', () => {
  let app: App;
  let unmerged: string[] = [];
  const wanted = new Map<string, string>();

  before(async () => {
    const made = histories(4);
    const repository = new Repository(null);
    try {
      merge(repository, made);
      assert.equal(repository.try('merge', '-q', '--no-edit', 'side').code, 1);
      unmerged = repository.git('diff', '--name-only', '--diff-filter=U').trim().split('\n');
      for (const name of [...NAMES, 'codebook.yaml']) {
        const stage = (n: number): string => repository.git('show', `:${n}:${name}`);
        const stages = unmerged.includes(name) && { base: stage(1), ours: stage(2), theirs: stage(3) };
        wanted.set(name, stages ? resolve(name, stages) : repository.get(name));
      }
      app = await openApp({ prepare: (folder) => cpSync(repository.work, folder, { recursive: true }) });
    } finally {
      repository.remove();
    }
  });
  after(async () => app.close());

  const now = (name: string): string => readFileSync(path.join(app.folder, name), 'utf8');

  it('is resolved by meaning: the one real conflict is asked, by the keyboard, and all else is merged', async () => {
    assert.ok(unmerged.includes(NAMES[0] as string) && unmerged.length > 3, unmerged.join());
    for (const name of unmerged) {
      await app.open(name);
      await app.command(RESOLVE);
      if (name === NAMES[0]) {
        await app.titled('Resolve by Meaning');
        const conflict = app.picks.filter({ hasText: 'Base: ' });
        assert.equal(await conflict.count(), 1);
        await app.screenshot('resolve-by-meaning');
        await app.picks.and(app.page.locator('.focused')).filter({ hasText: 'Base: ' }).waitFor();
        await app.press('Enter');
        await app.picks.filter({ hasText: 'Theirs' }).first().waitFor();
        await app.screenshot('resolve-one');
        await app.fillQuickInput('Theirs');
        await app.picks.and(app.page.locator('.focused')).filter({ hasText: 'Theirs' }).waitFor();
        await app.press('Enter');
        await app.picks.and(app.page.locator('.focused')).filter({ hasText: 'Write the file' }).waitFor();
        await app.press('Enter');
      }
      await app.written(name, /^(?![^]*\n<{7} )[^]+$/);
    }
    for (const [name, text] of wanted) assert.equal(now(name), text, name);
  });

  it('takes the last one back as a step of undo, says so, and does it again', async () => {
    const last = unmerged.at(-1) as string;
    await app.command('Stancemark: Undo Last Tag Change');
    await app.page.locator('.statusbar', { hasText: 'Undone: Resolve by Meaning' }).waitFor();
    await app.written(last, /^<{7} /m);
    await app.command('Stancemark: Redo Tag Change');
    await app.page.locator('.statusbar', { hasText: 'Redone: Resolve by Meaning' }).waitFor();
    await app.written(last, /^(?![^]*\n<{7} )[^]+$/);
    assert.equal(now(last), wanted.get(last));
  });
});
