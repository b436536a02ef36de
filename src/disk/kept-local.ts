/**
 * What windows keep for the next session, in a local folder outside of every workspace. Another window on the same machine is
 * asked for by its process; one on another machine (a home folder on the network) by when it last said that it lives.
 */
import { close, closeSync, fsync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { KeptFiles } from '../core/ports';
import type { Holder } from './disk';
import { failedWith } from './file-error';
import { syncFolder } from './sync-folder';

/** A window of another machine that has not said for so long that it lives does so no more, in milliseconds. */
const SILENCE = 60_000;

/** Shorter texts are not worth compressing, in UTF-16 units. */
const SHORT = 4 * 1024;

/** Longer texts are not written at once, in UTF-16 units. */
const SMALL = 256 * 1024;
/** A disk that takes longer than this for a small text is not waited for by the whole process for a while, in milliseconds. */
const SLOW = 30;
const REST = 5 * 60_000;

const gzip = promisify<string, zlib.ZlibOptions, Buffer>(zlib.gzip);
const gunzip = promisify<Buffer, Buffer>(zlib.gunzip);

interface Sign extends Holder {
  /** Milliseconds since 1970. */
  readonly at: number;
}

export function keptIn(folder: string, me: Holder, alive: (pid: number, start: string) => boolean): KeptFiles {
  const fileOf = (name: string): string => path.join(folder, name);
  let made: Promise<unknown> | undefined;
  let slowUntil = 0;
  return {
    window: `${me.pid}-${Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex')}`,
    list: async () => (await present(fs.readdir(folder))) ?? [],
    read: async (name) => {
      const bytes = await present(fs.readFile(fileOf(name)));
      return bytes && textOf(bytes);
    },
    write: async (name, text, lasting = false) => {
      const temp = fileOf(`${name}.tmp`);
      if (!lasting && text.length < SMALL && performance.now() >= slowUntil) {
        const start = performance.now();
        try {
          writeNow(folder, temp, fileOf(name), text);
          return;
        } finally {
          if (performance.now() - start > SLOW) slowUntil = performance.now() + REST;
        }
      }
      made ??= fs.mkdir(folder, { recursive: true });
      try {
        await made;
      } catch (error) {
        made = undefined;
        throw error;
      }
      const handle = await fs.open(temp, 'w', 0o600);
      try {
        // The note of a large change says nearly the same of every tag, both ways.
        await handle.writeFile(lasting && text.length > SHORT ? await gzip(text, { level: 1 }) : text);
        if (lasting) await handle.sync();
        // From here on it outlives the process; the disk has it a moment later.
        await fs.rename(temp, fileOf(name));
      } catch (error) {
        await handle.close();
        await leave(temp);
        throw error;
      }
      if (lasting) {
        await handle.close();
        // Where a folder cannot be synced, a power cut within the next moment can lose it.
        await syncFolder(folder).catch(() => undefined);
        return;
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

/** No text begins with the mark of gzip, which is no UTF-8. What was cut off is not said to be anything: no JSON is empty. */
async function textOf(bytes: Buffer): Promise<string> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  return gunzip(bytes).then(
    (whole) => whole.toString('utf8'),
    () => '',
  );
}

/** A small text is written at once, before anything else in this process goes on; the disk has it a moment later. */
function writeNow(folder: string, temp: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  const handle = openSync(temp, 'w', 0o600);
  try {
    writeFileSync(handle, text);
    // From here on it outlives the process.
    renameSync(temp, file);
  } catch (error) {
    closeSync(handle);
    rmSync(temp, { force: true });
    throw error;
  }
  // A disk that cannot sync can lose it in a power cut, and only then.
  fsync(handle, () => close(handle, () => undefined));
}

/** On a full disk a part of a file would only take room; one that cannot be removed goes with its window's other files. */
async function leave(temp: string): Promise<void> {
  await fs.rm(temp, { force: true }).catch(() => undefined);
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
