/**
 * Finding tags again, beside Hypothesis' way (exact search, else `approx-string-match` for the quote, scored by context and place,
 * tag by tag) and beside `diff-match-patch` on the whole text. Truth comes from the generator; nothing is judged by the text.
 */
import search from 'approx-string-match';
import { diff_match_patch as DiffMatchPatch } from 'diff-match-patch';
import { findAgain } from '../../src/core/anchors/reanchor';
import { type Anchor, type Found } from '../../src/core/anchors/anchor';
import { anchorIn } from '../../src/core/anchors/context';
import { mapThrough } from '../../src/core/anchors/diff';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { editWorld, fateOf, judge, normalise, untouched, type Fate, type Verdict } from './fate';
import { median, type Report } from './row';
import { anchorsOf, makeTags, makeWorld, randomFrom, type TagRange } from './truth';

type Counts = Record<Verdict, number>;

const SIZE = 1_000_000;
const TAGS = 1000;
/** The peer takes a quarter of a minute and more for a thousand tags: it gets so many of them, and its time is scaled. */
const PEER_TAGS = 200;
/** Of each piece of work; the first one warms up. */
const RUNS = 6;

interface Work {
  readonly edits: number;
  readonly normalised: boolean;
  /** Least share of surviving tags with exact borders, in per cent, with the old text unknown and known. */
  readonly exact: number;
  /** The same where 32 units of context are all that there is. */
  readonly exactBefore: number;
  readonly exactKnown?: number;
  /** Most tags on wrong text, in per cent. */
  readonly wrong: number;
}

const WORKS: readonly Work[] = [
  { edits: 20, normalised: false, exact: 99.9, exactBefore: 99.9, exactKnown: 99.9, wrong: 0 },
  { edits: 200, normalised: false, exact: 99.9, exactBefore: 99.9, exactKnown: 99.9, wrong: 0 },
  { edits: 2000, normalised: false, exact: 99.2, exactBefore: 99, exactKnown: 99.5, wrong: 0.1 },
  { edits: 0, normalised: true, exact: 99.9, exactBefore: 98.5, wrong: 0 },
  { edits: 2000, normalised: true, exact: 99, exactBefore: 98, wrong: 0 },
];

/** Reports a row for each figure; `seeds` chooses the texts (a text of long lines and one of wrapped lines for each). */
export async function bench(report: Report, seeds: readonly number[] = [1, 2]): Promise<void> {
  for (const work of WORKS) {
    const name = `${work.edits} edits${work.normalised ? ', normalised' : ''}`;
    const ours: Counts = emptyCounts();
    const older: Counts = emptyCounts();
    const known: Counts = emptyCounts();
    const theirs: Counts = emptyCounts();
    const time: number[] = [];
    const peerTime: number[] = [];
    const mapTime: number[] = [];
    const diffTime: number[] = [];
    for (const seed of seeds) {
      for (const wrapped of [false, true]) {
        const { old, tags, fate } = prepare(seed, wrapped, work);
        const short = anchorsOf(old, tags);
        const anchors = grown(old, tags, short);
        globalThis.gc?.();
        for (let run = 0; run < RUNS; run++) {
          const [took, found] = timed(() => findAgain(fate.text, anchors));
          if (run > 0) {
            time.push(took);
            continue;
          }
          count(ours, tags, fate, (i) => placeOf(found[i]));
          const before = findAgain(fate.text, short);
          count(older, tags, fate, (i) => placeOf(before[i]));
          const some = short.filter((_, i) => i % Math.ceil(TAGS / PEER_TAGS) === 0);
          const [peer, places] = timed(() => some.map((anchor) => oneByOne(fate.text, anchor, offsetIn(old, anchor))));
          peerTime.push((peer * anchors.length) / some.length);
          const theirTags = tags.filter((_, i) => i % Math.ceil(TAGS / PEER_TAGS) === 0);
          count(theirs, theirTags, fate, (i) => places[i]);
        }
        if (work.exactKnown === undefined) continue;
        for (let run = 0; run < RUNS; run++) {
          const [took, mapped] = timed(() => {
            const map = mapThrough(old, fate.text);
            return tags.map((tag) => map(tag.from, tag.to));
          });
          const [diff] = timed(() => new DiffMatchPatch().diff_main(old, fate.text));
          if (run === 0) count(known, tags, fate, (i) => mapped[i]);
          else {
            mapTime.push(took);
            diffTime.push(diff);
          }
        }
      }
    }
    const peer = `Hypothesis' way (${PEER_TAGS} of ${TAGS} tags, scaled)`;
    const times = `${ms(time)} beside ${mean(peerTime).toFixed(0)} ms; theirs: ${told(theirs)}`;
    report({
      name: `find again, ${name}`,
      beside: peer,
      ratio: mean(peerTime) / median(time),
      target: 200,
      unit: 'times faster',
      note: times,
    });
    reportCounts(report, `find again, ${name}`, ours, work.exact, work.wrong);
    reportCounts(report, `find again, ${name}, files of before`, older, work.exactBefore, work.wrong);
    if (work.exactKnown === undefined) continue;
    const note = `${ms(mapTime)} beside ${ms(diffTime)}`;
    const ratio = median(mapTime) / median(diffTime);
    report({ name: `old text known, ${name}`, beside: 'diff-match-patch', ratio, target: 1.5, note });
    reportCounts(report, `old text known, ${name}`, known, work.exactKnown, 0);
  }
}

/**
 * The same anchors with as much context as a tag gets today: files of before have 32 units, so that passages in a refrain stand
 * whole in several places there, and are lost rather than put on a look-alike.
 */
function grown(text: string, tags: readonly TagRange[], anchors: readonly Anchor[]): Anchor[] {
  const placeable = new PlaceableText(text);
  return anchors.map((anchor, i) => {
    const { before, after } = anchorIn(placeable, tags[i] as TagRange);
    return { ...anchor, before, after };
  });
}

function placeOf(found: Found | undefined): TagRange | undefined {
  return found?.kind === 'lost' ? undefined : found;
}

function prepare(seed: number, wrapped: boolean, work: Work): { old: string; tags: TagRange[]; fate: Fate } {
  const random = randomFrom(1000 * seed + work.edits + (wrapped ? 1 : 0));
  const world = makeWorld(random, SIZE, wrapped);
  const tags = makeTags(random, world.text, TAGS);
  const edited = work.edits > 0 ? editWorld(random, world, work.edits) : untouched(world.text);
  return { old: world.text, tags, fate: work.normalised ? normalise(edited, wrapped) : edited };
}

/** Errors as shares in per cent: not exact, wrong, and destroyed tags put on other text. */
function reportCounts(report: Report, name: string, counts: Counts, exact: number, wrong: number): void {
  const living = counts.exact + counts.shifted + counts.wrong + counts.lost;
  const beside = 'the truth';
  const unit = '%';
  const missed = 100 - (100 * counts.exact) / living;
  report({ name: `${name}: not exact`, beside, ratio: missed, target: 100 - exact, unit, note: told(counts) });
  report({ name: `${name}: wrong place`, beside, ratio: (100 * counts.wrong) / living, target: wrong, unit });
  report({ name: `${name}: destroyed tags on other text`, beside, ratio: counts.foreign, target: 0, unit: 'tags' });
}

const emptyCounts = (): Counts => ({ exact: 0, shifted: 0, wrong: 0, lost: 0, destroyed: 0, foreign: 0 });

function count(
  counts: Counts,
  tags: readonly TagRange[],
  fate: Fate,
  foundAt: (i: number) => TagRange | undefined,
): void {
  tags.forEach((tag, i) => counts[judge(fateOf(tag, fate), foundAt(i))]++);
}

function told(counts: Counts): string {
  return Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([verdict, n]) => `${n} ${verdict}`)
    .join(', ');
}

function timed<T>(run: () => T): [number, T] {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
}

/** The peer's tags take very different times, so that each sample counts. */
function mean(times: readonly number[]): number {
  return times.reduce((sum, one) => sum + one, 0) / Math.max(1, times.length);
}

const ms = (times: readonly number[]): string => `${median(times).toFixed(0)} ms`;

function offsetIn(old: string, anchor: Anchor): number {
  let at = 0;
  for (let line = 0; line < anchor.line; line++) at = old.indexOf('\n', at) + 1;
  return at + anchor.column;
}

/**
 * The way of the annotation client (its weights: quote 50, contexts 20 each, place 2): all exact occurrences, or else the
 * approximate ones with errors up to half of the quote; the best score wins, however low.
 */
function oneByOne(text: string, anchor: Anchor, hint: number): TagRange | undefined {
  const { quote } = anchor;
  const matches: { start: number; end: number; errors: number }[] = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    matches.push({ start: at, end: at + quote.length, errors: 0 });
  }
  if (matches.length === 0) matches.push(...search(text, quote, Math.min(256, quote.length / 2)));
  let best: TagRange | undefined;
  let highest = -Infinity;
  for (const match of matches) {
    const before = text.slice(Math.max(0, match.start - anchor.before.length), match.start);
    const after = text.slice(match.end, match.end + anchor.after.length);
    const score =
      50 * (1 - match.errors / quote.length) +
      20 * likeness(before, anchor.before) +
      20 * likeness(after, anchor.after) +
      2 * (1 - Math.abs(match.start - hint) / text.length);
    if (score > highest) [best, highest] = [{ from: match.start, to: match.end }, score];
  }
  return best;
}

function likeness(text: string, wanted: string): number {
  if (wanted === '' || text === '') return wanted === text ? 1 : 0;
  if (text === wanted) return 1;
  const errors = search(text, wanted, wanted.length)[0]?.errors ?? wanted.length;
  return 1 - errors / wanted.length;
}
