import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { pieceAt } from '../../src/core/anchors/context';
import type { FileChange } from '../../src/core/changes';
import type { Library } from '../../src/core/library/library';
import { News, type LibraryChange } from '../../src/core/library/news';
import type { CodebookView, SourceView } from '../../src/core/corpus';
import { sidecarOf } from '../../src/core/files/addresses';
import { makeLibrary, MemoryFiles, seeded } from './support/memory';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** News, and what was told: addresses with commas between, one line an event. */
function told(): { news: News; lines: string[]; outdated: () => number } {
  let count = 0;
  const news = new News(() => count++);
  const lines: string[] = [];
  const line = ({ sources, codebooks, listing }: LibraryChange): string =>
    [...sources, ...[...codebooks].map((uri) => `book ${uri}`), ...(listing ? ['listing'] : [])].join();
  news.onDidChange((change) => lines.push(line(change)));
  return { news, lines, outdated: () => count };
}

describe('what changed', () => {
  it('of one turn is told in one event, each file once', async () => {
    const { news, lines, outdated } = told();
    news.touch({ sources: ['a'] });
    news.touch({ sources: ['b', 'a'], codebooks: ['c'] });
    news.touch({ listing: true });
    assert.equal(outdated(), 3);
    assert.deepEqual(lines, []);
    await turn();
    assert.deepEqual(lines, ['a,b,book c,listing']);
  });

  it('is told where it names nothing, once', async () => {
    const { news, lines } = told();
    news.touch({});
    news.touch({});
    await turn();
    assert.deepEqual(lines, ['']);
    await turn();
    assert.equal(lines.length, 1);
  });

  it('during work on some files is told of those when it ends, and of the others at once', async () => {
    const { news, lines } = told();
    await news.during(['a', 'b'], async () => {
      news.touch({ sources: ['a', 'x'] });
      await turn();
      news.touch({ sources: ['b'] });
      await turn();
      assert.deepEqual(lines, ['x']);
    });
    assert.deepEqual(lines, ['x', 'a,b']);
    await turn();
    assert.equal(lines.length, 2);
  });

  it('waits for the last who holds it back, and is told although the work fails', async () => {
    const { news, lines } = told();
    const outer = news.during(['a'], async () => {
      await assert.rejects(
        news.during(['a', 'b'], async () => {
          news.touch({ sources: ['a', 'b'] });
          await turn();
          throw new Error('work');
        }),
        /work/,
      );
      assert.deepEqual(lines, ['b']);
    });
    await outer;
    assert.deepEqual(lines, ['b', 'a']);
  });

  it('of a text under the cursor is told at once, whoever holds it back', async () => {
    const { news, lines } = told();
    await news.during(['a', 'b'], async () => {
      news.touch({ sources: ['a', 'b'] });
      news.now(['a']);
      assert.deepEqual(lines, ['a']);
      await turn();
    });
    assert.deepEqual(lines, ['a', 'b']);
    news.now(['a']);
    assert.equal(lines.length, 2);
  });

  it('is told to nobody any more when the library is used no more', async () => {
    const { news, lines } = told();
    news.touch({ sources: ['a'] });
    news.dispose();
    await turn();
    assert.deepEqual(lines, []);
  });
});

const WORDS = ['Ada', 'Bea', 'Cem', 'Dora'];
const TEXTS = ['Ada met Bea.\nCem saw Dora and Ada.\n', 'Bea asked Cem.\n'];
const BOOK = 'file:///w/codebook.yaml';
const uriOf = (n: number): string => `file:///w/${n}.txt`;

/** All that a view of a source or codebook shows. */
const shown = (view: SourceView | CodebookView | undefined): string =>
  JSON.stringify(view, (_, value: unknown) => (value instanceof Map ? [...value] : value));

describe('whatever is done to a library', () => {
  it('a listener who reads only what it is told of misses nothing', async () => {
    const seed = 7;
    const random = seeded(seed);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    for (let round = 0; round < 30; round++) {
      const files = new MemoryFiles();
      TEXTS.forEach((text, n) => files.put(uriOf(n), text));
      const texts = new Map(TEXTS.map((text, n) => [uriOf(n), text]));
      let failing = false;
      files.onWrite = () => (failing ? Promise.reject(new Error('full')) : Promise.resolve());
      const library = makeLibrary(files, { seed: round });
      const known = new Map<string, string>();
      // With what the file says, which no snapshot can be behind.
      const read = (uri: string): string => {
        const file = uri === BOOK ? library.codebookFile(uri) : library.sidecar(uri);
        const unsaved = library.unsaved().filter((one) => one.uri.startsWith(uri));
        return (
          shown(uri === BOOK ? library.codebook(uri) : library.source(uri)) + JSON.stringify([file?.text, unsaved])
        );
      };
      library.onDidChange(({ sources, codebooks }) => {
        for (const uri of [...sources, ...codebooks]) known.set(uri, read(uri));
      });
      await library.readAll();
      const acts = actsOf(library, files, texts, pick, () => (failing = !failing));
      const names: string[] = [];
      for (let n = 0; n < 25; n++) {
        const [name, act] = pick(Object.entries(acts));
        names.push(name);
        await act(uriOf(Math.floor(random() * TEXTS.length)));
        await turn();
        for (const uri of [...texts.keys(), BOOK]) {
          assert.equal(known.get(uri), read(uri), `seed ${seed}, round ${round}, ${uri} after ${names.join(', ')}`);
        }
      }
      library.dispose();
    }
  });
});

/** What users, editors, other programs and the disk do. */
function actsOf(
  library: Library,
  files: MemoryFiles,
  texts: Map<string, string>,
  pick: <T>(items: readonly T[]) => T,
  fail: () => void,
): Record<string, (uri: string) => unknown> {
  // The disk is full at times, a file refused, or the tags another coder's.
  const settled = async (work: Promise<unknown>): Promise<void> => void (await work.catch(() => undefined));
  const edit = (label: string, file: FileChange): Promise<void> =>
    settled(library.edit(label, [file]).then(({ written }) => written));
  const anyTag = (uri: string): string => pick(library.source(uri)?.tags ?? [])?.id ?? 'aaaaaaaa';
  return {
    tag: async (uri) => {
      const text = texts.get(uri) ?? '';
      const word = pick(WORDS.filter((one) => text.includes(one)));
      if (!word) return;
      const from = text.indexOf(word);
      const piece = pieceAt(new PlaceableText(text), { from, to: from + word.length });
      const tag = { id: library.newId(uri), ...piece, entity: word.toLowerCase() };
      await edit('Tag', { kind: 'sidecar', uri, changes: [{ op: 'add', tag }] });
    },
    note: async (uri) => {
      const set = { op: 'set', id: anyTag(uri), set: { note: pick(['', 'one', 'two']) } } as const;
      await edit('Note', { kind: 'sidecar', uri, changes: [set] });
    },
    remove: async (uri) => {
      const changes = [{ op: 'remove', id: anyTag(uri) }] as const;
      await edit('Remove', { kind: 'sidecar', uri, changes });
    },
    entity: async () => {
      const entity = { id: pick(WORDS).toLowerCase(), name: pick(WORDS), type: 'person', aliases: [] };
      const changes = [{ op: 'add-entity', entity }] as const;
      await edit('Entity', { kind: 'codebook', uri: BOOK, changes });
    },
    undo: () => settled(library.undo()),
    redo: () => settled(library.redo()),
    open: (uri) => library.opened(uri, () => texts.get(uri) ?? ''),
    close: (uri) => library.closed(uri),
    type: (uri) => {
      const text = 'So ' + (texts.get(uri) ?? '');
      texts.set(uri, text);
      library.changed(uri, [{ offset: 0, removed: 0, text: 'So ' }], () => text);
    },
    save: async (uri) => {
      files.put(uri, texts.get(uri) ?? '');
      await settled(library.saved(uri, texts.get(uri) ?? ''));
    },
    'change the text outside': (uri) => {
      files.put(uri, pick(TEXTS));
      library.textMayHaveChanged(uri);
    },
    'change the tags outside': async (uri) => {
      const other = sidecarOf(uri);
      const note = `    note: ${pick(['x', 'y', 'z'])}\n`;
      const text = `stancemark: 1\ntags:\n  - id: bbbbbbbb\n    at: 1:1-1:4\n    quote: Ada\n    entity: ada\n${note}`;
      files.put(other, pick([text, text, 'tags: [', '']));
      await settled(library.refresh(other));
    },
    'take the tags away': async (uri) => {
      files.contents.delete(sidecarOf(uri));
      await settled(library.refresh(sidecarOf(uri)));
    },
    check: () => library.check(),
    rescan: () => library.rescan(),
    'fill or empty the disk': fail,
    retry: () => settled(library.flush()),
    'give up': (uri) => library.discard(sidecarOf(uri)),
    'read a coder': () => library.layers.read({ layer: pick(['', 'ada']), me: 'bea', blind: pick([true, false]) }),
    'a coder’s tags': async (uri) => {
      const done = `stancemark: 1\nfinished: ${pick(['true', 'false'])}\ntags: []\n`;
      files.put(sidecarOf(uri, 'bea'), done);
      await settled(library.refresh(sidecarOf(uri, 'bea')));
    },
  };
}
