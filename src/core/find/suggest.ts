/**
 * Which hits are worth suggesting as mentions, and how sure that is. The rules only order the preview and fill its ticks;
 * what becomes a tag is for the user to say.
 */
import { isApostrophe } from '../text/endings';
import { SPACELESS, wordAfter } from '../text/letters';
import { isCommonWord } from '../text/words';
import type { NameHit } from './names';

export interface Suggestion {
  readonly hit: NameHit;
  /** From 0 to 1: the product of the factors of all rules that hold; 1 if none does. */
  readonly confidence: number;
  /** What lowers it, in words for the preview (none of them from a file); empty for the name as it is written. */
  readonly why: readonly string[];
}

interface Rule {
  readonly why: string;
  readonly factor: number;
  readonly holds: (hit: NameHit) => boolean;
}

/** Code units up to which a word is short: most English words that are no names have no more. */
const SHORT = 5;

const RULES: readonly Rule[] = [
  {
    // Which of them is meant, the text does not say: at best every second tag would be right.
    why: 'several entities share this name',
    factor: 0.5,
    holds: (hit) => hit.entities.length > 1,
  },
  {
    why: 'other capitals than in the codebook',
    factor: 0.6,
    holds: (hit) => !hit.exactCase,
  },
  {
    // 'US' and 'us', 'Said' and 'said', 'May' and 'may'.
    why: 'a short word, and its capitals decide',
    factor: 0.5,
    holds: (hit) => !hit.exactCase && isOneWord(hit.form) && hit.form.length <= SHORT,
  },
  {
    why: 'a short word without a capital',
    factor: 0.4,
    holds: (hit) => hit.exactCase && isOneWord(hit.form) && hit.form.length <= SHORT && isCommonWord(hit.form),
  },
  {
    // The apostrophe leaves no doubt where the name ends.
    why: 'with an ending after an apostrophe',
    factor: 0.95,
    holds: (hit) => isApostrophe(hit.ending.charCodeAt(0)),
  },
  {
    why: 'with a word ending',
    factor: 0.75,
    holds: (hit) => hit.ending !== '' && !isApostrophe(hit.ending.charCodeAt(0)),
  },
  {
    why: 'in a script without word borders',
    factor: 0.8,
    holds: (hit) => wordAfter(hit.form, 0) === SPACELESS,
  },
];

function isOneWord(form: string): boolean {
  return !/\s/.test(form.trim());
}

/**
 * The hits that are neither tagged nor dismissed, in their order. `hits` are in order and do not overlap, as a
 * {@link NameHit} list of the finder is; `taken` are the passages of mentions of any entity, in any order (UTF-16 offsets,
 * ends exclusive): a hit that shares a character with one is not suggested.
 */
export function suggestions(
  hits: readonly NameHit[],
  taken: readonly { readonly from: number; readonly to: number }[],
  dismissed: (hit: NameHit) => boolean,
): Suggestion[] {
  const passages = [...taken].sort((a, b) => a.from - b.from);
  const found: Suggestion[] = [];
  let next = 0;
  /** End of the passages that begin before the hit's end. */
  let reached = 0;
  for (const hit of hits) {
    for (let passage = passages[next]; passage && passage.from < hit.to; passage = passages[++next]) {
      reached = Math.max(reached, passage.to);
    }
    if (reached > hit.from || dismissed(hit)) continue;
    found.push(judged(hit));
  }
  return found;
}

function judged(hit: NameHit): Suggestion {
  const rules = RULES.filter((rule) => rule.holds(hit));
  const confidence = rules.reduce((product, rule) => product * rule.factor, 1);
  return { hit, confidence: Math.round(confidence * 100) / 100, why: rules.map((rule) => rule.why) };
}
