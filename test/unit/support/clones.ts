/** Two people's work on clones of one corpus. */
import assert from 'node:assert/strict';
import { PlaceableText } from '../../../src/core/anchors/placeable';
import { pieceAt } from '../../../src/core/anchors/context';
import { resolveCodebook, resolveSidecar, type Resolved, type Stages } from '../../../src/core/merge/resolve';
import type { Tag } from '../../../src/core/model';
import { applyToSidecar, readSidecar } from '../../../src/core/sidecar';
import { newTagId } from '../../../src/core/sidecar/ids';
import type { Repository } from '../cli/repository';
import { seeded } from './memory';

export const SOURCES = 5;
export const EACH = 80;
export const NAMES = Array.from({ length: SOURCES }, (_, n) => `${n}.txt.tags.yaml`);
const entity = (id: string, name: string): string => `  - id: ${id}\n    name: ${name}\n    type: state\n`;
const book = (...entities: string[]): string => `stancemark: 1\nentities:\n${entities.join('')}`;

/** Two people's work from one commit: `EACH` tags each over all sources, one tag re-meant by both, one entity renamed by one. */
export function histories(seed: number) {
  const random = seeded(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const texts = NAMES.map(() =>
    Array.from({ length: 40 }, () => Array.from({ length: 14 }, () => `w${below(900)}`).join(' ')).join('\n'),
  );
  const taken = new Set<string>();
  const make = (n: number, entityId: string, by: string): Tag => {
    const text = new PlaceableText(texts[n] as string);
    const from = below(text.text.length - 50);
    const id = newTagId(random, (one) => taken.has(one));
    taken.add(id);
    return { id, ...pieceAt(text, { from, to: from + 5 + below(30) }), entity: entityId, by };
  };
  const add = (before: string | undefined, tags: readonly Tag[]): string => {
    const reading = readSidecar(before ?? 'stancemark: 1\ntags: []\n');
    if (!reading.ok) throw new Error(reading.refusal.message);
    return applyToSidecar(
      reading.value,
      tags.map((tag) => ({ op: 'add', tag }) as const),
    ).sidecar.text;
  };
  const base = NAMES.map((_, n) =>
    add(
      undefined,
      Array.from({ length: 6 }, () => make(n, 'russia', 'both')),
    ),
  );
  const disputed = /id: (\S+)/.exec(base[0] as string)?.[1] as string;
  const side = (by: string, entityId: string): string[] =>
    base.map((text, n) => {
      const more = add(
        text,
        Array.from({ length: EACH / SOURCES }, () => make(n, entityId, by)),
      );
      return n === 0 ? more.replace(new RegExp(`(id: ${disputed}[^]*?entity: )russia`), `$1${entityId}`) : more;
    });
  return {
    ...{ texts, base, disputed, ours: side('mk', 'baku'), theirs: side('ln', 'alat') },
    books: {
      base: book(entity('russia', 'Russia')),
      ours: book(entity('baku', 'Baku'), entity('russia', 'Russian Federation')),
      theirs: book(entity('alat', 'Alat'), entity('russia', 'Russia')),
    },
  };
}

/** Puts both histories into the repository's folder, and stands on ours. */
export function merge(repository: Repository, made: ReturnType<typeof histories>): void {
  const put = (sidecars: readonly string[], codebook: string): void => {
    sidecars.forEach((text, n) => repository.put(NAMES[n] as string, text));
    repository.put('codebook.yaml', codebook);
  };
  made.texts.forEach((text, n) => repository.put(`${n}.txt`, text));
  put(made.base, made.books.base);
  repository.commit('base');
  repository.git('checkout', '-qb', 'side');
  put(made.theirs, made.books.theirs);
  repository.commit('theirs');
  repository.git('checkout', '-q', 'main');
  put(made.ours, made.books.ours);
  repository.commit('ours');
}

/** What 'theirs' everywhere makes of a file's three stages. */
export const resolve = (name: string, stages: Stages): string => {
  const ids = (): never => assert.fail('no second tag is kept');
  const result: Resolved =
    name === 'codebook.yaml' ? resolveCodebook(stages, () => 'theirs') : resolveSidecar(stages, () => 'theirs', ids);
  assert.ok(result.ok, name);
  return result.text;
};
