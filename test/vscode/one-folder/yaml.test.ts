import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, positionIn, until, write } from '../fixture';
import { MILL } from '../mill';

describe('the YAML files', () => {
  let codebook: vscode.Uri;
  let source: vscode.Uri;
  let tags: vscode.TextDocument;
  let book: vscode.TextDocument;

  before(async () => {
    let sidecar: vscode.Uri;
    [codebook, source, sidecar] = (await write('yaml', MILL)) as [vscode.Uri, vscode.Uri, vscode.Uri];
    tags = await vscode.workspace.openTextDocument(sidecar);
    book = await vscode.workspace.openTextDocument(codebook);
  });
  after(closeEditors);

  async function completions(document: vscode.TextDocument, words: string, end = false): Promise<string[]> {
    const at = document.getText().indexOf(words) + (end ? words.length : 0);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(at),
    );
    return list.items
      .filter((item) => item.kind !== vscode.CompletionItemKind.Text)
      .map((item) => (typeof item.label === 'string' ? item.label : `${item.label.label} · ${item.label.description}`));
  }

  it('complete ids of entities with name and type, the one that is named first', async () => {
    assert.deepEqual(await completions(tags, 'entity: mill', true), [
      'mill · Place',
      'ada · Person',
      'council · Organisation',
    ]);
  });

  it('complete the author as a holder, and stance values', async () => {
    assert.ok((await completions(tags, 'holder: ada', true)).includes('author · the text’s own voice'));
    assert.deepEqual(await completions(tags, 'value: critical', true), [
      'critical · Critical (negative)',
      'supportive · Supportive (positive)',
    ]);
  });

  it('complete keys that are not there yet', async () => {
    const keys = await completions(tags, 'sense: metonym');
    assert.ok(keys.includes('note') && keys.includes('by') && keys.includes('sense'), keys.join());
    assert.ok(!keys.includes('quote') && !keys.includes('entity'), keys.join());
    assert.deepEqual((await completions(book, 'type: place', true)).slice(0, 2), [
      'organisation · Organisation',
      'other · Other',
    ]);
  });

  it('say on hover whose id it is', async () => {
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      tags.uri,
      positionIn(tags, 'ada\n'),
    );
    assert.match((hover?.contents[0] as vscode.MarkdownString).value, /Ada Brandt/);
  });

  it('lead from an id to the codebook, and from a place to the passage', async () => {
    const go = (words: string): Thenable<vscode.Location[]> =>
      vscode.commands.executeCommand('vscode.executeDefinitionProvider', tags.uri, positionIn(tags, words));
    const [entity] = await go('council\n');
    assert.equal(entity?.uri.toString(), codebook.toString());
    assert.equal(book.lineAt(entity?.range.start.line ?? 0).text, '  - id: council');
    const [passage] = await go('"Ada Brandt"');
    assert.equal(passage?.uri.toString(), source.toString());
    const text = await vscode.workspace.openTextDocument(source);
    assert.equal(text.getText(passage?.range), 'Ada Brandt');
  });

  it('find every passage that refers to an entity', async () => {
    // Four mentions, the stance, and the codebook's own lines.
    const places = await until(
      () =>
        vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          codebook,
          positionIn(book, 'ada\n'),
        ),
      (all) => all.length === 6,
    );
    assert.equal(places.filter((place) => place.uri.path.endsWith('.txt')).length, 5);
  });
});
