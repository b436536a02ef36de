import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openAt, read, selected, until, write } from '../fixture';

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

const CODEBOOK = `stancemark: 1
types: [state, person]
entities:
  - id: norland
    name: Norland
    type: state
    aliases: [Vik]
  - id: vik
    name: Olga Vik
    type: person
    aliases: [Vik]
`;
const TEXT = 'Norland is far. Olga Vik knows Norland’s coast.\nVik said: Norland again.\n';

describe('suggestions', () => {
  let uri: vscode.Uri;
  let number = 0;
  const tags = (): Promise<string> => read(uri.with({ path: `${uri.path}.tags.yaml` }));

  beforeEach(async () => {
    const uris = await write(`suggestions/${number++}`, { 'codebook.yaml': CODEBOOK, 'a.txt': TEXT });
    uri = uris[1] as vscode.Uri;
    const editor = await openAt(uri);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await until(
      () => run<unknown>('nextSuggestion'),
      (found) => found !== undefined,
    );
    editor.selection = new vscode.Selection(0, 0, 0, 0);
  });
  afterEach(closeEditors);

  it('goes from one to the next, around, and follows typing', async () => {
    const visited: string[] = [];
    for (let i = 0; i < 6; i++) {
      await run('nextSuggestion');
      visited.push(selected());
    }
    assert.deepEqual(visited, ['Norland', 'Olga Vik', 'Norland', 'Vik', 'Norland', 'Norland']);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(1, 0), 'Norland! ');
    await vscode.workspace.applyEdit(edit);
    const editor = vscode.window.activeTextEditor as vscode.TextEditor;
    editor.selection = new vscode.Selection(0, 40, 0, 40);
    const next = await run<{ range: vscode.Range }>('nextSuggestion');
    assert.equal(next.range.start.line, 1);
    assert.equal(next.range.start.character, 0);
  });

  it('accepts the one at the cursor and goes on', async () => {
    await run('nextSuggestion');
    const id = await run<string>('acceptSuggestion');
    assert.match(await tags(), new RegExp(`id: ${id}\\n    at: 1:1-1:8`));
    assert.equal(selected(), 'Olga Vik');
    await assert.rejects(async () => run('acceptSuggestion', { uri, range: new vscode.Range(0, 10, 0, 11) }));
  });

  it('accepts all of an entity, and leaves a shared name alone', async () => {
    const done = await run<{ count: number }>('acceptAllSuggestions', { uri, entity: 'norland' });
    assert.equal(done.count, 3);
    assert.equal((await run<{ form: string }>('nextSuggestion', { uri })).form, 'Olga Vik');
  });

  it('remembers a dismissal at one place, and in the whole source', async () => {
    await run('dismissSuggestion', { uri, range: new vscode.Range(0, 0, 0, 7) });
    assert.match(await tags(), /dismissed:\n {2}- \{form: "?Norland"?, before: "", after: /);
    await run('dismissSuggestion', { uri, range: new vscode.Range(1, 0, 1, 3), everywhere: true });
    assert.match(await tags(), /- \{form: "?Vik"?\}/);
    const done = await run<{ count: number }>('acceptAllSuggestions', { uri, entity: 'norland' });
    assert.equal(done.count, 2);
    await run('undoTagChange');
    await run('undoTagChange');
    await run('undoTagChange');
    assert.doesNotMatch(await tags(), /Norland|Vik/);
  });

  it('is offered by the light bulb and by the hover', async () => {
    const at = new vscode.Range(0, 2, 0, 2);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      at,
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.deepEqual(
      actions.map((action) => action.command?.command),
      ['acceptSuggestion', 'acceptAllSuggestions', 'tagAllMentions', 'dismissSuggestion', 'dismissSuggestion'].map(
        (name) => `stancemark.${name}`,
      ),
    );
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at.start);
    const text = hovers
      .flatMap((hover) => hover.contents.map((one) => (one as vscode.MarkdownString).value))
      .join('\n');
    assert.match(text, /\[Accept\]\(command:stancemark\.acceptSuggestion\?/);
    assert.match(text, /\[Dismiss\]\(command:stancemark\.dismissSuggestion\?/);
  });
});
