/** What several windows work on in one after the other: two sources, a codebook, and the storage that outlives a window. */
import { pieceAt } from '../../../src/core/anchors/context';
import { PlaceableText } from '../../../src/core/anchors/placeable';
import type { FileChange, SidecarChange } from '../../../src/core/changes';
import type { Library } from '../../../src/core/library/library';
import type { Tag } from '../../../src/core/model';
import { MemoryFiles, MemoryStore } from './memory';

export const SOURCE = 'file:///w/a.txt';
export const SIDECAR = SOURCE + '.tags.yaml';
export const OTHER = 'file:///w/b.txt';
export const BOOK = 'file:///w/codebook.yaml';
const TEXT = 'Aysel met the harbour master.\n';
const ENTITIES = ['aysel', 'berk'].map((id) => `  - id: ${id}\n    name: ${id}\n    type: person\n`).join('');

export const tag = (id: string): Tag => ({
  id,
  ...pieceAt(new PlaceableText(TEXT), { from: 0, to: 5 }),
  entity: 'aysel',
});
export const change = (uri: string, ...changes: SidecarChange[]): FileChange => ({ kind: 'sidecar', uri, changes });
export const add = (uri: string, id: string): FileChange => change(uri, { op: 'add', tag: tag(id) });
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
export const full = (): never => {
  throw new Error('disk full');
};

export function world(): { files: MemoryFiles; store: MemoryStore } {
  const files = new MemoryFiles();
  for (const uri of [SOURCE, OTHER]) files.put(uri, TEXT);
  files.put(BOOK, 'stancemark: 1\nentities:\n' + ENTITIES);
  return { files, store: new MemoryStore() };
}

export async function write(library: Library, ...changes: FileChange[]): Promise<void> {
  for (const one of changes) await (await library.edit('Change', [one])).written;
}

export const names = (store: MemoryStore): string[] => store.left();
