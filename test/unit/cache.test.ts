import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { Cache } from '../../src/core/library/cache';
import type { Library } from '../../src/core/library/library';
import type { Sheet } from '../../src/core/library/sheet';
import type { Tag } from '../../src/core/model';
import { sidecarOf } from '../../src/core/files/addresses';
import type { Stamp } from '../../src/core/ports';
import { applyToSidecar } from '../../src/core/sidecar';
import { pieceAt } from '../../src/core/anchors/context';
import { makeLibrary, MemoryCache, MemoryFiles, seeded } from './support/memory';

const uriOf = (name: string): string => `file:///w/${name}.txt`;
const NAMES = ['a', 'b', 'c'];
const TEXT = 'REPORTER: Aysel met the harbour master.\n\nThe harbour master said no to Aysel.\n\nShe left.\n';
const NOW = 1_700_000_000_000;

/** Counts what is read, and can say another time or the same stamp for a file. */
class WatchedFiles extends MemoryFiles {
  reads: string[] = [];
  readonly modified = new Map<string, number>();
  readonly lies = new Map<string, string>();

  override read(uri: string): Promise<Uint8Array | undefined> {
    this.reads.push(uri);
    return super.read(uri);
  }

  override readText(uri: string): Promise<string | undefined> {
    this.reads.push(uri);
    return super.readText(uri);
  }

  override async stamp(uri: string): Promise<Stamp | undefined> {
    const stamp = await super.stamp(uri);
    return stamp && { text: this.lies.get(uri) ?? stamp.text, modified: this.modified.get(uri) ?? 0 };
  }

  /** What was read of sources and their tags since the last time. */
  take(): string[] {
    const reads = this.reads.filter((uri) => !uri.endsWith('codebook.yaml')).sort();
    this.reads = [];
    return reads;
  }
}

function tagged(text: string, words: string, id: string): Tag {
  const from = text.indexOf(words);
  return { id, ...pieceAt(new PlaceableText(text), { from, to: from + words.length }), entity: 'aysel' };
}

const sidecar = (...tags: Tag[]): string =>
  applyToSidecar(
    undefined,
    tags.map((tag) => ({ op: 'add', tag })),
  ).sidecar.text;

function fill(files: MemoryFiles): void {
  for (const name of NAMES) {
    files.put(uriOf(name), TEXT);
    files.put(
      sidecarOf(uriOf(name)),
      sidecar(tagged(TEXT, 'harbour master', 'abcdefgh'), tagged(TEXT, 'She', 'bcdefghi')),
    );
  }
  // In b both tags have moved, in c one is lost.
  files.put(uriOf('b'), `A new line above all.\n${TEXT}`);
  files.put(uriOf('c'), TEXT.replace('She left.', ''));
}

async function start(files: MemoryFiles, cache: MemoryCache): Promise<Library> {
  const library = makeLibrary(files, { cache });
  await library.readAll();
  await library.check();
  return library;
}

const seen = (library: Library): unknown =>
  NAMES.map((name) => {
    const view = library.source(uriOf(name));
    assert.ok(view);
    const { tags, placements, checked, missing, faults, details, paragraphOf, labels } = view;
    return {
      tags,
      placements,
      checked,
      missing,
      faults,
      details,
      labels,
      paragraphs: [0, 1, 2, 3, 4, 99].map(paragraphOf),
    };
  });

async function kept(): Promise<{ files: WatchedFiles; cache: MemoryCache; first: unknown }> {
  const files = new WatchedFiles();
  const cache = new MemoryCache();
  fill(files);
  const library = await start(files, cache);
  await library.remember(NOW);
  files.take();
  return { files, cache, first: seen(library) };
}

describe('cache of sidecars', () => {
  it('opens a workspace without reading a sidecar or a text, and knows the same', async () => {
    const { files, cache, first } = await kept();
    const library = await start(files, cache);
    assert.deepEqual(files.take(), []);
    assert.deepEqual(seen(library), first);
    await library.remember(NOW);
    assert.equal(cache.saves, 1);
  });

  it('says what sidecars say beside their tags, and which texts are set aside, without parsing one', async () => {
    const files = new WatchedFiles();
    const cache = new MemoryCache();
    fill(files);
    const beside =
      'source:\n  title: Öl & Wasser\n  split-into: parts\ndismissed:\n  - {form: Reporter}\nrejected: [cdefghij]\n';
    files.put(sidecarOf(uriOf('a')), `stancemark: 1\n${beside}tags: []\n`);
    const faulty = `${files.text(sidecarOf(uriOf('c')))}  - {id: 7}\n`;
    files.put(sidecarOf(uriOf('c')), faulty);
    const parts = (library: Library): unknown =>
      NAMES.map((name) => {
        const view = library.source(uriOf(name));
        return [[...(view?.details ?? [])], view?.dismissed, view?.rejected, view?.faults];
      });
    const before = await start(files, cache);
    const first = parts(before);
    assert.match(JSON.stringify(first), /Öl & Wasser.*parts.*Reporter.*cdefghij/);
    assert.equal(before.source(uriOf('c'))?.faults.length, 1);
    await before.remember(NOW);
    const library = await start(files, cache);
    assert.deepEqual(
      library.corpora().flatMap(({ sources }) => sources.map(({ name }) => name)),
      ['b.txt', 'c.txt'],
    );
    const { sheets } = (library as unknown as { state: { shelf: { sheets: Map<string, Sheet> } } }).state.shelf;
    const parsed = NAMES.filter((name) => sheets.get(uriOf(name))?.file.held.isMade);
    // What is wrong in one is said in the words of this session.
    assert.deepEqual(parsed, ['c']);
    assert.deepEqual(parts(library), first);
  });

  it('reads a sidecar that has changed, and compares its text', async () => {
    const { files, cache } = await kept();
    files.put(sidecarOf(uriOf('a')), sidecar(tagged(TEXT, 'Aysel', 'cdefghij')));
    const library = await start(files, cache);
    assert.deepEqual(files.take(), [uriOf('a'), sidecarOf(uriOf('a'))]);
    assert.deepEqual(
      library.source(uriOf('a'))?.tags.map((tag) => tag.id),
      ['cdefghij'],
    );
    await library.remember(NOW);
    assert.equal(cache.saves, 2);
    files.take();
    await start(files, cache);
    assert.deepEqual(files.take(), []);
  });

  it('compares a text that has changed, without reading its sidecar', async () => {
    const { files, cache } = await kept();
    files.put(uriOf('a'), TEXT.replace('She left.', ''));
    const library = await start(files, cache);
    assert.deepEqual(files.take(), [uriOf('a')]);
    assert.equal(library.source(uriOf('a'))?.placements.get('bcdefghi')?.kind, 'lost');
  });

  it('reads nothing again that stands as it was kept, when it looks at everything', async () => {
    const { files, cache } = await kept();
    const library = await start(files, cache);
    files.take();
    await library.rescan();
    assert.deepEqual(files.take(), []);
    files.put(sidecarOf(uriOf('a')), sidecar(tagged(TEXT, 'Aysel', 'cdefghij')));
    await library.rescan();
    assert.deepEqual(files.take(), [sidecarOf(uriOf('a'))]);
    assert.equal(library.source(uriOf('a'))?.tags[0]?.id, 'cdefghij');
  });

  it('knows a text that is gone', async () => {
    const { files, cache } = await kept();
    files.contents.delete(uriOf('a'));
    const library = await start(files, cache);
    assert.equal(library.source(uriOf('a'))?.missing, true);
  });

  it('keeps no file that was written to a moment ago, nor one that changes while it is kept', async () => {
    const files = new WatchedFiles();
    const cache = new MemoryCache();
    fill(files);
    files.modified.set(sidecarOf(uriOf('a')), NOW - 100);
    files.modified.set(uriOf('b'), NOW - 100);
    const library = await start(files, cache);
    // The library has not heard of it yet.
    files.put(sidecarOf(uriOf('c')), sidecar(tagged(TEXT, 'Aysel', 'cdefghij')));
    await library.remember(NOW);
    files.take();
    await start(files, cache);
    assert.deepEqual(
      files.take(),
      [sidecarOf(uriOf('a')), uriOf('a'), uriOf('b'), sidecarOf(uriOf('c')), uriOf('c')].sort(),
    );
  });

  it('keeps nothing that is not on disk, or that cannot be read whole', async () => {
    const { files, cache } = await kept();
    files.put(sidecarOf(uriOf('b')), 'stancemark: 9\n');
    const library = await start(files, cache);
    files.onWrite = () => {
      throw new Error('the disk is full');
    };
    const changes = [{ op: 'remove' as const, id: 'abcdefgh' }];
    const edited = await library.edit('Remove', [{ kind: 'sidecar', uri: uriOf('a'), changes }]);
    await assert.rejects(edited.written);
    await library.remember(NOW);
    library.dispose();
    const next = await start(files, cache);
    assert.equal(next.source(uriOf('a'))?.tags.length, 2);
    assert.equal(next.source(uriOf('b'))?.refusal?.code, 'newer');
  });

  it('looks at the bytes when a source is opened, whatever the stamp says', async () => {
    const { files, cache } = await kept();
    const uri = sidecarOf(uriOf('a'));
    files.lies.set(uri, (await files.stamp(uri))?.text ?? '');
    files.put(uri, sidecar(tagged(TEXT, 'Aysel', 'cdefghij')));
    const library = await start(files, cache);
    assert.equal(library.source(uriOf('a'))?.tags.length, 2);
    await library.opened(uriOf('a'), () => TEXT);
    assert.deepEqual(
      library.source(uriOf('a'))?.tags.map((tag) => tag.id),
      ['cdefghij'],
    );
  });

  it('changes a tag that was kept, and takes that back', async () => {
    const { files, cache } = await kept();
    const before = files.text(sidecarOf(uriOf('a')));
    const library = await start(files, cache);
    const changes = [{ op: 'remove' as const, id: 'abcdefgh' }];
    await (
      await library.edit('Remove', [{ kind: 'sidecar', uri: uriOf('a'), changes }])
    ).written;
    assert.equal(library.source(uriOf('a'))?.tags.length, 1);
    assert.doesNotMatch(files.text(sidecarOf(uriOf('a'))) ?? '', /abcdefgh/);
    await (
      await library.undo()
    )?.written;
    assert.equal(files.text(sidecarOf(uriOf('a'))), before);
  });

  it('throws away what is broken, cut short, of another version, or cannot be loaded', async () => {
    const { files, cache, first } = await kept();
    const whole = cache.blob as Uint8Array;
    const random = seeded(7);
    const broken = [0, 4, 8, 12, 40, ...Array.from({ length: 40 }, () => Math.floor(random() * whole.length))].map(
      (at) => whole.map((byte, i) => (i === at ? byte ^ (1 << Math.floor(random() * 8)) : byte)),
    );
    const short = [0, 3, 11, 12, whole.length >> 1, whole.length - 1, whole.length - 4].map((to) => whole.slice(0, to));
    const garbage = new Uint8Array(64).map((_, i) => i * 37);
    for (const blob of [...broken, ...short, garbage]) {
      const other = new MemoryCache();
      other.blob = blob;
      assert.deepEqual(seen(await start(files, other)), first);
      assert.equal(files.take().length, 2 * NAMES.length);
    }
    const newer = new MemoryCache('1.0.1');
    newer.blob = whole;
    await start(files, newer);
    assert.equal(files.take().length, 2 * NAMES.length);
    cache.load = () => Promise.reject(new Error('no permission'));
    assert.deepEqual(seen(await start(files, cache)), first);
  });

  it('keeps a large workspace in several blobs, and writes again only those in which something is new', async () => {
    const files = new WatchedFiles();
    const count = 40;
    const put = (n: number, words: string): void =>
      files.put(sidecarOf(uriOf(`s${n}`)), sidecar(tagged(TEXT, words, 'abcdefgh')));
    for (let n = 0; n < count; n++) {
      files.put(uriOf(`s${n}`), TEXT);
      put(n, 'harbour master');
    }
    const store = new MemoryCache();
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    /** A session; returns how many sidecars it took from the cache, and how many blobs it wrote. */
    const session = async (): Promise<[number, number]> => {
      const cache = new Cache(store, files, quiet, { blob: 2_000, most: 1_000_000 });
      await cache.load();
      const library = makeLibrary(files, {});
      await library.list();
      const { sheets } = (library as unknown as { state: { shelf: { sheets: Map<string, Sheet> } } }).state.shelf;
      let given = 0;
      for (const sheet of sheets.values()) if (await cache.giveSidecar(sheet)) given++;
      await library.readAll();
      const before = store.saves;
      await cache.remember([...sheets.values()], NOW);
      return [given, store.saves - before];
    };
    const [none, all] = await session();
    assert.equal(none, 0);
    assert.ok(all >= 4, `${all} blobs`);
    assert.equal(store.blobs.size, all);
    put(7, 'She');
    const [given, again] = await session();
    assert.equal(given, count - 1);
    assert.equal(again, 1);
    // One that is broken costs its own sources and no others.
    const [number, blob] = [...store.blobs][1] as [number, Uint8Array];
    store.blobs.set(number, blob.slice(0, -4));
    const [rest] = await session();
    assert.ok(rest > count / 2 && rest < count);
    assert.equal((await session())[0], count);
  });
});
