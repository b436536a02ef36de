/** Ten times larger: how cost grows, the longest stretch in which nothing else has a turn, and a large workspace from the cache. */
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { checkSteps } from '../../src/core/checks';
import type { Corpus } from '../../src/core/corpus';
import { figureSteps } from '../../src/core/findings/figures';
import { START, SUM_FIGURES } from '../../src/core/findings/state';
import { choicesFor, firstOf } from '../../src/core/offers';
import { prepareSteps } from '../../src/core/find/rank';
import { parseQuery } from '../../src/core/query';
import { mergeEntities } from '../../src/core/refactor/entities';
import { changesInPieces } from '../../src/core/refactor/pieces';
import { finish, inPieces, type Steps } from '../../src/core/base/steps';
import { selectSteps, totalSteps } from '../../src/core/sums';
import { findSteps, stanceTreeSteps } from '../../src/core/tree';
import { cacheIn, libraryOf } from './folder';
import { Monitor } from './monitor';
import { fresh, generate } from './query';
import { byTurns, median, type Report } from './row';
import { fill } from './workspace';

const QUERIES = ['entity:e7', 'axis:negative target:e1', 'pipeline', 'near(entity:e1, axis:negative, 1 paragraph)'];

/** The work that is done in pieces, over the snapshots of one corpus. */
const WORK: readonly (readonly [string, (corpus: Corpus) => Iterable<Steps<unknown>>])[] = [
  [
    'search',
    function* (corpus) {
      for (const text of QUERIES) {
        const parsed = parseQuery(text);
        if (parsed.ok) yield findSteps(corpus, parsed.query);
      }
    },
  ],
  [
    'sums',
    function* (corpus) {
      yield totalSteps(corpus);
      yield stanceTreeSteps([corpus]);
    },
  ],
  [
    'findings',
    function* (corpus) {
      yield (function* (): Steps<void> {
        const selection = yield* selectSteps(corpus);
        for (const id of SUM_FIGURES) yield* figureSteps(selection, START, id);
      })();
    },
  ],
  [
    'checks',
    function* (corpus) {
      yield checkSteps(corpus);
    },
  ],
];

export async function bench(report: Report): Promise<void> {
  pick(report);
  // A window starts with an empty heap: not after a million tags, which make its garbage collector slow.
  await onDisk(report);
  await inMemory(report);
}

function pick(report: Report): void {
  const entities = Array.from({ length: 20_000 }, (_, i) => {
    return { id: `e${i}`, name: `Élan Person ${i}`, type: 'person', aliases: [`E${i}`, `Mr ${i}`] };
  });
  finish(prepareSteps(entities));
  let most = 0;
  const times = ['', 'e', 'el', 'elan per', 'person 19999', 'prson'].map((typed) => {
    const start = performance.now();
    const { shown } = firstOf(choicesFor(entities, { typed, words: 'some', recent: ['e3'] }));
    most = Math.max(most, JSON.stringify(shown).length);
    return performance.now() - start;
  });
  const note = `the longest key ${Math.max(...times).toFixed(0)} ms; at the most ${(most / 1_000).toFixed(0)} kB of rows`;
  report({
    name: 'pick among 20,000 entities, a key',
    beside: 'the clock',
    ratio: median(times),
    target: 100,
    unit: 'ms',
    note,
  });
}

async function inMemory(report: Report): Promise<void> {
  const small = generate(20_253, 1_000);
  const large = generate(20_253, 10_000);
  for (const [name, work] of WORK) {
    const one = timed(fresh(small, 'mem:/one/codebook.yaml'), work);
    const ten = timed(fresh(large, 'mem:/ten/codebook.yaml'), work);
    report({
      name: `${name}: exponent from 100,000 to 1,000,000 tags`,
      beside: 'a tenth of the tags',
      ratio: Math.log10(ten / one),
      target: 1.1,
      unit: '',
      note: `${one.toFixed(0)} ms, ${ten.toFixed(0)} ms; snapshots that nobody has asked anything`,
    });
    const monitor = new Monitor();
    const corpus = fresh(large, `mem:/${name}/codebook.yaml`);
    globalThis.gc?.();
    const steps = work(corpus);
    await monitor.begin();
    for (const one of steps) await inPieces(one);
    stretch(report, `${name}: longest stretch at 1,000,000 tags`, await monitor.end());
  }
  const monitor = new Monitor();
  await monitor.begin();
  const files = await inPieces(changesInPieces(large, (some) => mergeEntities(some, ['e2'], 'e1')));
  const note = `${files.length.toLocaleString('en')} files would change`;
  stretch(report, 'merge of entities, worked out: longest stretch at 1,000,000 tags', await monitor.end(), note);
}

function stretch(report: Report, name: string, ratio: number, note?: string): void {
  report({ name, beside: 'the clock', ratio, target: 50, unit: 'ms', ...(note !== undefined && { note }) });
}

function timed(corpus: Corpus, work: (corpus: Corpus) => Iterable<Steps<unknown>>): number {
  globalThis.gc?.();
  const start = performance.now();
  for (const steps of work(corpus)) finish(steps);
  return performance.now() - start;
}

const SOURCES = 10_000;
const TAGS = 50;

async function onDisk(report: Report): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stancemark-bench-'));
  try {
    await fill(folder, SOURCES / 50, TAGS, 50);
    // Files that were written to a moment ago are not kept.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await fromCache(report, folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function fromCache(report: Report, folder: string): Promise<void> {
  const first = libraryOf(folder, { ...cacheIn(folder), load: () => Promise.resolve(new Map()) });
  await first.readAll();
  await first.check();
  const json = first.corpora().flatMap(({ sources }) => sources.map(({ tags }) => JSON.stringify(tags)));
  await first.remember(Date.now());
  first.dispose();
  const names = Array.from({ length: SOURCES }, (_, n) => path.join(folder, `${n}.txt.tags.yaml`));
  const [ours, theirs] = await byTurns(
    3,
    async () => {
      const library = libraryOf(folder, cacheIn(folder));
      await library.readAll();
      if (library.corpora()[0]?.sources.length !== SOURCES) throw new Error('Not all sources were found.');
    },
    async () => {
      for (let at = 0; at < SOURCES; at += 500) {
        await Promise.all(
          names.slice(at, at + 500).map(async (name, i) => {
            await fs.readFile(name, 'utf8');
            return JSON.parse(json[at + i] as string) as unknown;
          }),
        );
      }
    },
  );
  const name = `open ${SOURCES.toLocaleString('en')} sources with ${TAGS} tags each, from the cache`;
  const note = `${ours.toFixed(0)} ms beside ${theirs.toFixed(0)} ms`;
  report({
    name,
    beside: 'reading the files and JSON.parse of the same tags',
    ratio: ours / theirs,
    target: 0.5,
    note,
  });
  report({ name, beside: 'the clock', ratio: ours, target: 500, unit: 'ms' });
  await weigh(report, folder);
}

/** What stays in memory of a workspace that is summed and searched. */
async function weigh(report: Report, folder: string): Promise<void> {
  const before = heap();
  const library = libraryOf(folder, cacheIn(folder));
  await library.readAll();
  const [corpus] = library.corpora();
  if (!corpus) throw new Error('There is no corpus.');
  await inPieces(totalSteps(corpus));
  for (const text of QUERIES) {
    const parsed = parseQuery(text);
    if (parsed.ok) await inPieces(findSteps(corpus, parsed.query));
  }
  const used = heap() - before;
  report({
    name: `heap a tag, ${SOURCES.toLocaleString('en')} sources with ${TAGS} tags each, sums and searches in use`,
    beside: 'the scales',
    ratio: used / (SOURCES * TAGS),
    target: 400,
    unit: 'bytes',
    note: `${(used / 1e6).toFixed(0)} MB for ${corpus.sources.length.toLocaleString('en')} sources`,
  });
  library.dispose();
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
