/** A tag's meaning as a sentence. */
import { AUTHOR, type Stance } from '../model';
import type { CodebookView } from '../corpus';
import { labelOf } from '../codebook/defaults';
import { isolated } from '../text/safe';
import { voicePhrase } from './voice';

/** Words of ours with `{0}`, `{1}`, … where text from files goes: whoever shows it makes that text harmless. */
export interface Sentence {
  readonly words: string;
  readonly data: readonly string[];
}

/** What of a codebook a sentence asks for. */
export type Names = Pick<CodebookView, 'entity' | 'value'>;

/** Adjectives that go with 'of'; every other label goes with 'toward'. */
const OF = new Set(['critical', 'supportive', 'distrustful', 'suspicious', 'afraid', 'proud', 'wary']);

const CERTAINLY = { asserted: '', probable: 'probably ', possible: 'possibly ', denied: 'said not to be ' };

/**
 * 'Ilham Aliyev: critical (2 of 4) of Russia'. Names and labels are the codebook's; ids stand for what it does not know. There is
 * no verb in it: whether a name is one or many ('Azerbaijani experts') no codebook says.
 */
export function stanceSentence(codebook: Names | undefined, stance: Stance): Sentence {
  const data: string[] = [];
  const put = (text: string): string => `{${data.push(text) - 1}}`;
  const who = (id: string, first = false): string =>
    id === AUTHOR ? (first ? 'The author' : 'the author') : put(codebook?.entity(id)?.name ?? id);
  const value = inSentence(stance.value, codebook?.value(stance.value)?.label ?? stance.value);
  let words = `${who(stance.holder, true)}: ${CERTAINLY[stance.certainty ?? 'asserted']}${put(value)}`;
  if (stance.intensity !== undefined) words += ` (${stance.intensity} of 4)`;
  words += ` ${OF.has(value) ? 'of' : 'toward'} ${who(stance.target)}`;
  if (stance.event !== undefined) words += `, on ${who(stance.event)}`;
  return { words, data };
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
