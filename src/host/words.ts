/** Numbers with their nouns, localised. */
import * as vscode from 'vscode';
import { formOf, numberOf, type Noun } from '../core/words/count';

/** '1 mention', '3 mentions'. */
export function count(number: number, noun: Noun): string {
  return vscode.l10n.t(formOf(number, noun), numberOf(number));
}
