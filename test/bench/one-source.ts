/** One source with 100,000 tags beside one with 10,000: what each act costs, and the longest stretch in which nobody else has a turn. */
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { pieceAt } from '../../src/core/anchors/context';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { inPieces } from '../../src/core/base/steps';
import { checkSteps } from '../../src/core/checks';
import type { Corpus } from '../../src/core/corpus';
import { figureSteps } from '../../src/core/findings/figures';
import { START, SUM_FIGURES } from '../../src/core/findings/state';
import type { Edited } from '../../src/core/library/library';
import type { Tag } from '../../src/core/model';
import { parseQuery } from '../../src/core/query';
import { applyToSidecar } from '../../src/core/sidecar';
import { selectSteps, totalSteps } from '../../src/core/sums';
import { findSteps } from '../../src/core/tree';
import { libraryOf } from './folder';
import { Monitor } from './monitor';
import type { Report } from './row';

const SMALL = 10_000;
const LARGE = 100_000;
const URI = 'file:///w/0.txt';
/** What takes less than this tells nothing of how it grows, in milliseconds. */
const MOMENT = 5;

const letters = (n: number): string =>
  n
    .toString(26)
    .padStart(7, '0')
    .replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '');

async function fill(folder: string, count: number): Promise<void> {
  let text = '';
  const begins: number[] = [];
  for (let i = 0; i < count; i++) {
    if (i % 4 === 0 && i > 0) text += '\n';
    begins.push(text.length);
    text += `Person${(i * 7_919) % 997} met word${i % 3_001} and w${(i * 31) % 4_099}. `;
  }
  const placeable = new PlaceableText(text);
  const tags = begins.map((from, i): Tag => {
    const [id, who] = [`t${letters(i)}`, `e${(i * 7_919) % 997}`];
    const piece = { id, ...pieceAt(placeable, { from, to: text.indexOf(' ', from) }) };
    if (i % 3 < 2) return { ...piece, entity: who };
    return { ...piece, stance: { holder: who, target: `e${i % 211}`, value: i % 2 ? 'critical' : 'supportive' } };
  });
  const { sidecar } = applyToSidecar(
    undefined,
    tags.map((tag) => ({ op: 'add', tag })),
  );
  const entities = Array.from({ length: 1_000 }, (_, i) => `  - id: e${i}\n    name: Person${i}\n    type: person\n`);
  await fs.writeFile(path.join(folder, 'codebook.yaml'), `stancemark: 1\nentities:\n${entities.join('')}`);
  await fs.writeFile(path.join(folder, '0.txt'), text);
  await fs.writeFile(path.join(folder, '0.txt.tags.yaml'), sidecar.text);
}

interface Cost {
  /** Milliseconds of the processor, all threads. */
  readonly cpu: number;
  readonly longest: number;
}

/** Every act on one source with so many tags, in the order in which a person would do them. */
async function acts(folder: string): Promise<ReadonlyMap<string, Cost>> {
  const costs = new Map<string, Cost>();
  const act = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    globalThis.gc?.();
    const monitor = new Monitor();
    await monitor.begin();
    const used = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(used);
    costs.set(name, { cpu: (user + system) / 1_000, longest: await monitor.end() });
    return result;
  };
  const library = libraryOf(folder);
  const text = await fs.readFile(path.join(folder, '0.txt'), 'utf8');
  const corpus = (): Corpus => library.corpora()[0] as Corpus;
  await act('read', () => library.readAll());
  await act('compare with the text', () => library.check());
  await act('totals', () => inPieces(totalSteps(corpus())));
  const query = parseQuery('near(entity:e1, axis:negative, 1 paragraph)');
  if (query.ok) await act('search', () => inPieces(findSteps(corpus(), query.query)));
  await act('findings', async () => {
    const selection = await inPieces(selectSteps(corpus()));
    for (const id of SUM_FIGURES) await inPieces(figureSteps(selection, START, id));
  });
  await act('checks', () => inPieces(checkSteps(corpus())));
  await act('open in an editor', () => library.opened(URI, () => text));
  await act('hover, 100 times', () => {
    for (let i = 0; i < 100; i++) library.tagsAt(URI, Math.floor((text.length * i) / 100));
  });
  const tag = { ...(corpus().sources[0]?.tags[0] as Tag), id: 'qqqqqqqqqq' };
  let done: Edited | undefined;
  await act('tag', async () => {
    done = await library.edit('Tag', [{ kind: 'sidecar', uri: URI, changes: [{ op: 'add', tag }] }]);
  });
  await act('… written', () => done?.written);
  await act('undo', async () => {
    done = await library.undo();
  });
  await act('… written again', () => done?.written);
  let now = text;
  const type = (typed: string): void => {
    now = typed + now;
    library.changed(URI, [{ offset: 0, removed: 0, text: typed }], () => now);
  };
  await act('a key press', () => type('x'));
  await act('save', () => library.saved(URI, now));
  await act('a line above all tags', () => type('\n'));
  await act('save them all', () => library.saved(URI, now));
  library.dispose();
  return costs;
}

async function costsOf(count: number): Promise<ReadonlyMap<string, Cost>> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stancemark-bench-'));
  try {
    await fill(folder, count);
    return await acts(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

export async function bench(report: Report): Promise<void> {
  // Once for nothing, so that no act pays for what is compiled with its first call.
  await costsOf(SMALL);
  const [small, large] = [await costsOf(SMALL), await costsOf(LARGE)];
  let [one, ten] = [0, 0];
  for (const [name, { cpu, longest }] of large) {
    const before = small.get(name)?.cpu ?? 0;
    [one, ten] = [one + before, ten + cpu];
    const note = `${before.toFixed(0)} ms of the processor at 10,000, ${cpu.toFixed(0)} ms at 100,000`;
    const grows = cpu < MOMENT ? '' : `; exponent ${Math.log10(cpu / Math.max(before, MOMENT / 10)).toFixed(2)}`;
    report({
      name: `one source of 100,000 tags, ${name}: longest stretch`,
      beside: 'the clock',
      ratio: longest,
      target: 50,
      unit: 'ms',
      note: note + grows,
    });
  }
  report({
    name: 'one source, all of these acts: exponent from 10,000 to 100,000 tags',
    beside: 'a tenth of the tags',
    ratio: Math.log10(ten / one),
    target: 1.1,
    unit: '',
    note: `${one.toFixed(0)} ms, ${ten.toFixed(0)} ms of the processor`,
  });
}
