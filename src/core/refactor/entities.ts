/**
 * Codebook work over a whole corpus, as changes: rename, change of id, merge, split, change of type, delete. Nothing is
 * written here; the caller previews the changes and applies them as one step.
 */
import type { CodebookChange, EntityPatch, FileChange, SidecarChange } from '../changes';
import { branchesOf } from '../codebook/branches';
import type { Corpus, Passage } from '../corpus';
import { AUTHOR, isMention, type Entity, type Tag } from '../model';
import { SHARED } from '../files/addresses';
import { quoteOf } from '../pieces';
import { foldCase } from '../text/letters';
import { patchAndJoin } from './join';
import { partiesOf, withEntities } from './references';

/** A refactoring that cannot be done as asked; `code` says why, for words in the user's language. */
export class CannotRefactor extends Error {
  constructor(
    readonly code: 'unknown' | 'id-taken' | 'id-bad' | 'name-empty' | 'into-itself' | 'nothing-chosen' | 'circle',
    readonly id: string,
  ) {
    super(`${code}: ${id}`);
  }
}

/** Ids are plain words: letters, digits, hyphens, underscores and full stops, a letter or digit first; never `author`. */
export function isGoodId(id: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,99}$/u.test(id) && id !== AUTHOR;
}

function entityOf(corpus: Corpus, id: string): Entity {
  const entity = corpus.codebook.entity(id);
  if (!entity) throw new CannotRefactor('unknown', id);
  return entity;
}

function codebookChange(corpus: Corpus, changes: readonly CodebookChange[]): FileChange {
  return { kind: 'codebook', uri: corpus.codebook.uri, changes };
}

/** Changes for every source of the corpus (every layer of it, where the corpus has a view of each) in which `changesOf` finds any. */
export function overSources(
  corpus: Corpus,
  changesOf: (tags: readonly Tag[], uri: string) => readonly SidecarChange[],
): FileChange[] {
  return corpus.sources.flatMap((source): FileChange[] => {
    const changes = changesOf(source.tags, source.uri);
    return changes.length > 0 ? [{ kind: 'sidecar', uri: source.uri, layer: source.layer ?? SHARED, changes }] : [];
  });
}

/** The new name is written in the codebook alone; the old one becomes an alias when `keepOld`. */
export function renameEntity(corpus: Corpus, id: string, name: string, keepOld = false): FileChange[] {
  const entity = entityOf(corpus, id);
  const wanted = name.replace(/\s+/g, ' ').trim();
  if (wanted === '') throw new CannotRefactor('name-empty', id);
  const set = renamed(entity, wanted, keepOld);
  return set ? [codebookChange(corpus, [{ op: 'set-entity', id, set }])] : [];
}

/** What another name changes of an entity: the name, and the aliases where the old name is kept or the new one was one. */
export function renamed(entity: Entity, name: string, keepOld: boolean): EntityPatch | undefined {
  if (name === entity.name) return undefined;
  const aliases = entity.aliases.filter((alias) => alias !== name);
  if (keepOld && !aliases.includes(entity.name)) aliases.unshift(entity.name);
  const same = aliases.length === entity.aliases.length && aliases.every((alias, i) => alias === entity.aliases[i]);
  return same ? { name } : { name, aliases };
}

/** The new id, in the codebook and in every tag that refers to the old one. */
export function changeEntityId(corpus: Corpus, id: string, to: string): FileChange[] {
  entityOf(corpus, id);
  if (to === id) return [];
  if (!isGoodId(to)) throw new CannotRefactor('id-bad', to);
  if (corpus.codebook.entity(to)) throw new CannotRefactor('id-taken', to);
  return [
    codebookChange(corpus, [
      { op: 'set-entity', id, set: { id: to } },
      ...childrenOf(corpus, new Set([id])).map((child) => parentChange(child, to)),
      ...speakerChanges(corpus, new Set([id]), to),
    ]),
    ...overSources(corpus, (tags) =>
      tags.flatMap((tag): SidecarChange[] => {
        const set = withEntities(tag, (one) => (one === id ? to : one));
        return set ? [{ op: 'set', id: tag.id, set }] : [];
      }),
    ),
  ];
}

/** Labels of speakers that stand for these entities, standing for another one. */
function speakerChanges({ codebook }: Corpus, ids: ReadonlySet<string>, to: string): CodebookChange[] {
  return (codebook.speakers ?? []).flatMap((rule): CodebookChange[] =>
    ids.has(rule.entity ?? '')
      ? [
          { op: 'remove-speaker', label: rule.label },
          { op: 'add-speaker', rule: { ...rule, entity: to } },
        ]
      : [],
  );
}

/** Names and aliases become aliases of `into`, mentions and stances follow, doubles fold into one with both notes. */
export function mergeEntities(corpus: Corpus, from: readonly string[], into: string): FileChange[] {
  const target = entityOf(corpus, into);
  const merged = [...new Set(from)].filter((id) => id !== into).map((id) => entityOf(corpus, id));
  if (merged.length === 0) throw new CannotRefactor('into-itself', into);
  const ids = new Set(merged.map((entity) => entity.id));
  const forms = [...target.aliases, ...merged.flatMap((entity) => [entity.name, ...entity.aliases])];
  const aliases = [...new Set(forms)].filter((form) => form !== target.name);
  const texts = (key: 'note' | 'definition' | 'include' | 'exclude'): string | undefined => {
    const all = [target[key], ...merged.map((entity) => entity[key])].filter((text): text is string => !!text);
    return [...new Set(all)].join('\n') || undefined;
  };
  const set: Record<string, unknown> = {};
  for (const key of ['note', 'definition', 'include', 'exclude'] as const) {
    if (texts(key) !== target[key]) set[key] = texts(key);
  }
  const examples = [...new Set([target, ...merged].flatMap((entity) => entity.examples ?? []))];
  if (examples.length > (target.examples?.length ?? 0)) set['examples'] = examples;
  // What was above one of the merged stands above what they have become, unless it is one of them.
  const above = [target, ...merged].map(({ parent }) => parent).find((one) => one !== into && !ids.has(one ?? into));
  if (above !== target.parent) set['parent'] = above ?? null;
  const wikidata = target.wikidata ?? merged.find((entity) => entity.wikidata)?.wikidata;
  return [
    codebookChange(corpus, [
      {
        op: 'set-entity',
        id: into,
        set: {
          aliases,
          ...(set as EntityPatch),
          ...(wikidata !== target.wikidata ? { wikidata } : {}),
        },
      },
      ...childrenOf(corpus, ids)
        .filter(({ id }) => id !== into && !ids.has(id))
        .map((child) => parentChange(child, into)),
      ...speakerChanges(corpus, ids, into),
      ...merged.map((entity): CodebookChange => ({ op: 'remove-entity', id: entity.id })),
    ]),
    ...overSources(corpus, (tags) => patchAndJoin(tags, (tag) => withEntities(tag, (id) => (ids.has(id) ? into : id)))),
  ];
}

export type SplitBy =
  | { readonly form: string }
  | { readonly source: string }
  | { readonly passages: readonly { readonly uri: string; readonly id: string }[] };

/** Passages of an entity that a split would move to the new one. By form: mentions with these words, apart from case. */
function splitPassages(corpus: Corpus, id: string, by: SplitBy): Passage[] {
  const form = 'form' in by ? foldCase(by.form) : '';
  const ticked = 'passages' in by ? new Set(by.passages.map((one) => `${one.uri}\n${one.id}`)) : undefined;
  return corpus.sources.flatMap((source) =>
    source.tags
      .filter((tag) => (isMention(tag) ? tag.entity === id : partiesOf(tag.stance).includes(id)))
      .filter((tag) => {
        if (ticked) return ticked.has(`${source.uri}\n${tag.id}`);
        if ('source' in by) return source.uri === by.source;
        return isMention(tag) && foldCase(quoteOf(tag)) === form;
      })
      .map((tag): Passage => ({ source, tag })),
  );
}

/** Moves the chosen passages of `id` to `into`, a new entity or one of the codebook. A form that moves is no alias any more. */
export function splitEntity(corpus: Corpus, id: string, by: SplitBy, into: Entity): FileChange[] {
  const entity = entityOf(corpus, id);
  if (into.id === id) throw new CannotRefactor('into-itself', id);
  const chosen = splitPassages(corpus, id, by);
  if (chosen.length === 0) throw new CannotRefactor('nothing-chosen', id);
  const codebook: CodebookChange[] = [];
  if (!corpus.codebook.entity(into.id)) {
    if (!isGoodId(into.id)) throw new CannotRefactor('id-bad', into.id);
    codebook.push({ op: 'add-entity', entity: into });
  }
  if ('form' in by) {
    const aliases = entity.aliases.filter((alias) => foldCase(alias) !== foldCase(by.form));
    if (aliases.length < entity.aliases.length) codebook.push({ op: 'set-entity', id, set: { aliases } });
  }
  const ids = new Set(chosen.map(({ source, tag }) => `${source.uri}\n${tag.id}`));
  return [
    ...(codebook.length > 0 ? [codebookChange(corpus, codebook)] : []),
    ...overSources(corpus, (tags, uri) =>
      tags.flatMap((tag): SidecarChange[] => {
        const set = ids.has(`${uri}\n${tag.id}`) ? withEntities(tag, (one) => (one === id ? into.id : one)) : undefined;
        return set ? [{ op: 'set', id: tag.id, set }] : [];
      }),
    ),
  ];
}

export function changeEntityType(corpus: Corpus, id: string, type: string): FileChange[] {
  const entity = entityOf(corpus, id);
  return entity.type === type ? [] : [codebookChange(corpus, [{ op: 'set-entity', id, set: { type } }])];
}

/**
 * Takes an entity out of the codebook. Its tags go to `reassign`, or are removed: mentions of it, and stances held by it or
 * toward it; as a mere reporter it leaves the chain and the stance stays.
 */
export function deleteEntity(corpus: Corpus, id: string, reassign?: string): FileChange[] {
  const { parent } = entityOf(corpus, id);
  if (reassign === id) throw new CannotRefactor('into-itself', id);
  if (reassign !== undefined && reassign !== AUTHOR) entityOf(corpus, reassign);
  const sources = overSources(corpus, (tags) =>
    reassign !== undefined
      ? patchAndJoin(tags, (tag) => withEntities(tag, (one) => (one === id ? reassign : one)))
      : tags.flatMap((tag) => removal(tag, id)),
  );
  // What stood below it stands below what was above it.
  const moved = childrenOf(corpus, new Set([id])).map((child) =>
    parentChange(child, parent === child.id || parent === id ? null : (parent ?? null)),
  );
  return [...sources, codebookChange(corpus, [...moved, { op: 'remove-entity', id }])];
}

/** The entity below another one, or (null) below none. Never below itself or what is below it. */
export function setParent(corpus: Corpus, id: string, parent: string | null): FileChange[] {
  const entity = entityOf(corpus, id);
  if (parent !== null) {
    entityOf(corpus, parent);
    if (branchesOf(corpus.codebook.entities).branchOf(id).has(parent)) throw new CannotRefactor('circle', parent);
  }
  return (entity.parent ?? null) === parent ? [] : [codebookChange(corpus, [parentChange(entity, parent)])];
}

function childrenOf(corpus: Corpus, ids: ReadonlySet<string>): readonly Entity[] {
  return corpus.codebook.entities.filter(({ parent }) => parent !== undefined && ids.has(parent));
}

function parentChange({ id }: Entity, parent: string | null): CodebookChange {
  return { op: 'set-entity', id, set: { parent } };
}

function removal(tag: Tag, id: string): SidecarChange[] {
  if (isMention(tag)) return tag.entity === id ? [{ op: 'remove', id: tag.id }] : [];
  const { stance } = tag;
  if (stance.holder === id || stance.target === id) return [{ op: 'remove', id: tag.id }];
  if (!stance.via?.includes(id)) return [];
  const via = stance.via.filter((one) => one !== id);
  const { via: _, ...rest } = stance;
  return [{ op: 'set', id: tag.id, set: { stance: via.length > 0 ? { ...rest, via } : rest } }];
}
