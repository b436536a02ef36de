import type { CodebookView } from '../corpus';
import type { Entity } from '../model';
import { each, type Steps } from '../base/steps';
import { foldName } from '../text/fold';
import { hasUnseen } from '../text/safe';
import { skeleton } from '../text/skeleton';
import { finding, type CheckCode, type Finding } from './finding';

interface Called {
  readonly entity: Entity;
  readonly name: string;
}

/** Names and aliases of one codebook against each other. */
export function* checkNames(codebook: CodebookView, on: (code: CheckCode) => boolean): Steps<Finding[]> {
  const called = codebook.entities.flatMap((entity) =>
    [entity.name, ...entity.aliases].map((name) => ({ entity, name })),
  );
  const found: Finding[] = [];
  if (on('shared-alias')) found.push(...(yield* sharedNames(codebook, called)));
  if (on('confusable-names'))
    found.push(...hiddenCharacters(codebook, called), ...(yield* lookAlikes(codebook, called)));
  return found;
}

function* sharedNames({ uri }: CodebookView, called: readonly Called[]): Steps<Finding[]> {
  return (yield* grouped(called, ({ name }) => foldName(name))).flatMap((group) => {
    const entities = idsOf(group);
    if (entities.length < 2) return [];
    const detail = `“${group[0]?.name ?? ''}”: ${entities.join(', ')}`;
    return [finding('shared-alias', { uri, entities, message: 'Entities share a name or an alias.', detail })];
  });
}

function hiddenCharacters({ uri }: CodebookView, called: readonly Called[]): Finding[] {
  return called
    .filter(({ name }) => hasUnseen(name))
    .map(({ entity, name }) => {
      const message = 'A name holds characters that cannot be seen.';
      return finding('confusable-names', { uri, entities: [entity.id], message, detail: name });
    });
}

/** Names that are written differently and look the same (Unicode TR 39); names that are equal when folded are `shared-alias`. */
function* lookAlikes({ uri }: CodebookView, called: readonly Called[]): Steps<Finding[]> {
  return (yield* grouped(called, ({ name }) => skeleton(name))).flatMap((group) => {
    const entities = idsOf(group);
    if (entities.length < 2 || new Set(group.map(({ name }) => foldName(name))).size < 2) return [];
    const detail = group.map(({ entity, name }) => `“${name}” (${entity.id})`).join(', ');
    return [finding('confusable-names', { uri, entities, message: 'Names of several entities look alike.', detail })];
  });
}

function* grouped(called: readonly Called[], keyOf: (one: Called) => string): Steps<Called[][]> {
  const groups = new Map<string, Called[]>();
  yield* each(called, (one) => {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  });
  groups.delete('');
  return [...groups.values()];
}

function idsOf(group: readonly Called[]): string[] {
  return [...new Set(group.map(({ entity }) => entity.id))];
}
