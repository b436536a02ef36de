/** A tag's meaning as a sentence. */
import { AUTHOR, type Stance } from '../model';
import type { CodebookView } from '../corpus';
import { labelOf } from '../codebook/defaults';
import { isolated } from '../text/safe';
import { voicePhrase } from './voice';
import { say, sayable, type Sentence } from '../base/say';

/** What of a codebook a sentence asks for. */
export type Names = Pick<CodebookView, 'entity' | 'value'>;

/** Adjectives that go with 'of'; every other label goes with 'toward'. */
const OF = new Set(['critical', 'supportive', 'distrustful', 'suspicious', 'afraid', 'proud', 'wary']);

const CERTAINLY = sayable({
  asserted: '{0}',
  probable: 'probably {0}',
  possible: 'possibly {0}',
  denied: 'said not to be {0}',
});

/**
 * 'Ilham Aliyev: critical (2 of 4) of Russia'. Names and labels are the codebook's; ids stand for what it does not know. There is
 * no verb in it: whether a name is one or many ('Azerbaijani experts') no codebook says.
 */
export function stanceSentence(codebook: Names | undefined, stance: Stance): Sentence {
  const data: string[] = [];
  const put = (text: string): string => `{${data.push(text) - 1}}`;
  const who = (id: string, first = false): string =>
    id === AUTHOR ? say(first ? 'The author' : 'the author') : put(codebook?.entity(id)?.name ?? id);
  const value = inSentence(stance.value, codebook?.value(stance.value)?.label ?? stance.value);
  const holder = who(stance.holder, true);
  let thought = say(CERTAINLY[stance.certainty ?? 'asserted'], put(value));
  if (stance.intensity !== undefined) thought = say('{0} ({1} of 4)', thought, stance.intensity);
  const form = OF.has(value) ? '{0}: {1} of {2}' : '{0}: {1} toward {2}';
  const words = say(form, holder, thought, who(stance.target));
  return { words: stance.event === undefined ? words : say('{0}, on {1}', words, who(stance.event)), data };
}

/**
 * A value inside a sentence: a label that says no more than its id ('Critical', critical) is small as the id is; any other stands
 * as its author writes it ('Pro-EU', 'İnkar').
 */
function inSentence(id: string, label: string): string {
  return label === labelOf(id) ? id.replaceAll('-', ' ') : label;
}

/** The sentence, and in whose voice it is: 'Ilham Aliyev: critical of Russia; reported by Volodymyr Fesenko, through the author'. */
export function spokenSentence(codebook: Names | undefined, stance: Stance): Sentence {
  const said = stanceSentence(codebook, stance);
  const voice = voicePhrase(codebook, stance);
  const words = voice.words.replace(/\{(\d+)\}/g, (_, i: string) => `{${Number(i) + said.data.length}}`);
  return { words: `${said.words}; ${words}`, data: [...said.data, ...voice.data] };
}

/** The sentence as plain text, with `show` applied to each text from a file, which then stands apart where it is written from right to left. */
export function inPlainWords({ words, data }: Sentence, show: (text: string) => string): string {
  return words.replace(/\{(\d+)\}/g, (_, i: string) => isolated(show(data[Number(i)] ?? '')));
}
