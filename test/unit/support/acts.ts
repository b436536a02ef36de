/** What can happen, one command of fast-check each: a kind, a window, a source and three numbers that choose the rest. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PlaceableText } from '../../../src/core/anchors/placeable';
import type { FileChange, SidecarChange } from '../../../src/core/changes';
import type { Tag } from '../../../src/core/model';
import { isSidecarUri, sidecarOf } from '../../../src/core/files/addresses';
import { applyToSidecar, readSidecar } from '../../../src/core/sidecar';
import { newTagId } from '../../../src/core/sidecar/ids';
import { pieceAt } from '../../../src/core/anchors/context';
import { BOOK, FOLDER, type Failing, type Window, type World } from './world';
import { seeded } from './memory';

export const SOURCES = ['a.txt', 'b.txt', 'c.txt'].map((name) => FOLDER + name);
export const TEXT = [
  'Aysel met the harbour master at the gate.',
  'The harbour master said no to Aysel 🙂 and to her sister.',
  '',
  'Nobody on the quay believed the harbour master any more.',
  'Aysel wrote a letter; the ferry company answered it in May.',
  '',
].join('\n');
export const CODEBOOK =
  'stancemark: 1\ntypes: [person, other]\nentities:\n  - id: aysel\n    name: Aysel\n    type: person\n';
const WORDS = ['', 'x', ' and ', 'Aysel', '\n', 'the harbour master ', '🙂', 'A new sentence stands here now.\n'];
const NOTES = ['mine', 'theirs', 'a "quoted" word: # and so on', 'zwei\nZeilen'];

interface Scene {
  world: World;
  window: Window;
  source: string;
  a: number;
  b: number;
  c: number;
}

type Act = (scene: Scene) => Promise<void> | void;

const oneOf = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

const tagOf = ({ window, source, a }: Scene): Tag | undefined => oneOf(window.library.source(source)?.tags ?? [], a);

function newTag(text: string, { world, a, b, c }: Scene): Tag | undefined {
  const from = a % Math.max(1, text.length);
  const range = { from, to: Math.min(text.length, from + 1 + (b % 20)) };
  if (
    text.slice(range.from, range.to).trim() === '' ||
    /^[\udc00-\udfff]|[\ud800-\udbff]$/.test(text.slice(range.from, range.to))
  )
    return undefined;
  const id = newTagId(seeded(world.nextSeed()), () => false);
  return { id, ...pieceAt(new PlaceableText(text), range), entity: c % 2 ? 'aysel' : 'master' };
}

const change = (uri: string, ...changes: SidecarChange[]): FileChange[] => [{ kind: 'sidecar', uri, changes }];

/** Another tool changes the tags of a file by their text; a file that cannot be read is left alone. */
function byHand({ world, source }: Scene, make: (tags: readonly Tag[]) => SidecarChange | undefined): void {
  const uri = sidecarOf(source);
  const text = world.disk.text(uri);
  const reading = text === undefined ? undefined : readSidecar(text);
  if (reading && !reading.ok) return;
  const now = reading?.value;
  const one = make(now?.tags ?? []);
  if (!one) return;
  world.put(uri, applyToSidecar(now, [one]).sidecar.text);
  if (one.op === 'add') world.wanted.add(one.tag.id);
  if (one.op === 'remove') world.wanted.delete(one.id);
}

const ACTS: Readonly<Record<string, Act>> = {
  open: ({ window, source }) => window.open(source),
  close: ({ window, source }) => window.close(source),
  async tag(scene) {
    const { window, source } = scene;
    await window.open(source);
    const tag = newTag(window.documents.get(source)?.text ?? '', scene);
    if (tag) await window.edit(change(source, { op: 'add', tag }));
  },
  async tagWithNewEntity(scene) {
    const { window, source, b } = scene;
    const tag = newTag(window.documents.get(source)?.text ?? '', scene);
    if (!tag) return;
    const entity = { id: `e${b}`, name: `Entity ${b}`, type: 'person', aliases: [] };
    await window.edit([
      { kind: 'codebook', uri: BOOK, changes: [{ op: 'add-entity', entity }] },
      ...change(source, { op: 'add', tag: { ...tag, entity: entity.id } as Tag }),
    ]);
  },
  async note(scene) {
    const tag = tagOf(scene);
    if (tag)
      await scene.window.edit(change(scene.source, { op: 'set', id: tag.id, set: { note: oneOf(NOTES, scene.b) } }));
  },
  async move(scene) {
    const tag = tagOf(scene);
    const fresh = newTag(scene.window.documents.get(scene.source)?.text ?? '', scene);
    if (!tag || !fresh) return;
    const { at, quote, before, after } = fresh;
    await scene.window.edit(
      change(scene.source, { op: 'set', id: tag.id, set: { pieces: [{ at, quote, before, after }] } }),
    );
  },
  async remove(scene) {
    const tag = tagOf(scene);
    if (tag) await scene.window.edit(change(scene.source, { op: 'remove', id: tag.id }));
  },
  undo: ({ window }) => window.undo(),
  redo: ({ window }) => window.redo(),
  type({ window, source, a, b, c }) {
    const text = window.documents.get(source)?.text ?? '';
    const offset = a % (text.length + 1);
    const removed = Math.min(text.length - offset, c % 3 === 0 ? b % 12 : 0);
    window.type(source, { offset, removed, text: oneOf(WORDS, b + c) ?? '' });
  },
  save: ({ window, source }) => window.save(source),
  keep({ window }) {
    window.begin(window.keep());
  },
  async accept({ window, source }) {
    await window.settled();
    window.begin(window.library.accept(source));
  },
  toolAdds(scene) {
    byHand(scene, () => {
      const tag = newTag(scene.world.disk.text(scene.source) ?? '', scene);
      return tag && { op: 'add', tag: { ...tag, by: 'tool' } };
    });
  },
  toolNotes(scene) {
    byHand(scene, (tags) => {
      const tag = oneOf(tags, scene.a);
      return tag && { op: 'set', id: tag.id, set: { note: oneOf(NOTES, scene.c) } };
    });
  },
  toolRemoves(scene) {
    byHand(scene, (tags) => {
      const tag = oneOf(tags, scene.a);
      return tag && { op: 'remove', id: tag.id };
    });
  },
  comment({ world, source }) {
    const uri = sidecarOf(source);
    const text = world.disk.text(uri);
    if (text !== undefined && !world.broken.has(uri)) world.put(uri, `# seen by hand\n${text}`);
  },
  breakFile({ world, source, a }) {
    const uri = sidecarOf(source);
    const mended = world.disk.text(uri);
    if (mended === undefined || world.broken.has(uri)) return;
    const marks = '<<<<<<< HEAD\n=======\n>>>>>>> other\n';
    const now = oneOf(['', mended + marks, mended + '  - id: "x', 'stancemark: 9\n'], a) ?? '';
    world.broken.set(uri, { now, mended });
    world.put(uri, now);
  },
  mendFile: ({ world, source }) => mend(world, sidecarOf(source)),
  deleteSidecar({ world, source }) {
    const uri = sidecarOf(source);
    if (world.broken.has(uri)) return;
    world.forget(uri);
    world.put(uri, undefined);
  },
  toolWritesSource({ world, source, a, b }) {
    const text = world.disk.text(source);
    if (text === undefined) return;
    const at = text.indexOf('\n', a % (text.length + 1)) + 1;
    world.put(source, text.slice(0, at) + (oneOf(WORDS, b) ?? '') + text.slice(at));
  },
  deleteSource: ({ world, source }) => world.put(source, undefined),
  bringSourceBack({ world, source }) {
    if (world.disk.text(source) === undefined) world.put(source, TEXT);
  },
  rename: ({ world, window, source, a }) => {
    const to = oneOf(SOURCES, a);
    // With a broken sidecar, or with its source open elsewhere, a rename is another story.
    if (!to || to === source || world.broken.has(sidecarOf(source))) return;
    world.wentAway.add(source);
    return window.rename(source, to);
  },
  async checkout({ world, a }) {
    const snapshot = oneOf(world.snapshots, a);
    if (!snapshot || world.broken.size > 0) return;
    for (const window of world.windows) await window.settled();
    for (const uri of new Set([...world.disk.contents.keys(), ...snapshot.keys()])) {
      if (isSidecarUri(uri)) world.forget(uri);
      world.put(uri, snapshot.get(uri));
    }
    // What could not be written yet goes on top of it, and may remove what has just come back.
    if (world.windows.some(({ library }) => library.unsaved().length > 0)) return;
    for (const source of SOURCES) for (const id of world.tagsOnDisk(source)?.keys() ?? []) world.wanted.add(id);
  },
  commit({ world }) {
    if (world.broken.size > 0) return;
    world.snapshots.push(new Map([...world.disk.contents.keys()].map((uri) => [uri, world.disk.text(uri) as string])));
  },
  hint({ window, a }) {
    const [uri] = window.hints.splice(a % Math.max(1, window.hints.length), 1);
    if (uri !== undefined) window.follow(uri);
  },
  fail({ window, a }) {
    window.files.failing = oneOf<Failing>(['before', 'after', 'no', 'no'], a) ?? 'no';
  },
  flush: ({ window }) => window.begin(window.library.flush()),
  settle: ({ window }) => window.settled(),
  restart: ({ window }) => window.restart(),
};

function mend(world: World, uri: string): void {
  const broken = world.broken.get(uri);
  if (!broken) return;
  world.broken.delete(uri);
  world.put(uri, broken.mended);
}

class Happening implements fc.AsyncCommand<object, World> {
  constructor(
    private readonly kind: string,
    private readonly where: number,
    private readonly numbers: readonly [number, number, number],
  ) {}

  check(): boolean {
    return true;
  }

  async run(_: object, world: World): Promise<void> {
    const [a, b, c] = this.numbers;
    const window = world.windows[this.where % 2] as Window;
    const source = SOURCES[(this.where >> 1) % SOURCES.length] as string;
    await ACTS[this.kind]?.({ world, window, source, a, b, c });
    await world.wait();
    for (const [uri, { now }] of world.broken) assert.equal(world.disk.text(uri), now, `${uri} was written over`);
  }

  toString(): string {
    return `${this.kind}(${this.where}, ${this.numbers.join(', ')})`;
  }
}

/** All kinds of commands, those that make something to lose more often. */
export const happenings: fc.Arbitrary<fc.AsyncCommand<object, World>>[] = Object.keys(ACTS)
  .flatMap((kind) => (/^(tag|type|save|hint|undo)$/.test(kind) ? [kind, kind, kind] : [kind]))
  .map((kind) =>
    fc
      .tuple(fc.nat(5), fc.tuple(fc.nat(400), fc.nat(60), fc.nat(30)))
      .map(([where, numbers]) => new Happening(kind, where, numbers)),
  );

/** Everything is mended, saved and written; every window looks again. */
export async function comeToRest(world: World): Promise<void> {
  for (const uri of [...world.broken.keys()]) mend(world, uri);
  for (const window of world.windows) {
    window.files.failing = 'no';
    for (const source of SOURCES) {
      window.reload(source);
      window.save(source);
    }
    await window.settled();
  }
  for (const window of world.windows) {
    await window.library.readAll();
    await window.library.rescan();
    // A file that went away under a change is not made again unasked: the user gives the change up, and the others are written.
    for (let tries = 0; tries < 4; tries++) {
      window.giveUpGone();
      await window.library.flush().catch(() => undefined);
      await window.settled();
    }
    await window.library.flush();
    await window.settled();
  }
  for (const window of world.windows) {
    for (const source of SOURCES) window.reload(source);
    await window.library.rescan();
    await window.settled();
  }
}
