/**
 * Words of ours in the language of the user. Core, and the Findings page, write English and say it through `say`; whoever knows the
 * user's language (the extension host at its start, the page from its host) gives it once by `speak`. The command line never does.
 */

export interface Language {
  /** BCP 47, as VS Code names its display language: `de`, `pt-br`. */
  readonly locale: string;
  /** English words → words of the language; what is missing stays English. */
  readonly words: Readonly<Record<string, string>>;
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

/** `words` in the user's language, with `data` for `{0}`, `{1}`, … What stands in braces in the data stays as it is. */
export function say(words: string, ...data: readonly (string | number)[]): string {
  return filled(language.words[words] ?? words, data);
}

/** Words of ours with `{0}`, `{1}`, … where text from files goes: whoever shows it makes that text harmless. */
export interface Sentence {
  readonly words: string;
  readonly data: readonly string[];
}

/** Puts data into words that are translated already. */
export function filled(words: string, data: readonly (string | number)[]): string {
  return data.length === 0
    ? words
    : words.replace(/\{(\d+)\}/g, (slot, i: string) => {
        const one = data[Number(i)];
        return one === undefined ? slot : typeof one === 'number' ? String(one) : one;
      });
}

/** Marks words that are said later, where they stand in a table: they are collected for translation, and stay as they are. */
export function sayable<const T>(words: T): T {
  return words;
}
