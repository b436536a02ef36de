/** What the tests of the safe write put into files; of the large ones it can be told whether they are whole. */
import type { World } from './fake-disk';

/** On a disk in memory. */
export const TARGET = '/d/002.txt.tags.yaml';
export const LOCK = '/d/.002.txt.tags.yaml.lock';
/** Of process 7, which tests declare dead. */
export const DEAD_LOCK = 'stancemark-lock 7 here boot1 s7 aaaaaaaa\n';
export const OLD = 'stancemark: 1\ntags: []\n';

export const bytes = (text: string) => new TextEncoder().encode(text);
export const text = (data: Uint8Array | undefined) => (data === undefined ? undefined : new TextDecoder().decode(data));
/** An edit that adds to what is there. */
export const appending = (what: string) => (now: Uint8Array | undefined) => bytes((text(now) ?? '') + what);

export /** Runs something before each call of a process that is alone: then its waits take their time at once. */
function before(world: World, run: () => void): (wait: number) => Promise<void> {
  return async (wait) => {
    world.time += wait;
    run();
  };
}

/** Some 20 kB of lines, each of which names the version, between a first and a last line. */
export function withVersion(version: number): Uint8Array {
  const lines = Array.from(
    { length: 400 + (version % 7) * 50 },
    (_, i) => `  - ${version} line ${i} ${'x'.repeat(40)}`,
  );
  return bytes(`version ${version}\n${lines.join('\n')}\nend ${version}\n`);
}

/** 0 for no file. Throws when it is not, byte for byte, what `withVersion` made. */
export function versionOf(data: Uint8Array | undefined): number {
  if (data === undefined) return 0;
  const version = Number(/^version (\d+)\n/.exec(text(data) ?? '')?.[1]);
  if (text(data) !== text(withVersion(version))) throw new Error(`damaged: ${data.length} bytes`);
  return version;
}
