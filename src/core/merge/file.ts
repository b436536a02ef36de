/** A whole file: its sections, each by its own rule, put together again with ours as the frame. */
import type { Refusal } from '../model';
import { eolOf, ownEnd } from '../yaml/outline';
import type { FileParts } from '../yaml/read-file';
import type { Reading } from '../yaml/reading';
import { ListMerge } from './list';
import type { ItemMerge, Outcome } from './list';
import type { MergedSection } from './sections';
import { mergeComments, pick } from './three-way';
import type { Conflict, Merged, MergeOptions, Side, Taken, Texts } from './types';
import { isUnclear, listOf } from './units';

export interface FileMerge<T extends { readonly id: string }> extends ItemMerge<T> {
  /** All top-level keys in their order. */
  readonly order: readonly string[];
  read(text: string): Reading<FileParts<T, unknown>>;
  /** Merges a section that both sides changed; undefined where its lines are not of the form for that. */
  section(key: string, texts: Texts, prefer: 'ours' | 'theirs', eol: string): MergedSection | undefined;
}

const BOM = '\ufeff';

interface Part {
  readonly key: string;
  /** Comments and blank lines before the section's own lines. */
  readonly lead: string;
  readonly lines: string;
}

interface Read<T> {
  readonly parts: FileParts<T, unknown> | undefined;
  readonly sections: readonly Part[];
  readonly tail: string;
}

/** A section of the outcome. */
interface Made<T> {
  readonly key: string;
  readonly lead: string;
  readonly lines: string;
  readonly list?: readonly Outcome<T>[];
  readonly tail?: string;
  readonly conflict?: Conflict<T> | undefined;
}

/** `base` undefined (or empty): the sides have no common ancestor. */
export function mergeFiles<T extends { readonly id: string }>(
  base: string | undefined,
  ours: string,
  theirs: string,
  format: FileMerge<T>,
  options: MergeOptions,
): Merged<T> {
  const read = { base: base ? format.read(base) : undefined, ours: format.read(ours), theirs: format.read(theirs) };
  for (const which of ['ours', 'theirs', 'base'] as const) {
    const reading = read[which];
    if (reading && !reading.ok) return { ok: false, which, refusal: reading.refusal };
  }
  if (ours === theirs || theirs === base) return { ok: true, text: ours, taken: [], conflicts: [] };
  const made = new Merging(base || undefined, ours, theirs, format, options).run();
  // Only theirs is another: then it counts byte for byte.
  if (ours === base) return { ok: true, text: theirs, taken: 'ok' in made ? [] : made.taken, conflicts: [] };
  return 'ok' in made ? made : { ...made, ok: true };
}

class Merging<T extends { readonly id: string }> {
  private readonly eol: string;
  private readonly bom: string;
  private readonly open: boolean;
  private readonly prefer: 'ours' | 'theirs';
  private readonly taken: Taken[] = [];
  private readonly conflicts: Conflict<T>[] = [];

  constructor(
    private readonly base: string | undefined,
    private readonly ours: string,
    private readonly theirs: string,
    private readonly format: FileMerge<T>,
    private readonly options: MergeOptions,
  ) {
    this.eol = eolOf(ours) ?? eolOf(theirs) ?? '\n';
    this.bom = ours.startsWith(BOM) ? BOM : '';
    this.open = !ours.endsWith('\n');
    this.prefer = options.conflicts === 'theirs' ? 'theirs' : 'ours';
  }

  run():
    { text: string; taken: readonly Taken[]; conflicts: readonly Conflict<T>[] } | Extract<Merged<T>, { ok: false }> {
    const three = { base: this.read(this.base), ours: this.read(this.ours), theirs: this.read(this.theirs) };
    for (const which of ['ours', 'theirs', 'base'] as const) {
      const one = three[which];
      if (!one || isUnclear(one.parts)) return { ok: false, which };
    }
    const { base, ours, theirs } = three as { [S in Side]: Read<T> };
    const made = this.sections(base, ours, theirs);
    const tail = mergeComments(base.tail, ours.tail, theirs.tail);
    // What comes out is read as it would be without conflicts: nothing is given away that could not be read.
    const plain = this.written(made, tail, false);
    const reading = this.format.read(plain);
    const refusal: Refusal | undefined = reading.ok ? undefined : reading.refusal;
    if (!reading.ok) return { ok: false, which: 'result', ...(refusal && { refusal }) };
    const marked = (this.options.conflicts ?? 'markers') === 'markers' && this.conflicts.length > 0;
    const text = marked ? this.written(made, tail, true) : plain;
    return { text, taken: this.taken, conflicts: this.conflicts };
  }

  /** A file with our line ends, without a byte order mark, ended by a line end. */
  private read(given: string | undefined): Read<T> | undefined {
    if (given === undefined) return { parts: undefined, sections: [], tail: '' };
    const bare = (given.startsWith(BOM) ? given.slice(1) : given).replace(/\r?\n/g, this.eol);
    const text = bare.endsWith('\n') ? bare : bare + this.eol;
    const reading = this.format.read(text);
    if (!reading.ok) return undefined;
    const parts = reading.value;
    let at = 0;
    const sections = parts.sections.map(({ key, from, to }): Part => {
      const lead = text.slice(at, from);
      at = ownEnd(text, from, to, 0);
      return { key, lead, lines: text.slice(from, at) };
    });
    return { parts, sections, tail: text.slice(at) };
  }

  private sections(base: Read<T>, ours: Read<T>, theirs: Read<T>): Made<T>[] {
    const made: Made<T>[] = [];
    for (const key of this.keys(ours, theirs)) {
      const [b, o, t] = [base, ours, theirs].map(({ sections }) => sections.find((one) => one.key === key));
      const was = b?.lead ?? '';
      const lead = mergeComments(was, o?.lead ?? was, t?.lead ?? was);
      const texts = { base: b?.lines ?? '', ours: o?.lines ?? '', theirs: t?.lines ?? '' };
      const section = this.section(key, lead, texts, [base, ours, theirs]);
      // Comments before a section that is no more stay where it was.
      if (section) made.push(section);
      else if (lead !== was) made.push({ key, lead, lines: '' });
    }
    return made;
  }

  private keys(ours: Read<T>, theirs: Read<T>): string[] {
    const keys = ours.sections.map(({ key }) => key);
    let previous = -1;
    for (const { key } of theirs.sections) {
      const there = keys.indexOf(key);
      const place = this.format.order.indexOf(key);
      if (there >= 0) previous = there;
      else {
        const before = keys.filter((one) => this.format.order.includes(one) && this.format.order.indexOf(one) < place);
        previous = place < 0 ? previous + 1 : keys.indexOf(before[before.length - 1] ?? '') + 1;
        keys.splice(previous, 0, key);
      }
    }
    return keys;
  }

  private section(key: string, lead: string, texts: Texts, files: readonly Read<T>[]): Made<T> | undefined {
    const side = pick(texts.base, texts.ours, texts.theirs);
    if (side === 'ours') return texts.ours === '' ? undefined : { key, lead, lines: texts.ours };
    if (key === this.format.list) return this.list(key, lead, texts, files);
    if (side === 'theirs') {
      const how = texts.theirs === '' ? 'removed' : texts.base === '' ? 'added' : 'changed';
      this.taken.push({ how, what: 'section', id: key, fields: [] });
      return texts.theirs === '' ? undefined : { key, lead, lines: texts.theirs };
    }
    const merged = this.format.section(key, texts, this.prefer, this.eol);
    if (merged && merged.taken.length > 0) {
      this.taken.push({ how: 'changed', what: 'section', id: key, fields: merged.taken });
    }
    const lines = merged?.lines ?? (this.prefer === 'theirs' && texts.theirs !== '' ? texts.theirs : texts.ours);
    if (merged?.conflicts.length === 0) return lines === '' ? undefined : { key, lead, lines };
    const none = texts.ours === '' || texts.theirs === '';
    const conflict: Conflict<T> = {
      kind: none ? 'deleted' : texts.base === '' ? 'same-id' : 'changed',
      id: key,
      what: 'section',
      fields: merged?.conflicts ?? [],
      text: { base: texts.base || undefined, ours: texts.ours || undefined, theirs: texts.theirs || undefined },
      item: { base: undefined, ours: undefined, theirs: undefined },
    };
    this.conflicts.push(conflict);
    return { key, lead, lines: lines || texts.theirs, conflict };
  }

  private list(key: string, lead: string, texts: Texts, files: readonly Read<T>[]): Made<T> {
    const { format, eol } = this;
    const [base, ours, theirs] = files.map(({ parts }) => listOf(parts, format, eol)) as [
      ReturnType<typeof listOf<T>>,
      ReturnType<typeof listOf<T>>,
      ReturnType<typeof listOf<T>>,
    ];
    const merge = new ListMerge(format, base, ours, theirs, this.prefer, eol);
    const { outcome, tail } = merge.run();
    this.taken.push(...merge.taken);
    this.conflicts.push(...merge.conflicts);
    const side = pick(base.head, ours.head, theirs.head) ?? 'ours';
    const head = (side === 'ours' ? ours.head : theirs.head) || ours.head || theirs.head;
    if (outcome.length > 0) return { key, lead, lines: head, list: outcome, tail };
    const empty = [texts.ours, texts.theirs].find((text) =>
      /:[ \t]*\[[ \t]*\]/.test(text.slice(0, text.indexOf('\n'))),
    );
    return { key, lead, lines: (empty ?? emptied(head, eol)) + tail };
  }

  private written(made: readonly Made<T>[], tail: string, marked: boolean): string {
    let text = this.bom;
    for (const section of made) {
      text += section.lead;
      if (section.list) {
        text += section.lines;
        for (const { unit, lead, conflict } of section.list) {
          text += lead + (marked && conflict ? this.markers(conflict) : unit.block);
        }
        text += section.tail ?? '';
      } else text += marked && section.conflict ? this.markers(section.conflict) : section.lines;
    }
    text += tail;
    return this.open && text.endsWith(this.eol) ? text.slice(0, -this.eol.length) : text;
  }

  private markers({ text }: Conflict<T>): string {
    const { labels = { ours: 'ours', theirs: 'theirs' }, size = 7 } = this.options;
    const line = (sign: string, label?: string): string =>
      sign.repeat(size) + (label === undefined || label === '' ? '' : ' ' + label) + this.eol;
    return (
      line('<', labels.ours) +
      (text.ours ?? '') +
      (labels.base === undefined ? '' : line('|', labels.base) + (text.base ?? '')) +
      line('=') +
      (text.theirs ?? '') +
      line('>', labels.theirs)
    );
  }
}

/** The key's line of a list that has no items any more. */
function emptied(head: string, eol: string): string {
  const found = /^([^\n]*?:)[ \t]*(#[^\n]*?)?(?:\r?\n)?$/.exec(head);
  return found ? found[1] + ' []' + (found[2] ? ' ' + found[2].trimEnd() : '') + eol : head;
}
