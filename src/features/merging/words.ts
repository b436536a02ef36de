/** What the sides of a conflict say, in words to choose by. */
import * as vscode from 'vscode';
import { meaningIn } from '../../core/compare/tags';
import type { CodebookView } from '../../core/corpus';
import type { Conflict, Side } from '../../core/merge';
import type { Entity, Tag } from '../../core/model';
import { label } from '../../core/text/safe';
import { inSentence } from '../../core/words/in-sentence';

const show = (text: string): string => label(text, 80);

function isTag(item: Tag | Entity): item is Tag {
  return 'quote' in item;
}

/** What a conflict is about: the passage in its sentence, the entity's name, or the section's key. */
export function titleOf({ id, item, what }: Conflict): string {
  const one = item.ours ?? item.theirs ?? item.base;
  if (what === 'section' || !one) return show(id);
  return isTag(one) ? inSentence(one) : show(one.name);
}

/** One side of a conflict as a sentence; of one field where that is named. */
export function sideWords(codebook: CodebookView | undefined, conflict: Conflict, side: Side, field?: string): string {
  const item = conflict.item[side];
  if (conflict.what === 'section') return show(conflict.text[side] ?? vscode.l10n.t('(not there)'));
  if (!item) return side === 'base' ? vscode.l10n.t('(not there)') : vscode.l10n.t('(taken away)');
  if (field === 'note' || field === 'by')
    return show((isTag(item) && item[field]) || item.note || vscode.l10n.t('(none)'));
  if (!isTag(item)) {
    const also = item.aliases.length > 0 ? `; ${item.aliases.map(show).join(', ')}` : '';
    return `${show(item.name)} (${show(item.type)}${also})`;
  }
  if (field === 'anchor') return `${item.at.startLine + 1}: ${inSentence(item)}`;
  const fields = field === undefined ? conflict.fields : [field];
  const parts = [meaningIn(codebook, item, show)];
  if (fields.includes('anchor')) parts.push(inSentence(item));
  if (fields.includes('note')) parts.push(vscode.l10n.t('note: {0}', show(item.note ?? vscode.l10n.t('(none)'))));
  if (fields.includes('by')) parts.push(vscode.l10n.t('coder: {0}', show(item.by ?? vscode.l10n.t('(none)'))));
  return parts.join(' · ');
}

/** What the sides disagree on. */
export function whyOf({ kind, fields }: Conflict): string {
  if (kind === 'deleted') return vscode.l10n.t('taken away on one side, changed on the other');
  if (kind === 'same-id') return vscode.l10n.t('two under one id');
  return fields.map((field) => label(field.replace(/^stance\./, ''), 30)).join(', ');
}
