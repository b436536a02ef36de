/** Changing a whole section (a top-level key with its lines), and the items of a short list in it. */
import { UNCLEAR, readItems } from './items';
import type { BlockItems } from './items';
import { judge } from './judge';
import { asMap, asSeq, isNothing } from './nodes';
import type { MapNode, ParsedNode, SeqNode } from './nodes';
import { endOfDocument, ownEnd } from './outline';
import type { Section } from './outline';
import { ListWork } from './work';

/** A section's own lines, without the blank lines and comments that follow; empty where there is no such section. */
export function sectionText(text: string, sections: readonly Section[], key: string): string {
  const section = sections.find((one) => one.key === key);
  return section ? text.slice(section.from, ownEnd(text, section.from, section.to, 0)) : '';
}

/**
 * The file's text with other lines for a section, and where these begin; a new one goes after those before it in `order`.
 * `length` is how much of the text goes, where it is not just the section's own lines.
 */
export function withSection(
  text: string,
  sections: readonly Section[],
  key: string,
  lines: string,
  order: readonly string[],
  length?: number,
): { text: string; at: number } {
  const section = sections.find((one) => one.key === key);
  if (section) {
    const end = length === undefined ? ownEnd(text, section.from, section.to, 0) : section.from + length;
    const rest = text.slice(end);
    return { text: text.slice(0, section.from) + lines + rest, at: section.from };
  }
  const place = order.indexOf(key);
  const before = sections.filter((one) => order.includes(one.key) && order.indexOf(one.key) < place).pop();
  const at = before ? ownEnd(text, before.from, before.to, 0) : endOfDocument(text);
  return { text: text.slice(0, at) + lines + text.slice(at), at };
}

/** The value of a section, judged alone; offsets into `lines`. */
export function sectionValue(lines: string): { map: MapNode; value: ParsedNode | null } | undefined {
  const judged = judge(lines);
  const map = judged.ok ? asMap(judged.value) : undefined;
  const pair = map?.items[0];
  return map && pair ? { map, value: pair.value } : undefined;
}

/** A section without items: its first line up to its colon, its comments, and the lines below them, so that items can follow. */
export function openSection(lines: string, key: string, eol: string): string | undefined {
  if (lines === '') return key + ':' + eol;
  const found =
    /^([^\n]*?:)[ \t]*(?:\[\s*\]|\{\s*\}|~|[Nn]ull|NULL)?([ \t]*|[ \t]+#[^\n]*?)(?:\r?\n|$)((?:[ \t]*(?:#[^\n]*)?(?:\r?\n|$))*)$/.exec(
      lines,
    );
  if (!found) return undefined;
  const below = found[3] ?? '';
  return (
    (found[1] ?? '') + (found[2] ?? '').trimEnd() + eol + below + (below === '' || below.endsWith('\n') ? '' : eol)
  );
}

/** An item as it is written in a block list with its dash at a column, and in a list in flow style. */
export interface ItemText {
  block(indent: number): string;
  readonly flow: string;
}

/** Puts an item into a section's list, before number `index`. Undefined where the section holds something else. */
export function insertItem(
  lines: string,
  key: string,
  index: number,
  item: ItemText,
  eol: string,
  inFlow = false,
): string | undefined {
  const opened = openSection(lines, key, eol);
  if (opened !== undefined) {
    if (!inFlow) return opened + item.block(2);
    return lines === '' ? `${key}: [${item.flow}]${eol}` : opened.replace(':', () => `: [${item.flow}]`);
  }
  const list = listIn(lines);
  if (!list) return undefined;
  if (list.flow) {
    const before = list.flow.items[index - 1];
    if (before) return lines.slice(0, before.range[1]) + ', ' + item.flow + lines.slice(before.range[1]);
    const first = list.flow.items[0];
    const at = first ? first.range[0] : list.flow.range[0] + 1;
    return lines.slice(0, at) + item.flow + (first ? ', ' : '') + lines.slice(at);
  }
  const work = new ListWork(lines, list.block);
  work.insert(index, item.block(list.block.indent), { id: 'new' });
  return work.build().text;
}

/** Takes an item out of a section's list; of the last one an empty list is left. */
export function removeItem(lines: string, index: number, eol: string): string | undefined {
  const list = listIn(lines);
  if (!list) return undefined;
  if (list.flow) {
    const { items } = list.flow;
    const [before, item, next] = [items[index - 1], items[index], items[index + 1]] as (ParsedNode | undefined)[];
    if (!item) return undefined;
    if (before) return lines.slice(0, before.range[1]) + lines.slice(item.range[1]);
    return lines.slice(0, item.range[0]) + lines.slice(next ? next.range[0] : list.flow.range[1] - 1);
  }
  const work = new ListWork(lines, list.block);
  if (work.length === 1) return emptied(lines, list.block, eol);
  work.remove(index);
  return work.build().text;
}

/** Puts other text in an item's place; `make` is given the item's own text and says whether it is in flow style. */
export function changeItem(
  lines: string,
  index: number,
  make: (own: string, node: ParsedNode, flow: boolean) => string | undefined,
): string | undefined {
  const list = listIn(lines);
  if (!list) return undefined;
  if (list.flow) {
    const node = list.flow.items[index];
    const made = node && make(lines.slice(node.range[0], node.range[1]), node, true);
    return node && made !== undefined ? lines.slice(0, node.range[0]) + made + lines.slice(node.range[1]) : undefined;
  }
  const work = new ListWork(lines, list.block);
  const node = list.nodes[index];
  const made = node && make(work.own(index), node, false);
  if (made === undefined) return undefined;
  work.replace(index, made, { id: 'new' });
  return work.build().text;
}

/** A section whose block list loses its last item: an empty list, with what was a comment. */
export function emptied(lines: string, list: BlockItems<unknown>, eol: string): string {
  const work = new ListWork(lines, list as BlockItems<{ id: string }>);
  work.remove(0);
  const key = lines.slice(0, list.from);
  const found = /^([^\n]*?:)[ \t]*(#[^\n]*?)?(?:\r?\n)?$/.exec(key);
  const line = found ? found[1] + ' []' + (found[2] ? ' ' + found[2].trimEnd() : '') + eol : key;
  return line + work.build().text.slice(list.from);
}

type ListIn =
  | { flow: SeqNode; block?: undefined }
  | { flow?: undefined; block: BlockItems<{ id: string }>; nodes: readonly ParsedNode[] };

function listIn(lines: string): ListIn | undefined {
  const value = sectionValue(lines)?.value ?? null;
  const seq = isNothing(value) ? undefined : asSeq(value);
  if (!seq) return undefined;
  if (seq.flow) return { flow: seq };
  const from = lines.indexOf('\n') + 1;
  const reader = { item: undefined, own: () => -1, node: () => ({ item: { id: '' }, faults: [] }) };
  const block = readItems<{ id: string }>(lines, from, reader, (first, starts) =>
    first === 0 && starts.length === seq.items.length
      ? starts.map((_, i) => ({ item: { id: String(i) }, faults: [] }))
      : undefined,
  );
  return block === UNCLEAR ? undefined : { block, nodes: seq.items };
}
