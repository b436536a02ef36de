/**
 * What windows keep for the next session, in a local folder outside of every workspace. Another window on the same machine is
 * asked for by its process; one on another machine (a home folder on the network) by when it last said that it lives.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { KeptFiles } from '../core/ports';
import type { Holder } from './disk';
import { failedWith } from './file-error';

/** A window of another machine that has not said for so long that it lives does so no more, in milliseconds. */
const SILENCE = 60_000;

interface Sign extends Holder {
  /** Milliseconds since 1970. */
  readonly at: number;
}

export function keptIn(folder: string, me: Holder, alive: (pid: number, start: string) => boolean): KeptFiles {
  const fileOf = (name: string): string => path.join(folder, name);
  let made: Promise<unknown> | undefined;
  return {
    window: `${me.pid}-${randomBytes(6).toString('hex')}`,
    list: async () => (await present(fs.readdir(folder))) ?? [],
    read: (name) => present(fs.readFile(fileOf(name), 'utf8')),
    write: async (name, text) => {
      made ??= fs.mkdir(folder, { recursive: true });
      await made;
      const temp = fileOf(`${name}.tmp`);
      const handle = await fs.open(temp, 'w', 0o600);
      try {
        await handle.writeFile(text);
        // From here on it outlives the process; the disk has it a moment later.
        await fs.rename(temp, fileOf(name));
      } catch (error) {
        await handle.close();
        throw error;
      }
      handle
        .sync()
        .finally(() => handle.close())
        .catch(() => undefined); // A disk that cannot sync can lose it in a power cut, and only then.
    },
    remove: async (name) => {
      await present(fs.unlink(fileOf(name)));
    },
    rename: async (from, to) => (await present(fs.rename(fileOf(from), fileOf(to)).then(() => true))) ?? false,
    sign: () => JSON.stringify({ ...me, at: Date.now() } satisfies Sign),
    lives: (sign) => {
      const { pid, host, session, start, at } = JSON.parse(sign) as Sign;
      if (host !== me.host || session !== me.session) return Date.now() - at < SILENCE;
      return alive(pid, start);
    },
  };
}

/** Undefined: there is no such file. */
async function present<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (failedWith(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
