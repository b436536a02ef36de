/** Work on entities: name, id, type, merge, delete. */
import * as vscode from 'vscode';
import {
  changeEntityId as newId,
  changeEntityType as newType,
  deleteEntity as without,
  isGoodId,
  mergeEntities as merged,
  renameEntity as renamed,
  setParent as newParent,
} from '../../core/refactor/entities';
import { usageOfEntity } from '../../core/refactor/references';
import { branchesOf } from '../../core/codebook/branches';
import type { Corpus } from '../../core/corpus';
import type { Entity } from '../../core/model';
import { foldName } from '../../core/text/fold';
import { label } from '../../core/text/safe';
import { argumentsOf, optionalFlag, optionalText, optionalTexts, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { corpusFor } from '../../host/corpus';
import { askKeepOldName } from '../../host/old-name';
import { BACK, pick, rowsOf, type PickItem } from '../../host/pick';
import { entityRow, rankedRows, typeRows } from '../../host/pick-entity';
import type { Services } from '../../host/services';
import { carryOut, type Refactored } from './apply';
import { askEntity, askWords, entityById, usageInWords } from './ask';

type Done = Promise<Refactored | undefined>;
const t = vscode.l10n.t;

/** The corpus that has the entity `id`. */
export function corpusWith(services: Services, given: Arguments, id: string | undefined): Promise<Corpus> {
  return corpusFor(services, given, ({ codebook }) => id === undefined || codebook.entity(id) !== undefined);
}

/**
 * `{entity?, name?, keepOld?}`: the new name stands in the codebook alone; the old one becomes an alias with `keepOld: true`. Without
 * an entity the one mentioned at the cursor is renamed.
 */
export async function renameEntity(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const corpus = await corpusWith(services, given, optionalText(given, 'entity'));
  const entity = await askEntity(services, corpus, given, t('Rename which entity?'), { atCursor: true });
  if (!entity) return undefined;
  const name = await askWords(optionalText(given, 'name'), {
    title: t('Rename {0}', label(entity.name, 60)),
    prompt: t('Its name, as people read it'),
    value: entity.name,
    wrong: (value) => (value.trim() === '' ? t('An entity needs a name.') : undefined),
  });
  if (name === undefined) return undefined;
  const asked = given.name === undefined && given.keepOld === undefined && foldName(name) !== foldName(entity.name);
  const keepOld = asked ? await askKeepOldName(entity.name) : (optionalFlag(given, 'keepOld') ?? false);
  if (keepOld === undefined) return undefined;
  return carryOut(services, corpus, given, {
    step: 'Rename an entity',
    words: 'Rename {0} to {1}?',
    data: [entity.name, name],
    button: 'Rename',
    entities: [entity.id],
    changes: (now) => renamed(now, entity.id, name, keepOld),
  });
}

/** `{entity, id?}`: the id, in the codebook and in every tag. */
export async function changeEntityId(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const corpus = await corpusWith(services, given, optionalText(given, 'entity'));
  const entity = await askEntity(services, corpus, given, t('Change the id of which entity?'));
  if (!entity) return undefined;
  const id = await askWords(optionalText(given, 'id'), {
    title: t('New id of {0}', label(entity.name, 60)),
    prompt: t('Letters, digits, hyphens; {0} refer to it', usageInWords(corpus, entity.id)),
    value: entity.id,
    wrong: (value) =>
      !isGoodId(value.trim())
        ? t('An id has letters, digits, hyphens, full stops and underscores, a letter or digit first.')
        : value.trim() !== entity.id && corpus.codebook.entity(value.trim())
          ? t('The codebook has this id already.')
          : undefined,
  });
  if (id === undefined) return undefined;
  return carryOut(services, corpus, given, {
    step: 'Change an entity’s id',
    words: 'Change the id {0} to {1}?',
    data: [entity.id, id],
    button: 'Change',
    entities: [id],
    changes: (now) => newId(now, entity.id, id),
  });
}

/** `{from: [ids], into?}` or `{entity, into?}`: the names become aliases of `into`; mentions and stances follow. */
export async function mergeEntities(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const named = optionalTexts(given, 'from') ?? [];
  const single = optionalText(given, 'entity');
  const ids = named.length > 0 ? named : single === undefined ? [] : [single];
  const corpus = await corpusWith(services, given, ids[0]);
  if (ids.length === 0) {
    const first = await askEntity(services, corpus, given, t('Merge which entity into another?'));
    if (!first) return undefined;
    ids.push(first.id);
  }
  const from = ids.map((id) => entityById(corpus.codebook, id));
  const names = from.map((entity) => entity.name).join(', ');
  const title = t('Merge {0} into', label(names, 60));
  const into = await askEntity(services, corpus, given, title, { key: 'into', but: ids });
  if (!into) return undefined;
  return carryOut(services, corpus, given, {
    step: 'Merge entities',
    words: 'Merge {0} into {1}?',
    data: [names, into.name],
    button: 'Merge',
    entities: [into.id, ...ids.filter((id) => id !== into.id)],
    changes: (now) => merged(now, ids, into.id),
  });
}

/** `{entity, type?}`. */
export async function changeEntityType(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const corpus = await corpusWith(services, given, optionalText(given, 'entity'));
  const { codebook } = corpus;
  const entity = await askEntity(services, corpus, given, t('Change the type of which entity?'));
  if (!entity) return undefined;
  let type = optionalText(given, 'type');
  if (type !== undefined && !codebook.type(type)) throw new Failure('The codebook has no type “{0}”.', [type]);
  if (type === undefined) {
    const chosen = await pick<string>({
      title: t('What is {0}?', label(entity.name, 60)),
      placeholder: t('Entity type'),
      items: typeRows(codebook),
      active: (id) => id === entity.type,
    });
    if (chosen === undefined || chosen === BACK) return undefined;
    type = chosen;
  }
  const wanted = type;
  return carryOut(services, corpus, given, {
    step: 'Change an entity’s type',
    words: 'Change the type of {0} to {1}?',
    data: [entity.name, wanted],
    button: 'Change',
    entities: [entity.id],
    changes: (now) => newType(now, entity.id, wanted),
  });
}

/** `{entity, reassign?: id, remove?: true}`: shows what still refers to it, and asks what becomes of that. */
export async function deleteEntity(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const corpus = await corpusWith(services, given, optionalText(given, 'entity'));
  const entity = await askEntity(services, corpus, given, t('Delete which entity?'));
  if (!entity) return undefined;
  const { mentions, stances } = usageOfEntity(corpus, entity.id);
  let reassign = optionalText(given, 'reassign');
  const used = mentions.length + stances.length > 0;
  if (used && reassign === undefined && optionalFlag(given, 'remove') !== true) {
    const what = await pick<'reassign' | 'remove' | 'show'>({
      title: t('Delete {0}', label(entity.name, 60)),
      placeholder: t('{0} refer to it. What becomes of them?', usageInWords(corpus, entity.id)),
      items: [
        { label: t('Give them to another entity…'), value: 'reassign' },
        { label: t('Remove these tags'), value: 'remove' },
        { label: t('Show all mentions, delete nothing'), value: 'show' },
      ],
    });
    if (what === undefined || what === BACK) return undefined;
    if (what === 'show') {
      await vscode.commands.executeCommand('stancemark.showEntity', {
        entity: entity.id,
        codebook: corpus.codebook.uri,
      });
      return undefined;
    }
    if (what === 'reassign') {
      const other = await askEntity(services, corpus, {}, t('Give the tags of {0} to', label(entity.name, 60)), {
        but: [entity.id],
      });
      if (!other) return undefined;
      reassign = other.id;
    }
  }
  return carryOut(services, corpus, given, {
    step: 'Delete an entity',
    words: reassign === undefined ? 'Delete {0} and its tags?' : 'Delete {0} and give its tags to {1}?',
    data: [entity.name, reassign === undefined ? '' : (corpus.codebook.entity(reassign)?.name ?? reassign)],
    button: 'Delete',
    entities: [entity.id],
    changes: (now) => without(now, entity.id, reassign),
  });
}

/** `{entity, parent?: id | null}`: what it is a part or a kind of; null (or the first row) puts it below nothing. */
export async function setParent(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const corpus = await corpusWith(services, given, optionalText(given, 'entity'));
  const { codebook } = corpus;
  const entity = await askEntity(services, corpus, given, t('Set the parent of which entity?'));
  if (!entity) return undefined;
  let parent = given.parent === null ? null : optionalText(given, 'parent');
  if (parent === undefined) {
    // Below itself, or what is below it, it cannot stand.
    const below = branchesOf(codebook.entities).branchOf(entity.id);
    const entities = codebook.entities.filter(({ id }) => !below.has(id));
    const none: PickItem<Entity | null> = { label: `$(circle-slash) ${t('None: it stands by itself')}`, value: null };
    const chosen = await pick<Entity | null>({
      title: t('What is {0} a part or a kind of?', label(entity.name, 60)),
      placeholder: t('Type to filter by name, alias or type'),
      items: [
        none,
        ...rowsOf<Entity, Entity | null>(
          entities,
          (one) => entityRow(codebook, one),
          ({ id }) => id === entity.parent,
        ),
      ],
      ranked: (typed) => rankedRows(codebook, entities, typed, services.recents.entities()),
      active: (one) => one?.id === entity.parent,
    });
    if (chosen === undefined || chosen === BACK) return undefined;
    parent = chosen && chosen.id;
  }
  const wanted = parent;
  return carryOut(services, corpus, given, {
    step: 'Set an entity’s parent',
    words: wanted === null ? 'Put {0} below nothing?' : 'Put {0} below {1}?',
    data: [entity.name, wanted === null ? '' : (codebook.entity(wanted)?.name ?? wanted)],
    button: 'Set',
    entities: [entity.id],
    changes: (now) => newParent(now, entity.id, wanted),
  });
}
