/**
 * Which entities fit some words best: the one ranker of the pick, the stance pick, the light bulb and completion. The words are a
 * selected passage, or what somebody types.
 */
import type { Entity } from '../model';
import { each, type Steps } from '../base/steps';
import { endingAt, splitAtApostrophe } from '../text/endings';
import { distance, foldName } from '../text/fold';
import { foldCase } from '../text/letters';
import { wordsOf } from '../text/words';

/**
 * How a name or alias fits, best first. `same`: to the letter; `whole`: apart from case, accents and an ending that a language
 * writes onto it; `prefix`: the words are (while somebody types, begin) words that follow one another in it ('kay', 'ilham al'); `words`: the
 * same in any order; `part`: it stands whole among the words ('Azerbaijan' in 'Azerbaijan Airlines'); `typo`: a few letters differ;
 * `none`.
 */
const FITS = ['same', 'whole', 'prefix', 'words', 'part', 'typo', 'none'] as const;
export type FitName = (typeof FITS)[number];

export interface Ranked {
  readonly entity: Entity;
  readonly fit: FitName;
  /** The name or alias that fits. */
  readonly form: string;
}

/** Is it a form of the entity as a whole? Only such a one may be chosen before *New entity* for a passage. */
export function isWhole({ fit }: Ranked): boolean {
  return fit === 'same' || fit === 'whole';
}

/** Do the words name the entity, in whole or by beginnings of its words? Then *New entity* does not stand above it. */
export function isNamed({ fit }: Ranked): boolean {
  return RANK[fit] <= RANK.words;
}

const RANK = Object.fromEntries(FITS.map((fit, i) => [fit, i])) as Record<FitName, number>;

/** Words of fewer letters are no typos of one another (Iran, Iraq); from the second bound on two changes are let pass. */
const LEAST_FOR_ONE = 5;
const LEAST_FOR_TWO = 8;
/** More words than this are a passage, in which only whole forms are looked for. */
const MOST_TYPED = 6;

/**
 * Best fit first, then the most recently used (`recent`: ids, newest first), then in the order of the codebook. `typing`: the words
 * may be unfinished; those of a passage are not, so that 'UK' is no beginning of Ukraine there.
 */
export function rankEntities(
  entities: readonly Entity[],
  words: string,
  recent: readonly string[],
  typing = false,
): Ranked[] {
  const age = new Map(recent.map((id, i) => [id, i]));
  const wanted = { ...wantedFrom(words), fits: typing ? begins : equals };
  const byFit = FITS.map((): Ranked[] => []);
  for (const entity of entities) {
    const one = best(entity, wanted);
    byFit[RANK[one.fit]]?.push(one);
  }
  // Within a fit the recent ones come first; the others stand in the order of the codebook already.
  return byFit.flatMap((list) => {
    const used = list.filter(({ entity }) => age.has(entity.id));
    if (used.length === 0) return list;
    used.sort((a, b) => (age.get(a.entity.id) ?? 0) - (age.get(b.entity.id) ?? 0));
    return [...used, ...list.filter(({ entity }) => !age.has(entity.id))];
  });
}

/**
 * The entities that fit, parted by where *New entity* stands: below whole forms for a passage, below all that typed words name while
 * somebody types. `most` of them at the most.
 */
export function aroundNew(ranked: readonly Ranked[], typing: boolean, most = 50): { above: Ranked[]; below: Ranked[] } {
  const fitting = ranked.filter(({ fit }) => fit !== 'none').slice(0, most);
  const isAbove = typing ? isNamed : isWhole;
  return { above: fitting.filter(isAbove), below: fitting.filter((one) => !isAbove(one)) };
}

interface Wanted {
  readonly exact: string;
  readonly folded: string;
  /** Folded as the name finder does, for endings. */
  readonly cased: string;
  readonly words: readonly string[];
  readonly fits: (typed: string, word: string) => boolean;
}

function wantedFrom(words: string): Omit<Wanted, 'fits'> {
  const exact = words.trim();
  // 'l’Iran' and 'Baku’s' name Iran and Baku.
  const [from, to] = /\s/.test(exact) ? [0, exact.length] : splitAtApostrophe(exact);
  const bare = from < to ? exact.slice(from, to) : exact;
  return { exact, folded: foldName(bare), cased: foldCase(exact), words: foldedWords(bare) };
}

interface Form {
  readonly form: string;
  readonly folded: string;
  readonly cased: string;
  readonly words: readonly string[];
}

/** The forms of entities as they are compared: at each key in a pick every entity is. */
const prepared = new WeakMap<Entity, readonly Form[]>();

/** Prepares the forms of many entities, with pauses, so that the first key does not wait for all of them. */
export function prepareSteps(entities: readonly Entity[]): Steps<void> {
  return each(entities, (entity) => void formsOf(entity), 100);
}

function formsOf(entity: Entity): readonly Form[] {
  let forms = prepared.get(entity);
  if (!forms) {
    forms = [entity.name, ...entity.aliases].map((form) => ({
      form,
      folded: foldName(form),
      cased: foldCase(form).trim(),
      words: foldedWords(form),
    }));
    prepared.set(entity, forms);
  }
  return forms;
}

function foldedWords(text: string): string[] {
  return wordsOf(foldName(text));
}

function best(entity: Entity, wanted: Wanted): Ranked {
  let found: Ranked = { entity, fit: 'none', form: entity.name };
  for (const form of formsOf(entity)) {
    const fit = fitOf(form, wanted);
    if (RANK[fit] < RANK[found.fit]) found = { entity, fit, form: form.form };
  }
  return found;
}

function fitOf(form: Form, wanted: Wanted): FitName {
  if (wanted.folded === '' || form.folded === '') return 'none';
  if (form.form === wanted.exact) return 'same';
  if (form.folded === wanted.folded || hasEnding(form, wanted)) return 'whole';
  const typed = wanted.words;
  if (typed.length === 0 || form.words.length === 0) return 'none';
  if (typed.length <= MOST_TYPED) {
    if (followsAt(typed, form.words, wanted.fits)) return 'prefix';
    // 'of' and 'al' begin too many words to mean one of them.
    if (typed.length > 1 && inAnyOrder(typed, form.words, wanted.fits)) return 'words';
  }
  if (standsIn(form.words, typed)) return 'part';
  return typed.length <= MOST_TYPED && isTypo(typed, form.words, wanted.fits) ? 'typo' : 'none';
}

/** 'Azerbaijan’s', 'Bakıda', 'Азербайджане', '서울에서'. */
function hasEnding({ cased }: Form, wanted: Wanted): boolean {
  if (cased === '' || wanted.cased.length <= cased.length || !wanted.cased.startsWith(cased)) return false;
  // Some endings show by letters that folding takes (ı): the words as they are written, where folding left their length.
  const written = wanted.exact.length === wanted.cased.length ? wanted.exact : wanted.cased;
  const found = endingAt(written, 0, cased.length, true);
  return found !== undefined && found.ending !== '' && cased.length + found.ending.length === wanted.cased.length;
}

/** Do the words fit words of the form that follow one another? */
function followsAt(typed: readonly string[], words: readonly string[], fits: Wanted['fits']): boolean {
  for (let at = 0; at + typed.length <= words.length; at++) {
    if (typed.every((word, i) => fits(word, words[at + i] as string))) return true;
  }
  return false;
}

function equals(typed: string, word: string): boolean {
  return word === typed;
}

function begins(typed: string, word: string): boolean {
  return word.startsWith(typed);
}

/** Does each typed word fit a word of the form of its own? The longest first, so that a short one leaves it the right one. */
function inAnyOrder(typed: readonly string[], words: readonly string[], fits: Wanted['fits']): boolean {
  // Nearly no form gets past this, and it copies nothing.
  for (const one of typed) if (!words.some((word) => fits(one, word))) return false;
  const left = [...words];
  return [...typed]
    .sort((a, b) => b.length - a.length)
    .every((one) => {
      const at = left.findIndex((word) => fits(one, word));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
}

/** Does the form stand whole in the words, one word after the other? */
function standsIn(form: readonly string[], typed: readonly string[]): boolean {
  for (let at = 0; at + form.length <= typed.length; at++) {
    if (form.every((word, i) => typed[at + i] === word)) return true;
  }
  return false;
}

function isTypo(typed: readonly string[], words: readonly string[], fits: Wanted['fits']): boolean {
  if (!typed.some((one) => one.length >= LEAST_FOR_ONE)) return false;
  return inAnyOrder(typed, words, (one, word) => fits(one, word) || isMistyped(one, word));
}

function isMistyped(typed: string, word: string): boolean {
  const most = typed.length >= LEAST_FOR_TWO ? 2 : typed.length >= LEAST_FOR_ONE ? 1 : 0;
  if (Math.abs(typed.length - word.length) > most || most === 0 || word.length < LEAST_FOR_ONE) return false;
  // The first letter is the one that people get right; it also spares most of the comparisons.
  if (typed.charCodeAt(0) !== word.charCodeAt(0)) return false;
  return distance(typed, word) <= most;
}

/** An id for a new entity: the name's letters and digits with hyphens, and a number where that is taken. */
export function entityIdFor(name: string, taken: (id: string) => boolean): string {
  const letters = foldName(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const base = letters === '' || !/^\p{L}/u.test(letters) ? `e-${letters || 'new'}` : letters;
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (id !== 'author' && !taken(id)) return id;
  }
}
