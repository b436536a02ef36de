import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makeExport } from '../../fixtures/make-export';
import { closeEditors, openAt, read, root, until, write } from '../fixture';

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

interface Done {
  readonly files: readonly string[];
  readonly doubles: readonly number[];
}

describe('Split Into Articles', () => {
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
    const before = await read(file);
    const again = await run<Done>('splitIntoArticles', args);
    assert.equal(again.files.length, 6);
    assert.equal(again.files.filter((one) => done.files.includes(one)).length, 0);
    assert.equal(await read(file), before);
    await run('undoTagChange');
    await run('undoTagChange');
    assert.doesNotMatch(await read(file.with({ path: `${file.path}.tags.yaml` })), /outlet/);
    assert.ok(root());
    await assert.rejects(async () => run('splitIntoArticles', { uri, line: 'nowhere such a line' }));
  });
});
