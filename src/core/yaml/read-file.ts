/**
 * Reading a YAML file with one long list of maps: the list item by item, what stands around it by the judge. Whatever is not
 * as expected is left to the judge of the whole file, so that every text has one reading, or one refusal.
 */
import { FORMAT } from '../model';
import type { Fault } from '../model';
import { UNCLEAR, readItems } from './items';
import type { BadItem, BlockItems, ItemReader } from './items';
import { guard, guardLineEnds, judge } from './judge';
import { asMap, asSeq, fieldsOf, isNothing } from './nodes';
import type { Fields, MapNode, SeqNode } from './nodes';
import { sectionsOf } from './outline';
import type { Section } from './outline';
import { refuse } from './reading';
import type { Reading } from './reading';
import { readVersion } from './version';

/** An item of a list in flow style, with its range in the text; its faults with offsets from its start. */
export interface FlowItem<T> {
  readonly item: T | BadItem;
  readonly from: number;
  readonly to: number;
  readonly faults: readonly Fault[];
}

export interface FileParts<T, H> {
  readonly text: string;
  readonly sections: readonly Section[];
  readonly head: H;
  /** The list in block style; undefined where there is none, or none with items. */
  readonly list?: BlockItems<T> | undefined;
  /** The list in flow style, which only other hands write. */
  readonly flow?: readonly FlowItem<T>[] | undefined;
}

export interface FileSpec<T, H> {
  /** The list's top-level key. */
  readonly key: string;
  reader(): ItemReader<T>;
  /** Is a key without a value no list at all? So looks a file that was cut short; what this tool writes is `[]`. */
  readonly needsList: boolean;
  /** Reads what stands around the list where that is in own form; `around` is the text without the list at `from`. */
  ownHead?(around: string, from: number): H | undefined;
  /** What stands around the list; `place` takes the nodes' offsets to offsets into the file. */
  head(fields: Fields, place: (at: number) => number): H;
}

/** Reads a file. `known` is its list where that was read before and stands in this text. */
export function readFile<T, H>(text: string, spec: FileSpec<T, H>, known?: BlockItems<T>): Reading<FileParts<T, H>> {
  const lines = guardLineEnds(text);
  if (!lines.ok) return lines;
  let list: BlockItems<T> | typeof UNCLEAR | undefined;
  const sections = sectionsOf(text, (key, _from, next) => {
    if (key !== spec.key || list !== undefined) return -1;
    list = known?.from === next ? known : readItems(text, next, spec.reader());
    return list === UNCLEAR ? -1 : list.to;
  });
  if (!sections || list === undefined || list === UNCLEAR) return judgeFile(text, spec);
  const found: BlockItems<T> = list;
  const around = text.slice(0, found.from) + text.slice(found.to);
  const own = spec.ownHead?.(around, found.from);
  if (own) return { ok: true, value: { text, sections, head: own, list: found } };
  const place = (at: number): number => (at < found.from ? at : at + found.to - found.from);
  const judged = guard(around).ok ? judge(around) : undefined;
  const map = judged?.ok ? asMap(judged.value) : undefined;
  if (!map || !readVersion(map, FORMAT).ok || !sameKeys(map, sections, place)) return judgeFile(text, spec);
  const fields = fieldsOf(map);
  if (!isNothing(fields.byKey.get(spec.key)?.value)) return judgeFile(text, spec);
  return { ok: true, value: { text, sections, head: spec.head(fields, place), list: found } };
}

/** The judge alone: the same result, a hundred times slower. */
export function judgeFile<T, H>(text: string, spec: FileSpec<T, H>): Reading<FileParts<T, H>> {
  const lines = guardLineEnds(text);
  if (!lines.ok) return lines;
  const guarded = guard(text);
  if (!guarded.ok) return guarded;
  const judged = judge(text);
  if (!judged.ok) return judged;
  const map = asMap(judged.value);
  if (!map) return refuse('format', 0, text.length);
  const version = readVersion(map, FORMAT);
  if (!version.ok) return version;
  const sections = sectionsOf(text);
  if (!sections || !sameKeys(map, sections, (at) => at)) return refuse('format', map.range[0], map.range[1]);
  const fields = fieldsOf(map);
  const parts = { text, sections, head: spec.head(fields, (at) => at) };
  const field = fields.byKey.get(spec.key);
  if (!field || (isNothing(field.value) && !spec.needsList)) return { ok: true, value: parts };
  const seq = asSeq(field.value);
  const [from, to] = (field.value ?? field.key).range;
  if (!seq) return refuse('format', from, to);
  if (seq.flow) {
    return { ok: true, value: seq.items.length === 0 ? parts : { ...parts, flow: flowItems(seq, spec.reader()) } };
  }
  const section = sections.find(({ key }) => key === spec.key) as Section;
  const reader = spec.reader();
  const list = readItems(text, text.indexOf('\n', section.valueFrom) + 1, reader, (first, starts) => {
    if (first !== 0 || starts.length !== seq.items.length) return undefined;
    return seq.items.map((node, i) => reader.node(node, -(starts[i] ?? 0)));
  });
  return list === UNCLEAR ? refuse('format', from, to) : { ok: true, value: { ...parts, list } };
}

function flowItems<T>(seq: SeqNode, reader: ItemReader<T>): FlowItem<T>[] {
  return seq.items.map((node) => {
    const [from, to] = node.range;
    return { ...reader.node(node, -from), from, to };
  });
}

/** Do the lines found and the keys parsed tell of the same sections? */
function sameKeys(map: MapNode, sections: readonly Section[], place: (at: number) => number): boolean {
  return (
    map.items.length === sections.length && map.items.every(({ key }, i) => place(key.range[0]) === sections[i]?.from)
  );
}

/** All faults of the items of a list, in the order of the file, with offsets into its text. */
export function itemFaults<T>({ list, flow }: Pick<FileParts<T, unknown>, 'list' | 'flow'>): Fault[] {
  const faults: Fault[] = [];
  const add = (start: number, found: readonly Fault[] | undefined) => {
    for (const fault of found ?? []) faults.push({ ...fault, from: fault.from + start, to: fault.to + start });
  };
  if (flow) for (const { from, faults: found } of flow) add(from, found);
  else if (list && list.faults.size > 0) {
    list.items.forEach((item, i) => add(list.starts[i] ?? 0, list.faults.get(item)));
  }
  return faults;
}
