/**
 * `npm run bench:large`: 100,000 sources with 50 tags each and 1 GB of text, made in a temporary folder, opened, summed, searched,
 * checked and tagged; what each costs beside its limit. `SIZE=0.1` takes a tenth of the sources. Ends with exit code 1 when a
 * limit is missed. Times are those of a quiet machine of two cores; the stretches are the longest in which nobody else had a turn.
 */
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { checkSteps } from '../../src/core/checks';
import type { Corpus } from '../../src/core/corpus';
import { figureSteps } from '../../src/core/findings/figures';
import { START, SUM_FIGURES } from '../../src/core/findings/state';
import type { Library } from '../../src/core/library/library';
import type { Tag } from '../../src/core/model';
import { parseQuery } from '../../src/core/query';
import { mergeEntities } from '../../src/core/refactor/entities';
import { changesInPieces } from '../../src/core/refactor/pieces';
import { applyToSidecar } from '../../src/core/sidecar';
import { inPieces, type Steps } from '../../src/core/base/steps';
import { selectSteps, totalSteps } from '../../src/core/sums';
import { pieceAt } from '../../src/core/anchors/context';
import { findSteps } from '../../src/core/tree';
import { cacheIn, libraryOf } from './folder';
import { Monitor } from './monitor';
import { isMet, show, type Row } from './row';
import { below, randomFrom } from './truth';

const TAGS = 50;
const TEXT = 10_000;
const ENTITIES = 2_000;
/** Different sources; the others are copies of them under names of their own. */
const MADE = 200;

const SIZE = Number(process.env['SIZE'] ?? '1');
const SOURCES = Math.round(100_000 * SIZE);
const MILLIONS = (SOURCES * TAGS) / 1_000_000;

/** Milliseconds a million tags, and the longest stretch. */
const STRETCH = 50;

let missed = 0;

function tell(row: Omit<Row, 'beside'>): void {
  const whole = { ...row, beside: 'the clock' };
  if (!isMet(whole, 0)) missed++;
  show(whole, 0);
}

const WORDS = Array.from({ length: 3_000 }, (_, i) => `${'aeiou'[i % 5] ?? 'a'}${i.toString(36)}`);

/** Half are mentions, half stances; few entities have most of them. */
function sourceWith(seed: number): { text: string; sidecar: string } {
  const random = randomFrom(seed);
  const some = (): number => Math.floor(Math.exp(random() * Math.log(ENTITIES)));
  let text = '';
  while (text.length < TEXT) {
    const words = Array.from({ length: 25 }, () => WORDS[below(random, WORDS.length)] ?? '').join(' ');
    text += `${words}.\n`;
  }
  const placeable = new PlaceableText(text);
  const tags = Array.from({ length: TAGS }, (_, i): Tag => {
    const from = below(random, text.length - 60);
    const tag = {
      id: `t${(seed * TAGS + i)
        .toString(26)
        .padStart(7, '0')
        .replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')}`,
      ...pieceAt(placeable, { from, to: from + 5 + below(random, 40) }),
    };
    if (i % 2 === 0) return { ...tag, entity: `e${some()}` };
    return {
      ...tag,
      stance: { holder: `e${some()}`, target: `e${some()}`, value: i % 4 === 1 ? 'critical' : 'supportive' },
    };
  });
  const { sidecar } = applyToSidecar(
    undefined,
    tags.map((tag) => ({ op: 'add', tag })),
  );
  return { text, sidecar: sidecar.text };
}

async function fill(folder: string): Promise<void> {
  const made = Array.from({ length: Math.min(MADE, SOURCES) }, (_, i) => sourceWith(i + 1));
  const entities = Array.from(
    { length: ENTITIES + 1 },
    (_, i) => `  - id: e${i}\n    name: Entity ${i}\n    type: person\n`,
  );
  await fs.writeFile(path.join(folder, 'codebook.yaml'), `stancemark: 1\nentities:\n${entities.join('')}`);
  for (let at = 0; at < SOURCES; at += 200) {
    await Promise.all(
      made
        .slice(0, SOURCES - at)
        .flatMap(({ text, sidecar }, i) => [
          fs.writeFile(path.join(folder, `${at + i}.txt`), text),
          fs.writeFile(path.join(folder, `${at + i}.txt.tags.yaml`), sidecar),
        ]),
    );
  }
}

/** How long some work takes, how much of that is the processor's, and its longest stretch without a turn for others; in milliseconds. */
async function timed<T>(work: () => Promise<T>): Promise<{ value: T; took: number; cpu: number; longest: number }> {
  globalThis.gc?.();
  const monitor = new Monitor();
  await monitor.begin();
  const [start, used] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const took = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return { value, took, cpu: (user + system) / 1_000, longest: await monitor.end() };
}

/** One piece of work: its time against `limit` (ms a million tags), and its longest stretch. */
async function measure<T>(name: string, limit: number, work: () => Promise<T>): Promise<T> {
  const { value, took, cpu, longest } = await timed(work);
  tell({
    name,
    ratio: took / 1_000,
    target: (limit * MILLIONS) / 1_000,
    unit: 's',
    note: `${(cpu / 1_000).toFixed(2)} s of the processor, all threads`,
  });
  tell({ name: `${name}: longest stretch`, ratio: longest, target: STRETCH, unit: 'ms' });
  return value;
}

function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Bytes of heap a tag that something takes more. */
function weighed(name: string, before: number, target: number): number {
  const now = heap();
  const { external, rss } = process.memoryUsage();
  const tags = SOURCES * TAGS;
  const note = `${(now / 1e6).toFixed(0)} MB of heap in all, ${(external / tags).toFixed(0)} bytes a tag outside of it, ${(rss / 1e6).toFixed(0)} MB of the machine’s memory`;
  tell({ name: `heap a tag, ${name}`, ratio: (now - before) / tags, target, unit: 'bytes', note });
  return now;
}

function corpusOf(library: Library): Corpus {
  const [corpus] = library.corpora();
  if (corpus?.sources.length !== SOURCES) throw new Error('Not all sources were found.');
  return corpus;
}

function lookAtAll(library: Library): Steps<number> {
  const { sources } = corpusOf(library);
  return (function* (): Steps<number> {
    let tags = 0;
    for (const source of sources) {
      tags += source.tags.length;
      yield tags / (SOURCES * TAGS);
    }
    return tags;
  })();
}

async function run(folder: string): Promise<void> {
  const made = await timed(() => fill(folder));
  console.log(`made in ${(made.took / 1_000).toFixed(0)} s`);
  await new Promise((resolve) => setTimeout(resolve, 3_000));

  const first = libraryOf(folder, { ...cacheIn(folder), load: () => Promise.resolve(new Map()) });
  await measure('open, cold', 8_000, async () => {
    await first.readAll();
    if ((await inPieces(lookAtAll(first))) !== SOURCES * TAGS) throw new Error('Not all tags were read.');
  });
  await measure('compare every text with its tags', 40_000, () => first.check());
  await measure('keep it for the next start', 4_000, () => first.remember(Date.now()));
  first.dispose();

  const empty = heap();
  const library = libraryOf(folder, cacheIn(folder));
  await measure('open, from the cache', 1_000, () => library.readAll());
  const opened = weighed('opened', empty, 100);
  await measure('look at every tag, the first time', 4_000, () => inPieces(lookAtAll(library)));
  const read = weighed('with every tag looked at, more', opened, 400);

  const corpus = corpusOf(library);
  await measure('totals of all entities', 2_000, () => inPieces(totalSteps(corpus)));
  const summed = weighed('with the totals, more', read, 100);
  for (const query of ['entity:e7', 'target:e3 axis:negative', 'uo']) {
    const parsed = parseQuery(query);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const name = `search: ${query}`;
    const found = await measure(name, 2_000, () => inPieces(findSteps(corpus, parsed.query)));
    console.log(
      `        ${found.count.toLocaleString('en')} passages in ${found.bySource.length.toLocaleString('en')} sources`,
    );
  }
  weighed('with searches, more', summed, 100);
  weighed('with sums and searches in use', empty, 400);
  const selection = await measure('findings: what the filters let in', 2_000, () => inPieces(selectSteps(corpus)));
  for (const id of SUM_FIGURES)
    await measure(`findings: ${id}`, 6_000, () => inPieces(figureSteps(selection, START, id)));
  await measure('checks', 6_000, () => inPieces(checkSteps(corpus)));

  const [source] = corpus.sources;
  if (!source) throw new Error('There is no source.');
  const tag = { ...(source.tags[0] as Tag), id: 'qqqqqqqqqq' };
  const { took, longest } = await timed(async () => {
    await (
      await library.edit('Tag', [{ kind: 'sidecar', uri: source.uri, changes: [{ op: 'add', tag }] }])
    ).written;
  });
  tell({ name: 'one tag more, on disk', ratio: took, target: 100, unit: 'ms' });
  tell({ name: 'one tag more: longest stretch', ratio: longest, target: STRETCH, unit: 'ms' });
  const now = corpusOf(library);
  const files = await measure('merge of an entity, worked out', 6_000, () =>
    inPieces(changesInPieces(now, (some) => mergeEntities(some, ['e900'], 'e901'))),
  );
  await measure(`merge an entity (${files.length.toLocaleString('en')} files)`, 6_000, async () => {
    await (
      await library.edit('Merge', files)
    ).written;
  });
  await measure('undo it', 6_000, async () => {
    await (
      await library.undo()
    )?.written;
  });
  library.dispose();
}

async function main(): Promise<void> {
  console.log(
    `${SOURCES.toLocaleString('en')} sources, ${(SOURCES * TAGS).toLocaleString('en')} tags, ${((SOURCES * TEXT) / 1e6).toFixed(0)} MB of text`,
  );
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stancemark-large-'));
  try {
    await run(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
  console.log(`\n${missed} limits missed`);
  process.exitCode = missed > 0 ? 1 : 0;
}

void main();
