/** Does something stand once in a text, as finding again compares? Where else, if not. All offsets are folded ones. */
import { gramHash, leavingFactor, rolled, slotOf } from '../text/seeds';
import { Target } from './again-target';
import type { PlaceableText } from './place';

/** Units of the grams that are counted. */
const GRAM = 16;
/** More places than this are not looked at: what stands so often needs all the context that there may be. */
const MOST = 500;

/**
 * Counts the grams of a text once, one byte for each slot: a stretch with a gram that stands once stands once itself. What the
 * counts leave open (grams that share a slot, too) is looked up.
 */
export class Once {
  private readonly counts: Uint8Array;
  private readonly bits: number;

  constructor(readonly target: Target) {
    const { codes } = target.folded;
    this.bits = Math.max(8, 34 - Math.clz32(codes.length + 1));
    this.counts = new Uint8Array(1 << this.bits);
    const factor = leavingFactor(GRAM);
    let hash = gramHash(codes, 0, Math.min(GRAM, codes.length));
    for (let at = 0; at + GRAM <= codes.length; at++) {
      const slot = slotOf(hash, this.bits);
      if ((this.counts[slot] as number) < 2) (this.counts[slot] as number)++;
      hash = rolled(hash, codes[at + GRAM] ?? 0, codes[at] as number, factor);
    }
  }

  /** The places where `pattern` stands beside `known`, which is one of them. */
  others(pattern: Uint16Array, known: number): number[] {
    return this.hasRareGram(pattern) ? [] : this.places(pattern).filter((at) => at !== known);
  }

  /** All places where `pattern` stands, up to some hundreds of them. */
  places(pattern: Uint16Array): number[] {
    const found: number[] = [];
    if (pattern.length === 0) return found;
    const wanted = stringOf(pattern);
    const text = this.target.foldedText;
    for (let at = text.indexOf(wanted); at >= 0 && found.length < MOST; at = text.indexOf(wanted, at + 1)) {
      found.push(at);
    }
    return found;
  }

  private hasRareGram(pattern: Uint16Array): boolean {
    if (pattern.length < GRAM) return false;
    const factor = leavingFactor(GRAM);
    let hash = gramHash(pattern, 0, GRAM);
    for (let at = 0; at + GRAM <= pattern.length; at++) {
      if ((this.counts[slotOf(hash, this.bits)] as number) < 2) return true;
      hash = rolled(hash, pattern[at + GRAM] ?? 0, pattern[at] as number, factor);
    }
    return false;
  }
}

/** As the folded text of a target is written: halves of surrogate pairs as U+FFFD. */
export function stringOf(codes: Uint16Array): string {
  let text = '';
  for (const code of codes) text += String.fromCharCode(code);
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

const known = new WeakMap<PlaceableText, Once>();

/** The counts of a text, made when they are first asked for and kept as long as the text is. */
export function onceIn(text: PlaceableText): Once {
  let once = known.get(text);
  if (!once) known.set(text, (once = new Once(new Target(text.plain))));
  return once;
}
