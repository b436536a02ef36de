/** Which entities fit some words best: for the pick that opens on a selection. */
import type { Entity } from './model';
import { foldName } from './text/fold';

export interface Ranked {
  readonly entity: Entity;
  /** 4: name or alias to the letter; 3: apart from case and accents; 2: with a word ending, or one begins the other; 1: shares a word; 0: none of these. */
  readonly fit: 0 | 1 | 2 | 3 | 4;
  /** The name or alias that fits. */
  readonly form: string;
}

/** Best fit first, then the most recently used (`recent`: ids, newest first), then in the order of the codebook. */
export function rankEntities(entities: readonly Entity[], words: string, recent: readonly string[]): Ranked[] {
  const age = new Map(recent.map((id, i) => [id, i]));
  const wanted = { exact: words.trim(), folded: foldName(words) };
  return entities
    .map((entity, order) => ({ ...best(entity, wanted), age: age.get(entity.id) ?? Infinity, order }))
    .sort((a, b) => b.fit - a.fit || compareAges(a.age, b.age) || a.order - b.order)
    .map(({ entity, fit, form }) => ({ entity, fit, form }));
}

function compareAges(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function best(entity: Entity, wanted: { exact: string; folded: string }): Ranked {
  let found: Ranked = { entity, fit: 0, form: entity.name };
  for (const form of [entity.name, ...entity.aliases]) {
    const fit = fitOf(form, wanted);
    if (fit > found.fit) found = { entity, fit, form };
  }
  return found;
}

function fitOf(form: string, wanted: { exact: string; folded: string }): Ranked['fit'] {
  if (wanted.folded === '') return 0;
  if (form === wanted.exact) return 4;
  const folded = foldName(form);
  if (folded === wanted.folded) return 3;
  if (folded === '') return 0;
  if (wanted.folded.startsWith(folded) || folded.startsWith(wanted.folded)) return 2;
  const words = new Set(folded.split(' ').filter((word) => word.length > 2));
  return wanted.folded.split(' ').some((word) => words.has(word)) ? 1 : 0;
}

/** An id for a new entity: the name's letters and digits with hyphens, and a number where that is taken. */
export function entityIdFor(name: string, taken: (id: string) => boolean): string {
  const letters = foldName(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const base = letters === '' || !/^\p{L}/u.test(letters) ? `e-${letters || 'new'}` : letters;
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (id !== 'author' && !taken(id)) return id;
  }
}
