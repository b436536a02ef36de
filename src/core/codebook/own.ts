/** Entities in own form: the keys of FORMAT.md in their order, one a line. */
import { AUTHOR } from '../model';
import type { Entity } from '../model';
import type { ItemReader, ItemReading } from '../yaml/items';
import type { ParsedNode } from '../yaml/nodes';
import { OwnLines } from '../yaml/own-lines';
import { isPlainPhrase } from '../yaml/scalars';
import { makeEntity } from './fields';
import { readEntityNode } from './read-entity';

/** Undefined (or -1) means: not in own form, for the judge to read. */
export class OwnEntities implements ItemReader<Entity> {
  item: Entity | undefined;
  private readonly lines = new OwnLines();

  own(text: string, from: number): number {
    const { lines } = this;
    lines.begin(text, from);
    if (!lines.take('  - id: ')) return -1;
    this.item = this.entity();
    return this.item && lines.endsHere ? lines.at : -1;
  }

  node(node: ParsedNode | null, shift: number): ItemReading<Entity> {
    return readEntityNode(node, shift);
  }

  private entity(): Entity | undefined {
    const { lines } = this;
    const id = lines.id();
    const name = lines.take('    name: ') && lines.phrase();
    const type = lines.take('    type: ') && lines.word();
    if (!id || id === AUTHOR || !name || !type) return undefined;
    let parent: string | undefined;
    if (lines.take('    parent: ') && (parent = lines.word()) === undefined) return undefined;
    let aliases: string[] | undefined = [];
    if (lines.take('    aliases: ') && !(aliases = lines.list(isPlainPhrase))) return undefined;
    let wikidata: string | undefined;
    if (lines.take('    wikidata: ') && (wikidata = lines.word()) === undefined) return undefined;
    let definition: string | undefined;
    if (lines.take('    definition: ') && (definition = lines.quoted()) === undefined) return undefined;
    let include: string | undefined;
    if (lines.take('    include: ') && (include = lines.quoted()) === undefined) return undefined;
    let exclude: string | undefined;
    if (lines.take('    exclude: ') && (exclude = lines.quoted()) === undefined) return undefined;
    let examples: string[] | undefined;
    if (lines.take('    examples: ') && (examples = lines.quotedList()) === undefined) return undefined;
    let note: string | undefined;
    if (lines.take('    note: ') && (note = lines.quoted()) === undefined) return undefined;
    return makeEntity({ id, name, type, parent, aliases, wikidata, definition, include, exclude, examples, note });
  }
}
