import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, known, openAt, read, selected, until, write } from '../fixture';
import { MILL } from '../mill';

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

interface Filtered {
  readonly words: string;
  readonly shown: number;
  readonly of: number;
}

interface Found {
  readonly count: number;
  readonly sources: number;
  readonly ids: readonly string[];
  readonly passages: readonly { readonly uri: string; readonly id: string }[];
}

/** Other test files have folders of their own in the same workspace: searches name this one's sources. */
const HERE = 'source:"trees/*"';

describe('trees', () => {
  let codebook: vscode.Uri;
  let first: vscode.Uri;

  before(async () => {
    [codebook, first] = (await write('trees', MILL)) as [vscode.Uri, vscode.Uri];
    await known(first, 'Ada Brandt', 5);
    await until(
      () => run<Found>('search', { query: HERE }),
      ({ count }) => count === 8,
    );
    await until(
      () => run<Filtered>('filterSources', { words: 'trees 10.txt' }),
      ({ shown }) => shown === 1,
    );
    await run('clearSourceFilter');
  });
  afterEach(closeEditors);

  it('opens a passage, selected', async () => {
    assert.equal(await run('openPassage', { uri: first.toString(), id: 'dddddddd' }), 'dddddddd');
    assert.equal(selected(), 'Orlen');
    await assert.rejects(async () => run('openPassage', { uri: first, id: 'zzzzzzzz' }));
    await assert.rejects(async () => run('openPassage', { id: 'dddddddd' }));
  });

  it('shows a mention and a stance in the sidebar, whatever is filtered', async () => {
    await openAt(first, 'closed');
    assert.equal((await run<Filtered>('filterEntities', { words: 'no such name' })).shown, 0);
    assert.equal(await run('revealTag', { uri: first, id: 'cccccccc' }), 'cccccccc');
    assert.ok((await run<Filtered>('filterEntities', { words: 'brandt' })).shown >= 1);
    await run('clearEntityFilter');
    assert.equal(await run('revealTag', { uri: first, id: 'bbbbbbbb' }), 'bbbbbbbb');
  });

  it('filters, and takes the filter away', async () => {
    const all = await run<Filtered>('filterSources', { words: '' });
    assert.equal(all.shown, all.of);
    const { words, shown } = await run<Filtered>('filterSources', { words: ' trees 10.TXT ' });
    assert.deepEqual({ words, shown }, { words: 'trees 10.TXT', shown: 1 });
    const cleared = await run<Filtered>('clearSourceFilter');
    assert.equal(cleared.shown, cleared.of);
    const stances = await run<Filtered>('filterStances', { words: 'trees/ her own words' });
    assert.equal(stances.shown, 1);
    await run('clearStanceFilter');
  });

  it('sorts and regroups', async () => {
    assert.equal(await run('sortEntities', { by: 'mentions' }), 'mentions');
    assert.equal(await run('sortEntities', { by: 'name' }), 'name');
    assert.equal(await run('sortSources', { by: 'date' }), 'date');
    assert.equal(await run('sortSources', { by: 'name' }), 'name');
    assert.equal(await run('groupStances', { by: 'source' }), 'source');
    assert.equal(await run('groupStances', { by: 'target' }), 'target');
    await assert.rejects(async () => run('groupStances', { by: 'colour' }));
  });

  it('copies names', async () => {
    assert.equal(await run('copyName', { entity: 'ada', codebook: codebook.toString() }), 'Ada Brandt');
    assert.equal(await vscode.env.clipboard.readText(), 'Ada Brandt');
    assert.match(await run<string>('copyName', { uri: first }), /trees\/1\.txt$/);
    await assert.rejects(async () => run('copyName', { entity: 'nobody-at-all' }));
  });

  it('searches, and says what was found', async () => {
    const found = await run<Found>('search', { query: `${HERE} entity:ada kind:mention` });
    assert.deepEqual([found.count, found.sources], [4, 2]);
    assert.deepEqual(found.ids, ['cccccccc', 'eeeeeeee', 'ffffffff', 'hhhhhhhh']);
    assert.deepEqual(found.passages[0], { uri: first.toString(), id: 'cccccccc' });
  });

  it('refuses a query with a mistake, and shows where it is', async () => {
    await assert.rejects(
      async () => run('search', { query: 'entity:ada near(' }),
      (error: Error) => /▲/.test(error.message) && /near/.test(error.message),
    );
  });

  it('saves a search in the codebook, runs it, replaces it and removes it', async () => {
    const mine = { codebook: codebook.toString() };
    const before = await read(codebook);
    assert.equal(await run('saveSearch', { ...mine, name: 'Of Ada', query: `${HERE} target:council` }), 'Of Ada');
    assert.match(await read(codebook), /searches:\n.*Of Ada/);
    assert.deepEqual((await run<Found>('runSearch', { ...mine, name: 'Of Ada' })).ids, ['bbbbbbbb']);
    await run('saveSearch', { ...mine, name: 'Of Ada', query: `${HERE} holder:ada kind:stance` });
    assert.equal((await read(codebook)).split('Of Ada').length, 2);
    assert.equal(await run('removeSearch', { ...mine, name: 'Of Ada' }), 'Of Ada');
    assert.doesNotMatch(await read(codebook), /Of Ada/);
    await assert.rejects(async () => run('runSearch', { ...mine, name: 'Of Ada' }));
    for (let i = 0; i < 3; i++) await run('undoTagChange');
    assert.equal(await read(codebook), before);
  });

  it('opens the results as a read-only text', async () => {
    const address = await run<string>('openSearchAsDocument', { query: `${HERE} entity:mill kind:mention` });
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), address);
    assert.equal(document?.uri.scheme, 'stancemark');
    const text = document?.getText() ?? '';
    assert.match(text, /2 passages in 2 sources\./);
    assert.match(text, /line 2: .*\[The mill\] stands empty/);
  });
});
