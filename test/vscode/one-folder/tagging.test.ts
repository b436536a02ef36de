import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, read, until, write } from '../fixture';
import { CODEBOOK } from '../mill';

const run = <T = string>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

let count = 0;

/** A source of its own in a folder of its own; each pair of `|` in the text marks a selection, a single one the cursor. */
async function open(marked: string, more: Readonly<Record<string, string>> = {}): Promise<vscode.TextEditor> {
  const marks: number[] = [];
  let text = '';
  for (const part of marked.split('|')) {
    text += part;
    marks.push(text.length);
  }
  marks.pop();
  const uris = await write(`tagging/${++count}`, { 'codebook.yaml': CODEBOOK, ...more, 'a.txt': text });
  const editor = await vscode.window.showTextDocument(uris[uris.length - 1] as vscode.Uri);
  const at = (offset: number): vscode.Position => editor.document.positionAt(offset);
  if (marks.length === 1) marks.push(marks[0] as number);
  editor.selections = Array.from(
    { length: marks.length / 2 },
    (_, i) => new vscode.Selection(at(marks[2 * i] as number), at(marks[2 * i + 1] as number)),
  );
  return editor;
}

const sidecarUri = ({ document: { uri } }: vscode.TextEditor): vscode.Uri =>
  uri.with({ path: `${uri.path}.tags.yaml` });
const tags = (editor: vscode.TextEditor): Promise<string> => read(sidecarUri(editor));
const quotes = async (editor: vscode.TextEditor): Promise<string[]> =>
  [...(await tags(editor)).matchAll(/^ {4}quote: "(.*)"$/gm)].map((found) => found[1] ?? '');

describe('tagging', () => {
  afterEach(closeEditors);

  for (const [what, text, expected] of [
    ['the selection', '|Ada Brandt| came.\n', ['Ada Brandt']],
    ['the word at the cursor', 'So the mil|lers came.\n', ['millers']],
    ['the word before the cursor', 'So the millers| came.\n', ['millers']],
    ['the name of the codebook at the cursor', 'Ada Bra|ndt came.\n', ['Ada Brandt']],
    ['the name of the codebook before the cursor', 'Ada Brandt| came.\n', ['Ada Brandt']],
    ['a name without its possessive', 'Ada Bran|dt’s mill.\n', ['Ada Brandt']],
    ['whole words where the selection cuts them', 'Mr Ser|gey Danilov, d|id not.\n', ['Sergey Danilov']],
    ['the whole name at the cursor', 'So Sergey Dani|lov came.\n', ['Sergey Danilov']],
    ['no invisible signs at the ends', 'So |\u200bDanilov\u2060| came.\n', ['Danilov']],
    ['a selection without the white space at its ends', 'So| Ada Brandt \n|came.\n', ['Ada Brandt']],
    ['whole characters where the selection cuts one', 'e\u0301|\u0301te\u0301| ends.\n', ['e\u0301\u0301te\u0301']],
    [
      'a whole emoji where the selection cuts it',
      'x \ud83d|\udc69|\u200d\ud83d\udcbb y\n',
      ['\ud83d\udc69\u200d\ud83d\udcbb'],
    ],
    ['several selections at once', '|Ada| and |Brandt| and |Ada| came.\n', ['Ada', 'Brandt', 'Ada']],
  ] as const) {
    it(`tags ${what}`, async () => {
      const editor = await open(text);
      const ids = await run<string | string[]>('tagEntity', { entity: 'ada' });
      assert.equal([ids].flat().length, expected.length);
      assert.deepEqual(await quotes(editor), expected);
    });
  }

  it('counts an emoji before the tag as two columns', async () => {
    const editor = await open('😀 |Ada| came.\n');
    await run('tagEntity', { entity: 'ada', sense: 'literal', note: 'who?' });
    assert.match(await tags(editor), /at: 1:4-1:7\n(.*\n)*? {4}entity: ada\n {4}sense: literal\n {4}note: "who\?"\n/);
  });

  it('changes nothing when a passage is tagged so already', async () => {
    const editor = await open('|Ada| came.\n');
    const id = await run('tagEntity', { entity: 'ada' });
    const before = await tags(editor);
    assert.equal(await run('tagEntity', { entity: 'ada' }), id);
    assert.equal(await tags(editor), before);
    await run('tagEntity', { entity: 'ada', sense: 'metonym' });
    assert.equal((await quotes(editor)).length, 2);
  });

  it('tags a named range of a named source', async () => {
    const editor = await open('Ada came.\n');
    const uri = editor.document.uri;
    await closeEditors();
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };
    const id = await run('tagEntity', { uri: uri.toString(), range, entity: 'ada' });
    assert.match(await tags(editor), new RegExp(`id: ${id}\\n {4}at: 1:1-1:4\\n`));
  });

  it('tags a stance, repeats it, and takes both back', async () => {
    const editor = await open('|Ada| blames |them|.\n');
    editor.selection = editor.selections[1] as vscode.Selection;
    const stance = { holder: 'ada', target: 'council', value: 'critical', intensity: 3, via: ['author'] };
    await run('tagStance', { ...stance, certainty: 'probable', event: 'the closing', note: 'hm' });
    const one = await tags(editor);
    assert.match(one, /holder: ada\n +target: council\n +value: critical\n +intensity: 3\n +certainty: probable\n/);
    editor.selection = new vscode.Selection(0, 4, 0, 10);
    await run('repeatTag');
    assert.deepEqual(await quotes(editor), ['blames', 'them']);
    assert.equal(await run<number>('undoTagChange'), 1);
    assert.equal(await tags(editor), one);
    await run('undoTagChange');
    assert.deepEqual(await quotes(editor), []);
    await run('redoTagChange');
    assert.equal(await tags(editor), one);
    assert.equal(editor.document.isDirty, false);
  });

  it('edits, moves, resizes and removes a tag', async () => {
    const editor = await open('|Ada| Brandt came home.\n');
    const id = await run('tagEntity', { entity: 'ada' });
    await run('editTag', { id, set: { entity: 'council', sense: 'metonym' } });
    assert.match(await tags(editor), /entity: council\n {4}sense: metonym\n/);
    await run('editNote', { id, set: { note: 'a "note"\nof two lines' } });
    assert.match(await tags(editor), /note: "a \\"note\\"\\nof two lines"\n/);
    await run('growTag', { id });
    assert.deepEqual(await quotes(editor), ['Ada Brandt']);
    await run('growTag');
    await run('shrinkTag');
    await run('shrinkTag');
    assert.deepEqual(await quotes(editor), ['Ada']);
    await assert.rejects(async () => run('shrinkTag', { id }));
    await run('setTagRange', { id, range: new vscode.Range(0, 4, 0, 10) });
    assert.deepEqual(await quotes(editor), ['Brandt']);
    await run('editTag', { id, set: { holder: 'ada', target: 'council', value: 'critical' } });
    assert.match(await tags(editor), /stance:\n +holder: ada\n/);
    assert.equal(await run('removeTag', { id }), id);
    assert.deepEqual(await quotes(editor), []);
  });

  it('tags each selection until it ends', async () => {
    const editor = await open('Ada| came.\n');
    assert.equal(await run<boolean>('stickyTag', { entity: 'ada' }), true);
    assert.equal(await run<boolean>('endStickyTag'), false);
    assert.equal(editor.document.isDirty, false);
  });

  for (const [what, name, args] of [
    ['an entity that is not there', 'tagEntity', { entity: 'nobody' }],
    ['a stance value that is not there', 'tagStance', { holder: 'ada', target: 'council', value: 'odd' }],
    ['a holder that is not there', 'tagStance', { holder: 'nobody', target: 'council', value: 'critical' }],
    ['an intensity of five', 'tagStance', { holder: 'ada', target: 'council', value: 'critical', intensity: 5 }],
    ['a range outside of the text', 'tagEntity', { entity: 'ada', range: new vscode.Range(9, 0, 9, 5) }],
    ['a range that is none', 'tagEntity', { entity: 'ada', range: 'first line' }],
    ['a tag that is not there', 'removeTag', { id: 'zzzzzzzz' }],
  ] as const) {
    it(`refuses ${what}, and writes nothing`, async () => {
      const editor = await open('|Ada| came.\n');
      await assert.rejects(async () => run(name, args));
      await assert.rejects(async () => tags(editor));
    });
  }

  it('refuses a text that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'Ada came.' });
    await vscode.window.showTextDocument(document);
    await assert.rejects(async () => run('tagEntity', { entity: 'ada' }), /never been saved/);
  });

  it('tags U+FFFD where it stands in the file, and refuses it where a byte could not be read', async () => {
    const [, uri] = await write('tagging/unread', { 'codebook.yaml': CODEBOOK, 'a.txt': 'Ada \uFFFD came.\n' });
    assert.ok(uri);
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await run('tagEntity', { uri, range: new vscode.Range(0, 0, 0, 5), entity: 'ada' });
    assert.deepEqual(await quotes(editor), ['Ada \uFFFD']);
    const [, other] = await write('tagging/misread', { 'codebook.yaml': CODEBOOK, 'a.txt': '' });
    assert.ok(other);
    await vscode.workspace.fs.writeFile(other, Uint8Array.of(0x41, 0x64, 0x61, 0x20, 0xe9, 0x0a));
    await vscode.window.showTextDocument(
      await until(
        () => vscode.workspace.openTextDocument(other),
        (one) => one.getText().startsWith('Ada'),
      ),
    );
    await assert.rejects(
      async () => run('tagEntity', { uri: other, range: new vscode.Range(0, 0, 0, 5), entity: 'ada' }),
      /could not be read/,
    );
  });

  for (const [what, encoding, bytes] of [
    ['UTF-16', 'utf16le', [0xff, 0xfe, 0x41, 0, 0x64, 0, 0x61, 0, 0xe9, 0, 0x0a, 0]],
    ['UTF-8 with a byte order mark', 'utf8bom', [0xef, 0xbb, 0xbf, 0x41, 0x64, 0x61, 0xc3, 0xa9, 0x0a]],
  ] as const) {
    it(`tags a source in ${what}, which stays as it is`, async () => {
      const [, uri] = await write(`tagging/${encoding}`, { 'codebook.yaml': CODEBOOK, 'a.txt': '' });
      assert.ok(uri);
      const source = Uint8Array.from(bytes);
      await vscode.workspace.fs.writeFile(uri, source);
      const document = await until(
        () => vscode.workspace.openTextDocument(uri),
        (one) => one.getText().startsWith('Ada'),
      );
      const editor = await vscode.window.showTextDocument(document);
      await run('tagEntity', { uri, range: new vscode.Range(0, 0, 0, 4), entity: 'ada' });
      assert.deepEqual(await quotes(editor), ['Adaé']);
      assert.deepEqual([...(await vscode.workspace.fs.readFile(uri))], [...source]);
    });
  }
});
