/** Which entity or stance value a command is about: given by id, else picked. */
import * as vscode from 'vscode';
import type { CodebookView, Corpus } from '../../core/corpus';
import { isMention, type Entity, type StanceValue } from '../../core/model';
import { usageOfEntity, usageOfValue } from '../../core/refactor/references';
import { prepareSteps } from '../../core/find/rank';
import { visible } from '../../core/text/safe';
import { optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf } from '../../host/convert';
import { askText, BACK, pick, rowsOf } from '../../host/pick';
import { entityRow, rankedRows } from '../../host/pick-entity';
import type { Services } from '../../host/services';
import { inSlices } from '../../host/slices';
import { counted } from '../../core/words/count';

export function entityById(codebook: CodebookView, id: string): Entity {
  const entity = codebook.entity(id);
  if (!entity) throw new Failure('There is no entity with the id “{0}” in the codebook.', [id]);
  return entity;
}

export function valueById(codebook: CodebookView, id: string): StanceValue {
  const value = codebook.value(id);
  if (!value) throw new Failure('There is no stance value with the id “{0}” in the codebook.', [id]);
  return value;
}

/**
 * The entity of the argument `key`, else one that is picked; the one mentioned at the cursor comes first, and with `atCursor` is
 * taken without a question.
 */
export async function askEntity(
  services: Services,
  { codebook }: Corpus,
  given: Arguments,
  title: string,
  options: { key?: string; but?: readonly string[]; atCursor?: boolean } = {},
): Promise<Entity | undefined> {
  const id = optionalText(given, options.key ?? 'entity');
  if (id !== undefined) return entityById(codebook, id);
  const here = entityAtCursor(services);
  const entities = codebook.entities.filter((entity) => !options.but?.includes(entity.id));
  const known = options.atCursor && here !== undefined ? codebook.entity(here) : undefined;
  if (known) return known;
  await inSlices(prepareSteps(entities));
  const chosen = await pick<Entity>({
    title,
    placeholder: vscode.l10n.t('Type to filter by name, alias or type'),
    items: rowsOf(
      entities,
      (entity) => entityRow(codebook, entity),
      ({ id: one }) => one === here,
    ),
    ranked: (typed) => rankedRows(codebook, entities, typed, services.recents.entities()),
    active: (entity) => entity.id === here,
  });
  return chosen === BACK ? undefined : chosen;
}

function entityAtCursor(services: Services): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const tags = services.library.tagsAt(keyOf(editor.document.uri), editor.document.offsetAt(editor.selection.active));
  return tags.find(isMention)?.entity;
}

export async function askValue(
  corpus: Corpus,
  given: Arguments,
  title: string,
  options: { key?: string; but?: readonly string[] } = {},
): Promise<StanceValue | undefined> {
  const { codebook } = corpus;
  const id = optionalText(given, options.key ?? 'value');
  if (id !== undefined) return valueById(codebook, id);
  const chosen = await pick<StanceValue>({
    title,
    placeholder: vscode.l10n.t('Which stance value?'),
    items: codebook.stances
      .filter((value) => !options.but?.includes(value.id))
      .map((value) => ({
        label: visible(value.label),
        description: counted(usageOfValue(corpus, value.id).length, 'stance'),
        value,
      })),
  });
  return chosen === BACK ? undefined : chosen;
}

/** A text that was given, else typed; undefined: the question was left. */
export async function askWords(
  given: string | undefined,
  options: { title: string; prompt: string; value: string; wrong: (value: string) => string | undefined },
): Promise<string | undefined> {
  if (given !== undefined) return given;
  const typed = await askText(options);
  return typeof typed === 'string' ? typed.trim() : undefined;
}

/** Who refers to an entity, in words: '12 mentions and 3 stances'. */
export function usageInWords(corpus: Corpus, id: string): string {
  const { mentions, stances } = usageOfEntity(corpus, id);
  return `${counted(mentions.length, 'mention')}, ${counted(stances.length, 'stance')}`;
}
