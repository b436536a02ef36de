/**
 * All names of a codebook in one pass over a text.
 *
 * The forms are kept in a tree by their plain characters ({@link foldCase}); the pass stops at each place where a word
 * begins, follows the tree as long as the text agrees, and goes on behind the longest form found, else at the next word.
 * No regular expression is made of data, so a form costs what its length costs and nothing else; nearly all words leave the
 * tree after two or three letters, which is why the number of names hardly matters. Aho–Corasick needs no word borders, and
 * takes every character of the text through its automaton for it.
 *
 * Scripts without spaces (Han, Hiragana, Thai, Lao, Khmer, Burmese) have no word borders to go by: names in them are found
 * wherever their characters stand, also inside what a reader would call a longer word.
 */
import { beginsWord, endingAt, NO_ENDING, type FoundEnding } from '../text/endings';
import {
  COMPLEX,
  foldCase,
  formsOf,
  IGNORED,
  insideCharacter,
  insideWord,
  kindOf,
  kinds,
  LETTER,
  LINE_BREAK,
  MARK,
  OTHER,
  plainText,
  SPACE,
  unitAt,
  wordAfter,
} from '../text/letters';
import { Trie } from './trie';

/** A name or alias and the id of its entity. Two entities may share a form. */
export interface NameForm {
  readonly form: string;
  readonly entity: string;
}

/** Offsets are UTF-16 code units of the text searched, ends exclusive. */
export interface NameHit {
  readonly from: number;
  /** End of the passage to tag: with an ending that is written onto the name ('Azerbaijanis'), without one set off ('’s'). */
  readonly to: number;
  /** The form as the codebook has it; where several are spelled alike, the first. */
  readonly form: string;
  /** Ids, each once, in the order of the forms given. */
  readonly entities: readonly string[];
  /** The light word ending after the form, as it stands in the text; '' if there is none. */
  readonly ending: string;
  /** Does the text write the form with the same capitals? Always true where case is not ignored. */
  readonly exactCase: boolean;
}

export interface FindOptions {
  /** Default false. */
  readonly ignoreCase?: boolean;
  /** Only where a word begins and ends (default true). If false, anywhere but inside a character. */
  readonly wholeWord?: boolean;
  /** Also with a light word ending: see endings.ts (default true). If false, 'Azerbaijan’s' is another word. */
  readonly endings?: boolean;
}

/** Longer forms are no names, and are left out: the bound keeps the pass linear whatever the codebook holds. */
const LONGEST_FORM = 256;

/** A letter with more marks (or a picture of more parts) is compared with nothing: composing thousands takes quadratic time. */
const MOST_MARKS = 32;

// At least one letter, number or picture: punctuation alone is no name.
const NAMES_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

// An article is written large where a sentence begins: 'The Kremlin' stands as 'the Kremlin' everywhere else.
const ARTICLE = /^(?:the|der|die|das|le|la|les|el|los|las|il|lo|gli)(?= )/i;

/** A form as its text may write it: itself, and with its article in the other case. */
function caseForms(plain: string): string[] {
  const first = plain.charAt(0);
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase();
  return ARTICLE.test(plain) ? [plain, other + plain.slice(1)] : [plain];
}

/** Forms that are the same to {@link plainText}. */
interface Spelling {
  readonly plain: string;
  readonly form: string;
  readonly entities: string[];
}

/** Spellings that are the same to {@link foldCase}. */
interface Name {
  readonly spellings: Spelling[];
  /** All spellings together, for a text that has none of them exactly. */
  readonly any: Spelling;
}

/** Finds the forms that it was made with. Holds nothing of the texts, and never changes. */
export class NameFinder {
  /** Length of the longest form, in plain UTF-16 code units: what a match reads at the most, marks and spaces apart. */
  readonly longest: number;
  private readonly trie: Trie;
  private readonly units: Uint16Array;
  private readonly names: readonly Name[];
  private readonly ignoreCase: boolean;
  private readonly wholeWord: boolean;
  private readonly endings: boolean;

  /** Forms without a letter, number or picture, and forms longer than {@link LONGEST_FORM}, are left out. */
  constructor(forms: Iterable<NameForm>, options: FindOptions = {}) {
    this.ignoreCase = options.ignoreCase ?? false;
    this.wholeWord = options.wholeWord ?? true;
    this.endings = options.endings ?? true;
    this.units = formsOf(this.ignoreCase);
    const names = new Map<string, Name>();
    let longest = 0;
    for (const { form, entity } of forms) {
      if (form.length > 2 * LONGEST_FORM) continue;
      const written = plainText(form).trim();
      for (const plain of this.ignoreCase ? [written] : caseForms(written)) {
        const key = this.ignoreCase ? foldCase(plain) : plain;
        if (key.length > LONGEST_FORM || !NAMES_SOMETHING.test(key)) continue;
        let name = names.get(key);
        if (!name) names.set(key, (name = { spellings: [], any: { plain, form, entities: [] } }));
        let spelling = name.spellings.find((known) => known.plain === plain);
        if (!spelling) name.spellings.push((spelling = { plain, form, entities: [] }));
        if (!spelling.entities.includes(entity)) spelling.entities.push(entity);
        if (!name.any.entities.includes(entity)) name.any.entities.push(entity);
        longest = Math.max(longest, key.length);
      }
    }
    const keys = [...names.keys()].sort();
    this.longest = longest;
    this.trie = new Trie(keys);
    this.names = keys.map((key) => names.get(key) as Name);
  }

  /**
   * The hits that begin in `text` from offset `from` up to, and without, `to`, in order, none overlapping: the leftmost
   * first, of those the longest form. What stands before `from` and behind `to` is looked at for borders, and a form that
   * begins before `to` is read to its end.
   */
  find(text: string, from = 0, to = text.length): NameHit[] {
    const hits: NameHit[] = [];
    const known = kinds;
    let at = Math.max(0, from);
    while (kindOf(unitAt(text, at)) === IGNORED || insideCharacter(text, at)) at++;
    // Begun inside a word: no name begins before its end.
    if (this.wholeWord && insideWord(text, at)) at = endOfWord(text, at);
    const end = Math.min(to, text.length);
    while (at < end) {
      const unit = text.charCodeAt(at);
      const kind = known[unit] || kindOf(unit);
      if (
        kind < LETTER ? kind === OTHER && this.trie.root(this.units[unit] as number) > 0 : this.mayBegin(text, at, kind)
      ) {
        const hit = this.longestAt(text, at);
        if (hit) {
          hits.push(hit);
          at = hit.to;
          continue;
        }
      }
      const inWord = kind === LETTER || (kind >= COMPLEX && wordAfter(text, at) === LETTER);
      at++;
      if (inWord && this.wholeWord) at = endOfWord(text, at);
    }
    return hits;
  }

  private mayBegin(text: string, at: number, kind: number): boolean {
    if (kind >= COMPLEX) return kind !== MARK;
    if (this.trie.root(this.units[unitAt(text, at)] as number) > 0) return true;
    // With its mark it may be another letter.
    return unitAt(text, at + 1) >= 0x300 && kindOf(unitAt(text, at + 1)) === MARK;
  }

  private longestAt(text: string, from: number): NameHit | undefined {
    const { trie } = this;
    let best: NameHit | undefined;
    let node = 0;
    let at = from;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      const kind = kindOf(unit);
      if (kind === IGNORED && at > from) {
        at++;
        continue;
      }
      if (kind === SPACE || kind === LINE_BREAK) {
        at = endOfSpace(text, at);
        node = at < 0 ? 0 : trie.child(node, 0x20);
      } else {
        const next = unitAt(text, at + 1);
        if (kind >= COMPLEX || (next >= 0x300 && kindOf(next) === MARK)) {
          const end = endOfCharacter(text, at + 1, at + MOST_MARKS + 1);
          node = end - at > MOST_MARKS ? 0 : this.follow(node, text.slice(at, end));
          at = end;
        } else {
          node = trie.child(node, this.units[unit] as number);
          at++;
        }
      }
      if (node === 0) break;
      const key = trie.keyAt(node);
      if (key >= 0) best = this.judge(text, from, at, this.names[key] as Name) ?? best;
    }
    return best;
  }

  private follow(node: number, character: string): number {
    const units = this.ignoreCase ? foldCase(character) : plainText(character);
    for (let i = 0; i < units.length; i++) {
      node = this.trie.child(node, units.charCodeAt(i));
      if (node === 0) break;
    }
    return node;
  }

  /** The hit of a name whose characters stand from `from` to `to`; undefined if case or borders forbid it. */
  private judge(text: string, from: number, to: number, name: Name): NameHit | undefined {
    if (insideCharacter(text, from) || insideCharacter(text, to)) return undefined;
    const written = text.slice(from, to);
    const plain = name.any.plain === written ? written : plainText(written);
    const exact = name.spellings.find((spelling) => spelling.plain === plain);
    if (!exact && !this.ignoreCase) return undefined;
    let ending: FoundEnding | undefined = NO_ENDING;
    if (this.wholeWord) {
      if (!beginsWord(text, from)) return undefined;
      ending = endingAt(text, from, to, this.endings);
      if (!ending) return undefined;
    } else if (this.endings) {
      ending = endingAt(text, from, to, true) ?? NO_ENDING;
    }
    const { form, entities } = exact ?? name.any;
    return { from, to: to + ending.inside, form, entities, ending: ending.ending, exactCase: exact !== undefined };
  }
}

/** End of the white space that begins at `at`; -1 if a paragraph ends in it (two line breaks), which no name runs over. */
function endOfSpace(text: string, at: number): number {
  let breaks = 0;
  for (; ; at++) {
    const unit = unitAt(text, at);
    const kind = kindOf(unit);
    if (kind === LINE_BREAK) {
      if (!(unit === 10 && unitAt(text, at - 1) === 13)) breaks++;
    } else if (kind !== SPACE && kind !== IGNORED) {
      return breaks > 1 ? -1 : at;
    }
  }
}

/** End of the marks (and the second surrogate) at `at`, looked for up to `most`. */
function endOfCharacter(text: string, at: number, most = text.length): number {
  while (at < most && insideCharacter(text, at)) at++;
  return at;
}

/** Where the letters, marks and numbers around `at` end, or a letter of a script without spaces stands. */
function endOfWord(text: string, at: number): number {
  const known = kinds;
  for (const { length } = text; at < length; at++) {
    const unit = text.charCodeAt(at);
    const kind = known[unit] || kindOf(unit);
    if (kind === LETTER || kind === MARK || kind === IGNORED) continue;
    if (kind < COMPLEX ? !insideCharacter(text, at) : !insideWord(text, at)) return at;
  }
  return at;
}
