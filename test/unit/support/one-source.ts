/** A library with one source, its sidecar and a codebook, all in memory. */
import assert from 'node:assert/strict';
import { pieceAt } from '../../../src/core/anchors/context';
import { PlaceableText } from '../../../src/core/anchors/placeable';
import type { Library } from '../../../src/core/library/library';
import type { Tag } from '../../../src/core/model';
import { makeLibrary, MemoryFiles, MemoryStore } from './memory';

export const SOURCE = 'file:///w/a.txt';
export const SIDECAR = SOURCE + '.tags.yaml';
export const BOOK = 'file:///w/codebook.yaml';
export const TEXT = 'Aysel met the harbour master.\nThe harbour master said no to Aysel.\n';
export const CODEBOOK = `stancemark: 1
types: [person, other]
entities:
  - id: aysel
    name: Aysel
    type: person
  - id: master
    name: The harbour master
    type: person
`;

/** A library with that source open in an editor, and the codebook. */
export async function open(text = TEXT): Promise<{ files: MemoryFiles; library: Library; store: MemoryStore }> {
  const files = new MemoryFiles();
  const store = new MemoryStore();
  files.put(SOURCE, text);
  files.put(BOOK, CODEBOOK);
  const library = makeLibrary(files, { store });
  await library.opened(SOURCE, () => text);
  return { files, library, store };
}

/** A tag, not made yet, on some words of the text (the first of them, or the `nth` after it). */
export function mention(library: Library, text: string, words: string, entity: string, nth = 0): Tag {
  let from = -1;
  for (let i = 0; i <= nth; i++) from = text.indexOf(words, from + 1);
  assert.ok(from >= 0, `“${words}” stands in the text`);
  return {
    id: library.newId(SOURCE),
    ...pieceAt(new PlaceableText(text), { from, to: from + words.length }),
    entity,
  };
}

/** Makes a tag, and waits until it is on disk. */
export async function add(library: Library, tag: Tag): Promise<void> {
  await (
    await library.edit('Tag', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'add', tag }] }])
  ).written;
}

/** The words on which a tag stands in an open text. */
export function placeOf(library: Library, text: string, id: string): string | undefined {
  const range = library.rangesOf(SOURCE, id)?.[0];
  return range && text.slice(range.from, range.to);
}
