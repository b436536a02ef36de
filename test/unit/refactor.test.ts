import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileChange } from '../../src/core/changes';
import type { Corpus } from '../../src/core/corpus';
import type { Library } from '../../src/core/library/library';
import { recover } from '../../src/core/library/recover';
import {
  changeEntityId,
  changeEntityType,
  CannotRefactor,
  deleteEntity,
  mergeEntities,
  renameEntity,
  splitEntity,
} from '../../src/core/refactor/entities';
import { changeValueId, deleteValue, mergeValues, renameValue } from '../../src/core/refactor/values';
import { makeLibrary, MemoryFiles, MemoryStore } from './support/memory';

const BOOK = 'file:///w/codebook.yaml';
const SOURCES = ['file:///w/a.txt', 'file:///w/b.txt', 'file:///w/c.txt'];
const TEXT = 'Ada met Bo. Bo praised Ada, says Cy.\n';
const CODEBOOK = `# my codebook
stancemark: 1
types: [person, place]
stances:
  - {id: supportive, label: Supportive, axis: positive}
  - {id: critical, label: Critical, axis: negative} # harsh
entities:
  - id: ada
    name: Ada
    type: person
    aliases: [A., Bo] # two
    note: the first
  - id: bo
    name: Bo
    type: person
    mine: kept
  - id: cy
    name: Cy
    type: person
    note: the third
`;

/** Two mentions, a double of the first under another entity, and a stance with a reporter; with comments and unknown keys. */
function sidecar(first: string, second: string, holder: string, target: string, via: string): string {
  return `stancemark: 1
tags:
  # a comment
  - id: aaaaaaaa
    at: 1:1-1:4
    quote: "Ada"
    before: ""
    after: " met Bo. Bo praised Ada, says Cy"
    entity: ${first}
    note: one
    odd: [kept]
  - id: bbbbbbbb
    at: 1:1-1:4
    quote: "Ada"
    before: ""
    after: " met Bo. Bo praised Ada, says Cy"
    entity: ${second}
    note: two
  - id: cccccccc
    at: 1:13-1:27
    quote: "Bo praised Ada"
    before: "Ada met Bo. "
    after: ", says Cy.\\n"
    stance:
      holder: ${holder}
      target: ${target}
      value: supportive
      via: [author, ${via}]
`;
}

const IDS = ['ada', 'bo', 'cy'] as const;

interface World {
  readonly files: MemoryFiles;
  readonly store: MemoryStore;
  readonly library: Library;
}

async function world(sidecars: readonly string[]): Promise<World> {
  const files = new MemoryFiles();
  files.put(BOOK, CODEBOOK);
  sidecars.forEach((text, i) => {
    files.put(SOURCES[i] ?? '', TEXT);
    files.put(`${SOURCES[i] ?? ''}.tags.yaml`, text);
  });
  return open(files, new MemoryStore());
}

async function open(files: MemoryFiles, store: MemoryStore): Promise<World> {
  const library = makeLibrary(files, { store });
  await library.collect();
  await library.readAll();
  return { files, store, library };
}

function bytes({ files }: Pick<World, 'files'>): Record<string, string> {
  return Object.fromEntries([...files.contents.keys()].sort().map((uri) => [uri, files.text(uri) ?? '']));
}

function corpusOf({ library }: World): Corpus {
  return library.corpora()[0] ?? assert.fail('no corpus');
}

type Refactoring = (corpus: Corpus) => FileChange[];
const NEW = { id: 'new', name: 'New', type: 'person', aliases: [] };
const REFACTORINGS: Record<string, Refactoring> = {
  rename: (corpus) => renameEntity(corpus, 'ada', 'Ada Brandt', true),
  'change an id': (corpus) => changeEntityId(corpus, 'ada', 'ada-brandt'),
  'merge two': (corpus) => mergeEntities(corpus, ['bo'], 'ada'),
  'merge three': (corpus) => mergeEntities(corpus, ['bo', 'ada'], 'cy'),
  'split by words': (corpus) => splitEntity(corpus, 'ada', { form: 'ada' }, NEW),
  'split by source': (corpus) => splitEntity(corpus, 'ada', { source: SOURCES[0] ?? '' }, NEW),
  'change a type': (corpus) => changeEntityType(corpus, 'bo', 'place'),
  'delete with tags': (corpus) => deleteEntity(corpus, 'ada'),
  'delete and reassign': (corpus) => deleteEntity(corpus, 'ada', 'cy'),
  'rename a value': (corpus) => renameValue(corpus, 'supportive', 'For'),
  'change a value’s id': (corpus) => changeValueId(corpus, 'supportive', 'for'),
  'merge values': (corpus) => mergeValues(corpus, ['supportive'], 'critical'),
  'delete a value': (corpus) => deleteValue(corpus, 'supportive'),
};

const STANDARD = [
  sidecar('ada', 'bo', 'bo', 'ada', 'cy'),
  sidecar('bo', 'ada', 'ada', 'cy', 'bo'),
  sidecar('cy', 'ada', 'ada', 'bo', 'ada'),
];

describe('refactor', () => {
  it('merges: aliases, notes, references, doubles', async () => {
    const one = await world(STANDARD.slice(0, 1));
    await (
      await one.library.edit('Merge', mergeEntities(corpusOf(one), ['bo'], 'ada'))
    ).written;
    const [book, side] = [one.files.text(BOOK) ?? '', one.files.text(`${SOURCES[0] ?? ''}.tags.yaml`) ?? ''];
    assert.match(book, /aliases: \[A\., Bo\]/);
    assert.doesNotMatch(book, /id: bo/);
    assert.match(side, /# a comment\n {2}- id: aaaaaaaa/);
    assert.match(side, /odd: \[kept\]/);
    assert.doesNotMatch(side, /bbbbbbbb|: bo\n/);
    assert.deepEqual(one.library.tag(SOURCES[0] ?? '', 'aaaaaaaa')?.note, 'one\ntwo');
    assert.match(side, /holder: ada\n {6}target: ada\n/);
  });

  it('takes a deleted reporter out of the chain, and keeps the stance', async () => {
    const one = await world(STANDARD.slice(0, 1));
    await one.library.edit('Delete', deleteEntity(corpusOf(one), 'cy'));
    assert.deepEqual(one.library.tag(SOURCES[0] ?? '', 'cccccccc')?.stance?.via, ['author']);
    assert.equal(corpusOf(one).sources[0]?.tags.length, 3);
  });

  const refused: [string, Refactoring, CannotRefactor['code']][] = [
    ['an unknown entity', (corpus) => renameEntity(corpus, 'nobody', 'X'), 'unknown'],
    ['an empty name', (corpus) => renameEntity(corpus, 'ada', ' \n'), 'name-empty'],
    ['an id that is taken', (corpus) => changeEntityId(corpus, 'ada', 'bo'), 'id-taken'],
    ['an id that is none', (corpus) => changeEntityId(corpus, 'ada', 'author'), 'id-bad'],
    ['a merge with itself', (corpus) => mergeEntities(corpus, ['ada'], 'ada'), 'into-itself'],
    ['a split of nothing', (corpus) => splitEntity(corpus, 'ada', { form: 'zzz' }, NEW), 'nothing-chosen'],
    ['an unknown value', (corpus) => mergeValues(corpus, ['supportive'], 'zzz'), 'unknown'],
  ];
  for (const [name, run, code] of refused) {
    it(`refuses ${name}`, async () => {
      const corpus = corpusOf(await world(STANDARD));
      assert.throws(
        () => run(corpus),
        (error) => error instanceof CannotRefactor && error.code === code,
      );
    });
  }

  for (const [name, run] of Object.entries(REFACTORINGS)) {
    it(`${name}: undo gives the same bytes, redo the same change`, async () => {
      const id = fc.constantFrom(...IDS);
      const file = fc.tuple(id, id, id, id, id).map((ids) => sidecar(...ids));
      await fc.assert(
        fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), async (sidecars) => {
          const one = await world(sidecars);
          const before = bytes(one);
          let changes: FileChange[];
          try {
            changes = run(corpusOf(one));
          } catch (error) {
            // Nothing to split off: what is refused is another test's.
            assert.ok(error instanceof CannotRefactor && error.code === 'nothing-chosen');
            return;
          }
          await (
            await one.library.edit(name, changes)
          ).written;
          const after = bytes(one);
          await (
            await one.library.undo()
          )?.written;
          assert.deepEqual(bytes(one), before);
          await (
            await one.library.redo()
          )?.written;
          assert.deepEqual(bytes(one), after);
          one.library.dispose();
        }),
        { numRuns: 25 },
      );
    });
  }
});

describe('recovery', () => {
  for (const name of ['change an id', 'merge three', 'split by words', 'delete with tags', 'merge values']) {
    const run = REFACTORINGS[name] as Refactoring;
    it(`finishes or takes back what a crash left of '${name}', after any number of files`, async () => {
      const whole = await world(STANDARD);
      const before = bytes(whole);
      const changes = run(corpusOf(whole));
      await (
        await whole.library.edit(name, changes)
      ).written;
      const after = bytes(whole);
      for (let survived = 0; survived < changes.length; survived++) {
        for (const way of ['finish', 'take back'] as const) {
          const one = await world(STANDARD);
          let left = survived;
          one.files.onWrite = () => {
            if (left-- <= 0) throw new Error('killed here');
          };
          const done = await one.library.edit(name, run(corpusOf(one)));
          await assert.rejects(done.written, /killed here/);
          one.library.dispose();
          one.files.onWrite = () => undefined;
          const next = await open(one.files, one.store);
          assert.equal(next.library.journal.halfDone().length, 1);
          await recover(next.library, way);
          assert.deepEqual(bytes(next), way === 'finish' ? after : before, `${way} after ${survived} files`);
          assert.equal(next.library.journal.halfDone().length, 0);
          next.library.dispose();
          assert.equal((await open(one.files, one.store)).library.journal.halfDone().length, 0);
        }
      }
    });
  }
});
