/**
 * The tags of an open source through a key press, and the questions that hovers and highlights ask: 100,000 tags in 10 MB, nested
 * and overlapping. Beside a linear pass over the same tags as plain objects, and beside the interval tree that VS Code keeps its
 * own decorations in (`monaco-editor`, which is large and needed for nothing else).
 */
import assert from 'node:assert/strict';
import { LiveAnchors, type LiveAnchor } from '../../src/core/anchors/track';
import { median, type Row } from './row';
import { below, randomFrom, type Random } from './truth';

const SIZE = 10_000_000;
const TAGS = 100_000;
const EDITS = 1_000;
const QUERIES = 2_000;
const ROUNDS = 3;

interface Interval {
  readonly id: string;
  from: number;
  to: number;
}

/** Words, sentences, paragraphs, a few chapters. */
function intervals(random: Random): Interval[] {
  return Array.from({ length: TAGS }, (_, i) => {
    const kind = random();
    const length = 1 + below(random, kind < 0.7 ? 20 : kind < 0.95 ? 200 : kind < 0.9999 ? 2_000 : 500_000);
    const from = below(random, SIZE - length);
    return { id: `t${i}`, from, to: from + length };
  });
}

/** The median time of a call, in milliseconds. */
function timeOf(count: number, call: (i: number) => void): number {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    call(i);
    times.push(performance.now() - start);
  }
  return median(times);
}

/** The time of a call too short for the clock, in milliseconds: the median of the means of batches. */
function meanOf(count: number, batch: number, call: (i: number) => void): number {
  return (
    timeOf(count / batch, (i) => {
      for (let j = 0; j < batch; j++) call(i * batch + j);
    }) / batch
  );
}

type Move = (offset: number) => void;

function linear(all: readonly Interval[]): Move {
  return (offset) => {
    for (const one of all) {
      if (one.from >= offset) one.from++;
      if (one.to > offset) one.to++;
    }
  };
}

/** The part of VS Code's interval tree that is used here. */
interface TreeModule {
  readonly IntervalTree: new () => {
    insert(node: object): void;
    acceptReplace(offset: number, removed: number, inserted: number, forceMove: boolean): void;
  };
  readonly IntervalNode: new (id: string, start: number, end: number) => object;
}

async function editorTree(all: readonly Interval[]): Promise<Move> {
  // @ts-expect-error: an internal file without types
  const peer = (await import('monaco-editor/editor/common/model/intervalTree.js')) as TreeModule;
  const tree = new peer.IntervalTree();
  for (const { id, from, to } of all) tree.insert(new peer.IntervalNode(id, from, to));
  return (offset) => tree.acceptReplace(offset, 0, 1, false);
}

export async function bench(report: (row: Row) => void): Promise<void> {
  const random = randomFrom(7);
  const all = intervals(random);
  const anchors = all.map(({ id, from, to }): LiveAnchor => ({ id, pieces: [{ from, to }] }));
  const line = 'the words of a source that stands for many, one line after the other\n';
  const live = new LiveAnchors(line.repeat(Math.ceil(SIZE / line.length)).slice(0, SIZE), anchors);
  const plain = all.map((one) => ({ ...one }));
  const pass = linear(plain);
  const tree = await editorTree(all);

  const letter = (offset: number): void => void live.change([{ offset, removed: 0, text: 'x' }]);
  const [ours, theirs, editors]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    // Half of them anywhere, half of them one after another as in a sentence that is typed.
    const offsets = Array.from({ length: EDITS / 2 }, () => below(random, SIZE));
    for (let i = 0; i < EDITS / 2; i++) offsets.push(SIZE / 4 + i);
    ours.push(timeOf(EDITS, (i) => letter(offsets[i] as number)));
    theirs.push(timeOf(EDITS, (i) => pass(offsets[i] as number)));
    editors.push(timeOf(EDITS, (i) => tree(offsets[i] as number)));
  }
  for (const { id, from, to } of plain.slice(0, 1_000)) assert.deepEqual(live.spansOf(id), [{ from, to }]);
  const name = 'move 100,000 tags through one typed character in 10 MB';
  const own = median(ours);
  // The editor's tree keeps places only: no text, no undo, no way back for deleted ranges. So its figure is told, not a target.
  const editor = `${median(editors).toFixed(4)} ms`;
  const linearTime = `${median(theirs).toFixed(4)} ms`;
  const note = `own text and undo included; places alone: linear pass ${linearTime}, VS Code’s interval tree ${editor}`;
  report({ name, beside: 'the clock', ratio: own, target: 0.2, unit: 'ms', note });
  report({ name, beside: 'a linear pass', ratio: own / median(theirs), target: 0.5 });

  for (const [what, width, target] of [
    ['tags at a position', 0, 0.005],
    ['tags in a viewport', 8_000, 0.05],
  ] as const) {
    const offsets = Array.from({ length: QUERIES }, () => below(random, SIZE - width));
    const ask = (i: number): readonly string[] => {
      const offset = offsets[i] as number;
      return width === 0 ? live.at(offset) : live.within(offset, offset + width);
    };
    const filter = (i: number): Interval[] => {
      const offset = offsets[i] as number;
      return plain.filter(({ from, to }) =>
        width === 0 ? from <= offset && offset <= to : from < offset + width && to > offset,
      );
    };
    let found = 0;
    for (let i = 0; i < 100; i++) {
      const ids = ask(i);
      found += ids.length;
      assert.deepEqual(
        [...ids].sort(),
        filter(i)
          .map(({ id }) => id)
          .sort(),
      );
    }
    const [mine, filters]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(meanOf(QUERIES, 50, ask));
      filters.push(meanOf(50, 1, filter));
    }
    const time = median(mine);
    const about = `${(time * 1000).toFixed(1)} µs, ${Math.round(found / 100)} tags each, of 100,000`;
    report({ name: what, beside: 'the clock', ratio: time, target, unit: 'ms', note: about });
    report({ name: what, beside: 'a linear filter', ratio: time / median(filters), target: 0.05 });
  }
}
