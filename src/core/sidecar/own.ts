/** Tags in own form: the keys of FORMAT.md in their order, one a line. */
import { CERTAINTIES, FORMAT, SENSES } from '../model';
import type {
  Certainty,
  Dismissal,
  Fault,
  Intensity,
  Origin,
  Piece,
  Sense,
  SourceDetails,
  Span,
  Stance,
  Tag,
  TagFrom,
} from '../model';
import { daysOf } from '../text/dates';
import type { ItemReader, ItemReading } from '../yaml/items';
import type { ParsedNode } from '../yaml/nodes';
import { OwnLines } from '../yaml/own-lines';
import { isPlainWord } from '../yaml/scalars';
import { makeTag } from './make';
import type { Rest } from './make';
import { readTagNode } from './nodes';

const COLON = 58;
const DASH = 45;
const LINE_END = 10;

/** What stands around the tags; the faults' offsets are into the text that was read. */
export interface Head {
  readonly details: SourceDetails;
  readonly dismissed: readonly Dismissal[];
  readonly finished: boolean;
  /** What tags of coders said when they were decided on, by id. */
  readonly seen: ReadonlyMap<string, string>;
  readonly rejected: readonly string[];
  readonly faults: readonly Fault[];
}

/** In all of its methods undefined (false) means: not in own form, for the judge to read. */
export class OwnTags implements ItemReader<Tag> {
  item: Tag | undefined;
  private readonly lines = new OwnLines();

  own(text: string, from: number): number {
    const { lines } = this;
    lines.begin(text, from);
    if (!lines.take('  - id: ')) return -1;
    this.item = this.tag();
    return this.item && lines.endsHere ? lines.at : -1;
  }

  node(node: ParsedNode | null, shift: number): ItemReading<Tag> {
    return readTagNode(node, shift);
  }

  /** The tag whose id comes next. Keys that may be left out are asked for in their order. */
  private tag(): Tag | undefined {
    const { lines } = this;
    const id = lines.id();
    if (!id || !lines.take('    at: ')) return undefined;
    const at = this.span();
    if (!at || !lines.take('    quote: ')) return undefined;
    const quote = lines.quoted();
    const before = lines.take('    before: ') ? lines.quoted() : '';
    const after = lines.take('    after: ') ? lines.quoted() : '';
    if (!quote || before === undefined || after === undefined) return undefined;
    let also: Piece[] | undefined;
    if (lines.take('    also:') && !(also = this.pieces())) return undefined;
    let entity: string | undefined;
    let sense: Sense | undefined;
    let stance: Stance | undefined;
    if (lines.take('    entity: ')) {
      if (!(entity = lines.word())) return undefined;
      if (lines.take('    sense: ') && !(sense = oneOf(SENSES, lines.word()))) return undefined;
      // The commonest tag as one object of its exact size.
      if (!also && !sense && lines.endsHere) return { id, at, quote, before, after, entity };
    } else if (!lines.take('    stance:') || !(stance = this.stance())) return undefined;
    let by: string | undefined;
    if (lines.take('    by: ') && (by = lines.word()) === undefined) return undefined;
    let from: TagFrom | undefined;
    if (lines.take('    from: ')) {
      if (!(from = lines.list(isPlainWord))) return undefined;
    } else if (lines.take('    from:') && !(from = this.origin())) return undefined;
    let note: string | undefined;
    if (lines.take('    note: ') && (note = lines.quoted()) === undefined) return undefined;
    if (also || sense || from || note !== undefined) {
      // A key that the table has and this reader does not know is an error of types here.
      const rest: Rest = { also, entity, sense, stance, by, from, note, extra: undefined };
      return makeTag(id, { at, quote, before, after }, rest);
    }
    if (entity) return { id, at, quote, before, after, entity, ...(by !== undefined && { by }) };
    if (!stance) return undefined;
    return by === undefined ? { id, at, quote, before, after, stance } : { id, at, quote, before, after, stance, by };
  }

  private span(): Span | undefined {
    const { lines } = this;
    const startLine = lines.number(COLON);
    const startColumn = lines.number(DASH);
    const endLine = lines.number(COLON);
    const endColumn = lines.number(LINE_END);
    if (startLine < 1 || startColumn < 1 || endColumn < 1 || endLine < startLine) return undefined;
    if (endLine === startLine && endColumn <= startColumn) return undefined;
    return {
      startLine: startLine - 1,
      startColumn: startColumn - 1,
      endLine: endLine - 1,
      endColumn: endColumn - 1,
    };
  }

  private pieces(): Piece[] | undefined {
    const { lines } = this;
    if (lines.rest() !== '') return undefined;
    const pieces: Piece[] = [];
    while (lines.take('      - at: ')) {
      const at = this.span();
      const quote = lines.take('        quote: ') ? lines.quoted() : undefined;
      const before = lines.take('        before: ') ? lines.quoted() : '';
      const after = lines.take('        after: ') ? lines.quoted() : '';
      if (!at || !quote || before === undefined || after === undefined) return undefined;
      pieces.push({ at, quote, before, after });
    }
    return pieces.length > 0 ? pieces : undefined;
  }

  private origin(): Origin | undefined {
    const { lines } = this;
    if (lines.rest() !== '') return undefined;
    const who = lines.take('      who: ') ? lines.detail() : undefined;
    if (!who) return undefined;
    const version = lines.take('      version: ') ? lines.word() : undefined;
    const date = lines.take('      date: ') ? lines.detail() : undefined;
    const id = lines.take('      id: ') ? lines.word() : undefined;
    return {
      who,
      ...(version !== undefined && { version }),
      ...(date !== undefined && { date }),
      ...(id !== undefined && { id }),
    };
  }

  private stance(): Stance | undefined {
    const { lines } = this;
    if (lines.rest() !== '') return undefined;
    const holder = lines.take('      holder: ') && lines.word();
    const target = lines.take('      target: ') && lines.word();
    const value = lines.take('      value: ') && lines.word();
    if (!holder || !target || !value) return undefined;
    let intensity: Intensity | undefined;
    if (lines.take('      intensity: ')) {
      const number = lines.digit();
      if (number < 1 || number > 4) return undefined;
      intensity = number as Intensity;
    }
    let certainty: Certainty | undefined;
    if (lines.take('      certainty: ') && !(certainty = oneOf(CERTAINTIES, lines.word()))) return undefined;
    let via: string[] | undefined;
    if (lines.take('      via: ') && !(via = lines.list(isPlainWord))) return undefined;
    let event: string | undefined;
    if (lines.take('      event: ') && (event = lines.word()) === undefined) return undefined;
    return {
      holder,
      target,
      value,
      ...(intensity && { intensity }),
      ...(certainty && { certainty }),
      ...(via && { via }),
      ...(event !== undefined && { event }),
    };
  }
}

function oneOf<T extends string>(all: readonly T[], word: string | undefined): T | undefined {
  return all.find((one) => one === word);
}

const NONE_SEEN: ReadonlyMap<string, string> = new Map();

/** What most sidecars have around their tags: the number, perhaps details, `tags:` just before `from`, and nothing after. */
export function ownHead(around: string, from: number): Head | undefined {
  if (around.length !== from) return undefined;
  const lines = new OwnLines();
  lines.begin(around, 0);
  if (!lines.take('stancemark: ') || lines.rest() !== String(FORMAT)) return undefined;
  const finished = lines.take('finished: ');
  if (finished && lines.rest() !== 'true') return undefined;
  const details = new Map<string, string>();
  if (lines.take('source:')) {
    if (lines.rest() !== '') return undefined;
    while (lines.take('  ')) {
      const colon = around.indexOf(': ', lines.at);
      const key = colon < 0 ? '' : around.slice(lines.at, colon);
      if (!isPlainWord(key) || details.has(key)) return undefined;
      lines.at = colon + 2;
      const value = lines.detail();
      // A date that is none is a fault, and faults are the judge's.
      if (value === undefined || (key === 'date' && !daysOf(value))) return undefined;
      details.set(key, value);
    }
    if (details.size === 0) return undefined;
  }
  if (!lines.take('tags:') || lines.rest() !== '' || lines.at !== from) return undefined;
  return { details, dismissed: [], rejected: [], finished, seen: NONE_SEEN, faults: [] };
}
