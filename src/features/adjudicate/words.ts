/** A case in words: in what the coders differ, and what each of them has. */
import * as vscode from 'vscode';
import type { Case } from '../../core/agreement/adjudicate';
import { DIFFERENCE_NAMES } from '../../core/agreement/disagreements';
import { label, visible } from '../../core/text/safe';
import { inPlainWords, spokenSentence } from '../../core/words/sentence';
import type { Services } from '../../host/services';
import { describe } from '../../host/targets';

/** What a coder (by number, from 0) has of a case of a source. */
export function saidIn(services: Services, uri: string, one: Case, coder: number): string {
  const own = one.tags[coder];
  if (!own) return vscode.l10n.t('nothing');
  const { stance } = own.tag;
  // How strong, how certain, on what and through whom is said where that is what differs.
  const whole = stance && one.kinds.some((kind) => kind === 'intensity' || kind === 'details');
  const words = whole
    ? inPlainWords(spokenSentence(services.library.codebookOf(uri), stance), visible)
    : describe(services, uri, own.tag);
  return one.kinds.includes('borders') ? `${words} “${label(own.tag.quote, 24)}”` : words;
}

/** In what the coders differ, and whether one of them has changed something since. */
export function kindsOf({ kinds, state }: Case): string {
  const words = kinds.map((kind) => vscode.l10n.t(DIFFERENCE_NAMES[kind]));
  return [...words, ...(state === 'changed' ? [vscode.l10n.t('changed since it was decided')] : [])].join(', ');
}
