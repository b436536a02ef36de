import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { StancemarkApi } from '../../../api';
import { makeExport } from '../../fixtures/make-export';
import { closeEditors, openAt, read, root, until, write } from '../fixture';

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

interface Done {
  readonly files: readonly string[];
  readonly doubles: readonly number[];
  readonly there: number;
  readonly aside: boolean;
}

describe('Split into Articles', () => {
  afterEach(closeEditors);

  it('makes a file with its details of each article, writes over nothing, and leaves doubles out', async () => {
    const made = makeExport(6);
    const twice = made.text + made.text.slice(0, made.text.indexOf('2 of 6 DOCUMENTS')).replace('1 of 6', '7 of 6');
    const [uri] = (await write('split', { 'codebook.yaml': made.codebook, 'export.txt': twice })).slice(1);
    assert.ok(uri);
    await openAt(uri);
    const args = { uri, line: '# of # DOCUMENTS', side: 'begins', head: 'outlet first' };
    const done = await run<Done>('splitIntoArticles', args);
    assert.deepEqual([done.files.length, done.doubles], [6, [7]]);
    const file = vscode.Uri.parse(done.files[1] ?? '', true);
    const [, second] = made.articles;
    assert.ok(second);
    assert.ok((await read(file)).includes(second.body));
    const tags = await until(
      () => read(file.with({ path: `${file.path}.tags.yaml` })).catch(() => ''),
      (text) => text !== '',
    );
    for (const part of [
      `date: ${second.date}`,
      second.outlet,
      second.author,
      'original: export.txt',
      'original-hash: sha256-',
    ])
      assert.ok(tags.includes(part), `${part} in\n${tags}`);
    assert.equal(await read(uri), twice);
    assert.ok(done.aside);
    const before = await read(file);
    const again = await run<Done>('splitIntoArticles', args);
    assert.deepEqual([again.files, again.there, again.aside], [[], 6, true]);
    assert.equal(await read(file), before);
    await run('undoTagChange');
    assert.doesNotMatch(await read(file.with({ path: `${file.path}.tags.yaml` })), /outlet/);
    assert.ok(root());
    await assert.rejects(async () => run('splitIntoArticles', { uri, line: 'nowhere such a line' }));
  });

  it('sets the original aside with its tags, which go along; a rename keeps it so, and it can count again', async () => {
    const made = makeExport(3);
    const [book, uri] = await write('split-tagged', { 'codebook.yaml': made.codebook, 'export.txt': made.text });
    assert.ok(book && uri);
    const api = await vscode.extensions.getExtension<StancemarkApi>('stancemark.stancemark')?.activate();
    assert.ok(api);
    const sources = async (): Promise<string[]> => {
      const corpus = (await api.read()).find((one) => one.codebook.uri === book.toString());
      return (corpus?.sources ?? [])
        .map(({ uri: one, tags }) => `${one.split('/').pop() ?? ''}: ${tags.length}`)
        .sort();
    };
    const { document } = await openAt(uri);
    const second = made.articles[1];
    assert.ok(second);
    const body = made.text.indexOf(second.body);
    for (const at of [made.text.indexOf('ministry', body), made.text.indexOf('2 of 3')]) {
      const range = new vscode.Range(document.positionAt(at), document.positionAt(at + 8));
      await run('tagEntity', { uri, range, entity: 'ministry' });
    }
    const rule = { uri, line: '# of # DOCUMENTS', side: 'begins', head: 'outlet first' };
    // One tag is on a line that is in no article: to set the original aside would hide it, so that must be asked for.
    const kept = await run<Done>('splitIntoArticles', rule);
    assert.equal(kept.aside, false);
    await until(sources, (all) => all.length === 4 && all.includes('export.txt: 2'));
    const done = await run<Done>('splitIntoArticles', { ...rule, original: 'aside' });
    assert.deepEqual([done.files, done.there, done.aside], [[], 3, true]);
    const now = await until(sources, (all) => all.length === 3);
    assert.deepEqual(
      now.map((one) => one.slice(-1)),
      ['0', '1', '0'],
    );
    const article = vscode.Uri.parse(kept.files[1] ?? '', true);
    const tags = await read(article.with({ path: `${article.path}.tags.yaml` }));
    assert.match(tags, /quote: "ministry"\n[^]*entity: ministry/);
    assert.equal((await run<Done>('splitIntoArticles', { ...rule, original: 'aside' })).aside, true);
    assert.equal((await sources()).join(), now.join(), 'a second time nothing goes along again');
    const own = await read(uri.with({ path: `${uri.path}.tags.yaml` }));
    assert.match(own, /split-into: export-articles/);
    assert.equal(own.match(/entity: ministry/g)?.length, 2, 'the original keeps its tags');

    const renamed = uri.with({ path: uri.path.replace('export.txt', 'database.txt') });
    const work = new vscode.WorkspaceEdit();
    work.renameFile(uri, renamed);
    assert.ok(await vscode.workspace.applyEdit(work));
    await until(
      () => read(renamed.with({ path: `${renamed.path}.tags.yaml` })).catch(() => ''),
      (text) => text.includes('split-into: export-articles'),
    );
    assert.deepEqual(await until(sources, (all) => all.length === 3), now);
    await run('countSourceAgain', { uri: renamed });
    await until(sources, (all) => all.includes('database.txt: 2'));
    await assert.rejects(async () => run('countSourceAgain', { uri: renamed }));
    await run('undoTagChange');
    await until(sources, (all) => all.length === 3);
  });
});
