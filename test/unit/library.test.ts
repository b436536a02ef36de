import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { CodebookChange } from '../../src/core/changes';
import type { Library } from '../../src/core/library/library';
import { Refused } from '../../src/core/library/format';
import type { Tag } from '../../src/core/model';
import { pieceAt } from '../../src/core/anchors/context';
import { recover } from '../../src/core/library/recover';
import { makeLibrary, MemoryFiles, MemoryStore } from './support/memory';

const SOURCE = 'file:///w/a.txt';
const SIDECAR = SOURCE + '.tags.yaml';
const BOOK = 'file:///w/codebook.yaml';
const TEXT = 'Aysel met the harbour master.\nThe harbour master said no to Aysel.\n';
const CODEBOOK = `stancemark: 1
types: [person, other]
entities:
  - id: aysel
    name: Aysel
    type: person
  - id: master
    name: The harbour master
    type: person
`;

async function open(text = TEXT): Promise<{ files: MemoryFiles; library: Library; store: MemoryStore }> {
  const files = new MemoryFiles();
  const store = new MemoryStore();
  files.put(SOURCE, text);
  files.put(BOOK, CODEBOOK);
  const library = makeLibrary(files, { store });
  await library.opened(SOURCE, () => text);
  return { files, library, store };
}

function mention(library: Library, text: string, words: string, entity: string, nth = 0): Tag {
  let from = -1;
  for (let i = 0; i <= nth; i++) from = text.indexOf(words, from + 1);
  assert.ok(from >= 0, `“${words}” stands in the text`);
  return {
    id: library.newId(SOURCE),
    ...pieceAt(new PlaceableText(text), { from, to: from + words.length }),
    entity,
  };
}

async function add(library: Library, tag: Tag): Promise<void> {
  await (
    await library.edit('Tag', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag }] }])
  ).written;
}

function placeOf(library: Library, text: string, id: string): string | undefined {
  const range = library.rangesOf(SOURCE, id)?.[0];
  return range && text.slice(range.from, range.to);
}

describe('library', () => {
  it('makes the sidecar with the first tag, and not before', async () => {
    const { files, library } = await open();
    assert.equal(files.text(SIDECAR), undefined);
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    assert.match(files.text(SIDECAR) ?? '', /^stancemark: 1\ntags:\n {2}- id: [a-z2-7]{8}\n {4}at: 1:1-1:6\n/);
    assert.equal(library.source(SOURCE)?.tags.length, 1);
  });

  it('tells of an edit at once and in one event', async () => {
    const { library } = await open();
    const events: string[][] = [];
    library.onDidChange((change) => events.push([...change.sources]));
    const tags = [mention(library, TEXT, 'Aysel', 'aysel'), mention(library, TEXT, 'Aysel', 'aysel', 1)];
    await library.edit('Tag', [{ kind: 'sidecar', uri: SOURCE, changes: tags.map((tag) => ({ op: 'add', tag })) }]);
    assert.deepEqual(events, [[SOURCE]]);
  });

  it('takes steps back and does them again, to the byte', async () => {
    const { files, library } = await open();
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    const before = files.text(SIDECAR);
    const tag = mention(library, TEXT, 'harbour master', 'master');
    await add(library, tag);
    const after = files.text(SIDECAR);
    await (
      await library.edit('Note', [
        { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set: { note: 'who?' } }] },
      ])
    ).written;
    const noted = files.text(SIDECAR);
    await (
      await library.undo()
    )?.written;
    assert.equal(files.text(SIDECAR), after);
    await (
      await library.undo()
    )?.written;
    assert.equal(files.text(SIDECAR), before);
    await (
      await library.redo()
    )?.written;
    await (
      await library.redo()
    )?.written;
    assert.equal(files.text(SIDECAR), noted);
    assert.equal(await library.redo(), undefined);
  });

  it('keeps its undo steps over a restart', async () => {
    const { files, library, store } = await open();
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    const again = makeLibrary(files, { store, seed: 2 });
    // Asked for before what the last session has left is read.
    void again.collect();
    const done = await again.undo();
    await done?.written;
    assert.equal(done?.count, 1);
    assert.equal(again.source(SOURCE)?.tags.length, 0);
  });

  it('does not take back what another window set meanwhile', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'Aysel', 'aysel');
    await add(library, tag);
    const set = (note: string) =>
      library.edit('Note', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set: { note } }] }]);
    await (
      await set('mine')
    ).written;
    files.put(SIDECAR, (files.text(SIDECAR) ?? '').replace('"mine"', '"theirs"'));
    await library.refresh(SIDECAR);
    const done = await library.undo();
    assert.deepEqual(
      done?.skipped.map((one) => one.why),
      ['changed-meanwhile'],
    );
    assert.match(files.text(SIDECAR) ?? '', /note: "theirs"/);
  });

  it('writes on top of what another program wrote meanwhile', async () => {
    const { files, library } = await open();
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    const foreign = (files.text(SIDECAR) ?? '').replace('entity: aysel', 'entity: aysel\n    note: "by hand"');
    files.put(SIDECAR, foreign);
    await add(library, mention(library, TEXT, 'harbour master', 'master'));
    assert.ok(files.text(SIDECAR)?.includes('by hand'));
    assert.equal(library.source(SOURCE)?.tags.length, 2);
  });

  for (const [what, text] of [
    ['conflict markers', 'stancemark: 1\n<<<<<<< HEAD\ntags: []\n=======\ntags: []\n>>>>>>> other\n'],
    ['broken YAML', 'stancemark: 1\ntags:\n  - id: "abc\n'],
    ['an emptied file', ''],
    ['a newer version', 'stancemark: 2\ntags: []\n'],
  ] as const) {
    it(`never writes over ${what}, and keeps the last good tags in view`, async () => {
      const { files, library } = await open();
      await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
      files.put(SIDECAR, text);
      await library.refresh(SIDECAR);
      await assert.rejects(add(library, mention(library, TEXT, 'harbour master', 'master')), Refused);
      assert.equal(files.text(SIDECAR), text);
      assert.equal(library.source(SOURCE)?.tags.length, 1);
      assert.ok(library.source(SOURCE)?.refusal);
    });
  }

  it('takes a change of several files back where one of them cannot be made', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'Aysel', 'aysel');
    await add(library, tag);
    const before = files.text(SIDECAR);
    const bad = { op: 'set-entity', id: 'aysel', set: undefined } as unknown as CodebookChange;
    await assert.rejects(
      library.edit('Both', [
        { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set: { entity: 'master' } }] },
        { kind: 'codebook', uri: BOOK, changes: [bad] },
      ]),
    );
    assert.deepEqual(
      library.source(SOURCE)?.tags.map(({ entity }) => entity),
      ['aysel'],
    );
    await library.flush();
    assert.equal(files.text(SIDECAR), before);
    assert.deepEqual(library.unsaved(), []);
    // The step of undo is that of the tag.
    await library.undo();
    assert.equal(library.source(SOURCE)?.tags.length, 0);
  });

  it('keeps what could not be written, says so, and writes it when it can', async () => {
    const { files, library } = await open();
    files.onWrite = () => {
      throw new Error('disk full');
    };
    await assert.rejects(add(library, mention(library, TEXT, 'Aysel', 'aysel')), /disk full/);
    assert.equal(library.source(SOURCE)?.tags.length, 1);
    assert.equal(library.source(SOURCE)?.unsaved, 'disk full');
    files.onWrite = () => undefined;
    await library.flush();
    assert.equal(library.source(SOURCE)?.unsaved, undefined);
    assert.match(files.text(SIDECAR) ?? '', /entity: aysel/);
    library.dispose();
  });

  it('writes what waited for a file that was broken as soon as it is mended', async () => {
    const { files, library } = await open();
    await add(library, mention(library, TEXT, 'Aysel', 'aysel'));
    const good = files.text(SIDECAR) ?? '';
    files.onWrite = () => files.put(SIDECAR, `${good}<<<<<<< HEAD\n`);
    await assert.rejects(add(library, mention(library, TEXT, 'harbour master', 'master')), Refused);
    assert.equal(files.text(SIDECAR), `${good}<<<<<<< HEAD\n`);
    files.onWrite = () => undefined;
    files.put(SIDECAR, good);
    await library.refresh(SIDECAR);
    for (let turns = 0; turns < 100 && files.text(SIDECAR) === good; turns++) await Promise.resolve();
    assert.match(files.text(SIDECAR) ?? '', /entity: aysel[^]*entity: master/);
    assert.deepEqual(library.unsaved(), []);
    library.dispose();
  });

  it('wants the text compared again that changed on disk, or whose editor was closed', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'harbour master', 'master', 1);
    await add(library, tag);
    const lost = () => library.source(SOURCE)?.placements.get(tag.id)?.kind === 'lost';
    assert.deepEqual(library.unchecked(), []);
    // Typed, and thrown away unsaved.
    library.changed(SOURCE, [{ offset: 0, removed: TEXT.length, text: 'x' }], () => 'x');
    assert.ok(lost());
    library.closed(SOURCE);
    assert.deepEqual(library.unchecked(), [SOURCE]);
    await library.check(library.unchecked());
    assert.ok(!lost());
    assert.deepEqual(library.unchecked(), []);
    files.put(SOURCE, 'Nothing of it is left.\n');
    const told: string[] = [];
    library.onDidChange(({ sources }) => told.push(...sources));
    library.textMayHaveChanged(SOURCE);
    assert.deepEqual(told, [SOURCE]);
    await library.check(library.unchecked());
    assert.ok(lost());
    // Not again and again where it cannot be read.
    library.textMayHaveChanged(SOURCE);
    files.readText = () => Promise.reject(new Error('too large'));
    await library.check(library.unchecked());
    assert.deepEqual(library.unchecked(), []);
  });

  it('moves tags with the typing and writes their places on save', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'harbour master', 'master');
    await add(library, tag);
    const typed = 'Yesterday ' + TEXT;
    library.changed(SOURCE, [{ offset: 0, removed: 0, text: 'Yesterday ' }], () => 'Yesterday ' + TEXT);
    assert.equal(placeOf(library, typed, tag.id), 'harbour master');
    assert.match(files.text(SIDECAR) ?? '', /at: 1:15-1:29/);
    await library.saved(SOURCE, typed);
    assert.match(files.text(SIDECAR) ?? '', /at: 1:25-1:39/);
  });

  it('brings a removed tag back where the text has carried it', async () => {
    const { library } = await open();
    const tag = mention(library, TEXT, 'harbour master', 'master');
    await add(library, tag);
    await library.edit('Remove', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'remove', id: tag.id }] }]);
    library.changed(SOURCE, [{ offset: 0, removed: 0, text: 'Yesterday ' }], () => 'Yesterday ' + TEXT);
    await library.undo();
    assert.equal(placeOf(library, 'Yesterday ' + TEXT, tag.id), 'harbour master');
    assert.equal(library.source(SOURCE)?.placements.size, 0);
  });

  it('shows a tag whose text is gone as lost, and as placed when the text is back', async () => {
    const { library } = await open();
    const tag = mention(library, TEXT, 'Aysel', 'aysel');
    await add(library, tag);
    library.changed(SOURCE, [{ offset: 0, removed: 10, text: '' }], () => TEXT.slice(10));
    assert.equal(library.source(SOURCE)?.placements.get(tag.id)?.kind, 'lost');
    library.changed(SOURCE, [{ offset: 0, removed: 0, text: TEXT.slice(0, 10) }], () => TEXT);
    assert.equal(library.source(SOURCE)?.placements.size, 0);
    assert.equal(placeOf(library, TEXT, tag.id), 'Aysel');
  });

  it('takes a line put in above for no doubt, and writes the new places only when asked', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'said no to Aysel', 'aysel');
    await add(library, tag);
    const moved = 'A new first line stands here now.\n' + TEXT;
    const wrote = files.writes.length;
    files.put(SOURCE, moved);
    const other = makeLibrary(files);
    await other.opened(SOURCE, () => moved);
    assert.equal(other.source(SOURCE)?.placements.get(tag.id)?.kind, 'placed');
    await other.saved(SOURCE, moved);
    assert.equal(files.writes.length, wrote);
    assert.equal(await other.accept(SOURCE), 1);
    await other.flush();
    assert.match(files.text(SIDECAR) ?? '', /at: 3:20-3:36/);
    assert.equal(other.source(SOURCE)?.placements.size, 0);
  });

  it('accepts the new places of a source that no editor has, and does not go on following it', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'said no to Aysel', 'aysel');
    await add(library, tag);
    files.put(SOURCE, 'A new first line stands here now.\n' + TEXT);
    const other = makeLibrary(files);
    await other.readAll();
    await other.check();
    assert.equal(other.source(SOURCE)?.placements.get(tag.id)?.kind, 'placed');
    assert.equal(await other.accept(SOURCE), 1);
    assert.match(files.text(SIDECAR) ?? '', /at: 3:20-3:36/);
    assert.equal(other.isOpen(SOURCE), false);
    assert.equal(other.source(SOURCE)?.checked, true);
    assert.equal(other.source(SOURCE)?.placements.size, 0);
  });

  it('follows a line that another program swaps with one that says nearly the same', async () => {
    const [smith, brown] = ['Smith (Lab): opposed the bill in full.\n', 'Brown (Con): opposed the bill in full.\n'];
    const { files, library } = await open(smith + brown);
    const tag = mention(library, smith + brown, 'opposed the bill in full', 'master');
    await add(library, tag);
    const swapped = brown + smith;
    library.changed(SOURCE, [{ offset: 0, removed: swapped.length, text: swapped }], () => swapped);
    await library.saved(SOURCE, swapped);
    await library.flush();
    assert.equal(library.rangesOf(SOURCE, tag.id)?.[0]?.from, swapped.lastIndexOf('opposed'));
    assert.match(files.text(SIDECAR) ?? '', /before: .*Smith \(Lab\): "/);
  });

  it('follows a reload from disk that arrives as one replacement', async () => {
    const { library } = await open();
    const tag = mention(library, TEXT, 'said no', 'master');
    await add(library, tag);
    const after = TEXT.replace('Aysel met', 'Yesterday Aysel saw').replace('to Aysel.', 'to her.');
    library.changed(SOURCE, [{ offset: 0, removed: TEXT.length - 1, text: after.slice(0, -1) }], () => after);
    assert.equal(placeOf(library, after, tag.id), 'said no');
  });

  it('lets a change of line ends move nothing', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'said no to Aysel', 'aysel');
    await add(library, tag);
    const wrote = files.writes.length;
    const crlf = TEXT.replace(/\n/g, '\r\n');
    library.changed(SOURCE, [{ offset: 0, removed: TEXT.length, text: crlf }], () => crlf);
    assert.equal(placeOf(library, crlf, tag.id), 'said no to Aysel');
    await library.saved(SOURCE, crlf);
    assert.equal(files.writes.length, wrote);
  });

  it('uses the nearest codebook upward, and keeps corpora apart', async () => {
    const files = new MemoryFiles(['file:///w', 'file:///v']);
    for (const uri of ['file:///w/a.txt', 'file:///w/sub/b.txt', 'file:///v/a.txt']) files.put(uri, TEXT);
    for (const uri of [BOOK, 'file:///w/sub/codebook.yaml', 'file:///v/codebook.yaml']) files.put(uri, CODEBOOK);
    const library = makeLibrary(files);
    await library.readAll();
    assert.deepEqual(
      library
        .corpora()
        .map((corpus) => [corpus.codebook.uri, corpus.sources.map((source) => source.uri)])
        .sort(),
      [
        ['file:///v/codebook.yaml', ['file:///v/a.txt']],
        ['file:///w/codebook.yaml', ['file:///w/a.txt']],
        ['file:///w/sub/codebook.yaml', ['file:///w/sub/b.txt']],
      ],
    );
  });

  it('goes on trying to write when the file cannot be read before a try', async () => {
    const { files } = await open();
    const library = makeLibrary(files, { kept: undefined });
    await library.readAll();
    files.onWrite = () => {
      throw new Error('disk gone');
    };
    const { setTimeout: real } = globalThis;
    const planned: (() => void)[] = [];
    globalThis.setTimeout = ((run: () => void) => planned.push(run)) as unknown as typeof setTimeout;
    try {
      await assert.rejects(add(library, mention(library, TEXT, 'Aysel', 'aysel')), /disk gone/);
      assert.equal(planned.length, 1);
      const read = files.read.bind(files);
      files.read = () => Promise.reject(new Error('disk gone'));
      planned.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(planned.length, 1, 'the next try is planned');
      files.read = read;
      files.onWrite = () => undefined;
      planned.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      globalThis.setTimeout = real;
      library.dispose();
    }
    assert.deepEqual(library.unsaved(), []);
    assert.match(files.text(SIDECAR) ?? '', /entity: aysel/);
  });

  it('takes back the step that was asked for last, though the one before it had more files', async () => {
    const { library } = await open();
    const first = mention(library, TEXT, 'Aysel', 'guest');
    const second = mention(library, TEXT, 'harbour master', 'master');
    const guest = { id: 'guest', name: 'Guest', type: 'person', aliases: [] };
    await Promise.all([
      library.edit('Two files', [
        { kind: 'codebook', uri: BOOK, changes: [{ op: 'add-entity', entity: guest }] },
        { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag: first }] },
      ]),
      library.edit('One file', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag: second }] }]),
    ]);
    const undone = await Promise.all([library.undo(), library.undo()]);
    assert.deepEqual(
      undone.map((one) => one?.label),
      ['One file', 'Two files'],
    );
    assert.equal((await library.redo())?.label, 'Two files');
    await library.flush();
  });

  it('takes back a rename that VS Code made before the older act, and says how much each was', async () => {
    const { library, files } = await open();
    const tags = [mention(library, TEXT, 'Aysel', 'aysel'), mention(library, TEXT, 'harbour master', 'master')];
    await library.edit('Tag all mentions', [
      { kind: 'sidecar', uri: SOURCE, changes: tags.map((tag) => ({ op: 'add', tag })) },
    ]);
    await library.edit('Another', [
      { kind: 'codebook', uri: BOOK, changes: [{ op: 'set-entity', id: 'master', set: { name: 'New Name' } }] },
    ]);
    await library.adopt('Rename an entity', [
      { kind: 'codebook', uri: BOOK, changes: [{ op: 'set-entity', id: 'master', set: { name: 'Old Name' } }] },
    ]);
    const renamed = await library.undo();
    assert.deepEqual([renamed?.label, renamed?.extent], ['Rename an entity', { tags: 0, sources: 0 }]);
    assert.equal(library.codebook(BOOK)?.entity('master')?.name, 'Old Name');
    assert.equal((await library.redo())?.label, 'Rename an entity');
    assert.equal(library.codebook(BOOK)?.entity('master')?.name, 'New Name');
    await library.undo();
    await library.undo();
    assert.deepEqual((await library.undo())?.extent, { tags: 2, sources: 1 });
    assert.deepEqual((await library.redo())?.extent, { tags: 2, sources: 1 });
    await library.flush();
    assert.match(files.text(SIDECAR) ?? '', /entity: master/);
  });

  it('keeps unsaved places when the same source is opened twice', async () => {
    const { library } = await open();
    const tag = mention(library, TEXT, 'harbour master', 'master');
    await add(library, tag);
    const typed = TEXT.replace('harbour', 'old harbour');
    const before = TEXT.indexOf('harbour');
    library.changed(SOURCE, [{ offset: before + 8, removed: 0, text: 'old ' }], () => typed);
    const range = library.rangesOf(SOURCE, tag.id);
    const now = library.liveText(SOURCE)?.text.text ?? '';
    await library.opened(SOURCE, () => now);
    assert.deepEqual(library.rangesOf(SOURCE, tag.id), range);
    assert.equal(library.source(SOURCE)?.placements.size, 0);
  });

  it('shows the other corpora when one codebook cannot be read', async () => {
    const files = new MemoryFiles();
    for (const uri of [SOURCE, 'file:///w/sub/b.txt']) files.put(uri, TEXT);
    for (const uri of [BOOK, 'file:///w/sub/codebook.yaml']) files.put(uri, CODEBOOK);
    const read = files.read.bind(files);
    files.read = (uri) => (uri === 'file:///w/sub/codebook.yaml' ? Promise.reject(new Error('a link')) : read(uri));
    const library = makeLibrary(files);
    await library.readAll();
    assert.equal(library.codebookOf(SOURCE)?.entities.length, 2);
    assert.equal(library.codebookOf('file:///w/sub/b.txt')?.uri, 'file:///w/sub/codebook.yaml');
  });

  it('finishes a change of several files that a crash interrupted', async () => {
    const { files, library, store } = await open();
    const tag = mention(library, TEXT, 'Aysel', 'aysel');
    await add(library, tag);
    files.onWrite = (uri) => {
      if (uri === SIDECAR) throw new Error('killed here');
    };
    const change = await library.edit('New id', [
      { kind: 'codebook', uri: BOOK, changes: [{ op: 'set-entity', id: 'aysel', set: { id: 'aysel-k' } }] },
      { kind: 'sidecar', uri: SOURCE, changes: [{ op: 'set', id: tag.id, set: { entity: 'aysel-k' } }] },
    ]);
    await assert.rejects(change.written, /killed here/);
    library.dispose();
    files.onWrite = () => undefined;
    const next = makeLibrary(files, { store });
    await next.collect();
    assert.deepEqual(next.journal.halfDone().map((half) => half.files), [2]); // prettier-ignore
    await recover(next, 'finish');
    assert.match(files.text(SIDECAR) ?? '', /entity: aysel-k/);
    assert.match(files.text(BOOK) ?? '', /id: aysel-k/);
    assert.deepEqual(store.left(), []);
  });
});
