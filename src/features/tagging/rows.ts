/** Rows of the picks that choose an entity. */
import * as vscode from 'vscode';
import type { CodebookView } from '../../core/corpus';
import type { Entity } from '../../core/model';
import { foldName } from '../../core/text/fold';
import { shorten, visible } from '../../core/text/safe';
import type { PickItem } from '../../host/pick';
import { entityDetail } from '../../host/pick-entity';

function typeLabel(codebook: CodebookView, id: string): string {
  return codebook.type(id)?.label ?? id;
}

/** What the row of an entity shows; `form` is the name or alias that fits, `digit` takes it at once. */
export function entityRow(
  codebook: CodebookView,
  entity: Entity,
  about: { readonly digit?: number; readonly form?: string; readonly note?: string; readonly alias?: string } = {},
): vscode.QuickPickItem {
  const { digit, form, note, alias } = about;
  const by =
    form !== undefined && foldName(form) !== foldName(entity.name) ? `“${visible(shorten(form, 40))}”` : undefined;
  const added = alias === undefined ? undefined : vscode.l10n.t('… and add “{0}”', visible(shorten(alias, 40)));
  const description = [by, note, visible(typeLabel(codebook, entity.type)), added];
  return {
    label: `${digit === undefined ? '' : `${digit}  `}${visible(entity.name)}`,
    description: description.filter((part) => part !== undefined && part !== '').join(' · '),
    detail: entityDetail(entity),
  };
}

export function newRow<T>(name: string, value: T, note?: string): PickItem<T> {
  const label = `$(add) ${vscode.l10n.t('New entity “{0}”…', visible(shorten(name, 60)))}`;
  return { label, ...(note && { description: note }), value };
}

/** `+` among the typed words asks for more than the choice itself; the words are without it. */
export function typedWords(value: string): { readonly words: string; readonly plus: boolean } {
  return { words: value.replace(/\+/g, '').trim(), plus: value.includes('+') };
}
