/** Opening a workspace of 1,000 sources with 50 tags each: the library over real files, beside reading and JSON.parse, and `yaml`. */
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';
import type { Files, Listing, Stamp } from '../../src/core/ports';
import { Library } from '../../src/core/library/library';
import { applyToSidecar } from '../../src/core/sidecar';
import type { Tag } from '../../src/core/model';
import { PlaceableText } from '../../src/core/anchors/place';
import { pieceAt } from '../../src/core/text/context';
import { local } from '../../src/host/local';
import { byTurns, type Report } from './row';
import { below, randomFrom } from './truth';

if (!local) throw new Error('This benchmark needs local files.');
const disk = local;

const SOURCES = 1_000;
const TAGS = 50;

const LIMIT = 20 * 1024 * 1024;

/** The library's files over a folder of this machine, read as the extension reads them. */
export class Folder implements Files {
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

  update(): Promise<never> {
    return Promise.reject(new Error('Opening a workspace writes nothing.'));
  }
}

export async function fill(folder: string): Promise<void> {
  const random = randomFrom(7);
  const words = Array.from({ length: 2_000 }, (_, i) => `w${i.toString(36)}`);
  for (let n = 0; n < SOURCES; n++) {
    const text = Array.from({ length: 40 }, () =>
      Array.from({ length: 25 }, () => words[below(random, words.length)]).join(' '),
    ).join('\n');
    const placeable = new PlaceableText(text);
    const tags = Array.from({ length: TAGS }, (_, i): Tag => {
      const from = below(random, text.length - 40);
      const id = `a${n.toString(32).padStart(4, 'b').slice(-4)}${i.toString(32).padStart(3, 'c').slice(-3)}`.replace(
        /[^a-z2-7]/g,
        'x',
      );
      return {
        id,
        ...pieceAt(placeable, { from, to: from + 5 + below(random, 30) }),
        entity: `entity-${below(random, 200)}`,
      };
    });
    const { sidecar } = applyToSidecar(
      undefined,
      tags.map((tag) => ({ op: 'add', tag })),
    );
    await fs.writeFile(path.join(folder, `${n}.txt`), text);
    await fs.writeFile(path.join(folder, `${n}.txt.tags.yaml`), sidecar.text);
    await fs.writeFile(path.join(folder, `${n}.json`), JSON.stringify(parse(sidecar.text)));
  }
  await fs.writeFile(path.join(folder, 'codebook.yaml'), 'stancemark: 1\nentities: []\n');
}

export async function bench(report: Report): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stancemark-bench-'));
  try {
    await fill(folder);
    const quiet = (): void => undefined;
    const open = async (): Promise<void> => {
      const library = new Library({
        files: new Folder(folder),
        store: { get: () => undefined, set: () => Promise.resolve() },
        log: { info: quiet, warn: quiet, error: quiet },
        random: Math.random,
      });
      await library.readAll();
      if (library.corpora()[0]?.sources.length !== SOURCES) throw new Error('Not all sources were read.');
    };
    const names = Array.from({ length: SOURCES }, (_, n) => n);
    const asJson = async (): Promise<void> => {
      await Promise.all(
        names.map(async (n) => {
          await fs.readFile(path.join(folder, `${n}.txt.tags.yaml`));
          JSON.parse(await fs.readFile(path.join(folder, `${n}.json`), 'utf8'));
        }),
      );
    };
    const [ours, json] = await byTurns(5, open, asJson);
    report({
      name: 'open 1,000 sources with 50 tags each, cold',
      beside: 'reading the files and JSON.parse of the same tags',
      ratio: ours / json,
      target: 3,
      note: `${ours.toFixed(0)} ms beside ${json.toFixed(0)} ms`,
    });
    // All of them and kept, as an open workspace keeps them: what is thrown away at once is cheaper than it looks.
    const kept: unknown[] = [];
    const start = performance.now();
    for (const n of names) kept.push(parse(await fs.readFile(path.join(folder, `${n}.txt.tags.yaml`), 'utf8')));
    const yaml = performance.now() - start;
    report({
      name: 'open 1,000 sources with 50 tags each, cold',
      beside: '`yaml` for the same files',
      ratio: yaml / ours,
      target: 20,
      unit: 'times faster',
      note: `${ours.toFixed(0)} ms beside ${yaml.toFixed(0)} ms for ${kept.length} files`,
    });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
