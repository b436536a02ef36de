/**
 * Words of ours in the language of the user. Core, and the Findings page, write English and say it through `say`, and so does
 * `vscode.l10n.t` in the extension (`host/said.ts`); whoever knows the user's language (the extension host at its start, the page from
 * its host) gives it once by `speak`. The command line never does.
 */
import { fnv1a } from './hash';

export interface Language {
  /** BCP 47, as VS Code names its display language: `de`, `pt-br`. */
  readonly locale: string;
  /** Words of the language by `wordKey` of the English; what is missing stays English. */
  readonly words: Readonly<Record<number, string>>;
}

const ENGLISH: Language = { locale: 'en', words: {} };
let language = ENGLISH;

/** Sets the language of all words from now on; without one, English. */
export function speak(spoken: Language = ENGLISH): void {
  language = spoken;
}

/** The language that was set last. */
export function spoken(): Language {
  return language;
}

/** By what a translation is found: a tenth of the length of its English, which the code has already. The build sees that no two meet. */
export function wordKey(english: string): number {
  return fnv1a(english);
}

/** A language from its words by their English. */
export function languageOf(locale: string, words: Readonly<Record<string, string>>): Language {
  return {
    locale,
    words: Object.fromEntries(Object.entries(words).map(([english, said]) => [wordKey(english), said])),
  };
}

/** The user's words for English ones, with their places for data; undefined where the language lacks them. */
export function saidFor(english: string): string | undefined {
  return language === ENGLISH ? undefined : language.words[wordKey(english)];
}

/** `words` in the user's language, with `data` for `{0}`, `{1}`, … What stands in braces in the data stays as it is. */
export function say(words: string, ...data: readonly (string | number | boolean)[]): string {
  return filled(saidFor(words) ?? words, data);
}

/** Words of ours with `{0}`, `{1}`, … where text from files goes: whoever shows it makes that text harmless. */
export interface Sentence {
  readonly words: string;
  readonly data: readonly string[];
}

/** The same where data can be words of ours again, each said by itself. */
export interface Said {
  readonly words: string;
  readonly data: readonly (string | number | Said)[];
}

/** Puts what is said together: `by` gives the words of each sentence, in the user's language where nothing is named. */
export function told({ words, data }: Said, by: (english: string) => string = (one) => saidFor(one) ?? one): string {
  return filled(
    by(words),
    data.map((one) => (typeof one === 'object' ? told(one, by) : one)),
  );
}

/** Why something failed, in the user's language where the error carries its words (`Said`); else by its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { words, data } = error as Partial<Said>;
  return typeof words === 'string' && Array.isArray(data) ? told({ words, data: data as Said['data'] }) : error.message;
}

/** Puts data into words that are translated already. */
export function filled(words: string, data: readonly (string | number | boolean)[]): string {
  return data.length === 0
    ? words
    : words.replace(/\{(\d+)\}/g, (slot, i: string) => {
        const one = data[Number(i)];
        return one === undefined ? slot : String(one);
      });
}

/** Marks words that are said later, where they stand in a table: they are collected for translation, and stay as they are. */
export function sayable<const T>(words: T): T {
  return words;
}
