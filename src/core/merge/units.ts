/** A file's long list as units: each item's own lines, and the comments and blank lines that lead to it. */
import { BadItem } from '../yaml/items';
import { ownEnd } from '../yaml/outline';
import type { FileParts } from '../yaml/read-file';
import { openSection, sectionText } from '../yaml/section-edit';

export interface Unit<T> {
  /** The id as it is written; of an item that cannot be read its lines. Told apart by a number where it is there twice. */
  key: string;
  readonly item: T | BadItem;
  readonly lead: string;
  readonly block: string;
}

export interface ListText<T> {
  /** The section's lines up to the first lead: the key's line. */
  readonly head: string;
  readonly units: readonly Unit<T>[];
  /** What stands after the last item and belongs to the section still. */
  readonly tail: string;
  readonly indent: number;
}

export interface ListReader<T> {
  readonly list: string;
  lines(item: T, indent: number, eol: string): string;
  readLines(text: string): { readonly item: T } | undefined;
}

/** The list of a file; one in flow style, or without items, is taken as the block list that says the same. */
export function listOf<T extends { readonly id: string }>(
  parts: FileParts<T, unknown> | undefined,
  format: ListReader<T>,
  eol: string,
): ListText<T> {
  const section = parts?.sections.find(({ key }) => key === format.list);
  if (!parts || !section) return { head: '', units: [], tail: '', indent: 2 };
  const { text, list, flow } = parts;
  const lines = sectionText(text, parts.sections, format.list);
  if (!list) {
    const units = (flow ?? []).flatMap(({ item }): Unit<T>[] =>
      item instanceof BadItem ? [] : [{ key: item.id, item, lead: '', block: format.lines(item, 2, eol) }],
    );
    return { head: openSection(lines, format.list, eol) ?? format.list + ':' + eol, units, tail: '', indent: 2 };
  }
  const units: Unit<T>[] = [];
  let at = list.from;
  list.items.forEach((item, i) => {
    const from = list.starts[i] as number;
    const to = ownEnd(text, from, list.starts[i + 1] ?? list.to, list.indent);
    const block = text.slice(from, to);
    const unit = { lead: text.slice(at, from), block };
    // An id given in memory to the second of two is not what is written.
    const written = item instanceof BadItem ? item : (format.readLines(block)?.item ?? item);
    units.push({ ...unit, key: written instanceof BadItem ? '\u0000' + block : written.id, item: written });
    at = to;
  });
  const head = text.slice(section.from, list.from);
  return { head, units, tail: text.slice(at, section.from + lines.length), indent: list.indent };
}

/** Has a list in flow style an item that cannot be read? Its lines cannot be told from the others'. */
export function isUnclear(parts: FileParts<unknown, unknown> | undefined): boolean {
  return parts?.flow?.some(({ item }) => item instanceof BadItem) ?? false;
}

/**
 * Tells units of one id apart, so that those of the three sides that are the same have the same key: first those that are equal
 * to the letter, then those that are left, in their order.
 */
export function tellApart<T>(sides: readonly (readonly Unit<T>[])[]): void {
  const doubled = new Set<string>();
  for (const units of sides) {
    const seen = new Set<string>();
    for (const { key } of units) {
      if (seen.has(key)) doubled.add(key);
      seen.add(key);
    }
  }
  for (const key of doubled) {
    const groups = sides.map((units) => units.filter((unit) => unit.key === key));
    let number = 0;
    for (const [s, group] of groups.entries()) {
      for (const unit of group) {
        if (unit.key !== key) continue;
        const name = number === 0 ? key : `${key}\u0000${number}`;
        const others = groups.slice(s + 1).map((later) => later.filter((one) => one.key === key));
        const rest = group.filter((one) => one.key === key);
        unit.key = name + '\u0001';
        for (const later of others) {
          const twin = later.find((one) => one.block === unit.block);
          // One that is equal to another of this side is left for that one.
          const free = later.find((one) => !rest.some((mine) => mine !== unit && mine.block === one.block));
          const found = twin ?? free;
          if (found) found.key = unit.key;
        }
        number++;
      }
    }
    for (const group of groups) for (const unit of group) unit.key = unit.key.replace('\u0001', '');
  }
}

/** Lines with their indent changed by some spaces; undefined where one has too few. */
export function reindented(block: string, from: number, to: number): string | undefined {
  if (from === to) return block;
  const lines = block.split(/(?<=\n)/);
  if (from < to) return lines.map((line) => (line.trim() === '' ? line : ' '.repeat(to - from) + line)).join('');
  const pad = ' '.repeat(from - to);
  if (!lines.every((line) => line.trim() === '' || line.startsWith(pad))) return undefined;
  return lines.map((line) => (line.trim() === '' ? line : line.slice(pad.length))).join('');
}
