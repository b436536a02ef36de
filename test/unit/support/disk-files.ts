/** The library's files on a real disk, without VS Code: addresses are `file:` and a path without letters to escape. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Files, Home, Listing, Stamp } from '../../../src/core/ports';
import { isCodebookUri, isSidecarUri, isSourceUri } from '../../../src/core/files/addresses';
import { local as localFiles } from '../../../src/disk/local';

const LIMIT = 16 * 1024 * 1024;
const pathOf = (uri: string): string => uri.slice('file://'.length);

export class DiskFiles implements Files {
  private readonly local = localFiles ?? fail();

  constructor(
    readonly folder: string,
    /** How long a write waits before it begins, in milliseconds, as the extension's do. */
    private readonly delay = 0,
  ) {}

  uri(name: string): string {
    return `file://${path.join(this.folder, name)}`;
  }

  list(): Promise<Listing> {
    const all = fs.readdirSync(this.folder).map((name) => this.uri(name));
    return Promise.resolve({
      sources: all.filter(isSourceUri),
      sidecars: all.filter(isSidecarUri),
      codebooks: all.filter(isCodebookUri),
    });
  }

  home(uri: string): Home | undefined {
    return pathOf(uri).startsWith(this.folder)
      ? { folder: `file://${this.folder}`, name: path.basename(uri) }
      : undefined;
  }

  read(uri: string): Promise<Uint8Array | undefined> {
    return this.local.read(pathOf(uri), LIMIT);
  }

  async readText(uri: string): Promise<string | undefined> {
    const bytes = await this.read(uri);
    return bytes && new TextDecoder().decode(bytes);
  }

  stamp(uri: string): Promise<Stamp | undefined> {
    return this.local.stamp(pathOf(uri));
  }

  async update(uri: string, edit: (now: Uint8Array | undefined) => Uint8Array | undefined) {
    await new Promise((resolve) => setTimeout(resolve, this.delay));
    return (await this.local.update(pathOf(uri), edit)).after;
  }
}

function fail(): never {
  throw new Error('No local files.');
}
