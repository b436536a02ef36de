import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, known, openAt, positionIn, read, until, write } from '../fixture';
import { MILL } from '../mill';

describe('VS Code’s own features', () => {
  let codebook: vscode.Uri;
  let first: vscode.Uri;
  let document: vscode.TextDocument;

  const ask = async <T>(command: string, words: string, ...more: unknown[]): Promise<T> =>
    vscode.commands.executeCommand<T>(command, first, positionIn(document, words), ...more);

  before(async () => {
    [codebook, first] = (await write('language', MILL)) as [vscode.Uri, vscode.Uri];
    await known(first, 'Ada Brandt', 5);
  });
  beforeEach(async () => {
    document = (await openAt(first)).document;
  });
  afterEach(closeEditors);

  it('definition: a mention → its entity in the codebook', async () => {
    const [link] = await ask<vscode.LocationLink[]>('vscode.executeDefinitionProvider', 'Ada Brandt');
    assert.equal(link?.targetUri.toString(), codebook.toString());
    const book = await vscode.workspace.openTextDocument(codebook);
    assert.equal(book.lineAt(link?.targetRange.start.line ?? 0).text, '  - id: ada');
  });

  it('definition: nothing off a tag', async () => {
    assert.deepEqual(await ask('vscode.executeDefinitionProvider', 'closed'), []);
  });

  it('references: every mention of the entity, and its declaration', async () => {
    const places = await ask<vscode.Location[]>('vscode.executeReferenceProvider', 'Ada Brandt');
    assert.deepEqual(places.map((place) => place.uri.path.split('/').pop()).sort(), [
      '1.txt',
      '1.txt',
      '2.txt',
      '2.txt',
      'codebook.yaml',
    ]);
  });

  it('document highlights: on mentions alone', async () => {
    const found = await ask<vscode.DocumentHighlight[]>('vscode.executeDocumentHighlights', 'Ada Brandt');
    assert.deepEqual(found.map((one) => document.getText(one.range)).sort(), ['Ada Brandt', 'Brandt']);
    const words = await ask<vscode.DocumentHighlight[] | undefined>('vscode.executeDocumentHighlights', 'closed');
    // VS Code's own highlighting of equal words.
    assert.deepEqual(
      (words ?? []).map((one) => document.getText(one.range)),
      ['closed'],
    );
  });

  it('document symbols: mentions below the stance around them', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      first,
    );
    assert.deepEqual(
      symbols.map((one) => [one.name, one.children.map((child) => child.name)]),
      [
        ['The Mill', []],
        ['Ada Brandt: critical (3 of 4) of Town Council; attributed by the author', ['Ada Brandt', 'Town Council']],
        ['Ada Brandt', []],
      ],
    );
  });

  it('workspace symbols: entities by name and by alias', async () => {
    const byAlias = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'weavers',
    );
    const ours = byAlias.filter((one) => one.location.uri.path.includes('/language/'));
    assert.deepEqual(
      ours.map((one) => [one.name, one.containerName, one.location.uri.path.split('/').pop()]),
      [['Ada Brandt (the weavers)', 'Person', '1.txt']],
    );
  });

  it('code actions: the entities that fit the selection, and what can be done with a tag', async () => {
    const at = positionIn(document, 'council');
    const range = document.getWordRangeAtPosition(at) as vscode.Range;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      first,
      range,
      'refactor',
    );
    const titles = actions.map((action) => action.title);
    assert.deepEqual(titles.slice(0, 3), ['Tag as “Town Council”', 'Tag as entity…', 'Tag stance…']);
    const onTag = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      first,
      new vscode.Range(0, 2, 0, 2),
      'refactor',
    );
    assert.deepEqual(
      onTag.map((action) => action.title),
      ['Edit tag “The Mill”…', 'Remove tag “The Mill”'],
    );
  });

  it('rename: the entity’s name in the codebook and nothing else', async () => {
    const before = await read(codebook);
    let edit: vscode.WorkspaceEdit | undefined;
    const asked = ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', 'Ada Brandt', 'A. Brandt');
    void asked.then((answer) => (edit = answer));
    // What becomes of the old name is asked: to keep it stands first.
    await until(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return edit;
      },
      (answer) => answer !== undefined,
    );
    assert.ok(edit);
    assert.deepEqual(
      edit.entries().map(([uri]) => uri.toString()),
      [codebook.toString()],
    );
    assert.equal(await vscode.workspace.applyEdit(edit, { isRefactoring: true }), true);
    const book = await vscode.workspace.openTextDocument(codebook);
    const renamed = before.replace('name: Ada Brandt', 'name: A. Brandt').replace('[Brandt,', '[Ada Brandt, Brandt,');
    assert.equal(book.getText(), renamed);
    await book.save();
    await until(
      () => vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', first),
      (symbols) => symbols.some((one) => one.name === 'A. Brandt'),
    );
  });

  it('rename: refused off a tag', async () => {
    await assert.rejects(async () => ask('vscode.executeDocumentRenameProvider', 'closed', 'x'));
    await assert.rejects(async () => ask('vscode.prepareRename', 'closed'));
  });
});
