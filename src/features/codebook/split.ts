/** Splitting an entity: by its words, by source, or by ticking passages. */
import * as vscode from 'vscode';
import type { Corpus, Passage } from '../../core/corpus';
import { kwicOf } from '../../core/export/kwic';
import type { Entity } from '../../core/model';
import { quoteOf } from '../../core/pieces';
import { entityIdFor } from '../../core/find/rank';
import { splitEntity as split, type SplitBy } from '../../core/refactor/entities';
import { usageOfEntity } from '../../core/refactor/references';
import { foldCase } from '../../core/text/letters';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, optionalText, optionalUri, text, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import { sentence } from '../../host/messages';
import { askText, BACK, pick } from '../../host/pick';
import type { PreviewLeaf } from '../../host/preview';
import type { Services } from '../../host/services';
import { describe } from '../../host/targets';
import { carryOut, type Refactored } from './apply';
import { askEntity } from './ask';
import { corpusWith } from './entities';

interface Ticked extends PreviewLeaf {
  readonly id: string;
}

const t = vscode.l10n.t;

/** `{entity, by?: {form} | {source} | {passages: [{uri, id}]}, into?: {id?, name, type}}`; `into: {id}` may be a known entity. */
export async function splitEntity(services: Services, args: unknown): Promise<Refactored | undefined> {
  const given = argumentsOf(args);
  const corpus = await corpusWith(services, given, optionalText(given, 'entity'));
  const entity = await askEntity(services, corpus, given, t('Split which entity?'));
  if (!entity) return undefined;
  const by = given.by === undefined ? await askBy(corpus, entity) : byOf(argumentsOf(given.by));
  if (by === undefined) return undefined;
  const into = given.into === undefined ? await askInto(services, corpus, entity) : intoOf(corpus, entity, given);
  if (!into) return undefined;
  if (by !== 'tick') return splitOff(services, corpus, given, entity, by, into);
  const names = new Map(corpus.sources.map((source) => [source.uri, visible(source.name)]));
  const shown = await services.preview.show<Ticked>({
    title: sentence('Tick what is {0}:', [into.name]),
    nameOf: (uri) => names.get(uri) ?? '',
    leaves: passagesOf(corpus, entity).map(({ source, tag }) => ({
      uri: source.uri,
      id: tag.id,
      range: rangesNow(services, source.uri, tag)[0] ?? new vscode.Range(0, 0, 0, 0),
      kwic: kwicOf({ source, tag }, { width: 24, most: 200 }),
      description: describe(services, source.uri, tag),
      ticked: false,
    })),
    done: 'Changed: {0} in {1}.',
    apply: async (ticked) => {
      const passages = ticked.map(({ uri, id }) => ({ uri, id }));
      const done = await splitOff(services, corpus, { preview: false }, entity, { passages }, into);
      return done ?? { count: 0, ids: [], sources: [] };
    },
  });
  return { ...shown, entities: [into.id, entity.id] };
}

function splitOff(
  services: Services,
  corpus: Corpus,
  given: Arguments,
  entity: Entity,
  by: SplitBy,
  into: Entity,
): Promise<Refactored | undefined> {
  return carryOut(services, corpus, given, {
    step: 'Split an entity',
    words: 'Split {1} off {0}?',
    data: [entity.name, into.name],
    button: 'Split',
    entities: [into.id, entity.id],
    together: true,
    changes: (now) => split(now, entity.id, by, into),
  });
}

function byOf(by: Arguments): SplitBy {
  if (by.form !== undefined) return { form: text(by, 'form') };
  const source = optionalUri(by, 'source');
  if (source) return { source: keyOf(source) };
  if (Array.isArray(by.passages)) {
    return {
      passages: by.passages.map((one: unknown) => {
        const passage = argumentsOf(one);
        const uri = optionalUri(passage);
        if (!uri) throw new Failure('The argument “{0}” is missing.', ['uri']);
        return { uri: keyOf(uri), id: text(passage, 'id') };
      }),
    };
  }
  throw new Failure('The argument “{0}” must have a form, a source or passages.', ['by']);
}

function intoOf({ codebook }: Corpus, entity: Entity, given: Arguments): Entity {
  const into = argumentsOf(given.into);
  const id = optionalText(into, 'id');
  const known = id === undefined ? undefined : codebook.entity(id);
  if (known) return known;
  const name = text(into, 'name').replace(/\s+/g, ' ').trim();
  const type = optionalText(into, 'type') ?? entity.type;
  return { id: id ?? entityIdFor(name, (taken) => !!codebook.entity(taken)), name, type, aliases: [] };
}

function passagesOf(corpus: Corpus, { id }: Entity): Passage[] {
  const { mentions, stances } = usageOfEntity(corpus, id);
  return [...mentions, ...stances];
}

async function askBy(corpus: Corpus, entity: Entity): Promise<SplitBy | 'tick' | undefined> {
  const { mentions } = usageOfEntity(corpus, entity.id);
  const forms = new Map<string, number>();
  const sources = new Map<string, { name: string; count: number }>();
  for (const { source, tag } of mentions) {
    const form = foldCase(quoteOf(tag));
    forms.set(form, (forms.get(form) ?? 0) + 1);
    const known = sources.get(source.uri);
    sources.set(source.uri, { name: source.name, count: (known?.count ?? 0) + 1 });
  }
  const words = new Map(mentions.map(({ tag }) => [foldCase(quoteOf(tag)), quoteOf(tag)]));
  const chosen = await pick<SplitBy | 'tick'>({
    title: t('Split {0}', label(entity.name, 60)),
    placeholder: t('Which of its passages are somebody else?'),
    items: [
      { label: t('I tick the passages myself'), value: 'tick' },
      ...[...forms]
        .sort((a, b) => b[1] - a[1])
        .map(([form, count]) => ({
          label: t('Words: “{0}”', label(words.get(form) ?? form, 60)),
          description: String(count),
          value: { form },
        })),
      ...[...sources].map(([uri, { name, count }]) => ({
        label: t('Source: {0}', label(name, 60)),
        description: String(count),
        value: { source: uri },
      })),
    ],
  });
  return chosen === BACK ? undefined : chosen;
}

async function askInto(services: Services, corpus: Corpus, entity: Entity): Promise<Entity | undefined> {
  const { codebook } = corpus;
  const which = await pick<'new' | 'known'>({
    title: t('Split {0}', label(entity.name, 60)),
    placeholder: t('Into what?'),
    items: [
      { label: t('A new entity…'), value: 'new' },
      { label: t('An entity of the codebook…'), value: 'known' },
    ],
  });
  if (which === undefined || which === BACK) return undefined;
  if (which === 'known') return askEntity(services, corpus, {}, t('Split into'), { but: [entity.id] });
  const name = await askText({
    title: t('New entity'),
    prompt: t('Its name, as people read it'),
    wrong: (value) => (value.trim() === '' ? t('An entity needs a name.') : undefined),
  });
  if (typeof name !== 'string') return undefined;
  const type = await pick<string>({
    title: t('New entity “{0}”', label(name, 60)),
    placeholder: t('What is it?'),
    items: codebook.types.map((one) => ({ label: visible(one.label), value: one.id })),
    active: (id) => id === entity.type,
  });
  if (typeof type !== 'string') return undefined;
  const id = entityIdFor(name, (taken) => !!codebook.entity(taken));
  return { id, name: name.replace(/\s+/g, ' ').trim(), type, aliases: [] };
}
