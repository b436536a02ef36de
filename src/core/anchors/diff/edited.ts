/**
 * Is a sentence that was changed still itself? Minutes, roll calls and reports say the same of one after the other, so that all
 * that agrees beside a name proves nothing. The rule: words that were replaced make it another sentence where the words beside
 * them stand in the old text with others in their place as well; so it is in every script and kind of text, without a list.
 */
import { distance, foldName } from '../../text/fold';
import { textOf } from '../../text/folded';
import { commonRuns, type Run } from './runs';
import { gramHash } from './seeds';
import type { Cut } from './sides';
import { isSpaceless } from '../../text/signs';
import { isInNumber, isTelling, wordsIn } from './words';
import { GramCounts } from './gram-counts';

/** What is looked for elsewhere: so many units of what is left, of the longest stretches of it. */
const PROBE = 16;
const LEAST_PROBE = 6;
const PROBES = 3;
/** In scripts without spaces a word takes so much less. */
const DENSER = 2;
/** So many other sentences with the same stretch are compared. */
const MOST = 12;
/** Another sentence that has this share of what is left: what is left tells nothing. Of names and numbers, and of other words. */
const AS_LIKE = 0.5;
const AS_LIKE_WORDS = 0.75;
/** Shorter stretches in common are chance. */
const LEAST_RUN = 6;
/** A sentence with less of its units left has little to be known by. */
const LEAST_LEFT = 0.4;
/** A word of so many letters with one of them changed was corrected. */
const CORRECTED = 5;
/** Sentences of which the product of the lengths is larger are not compared. */
const LARGE = 1_000_000;
/** So many searches are made before grams are counted to spare them. */
const FEW = 100;
/** Units of the grams that are counted. */
const GRAM = 8;
const SPACE = 0x20;

/** A stretch of the old sentence, and what stands in its place; in units, ends exclusive. */
interface Gap {
  readonly x: number;
  readonly xEnd: number;
  readonly y: number;
  readonly yEnd: number;
}

export class Edited {
  private counts: GramCounts | undefined;
  private wholeText: string | undefined;
  private asked = 0;

  constructor(
    private readonly old: Cut,
    private readonly now: Cut,
  ) {}

  /**
   * What became of the old sentence `[from, to)`, of which `parts` stand in the new text: `whole`, each of its units; `itself`,
   * with words put in, taken out or replaced; `another`. What stands before the place `low` of the new text, or behind `high`, is
   * of other sentences.
   */
  became(
    from: number,
    to: number,
    parts: readonly Run[],
    [low, high]: readonly [number, number],
  ): 'whole' | 'itself' | 'another' {
    const gaps = this.gapsOf(from, to, parts, low, high);
    if (gaps.length === 0) return 'whole';
    const left = parts.reduce((sum, part) => sum + part.n, 0);
    let replaced = 0;
    let telling = 0;
    /** Corrected into a word that stands elsewhere: where others were replaced as well, it was, too. */
    let doubtful = 0;
    for (const gap of gaps) {
      const gone = wordsIn(this.old.codes, gap.x, gap.xEnd, from, to);
      const put = wordsIn(this.now.codes, gap.y, gap.yEnd, 0, this.now.codes.length);
      // A number with more or fewer digits is another one.
      const longer = gap.xEnd === gap.x && gap.yEnd > gap.y && isInNumber(this.now.codes, gap.y, gap.yEnd);
      const shorter = gap.yEnd === gap.y && gap.xEnd > gap.x && isInNumber(this.old.codes, gap.x, gap.xEnd);
      if (longer || shorter) {
        replaced++;
        telling++;
        continue;
      }
      if (gone.length === 0 || put.length === 0) continue;
      if (isCorrection(gone, put)) {
        if (put.every((word, i) => word === gone[i] || this.text.includes(word))) doubtful += put.length;
        continue;
      }
      replaced += gone.length;
      if (put.some((word) => isTelling(word) && !gone.includes(word))) telling += gone.filter(isTelling).length;
    }
    if (replaced === 0) return 'itself';
    replaced += doubtful;
    if (left < LEAST_LEFT * (to - from)) return 'another';
    // Most of its words are others, or of its names and numbers.
    const words = wordsIn(this.old.codes, from, to, from, to);
    if (2 * replaced > words.length || (telling > 0 && 2 * telling > words.filter(isTelling).length)) return 'another';
    return this.isForm(from, to, parts, left * (telling + doubtful > 0 ? AS_LIKE : AS_LIKE_WORDS))
      ? 'another'
      : 'itself';
  }

  private gapsOf(from: number, to: number, parts: readonly Run[], low: number, high: number): Gap[] {
    const { codes } = this.old;
    const gaps: Gap[] = [];
    for (let i = 0; i <= parts.length; i++) {
      const left = parts[i - 1];
      const right = parts[i];
      let x = left ? left.x + left.n : from;
      let xEnd = right ? right.x : to;
      const y = left ? left.y + left.n : Math.max(low, this.sentence(right?.y ?? 0)[0]);
      const yEnd = right ? right.y : Math.min(high, this.sentence(Math.max(0, y - 1))[1]);
      while (x < xEnd && codes[x] === SPACE) x++;
      while (xEnd > x && codes[xEnd - 1] === SPACE) xEnd--;
      const put = this.hasMore(y, yEnd);
      if (xEnd > x || (left && right && put)) gaps.push({ x, xEnd, y, yEnd: Math.max(y, yEnd) });
    }
    return gaps;
  }

  private sentence(place: number): readonly [number, number] {
    const { sentences } = this.now;
    const k = sentences.at(place);
    return [sentences.starts[k] as number, sentences.starts[k + 1] as number];
  }

  private hasMore(from: number, to: number): boolean {
    for (let i = from; i < to; i++) if (this.now.codes[i] !== SPACE) return true;
    return false;
  }

  /** Has another sentence of the old text as much of this one, `units` of it, as is left? */
  private isForm(from: number, to: number, parts: readonly Run[], units: number): boolean {
    const { codes, sentences } = this.old;
    const own = sentences.keys[sentences.at(from)];
    const compared = new Set<number>();
    const longest = [...parts].sort((a, b) => b.n - a.n).slice(0, PROBES);
    for (const part of longest) {
      const denser = isSpaceless(codes[part.x + (part.n >> 1)] ?? 0) ? DENSER : 1;
      const least = LEAST_PROBE / denser;
      if (part.n < least) {
        // All that is left is too short to be looked for.
        if (part === longest[0]) return true;
        break;
      }
      for (const [at, size] of probesOf(part, least)) {
        if (!this.isRepeated(at, at + size)) continue;
        const probe = this.text.slice(at, at + size);
        for (let other = this.text.indexOf(probe); other >= 0; other = this.text.indexOf(probe, other + 1)) {
          const i = sentences.at(other);
          if (sentences.keys[i] === own || compared.has(i)) continue;
          compared.add(i);
          if (this.inCommon(from, to, i) >= units) return true;
          if (compared.size >= MOST) return false;
        }
      }
    }
    return false;
  }

  /** How many units of a sentence another one of the old text has too. */
  private inCommon(from: number, to: number, other: number): number {
    const { codes, sentences } = this.old;
    const area = {
      x: from,
      xEnd: to,
      y: sentences.starts[other] as number,
      yEnd: sentences.starts[other + 1] as number,
    };
    if ((area.xEnd - area.x) * (area.yEnd - area.y) > LARGE) return 0;
    const runs: Run[] = [];
    commonRuns(codes, codes, area, runs, isSpaceless(codes[from] ?? 0) ? LEAST_RUN / DENSER : LEAST_RUN);
    return runs.reduce((sum, run) => sum + run.n, 0);
  }

  /** May the units stand twice? Spares most searches. */
  private isRepeated(from: number, to: number): boolean {
    const { codes } = this.old;
    if (to - from < GRAM || ++this.asked < FEW) return true;
    this.counts ??= new GramCounts(codes, GRAM);
    for (let at = from; at + GRAM <= to; at += GRAM) {
      if (this.counts.isRare(gramHash(codes, at, GRAM))) return false;
    }
    return true;
  }

  /** The old text, place for place of its units. */
  private get text(): string {
    return (this.wholeText ??= textOf(this.old.codes));
  }
}

/**
 * Where and how many units of what is left are looked for: in its middle, and at both ends, inside what may be a part of a word by
 * chance. The whole of a short part may have a number in it that stands nowhere else though its form does: its halves then, too.
 */
function probesOf({ x, n }: Run, least: number): [at: number, size: number][] {
  const most = (PROBE / LEAST_PROBE) * least;
  const sizes = n < most ? [n, Math.max(least, n >> 1)] : [most];
  return sizes.flatMap((size) =>
    [...new Set([x + ((n - size) >> 1), x, x + n - size])].map((at) => [at, size] as [number, number]),
  );
}

/** One word for one that is nearly the same: an accent, case, a letter of a longer one. Numbers are not corrected into others. */
function isCorrection(gone: readonly string[], put: readonly string[]): boolean {
  if (gone.length !== put.length) return false;
  return gone.every((word, i) => {
    const [a, b] = [foldName(word), foldName(put[i] as string)];
    if (a === b) return true;
    return (
      !/\d/.test(word + (put[i] as string)) && a.length >= CORRECTED && b.length >= CORRECTED && distance(a, b) <= 1
    );
  });
}
