import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openAt, read, until, write } from '../fixture';

const CODEBOOK = `stancemark: 1
entities:
  - id: ada
    name: Ada Brandt
    type: person
`;

describe('other files as sources', () => {
  let notes: vscode.Uri;
  let titles: vscode.Uri;
  const setting = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('stancemark');
  const tag = (uri: vscode.Uri): Thenable<unknown> =>
    vscode.commands.executeCommand('stancemark.tagEntity', { uri: uri.toString(), entity: 'ada' });

  before(async () => {
    [, notes, titles] = (await write('kinds', {
      'codebook.yaml': CODEBOOK,
      'notes.md': '# Notes\n\nAda Brandt was there.\n',
      'talk.SRT': '1\n00:00:01,000 --> 00:00:02,000\nAda Brandt speaks.\n',
    })) as [vscode.Uri, vscode.Uri, vscode.Uri];
  });
  after(async () => {
    await closeEditors();
    await setting().update('sources', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('are none before the setting says so, and tagged as soon as it does', async () => {
    await openAt(notes, 'Brandt');
    await assert.rejects(async () => tag(notes), /stancemark\.sources/);
    await setting().update('sources', ['**/*.txt', 'kinds/*.{md,srt}'], vscode.ConfigurationTarget.Workspace);
    for (const uri of [notes, titles]) {
      await openAt(uri, 'Brandt');
      await tag(uri);
      const sidecar = uri.with({ path: `${uri.path}.tags.yaml` });
      const text = await until(
        () => Promise.resolve(read(sidecar)).catch(() => ''),
        (found) => found.includes('entity: ada'),
      );
      assert.match(text, /quote: "Ada Brandt"/);
    }
    // Providers are registered anew: the mention leads to the codebook.
    const places = await until(
      () =>
        vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          notes,
          new vscode.Position(2, 2),
        ),
      (found) => found.length === 3,
    );
    assert.deepEqual(places.map(({ uri }) => uri.path.split('/').pop()).sort(), [
      'codebook.yaml',
      'notes.md',
      'talk.SRT',
    ]);
  });

  it('are left out again when the setting no longer says so', async () => {
    await setting().update('sources', ['**/*.txt'], vscode.ConfigurationTarget.Workspace);
    await until(
      () =>
        Promise.resolve(tag(notes)).then(
          () => 'tagged',
          (error: unknown) => String(error),
        ),
      (found) => found.includes('stancemark.sources'),
    );
    assert.match(await read(notes.with({ path: `${notes.path}.tags.yaml` })), /entity: ada/);
  });
});
