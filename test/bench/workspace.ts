/**
 * Opening a workspace of 1,000 sources with 50 tags each: the library over real files, beside reading and JSON.parse, and `yaml`;
 * once more from what was kept of the session before.
 */
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';
import type { Library } from '../../src/core/library/library';
import { applyToSidecar } from '../../src/core/sidecar';
import type { Tag } from '../../src/core/model';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { pieceAt } from '../../src/core/anchors/context';
import { cacheIn, libraryOf } from './folder';
import { byTurns, type Report } from './row';
import { below, randomFrom } from './truth';

const SOURCES = 1_000;
const TAGS = 50;

/** A tag id of its own for each number. */
function idOf(number: number): string {
  const digits = number.toString(26).padStart(7, '0');
  return `a${[...digits].map((digit) => String.fromCharCode(97 + parseInt(digit, 26))).join('')}`;
}

/** Sources with random tags, each so many times, and an empty codebook. */
export async function fill(folder: string, sources = SOURCES, count = TAGS, copies = 1): Promise<void> {
  const random = randomFrom(7);
  const words = Array.from({ length: 2_000 }, (_, i) => `w${i.toString(36)}`);
  for (let n = 0; n < sources; n++) {
    const text = Array.from({ length: 40 }, () =>
      Array.from({ length: 25 }, () => words[below(random, words.length)]).join(' '),
    ).join('\n');
    const placeable = new PlaceableText(text);
    const tags = Array.from({ length: count }, (_, i): Tag => {
      const from = below(random, text.length - 40);
      return {
        id: idOf(n * count + i),
        ...pieceAt(placeable, { from, to: from + 5 + below(random, 30) }),
        entity: `entity-${below(random, 200)}`,
      };
    });
    const { sidecar } = applyToSidecar(
      undefined,
      tags.map((tag) => ({ op: 'add', tag })),
    );
    for (let copy = 0; copy < copies; copy++) {
      const name = path.join(folder, `${copy * sources + n}.txt`);
      await fs.writeFile(name, text);
      await fs.writeFile(`${name}.tags.yaml`, sidecar.text);
    }
  }
  await fs.writeFile(path.join(folder, 'codebook.yaml'), 'stancemark: 1\nentities: []\n');
}

export async function bench(report: Report): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stancemark-bench-'));
  try {
    await fill(folder);
    // Files that were written to a moment ago are not kept.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await measure(report, folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function measure(report: Report, folder: string): Promise<void> {
  const names = Array.from({ length: SOURCES }, (_, n) => n);
  const read = (n: number): Promise<string> => fs.readFile(path.join(folder, `${n}.txt.tags.yaml`), 'utf8');
  const json = await Promise.all(names.map(async (n) => JSON.stringify(parse(await read(n)))));
  const asJson = (): Promise<unknown> =>
    Promise.all(
      names.map(async (n) => {
        await read(n);
        return JSON.parse(json[n] as string) as unknown;
      }),
    );
  /** All of it: found, read, and each tag looked at. */
  const cold = async (): Promise<void> => {
    const library = libraryOf(folder);
    await library.readAll();
    if (tagsOf(library) !== SOURCES * TAGS) throw new Error('Not all tags were read.');
  };
  const beside = 'reading the files and JSON.parse of the same tags';
  const name = `open ${SOURCES.toLocaleString('en')} sources with ${TAGS} tags each`;
  const [ours, theirs] = await byTurns(7, cold, asJson);
  report({ name: `${name}, cold`, beside, ratio: ours / theirs, target: 3, note: both(ours, theirs) });

  // All of them and kept, as an open workspace keeps them: what is thrown away at once is cheaper than it looks.
  const [again, yaml] = await byTurns(3, cold, async () => {
    const kept: unknown[] = [];
    for (const n of names) kept.push(parse(await read(n)));
    return kept;
  });
  report({
    name: `${name}, cold`,
    beside: '`yaml` for the same files',
    ratio: yaml / again,
    target: 20,
    unit: 'times faster',
    note: both(again, yaml),
  });

  const cache = cacheIn(folder);
  let last = libraryOf(folder, { ...cache, load: () => Promise.resolve(new Map()) });
  const without = await opened(last);
  await last.remember(Date.now());
  const warm = async (): Promise<void> => {
    last = libraryOf(folder, cache);
    await last.readAll();
    if (last.corpora()[0]?.sources.length !== SOURCES) throw new Error('Not all sources were found.');
  };
  const [cached, plain] = await byTurns(15, warm, asJson);
  const looked = performance.now();
  tagsOf(last);
  const parsed = performance.now() - looked;
  const compared = await opened(libraryOf(folder, cache));
  report({
    name: `${name}, from the cache`,
    beside,
    ratio: cached / plain,
    target: 0.3,
    note:
      `${both(cached, plain)}; all tags looked at then: ${parsed.toFixed(0)} ms more; ` +
      `with the texts compared as well: ${compared.toFixed(0)} ms, ${without.toFixed(0)} ms without a cache`,
  });
}

/** Reads everything and compares the texts; milliseconds. */
async function opened(library: Library): Promise<number> {
  const start = performance.now();
  await library.readAll();
  await library.check();
  return performance.now() - start;
}

function tagsOf(library: Library): number {
  return library.corpora().reduce((sum, { sources }) => sources.reduce((all, one) => all + one.tags.length, sum), 0);
}

const both = (one: number, other: number): string => `${one.toFixed(0)} ms beside ${other.toFixed(0)} ms`;
