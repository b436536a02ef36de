/**
 * A disk in memory on which any one system call can fail, do a part, do its work and then say that it failed, lie, or be the
 * last thing that its process (or the whole machine) ever did. Time is virtual.
 */
import type { Disk, DiskFile, DiskStat, Holder } from '../../../src/disk/disk';

interface Node {
  data: Uint8Array;
  /** What a power cut leaves of it. */
  synced: Uint8Array;
  mode: number;
  modified: number;
  readonly id: string;
}

export type FaultKind =
  | { readonly code: string; readonly late?: boolean }
  /** Half of the bytes, and the right count. */
  | 'short'
  /** Half of the bytes, and the count of all: what a full disk does under a careless writer. */
  | 'lie'
  /** All bytes, one of them wrong. */
  | 'flip'
  /** The process ends before the call, in the middle of it, or after it. */
  | 'death before'
  | 'death amid'
  | 'death after'
  /** The machine ends. What was not synced is gone; so are, in the second case, names since the last sync of the folder. */
  | 'power cut'
  | 'power cut, names lost';

export interface Plan {
  readonly at: number;
  readonly kind: FaultKind;
  /** From then on, every call. */
  readonly forever?: boolean;
}

/** Thrown by every call of a process that is dead: nothing it does afterwards has an effect. */
export class Death extends Error {}

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
}

/** All files live in one folder, `/d`. */
export class World {
  names = new Map<string, Node>();
  private syncedNames = new Map<string, Node>();
  readonly dead = new Set<string>();
  boot = 1;
  time = 1_000_000;
  private count = 0;
  private random: () => number;

  constructor(seed = 1) {
    this.random = randomFrom(seed);
  }

  /** A file that has been there for long. */
  put(path: string, text: string, mode = 0o644): void {
    const data = new TextEncoder().encode(text);
    this.names.set(path, { data, synced: data, mode, modified: this.time - 3_600_000, id: `i${this.count++}` });
    this.syncedNames = new Map(this.names);
  }

  text(path: string): string | undefined {
    const node = this.names.get(path);
    return node && new TextDecoder().decode(node.data);
  }

  /** Every name but those of the targets. */
  others(...targets: string[]): string[] {
    return [...this.names.keys()].filter((name) => !targets.includes(name));
  }

  powerCut(namesLost: boolean): void {
    if (namesLost) this.names = new Map(this.syncedNames);
    for (const node of this.names.values()) node.data = node.synced;
    this.boot++;
    this.time += 60_000;
  }

  private node(path: string, syscall: string): Node {
    const node = this.names.get(path);
    if (!node) throw systemError('ENOENT', syscall);
    return node;
  }

  private stat(node: Node): DiskStat {
    const links = [...this.names.values()].filter((other) => other === node).length;
    const { mode, modified, id } = node;
    return { kind: 'file', size: node.data.length, mode, links, uid: 0, gid: 0, id, modified };
  }

  /**
   * The disk as one process sees it. `calls` counts its system calls; `step` is awaited before each of them (and told how long
   * to wait, if it is a wait).
   */
  process(pid: number, plan?: Plan, step?: (wait: number) => Promise<void>): Disk & { calls: number } {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the disk's methods are called with their own `this`.
    const world = this;
    const me: Holder = { pid, host: 'here', session: `boot${world.boot}`, start: `s${pid}` };
    const gone = () => world.dead.has(String(pid)) || me.session !== `boot${world.boot}`;
    const end = (kind: 'power cut' | 'power cut, names lost' | 'death') => {
      if (kind === 'death') world.dead.add(String(pid));
      else world.powerCut(kind === 'power cut, names lost');
      return new Death(kind);
    };

    /** `run` does the call's work; `part` a half of it, where there is such a thing. */
    async function call<T>(syscall: string, run: () => T, part?: (how: 'short' | 'lie' | 'flip') => T): Promise<T> {
      if (step) await step(0);
      if (gone()) throw new Death('dead');
      const k = disk.calls++;
      const kind = plan && (k === plan.at || (plan.forever && k > plan.at)) ? plan.kind : undefined;
      switch (kind) {
        case undefined:
          return run();
        case 'short':
        case 'lie':
        case 'flip':
          return part ? part(kind) : run();
        case 'death before':
          throw end('death');
        case 'death amid':
          part?.('short');
          throw end('death');
        case 'death after':
          run();
          throw end('death');
        case 'power cut':
        case 'power cut, names lost':
          run();
          throw end(kind);
        default:
          if (kind.late) run();
          throw systemError(kind.code, syscall);
      }
    }

    function file(node: Node): DiskFile {
      let written = 0;
      const write = (from: Uint8Array, at: number, count: number) => {
        node.data = Uint8Array.from([...node.data.subarray(0, written), ...from.subarray(at, at + count)]);
        written += count;
        node.modified = ++world.time;
        return count;
      };
      return {
        stat: () => call('fstat', () => world.stat(node)),
        read: (into, at) => {
          const read = (most: number) => {
            const some = node.data.subarray(at, Math.min(at + most, at + into.length - at));
            into.set(some, at);
            return some.length;
          };
          // A part of nothing would read as the end.
          return call(
            'read',
            () => read(Infinity),
            () => read(Math.max(1, (node.data.length - at) >> 1)),
          );
        },
        write: (from, at) => {
          const all = from.length - at;
          return call(
            'write',
            () => write(from, at, all),
            (how) => {
              if (how === 'flip') {
                const wrong = from.slice();
                wrong[at] = (wrong[at] ?? 0) ^ 1;
                return write(wrong, at, all);
              }
              const count = write(from, at, Math.max(1, all >> 1));
              return how === 'short' ? count : all;
            },
          );
        },
        chmod: (mode) => call('fchmod', () => void (node.mode = mode)),
        chown: () => call('fchown', () => undefined),
        sync: () => call('fsync', () => void (node.synced = node.data)),
        close: () => call('close', () => undefined),
      };
    }

    const disk = {
      calls: 0,
      me,
      passing: ['EBUSY'],
      lstat: (path: string) => call('lstat', () => world.stat(world.node(path, 'lstat'))),
      mayWrite: (path: string) => call('access', () => void world.node(path, 'access')),
      open: (path: string, how: 'read' | 'create', mode = 0o644) =>
        call('open', () => {
          if (how === 'read') return file(world.node(path, 'open'));
          if (world.names.has(path)) throw systemError('EEXIST', 'open');
          const nothing = new Uint8Array();
          const node = { data: nothing, synced: nothing, mode, modified: ++world.time, id: `i${world.count++}` };
          world.names.set(path, node);
          return file(node);
        }),
      link: (from: string, to: string) =>
        call('link', () => {
          if (world.names.has(to)) throw systemError('EEXIST', 'link');
          world.names.set(to, world.node(from, 'link'));
        }),
      rename: (from: string, to: string) =>
        call('rename', () => {
          const node = world.node(from, 'rename');
          world.names.delete(from);
          world.names.set(to, node);
        }),
      unlink: (path: string) => call('unlink', () => void (world.node(path, 'unlink'), world.names.delete(path))),
      list: (folder: string) =>
        call('scandir', () => [...world.names.keys()].map((path) => path.slice(folder.length + 1))),
      syncFolder: () => call('fsync', () => void (world.syncedNames = new Map(world.names))),
      aside: (folder: string) => Promise.resolve(folder),
      split: (path: string) => ({ folder: '/d', name: path.slice(3) }),
      join: (folder: string, name: string) => `${folder}/${name}`,
      alive: (other: number) => !world.dead.has(String(other)),
      now: () => world.time,
      clock: () => world.time,
      wait: async (milliseconds: number) => {
        if (gone()) throw new Death('dead');
        if (step) await step(Math.max(1, milliseconds));
        else world.time += milliseconds;
      },
      random: () =>
        Array.from({ length: 8 }, () => 'abcdefghijklmnopqrstuvwxyz234567'[Math.floor(world.random() * 32)]).join(''),
    };
    return disk;
  }
}

/** mulberry32: numbers in [0, 1). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Lets several processes make their calls one at a time, in an order drawn from a seed; any call may be put off for long. */
export class Schedule {
  private readonly waiting: { readonly at: number; readonly go: () => void }[] = [];

  constructor(
    private readonly world: World,
    private readonly random: () => number,
  ) {}

  readonly step = (wait: number): Promise<void> =>
    new Promise((go) => this.waiting.push({ at: this.world.time + wait, go }));

  /** Until all are done. `check` runs after each call. */
  async run(all: readonly Promise<unknown>[], check: () => void): Promise<void> {
    let done = false;
    const end = Promise.allSettled(all).then(() => (done = true));
    for (;;) {
      // What the last call set free runs up to the next call of its process.
      await new Promise((next) => setImmediate(next));
      check();
      if (done) break;
      let ready = this.waiting.filter(({ at }) => at <= this.world.time);
      if (ready.length === 0) {
        this.world.time = Math.min(...this.waiting.map(({ at }) => at));
        ready = this.waiting.filter(({ at }) => at <= this.world.time);
      }
      const one = ready[Math.floor(this.random() * ready.length)];
      if (!one) throw new Error('Everybody waits and nobody will go on.');
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.go();
    }
    await end;
  }
}
