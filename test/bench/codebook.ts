/** Codebook work over a generated corpus of 1,000 sources, 100,000 tags and 2,000 entities, files in memory. */
import type { FileChange } from '../../src/core/changes';
import { applyToCodebook, defaultCodebook } from '../../src/core/codebook';
import { changeEntityId, mergeEntities } from '../../src/core/refactor/entities';
import { applyToSidecar } from '../../src/core/sidecar';
import type { Corpus } from '../../src/core/corpus';
import type { Library } from '../../src/core/library/library';
import { makeLibrary, MemoryFiles } from '../unit/support/memory';
import { generate } from './query';
import type { Report } from './row';

const FOLDER = 'file:///w';

/** The generated corpus as files, opened by a library. */
async function opened(): Promise<{ library: Library; corpus: Corpus }> {
  const made = generate(11);
  const files = new MemoryFiles([FOLDER]);
  const known = defaultCodebook();
  const book = applyToCodebook(undefined, [
    ...made.codebook.types
      .filter((type) => !known.types.some((one) => one.id === type.id))
      .map((type) => ({ op: 'add-type' as const, type })),
    ...made.codebook.stances
      .filter((value) => !known.stances.some((one) => one.id === value.id))
      .map((value) => ({ op: 'add-value' as const, value })),
    ...made.codebook.entities.map((entity) => ({ op: 'add-entity' as const, entity })),
  ]);
  files.put(`${FOLDER}/codebook.yaml`, book.codebook.text);
  made.sources.forEach((source, i) => {
    files.put(`${FOLDER}/${i}.txt`, '');
    const { sidecar } = applyToSidecar(
      undefined,
      source.tags.map((tag) => ({ op: 'add', tag })),
    );
    files.put(`${FOLDER}/${i}.txt.tags.yaml`, sidecar.text);
  });
  const library = makeLibrary(files);
  await library.readAll();
  const corpus = library.corpora()[0];
  if (!corpus) throw new Error('There is no corpus.');
  return { library, corpus };
}

export async function bench(report: Report): Promise<void> {
  const { library, corpus } = await opened();
  // The generated tags name the low numbers most often, and never the first.
  const [, first, second, third] = corpus.codebook.entities;
  if (!first || !second || !third) throw new Error('There are no entities.');
  const perform = async (name: string, change: (now: Corpus) => readonly FileChange[]): Promise<void> => {
    const begun = performance.now();
    const changes = change(library.corpora()[0] ?? corpus);
    const planned = performance.now();
    const done = await library.edit(name, changes);
    await done.written;
    const written = performance.now();
    const note = `${done.count} changes in ${changes.length} files, of ${corpus.sources.length}`;
    report({
      name: `${name}: the preview`,
      beside: 'the clock',
      ratio: planned - begun,
      target: 200,
      unit: 'ms',
      note,
    });
    report({
      name: `${name}: applied, written`,
      beside: 'the clock',
      ratio: written - planned,
      target: 2_000,
      unit: 'ms',
    });
  };
  await perform('merge of two entities', (now) => mergeEntities(now, [first.id], second.id));
  await perform('new id of an entity', (now) => changeEntityId(now, third.id, 'quite-another-id'));
  library.dispose();
}
