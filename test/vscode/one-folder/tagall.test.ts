import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, known, read, sidecar, until, write } from '../fixture';

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

interface Changed {
  readonly count: number;
  readonly ids: readonly string[];
  readonly sources: readonly string[];
  readonly preview?: true;
}

const CODEBOOK = `stancemark: 1
types: [state, organisation, person]
entities:
  - id: norland
    name: Norland
    type: state
    aliases: [Vik]
  - id: airline
    name: Norland Airways
    type: organisation
  - id: vik
    name: Olga Vik
    type: person
    aliases: [Vik]
`;
const FIRST = 'Norland is far. Norland’s coast is cold; Norland Airways flies there.\nVik said so. NORLAND again.\n';
const SECOND = 'In Norland nobody flies.\n';
const THIRD = 'Nothing here.\n';

describe('tag all', () => {
  let first: vscode.Uri;
  let second: vscode.Uri;
  let codebook: string;
  const tagsOf = (uri: vscode.Uri): Promise<string> => read(uri.with({ path: `${uri.path}.tags.yaml` }));
  const quotes = async (uri: vscode.Uri): Promise<string[]> =>
    [...(await tagsOf(uri)).matchAll(/quote: "?([^"\n]*)/g)].map((found) => found[1] ?? '');

  before(async () => {
    const uris = await write('tagall', {
      'codebook.yaml': CODEBOOK,
      'a.txt': FIRST,
      'a.txt.tags.yaml': sidecar(FIRST, [{ id: 'aaaaaaaa', quote: 'Norland', says: 'entity: norland' }]),
      'sub/b.txt': SECOND,
      'c.txt': THIRD,
    });
    first = uris[1] as vscode.Uri;
    second = uris[3] as vscode.Uri;
    codebook = (uris[0] as vscode.Uri).toString();
    await known(first, 'Norland', 2);
    await until(
      () => run<Changed>('tagAllMentions', { entity: 'norland', scope: 'workspace', codebook }),
      (answer) => answer.sources.length === 2,
    );
    await run('cancelPreview');
  });
  afterEach(closeEditors);

  it('shows a preview that changes nothing until it is applied', async () => {
    const shown = await run<Changed>('tagAllMentions', { entity: 'norland', scope: 'workspace', codebook });
    assert.equal(shown.preview, true);
    assert.equal(shown.count, 2);
    assert.deepEqual(await quotes(first), ['Norland']);
    await run('cancelPreview');
    assert.equal(await run('applyPreview'), undefined);
  });

  it('tags what is sure, in all files as one step, and nothing the second time', async () => {
    const before = await tagsOf(first);
    const done = await run<Changed>('tagAllMentions', {
      entity: 'norland',
      scope: 'workspace',
      codebook,
      preview: false,
    });
    assert.equal(done.count, 2);
    assert.equal(done.ids.length, 2);
    assert.deepEqual(await quotes(first), ['Norland', 'Norland']);
    assert.deepEqual(await quotes(second), ['Norland']);
    const again = await run<Changed>('tagAllMentions', {
      entity: 'norland',
      scope: 'workspace',
      codebook,
      preview: false,
    });
    assert.deepEqual(again, { count: 0, ids: [], sources: [] });
    await run('undoTagChange');
    assert.equal(await tagsOf(first), before);
    assert.doesNotMatch(await tagsOf(second), /quote/);
  });

  it('keeps to the scope', async () => {
    const folder = vscode.Uri.joinPath(second, '..');
    for (const [scope, uri] of [
      ['source', second],
      ['folder', second],
      ['folder', folder],
    ] as const) {
      const done = await run<Changed>('tagAllMentions', { entity: 'norland', scope, uri, codebook, preview: false });
      assert.deepEqual(done.sources, [second.toString()], `${scope} ${uri.path}`);
      await run('undoTagChange');
    }
  });

  it('filters by case in the preview, and leaves doubtful ones unticked', async () => {
    await run('tagAllMentions', { entity: 'norland', scope: 'source', uri: first });
    assert.deepEqual(await run('filterPreview', { ignoreCase: true }), {
      ignoreCase: true,
      wholeWord: true,
      endings: true,
    });
    const done = await run<Changed>('applyPreview');
    // 'Vik' could be Olga Vik, so it waits for a tick; the airline is longer than its first word.
    assert.equal(done.count, 2);
    assert.deepEqual((await quotes(first)).sort(), ['NORLAND', 'Norland', 'Norland']);
    await run('undoTagChange');
  });

  it('tags selected words that the codebook does not have', async () => {
    const given = { entity: 'vik', form: 'coast', scope: 'workspace', codebook, preview: false };
    const done = await run<Changed>('tagAllMentions', given);
    assert.equal(done.count, 1);
    assert.deepEqual(await quotes(first), ['Norland', 'coast']);
    await run('undoTagChange');
  });

  it('untags by entity, words and query, and takes it back', async () => {
    await run('tagAllMentions', { entity: 'norland', scope: 'workspace', codebook, preview: false });
    const before = [await tagsOf(first), await tagsOf(second)];
    for (const what of [{ entity: 'norland' }, { form: 'norland' }, { query: 'entity:norland' }]) {
      const done = await run<Changed>('untagAll', { ...what, scope: 'workspace', codebook, preview: false });
      assert.equal(done.count, 3, JSON.stringify(what));
      assert.deepEqual([await quotes(first), await quotes(second)], [[], []]);
      await run('undoTagChange');
      assert.deepEqual([await tagsOf(first), await tagsOf(second)], before);
    }
    await assert.rejects(async () =>
      run('untagAll', { query: 'entity:(', scope: 'workspace', codebook, preview: false }),
    );
    await run('undoTagChange');
  });
});
