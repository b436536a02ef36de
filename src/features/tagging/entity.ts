/** Tagging a mention: which entity is meant? */
import * as vscode from 'vscode';
import type { CodebookChange } from '../../core/changes';
import type { CodebookView } from '../../core/corpus';
import { SENSES, type Entity, type Meaning, type Sense } from '../../core/model';
import { aliasFrom, choicesFor } from '../../core/offers';
import { entityIdFor, prepareSteps } from '../../core/find/rank';
import { foldName } from '../../core/text/fold';
import { shorten, visible } from '../../core/text/safe';
import { argumentsOf, oneOf, optionalText } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { BACK, pick, rowsOf, type PickItem } from '../../host/pick';
import { typeRows } from '../../host/pick-entity';
import { inSlices } from '../../host/slices';
import { passageTarget } from '../../host/targets';
import type { Services } from '../../host/services';
import { applyMeaning } from './apply';
import { entityRow, newRow, typedWords } from './rows';

/** An entity of the codebook, or one that tagging will add to it; `alias` are words to add to it. */
export type EntityChoice = { readonly entity: Entity; readonly isNew?: boolean; readonly alias?: string };

export async function tagEntity(services: Services, args: unknown): Promise<string | string[] | undefined> {
  const given = argumentsOf(args);
  const target = await passageTarget(services, given);
  const codebook = codebookOf(services, target);
  const words = target.text.text.slice(target.ranges[0]?.from, target.ranges[0]?.to);
  const id = optionalText(given, 'entity');
  const sense = oneOf(given, 'sense', SENSES);
  const note = optionalText(given, 'note');
  const choice = id === undefined ? await chooseEntity(services, codebook, words) : known(codebook, id, sense);
  if (!choice) return undefined;
  const meaning: Meaning = { entity: choice.entity.id, sense: choice.sense };
  const changes = codebookChanges(services, codebook, choice);
  const ids = await applyMeaning(services, target, cleaned(meaning), {
    note,
    also: changes.length > 0 ? [{ kind: 'codebook', uri: codebook.uri, changes }] : [],
  });
  return ids.length === 1 ? ids[0] : ids;
}

function cleaned(meaning: Meaning): Meaning {
  return 'entity' in meaning && meaning.entity && !meaning.sense ? { entity: meaning.entity } : meaning;
}

export function codebookOf(services: Services, target: { uri: string }): CodebookView {
  const codebook = services.library.codebookOf(target.uri);
  if (!codebook) throw new Failure('The codebook of this source could not be found.');
  return codebook;
}

function known(codebook: CodebookView, id: string, sense: Sense | undefined): EntityChoice & { sense?: Sense } {
  const entity = codebook.entity(id);
  if (!entity) throw new Failure('There is no entity with the id “{0}” in the codebook.', [id]);
  return { entity, sense };
}

type Answer = (EntityChoice & { sense?: Sense }) | { readonly newName: string; readonly alias?: string };

/**
 * Asks which entity is meant by `words`. One list: what the words, or what is typed, name; the new entity; the rest, used last
 * first, nine meanings of them with a digit. `+` adds the words to the one that is chosen.
 */
export async function chooseEntity(
  services: Services,
  codebook: CodebookView,
  words: string,
): Promise<(EntityChoice & { sense?: Sense }) | undefined> {
  const quick = services.recents.meanings().flatMap((meaning): (EntityChoice & { sense?: Sense })[] => {
    const entity = 'entity' in meaning && meaning.entity ? codebook.entity(meaning.entity) : undefined;
    return entity ? [{ entity, sense: (meaning as { sense?: Sense }).sense }] : [];
  });
  quick.splice(9);
  await inSlices(prepareSteps(codebook.entities));
  for (;;) {
    const answer = await pick<Answer>({
      title: vscode.l10n.t('Tag “{0}” as', visible(shorten(words, 60))),
      placeholder: vscode.l10n.t(
        'Who or what? Type to find; a digit takes a recent one; + adds these words as an alias',
      ),
      ranked: (value) => entityRows(services, codebook, words, quick, value),
      shortcut: (value) => (/^[1-9]$/.test(value) ? quick[Number(value) - 1] : undefined),
      onButton: (value) => ('entity' in value ? { ...value, alias: aliasFrom(value.entity, words) } : value),
    });
    if (answer === undefined || answer === BACK) return undefined;
    if (!('newName' in answer)) return answer;
    const entity = await newEntity(codebook, answer.newName);
    if (entity === undefined) return undefined;
    if (entity !== BACK) return { entity, isNew: true, alias: answer.alias };
  }
}

function entityRows(
  services: Services,
  codebook: CodebookView,
  words: string,
  quick: readonly (EntityChoice & { sense?: Sense })[],
  value: string,
): PickItem<Answer>[] {
  const { words: typed, plus } = typedWords(value);
  const buttons = [
    { iconPath: new vscode.ThemeIcon('add'), tooltip: vscode.l10n.t('Take it, and add these words as an alias') },
  ];
  return rowsOf(
    choicesFor(codebook.entities, { typed, words, recent: services.recents.entities() }),
    (choice): PickItem<Answer>[] => {
      if ('newName' in choice) {
        const alias = plus && foldName(choice.newName) !== foldName(words) ? words.trim() : undefined;
        const note = alias && vscode.l10n.t('… and add “{0}”', visible(shorten(alias, 40)));
        return [newRow<Answer>(choice.newName, { newName: choice.newName, alias }, note)];
      }
      const { entity, fit, form } = choice;
      const possible = aliasFrom(entity, words);
      const row = (digit: number, sense: Sense | undefined): PickItem<Answer> => {
        const alias = plus ? possible : undefined;
        const note = sense && vscode.l10n.t(sense);
        const shown = {
          digit: digit < 0 ? undefined : digit + 1,
          form: fit === 'none' ? undefined : form,
          note,
          alias,
        };
        return {
          ...entityRow(codebook, entity, shown),
          ...(possible !== undefined && { buttons }),
          value: { entity, sense, alias },
        };
      };
      const digitOf = (sense: Sense | undefined): number =>
        quick.findIndex((one) => one.entity.id === entity.id && one.sense === sense);
      // A recent meaning with a sense is another one than the entity alone: it has a row of its own.
      const senses = SENSES.filter((sense) => digitOf(sense) >= 0);
      return [row(digitOf(undefined), undefined), ...senses.map((sense) => row(digitOf(sense), sense))];
    },
  );
}

/** What a choice adds to the codebook: a new entity, or the words as an alias of the one that was chosen. */
export function codebookChanges(services: Services, codebook: CodebookView, choice: EntityChoice): CodebookChange[] {
  const { entity, isNew, alias } = choice;
  if (isNew) return [{ op: 'add-entity', entity: alias === undefined ? entity : { ...entity, aliases: [alias] } }];
  if (alias === undefined) return [];
  const now = services.library.codebook(codebook.uri)?.entity(entity.id) ?? entity;
  return [{ op: 'set-entity', id: entity.id, set: { aliases: [...now.aliases, alias] } }];
}

/** Asks for the type of a new entity. */
export async function newEntity(codebook: CodebookView, name: string): Promise<Entity | typeof BACK | undefined> {
  const type = await pick<string>({
    title: vscode.l10n.t('New entity “{0}”', visible(shorten(name, 60))),
    placeholder: vscode.l10n.t('What is it?'),
    step: { number: 2, of: 2 },
    items: typeRows(codebook),
  });
  if (type === undefined || type === BACK) return type;
  const id = entityIdFor(name, (taken) => codebook.entity(taken) !== undefined);
  return { id, name, type, aliases: [] };
}
