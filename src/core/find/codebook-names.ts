/** The names of a codebook and where they stand in its sources, kept until the names or a text change. */
import type { Entity } from '../model';
import { NameFinder, type FindOptions, type NameForm } from './names';
import { NameIndex } from './text-index';
import type { TextChange } from '../text/map-range';

/** What an index is made of: a `CodebookView` is one. */
export interface NamedEntities {
  readonly uri: string;
  readonly entities: readonly Entity[];
}

interface Kept {
  entities: readonly Entity[];
  readonly forms: readonly NameForm[];
  readonly index: NameIndex;
}

/** Indexes in use at the same time: the suggestions', and those of a few choices in the preview's filter. */
const MOST = 6;

/** Every name and alias, each with its entity, in the order of the codebook. */
export function formsOf(entities: readonly Entity[]): NameForm[] {
  return entities.flatMap(({ id, name, aliases }) => [name, ...aliases].map((form) => ({ form, entity: id })));
}

export class CodebookNames {
  /** The one used last stands last. */
  private readonly kept = new Map<string, Kept>();

  /**
   * The index of all names of a codebook. `extra` is a form that the codebook does not have (words that the user selected); it
   * competes with the names, so that a longer name wins over it.
   */
  index(codebook: NamedEntities, options: FindOptions = {}, extra?: NameForm): NameIndex {
    const { ignoreCase = false, wholeWord = true, endings = true } = options;
    const key = JSON.stringify([codebook.uri, ignoreCase, wholeWord, endings, extra?.form, extra?.entity]);
    let kept = this.kept.get(key);
    this.kept.delete(key);
    if (!kept || kept.entities !== codebook.entities) {
      const forms = formsOf(codebook.entities);
      if (extra) forms.push(extra);
      // A new colour or note makes new entities, and no new names.
      if (kept && sameForms(kept.forms, forms)) kept.entities = codebook.entities;
      else kept = { entities: codebook.entities, forms, index: new NameIndex(new NameFinder(forms, options)) };
    }
    this.kept.set(key, kept);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST) break;
      this.kept.delete(oldest);
    }
    return kept.index;
  }

  /** Follows the changes of one event of a text, in every index that has it. Throws what `SourceNames.apply` throws. */
  apply(source: string, changes: readonly TextChange[]): void {
    for (const { index } of this.kept.values()) index.apply(source, changes);
  }

  forget(source: string): void {
    for (const { index } of this.kept.values()) index.forget(source);
  }
}

function sameForms(a: readonly NameForm[], b: readonly NameForm[]): boolean {
  return a.length === b.length && a.every((one, i) => one.form === b[i]?.form && one.entity === b[i]?.entity);
}
