import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, known, openAt, read, root, selected, until, write } from '../fixture';
import { MILL } from '../mill';

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);
const activeName = (): string => vscode.window.activeTextEditor?.document.uri.path.split('/').pop() ?? '';

describe('navigate', () => {
  let first: vscode.Uri;

  before(async () => {
    const uris = await write('navigate', MILL);
    first = uris[1] as vscode.Uri;
    await known(first, 'Ada Brandt', 5);
  });
  afterEach(closeEditors);

  it('goes to the next mention in this source, then in the next one, then around', async () => {
    await openAt(first, 'Ada Brandt');
    const visited: string[] = [];
    for (let i = 0; i < 4; i++) {
      const { id } = await run<{ id: string }>('nextMention');
      visited.push(`${activeName()} ${id} ${selected()}`);
    }
    assert.deepEqual(visited, [
      '1.txt eeeeeeee Brandt',
      '2.txt ffffffff Brandt',
      '2.txt hhhhhhhh Brandt',
      '1.txt cccccccc Ada Brandt',
    ]);
    assert.equal((await run<{ id: string }>('previousMention')).id, 'hhhhhhhh');
    assert.equal(activeName(), '2.txt');
  });

  it('goes to the mentions of a named entity', async () => {
    await openAt(first, 'closed');
    assert.equal((await run<{ id: string }>('nextMention', { entity: 'mill' })).id, 'gggggggg');
    assert.equal((await run<{ id: string }>('nextMention', { entity: 'council' })).id, 'dddddddd');
  });

  it('goes on from a tag that is named by its id', async () => {
    await openAt(first);
    const { id } = await run<{ id: string }>('previousMention', { uri: first, id: 'eeeeeeee' });
    assert.equal(id, 'cccccccc');
  });

  it('refuses where there is no tag', async () => {
    await openAt(first, 'closed');
    await assert.rejects(async () => run('nextMention', {}), /no tag at the cursor/);
    // Run by a key it has said so; what rejects then VS Code says once more.
    assert.equal(await run('nextMention'), undefined);
  });

  it('goes from tag to tag, also where two begin at one place', async () => {
    await openAt(first, 'The mill');
    const visited: string[] = [];
    for (let i = 0; i < 5; i++) visited.push((await run<{ id: string }>('nextTag')).id);
    assert.deepEqual(visited, ['bbbbbbbb', 'cccccccc', 'dddddddd', 'eeeeeeee', 'aaaaaaaa']);
    assert.equal((await run<{ id: string }>('previousTag')).id, 'eeeeeeee');
  });

  it('opens the sidecar and the codebook at the right line', async () => {
    await openAt(first);
    await run('openSidecar', { uri: first, id: 'dddddddd' });
    assert.equal(activeName(), '1.txt.tags.yaml');
    const line = (): string => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.lineAt(editor.selection.active.line).text.trim() ?? '';
    };
    assert.equal(line(), '- id: dddddddd');
    await openAt(first);
    await run('openCodebook', { entity: 'council' });
    assert.equal(activeName(), 'codebook.yaml');
    assert.equal(line(), '- id: council');
  });

  it('sets source details, and refuses a date that is none', async () => {
    const [uri] = (await write('navigate', { '3.txt': 'A letter.\n' })) as [vscode.Uri];
    const set = { title: 'A letter', date: '2025-07' };
    assert.deepEqual(await run('editSourceDetails', { uri, set }), ['title', 'date']);
    const text = await read(uri.with({ path: `${uri.path}.tags.yaml` }));
    assert.match(text, /source:\n {2}title: A letter\n {2}date: "?2025-07"?\n/);
    assert.deepEqual(await run('editSourceDetails', { uri, set }), []);
    await assert.rejects(async () => run('editSourceDetails', { uri, set: { date: 'July' } }));
  });

  it('opens the next source without tags, in natural order', async () => {
    await openAt(first);
    await run('nextUntaggedSource');
    await until(activeName, (name) => name === '3.txt' || name === '10.txt');
  });

  it('copies a quotation', async () => {
    const quotation = await run<string>('copyQuotation', { uri: first, id: 'bbbbbbbb' });
    assert.match(quotation, /^“Ada Brandt blames Orlen” \(.*1\.txt, line 1\)$/);
    assert.equal(await vscode.env.clipboard.readText(), quotation);
  });

  it('shows all mentions of an entity without an active editor', async () => {
    assert.equal(vscode.window.activeTextEditor, undefined);
    const uri = vscode.Uri.joinPath(root(), 'navigate/codebook.yaml').toString();
    assert.equal(await run<number>('showEntity', { entity: 'ada', codebook: uri }), 4);
    await until(selected, () => vscode.window.activeTextEditor !== undefined);
  });

  it('copies the sample corpus, and never over a file', async () => {
    const folder = vscode.Uri.joinPath(root(), 'sample-copy');
    const [changed] = (await write('sample-copy', { 'codebook.yaml': 'stancemark: 1\n' })) as [vscode.Uri];
    assert.equal(await run('openSample', { folder, open: false }), folder.toString());
    assert.equal(await read(changed), 'stancemark: 1\n');
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    assert.equal(names.filter((name) => name.endsWith('.txt')).length, 6);
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });
});
