import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openAt, positionIn, read, until, write } from '../fixture';
import { CODEBOOK } from '../mill';

const TEXT = 'Ada Brandt, who came late, praised the council. Nobody answered her, and she left.\n';

const run = <T = string>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

let count = 0;

async function open(): Promise<vscode.TextEditor> {
  const uris = await write(`pieces/${++count}`, { 'codebook.yaml': CODEBOOK, 'a.txt': TEXT });
  return vscode.window.showTextDocument(uris[1] as vscode.Uri);
}

function rangeIn({ document }: vscode.TextEditor, words: string): vscode.Range {
  const from = document.getText().indexOf(words);
  assert.ok(from >= 0, words);
  return new vscode.Range(document.positionAt(from), document.positionAt(from + words.length));
}

const select = (editor: vscode.TextEditor, words: string): void => {
  const { start, end } = rangeIn(editor, words);
  editor.selection = new vscode.Selection(start, end);
};

const sidecarOf = ({ document: { uri } }: vscode.TextEditor): Promise<string> =>
  read(uri.with({ path: `${uri.path}.tags.yaml` }));
const quotes = async (editor: vscode.TextEditor): Promise<string[]> =>
  [...(await sidecarOf(editor)).matchAll(/quote: "(.*)"$/gm)].map((found) => found[1] ?? '');

/** A stance on 'praised the council' and, before it, 'Ada Brandt'. */
async function inTwo(editor: vscode.TextEditor): Promise<string> {
  select(editor, 'praised the council');
  const id = await run('tagStance', { holder: 'ada', target: 'council', value: 'critical' });
  await run('addPassage', { id, range: rangeIn(editor, 'Ada Brandt') });
  return id;
}

describe('pieces of a passage', () => {
  afterEach(closeEditors);

  it('are added in the order of the text, taken away, undone and done again', async () => {
    const editor = await open();
    const id = await inTwo(editor);
    assert.deepEqual(await quotes(editor), ['Ada Brandt', 'praised the council']);
    await run('addPassage', { id, range: rangeIn(editor, 'she left') });
    assert.deepEqual(await quotes(editor), ['Ada Brandt', 'praised the council', 'she left']);
    await openAt(editor.document.uri, 'praised');
    assert.equal(await run('removePiece'), id);
    assert.deepEqual(await quotes(editor), ['Ada Brandt', 'she left']);
    await run('undoTagChange');
    assert.deepEqual(await quotes(editor), ['Ada Brandt', 'praised the council', 'she left']);
    await run('redoTagChange');
    await run('removePiece', { id, piece: 1 });
    assert.deepEqual(await quotes(editor), ['she left']);
    await openAt(editor.document.uri, 'she left');
    await assert.rejects(async () => run('removePiece', {}), /only piece/);
    await assert.rejects(async () => run('removePiece', { id, piece: 2 }), /no piece with the number 2/);
    assert.equal(editor.document.isDirty, false);
  });

  it('are joined to the last tag by keyboard: select, ask, Enter', async () => {
    const editor = await open();
    select(editor, 'praised the council');
    const id = await run('tagStance', { holder: 'ada', target: 'council', value: 'critical' });
    select(editor, 'she left');
    const asked = run('addPassage');
    let answer: string | undefined;
    void Promise.resolve(asked).then((found) => (answer = found));
    await until(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return answer;
      },
      (found) => found === id,
    );
    assert.deepEqual(await quotes(editor), ['praised the council', 'she left']);
  });

  it('are gone to one after the other, and by their number', async () => {
    const editor = await open();
    const id = await inTwo(editor);
    const at = (): string => editor.document.getText(vscode.window.activeTextEditor?.selection);
    await openAt(editor.document.uri, 'Ada Brandt');
    assert.equal(await run<number>('nextPiece'), 2);
    assert.equal(at(), 'praised the council');
    assert.equal(await run<number>('nextPiece'), 1);
    assert.equal(at(), 'Ada Brandt');
    await run('nextPiece', { uri: editor.document.uri.toString(), id, piece: 2 });
    assert.equal(at(), 'praised the council');
  });

  it('are one tag under the mouse: which of how many, with a link to the other', async () => {
    const editor = await open();
    const id = await inTwo(editor);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      positionIn(editor.document, 'praised'),
    );
    const card = (hover?.contents[0] as vscode.MarkdownString | undefined)?.value ?? '';
    assert.match(card, /Piece 2 of 2 · \[to piece 1\]\(command:stancemark\.nextPiece\?/);
    const [, link = ''] = /nextPiece\?([^)]*)\)/.exec(card) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(link)), [{ uri: editor.document.uri.toString(), id, piece: 1 }]);
    assert.match(card.replace(/\\/g, ''), /“Ada Brandt \[…\] praised the council”/);
  });

  it('stay on disk as they are while one is deleted, through a save, and are all there when it is put back', async () => {
    const editor = await open();
    await inTwo(editor);
    const before = await sidecarOf(editor);
    const { document } = editor;
    const words = rangeIn(editor, 'praised the council');
    await editor.edit((edit) => edit.delete(words));
    await document.save();
    // The consistency checks may have something to say as well.
    const isLost = /Not every piece of “Ada Brandt ⟦…⟧ praised the council” was found/;
    const said = (): Promise<boolean> =>
      Promise.resolve(vscode.languages.getDiagnostics(document.uri).some(({ message }) => isLost.test(message)));
    await until(said, (lost) => lost);
    assert.equal(await sidecarOf(editor), before);
    await editor.edit((edit) => edit.insert(words.start, 'praised the council'));
    await document.save();
    assert.equal(await sidecarOf(editor), before);
    await until(said, (lost) => !lost);
  });
});
