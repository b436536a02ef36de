/** A library over a folder of this machine, read as the extension reads it, with a cache beside the files. */
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { Library } from '../../src/core/library/library';
import type { CacheStore, Files, Listing, Stamp } from '../../src/core/ports';
import { local } from '../../src/disk/local';

if (!local) throw new Error('This benchmark needs local files.');
const disk = local;

const LIMIT = 20 * 1024 * 1024;

/** The library's files over a folder of this machine, read as the extension reads them. */
class Folder implements Files {
  constructor(private readonly folder: string) {}

  private path(uri: string): string {
    return path.join(this.folder, uri.slice('file:///w/'.length));
  }

  async list(): Promise<Listing> {
    const names = (await fs.readdir(this.folder)).map((name) => `file:///w/${name}`);
    return {
      sources: names.filter((name) => name.endsWith('.txt')),
      sidecars: names.filter((name) => name.endsWith('.tags.yaml')),
      codebooks: names.filter((name) => name.endsWith('/codebook.yaml')),
    };
  }

  home(uri: string): { folder: string; name: string } {
    return { folder: 'file:///w', name: uri.slice('file:///w/'.length) };
  }

  read(uri: string): Promise<Uint8Array | undefined> {
    return disk.read(this.path(uri), LIMIT, this.folder);
  }

  async readText(uri: string): Promise<string | undefined> {
    const bytes = await disk.read(this.path(uri), LIMIT);
    return bytes && new TextDecoder().decode(bytes);
  }

  stamp(uri: string): Promise<Stamp | undefined> {
    return disk.stamp(this.path(uri));
  }

  async update(
    uri: string,
    change: (now: Uint8Array | undefined) => Uint8Array | undefined,
  ): Promise<Uint8Array | undefined> {
    const bytes = change(await this.read(uri));
    if (bytes) await fs.writeFile(this.path(uri), bytes);
    return bytes;
  }
}

/** What was kept of an earlier session, in the folder itself. */
export function cacheIn(folder: string): CacheStore {
  const file = path.join(folder, 'sidecars.cache');
  return {
    version: '1',
    load: async () => {
      const names = (await fs.readdir(folder)).filter((name) => name.startsWith('sidecars.cache.'));
      const blobs = new Map<number, Uint8Array>();
      // One after the other, as `host/cache-file.ts` does: all at once would take twice as long.
      for (const name of names) {
        blobs.set(Number(name.slice('sidecars.cache.'.length)), await fs.readFile(path.join(folder, name)));
      }
      return blobs;
    },
    save: (number, blob) => (blob ? fs.writeFile(`${file}.${number}`, blob) : fs.rm(`${file}.${number}`)),
  };
}

const quiet = (): void => undefined;

export function libraryOf(folder: string, cache?: CacheStore): Library {
  return new Library({
    files: new Folder(folder),
    store: { get: () => undefined, set: () => Promise.resolve() },
    log: { info: quiet, warn: quiet, error: quiet },
    random: Math.random,
    cache,
  });
}
