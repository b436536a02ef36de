/** What speakers' labels look like in a text: guessed by what begins its lines again and again, for somebody to choose from. */
import { nameBy } from './speakers';
import { labelsIn, plainLabel } from '../text/labels';

export interface LabelGuess {
  /** As it would stand in the codebook. */
  readonly label: string;
  /** How many lines have it. */
  readonly turns: number;
  /** Who would speak, most turns first. */
  readonly names: readonly string[];
  /** The first line with it, counted from 0. */
  readonly line: number;
  /** Is it to be taken, if nobody says otherwise? */
  readonly likely: boolean;
}

/** Labels in which any name may stand. */
const WITH_NAMES = ['*:', '[*]'];
/** So many guesses at the most, and so many turns at the least in a likely one. */
const MOST = 30;
const FEWEST = 3;
/** Of the lines that are not blank so many begin with a label, where there are no names that come again. */
const SHARE = 0.3;

/** Likely ones first, then those of most turns. */
export function guessSpeakers(text: string): readonly LabelGuess[] {
  const { heads, at } = labelsIn(text);
  const lines = new Map<number, number[]>();
  for (let i = 0; i < at.length; i += 2) {
    const [line, head] = [at[i] as number, at[i + 1] as number];
    const all = lines.get(head);
    if (all) all.push(line);
    else lines.set(head, [line]);
  }
  const filled = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length;
  const guess = (label: string): LabelGuess => {
    const plain = plainLabel(label);
    const turns = new Map<string, number>();
    let first = Infinity;
    for (const [head, places] of lines) {
      const name = nameBy(plain, heads[head] ?? '');
      if (name === undefined) continue;
      turns.set(name, (turns.get(name) ?? 0) + places.length);
      first = Math.min(first, places[0] as number);
    }
    const all = [...turns.values()].reduce((sum, count) => sum + count, 0);
    const again = [...turns.values()].filter((count) => count > 1).length;
    return {
      label,
      turns: all,
      names: [...turns].sort((a, b) => b[1] - a[1]).map(([name]) => name),
      line: first,
      likely: all > FEWEST && (again > 1 || all >= SHARE * filled),
    };
  };
  const general = WITH_NAMES.map(guess).filter(({ turns }) => turns > 1);
  const taken = general.filter(({ likely }) => likely).map(({ label }) => label);
  const own = heads
    .map((head, i) => ({ head, turns: lines.get(i)?.length ?? 0 }))
    .filter(({ head, turns }) => turns > 1 && !taken.some((label) => nameBy(label, head) !== undefined))
    .map(({ head }) => guess(head.replace(/ -$/u, ' —')));
  // A sentence may begin with 'This —' here and there; in a conversation nearly every line begins so.
  const often = own.filter(({ turns }) => turns >= FEWEST);
  const talk = often.length > 1 && often.reduce((sum, { turns }) => sum + turns, 0) >= SHARE * filled;
  return [...general, ...own.map((one) => ({ ...one, likely: talk && one.turns >= FEWEST }))]
    .sort((a, b) => Number(b.likely) - Number(a.likely) || b.turns - a.turns)
    .slice(0, MOST);
}
