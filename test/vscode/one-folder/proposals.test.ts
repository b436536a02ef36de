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
  - id: vik
    name: Olga Vik
    type: person
`;
const TEXT = 'Norland is far. Olga Vik knows its coast.\nShe calls the plan of Norland foolish.\n';
const PROPOSALS = `stancemark: 1
from: {who: "Tagger [run](command:stancemark.undoTagChange)", version: "2"}
proposals:
  - lines: 1
    quote: Olga Vik
    entity: vik
  - lines: 2
    quote: calls the plan of Norland foolish
    stance: {holder: vik, target: norland, value: critical}
    note: "'foolish' <b>is</b> a judgement"
  - lines: 2
    quote: calls the plan of Norland wise
    stance: {holder: vik, target: norland, value: supportive}
  - lines: 1
    quote: Norland
    entity: nowhere
`;

interface Visited {
  readonly id: string;
  readonly range: vscode.Range;
}

describe('proposals', () => {
  let uri: vscode.Uri;
  let file: vscode.Uri;
  let number = 0;
  const tags = (): Promise<string> => read(uri.with({ path: `${uri.path}.tags.yaml` }));
  const problems = (): string[] =>
    vscode.languages.getDiagnostics(file).map(({ code }) => (typeof code === 'string' ? code : ''));

  beforeEach(async () => {
    const files = { 'codebook.yaml': CODEBOOK, 'a.txt': TEXT, 'a.txt.proposals.yaml': PROPOSALS };
    [, uri, file] = (await write(`proposals/${number++}`, files)) as [vscode.Uri, vscode.Uri, vscode.Uri];
    await openAt(uri);
  });
  afterEach(closeEditors);

  it('are reviewed one by one: the next, accepted, rejected, taken back', async () => {
    const first = await run<Visited>('nextProposal');
    assert.equal(selected(), 'Olga Vik');
    const id = await run<string>('acceptProposal');
    assert.match(
      await tags(),
      new RegExp(
        `id: ${id}[^]*entity: vik[^]*from:\\n {6}who: "Tagger [^\\n]*\\n {6}version: "2"\\n {6}id: ${first.id}\\n`,
      ),
    );
    assert.equal(selected(), 'calls the plan of Norland foolish');
    const rejected = await run<string>('rejectProposal');
    assert.match(await tags(), new RegExp(`rejected:\\n {2}- ${rejected}\\n`));
    assert.equal(await run('nextProposal'), undefined);
    await assert.rejects(async () => run('acceptProposal', {}));
    await run('undoTagChange');
    assert.doesNotMatch(await tags(), /rejected/);
    assert.equal((await run<Visited>('nextProposal')).id, rejected);
    await run('undoTagChange');
    assert.doesNotMatch(await tags(), new RegExp(id));
    assert.equal((await run<Visited>('reviewProposals', { uri })).id, first.id);
  });

  it('say in hover and light bulb what is proposed, and let nothing of a file act', async () => {
    await run('nextProposal');
    await run('nextProposal');
    const place = new vscode.Position(1, 8);
    const hovers = await until(
      async () => vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, place),
      (found) => found.some(({ contents }) => (contents[0] as vscode.MarkdownString).value.startsWith('Proposal')),
    );
    const value =
      hovers
        .flatMap(({ contents }) => contents as vscode.MarkdownString[])
        .find((one) => one.value.startsWith('Proposal'))?.value ?? '';
    assert.match(value, /Olga.*Vik.*Norland.*[Cc]ritical/);
    assert.doesNotMatch(value, /\]\(command:stancemark\.undoTagChange\)|<b>/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(place, place),
    );
    const titles = actions
      .map(({ title }) => title)
      .filter((title) => title.includes('roposal') || title.includes('changes'));
    assert.equal(titles.length, 3, titles.join('\n'));
    assert.equal(titles.filter((title) => /all/i.test(title)).length, 0);
  });

  it('are problems of their file where they are refused, until the file or the codebook is mended', async () => {
    await until(
      () => Promise.resolve(problems()),
      (codes) => codes.join() === 'quote-not-there,unknown-entity',
    );
    const mended = PROPOSALS.replace('wise', 'foolish').replace('nowhere', 'norland');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(mended));
    await until(
      () => Promise.resolve(problems()),
      (codes) => codes.length === 0,
    );
    const seen: string[] = [];
    for (let i = 0; i < 3; i++) {
      await run('nextProposal');
      seen.push(selected());
    }
    assert.deepEqual(seen.slice(0, 1), ['Norland']);
  });

  it('follow their source to another name', async () => {
    const to = uri.with({ path: uri.path.replace('a.txt', 'b.txt') });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(
      () => read(to.with({ path: `${to.path}.proposals.yaml` })).catch(() => ''),
      (text) => text === PROPOSALS,
    );
  });

  it('of which one is edited in a question that is left are as they were', async () => {
    await run('nextProposal');
    const editing = run('editProposal');
    let left = false;
    void editing.then(() => (left = true));
    // The question is closed whenever it has come: nothing tells an extension that it is there.
    await until(
      () => vscode.commands.executeCommand('workbench.action.closeQuickOpen').then(() => left),
      (done) => done,
    );
    assert.equal(await editing, undefined);
    assert.equal((await run<Visited>('reviewProposals', { uri })).range.start.character, 16);
  });

  it('whose source got lines put in above are mended by a quick fix, one by one', async () => {
    const work = new vscode.WorkspaceEdit();
    work.insert(uri, new vscode.Position(0, 0), 'A line that was not there.\n');
    await vscode.workspace.applyEdit(work);
    const moved = (): vscode.Diagnostic[] =>
      vscode.languages
        .getDiagnostics(file)
        .filter(({ code, message }) => code === 'quote-not-there' && /It stands once/.test(message));
    const [first] = await until(() => Promise.resolve(moved()), (all) => all.length > 0); // prettier-ignore
    assert.ok(first);
    const count = moved().length;
    const document = await vscode.workspace.openTextDocument(file);
    const was = document.getText(first.range);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', file, first.range); // prettier-ignore
    const fix = actions.find(({ title }) => title === `Set its lines to ${Number(was) + 1}`);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await until(() => Promise.resolve(moved().length), (left) => left === count - 1); // prettier-ignore
    await vscode.commands.executeCommand('undo');
  });
});
