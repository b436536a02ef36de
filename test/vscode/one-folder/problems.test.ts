import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openAt, read, selected, sidecar, until, write } from '../fixture';
import { CODEBOOK } from '../mill';

const TEXT = 'Ada Brandt spoke first.\nThen the council spoke, and the mill was closed.\n';
const TAGS = sidecar(TEXT, [
  { id: 'aaaaaaaa', quote: 'Ada Brandt', says: 'entity: adda' },
  { id: 'bbbbbbbb', quote: 'the council spoke', says: 'stance:\n  holder: council\n  target: ada\n  value: crtical' },
  { id: 'cccccccc', quote: 'a quay that was never here', at: '2:1-2:27', says: 'entity: mill' },
]);

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

describe('problems', () => {
  let folder = '';
  let count = 0;
  let codebook: vscode.Uri;
  let source: vscode.Uri;
  let tags: vscode.Uri;

  beforeEach(async () => {
    // A folder for each test: what the last one left is none of the next one's business.
    folder = `problems/${++count}`;
    [codebook, source, tags] = (await write(folder, {
      'codebook.yaml': CODEBOOK,
      'a.txt': TEXT,
      'a.txt.tags.yaml': TAGS,
    })) as [vscode.Uri, vscode.Uri, vscode.Uri];
    await openAt(source);
  });
  afterEach(closeEditors);

  const codeOf = (one: vscode.Diagnostic): string => (typeof one.code === 'string' ? one.code : '');
  const codes = (uri: vscode.Uri): string[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter((one) => one.source === 'Stancemark')
      .map(codeOf);

  async function fixes(uri: vscode.Uri, code: string): Promise<vscode.CodeAction[]> {
    await until(
      () => codes(uri),
      (all) => all.includes(code),
    );
    await vscode.workspace.openTextDocument(uri);
    const at = vscode.languages.getDiagnostics(uri).find((one) => one.code === code) as vscode.Diagnostic;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      at.range,
      'quickfix',
    );
    return actions;
  }

  async function apply(action: vscode.CodeAction | undefined): Promise<void> {
    assert.ok(action, 'there is no such fix');
    if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit));
    if (action.command)
      await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
  }

  it('names the copies that sync folders make of tags and codebooks, which nobody reads, until they go', async () => {
    const [copy, book, other] = (await write(folder, {
      "a.txt.tags (Anna's conflicted copy 2026-11-01).yaml": TAGS,
      'codebook.sync-conflict-20261101-120000-ABCDEFG.yaml': CODEBOOK,
      'a.txt.tags-old.yaml': TAGS,
    })) as [vscode.Uri, vscode.Uri, vscode.Uri];
    const all = (): string => [copy, book, other].map((uri) => codes(uri).join()).join(' ');
    await until(all, (one) => one === 'sync-copy sync-copy ');
    await vscode.workspace.fs.delete(copy);
    await until(all, (one) => one === ' sync-copy ');
  });

  it('names what the codebook does not know, at the word, and lost tags once, in the text', async () => {
    await until(
      () => codes(tags).sort().join(),
      (all) => all === 'unknown-entity,unknown-value',
    );
    const text = await vscode.workspace.openTextDocument(tags);
    const places = vscode.languages
      .getDiagnostics(tags)
      .map((one) => `${codeOf(one)}: ${text.getText(one.range)}`)
      .sort();
    assert.deepEqual(places, ['unknown-entity: adda', 'unknown-value: crtical']);
    // The text is compared after the sidecar was read, and has a list of its own.
    await until(
      () => codes(source).join(),
      (all) => all === 'lost',
    );
  });

  it('mends a mistyped entity', async () => {
    const all = await fixes(tags, 'unknown-entity');
    assert.deepEqual(all.map((one) => one.title).sort(), [
      'Add “adda” to the codebook…',
      'Change to “ada”',
      'Choose another…',
      'Open the source there',
      'Remove this tag',
    ]);
    await apply(all.find((one) => one.title === 'Change to “ada”'));
    await until(
      () => codes(tags),
      (left) => !left.includes('unknown-entity'),
    );
    await until(
      () => read(tags),
      (text) => text === TAGS.replace('adda', 'ada'),
    );
  });

  it('adds an entity to the codebook', async () => {
    await until(
      () => codes(tags),
      (all) => all.includes('unknown-entity'),
    );
    await run('addToCodebook', { codebook: codebook.toString(), entity: 'adda', name: 'Adda', type: 'person' });
    await until(
      () => codes(tags),
      (left) => !left.includes('unknown-entity'),
    );
    assert.match(await read(codebook), /- id: adda\n {4}name: Adda\n {4}type: person\n/);
  });

  it('puts a lost tag to a new place', async () => {
    const [fix] = await fixes(source, 'lost');
    assert.equal(fix?.title, 'Find a place for this tag…');
    const range = new vscode.Range(1, 28, 1, 36);
    assert.equal(await run('placeLostTag', { uri: source, id: 'cccccccc', range }), 'placed');
    await until(
      () => codes(source),
      (left) => left.length === 0,
    );
    await until(
      () => read(tags),
      (text) => text.includes('at: 2:29-2:37\n    quote: "the mill"'),
    );
  });

  it('opens the other end', async () => {
    const all = await fixes(tags, 'unknown-value');
    await apply(all.find((one) => one.title === 'Open the source there'));
    await until(selected, (words) => words === 'the council spoke');
    const back = await fixes(source, 'lost');
    await apply(back.find((one) => one.title === 'Open the tags file there'));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.lineAt(editor.selection.active.line).text, '  - id: cccccccc');
  });

  it('lists a file that cannot be read whole, and clears it when it can', async () => {
    await write(folder, { 'a.txt.tags.yaml': 'stancemark: 1\ntags: [\n' });
    await until(
      () => codes(tags).join(),
      (all) => all === 'refused',
    );
    await write(folder, { 'a.txt.tags.yaml': TAGS });
    await until(
      () => codes(tags).sort().join(),
      (all) => all === 'unknown-entity,unknown-value',
    );
  });

  it('tells doubles of an id apart and gives one its own', async () => {
    await write(folder, { 'a.txt.tags.yaml': TAGS.replace('cccccccc', 'aaaaaaaa').replace('adda', 'ada') });
    const [fix] = await fixes(tags, 'duplicate-id');
    assert.equal(fix?.title, 'Give this tag an id of its own');
    await apply(fix);
    await until(
      () => codes(tags),
      (left) => !left.includes('duplicate-id'),
    );
  });
});

describe('moved tags', () => {
  const BEFORE = 'The ferry was late. Nobody on the quay was told why it waited.\n';
  // On the same line: a paragraph of its own would leave no doubt, and ask for nothing.
  const AFTER = `So it was: ${BEFORE}`;
  let source: vscode.Uri;
  let tags: vscode.Uri;

  before(async () => {
    [, source, tags] = (await write('moved', {
      'codebook.yaml': CODEBOOK,
      'a.txt': AFTER,
      'a.txt.tags.yaml': sidecar(BEFORE, [
        { id: 'aaaaaaaa', quote: 'The ferry was late', says: 'entity: mill' },
        { id: 'bbbbbbbb', quote: 'Nobody on the quay was told', says: 'entity: council' },
      ]),
    })) as [vscode.Uri, vscode.Uri, vscode.Uri];
  });
  afterEach(closeEditors);

  it('are listed until they are accepted, one by one or all', async () => {
    await openAt(source);
    const count = (): number => vscode.languages.getDiagnostics(source).filter((one) => one.code === 'moved').length;
    await until(count, (n) => n === 2);
    const found = await run<{ uri: string; kind: string }>('nextProblemTag', { ask: false });
    assert.equal(found.kind, 'moved');
    assert.equal(await run('acceptMoved', { uri: source, id: 'aaaaaaaa' }), 1);
    await until(count, (n) => n === 1);
    assert.equal(await run('acceptAllMoved', { uri: source }), 1);
    await until(count, (n) => n === 0);
    assert.match(await read(tags), /at: 1:12-1:30[^]*at: 1:32-1:59/);
  });
});
