/** How the codes of a file are taken: the proposal as a table, each row of which can be decided otherwise. */
import * as vscode from 'vscode';
import type { Mapping, Taken } from '../../core/formats/meanings';
import { AUTHOR, type Codebook, type Entity } from '../../core/model';
import { entityIdFor } from '../../core/find/rank';
import { label, visible } from '../../core/text/safe';
import { BACK, pick, type PickItem } from '../../host/pick';
import { counted } from '../../core/words/count';

type Row = { readonly go: true } | { readonly taken: Taken };

/** Resolves to what was decided otherwise than proposed, by code; undefined: the table was left. */
export async function askMapping(
  mapping: readonly Taken[],
  codebook: Codebook,
  wished: readonly Mapping[],
): Promise<readonly Mapping[] | undefined> {
  const wishes = new Map(wished.map((one) => [one.code, one]));
  for (;;) {
    const { t } = vscode.l10n;
    const row = await pick<Row>({
      title: t('Import: how codes are taken'),
      placeholder: t('Choose a row to change how it is taken; what you decide is kept in the codebook'),
      items: [
        { label: `$(check) ${t('Go on with this table')}`, value: { go: true } },
        ...mapping.map((taken): PickItem<Row> => {
          const wish = wishes.get(taken.code);
          return {
            label: `${wish ? '$(edit)' : '$(arrow-right)'} ${label(visible(taken.code), 80)}`,
            description: wordsOf(wish ?? taken, codebook, wish ? undefined : taken.makes),
            detail: counted(taken.passages, 'passage'),
            value: { taken },
          };
        }),
      ],
    });
    if (row === undefined || row === BACK) return undefined;
    if ('go' in row) return [...wishes.values()];
    const decided = await askOne(row.taken, codebook, wishes.get(row.taken.code));
    if (decided === 'proposed') wishes.delete(row.taken.code);
    else if (decided) wishes.set(row.taken.code, decided);
  }
}

function nameOf(codebook: Codebook, id: string): string {
  if (id === AUTHOR) return vscode.l10n.t('author');
  return visible(codebook.entities.find((one) => one.id === id)?.name ?? id);
}

/** A mapping in words. `makes`: the name of the entity that it makes. */
function wordsOf({ entity, stance, skip, type }: Mapping, codebook: Codebook, makes?: string): string {
  const { t } = vscode.l10n;
  if (skip) return t('is left out');
  if (stance) {
    const { holder, target, value } = stance;
    const named = codebook.stances.find(({ id }) => id === value)?.label ?? value;
    return t('a stance: {0} → {1}: {2}', nameOf(codebook, holder), nameOf(codebook, target), visible(named));
  }
  const known = codebook.entities.some(({ id }) => id === entity);
  const typed = codebook.types.find(({ id }) => id === type)?.label ?? type ?? '';
  return known
    ? t('mentions of {0}', nameOf(codebook, entity ?? ''))
    : t('mentions of a new entity, {0} ({1})', visible(makes ?? entity ?? ''), visible(typed));
}

async function askOne(
  taken: Taken,
  codebook: Codebook,
  wish: Mapping | undefined,
): Promise<Mapping | 'proposed' | undefined> {
  const { t } = vscode.l10n;
  const { code } = taken;
  const title = label(visible(code), 80);
  const items: PickItem<'entity' | 'new' | 'stance' | 'skip' | 'proposed'>[] = [
    { label: t('As mentions of an entity of the codebook…'), value: 'entity' },
    { label: t('As mentions of a new entity of a type…'), value: 'new' },
    { label: t('As a stance…'), value: 'stance' },
    { label: t('Leave its passages out'), value: 'skip' },
  ];
  if (wish)
    items.push({ label: t('As proposed'), description: wordsOf(taken, codebook, taken.makes), value: 'proposed' });
  const how = await pick({ title, placeholder: t('How is this code taken?'), items });
  if (how === undefined || how === BACK) return undefined;
  if (how === 'proposed') return 'proposed';
  if (how === 'skip') return { code, skip: true };
  if (how === 'entity') {
    const entity = await askParty(title, t('Whose mentions are these?'), codebook, false);
    return entity === undefined ? undefined : { code, entity };
  }
  if (how === 'new') {
    const type = await pick<string>({
      title,
      placeholder: t('Of which type?'),
      items: [
        ...codebook.types.map((one) => ({ label: visible(one.label), description: visible(one.id), value: one.id })),
        ...(codebook.types.some(({ id }) => id === 'code') ? [] : [{ label: t('Code'), value: 'code' }]),
      ],
    });
    if (type === undefined || type === BACK) return undefined;
    const name = code.slice(code.lastIndexOf(' / ') + 1).replace(/^\/ /, '');
    const entity = taken.makes === undefined ? undefined : taken.entity;
    return { code, type, entity: entity ?? entityIdFor(name, (id) => codebook.entities.some((one) => one.id === id)) };
  }
  const holder = await askParty(title, t('Whose stance is it?'), codebook, true);
  const target = holder === undefined ? undefined : await askParty(title, t('Toward whom?'), codebook, false);
  if (holder === undefined || target === undefined) return undefined;
  const value = await pick<string>({
    title,
    placeholder: t('Which stance value?'),
    items: codebook.stances.map((one) => ({ label: visible(one.label), description: one.axis, value: one.id })),
  });
  return value === undefined || value === BACK ? undefined : { code, stance: { holder, target, value } };
}

async function askParty(
  title: string,
  placeholder: string,
  codebook: Codebook,
  author: boolean,
): Promise<string | undefined> {
  const rowOf = ({ id, name, type, aliases }: Entity): PickItem<string> => ({
    label: visible(name),
    description: visible(codebook.types.find((one) => one.id === type)?.label ?? type),
    detail: aliases.length > 0 ? label(aliases.join(' · '), 100) : undefined,
    value: id,
  });
  const chosen = await pick<string>({
    title,
    placeholder,
    items: [
      ...(author
        ? [{ label: vscode.l10n.t('author'), description: vscode.l10n.t('the text itself'), value: AUTHOR }]
        : []),
      ...codebook.entities.map(rowOf),
    ],
  });
  return chosen === BACK ? undefined : chosen;
}
