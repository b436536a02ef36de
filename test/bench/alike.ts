/**
 * Look-alikes: formulaic texts (`formulaic.ts`) to which things are done, and where their tags are found, with the old text known
 * and without it, one tag alone and among others. What counts: tags on other text, and tags lost although every word stands.
 */
import { follow } from '../../src/core/anchors/follow';
import { findAgain } from '../../src/core/anchors/reanchor';
import { type Anchor, type Found } from '../../src/core/anchors/anchor';
import { anchorOf, standsAt } from '../../src/core/anchors/place';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { anchorIn } from '../../src/core/anchors/context';
import { fateOf, judge } from './fate';
import { DEEDS, done, KINDS, makeFormulaic, SAME_WORDS, tagIn, type Deed, type Kind } from './formulaic';
import { LISTS, makeList } from './lists';
import type { Report } from './row';
import { below, randomFrom, type TagRange } from './truth';

export interface Asked {
  /** First and last seed. */
  readonly seeds: readonly [number, number];
  /** Is the old text known? */
  readonly known: boolean;
  /** Are there other tags, on every second sentence or so? */
  readonly dense: boolean;
  readonly deeds?: readonly Deed[];
  /** Enumerations instead of formulaic prose. */
  readonly lists?: boolean;
  /** Told of each tag on other text, and of each that is lost although no word changed. */
  readonly bad?: (why: string) => void;
}

export interface Tally {
  /** Tags of deeds that change words or their order; of them on other text, as `placed` or as `moved`; lost though they stand. */
  all: number;
  placed: number;
  moved: number;
  lost: number;
  /** Of all: on text that is another's by the generator alone, since all that is written of the tag stands there at its position. */
  agrees: number;
  /** Tags of deeds that leave every word, and how many of them are lost or on other text. */
  same: number;
  sameLost: number;
}

const ITEMS = 60;
/** Tags that are judged in one text. */
const TAGS = 4;

export function tallied({ seeds: [first, last], known, dense, deeds, lists, bad }: Asked): Tally {
  const tally: Tally = { all: 0, placed: 0, moved: 0, lost: 0, agrees: 0, same: 0, sameLost: 0 };
  for (const deed of deeds ?? [...DEEDS, ...SAME_WORDS]) {
    for (let seed = first; seed <= last; seed++) {
      for (const kind of lists ? LISTS : KINDS) one(tally, { seed, kind, deed, known, dense, bad });
    }
  }
  return tally;
}

interface One extends Pick<Asked, 'known' | 'dense' | 'bad'> {
  readonly seed: number;
  readonly kind: string;
  readonly deed: Deed;
}

function one(tally: Tally, { seed, kind, deed, known, dense, bad }: One): void {
  const ofList = LISTS.indexOf(kind);
  const which = ofList < 0 ? KINDS.indexOf(kind as Kind) : 100 + ofList;
  const random = randomFrom(seed * 7919 + 31 * which + (dense ? 1 : 0));
  const world = ofList < 0 ? makeFormulaic(random, kind as Kind, ITEMS) : makeList(random, kind, ITEMS);
  const others = dense ? world.items.flatMap((_, i) => (random() < 0.5 ? [tagIn(random, world, i)] : [])) : [];
  const text = new PlaceableText(world.text);
  const anchorAt = (range: TagRange): Anchor => anchorOf(anchorIn(text, range));
  const otherAnchors = others.map(anchorAt);
  const same = (SAME_WORDS as readonly string[]).includes(deed);
  for (let i = 0; i < TAGS; i++) {
    const item = below(random, world.items.length);
    const tag = tagIn(random, world, item);
    const fate = done(random, world, item, deed);
    const anchors = [anchorAt(tag), ...otherAnchors];
    const found = known ? follow(world.text, fate.text, anchors) : findAgain(fate.text, anchors);
    [tag, ...others].forEach((range, k) => {
      const place = found[k] as Found;
      const truth = fateOf(range, fate);
      const verdict = judge(truth, place.kind === 'lost' ? undefined : place);
      const anchor = anchors[k] as Anchor;
      const elsewhere = verdict === 'wrong' || verdict === 'foreign';
      // Where all that the sidecar says stands again, to the letter and at its position, is the passage to everybody.
      const agrees = elsewhere && standsAt(new PlaceableText(fate.text), anchor) === (place as TagRange).from;
      if (agrees) tally.agrees++;
      const foreign = elsewhere && !agrees;
      if (same) {
        tally.same++;
        if (foreign || verdict === 'lost') tally.sameLost++;
      } else {
        tally.all++;
        if (verdict === 'lost') tally.lost++;
        if (foreign) tally[place.kind === 'moved' ? 'moved' : 'placed']++;
      }
      if (bad && (foreign || (verdict === 'lost' && same))) {
        const there = place.kind === 'lost' ? '' : ` → ${JSON.stringify(around(fate.text, place))}`;
        bad(
          `${verdict} ${place.kind}: ${deed}, ${kind}, seed ${seed}: ${JSON.stringify(around(world.text, range))}${there}`,
        );
      }
    });
  }
}

function around(text: string, { from, to }: TagRange): string {
  return `${text.slice(Math.max(0, from - 40), from)}[${text.slice(from, to)}]${text.slice(to, to + 40)}`;
}

/** Seeds of the rows; the rules were tuned on 1 to 60. */
const SEEDS: readonly [number, number] = [2001, 2012];

/** A row for each figure; `seeds`: the first and the last. */
export function bench(report: Report, seeds: readonly number[] = SEEDS): void {
  const span = [seeds[0] ?? SEEDS[0], seeds[1] ?? seeds[0] ?? SEEDS[1]] as const;
  for (const known of [true, false]) {
    const lists = tallied({ seeds: [span[0], Math.min(span[1], span[0] + 5)], known, dense: false, lists: true });
    const unit = known ? 100_000 : 1000;
    report({
      name: `enumerations, ${known ? 'old text known' : 'no old text'}, one tag alone: on other text`,
      beside: 'the truth',
      ratio: (unit * (lists.placed + lists.moved)) / (lists.all + lists.same),
      target: known ? 0 : 1,
      unit: known ? 'of 100,000' : 'of 1,000',
      note: JSON.stringify(lists),
    });
  }
  for (const known of [true, false]) {
    for (const dense of [false, true]) {
      const tally = tallied({ seeds: dense ? [span[0], Math.min(span[1], span[0] + 2)] : span, known, dense });
      const name = `look-alikes, ${known ? 'old text known' : 'no old text'}, ${dense ? 'many tags' : 'one tag alone'}`;
      const beside = 'the truth';
      const share = (count: number, of: number, unit: number): number => (unit * count) / Math.max(1, of);
      const note = JSON.stringify(tally);
      if (known) {
        const ratio = share(tally.placed + tally.moved, tally.all + tally.same, 100_000);
        report({ name: `${name}: on other text`, beside, ratio, target: 0, unit: 'of 100,000', note });
        const lost = share(tally.sameLost, tally.same, 100_000);
        report({ name: `${name}: words unchanged, lost`, beside, ratio: lost, target: 0, unit: 'of 100,000' });
      } else {
        // What the anchor says stands whole elsewhere.
        const moved = share(tally.moved + tally.placed, tally.all, 1000);
        report({ name: `${name}: on other text`, beside, ratio: moved, target: 1, unit: 'of 1,000', note });
        report({
          name: `${name}: of these placed`,
          beside,
          ratio: share(tally.placed, tally.all, 100_000),
          target: 2,
          unit: 'of 100,000',
        });
        const lost = share(tally.sameLost, tally.same, 1000);
        report({ name: `${name}: words unchanged, lost`, beside, ratio: lost, target: 0.05, unit: 'of 1,000' });
      }
    }
  }
}
