/** Tagging a mention: which entity is meant? */
import * as vscode from 'vscode';
import type { CodebookChange } from '../../core/changes';
import type { CodebookView } from '../../core/corpus';
import { isMention, SENSES, type Entity, type Meaning, type Sense } from '../../core/model';
import { aroundNew, entityIdFor, isWhole, rankEntities, type Ranked } from '../../core/rank';
import { shorten, visible } from '../../core/text/safe';
import { argumentsOf, oneOf, optionalText } from '../../host/arguments';
import { Failure, report } from '../../host/commands';
import { inform } from '../../host/messages';
import { BACK, pick, type PickItem } from '../../host/pick';
import { settings } from '../../host/settings';
import { passageTarget, type PassageTarget } from '../../host/targets';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';
import { applyMeaning } from './apply';

/** An entity of the codebook, or one that tagging will add to it. */
export type EntityChoice = { readonly entity: Entity; readonly isNew?: boolean };

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
  const changes: CodebookChange[] = choice.isNew ? [{ op: 'add-entity', entity: choice.entity }] : [];
  const ids = await applyMeaning(services, target, cleaned(meaning), {
    note,
    also: changes.length > 0 ? [{ kind: 'codebook', uri: codebook.uri, changes }] : [],
  });
  if (id === undefined && !choice.isNew) {
    // Answered whenever the user likes: the command is done by then.
    offerAlias(services, codebook, choice.entity, words).catch((error: unknown) =>
      report(services.log, 'tagEntity', error),
    );
  }
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

type Answer = (EntityChoice & { sense?: Sense }) | { readonly newName: string };

export async function chooseEntity(
  services: Services,
  codebook: CodebookView,
  words: string,
): Promise<(EntityChoice & { sense?: Sense }) | undefined> {
  const meanings = services.recents.meanings().flatMap((meaning): Answer[] => {
    const entity = 'entity' in meaning && meaning.entity ? codebook.entity(meaning.entity) : undefined;
    return entity ? [{ entity, sense: (meaning as { sense?: Sense }).sense }] : [];
  });
  const quick = meanings.slice(0, 9);
  for (;;) {
    const answer = await pick<Answer>({
      title: vscode.l10n.t('Tag “{0}” as', visible(shorten(words, 60))),
      placeholder: vscode.l10n.t('Who or what is meant? Type to filter, or a digit for a recent meaning'),
      items: entityItems(services, codebook, words, quick),
      ranked: (value) => fittingItems(services, codebook, value, words),
      shortcut: (value) => (/^[1-9]$/.test(value) ? quick[Number(value) - 1] : undefined),
    });
    if (answer === undefined || answer === BACK) return undefined;
    if (!('newName' in answer)) return answer;
    const entity = await newEntity(codebook, answer.newName);
    if (entity === undefined) return undefined;
    if (entity !== BACK) return { entity, isNew: true };
  }
}

function entityItems(
  services: Services,
  codebook: CodebookView,
  words: string,
  quick: readonly Answer[],
): PickItem<Answer>[] {
  const ranked = rankEntities(codebook.entities, words, services.recents.entities());
  const { above, below } = aroundNew(ranked, false);
  const shown = new Set([...above, ...below].map((one) => one.entity));
  const others = ranked.filter((one) => !shown.has(one.entity));
  const item = (entity: Entity): PickItem<Answer> => itemOf(codebook, entity);
  const recent = quick.flatMap((answer, i): PickItem<Answer>[] =>
    'newName' in answer
      ? []
      : [
          {
            label: `${i + 1}  ${visible(answer.entity.name)}`,
            description: answer.sense ? vscode.l10n.t(answer.sense) : undefined,
            value: answer,
          },
        ],
  );
  const group = (label: string, items: PickItem<Answer>[]): PickItem<Answer>[] =>
    items.length > 0 ? [separator(label), ...items] : [];
  return [
    ...group(
      vscode.l10n.t('fits the words'),
      above.map((one) => item(one.entity)),
    ),
    ...newItems('', words),
    ...group(
      vscode.l10n.t('like the words'),
      below.map((one) => item(one.entity)),
    ),
    ...group(vscode.l10n.t('recent'), recent),
    ...group(
      vscode.l10n.t('codebook'),
      others.map((one) => item(one.entity)),
    ),
  ];
}

function itemOf(codebook: CodebookView, entity: Entity): PickItem<Answer> {
  return {
    label: visible(entity.name),
    description: visible(typeLabel(codebook, entity.type)),
    detail: entity.aliases.length > 0 ? visible(shorten(entity.aliases.join(' · '), 100)) : undefined,
    value: { entity },
  };
}

/** What typed words name, then the new entity, then what is like them. */
function fittingItems(
  services: Services,
  codebook: CodebookView,
  typed: string,
  words: string,
): readonly PickItem<Answer>[] {
  const { above, below } = aroundNew(rankEntities(codebook.entities, typed, services.recents.entities(), true), true);
  const items = (list: readonly Ranked[]): PickItem<Answer>[] => list.map((one) => itemOf(codebook, one.entity));
  return [...items(above), ...newItems(typed, words), ...items(below)];
}

function separator(label: string): PickItem<Answer> {
  return { label, kind: vscode.QuickPickItemKind.Separator, value: { newName: '' } };
}

function newItems(typed: string, words: string): PickItem<Answer>[] {
  const name = (typed.trim() || words).replace(/\s+/g, ' ').trim();
  if (name === '' || name.length > 200) return [];
  return [
    {
      label: `$(add) ${vscode.l10n.t('New entity “{0}”…', visible(shorten(name, 60)))}`,
      alwaysShow: true,
      value: { newName: name },
    },
  ];
}

/** Asks for the type of a new entity. */
export async function newEntity(codebook: CodebookView, name: string): Promise<Entity | typeof BACK | undefined> {
  const type = await pick<string>({
    title: vscode.l10n.t('New entity “{0}”', visible(shorten(name, 60))),
    placeholder: vscode.l10n.t('What is it?'),
    step: { number: 2, of: 2 },
    items: codebook.types.map((one) => ({ label: visible(one.label), value: one.id })),
  });
  if (type === undefined || type === BACK) return type;
  const id = entityIdFor(name, (taken) => codebook.entity(taken) !== undefined);
  return { id, name, type, aliases: [] };
}

export function typeLabel(codebook: CodebookView, id: string): string {
  return codebook.type(id)?.label ?? id;
}

/** A form that the codebook does not know for this entity yet may become an alias, by one click; never by itself. */
async function offerAlias(services: Services, codebook: CodebookView, entity: Entity, words: string): Promise<void> {
  const form = words.replace(/\s+/g, ' ').trim();
  // A form that the codebook has, with what a language writes onto it ('Bakü’de'), is no new one.
  const isKnown = rankEntities([entity], form, []).some(isWhole);
  if (!settings.offerAliases() || form.length < 2 || form.split(' ').length > 4 || isKnown) return;
  const answer = await inform('Add “{0}” as an alias of {1}?', [form, entity.name], 'Add Alias', 'Don’t Ask Again');
  if (answer === 'Don’t Ask Again') await settings.update('offerAliases', false);
  if (answer !== 'Add Alias') return;
  const aliases = [...(services.library.codebook(codebook.uri)?.entity(entity.id)?.aliases ?? entity.aliases), form];
  const done = await services.library.edit('Add an alias', [
    { kind: 'codebook', uri: codebook.uri, changes: [{ op: 'set-entity', id: entity.id, set: { aliases } }] },
  ]);
  await reportUnwritten(done.written);
}

/** The entities mentioned inside the passages, in the order of the text. */
export function mentionedIn(services: Services, target: PassageTarget): string[] {
  const ids = target.ranges.flatMap((range) =>
    services.library
      .tagsWithin(target.uri, range.from, range.to)
      .filter(isMention)
      .map((tag) => tag.entity),
  );
  return [...new Set(ids)];
}
