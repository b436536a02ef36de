/** Does something stand once in a text, as finding again compares? Where else, if not. All offsets are folded ones. */
import { finish, type Steps } from '../../base/steps';
import { Target } from './target';
import { GramCounts } from '../diff/gram-counts';
import type { PlaceableText } from '../placeable';

/** Units of the grams that are counted. */
const GRAM = 16;
/** More places than this are not looked at: what stands so often needs all the context that there may be. */
const MOST = 500;

/** What the counts of grams leave open (grams that share a slot, too) is looked up. */
export class Once {
  private constructor(
    readonly target: Target,
    private readonly counts: GramCounts,
  ) {}

  static *of(target: Target): Steps<Once> {
    yield undefined;
    return new Once(target, yield* GramCounts.inSteps(target.folded.codes, GRAM));
  }

  /** The places where `pattern` stands beside `known`, which is one of them. */
  others(pattern: Uint16Array, known: number): number[] {
    return this.counts.hasRare(pattern) ? [] : this.places(pattern).filter((at) => at !== known);
  }

  /** All places where `pattern` stands, up to some hundreds of them. */
  places(pattern: Uint16Array): number[] {
    return placesIn(this.target, pattern, MOST);
  }
}

/** The places where `pattern` stands in a text, in order, and no more than `most` of them. */
export function placesIn({ foldedText }: Target, pattern: Uint16Array, most: number): number[] {
  const found: number[] = [];
  if (pattern.length === 0) return found;
  const wanted = stringOf(pattern);
  for (let at = foldedText.indexOf(wanted); at >= 0 && found.length < most; at = foldedText.indexOf(wanted, at + 1)) {
    found.push(at);
  }
  return found;
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
  return finish(onceSteps(text));
}

export function* onceSteps(text: PlaceableText): Steps<Once> {
  let once = known.get(text);
  if (!once) {
    // Folding the text is one stretch: what came before it is not to make it longer.
    yield undefined;
    known.set(text, (once = yield* Once.of(new Target(text.plain))));
  }
  return once;
}
