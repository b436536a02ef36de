import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { mergeSidecars } from '../../../src/core/merge';
import { closeEditors, openAt, read, sidecar, until, write } from '../fixture';
import { CODEBOOK } from '../mill';

const TEXT = 'Ada Brandt spoke first.\nThen the council spoke, and the mill was closed.\n';
const tags = (value: string, more: { id: string; quote: string; says: string }[] = []): string =>
  sidecar(TEXT, [
    {
      id: 'bbbbbbbb',
      quote: 'the council spoke',
      says: `stance:\n  holder: council\n  target: ada\n  value: ${value}`,
    },
    ...more,
  ]);
const BASE = tags('critical');
const OURS = tags('supportive', [{ id: 'oooooooo', quote: 'the mill', says: 'entity: mill' }]);
const THEIRS = tags('neutral', [{ id: 'tttttttt', quote: 'the mill was closed', says: 'entity: mill' }]);

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

describe('merging', () => {
  let folder = '';
  let count = 0;
  afterEach(closeEditors);

  const merged = (conflicts?: 'ours' | 'theirs'): string => {
    const result = mergeSidecars(BASE, OURS, THEIRS, { conflicts, labels: { ours: 'o', base: 'b', theirs: 't' } });
    assert.ok(result.ok);
    return result.text;
  };

  async function conflicted(text: string): Promise<{ source: vscode.Uri; file: vscode.Uri }> {
    folder = `merging/${++count}`;
    const [, source, file] = (await write(folder, {
      'codebook.yaml': CODEBOOK,
      'a.txt': TEXT,
      'a.txt.tags.yaml': text,
    })) as [vscode.Uri, vscode.Uri, vscode.Uri];
    await openAt(source);
    return { source, file };
  }

  it('offers to resolve conflict markers by meaning, merges the rest and writes what was decided', async () => {
    const { source, file } = await conflicted(merged());
    await until(
      () => vscode.languages.getDiagnostics(file).map((one) => one.code),
      (all) => all.includes('refused'),
    );
    await vscode.workspace.openTextDocument(file);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      file,
      new vscode.Range(0, 0, 0, 1),
      'quickfix',
    );
    const fix = actions.find((action) => action.command?.command === 'stancemark.resolveByMeaning');
    assert.ok(fix, actions.map(({ title }) => title).join());
    const done = await run<{ conflicts: number }>('resolveByMeaning', { uri: source, all: 'theirs' });
    assert.equal(done.conflicts, 1);
    assert.equal(await read(file), merged('theirs'));
  });

  it('takes it back and does it again as a step of the one stack, and never over what was written since', async () => {
    const { source, file } = await conflicted(merged());
    const refused = (): Promise<unknown> =>
      until(
        () => vscode.languages.getDiagnostics(file).map((one) => one.code),
        (all) => all.includes('refused'),
      );
    await refused();
    await run('resolveByMeaning', { uri: file, all: 'theirs' });
    const resolved = await read(file);
    assert.equal(resolved, merged('theirs'));
    await run('removeTag', { uri: source, id: 'tttttttt' });
    await until(
      () => read(file),
      (text) => !text.includes('id: tttttttt'),
    );
    assert.equal(await run<number>('undoTagChange'), 1);
    assert.equal(await run<number>('undoTagChange'), 1);
    assert.equal(await read(file), merged());
    await refused();
    assert.equal(await run<number>('redoTagChange'), 1);
    assert.equal(await read(file), resolved);
    await write(folder, { 'a.txt.tags.yaml': `${resolved}# by hand\n` });
    assert.equal(await run<number>('undoTagChange'), 0);
    assert.equal(await read(file), `${resolved}# by hand\n`);
    // What was written since is taken back: then the step can be.
    await write(folder, { 'a.txt.tags.yaml': resolved });
    assert.equal(await run<number>('undoTagChange'), 1);
    assert.equal(await read(file), merged());
  });

  it('takes decisions by field, and of two-way markers too', async () => {
    const twoWay = merged().replace(/^\|{7} b\n[^]*?^=======$/m, '=======');
    const { file } = await conflicted(twoWay);
    await run('resolveByMeaning', { uri: file, decisions: { bbbbbbbb: { 'stance.value': 'theirs' } } });
    const text = await read(file);
    assert.doesNotMatch(text, /^[<=>|]{7}/m);
    for (const id of ['bbbbbbbb', 'oooooooo', 'tttttttt']) assert.equal(text.split(`id: ${id}`).length, 2, id);
    assert.match(text, /value: neutral/);
  });

  it('compares the tags with another file', async () => {
    const { source } = await conflicted(OURS);
    const [other] = (await write(`${folder}/other`, { 'b.txt.tags.yaml': BASE })) as [vscode.Uri];
    const { ids } = await run<{ ids: string[] }>('compareTags', { uri: source, with: other });
    assert.deepEqual([...ids].sort(), ['bbbbbbbb', 'oooooooo']);
  });
});
