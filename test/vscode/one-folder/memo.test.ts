import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, read, until, write } from '../fixture';
import { MILL } from '../mill';

describe('memos and the method', () => {
  let codebook: vscode.Uri;
  let source: vscode.Uri;
  let sidecar: vscode.Uri;

  before(async () => {
    [codebook, source, sidecar] = (await write('memo', MILL)) as [vscode.Uri, vscode.Uri, vscode.Uri];
    await vscode.workspace.openTextDocument(source);
  });
  after(closeEditors);

  async function type(text: string): Promise<vscode.TextDocument> {
    const { document } = vscode.window.activeTextEditor as vscode.TextEditor;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
    // In a browser VS Code saves by itself, and may have done so.
    await document.save();
    await until(
      () => Promise.resolve(document.isDirty),
      (dirty) => !dirty,
    );
    return document;
  }
  const saved = (uri: vscode.Uri, words: string): Promise<string> =>
    until(
      () => read(uri),
      (text) => text.includes(words),
    );

  it('of the project is edited in an editor, kept in the codebook, and taken back by undo', async () => {
    const before = await read(codebook);
    await vscode.commands.executeCommand('stancemark.editProjectMemo', { codebook: codebook.toString() });
    await type('# What we ask\n\nWho blames whom?\n');
    const text = await saved(codebook, 'blames');
    assert.match(text, /^stancemark: 1\nnote: \|-\n {2}# What we ask\n\n {2}Who blames whom\?\n/);
    await vscode.commands.executeCommand('stancemark.undoTagChange');
    await until(
      () => read(codebook),
      (now) => now === before,
    );
  });

  it('of a source follows its file, and is merged with what came meanwhile', async () => {
    await vscode.commands.executeCommand('stancemark.editSourceMemo', { uri: source.toString() });
    const document = await type('One.\nTwo.\nThree.');
    const text = await saved(sidecar, 'Three');
    assert.match(text, /source:\n(?: .*\n)*? {2}note: \|-\n {4}One\.\n {4}Two\.\n {4}Three\.\n/);
    await vscode.workspace.fs.writeFile(sidecar, new TextEncoder().encode(text.replace('    One.', '    First.')));
    await until(
      () => Promise.resolve(document.getText()),
      (now) => now.startsWith('First.'),
    );
  });

  it('has no history without git, and says so', async () => {
    const about = { entity: 'mill', codebook: codebook.toString(), show: false };
    await assert.rejects(
      async () => vscode.commands.executeCommand('stancemark.historyOfEntity', about),
      /no history here: codebook\.yaml/,
    );
  });

  it('sets a parent, shows definitions on hover, and prints the codebook', async () => {
    const text = await read(codebook);
    await vscode.workspace.fs.writeFile(
      codebook,
      new TextEncoder().encode(
        text.replace('  - id: mill\n', '  - id: mill\n    definition: "Where corn is ground"\n'),
      ),
    );
    await vscode.window.showTextDocument(source);
    const document = await vscode.workspace.openTextDocument(source);
    const at = document.positionAt(document.getText().indexOf('mill') + 1);
    await until(
      async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', source, at);
        return hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join('\n');
      },
      (shown) => /Definition[^]*corn/.test(shown),
    );
    const about = { entity: 'mill', parent: 'council', codebook: codebook.toString() };
    await vscode.commands.executeCommand('stancemark.setParent', about);
    await saved(codebook, 'parent: council');
    await assert.rejects(async () =>
      vscode.commands.executeCommand('stancemark.setParent', { ...about, entity: 'council', parent: 'mill' }),
    );
    const to = vscode.Uri.joinPath(codebook, '..', 'codebook.html');
    await vscode.commands.executeCommand('stancemark.exportCodebook', {
      format: 'html',
      uri: to.toString(),
      codebook: codebook.toString(),
    });
    assert.match(await read(to), /Where corn is ground/);
  });
});
