/** One codebook as the library knows it: the file, or the defaults where there is none yet. */
import type { CodebookChange } from '../changes';
import { defaultCodebook, type CodebookFile } from '../codebook';
import type { CodebookView } from '../corpus';
import type { Entity, EntityType, StanceValue } from '../model';
import type { YamlFile } from './yaml-file';

export class Book {
  private snapshot: CodebookView | undefined;

  constructor(
    readonly uri: string,
    readonly file: YamlFile<CodebookFile, CodebookChange>,
  ) {}

  touch(): void {
    this.snapshot = undefined;
  }

  get view(): CodebookView {
    return (this.snapshot ??= viewOf(this));
  }
}

function viewOf(book: Book): CodebookView {
  const { now, refusal, unsaved } = book.file;
  const { types, stances, entities, searches } = now?.codebook ?? defaultCodebook();
  const byId = <T extends { readonly id: string }>(items: readonly T[]): Map<string, T> => {
    const map = new Map<string, T>();
    // Of two with one id the first counts; the second is a fault that is shown.
    for (const item of items) if (!map.has(item.id)) map.set(item.id, item);
    return map;
  };
  const entityOf: Map<string, Entity> = byId(entities);
  const valueOf: Map<string, StanceValue> = byId(stances);
  const typeOf: Map<string, EntityType> = byId(types);
  return {
    uri: book.uri,
    exists: book.file.exists,
    types,
    stances,
    entities,
    searches,
    refusal,
    faults: now?.faults ?? [],
    unsaved,
    entity: (id) => entityOf.get(id),
    value: (id) => valueOf.get(id),
    type: (id) => typeOf.get(id),
  };
}
