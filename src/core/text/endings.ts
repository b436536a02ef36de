/**
 * Light word endings: what may stand after a name in running text without making it another name. Only endings that are
 * added to the unchanged name are here; nothing is taken off, and nothing that makes a word for something else ('Russia' →
 * 'Russian', 'Azerbaijan' → 'Azerbaijani': those are aliases, and the researcher's to decide). A hit with an ending says so.
 */
import {
  foldCase,
  formsOf,
  HIGH,
  IGNORED,
  insideWord,
  kindOf,
  LETTER,
  MARK,
  unitAt,
  wordAfter,
  wordBefore,
} from './letters';

/** After an apostrophe. Anything else there ("Don't") makes it another word. */
const AFTER_APOSTROPHE = new Set([
  // English: the possessive, and the short verbs of quoted speech.
  ...['s', 'd', 'll', 're', 've'],
  // Turkish sets the case endings of proper names off by an apostrophe (Bakü’de, Aliyev’in).
  ...['a', 'e', 'ya', 'ye', 'na', 'ne', 'i', 'u', 'ü', 'yi', 'yu', 'yü', 'ni', 'nu', 'nü', 'da', 'de', 'ta', 'te'],
  ...['nda', 'nde', 'dan', 'den', 'tan', 'ten', 'ndan', 'nden', 'in', 'un', 'ün', 'nin', 'nun', 'nün', 'la', 'le'],
  ...['yla', 'yle', 'lar', 'ler'],
  // The same of Azerbaijani.
  ...['ə', 'yə', 'nə', 'də', 'tə', 'ndə', 'dən', 'tən', 'ndən', 'lə', 'ylə', 'lər'],
]);

interface Ending {
  readonly ending: string;
  /** What the plain form of the name must end in. */
  readonly after: RegExp;
  /** What the word as it is written, ending included, must hold too. */
  readonly spelled?: RegExp;
  /** Is the ending part of the passage to tag? It is where a border before it would cut a word for the reader. */
  readonly inside: boolean;
}

// Four letters at least: 'US' is not in 'uses', nor 'EU' in 'EUs'.
const LATIN = /\p{Script=Latin}{4}$/u;
const CYRILLIC_CONSONANT = /\p{Script=Cyrillic}{2}[бвгджзклмнпрстфхцчшщ]$/u;
// Azerbaijani, and Turkish in a hurry, write case endings onto a name, in harmony with its last vowel. Those of one letter ask
// for a letter that only these languages have, so that 'Indian' is not in 'Indiana'.
const TURKIC = /[əğışçöüƏĞİŞÇÖÜ]/u;
const NAME = '(?=\\p{Script=Latin}{4}|.*[əğşçöü]).*';
const harmony = (vowels: string, last: string): RegExp => new RegExp(`^${NAME}[${vowels}]${last}$`, 'u');
const CONSONANTS = '[^aeəiouöü]+';
const TURKIC_ENDINGS: readonly Ending[] = [
  ...['da', 'ta', 'dan', 'tan'].map((ending) => ({ ending, after: harmony('aiou', '[^aeəiouöü]*'), inside: true })),
  ...['də', 'tə', 'dən', 'tən', 'de', 'te', 'den', 'ten'].map((ending) => ({
    ending,
    after: harmony('eəiöü', '[^aeəiouöü]*'),
    inside: true,
  })),
  { ending: 'in', after: harmony('aeəi', CONSONANTS), inside: true },
  { ending: 'un', after: harmony('ou', CONSONANTS), inside: true },
  { ending: 'ün', after: harmony('öü', CONSONANTS), inside: true },
  ...['nin', 'ni'].map((ending) => ({ ending, after: harmony('aeəi', ''), inside: true })),
  ...['nun', 'nu'].map((ending) => ({ ending, after: harmony('ou', ''), inside: true })),
  ...['nün', 'nü'].map((ending) => ({ ending, after: harmony('öü', ''), inside: true })),
  { ending: 'ya', after: harmony('aiou', ''), inside: true },
  ...['yə', 'ye'].map((ending) => ({ ending, after: harmony('eəiöü', ''), inside: true })),
  { ending: 'a', after: harmony('aiou', CONSONANTS), inside: true },
  { ending: 'ə', after: harmony('eəiöü', CONSONANTS), inside: true },
  { ending: 'i', after: harmony('aeəi', CONSONANTS), inside: true },
].map((one) => ({ ...one, spelled: TURKIC }));
const HANGUL = /\p{Script=Hangul}{2}$/u;

const ATTACHED: ReadonlyMap<string, Ending> = new Map(
  [
    // English and French plurals, German genitives.
    ...['s', 'es'].map((ending) => ({ ending, after: LATIN, inside: true })),
    // Russian and Ukrainian cases of names in a consonant (Алиева, Азербайджану); 'Алиева' may also be a woman's name.
    ...['а', 'у', 'ом', 'е', 'ым', 'і'].map((ending) => ({ ending, after: CYRILLIC_CONSONANT, inside: true })),
    // Korean particles are written onto the name, and are words of their own.
    ...['은', '는', '이', '가', '을', '를', '의', '에', '에서', '에게', '와', '과', '도', '만', '로', '으로'].map(
      (ending) => ({
        ending,
        after: HANGUL,
        inside: false,
      }),
    ),
    ...TURKIC_ENDINGS,
  ].map((entry) => [entry.ending, entry]),
);

/** Most letters of an ending; what {@link endingAt} reads behind a name is two code units more, invisible ones apart. */
export const LONGEST_ENDING = 5;

/** French and Italian words that lose their vowel before a name: l’Iran, dell’Azerbaigian. 'O’' is not one of them. */
const ELIDED = new Set([
  ...['c', 'd', 'j', 'l', 'm', 'n', 's', 't', 'qu', 'jusqu', 'lorsqu', 'puisqu', 'quoiqu'],
  ...['all', 'dall', 'dell', 'nell', 'sull', 'coll', 'un', 'quell'],
]);
const LONGEST_ELIDED = 6;

const plains = formsOf(false);

export function isApostrophe(unit: number): boolean {
  return unit === 0x27 || (unit >= 0x2bb && kindOf(unit) < LETTER && plains[unit] === 0x27);
}

/** End of the word part that begins at `at`, or -1 if it is longer than an ending may be. */
function endOfLetters(text: string, at: number): number {
  let end = at;
  for (; end < text.length && end - at <= LONGEST_ENDING; end++) {
    const kind = kindOf(unitAt(text, end));
    if (kind < LETTER ? kind !== IGNORED : kind === HIGH && wordAfter(text, end) === 0) return end;
  }
  return end - at <= LONGEST_ENDING ? end : -1;
}

/** An ending: the text's own characters, and how many of them (UTF-16 code units) belong to the passage to tag. */
export interface FoundEnding {
  readonly ending: string;
  readonly inside: number;
}

export const NO_ENDING: FoundEnding = { ending: '', inside: 0 };

/**
 * The ending of the name in `text` from `from` to `to`; {@link NO_ENDING} if the name ends with a word border there;
 * undefined if it goes on as another word. Without `allowed` an ending counts as another word.
 */
export function endingAt(text: string, from: number, to: number, allowed: boolean): FoundEnding | undefined {
  let next = to;
  while (kindOf(unitAt(text, next)) === IGNORED) next++;
  if (isApostrophe(unitAt(text, next))) return afterApostrophe(text, from, to, next + 1, allowed);
  if (!insideWord(text, to)) return NO_ENDING;
  if (!allowed) return undefined;
  const end = endOfLetters(text, to);
  if (end < 0) return undefined;
  const found = ATTACHED.get(foldCase(text.slice(to, end)));
  if (!found?.after.test(foldCase(text.slice(from, to)))) return undefined;
  if (found.spelled && !found.spelled.test(text.slice(from, end))) return undefined;
  const inside = found.inside ? end - to : 0;
  if (!isApostrophe(unitAt(text, end))) return { ending: text.slice(to, end), inside };
  // 'the Azerbaijanis’ …'; but a quotation that ends here keeps its mark.
  if (letterAt(text, end + 1)) return undefined;
  const possessive = found.ending.endsWith('s') && !opensWithQuote(text, from);
  return { ending: text.slice(to, possessive ? end + 1 : end), inside };
}

function letterAt(text: string, at: number): boolean {
  const part = wordAfter(text, at);
  return part !== 0 && part !== MARK;
}

/** The same for a name that an apostrophe follows, which ends at `after`. */
function afterApostrophe(
  text: string,
  from: number,
  to: number,
  after: number,
  allowed: boolean,
): FoundEnding | undefined {
  if (letterAt(text, after)) {
    if (!allowed) return undefined;
    const end = endOfLetters(text, after);
    if (end < 0 || !AFTER_APOSTROPHE.has(foldCase(text.slice(after, end)))) return undefined;
    return { ending: text.slice(to, end), inside: 0 };
  }
  // 'Reuters’ report'.
  const possessive = allowed && /[sxz]$/i.test(text.slice(to - 1, to)) && !opensWithQuote(text, from);
  return possessive ? { ending: text.slice(to, after), inside: 0 } : NO_ENDING;
}

function opensWithQuote(text: string, from: number): boolean {
  return isApostrophe(unitAt(text, from - 1));
}

/**
 * Where the name in a word begins and ends (offsets into `word`): behind an elided article, before a possessive or a case ending
 * that an apostrophe sets off. 'O’Brien' is one word.
 */
export function splitAtApostrophe(word: string): [number, number] {
  let from = 0;
  let to = word.length;
  for (let at = 1; at < word.length - 1; at++) {
    if (!isApostrophe(unitAt(word, at))) continue;
    if (from === 0 && ELIDED.has(foldCase(word.slice(0, at)))) from = at + 1;
    else if (AFTER_APOSTROPHE.has(foldCase(word.slice(at + 1)))) {
      to = at;
      break;
    }
  }
  if (isApostrophe(unitAt(word, to - 1))) to--;
  return [from, to];
}

/** Does a word begin at `at`? After an apostrophe that binds it to letters before ('O’Brien') it does not, elisions apart. */
export function beginsWord(text: string, at: number): boolean {
  if (insideWord(text, at)) return false;
  let end = at - 1;
  while (kindOf(unitAt(text, end)) === IGNORED) end--;
  if (!isApostrophe(unitAt(text, end)) || wordBefore(text, end) === 0) return true;
  let start = end;
  while (end - start <= LONGEST_ELIDED && kindOf(unitAt(text, start - 1)) >= LETTER) start--;
  return ELIDED.has(foldCase(text.slice(start, end)));
}
