/** Layers: one sidecar for each coder beside the shared one, one of them read at a time, by whoever may. */
import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { NotYourLayer, type Reading } from '../../src/core/library/layers';
import type { Library } from '../../src/core/library/library';
import { recover } from '../../src/core/library/recover';
import type { Tag } from '../../src/core/model';
import { sidecarOf } from '../../src/core/files/addresses';
import { changeEntityId } from '../../src/core/refactor/entities';
import { pieceAt } from '../../src/core/anchors/context';
import { makeLibrary, MemoryCache, MemoryFiles, MemoryStore } from './support/memory';

const A = 'file:///w/a.txt';
const B = 'file:///w/b.txt';
const TEXT = 'Aysel met the harbour master.\nThe harbour master said no to Aysel.\n';
const BOOK = `stancemark: 1
entities:
  - {id: aysel, name: Aysel, type: person}
  - {id: master, name: The harbour master, type: person}
`;
const SHARED_TAG = `  - id: shared22
    at: 1:1-1:6
    quote: "Aysel"
    after: " met the harbour master.\\nThe harb"
    entity: aysel
    by: ann
`;
const BEN_TAG = SHARED_TAG.replace('shared22', 'bentag22').replace('entity: aysel\n    by: ann', 'entity: master');

const file = (tags: string, head = ''): string => `stancemark: 1\n${head}tags:\n${tags}`;
const of = (uri: string, layer: string): string => sidecarOf(uri, layer);

interface World {
  readonly files: MemoryFiles;
  readonly library: Library;
  readonly store: MemoryStore;
}

/** Two sources; the first has a shared layer and one of Ben's, the second one of Ben's. */
async function world(reading: Partial<Reading> = {}, more: Record<string, string> = {}): Promise<World> {
  const files = new MemoryFiles();
  const store = new MemoryStore();
  for (const uri of [A, B]) files.put(uri, TEXT);
  files.put('file:///w/codebook.yaml', BOOK);
  files.put(of(A, ''), file(SHARED_TAG, 'source:\n  date: 2025-01-02\n'));
  for (const uri of [A, B]) files.put(of(uri, 'ben'), file(BEN_TAG));
  for (const [uri, text] of Object.entries(more)) files.put(uri, text);
  const library = makeLibrary(files, { store });
  await library.layers.read({ layer: '', me: undefined, blind: false, ...reading });
  await library.readAll();
  await library.check();
  return { files, library, store };
}

function mention(library: Library, words: string, entity: string): Tag {
  const from = TEXT.indexOf(words);
  return { id: library.newId(A), ...pieceAt(new PlaceableText(TEXT), { from, to: from + words.length }), entity };
}

const ids = (library: Library, uri: string): string[] => library.source(uri)?.tags.map(({ id }) => id) ?? [];

async function add(library: Library, uri: string, tag: Tag): Promise<void> {
  const done = await library.edit('Tag', [{ kind: 'sidecar', uri, changes: [{ op: 'add', tag }] }]);
  await done.written;
}

const refused = (why: string) => (error: unknown) => error instanceof NotYourLayer && error.why === why;

describe('layers', () => {
  it('are read one at a time, and never summed', async () => {
    const { library } = await world();
    assert.deepEqual([ids(library, A), ids(library, B)], [['shared22'], []]);
    assert.deepEqual(
      [...library.layers.all()],
      [
        ['', [A]],
        ['ben', [A, B]],
      ],
    );
    const events: string[][] = [];
    library.onDidChange(({ sources }) => events.push([...sources]));
    await library.layers.read({ layer: 'ben', me: undefined, blind: false });
    assert.deepEqual([ids(library, A), ids(library, B)], [['bentag22'], ['bentag22']]);
    assert.ok(events.flat().includes(A) && events.flat().includes(B));
    const view = library.source(A);
    assert.deepEqual([view?.layer, view?.tags[0]?.by], ['ben', 'ben']);
    // What is known of the text is everybody's.
    assert.equal(view?.details.get('date'), '2025-01-02');
    assert.equal(view?.tags, library.source(A)?.tags, 'the same object each time');
  });

  it('are written to by their coder alone, who is implied', async () => {
    const { files, library } = await world({ layer: 'ann', me: 'ann' });
    const before = [files.text(of(A, '')), files.text(of(A, 'ben'))];
    await add(library, A, { ...mention(library, 'Aysel', 'aysel'), by: 'ann' });
    assert.deepEqual([files.text(of(A, '')), files.text(of(A, 'ben'))], before);
    assert.ok(!files.text(of(A, 'ann'))?.includes('by:'));
    const [tag] = library.source(A)?.tags ?? [];
    assert.equal(tag?.by, 'ann');
    // A change made of what the view says meets the file, which does not say it.
    const set = {
      op: 'set',
      id: tag?.id ?? '',
      set: { by: 'ann', note: 'x' },
      was: { by: 'ann', note: null },
      tag,
    } as const;
    const edited = await library.edit('Note', [{ kind: 'sidecar', uri: A, changes: [set] }]);
    assert.deepEqual([edited.count, edited.skipped.length], [1, 0]);
    assert.ok(!files.text(of(A, 'ann'))?.includes('by:') && files.text(of(A, 'ann'))?.includes('note: "x"'));
    const [now] = library.source(A)?.tags ?? [];
    const remove = { op: 'remove', id: tag?.id ?? '', was: now } as const;
    assert.equal((await library.edit('Remove', [{ kind: 'sidecar', uri: A, changes: [remove] }])).count, 1);
    await library.layers.read({ layer: 'ben', me: 'ann', blind: false });
    await assert.rejects(add(library, A, mention(library, 'Aysel', 'aysel')), refused('other'));
    assert.equal(files.text(of(A, 'ben')), before[1]);
  });

  it('undo goes to the layer that was changed, whichever is read', async () => {
    const { files, library, store } = await world({ layer: 'ben', me: 'ben' });
    const before = files.text(of(A, 'ben'));
    await add(library, A, mention(library, 'harbour', 'master'));
    const after = files.text(of(A, 'ben'));
    await library.layers.read({ layer: '', me: 'ben', blind: false });
    const shared = files.text(of(A, ''));
    await (
      await library.undo()
    )?.written;
    assert.deepEqual([files.text(of(A, 'ben')), files.text(of(A, ''))], [before, shared]);
    await (
      await library.redo()
    )?.written;
    assert.equal(files.text(of(A, 'ben')), after);
    // And in the next session.
    const next = makeLibrary(files, { store });
    await next.collect();
    await next.readAll();
    await (
      await next.undo()
    )?.written;
    assert.equal(files.text(of(A, 'ben')), before);
  });

  it('a tag that is by somebody else keeps saying so', async () => {
    const foreign = file(BEN_TAG.replace('entity: master', 'entity: master\n    by: cy'));
    const { library } = await world({ layer: 'ben' }, { [of(A, 'ben')]: foreign });
    assert.equal(library.source(A)?.tags[0]?.by, 'cy');
  });

  it('new ids are free in every layer', async () => {
    const { library } = await world();
    await library.layers.load();
    const taken = new Set<string>();
    for (let i = 0; i < 50; i++) taken.add(library.newId(A));
    assert.ok(!taken.has('bentag22') && taken.size === 50);
  });

  it('blind: others are seen of what is finished, and of nothing else', async () => {
    const mine = file(BEN_TAG.replace('bentag22', 'anntag22'));
    const { files, library } = await world({ layer: 'ann', me: 'ann', blind: true }, { [of(B, 'ann')]: mine });
    assert.deepEqual([ids(library, A), ids(library, B)], [[], ['anntag22']]);
    await library.layers.read({ layer: 'ben', me: 'ann', blind: true });
    assert.deepEqual([ids(library, A), ids(library, B)], [[], []]);
    await assert.rejects(add(library, A, mention(library, 'Aysel', 'aysel')), refused('blind'));
    files.put(of(B, 'ann'), mine.replace('tags:', 'finished: true\ntags:'));
    await library.refresh(of(B, 'ann'));
    await library.ensure(B);
    assert.deepEqual([ids(library, A), ids(library, B)], [[], ['bentag22']]);
    assert.deepEqual([library.layers.isBlind(A), library.layers.isBlind(B)], [true, false]);
    // Finished is finished: who wants to go on says so first.
    await library.layers.read({ layer: 'ann', me: 'ann', blind: true });
    await assert.rejects(add(library, B, mention(library, 'Aysel', 'aysel')), refused('finished'));
    await library.layers.read({ layer: '', me: undefined, blind: true });
    assert.deepEqual([ids(library, A), ids(library, B)], [[], []]);
    await assert.rejects(add(library, A, mention(library, 'Aysel', 'aysel')), refused('nameless'));
  });

  it('blind from the start: nothing of others is shown for a moment', async () => {
    const { files } = await world();
    const library = makeLibrary(files);
    const seen: string[] = [];
    library.onDidChange(() => seen.push(...ids(library, A), ...ids(library, B)));
    await library.layers.read({ layer: 'ben', me: 'ann', blind: true });
    await library.readAll();
    await library.opened(A, () => TEXT);
    assert.deepEqual([seen, library.tagsWithin(A, 0, TEXT.length)], [[], []]);
    assert.equal(library.source(A)?.faults.length, 0);
  });

  it('an open text carries the tags of each layer that was shown, and writes no other coder’s', async () => {
    const { files, library } = await world({ me: 'ann' });
    let text = TEXT;
    await library.opened(A, () => text);
    await library.layers.read({ layer: 'ben', me: 'ann', blind: false });
    assert.deepEqual(
      library.tagsAt(A, 2).map(({ id }) => id),
      ['bentag22'],
    );
    text = 'Ah. ' + text;
    library.changed(A, [{ offset: 0, removed: 0, text: 'Ah. ' }], () => text);
    assert.deepEqual(library.rangesOf(A, 'bentag22'), [{ from: 4, to: 9 }]);
    const ben = files.text(of(A, 'ben'));
    await library.saved(A, text);
    assert.match(files.text(of(A, '')) ?? '', /at: 1:5-1:10/);
    assert.equal(files.text(of(A, 'ben')), ben);
  });

  it('a coder’s file that comes, changes or goes is followed', async () => {
    const { files, library } = await world({ layer: 'cy' });
    assert.deepEqual(ids(library, A), []);
    files.put(of(A, 'cy'), file(BEN_TAG));
    await library.refresh(of(A, 'cy'));
    assert.deepEqual([ids(library, A), library.layers.of(A)], [['bentag22'], ['', 'ben', 'cy']]);
    files.contents.delete(of(A, 'cy'));
    await library.refresh(of(A, 'cy'));
    assert.deepEqual([ids(library, A), library.layers.of(A)], [[], ['', 'ben']]);
    files.contents.delete(of(B, 'ben'));
    files.contents.delete(B);
    await library.rescan();
    assert.equal(library.source(B), undefined);
  });

  it('tags alone, by a coder, are an orphan, and stay listed', async () => {
    const { files, library } = await world();
    files.contents.delete(B);
    await library.rescan();
    assert.deepEqual([library.source(B)?.missing, library.layers.of(B)], [true, ['ben']]);
  });

  it('a name in another case is the same coder’s file', async () => {
    const upper = 'file:///w/a.txt.MK.tags.yaml';
    const { files, library } = await world({ layer: 'mk', me: 'mk' }, { [upper]: file(BEN_TAG) });
    assert.deepEqual([ids(library, A), library.layers.address(A)], [['bentag22'], upper]);
    await add(library, A, mention(library, 'Aysel', 'aysel'));
    assert.equal(files.text(of(A, 'mk')), undefined);
    assert.equal(files.text(upper)?.match(/- id:/g)?.length, 2);
  });

  it('all layers follow a renamed source, with what is not written yet', async () => {
    const { files, library } = await world({ layer: 'ben', me: 'ben' });
    files.onWrite = () => {
      throw new Error('full');
    };
    const done = await library.edit('Tag', [
      { kind: 'sidecar', uri: A, changes: [{ op: 'add', tag: mention(library, 'harbour', 'master') }] },
    ]);
    await assert.rejects(done.written);
    const to = 'file:///w/c.txt';
    for (const layer of ['', 'ben']) {
      files.put(of(to, layer), files.text(of(A, layer)) ?? '');
      files.contents.delete(of(A, layer));
    }
    files.put(to, TEXT);
    files.contents.delete(A);
    files.onWrite = () => undefined;
    library.renamed(A, to);
    await library.rescan();
    await library.flush();
    assert.equal(files.text(of(to, 'ben'))?.match(/- id:/g)?.length, 2);
    assert.equal(files.text(of(A, 'ben')), undefined);
    assert.deepEqual(library.layers.of(to), ['', 'ben']);
    library.dispose();
  });

  it('what could not be written waits for its own layer, into the next session', async () => {
    const { files, library, store } = await world({ layer: 'ben', me: 'ben' });
    files.onWrite = () => {
      throw new Error('full');
    };
    await assert.rejects(add(library, A, mention(library, 'harbour', 'master')));
    assert.deepEqual(
      library.unsaved().map(({ uri }) => uri),
      [of(A, 'ben')],
    );
    await assert.rejects(library.end());
    library.dispose();
    files.onWrite = () => undefined;
    const next = makeLibrary(files, { store });
    await next.collect();
    await next.readAll();
    const shared = files.text(of(A, ''));
    await next.retry();
    assert.equal(files.text(of(A, 'ben'))?.match(/- id:/g)?.length, 2);
    assert.equal(files.text(of(A, '')), shared);
  });

  it('a change of several layers that a crash cut off is finished in each', async () => {
    const { files, library, store } = await world();
    const set = (id: string) => [{ op: 'set', id, set: { note: 'n' } }] as const;
    files.onWrite = (uri) => {
      if (uri === of(A, 'ben')) throw new Error('cut off');
    };
    const done = await library.edit('Both', [
      { kind: 'sidecar', uri: A, layer: '', changes: set('shared22') },
      { kind: 'sidecar', uri: A, layer: 'ben', changes: set('bentag22') },
    ]);
    await assert.rejects(done.written);
    library.dispose();
    files.onWrite = () => undefined;
    const next = makeLibrary(files, { store });
    await next.collect();
    await next.readAll();
    await next.layers.read({ layer: '', me: 'ann', blind: true });
    await recover(next, 'finish');
    for (const layer of ['', 'ben']) assert.match(files.text(of(A, layer)) ?? '', /note: "n"/);
  });

  it('the cache gives back the layer that was kept, and no other’s', async () => {
    const { files } = await world();
    const cache = new MemoryCache();
    const first = makeLibrary(files, { cache });
    await first.layers.read({ layer: 'ben', me: undefined, blind: false });
    await first.readAll();
    await first.remember(1e12);
    assert.ok(cache.blob);
    const next = makeLibrary(files, { cache });
    await next.readAll();
    assert.deepEqual([ids(next, A), ids(next, B)], [['shared22'], []]);
    await next.layers.read({ layer: 'ben', me: undefined, blind: false });
    assert.deepEqual([ids(next, A), ids(next, B)], [['bentag22'], ['bentag22']]);
  });
});

describe('work on the codebook, over all layers', () => {
  it('changes an id in everybody’s tags, as one step that one undo takes back', async () => {
    const { files, library } = await world({ layer: 'ben', me: 'ben' });
    await library.layers.load();
    const before = [of(A, ''), of(A, 'ben'), of(B, 'ben')].map((uri) => files.text(uri));
    const [corpus] = library.corpora();
    assert.ok(corpus);
    const every = library.layers.everyLayer(corpus);
    assert.deepEqual(
      every.sources.map(({ uri, layer, tags }) => [uri, layer ?? '', tags.length]),
      [
        [A, '', 1],
        [A, 'ben', 1],
        [B, 'ben', 1],
      ],
    );
    const changes = [...changeEntityId(every, 'aysel', 'aysel-m'), ...changeEntityId(every, 'master', 'captain')];
    await (
      await library.edit('Change ids', changes)
    ).written;
    assert.match(files.text(of(A, '')) ?? '', /entity: aysel-m\n/);
    for (const uri of [A, B]) assert.match(files.text(of(uri, 'ben')) ?? '', /entity: captain\n/);
    await (
      await library.undo()
    )?.written;
    assert.deepEqual(
      [of(A, ''), of(A, 'ben'), of(B, 'ben')].map((uri) => files.text(uri)),
      before,
    );
  });
});
