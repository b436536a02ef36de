/** What becomes of each item of a proposals file in a text, with a codebook, beside the tags and rejections that are there. */
import { foldedOf } from '../text/folded';
import { stringOf } from '../anchors/reanchor';
import { withPlainLineEnds, type PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import type { CodebookView, SourceView } from '../corpus';
import { fnv1a } from '../base/hash';
import { meaningKey, originOf, type Meaning } from '../model';
import { placedTags, type PlacedTag } from '../tagging/tag-all';
import {
  idsOf,
  linesText,
  type Item,
  type Judged,
  type Lines,
  type Proposal,
  type Proposed,
  type RefusedItem,
} from './model';
import { placeQuote, standsElsewhere, type PlacedQuote } from './place';

export interface JudgeContext {
  readonly text: PlaceableText;
  readonly codebook: Pick<CodebookView, 'entity' | 'value'>;
  readonly source: SourceView;
  /** Where a tag's pieces stand while the source is open. */
  readonly live?: (id: string) => readonly Range[] | undefined;
}

/** Items between two looks at whether to go on. */
const AT_ONCE = 200;

/** For so many quotes of a file the whole text is searched: more have one cause, and the text may have megabytes. */
const MOST_ELSEWHERE = 300;

/** The whole of a file at once. */
export function judge(items: readonly Item[], context: JudgeContext): Judged {
  const steps = judging(items, context);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps, so that thousands of proposals do not hold up a key press: `yield` is where something else may be done. */
export function* judging(items: readonly Item[], context: JudgeContext): Generator<void, Judged> {
  const refused: RefusedItem[] = [];
  let searched = 0;
  const found = new Map<string, { range: Range; meaning: Meaning; origins: Proposed['origins'][number][] }>();
  for (const [i, item] of items.entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) yield;
    const why = item.proposal ? unknownIn(item, item.proposal, context) : unreadable(item);
    const placed = why || !item.proposal ? undefined : placeQuote(context.text, item.proposal);
    if (why ?? placed?.kind !== 'found') {
      if (why) refused.push(...why);
      else {
        const at = placed as Exclude<PlacedQuote, { kind: 'found' }>;
        const isSought = at.kind !== 'quote-twice' && ++searched <= MOST_ELSEWHERE;
        const elsewhere = isSought ? standsElsewhere(context.text, item.proposal as Proposal) : undefined;
        refused.push(elsewhere ? moved(item, at.kind, elsewhere) : misplaced(item, at));
      }
      continue;
    }
    const { meaning, from, note } = item.proposal as Proposal;
    const { range } = placed;
    const key = `${range.from}-${range.to} ${meaningKey(meaning)}`;
    const origin = { from, ...(note !== undefined && { note }) };
    const twin = found.get(key);
    if (twin) twin.origins.push(origin);
    else found.set(key, { range, meaning, origins: [origin] });
  }
  const all = [...found.values()].sort((a, b) => a.range.from - b.range.from || b.range.to - a.range.to);
  const open = withIds(all, context.text).filter(openAmong(context));
  return { open, refused, settled: all.length - open.length };
}

function openAmong({ source, text, live }: JudgeContext): (one: Proposed) => boolean {
  const rejected = new Set(source.rejected);
  const accepted = new Set(source.tags.flatMap((tag) => originOf(tag)?.id ?? []));
  const said = new Set(placedTags(source, text, live).map((one) => saidKey(one.range, one.tag)));
  return ({ id, range, meaning }) => !rejected.has(id) && !accepted.has(id) && !said.has(saidKey(range, meaning));
}

/** Who is named, or who thinks what of whom: whoever has tagged that has decided on the rest as well. */
function saidKey({ from, to }: Range, meaning: Meaning | PlacedTag['tag']): string {
  const { stance } = meaning as { stance?: { holder: string; target: string; value: string } };
  const said = stance ? [stance.holder, stance.target, stance.value] : [(meaning as { entity: string }).entity];
  return JSON.stringify([from, to, ...said]);
}

/** Units of text around a passage that its id is made of. */
const AROUND = 64;

/**
 * Ids of eight letters and digits like those of tags, made of the meaning, the passage and the text around it, as finding again
 * compares them: another version's proposal of the same is the same one. Of passages with all of that in common the number counts.
 */
function withIds(all: readonly Omit<Proposed, 'id'>[], text: PlaceableText): Proposed[] {
  const counts = new Map<string, number>();
  return all.map((one) => {
    const { from, to } = one.range;
    const around = withPlainLineEnds(text.text.slice(Math.max(0, from - AROUND), to + AROUND));
    const words = withPlainLineEnds(text.text.slice(from, to));
    const key = JSON.stringify([
      meaningKey(one.meaning),
      ...[words, around].map((part) => stringOf(foldedOf(part).codes)),
    ]);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return { id: idOf(`${key}#${count}`), ...one };
  });
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** 39 bits of two hashes that begin otherwise: among 20,000 proposals two alike are as good as impossible (1 in 2,700). */
function idOf(key: string): string {
  const [one, other] = [fnv1a(key), fnv1a(`id of ${key}`)];
  let id = LETTERS.charAt(one % 26);
  for (let i = 0; i < 4; i++) id += LETTERS.charAt((one >>> (5 + 5 * i)) & 31);
  for (let i = 0; i < 3; i++) id += LETTERS.charAt((other >>> (3 + 7 * i)) & 31);
  return id;
}

function unreadable({ from, to, faults }: Item): RefusedItem[] {
  return faults.slice(0, 1).map((fault) => {
    // A place of nothing (an empty item) is the item's own.
    const at = fault.to > fault.from ? { from: fault.from, to: fault.to } : { from, to };
    const { message, detail } = fault;
    return {
      ...at,
      code: 'bad-proposal',
      words: detail === undefined ? '{0}' : '{0}: {1}',
      data: detail === undefined ? [message] : [message, detail],
    };
  });
}

function unknownIn(item: Item, { meaning }: Proposal, { codebook }: JudgeContext): RefusedItem[] | undefined {
  for (const { key, id, of } of idsOf(meaning)) {
    if (of === 'entity' ? codebook.entity(id) : codebook.value(id)) continue;
    const at = item.places.get(key) ?? item;
    const words = of === 'entity' ? 'The codebook has no entity “{0}”.' : 'The codebook has no stance value “{0}”.';
    return [{ from: at.from, to: at.to, code: `unknown-${of}`, words, data: [id] }];
  }
  return undefined;
}

/** The lines are wrong, and the quote says which are right. That is said, and never done unasked. */
function moved(item: Item, code: RefusedItem['code'], instead: Lines): RefusedItem {
  const { lines, quote } = item.proposal as Proposal;
  const at = item.places.get('lines') ?? item;
  const words = 'The quote “{0}” does not stand in lines {1}. It stands once in the source: in lines {2}.';
  return { from: at.from, to: at.to, code, words, data: [quote, linesText(lines), linesText(instead)], instead };
}

function misplaced(item: Item, placed: Exclude<PlacedQuote, { kind: 'found' }>): RefusedItem {
  const { lines, quote } = item.proposal as Proposal;
  const at = item.places.get(placed.kind === 'lines-outside' ? 'lines' : 'quote') ?? item;
  const place = { from: at.from, to: at.to, code: placed.kind };
  const where = linesText(lines);
  switch (placed.kind) {
    case 'lines-outside':
      return { ...place, words: 'The source has no lines {0}: its last is {1}.', data: [where, String(placed.lines)] };
    case 'quote-not-there':
      return { ...place, words: 'The quote “{0}” does not stand in lines {1}, word for word.', data: [quote, where] };
    case 'quote-twice':
      if (placed.lines[0] === placed.lines[1]) {
        const words = 'The quote “{0}” stands more than once in line {1}. Quote more.';
        return { ...place, words, data: [quote, String(placed.lines[0])] };
      }
      return {
        ...place,
        words:
          'The quote “{0}” stands more than once in lines {1}: in lines {2} and {3}. Name fewer lines, or quote more.',
        data: [quote, where, ...placed.lines.map(String)],
      };
  }
}
