/** One run of the model test: two windows and other tools on one disk; in the end everybody sees what a fresh look sees. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Library } from '../../../src/core/library/library';
import { isSourceUri } from '../../../src/core/files/addresses';
import { CODEBOOK, comeToRest, happenings, SOURCES, TEXT } from './acts';
import { makeLibrary } from './memory';
import { BOOK, Window, World } from './world';

async function newWorld(seed: number): Promise<World> {
  const world = new World(seed);
  for (const source of SOURCES.slice(0, 2)) world.disk.put(source, TEXT);
  world.disk.put(BOOK, CODEBOOK);
  world.windows.push(new Window(world), new Window(world));
  for (const window of world.windows) await window.library.readAll();
  return world;
}

/** What is known about the sources that are not only in somebody's editor: tags, details, entities. */
function seen(library: Library, onDisk: ReadonlySet<string>): unknown {
  return library.corpora().flatMap(({ sources, codebook }) =>
    sources
      .filter((source) => onDisk.has(source.uri))
      .map(({ uri, tags, details, dismissed, refusal, unsaved }) => ({
        uri,
        tags,
        details: [...details],
        dismissed,
        refusal,
        unsaved,
        book: codebook.uri,
        entities: codebook.entities,
        bookUnsaved: codebook.unsaved,
      }))
      .sort((one, two) => (one.uri < two.uri ? -1 : 1)),
  );
}

/** Everything, and how the tags stand in their texts. */
function found(library: Library): unknown {
  return library
    .corpora()
    .flatMap(({ sources }) => sources)
    .map(({ uri, tags, placements, missing, refusal, paragraphOf }) => {
      const paragraphs = tags.map((tag) => paragraphOf(tag.at.startLine));
      return { uri, tags, placements, missing, refusal, paragraphs };
    })
    .sort((one, two) => (one.uri < two.uri ? -1 : 1));
}

async function checkEnd(world: World): Promise<void> {
  const fresh = makeLibrary(world.disk);
  await fresh.readAll();
  const onDisk = new Set((await world.disk.list()).sidecars.map((uri) => uri.slice(0, -'.tags.yaml'.length)));
  for (const uri of world.disk.contents.keys()) if (isSourceUri(uri)) onDisk.add(uri);
  for (const { library } of world.windows) {
    assert.deepEqual(seen(library, onDisk), seen(fresh, onDisk));
    assert.deepEqual(library.unsaved(), []);
    for (const { sources } of library.corpora())
      for (const { uri, tags } of sources) if (!onDisk.has(uri)) assert.deepEqual(tags, [], `${uri} is nowhere`);
  }
  await fresh.check();
  for (const window of world.windows) {
    const kept = await window.nextStart();
    assert.deepEqual(found(kept), found(fresh), 'what was kept is not what is there');
  }
  const there = new Set(SOURCES.flatMap((source) => [...(world.tagsOnDisk(source)?.keys() ?? [])]));
  const givenUp = (id: string): boolean =>
    [...(world.sourcesOf.get(id) ?? [])].some((source) => world.wentAway.has(source));
  const missing = [...world.wanted].filter((id) => !there.has(id) && !givenUp(id));
  assert.deepEqual(missing, [], 'tags that nobody removed are not in any file');
}

/** `runs` sequences of up to `most` commands each; a failure is printed with its seed and shortest sequence. */
export async function runModel(runs: number, most: number, seed?: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(happenings, { maxCommands: most, size: 'max' }),
      fc.nat(),
      async (commands, numbers) => {
        const world = await newWorld(numbers);
        try {
          await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
          await comeToRest(world);
          await checkEnd(world);
        } finally {
          for (const { library } of world.windows) library.dispose();
        }
      },
    ),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  );
}
