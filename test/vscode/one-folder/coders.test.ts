import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openAt, read, sidecar, until, write } from '../fixture';
import { CODEBOOK } from '../mill';

const TEXT = 'Ada Brandt spoke first.\nThen the council spoke, and the mill was closed.\n';
const ANN = sidecar(TEXT, [
  { id: 'annada22', quote: 'Ada Brandt', says: 'entity: ada' },
  { id: 'annmill2', quote: 'the mill', says: 'entity: mill' },
]);
const BEN = sidecar(TEXT, [
  { id: 'benada22', quote: 'Ada Brandt', says: 'entity: ada' },
  { id: 'bencoun2', quote: 'the council', says: 'entity: council' },
]);

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

interface Left {
  readonly disagreements: number;
  readonly agreed: number;
  readonly decided: number;
}

describe('several coders', () => {
  let count = 0;
  const settings = vscode.workspace.getConfiguration('stancemark');
  const be = (coder: string | undefined): Thenable<void> =>
    settings.update('coder', coder, vscode.ConfigurationTarget.Global);
  afterEach(async () => {
    await run('endAdjudication');
    await run('chooseLayer', { layer: '' });
    await be(undefined);
    await closeEditors();
  });

  async function source(files: Readonly<Record<string, string>> = {}): Promise<vscode.Uri> {
    const [, text] = await write(`coders/${++count}`, {
      'codebook.yaml': CODEBOOK,
      'a.txt': TEXT,
      'a.txt.ann.tags.yaml': ANN,
      'a.txt.ben.tags.yaml': BEN,
      ...files,
    });
    assert.ok(text);
    return text;
  }
  const beside = (uri: vscode.Uri, ending: string): vscode.Uri => uri.with({ path: uri.path + ending });
  const symbols = async (uri: vscode.Uri): Promise<number> =>
    (await vscode.commands.executeCommand<unknown[]>('vscode.executeDocumentSymbolProvider', uri))?.length ?? 0;

  it('reads one layer, and writes nobody else’s', async () => {
    const uri = await source();
    await openAt(uri, 'council');
    await run('chooseLayer', { layer: 'ben' });
    await until(
      () => symbols(uri),
      (found) => found > 0,
    );
    await assert.rejects(Promise.resolve(run('tagEntity', { uri, entity: 'mill' })), /tags of “ben”/);
    assert.equal(await read(beside(uri, '.ben.tags.yaml')), BEN);
    await be('cy');
    await run('chooseLayer', { layer: 'cy' });
    await run('tagEntity', { uri, entity: 'council' });
    await until(
      () => read(beside(uri, '.cy.tags.yaml')).then(undefined, () => ''),
      (text) => text.includes('entity: council'),
    );
    assert.ok(!(await read(beside(uri, '.cy.tags.yaml'))).includes('by:'));
  });

  it('finishing is said in one’s own file, keeps it from changes, and is taken back', async () => {
    const uri = await source();
    await openAt(uri, 'council');
    await be('ann');
    await run('chooseLayer', { layer: 'ann' });
    assert.equal(await run('finishSource', { uri }), true);
    assert.equal(await read(beside(uri, '.ann.tags.yaml')), ANN.replace('tags:', 'finished: true\ntags:'));
    await assert.rejects(Promise.resolve(run('tagEntity', { uri, entity: 'mill' })), /finished/);
    assert.equal(await run('reopenSource', { uri }), false);
    assert.equal(await read(beside(uri, '.ann.tags.yaml')), ANN);
  });

  it('all layers go where their source goes', async () => {
    const uri = await source();
    await openAt(uri);
    await until(
      () =>
        run<unknown>('openSidecar', { uri }).then(
          () => true,
          () => true,
        ),
      (done) => done,
    );
    const to = vscode.Uri.joinPath(uri, '..', 'moved.txt');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(
      () => read(beside(to, '.ben.tags.yaml')).then(undefined, () => ''),
      (text) => text === BEN,
    );
    assert.equal(await read(beside(to, '.ann.tags.yaml')), ANN);
    await assert.rejects(Promise.resolve(vscode.workspace.fs.stat(beside(uri, '.ann.tags.yaml'))));
  });

  it('an id is changed in everybody’s files at once, and one undo takes it back', async () => {
    const uri = await source();
    await openAt(uri);
    const done = await run<{ count: number }>('changeEntityId', { uri, entity: 'ada', id: 'ada-b', preview: false });
    assert.equal(done.count, 2);
    for (const coder of ['ann', 'ben']) assert.match(await read(beside(uri, `.${coder}.tags.yaml`)), /entity: ada-b\n/);
    await run('undoTagChange');
    await until(
      () => read(beside(uri, '.ann.tags.yaml')),
      (text) => text === ANN,
    );
    assert.equal(await read(beside(uri, '.ben.tags.yaml')), BEN);
  });

  it('is adjudicated by commands, and reported', async () => {
    const uri = await source();
    // Files in a new folder have no events: until they are known, there is nothing to disagree about.
    const begun = await until(
      () => run<Left>('adjudicate', { uri }),
      (left) => left.disagreements > 0,
    );
    assert.deepEqual([begun.disagreements, begun.agreed, begun.decided], [2, 1, 0]);
    // Ben's council first, then Ann's mill.
    assert.equal((await run<Left>('adjudicateTake', { coder: 'ben' })).disagreements, 1);
    assert.equal((await run<Left>('adjudicateNeither')).disagreements, 0);
    const end = await run<Left>('adjudicateAgreed');
    assert.deepEqual([end.disagreements, end.agreed, end.decided], [0, 0, 3]);
    const shared = await read(beside(uri, '.tags.yaml'));
    assert.match(shared, /from: \[annada22, benada22\]/);
    assert.match(shared, /from: \[bencoun2\]/);
    assert.match(shared, /rejected:\n {2}- annmill2\n/);
    assert.equal(await read(beside(uri, '.ann.tags.yaml')), ANN);
    const report = await run<string>('adjudicationReport');
    assert.match(report, /\| ann \|/);
    assert.ok(((await run<number>('whereDecisionDiffers', { coder: 'ann' })) ?? 0) >= 2);
    // A coder who changes a mind is heard again.
    await vscode.workspace.fs.writeFile(
      beside(uri, '.ben.tags.yaml'),
      new TextEncoder().encode(BEN.replace('entity: council', 'entity: ada')),
    );
    await until(
      () => run<Left>('adjudicate', { uri }),
      (left) => left.disagreements === 1,
    );
  });

  it('assigns sources by a pasted table', async () => {
    const uri = await source();
    const path = vscode.workspace.asRelativePath(uri);
    const done = await run<Record<string, number>>('assignSources', { table: `source,coder\n${path},Ann\n` });
    assert.deepEqual(done, { ann: 1 });
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'assignments.yaml');
    assert.match(await read(file), /assignments:\n {2}ann: \["/);
    await be('ann');
    assert.equal(await run('nextUnfinishedSource'), uri.toString());
    await vscode.workspace.fs.delete(file);
  });
});
