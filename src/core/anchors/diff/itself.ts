/** Is a place that a passage was given the passage itself, or another one like it? Its sentences tell. */
import type { Range } from '../../text/range';
import { Edited } from './edited';
import { firstEndingAfter } from './places';
import { FAR, type Run } from './runs';
import { SameSentences } from './same-sentences';
import type { Cut } from './sides';

/** What became of a sentence by the place that a passage of it was given: it is there, another one is, or nothing of it. */
type Verdict = 'itself' | 'another' | 'gone';

/** Knows a passage from a look-alike, by its sentences. */
export class Itself {
  readonly same: SameSentences;
  private readonly edited: Edited;

  constructor(
    private readonly old: Cut,
    private readonly now: Cut,
    private readonly runs: readonly Run[],
  ) {
    this.same = new SameSentences(old, now);
    this.edited = new Edited(old, now);
  }

  /** Is `place` where the passage went, and not another one like it? */
  isPassage(from: number, to: number, place: Range): boolean {
    if (this.same.isOthers(place, from, to)) return false;
    const { sentences } = this.old;
    const { starts, keys } = sentences;
    // Of several sentences the greater part must be its own; those that stand several times speak where there are no others.
    const judged = [];
    for (let i = sentences.at(from), last = sentences.at(to - 1); i <= last; i++) {
      const size = Math.min(to, starts[i + 1] as number) - Math.max(from, starts[i] as number);
      const once = sentences.count(keys[i] as number) === 1;
      judged.push({ size, once, verdict: this.verdictOn(i, place) });
    }
    const speaking = judged.some(({ once }) => once) ? judged.filter(({ once }) => once) : judged;
    const sum = (wanted: Verdict): number =>
      speaking.reduce((all, { size, verdict }) => all + (verdict === wanted ? size : 0), 0);
    return sum('itself') > sum('another');
  }

  private verdictOn(i: number, place: Range): Verdict {
    const { starts, keys } = this.old.sentences;
    const [from, to] = [starts[i] as number, starts[i + 1] as number];
    const parts = this.partsOf(from, to, place);
    const first = parts[0];
    if (!first) return 'gone';
    const became = this.edited.became(from, to, parts, this.beside(from, to, parts));
    if (became === 'another') return 'another';
    const before = this.old.sentences.count(keys[i] as number);
    const after = this.now.sentences.count(keys[i] as number);
    // Edited, and nowhere as it was; or whole, and once.
    if (became === 'itself' ? after === 0 : before === 1 && after < 2) return 'itself';
    const at = { from: first.y, to: first.y + 1 };
    return this.same.isProven(i, at, became === 'whole', this.around(from, to)) ? 'itself' : 'another';
  }

  /** How far the units around a sentence that stands whole go on as they were. */
  private around(from: number, to: number): readonly [number, number] {
    const run = this.runs[firstEndingAfter(this.runs, from)];
    if (!run) return [0, 0];
    return [from - run.x, run.x + run.n - to];
  }

  /** Where in the new text that ends, and begins again, which comes before and after the parts in the old one. */
  private beside(from: number, to: number, parts: readonly Run[]): readonly [number, number] {
    const before = this.runs[firstEndingAfter(this.runs, from) - 1];
    const behind = this.runs[firstEndingAfter(this.runs, to)];
    const first = parts[0]?.y ?? 0;
    const last = parts[parts.length - 1];
    const end = last ? last.y + last.n : 0;
    const low = before && before.y + before.n <= first ? before.y + before.n : 0;
    return [low, behind && behind.x >= to && behind.y >= end ? behind.y : Infinity];
  }

  /** What of a stretch stands near a place, in order. */
  private partsOf(from: number, to: number, place: Range): Run[] {
    const parts: Run[] = [];
    const far = 2 * (to - from) + FAR;
    for (let i = firstEndingAfter(this.runs, from); i < this.runs.length; i++) {
      const run = this.runs[i] as Run;
      if (run.x >= to) break;
      const x = Math.max(run.x, from);
      const y = run.y + x - run.x;
      const last = parts[parts.length - 1];
      if (y + far < place.from || y > place.to + far || (last && y < last.y + last.n)) continue;
      parts.push({ x, y, n: Math.min(run.x + run.n, to) - x });
    }
    return parts;
  }
}
