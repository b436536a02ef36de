/** The core's port to files, over folders of this machine. Reads what is on disk and writes by the safe write alone. */
import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import {
  hasSidecarName,
  isCodebookUri,
  isSidecarUri,
  isSourceUri,
  isWithin,
  originalOf,
  sourceOfProposals,
} from '../core/files/addresses';
import type { Files, Home, Listing, Stamp } from '../core/ports';
import { MOST_BYTES } from '../core/yaml/reading';
import { decodeText } from '../disk/decode-text';
import { local as localFiles, type LocalFiles } from '../disk/local';
import { mustRead } from '../disk/must-read';
import { addressOf, pathOf } from './address';

/** The same limits as in the editor, in bytes. */
const LIMIT = MOST_BYTES;
const SOURCE_LIMIT = 50 * 1024 * 1024;

/** Folders that hold no sources: what version control and package managers keep. */
const PASSED_OVER: ReadonlySet<string> = new Set(['.git', '.svn', '.hg', 'CVS', 'node_modules']);

/** A source, a tags file of whatever (coders have their own), a codebook, proposals, a copy that a sync folder made. */
function isOurs(uri: string): boolean {
  return (
    isSourceUri(uri) ||
    hasSidecarName(uri) ||
    isCodebookUri(uri) ||
    sourceOfProposals(uri) !== undefined ||
    originalOf(uri) !== undefined
  );
}

export const local = localFiles as LocalFiles;

/** Something that was asked for and could not be read. */
export interface Unreadable {
  readonly path: string;
  readonly message: string;
}

export class FolderFiles implements Files {
  private readonly unread = new Map<string, string>();

  /** `roots` are addresses of folders, each of which codebooks are looked for in upward to it; `asked` are paths. */
  constructor(
    private readonly roots: readonly string[],
    private readonly asked: readonly { readonly path: string; readonly folder: boolean }[],
  ) {}

  /** Files that were there and could not be read. */
  get unreadable(): readonly Unreadable[] {
    return [...this.unread].map(([uri, message]) => ({ path: pathOf(uri), message }));
  }

  list(): Promise<Listing> {
    const all = this.listed();
    return Promise.resolve({
      sources: all.filter(isSourceUri),
      sidecars: all.filter(isSidecarUri),
      codebooks: all.filter(isCodebookUri),
    });
  }

  /** Addresses of everything that was asked for or lies below it, by the form of its name. */
  listed(): string[] {
    const found = new Set<string>();
    for (const { path: asked, folder } of this.asked) {
      if (folder) this.walk(asked, found);
      else found.add(addressOf(asked));
    }
    return [...found];
  }

  /** Addresses of all sidecars in the folders of these sources, whether these folders were asked for or not. */
  beside(sources: readonly string[]): string[] {
    const folders = new Set(sources.map((uri) => path.dirname(pathOf(uri))));
    return [...folders].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /\.tags\.yaml$/i.test(name))
        .map((name) => addressOf(path.join(folder, name))),
    );
  }

  private walk(top: string, found: Set<string>): void {
    const todo = [top];
    for (let folder = todo.pop(); folder !== undefined; folder = todo.pop()) {
      let entries;
      try {
        entries = readdirSync(folder, { withFileTypes: true });
      } catch (error) {
        this.unread.set(addressOf(folder), error instanceof Error ? error.message : String(error));
        continue;
      }
      for (const entry of entries) {
        const { name } = entry;
        const address = addressOf(path.join(folder, name));
        if (entry.isDirectory()) {
          if (!PASSED_OVER.has(name)) todo.push(path.join(folder, name));
        } else if (!isOurs(address)) continue;
        // Bytes that are no UTF-8 come as this sign, and the name made of it leads to nothing: the file would be missed by nobody.
        else if (name.includes('\ufffd') && !existsSync(pathOf(address)))
          this.unread.set(address, 'Its name is not in UTF-8, so it cannot be opened. Give it another name.');
        else found.add(address);
      }
    }
  }

  home(uri: string): Home | undefined {
    const folder = this.roots.find((root) => isWithin(root, uri));
    return folder === undefined ? undefined : { folder, name: decodeURIComponent(uri.slice(folder.length + 1)) };
  }

  read(uri: string): Promise<Uint8Array | undefined> {
    return this.noting(uri, () => local.read(pathOf(uri), LIMIT, this.topOf(uri)));
  }

  readText(uri: string): Promise<string | undefined> {
    return this.noting(uri, async () => {
      const bytes = await local.read(pathOf(uri), SOURCE_LIMIT);
      return bytes && decodeText(bytes);
    });
  }

  stamp(uri: string): Promise<Stamp | undefined> {
    return local.stamp(pathOf(uri));
  }

  async update(
    uri: string,
    edit: (now: Uint8Array | undefined) => Uint8Array | undefined,
  ): Promise<Uint8Array | undefined> {
    const top = this.topOf(uri);
    if (top !== undefined) await local.mustLieWithin(top, pathOf(uri));
    return (await local.update(pathOf(uri), edit, (bytes) => mustRead(uri, bytes))).after;
  }

  private topOf(uri: string): string | undefined {
    const root = this.roots.find((one) => isWithin(one, uri));
    return root === undefined ? undefined : pathOf(root);
  }

  private async noting<T>(uri: string, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      this.unread.set(uri, error instanceof Error ? error.message : String(error));
      throw error;
    }
  }
}
