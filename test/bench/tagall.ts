/** The preview of 'Tag All Mentions' with all that it does beside finding: texts, tags that are there, confidence, places. */
import { CodebookNames } from '../../src/core/find/codebook-names';
import type { Entity } from '../../src/core/model';
import { candidates, placedTags, spotOf, tagAllChanges } from '../../src/core/tagging/tag-all';
import { makeLibrary, MemoryFiles } from '../unit/support/memory';
import type { Row } from './row';
import { randomFrom } from './truth';

const SOURCES = 500;
const WORDS = 1_000;
const NAMES = 2_000;
const LIMIT = 200;

export async function bench(report: (row: Row) => void): Promise<void> {
  const random = randomFrom(7);
  const number = (below: number): number => Math.floor(random() * below);
  const entities: Entity[] = Array.from({ length: NAMES }, (_, i) => ({
    id: `e${i}`,
    name: `Name${i} Family${number(200)}`,
    type: 'person',
    aliases: [`Alias${i}`],
  }));
  const book = { uri: 'file:///w/codebook.yaml', entities };
  const files = new MemoryFiles();
  for (let i = 0; i < SOURCES; i++) {
    const words = Array.from({ length: WORDS }, (_, n) =>
      n % 25 === 0 ? `Alias${number(NAMES)}` : n % 40 === 0 ? 'Alias1' : `word${number(5_000)}`,
    );
    files.put(`file:///w/${i}.txt`, `${words.join(' ')}\n`);
  }
  files.put(book.uri, 'stancemark: 1\nentities: []\n');
  const library = makeLibrary(files);
  await library.readAll();
  const names = new CodebookNames();

  const preview = async (): Promise<number> => {
    let found = 0;
    for (const source of library.corpora()[0]?.sources ?? []) {
      const text = await library.textOf(source.uri);
      if (!text) continue;
      const hits = names.index(book).hits(source.uri, text.text);
      const placed = placedTags(source, text);
      for (const { hit } of candidates('e1', source, text, hits, placed)) {
        spotOf(text, hit);
        found++;
      }
    }
    return found;
  };
  const timed = async (run: () => Promise<number>): Promise<{ ms: number; found: number }> => {
    const begun = performance.now();
    const found = await run();
    return { ms: performance.now() - begun, found };
  };
  const first = await timed(preview);
  const next = await timed(preview);
  const note = `${first.found} passages, ${NAMES * 2} names, ${((SOURCES * WORDS * 9) / 1e6).toFixed(1)} MB`;
  const row = { beside: 'the limit', target: LIMIT, unit: 'ms', note };
  report({ ...row, name: 'tag all: first preview over 500 sources', ratio: first.ms });
  report({ ...row, name: 'tag all: next preview over 500 sources', ratio: next.ms });

  const tagging = await timed(async () => {
    const changed = [];
    for (const source of library.corpora()[0]?.sources ?? []) {
      const text = await library.textOf(source.uri);
      if (!text) continue;
      const hits = names.index(book).hits(source.uri, text.text);
      const ranges = candidates('e1', source, text, hits, []).map(({ hit }) => ({ from: hit.from, to: hit.to }));
      const { changes } = tagAllChanges(
        ranges,
        { entity: 'e1' },
        { text, placed: [], newId: () => library.newId(source.uri) },
      );
      if (changes.length > 0) changed.push({ kind: 'sidecar' as const, uri: source.uri, changes });
    }
    const done = await library.edit('Tag all', changed);
    await done.written;
    return done.count;
  });
  report({
    name: 'tag all: apply over 500 sources, written',
    beside: 'the limit',
    ratio: tagging.ms,
    target: 2_000,
    unit: 'ms',
    note: `${tagging.found} tags`,
  });
  library.dispose();
}
