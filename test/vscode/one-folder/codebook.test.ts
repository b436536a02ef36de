import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, known, openAt, read, until, write } from '../fixture';
import { MILL } from '../mill';

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

interface Refactored {
  readonly count: number;
  readonly ids: readonly string[];
  readonly sources: readonly string[];
  readonly entities: readonly string[];
}

describe('codebook work', () => {
  let number = 0;
  let uris: vscode.Uri[];
  let codebook: string;
  const all = (): Promise<string[]> => Promise.all(uris.map(read));
  const at = (i: number): vscode.Uri => uris[i] as vscode.Uri;

  beforeEach(async () => {
    uris = await write(`codebook/${number++}`, MILL);
    codebook = at(0).toString();
    await known(at(1), 'Ada Brandt', 5);
  });
  afterEach(closeEditors);

  /** Runs a command, looks at what it did, takes it back and compares every byte. */
  async function undone(name: string, args: object, look: (done: Refactored, files: string[]) => void): Promise<void> {
    const before = await all();
    const done = await run<Refactored>(name, { codebook, preview: false, ...args });
    look(done, await all());
    await run('undoTagChange');
    assert.deepEqual(await all(), before);
  }

  it('renames in the codebook alone', () =>
    undone('renameEntity', { entity: 'ada', name: 'Ada  Brand' }, (done, files) => {
      assert.deepEqual(done.sources, []);
      assert.match(files[0] ?? '', /name: Ada Brand\n/);
    }));

  it('renames the entity of the mention at the cursor, without asking which', async () => {
    for (const [words, entity] of [
      ['mill', 'mill'],
      ['Orlen', 'council'],
      ['Brandt is', 'ada'],
    ] as const) {
      await openAt(at(1), words);
      await undone('renameEntity', { name: 'Another One' }, (done, files) => {
        assert.deepEqual(done.entities, [entity]);
        assert.match(files[0] ?? '', new RegExp(`id: ${entity}\n +name: Another One\n`));
      });
    }
  });

  it('changes an id with every reference', () =>
    undone('changeEntityId', { entity: 'ada', id: 'ada-brandt' }, (done, files) => {
      assert.deepEqual([done.count, done.sources.length], [5, 2]);
      assert.match(files[2] ?? '', /holder: ada-brandt\n/);
      assert.doesNotMatch(files.join(''), /: ada\n/);
    }));

  it('merges: names become aliases, tags follow', () =>
    undone('mergeEntities', { from: ['ada'], into: 'council' }, (done, files) => {
      assert.deepEqual([done.count, done.entities], [5, ['council', 'ada']]);
      assert.match(files[0] ?? '', /aliases: \[Orlen, Ada Brandt, Brandt, the weavers\]/);
      assert.doesNotMatch(files.join(''), /: ada\n/);
    }));

  it('splits by words, by source and by passages', async () => {
    const into = { name: 'Bea Brandt', type: 'person' };
    await undone('splitEntity', { entity: 'ada', by: { form: 'Brandt' }, into }, (done, files) => {
      assert.deepEqual([done.count, done.entities], [3, ['bea-brandt', 'ada']]);
      assert.match(files[0] ?? '', /aliases: \[the weavers\]/);
    });
    await undone('splitEntity', { entity: 'ada', by: { source: at(3) }, into }, (done) => assert.equal(done.count, 2));
    const passages = [{ uri: at(1).toString(), id: 'eeeeeeee' }];
    await undone('splitEntity', { entity: 'ada', by: { passages }, into: { id: 'mill' } }, (done) =>
      assert.deepEqual(done.ids, ['eeeeeeee']),
    );
  });

  it('changes type and colour', async () => {
    await undone('changeEntityType', { entity: 'mill', type: 'other' }, (_, files) =>
      assert.match(files[0] ?? '', /id: mill\n {4}name: The Mill\n {4}type: other/),
    );
    await undone('recolor', { type: 'place', color: '#3b82c4' }, (_, files) =>
      assert.match(files[0] ?? '', /id: place.*color: "#3b82c4"/),
    );
    await assert.rejects(async () => run('recolor', { codebook, type: 'place', color: 'url(x)' }));
  });

  it('deletes with the tags, or gives them to another', async () => {
    await undone('deleteEntity', { entity: 'ada', remove: true }, (done, files) => {
      assert.equal(done.count, 5);
      assert.doesNotMatch(files.join(''), /ada|bbbbbbbb/);
    });
    await undone('deleteEntity', { entity: 'ada', reassign: 'mill' }, (done, files) => {
      assert.equal(done.count, 5);
      assert.match(files[2] ?? '', /holder: mill/);
    });
  });

  it('does the same for stance values', async () => {
    await undone('renameStanceValue', { value: 'critical', label: 'Against' }, (_, files) =>
      assert.match(files[0] ?? '', /\{id: critical, label: Against, axis: negative\}/),
    );
    await undone('mergeStanceValues', { from: ['critical'], into: 'supportive' }, (done, files) => {
      assert.equal(done.count, 1);
      assert.match(files[2] ?? '', /value: supportive/);
    });
    await undone('deleteStanceValue', { value: 'critical', remove: true }, (done) => assert.equal(done.count, 1));
  });

  it('refuses what cannot be done, and changes nothing', async () => {
    const before = await all();
    for (const [name, args] of [
      ['renameEntity', { entity: 'nobody', name: 'X' }],
      ['renameEntity', { entity: 'ada', name: '  ' }],
      ['changeEntityId', { entity: 'ada', id: 'mill' }],
      ['changeEntityId', { entity: 'ada', id: 'a b' }],
      ['mergeEntities', { from: ['ada'], into: 'ada' }],
      ['changeEntityType', { entity: 'ada', type: 'planet' }],
      ['splitEntity', { entity: 'ada', by: { form: 'nowhere' }, into: { name: 'X', type: 'person' } }],
    ] as const) {
      await assert.rejects(async () => run(name, { codebook, preview: false, ...args }), name);
    }
    assert.deepEqual(await all(), before);
  });

  it('exports a list and takes it in again', async () => {
    const [list] = (await write(`codebook/${number}`, { 'list.csv': '' })) as [vscode.Uri];
    assert.equal((await run<{ count: number }>('exportEntities', { uri: list, codebook })).count, 3);
    const csv = await read(list);
    assert.match(csv, /ada,Ada Brandt,person,Brandt\|the weavers/);
    const same = await run<{ counts: object; entities: string[] }>('importEntities', {
      uri: list,
      codebook,
      preview: false,
    });
    assert.deepEqual(same, { counts: { new: 0, same: 3, changed: 0, invalid: 0 }, entities: [] });
    const more = 'name,type,aliases\nBo Lind,person,Lind\nada brandt,,Ada\n,person,\n';
    const done = await run<{ counts: object; entities: string[] }>('importEntities', {
      csv: more,
      codebook,
      preview: false,
    });
    assert.deepEqual(done, { counts: { new: 1, same: 0, changed: 1, invalid: 1 }, entities: ['bo-lind', 'ada'] });
    assert.match(await read(at(0)), /aliases: \[Brandt, the weavers, Ada\]/);
  });

  it('lists findings of the checks, and mends them', async () => {
    await run('editTag', { uri: at(1), id: 'eeeeeeee', set: { entity: 'council' } });
    const found = await run<{ counts: Record<string, number> }>('checkConsistency', { codebook });
    assert.equal(found.counts['two-entities'], 1);
    const marks = (): vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(at(1)).filter((one) => one.code === 'two-entities');
    assert.equal(marks().length, 1);
    await openAt(at(1));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      at(1),
      marks()[0]?.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find((action) => action.title === 'Make it Ada Brandt')?.command;
    assert.ok(fix);
    await vscode.commands.executeCommand(fix.command, ...(fix.arguments as unknown[]));
    await until(marks, (list) => list.length === 0);
  });
});
