/** Two people, two windows, git: what a pending write, a retry, an undo and a recovery do to what somebody else wrote. */
import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { CodebookChange, FileChange, SidecarChange, TagPatch } from '../../src/core/changes';
import type { Library } from '../../src/core/library/library';
import { recover } from '../../src/core/library/recover';
import type { Tag } from '../../src/core/model';
import { pieceAt } from '../../src/core/anchors/context';
import { makeLibrary, MemoryFiles, MemoryStore } from './support/memory';

const SOURCE = 'file:///w/a.txt';
const SIDECAR = SOURCE + '.tags.yaml';
const BOOK = 'file:///w/codebook.yaml';
const TEXT = 'Aysel met the harbour master.\n';
const ENTITIES = ['aysel', 'berk'].map((id) => `  - id: ${id}\n    name: ${id}\n    type: person\n`).join('');

const at = (words: string, id: string, more: Partial<Tag> = {}): Tag => {
  const from = TEXT.indexOf(words);
  return {
    id,
    ...pieceAt(new PlaceableText(TEXT), { from, to: from + words.length }),
    entity: 'aysel',
    ...more,
  } as Tag;
};
const tag = at('Aysel', 'abcdefgh');
const other = at('harbour master', 'bcdefghi');
const sidecar = (...changes: SidecarChange[]): FileChange => ({ kind: 'sidecar', uri: SOURCE, changes });
const set = (fields: TagPatch, id = tag.id): FileChange => sidecar({ op: 'set', id, set: fields });

interface Desk {
  readonly files: MemoryFiles;
  readonly mine: Library;
  readonly store: MemoryStore;
}

async function desk(...tags: Tag[]): Promise<Desk> {
  const files = new MemoryFiles();
  files.put(SOURCE, TEXT);
  files.put(BOOK, 'stancemark: 1\nentities:\n' + ENTITIES);
  if (tags.length > 0) await write(makeLibrary(files), sidecar(...tags.map((one): SidecarChange => ({ op: 'add', tag: one })))); // prettier-ignore
  const store = new MemoryStore();
  const mine = makeLibrary(files, { store });
  await mine.readAll();
  return { files, mine, store };
}

async function write(library: Library, ...changes: FileChange[]): Promise<void> {
  for (const change of changes) await (await library.edit('Change', [change])).written;
}

/** Somebody else, in a window of their own. */
const theirs = (files: MemoryFiles, ...changes: FileChange[]): Promise<void> => write(makeLibrary(files), ...changes);

/** My change waits (the disk is full) while somebody else writes theirs; then it is tried again. */
async function meanwhile({ files, mine }: Desk, my: FileChange, act: () => Promise<unknown>): Promise<void> {
  files.onWrite = () => {
    throw new Error('disk full');
  };
  await assert.rejects((await mine.edit('Mine', [my])).written);
  files.onWrite = () => undefined;
  await act();
  await mine.flush().catch(() => undefined);
  await mine.rescan();
}

const disputes = (library: Library): unknown[] => library.disputed().map(({ why, fields }) => [why, ...fields]);

describe('two windows', () => {
  it('set different fields of one tag: both stand', async () => {
    const scene = await desk(tag);
    await meanwhile(scene, set({ note: 'mine' }), () => theirs(scene.files, set({ by: 'them', entity: 'berk' })));
    assert.match(scene.files.text(SIDECAR) ?? '', /entity: berk\n {4}by: them\n {4}note: "mine"/);
    assert.deepEqual(disputes(scene.mine), []);
  });

  it('set the note of one tag: the disk’s stands, mine is kept, and the user chooses', async () => {
    for (const whose of ['mine', 'theirs'] as const) {
      const scene = await desk(tag);
      await meanwhile(scene, set({ note: 'mine' }), () => theirs(scene.files, set({ note: 'theirs' })));
      assert.match(scene.files.text(SIDECAR) ?? '', /note: "theirs"/);
      assert.deepEqual(disputes(scene.mine), [['changed', 'note']]);
      // Over a restart as well.
      await new Promise((resolve) => setImmediate(resolve));
      const next = makeLibrary(scene.files, { store: scene.store });
      await next.collect();
      const [dispute] = next.disputed();
      assert.ok(dispute);
      assert.deepEqual(
        [dispute.mine, dispute.theirs].map((one) => one && 'note' in one && one.note),
        ['mine', 'theirs'],
      );
      await next.decide(dispute, whose);
      assert.match(scene.files.text(SIDECAR) ?? '', new RegExp(`note: "${whose}"`));
      assert.deepEqual(next.disputed(), []);
    }
  });

  it('set the entity of one tag: the same', async () => {
    const scene = await desk(tag);
    await meanwhile(scene, set({ entity: 'berk' }), () => theirs(scene.files, set({ entity: 'cem' })));
    assert.match(scene.files.text(SIDECAR) ?? '', /entity: cem/);
    assert.deepEqual(disputes(scene.mine), [['changed', 'meaning']]);
  });

  it('change other lines of one note: both stand', async () => {
    const scene = await desk({ ...tag, note: 'one\n\ntwo' });
    await meanwhile(scene, set({ note: 'ONE\n\ntwo' }), () => theirs(scene.files, set({ note: 'one\n\nTWO' })));
    assert.match(scene.files.text(SIDECAR) ?? '', /note: "ONE\\n\\nTWO"/);
    assert.deepEqual(disputes(scene.mine), []);
  });

  it('one removes what the other changes: removed stands, and is offered again', async () => {
    const scene = await desk(tag, other);
    await meanwhile(scene, set({ note: 'mine' }), () => theirs(scene.files, sidecar({ op: 'remove', id: tag.id })));
    assert.deepEqual(disputes(scene.mine), [['deleted']]);
    await scene.mine.decide(scene.mine.disputed()[0] as never, 'mine');
    assert.match(scene.files.text(SIDECAR) ?? '', /id: abcdefgh[^]*note: "mine"\n {2}- id: bcdefghi/);
  });

  it('one changes what the other removes: it stays, and the user chooses', async () => {
    const scene = await desk(tag, other);
    await meanwhile(scene, sidecar({ op: 'remove', id: tag.id }), () => theirs(scene.files, set({ note: 'theirs' })));
    assert.match(scene.files.text(SIDECAR) ?? '', /note: "theirs"/);
    assert.deepEqual(disputes(scene.mine), [['changed']]);
    await scene.mine.decide(scene.mine.disputed()[0] as never, 'mine');
    assert.doesNotMatch(scene.files.text(SIDECAR) ?? '', /abcdefgh/);
  });
});

describe('undo takes nothing of somebody else’s', () => {
  it('of a new tag with a colleague’s note on it: the tag stays', async () => {
    const { files, mine } = await desk();
    await write(mine, sidecar({ op: 'add', tag }));
    await theirs(files, set({ note: 'theirs' }));
    await mine.refresh(SIDECAR);
    const done = await mine.undo();
    await done?.written;
    assert.equal(done?.skipped.length, 1);
    assert.match(files.text(SIDECAR) ?? '', /note: "theirs"/);
  });

  it('of a title that somebody has set anew', async () => {
    const { files, mine } = await desk(tag);
    await write(mine, sidecar({ op: 'details', set: { title: 'Mine', outlet: 'O' } }));
    await theirs(files, sidecar({ op: 'details', set: { title: 'Theirs' } }));
    await mine.refresh(SIDECAR);
    await (
      await mine.undo()
    )?.written;
    assert.match(files.text(SIDECAR) ?? '', /source:\n {2}title: Theirs\ntags/);
  });

  it('of an entity’s rename, and of a new entity, that somebody has worked on', async () => {
    for (const [my, their, expected] of [
      [
        { op: 'set-entity', id: 'aysel', set: { name: 'Mine' } },
        { op: 'set-entity', id: 'aysel', set: { name: 'Theirs' } },
        /name: Theirs/,
      ],
      [
        { op: 'add-entity', entity: { id: 'zeki', name: 'Zeki', type: 'person', aliases: [] } },
        { op: 'set-entity', id: 'zeki', set: { aliases: ['Z'] } },
        /id: zeki\n {4}name: Zeki\n {4}type: person\n {4}aliases: \[Z\]/,
      ],
    ] as const) {
      const { files, mine } = await desk(tag);
      await write(mine, { kind: 'codebook', uri: BOOK, changes: [my] });
      await theirs(files, { kind: 'codebook', uri: BOOK, changes: [their] });
      await mine.refresh(BOOK);
      await (
        await mine.undo()
      )?.written;
      assert.match(files.text(BOOK) ?? '', expected);
    }
  });

  it('but gives back what is mine where they changed another field', async () => {
    const { files, mine } = await desk(tag);
    await write(mine, set({ note: 'mine', by: 'me' }));
    await theirs(files, set({ by: 'them' }));
    await mine.refresh(SIDECAR);
    await (
      await mine.undo()
    )?.written;
    assert.match(files.text(SIDECAR) ?? '', /by: them/);
    assert.doesNotMatch(files.text(SIDECAR) ?? '', /note/);
  });
});

describe('after a crash', () => {
  it('‘Finish’ does not overwrite a colleague’s re-tagging', async () => {
    const { files, mine, store } = await desk(tag);
    let writes = 0;
    files.onWrite = () => {
      if (++writes > 1) return new Promise<void>(() => undefined);
      return undefined;
    };
    await mine.edit('New id', [
      { kind: 'codebook', uri: BOOK, changes: [{ op: 'add-entity', entity: { id: 'zeki', name: 'Z', type: 'person', aliases: [] } }] }, // prettier-ignore
      set({ entity: 'zeki' }),
    ]);
    await new Promise((resolve) => setImmediate(resolve));
    files.onWrite = () => undefined;
    await theirs(files, set({ entity: 'berk' }));
    const next = makeLibrary(files, { store });
    await next.collect();
    await next.readAll();
    await recover(next, 'finish');
    assert.match(files.text(SIDECAR) ?? '', /entity: berk/);
    assert.deepEqual(disputes(next), [['changed', 'meaning']]);
  });
});

describe('ids doubled by copy and paste', () => {
  const doubled = async (): Promise<Desk> => {
    const scene = await desk(tag);
    const text = scene.files.text(SIDECAR) ?? '';
    const block = text.slice(text.indexOf('  - id:'));
    scene.files.put(SIDECAR, text + block.replace('entity: aysel', 'entity: berk'));
    await scene.mine.refresh(SIDECAR);
    return scene;
  };

  it('the first is removed and comes back with undo', async () => {
    const { files, mine } = await doubled();
    const before = files.text(SIDECAR);
    await write(mine, sidecar({ op: 'remove', id: tag.id }));
    assert.match(files.text(SIDECAR) ?? '', /entity: berk/);
    await (
      await mine.undo()
    )?.written;
    assert.equal(files.text(SIDECAR), before);
    assert.equal(mine.source(SOURCE)?.tags.length, 2);
  });

  it('a note on the second that finds it no more is kept and shown', async () => {
    const scene = await doubled();
    const second = scene.mine.source(SOURCE)?.tags[1]?.id ?? '';
    assert.notEqual(second, tag.id);
    await meanwhile(scene, set({ note: 'mine' }, second), () => theirs(scene.files, sidecar({ op: 'remove', id: tag.id }))); // prettier-ignore
    assert.deepEqual(disputes(scene.mine), [['deleted']]);
    assert.equal((scene.mine.disputed()[0]?.mine as Tag | undefined)?.note, 'mine');
  });

  it('a queued removal does not hit the other', async () => {
    const scene = await doubled();
    const remove = sidecar({ op: 'remove', id: tag.id });
    await meanwhile(scene, remove, () => theirs(scene.files, remove));
    assert.match(scene.files.text(SIDECAR) ?? '', /entity: berk/);
  });
});

describe('a file that went away under a pending change', () => {
  it('is not made anew: the change is kept, shown, and written when the file is back', async () => {
    for (const [uri, my, mark] of [
      [SIDECAR, set({ note: 'mine' }), /note: "mine"/],
      [BOOK, { kind: 'codebook', uri: BOOK, changes: [{ op: 'set-entity', id: 'aysel', set: { name: 'Aysel' } }] }, /name: Aysel/], // prettier-ignore
    ] as const) {
      const scene = await desk(tag);
      const before = scene.files.text(uri) ?? '';
      await meanwhile(scene, my, () => Promise.resolve(scene.files.contents.delete(uri)));
      assert.equal(scene.files.text(uri), undefined);
      assert.deepEqual(scene.mine.unsaved().map((file) => file.uri), [uri]); // prettier-ignore
      assert.match(scene.mine.unsaved()[0]?.why ?? '', /not there any more/);
      scene.files.put(uri, before);
      await scene.mine.refresh(uri);
      await scene.mine.flush();
      assert.match(scene.files.text(uri) ?? '', mark);
      assert.deepEqual(scene.mine.unsaved(), []);
      scene.mine.dispose();
    }
  });

  it('nor is it by the next session', async () => {
    const scene = await desk(tag);
    await meanwhile(scene, set({ note: 'mine' }), () => Promise.resolve(scene.files.contents.delete(SIDECAR)));
    scene.mine.dispose();
    const next = makeLibrary(scene.files, { store: scene.store });
    await next.collect();
    await assert.rejects(next.retry(), /not there any more/);
    assert.equal(scene.files.text(SIDECAR), undefined);
    assert.equal(next.leftBehind, 1);
  });
});

describe('types, values and searches that two people change', () => {
  const book = (...changes: CodebookChange[]): FileChange => ({ kind: 'codebook', uri: BOOK, changes });
  const LISTS = 'types:\n  - {id: person, label: Person}\nstances:\n  - {id: critical, label: Critical, axis: negative}\nsearches:\n  - {name: all, query: "target:berk"}\n'; // prettier-ignore
  const scene = async (): Promise<Desk> => {
    const { files } = await desk();
    files.put(BOOK, 'stancemark: 1\n' + LISTS + 'entities:\n' + ENTITIES);
    const store = new MemoryStore();
    const mine = makeLibrary(files, { store });
    await mine.readAll();
    return { files, mine, store };
  };
  const color = book({ op: 'set-type', id: 'person', set: { color: '#0000ff' } });
  const named = book({ op: 'set-type', id: 'person', set: { label: 'Human' } });
  const renamed = book({ op: 'set-type', id: 'person', set: { label: 'Somebody' } });

  it('different fields of one type both stand; the same is kept for the user to choose', async () => {
    const one = await scene();
    await meanwhile(one, color, () => theirs(one.files, named));
    assert.match(one.files.text(BOOK) ?? '', /id: person, label: Human, color: "?#0000ff/);
    assert.deepEqual(disputes(one.mine), []);
    const two = await scene();
    await meanwhile(two, renamed, () => theirs(two.files, named));
    assert.match(two.files.text(BOOK) ?? '', /label: Human/);
    assert.deepEqual(disputes(two.mine), [['changed', 'label']]);
    const [dispute] = two.mine.disputed();
    assert.ok(dispute);
    await two.mine.decide(dispute, 'mine');
    assert.match(two.files.text(BOOK) ?? '', /label: Somebody/);
  });

  it('the same of stance values', async () => {
    const one = await scene();
    const axis = book({ op: 'set-value', id: 'critical', set: { axis: 'mixed' } });
    const other = book({ op: 'set-value', id: 'critical', set: { axis: 'neutral' } });
    await meanwhile(one, axis, () => theirs(one.files, other));
    assert.match(one.files.text(BOOK) ?? '', /axis: neutral/);
    assert.deepEqual(disputes(one.mine), [['changed', 'axis']]);
  });

  it('undo of a new colour takes nobody’s later one, and undo of a new label leaves their colour', async () => {
    const one = await scene();
    await write(one.mine, color);
    await theirs(one.files, book({ op: 'set-type', id: 'person', set: { color: '#00ff00' } }));
    await one.mine.rescan();
    await (
      await one.mine.undo()
    )?.written;
    assert.match(one.files.text(BOOK) ?? '', /color: "?#00ff00/);
    const two = await scene();
    await write(two.mine, named);
    await theirs(two.files, color);
    await two.mine.rescan();
    await (
      await two.mine.undo()
    )?.written;
    assert.match(two.files.text(BOOK) ?? '', /id: person, label: Person, color: "?#0000ff/);
  });

  it('undo of a new type or search that somebody has worked on leaves it', async () => {
    const { files, mine } = await scene();
    await write(mine, book({ op: 'add-type', type: { id: 'ship', label: 'Ship' } }));
    await theirs(files, book({ op: 'set-type', id: 'ship', set: { label: 'Vessel' } }));
    await mine.rescan();
    const undone = await mine.undo();
    await undone?.written;
    assert.match(files.text(BOOK) ?? '', /label: Vessel/);
    assert.deepEqual(undone?.skipped.map(({ why }) => why), ['changed-meanwhile']); // prettier-ignore
    const search = { name: 'mine', query: 'holder:aysel' };
    await write(mine, book({ op: 'add-search', search }));
    await theirs(files, book({ op: 'remove-search', name: 'mine' }, { op: 'add-search', search: { ...search, query: 'holder:berk' } })); // prettier-ignore
    await mine.rescan();
    await (
      await mine.undo()
    )?.written;
    assert.match(files.text(BOOK) ?? '', /holder:berk/);
  });

  it('both save a search of one name: theirs stands, mine is kept; the same search twice is one', async () => {
    const add = (query: string): FileChange => book({ op: 'add-search', search: { name: 'new', query } });
    const one = await scene();
    await meanwhile(one, add('holder:aysel'), () => theirs(one.files, add('holder:berk')));
    assert.match(one.files.text(BOOK) ?? '', /holder:berk/);
    assert.deepEqual(disputes(one.mine), [['changed']]);
    const [dispute] = one.mine.disputed();
    assert.ok(dispute);
    await one.mine.decide(dispute, 'mine');
    assert.match(one.files.text(BOOK) ?? '', /holder:aysel/);
    assert.doesNotMatch(one.files.text(BOOK) ?? '', /holder:berk/);
    const two = await scene();
    await meanwhile(two, add('holder:aysel'), () => theirs(two.files, add('holder:aysel')));
    assert.deepEqual(disputes(two.mine), []);
    assert.equal(two.files.text(BOOK)?.match(/name: new/g)?.length, 1);
  });

  it('dismissals of both are a set, in a pending write and over a restart', async () => {
    const dismiss = (form: string): FileChange => sidecar({ op: 'dismiss', what: { form } });
    const one = await desk(tag);
    await meanwhile(one, dismiss('Aysel'), () => theirs(one.files, dismiss('master'), dismiss('Aysel')));
    for (const form of ['Aysel', 'master']) assert.equal(one.files.text(SIDECAR)?.match(new RegExp(`form: "?${form}`, 'g'))?.length, 1); // prettier-ignore
    const two = await desk(tag);
    two.files.onWrite = () => {
      throw new Error('disk full');
    };
    await assert.rejects((await two.mine.edit('Mine', [dismiss('Aysel')])).written);
    two.mine.dispose();
    two.files.onWrite = () => undefined;
    await theirs(two.files, dismiss('master'));
    const next = makeLibrary(two.files, { store: two.store });
    await next.collect();
    assert.equal(await next.retry(), 0);
    for (const form of ['Aysel', 'master']) assert.match(two.files.text(SIDECAR) ?? '', new RegExp(`form: "?${form}`));
  });
});
