/** Inside the core, imports go one way: no room needs one that needs it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const CORE = 'src/core';

/** Both files and their merge are one floor: each change of a file is a merge, and a merge reads and writes both. */
const FLOORS: Readonly<Record<string, string>> = { sidecar: 'files', codebook: 'files', merge: 'files' };

function roomOf(file: string): string {
  const [room = '', ...rest] = path.posix.relative(CORE, file).split('/');
  const name = rest.length > 0 || !room.includes('.') ? room : 'the contract';
  return FLOORS[name] ?? name;
}

/** Room → the rooms that it imports, each with a file that does. */
function imports(): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const name of readdirSync(CORE, { recursive: true, encoding: 'utf8' })) {
    const file = path.posix.join(CORE, name.replaceAll('\\', '/'));
    if (!file.endsWith('.ts')) continue;
    const from = roomOf(file);
    for (const [, wanted = ''] of readFileSync(file, 'utf8').matchAll(/ from '(\.[^']*)'/g)) {
      const to = roomOf(
        path.posix
          .join(path.posix.dirname(file), `${wanted}.ts`)
          .replace(/^(.*core\/[^/]+)\.ts$/, (whole, bare: string) => (existsAsRoom(bare) ? `${bare}/index.ts` : whole)),
      );
      if (to === from) continue;
      const list = found.get(from) ?? new Map<string, string>();
      if (!list.has(to)) list.set(to, file);
      found.set(from, list);
    }
  }
  return found;
}

const rooms = new Set(
  readdirSync(CORE, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map((one) => `${CORE}/${one.name}`),
);
function existsAsRoom(bare: string): boolean {
  return rooms.has(bare);
}

/** A way from a room back to itself; undefined where there is none. */
function circle(graph: ReturnType<typeof imports>): string | undefined {
  const done = new Set<string>();
  const walk = (room: string, way: readonly string[]): string | undefined => {
    if (way.includes(room)) return [...way.slice(way.indexOf(room)), room].join(' → ');
    if (done.has(room)) return undefined;
    for (const [next] of graph.get(room) ?? []) {
      const found = walk(next, [...way, room]);
      if (found !== undefined) return found;
    }
    done.add(room);
    return undefined;
  };
  for (const room of graph.keys()) {
    const found = walk(room, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe('rooms of the core', () => {
  const graph = imports();

  it('are found with what they import', () => {
    assert.ok(graph.size > 12);
    assert.ok(graph.get('anchors')?.has('text'));
  });

  it('a circle is seen', () => {
    const graphOfTwo = new Map([
      ['a', new Map([['b', 'a/x.ts']])],
      ['b', new Map([['a', 'b/y.ts']])],
    ]);
    assert.equal(circle(graphOfTwo), 'a → b → a');
  });

  it('hold all but the contract', () => {
    const loose = readdirSync(CORE).filter((name) => name.endsWith('.ts'));
    assert.deepEqual(loose, ['changes.ts', 'corpus.ts', 'globals.d.ts', 'model.ts', 'pieces.ts', 'ports.ts']);
  });

  it('import only rooms that do not need them', () => assert.equal(circle(graph), undefined));
});
