/** The same codebook work for stance values. */
import type { FileChange, SidecarChange } from '../changes';
import type { Corpus } from '../corpus';
import type { StanceValue } from '../model';
import { CannotRefactor, isGoodId, overSources } from './entities';
import { patchAndJoin } from './join';

function valueOf(corpus: Corpus, id: string): StanceValue {
  const value = corpus.codebook.value(id);
  if (!value) throw new CannotRefactor('unknown', id);
  return value;
}

/** A new label: in the codebook alone. */
export function renameValue(corpus: Corpus, id: string, label: string): FileChange[] {
  const value = valueOf(corpus, id);
  const wanted = label.replace(/\s+/g, ' ').trim();
  if (wanted === '') throw new CannotRefactor('name-empty', id);
  if (wanted === value.label) return [];
  return [{ kind: 'codebook', uri: corpus.codebook.uri, changes: [{ op: 'set-value', id, set: { label: wanted } }] }];
}

export function changeValueId(corpus: Corpus, id: string, to: string): FileChange[] {
  valueOf(corpus, id);
  if (to === id) return [];
  if (!isGoodId(to)) throw new CannotRefactor('id-bad', to);
  if (corpus.codebook.value(to)) throw new CannotRefactor('id-taken', to);
  return [
    { kind: 'codebook', uri: corpus.codebook.uri, changes: [{ op: 'set-value', id, set: { id: to } }] },
    ...reassigned(corpus, id, to),
  ];
}

/** Tags with one of the values get `into`; doubles fold; the values leave the codebook. */
export function mergeValues(corpus: Corpus, from: readonly string[], into: string): FileChange[] {
  valueOf(corpus, into);
  const merged = [...new Set(from)].filter((id) => id !== into);
  if (merged.length === 0) throw new CannotRefactor('into-itself', into);
  merged.forEach((id) => valueOf(corpus, id));
  const ids = new Set(merged);
  return [
    ...overSources(corpus, (tags) =>
      patchAndJoin(tags, (tag) =>
        tag.stance && ids.has(tag.stance.value) ? { stance: { ...tag.stance, value: into } } : undefined,
      ),
    ),
    {
      kind: 'codebook',
      uri: corpus.codebook.uri,
      changes: merged.map((id) => ({ op: 'remove-value' as const, id })),
    },
  ];
}

/** Takes a value out of the codebook; its stances get `reassign`, or are removed. */
export function deleteValue(corpus: Corpus, id: string, reassign?: string): FileChange[] {
  valueOf(corpus, id);
  if (reassign !== undefined) return mergeValues(corpus, [id], reassign);
  return [
    ...overSources(corpus, (tags) =>
      tags.flatMap((tag): SidecarChange[] => (tag.stance?.value === id ? [{ op: 'remove', id: tag.id }] : [])),
    ),
    { kind: 'codebook', uri: corpus.codebook.uri, changes: [{ op: 'remove-value', id }] },
  ];
}

function reassigned(corpus: Corpus, from: string, to: string): FileChange[] {
  return overSources(corpus, (tags) =>
    tags.flatMap((tag): SidecarChange[] =>
      tag.stance?.value === from ? [{ op: 'set', id: tag.id, set: { stance: { ...tag.stance, value: to } } }] : [],
    ),
  );
}
