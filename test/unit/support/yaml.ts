/** Sidecars as people might write them: tags, rendered in every style that YAML has and the tool promises to leave alone. */
import * as fc from 'fast-check';
import type { Piece, Stance, Tag, TagFrom } from '../../../src/core/model';
import { CERTAINTIES, INTENSITIES, SENSES, compareTags } from '../../../src/core/model';
import { makeTag } from '../../../src/core/sidecar/make';
import { tagLines } from '../../../src/core/sidecar/write';

/** Texts that YAML, JSON and editors trip over. */
export const HOSTILE: readonly string[] = [
  'no', 'NO', 'y', 'null', '~', 'true', '012', '0x1F', '1e3', '+1', '-1', '12:30', '2020-01-01', '.inf', '=', '<<',
  '"', "'", '"quoted"', "it's", '\\', 'a\\', 'a\\"b', '# no comment', 'a # b', 'a: b', 'a:', ': ', '- ', '-', '? x', '&a', '*a', '!t',
  '%d', '@x', '`', '|', '>', '[', ']', '{', '}', ',', '{a: 1}', '[x]', '---', '...', ' lead', 'trail ', '\ttab\t', 'a\nb', '\n', 'a\r\nb', 'a\rb',
  '\u0000', '\u0007', '\u001b', '\u007f', '\u0085', 'a\u0085b', '\u00a0', '\u200b', '\u2028', '\u2029', '\u202e', '\ufeff', '\ufffe', '\uffff',
  '\ud800', '\udc00', 'a\ud83d', '😀', '👩‍👩‍👧', 'é', 'e\u0301', 'Русский', '中文', 'العربية', '“typographic”', '’', '…', '–', '__proto__', 'constructor',
  '<<<<<<< HEAD', '=======', '>>>>>>> theirs', '[link](command:x)', '<img src=x>', '  ', ' ', 'id: x', '  - id: y', 'a  b',
]; // prettier-ignore

/** Any text: hostile ones, and random ones over all of UTF-16, lone surrogates too. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...HOSTILE), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
  },
);

const someText = anyText.filter((text) => text !== '');

export const anyId: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z][a-z2-7]{7}$/) },
  { weight: 1, arbitrary: fc.constantFrom('t1', 'no', '012', 'x y', 'Ä', '1e3', '#', "o'neill", 'null') },
);

const anyWord: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('azerbaijan', 'ilham-aliyev', 'russia', 'author', 'москва') },
  { weight: 1, arbitrary: someText },
);

const anyPiece: fc.Arbitrary<Piece> = fc
  .record({
    at: fc
      .tuple(fc.nat(30), fc.nat(90), fc.nat(2), fc.integer({ min: 1, max: 40 }))
      .map(([startLine, startColumn, lines, more]) => ({
        startLine,
        startColumn,
        endLine: startLine + lines,
        endColumn: lines > 0 ? more - 1 : startColumn + more,
      })),
    quote: someText,
    before: anyText,
    after: anyText,
  })
  .map((piece) => ({ ...piece }));

export const anyStance: fc.Arbitrary<Stance> = fc
  .record({
    holder: anyWord,
    target: anyWord,
    value: fc.oneof(fc.constantFrom('critical', 'supportive', '+1', 'no'), someText),
    intensity: fc.option(fc.constantFrom(...INTENSITIES), { nil: undefined }),
    certainty: fc.option(fc.constantFrom(...CERTAINTIES), { nil: undefined }),
    via: fc.option(fc.array(anyWord, { maxLength: 3 }), { nil: undefined }),
    event: fc.option(anyWord, { nil: undefined }),
  })
  .map(({ holder, target, value, intensity, certainty, via, event }) => ({
    holder,
    target,
    value,
    ...(intensity && { intensity }),
    ...(certainty && { certainty }),
    ...(via && { via }),
    ...(event !== undefined && { event }),
  }));

export const anyFrom: fc.Arbitrary<TagFrom> = fc.oneof(
  fc.array(anyId, { maxLength: 3 }),
  fc.record(
    { who: anyText.filter((text) => text !== ''), version: anyText, date: fc.constantFrom('2026-11-20', '2026', ''), id: anyId },
    { requiredKeys: ['who'], noNullPrototype: true },
  ),
); // prettier-ignore

export const anyTag: fc.Arbitrary<Tag> = fc
  .record({
    id: anyId,
    piece: anyPiece,
    also: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(anyPiece, { maxLength: 2 }) },
    ),
    stance: fc.option(anyStance, { nil: undefined, freq: 1 }),
    entity: anyWord,
    sense: fc.option(fc.constantFrom(...SENSES), { nil: undefined }),
    by: fc.option(fc.oneof(fc.constantFrom('mk', 'no'), anyText), { nil: undefined }),
    from: fc.option(anyFrom, { nil: undefined, freq: 1 }),
    note: fc.option(anyText, { nil: undefined }),
  })
  .map(({ id, piece, also, stance, entity, sense, by, from, note }) =>
    makeTag(id, piece, stance ? { also, stance, by, from, note } : { also, entity, sense, by, from, note }),
  );

/** Tags with ids of their own, mostly in the order of a sidecar. */
export const anyTags: fc.Arbitrary<Tag[]> = fc
  .tuple(fc.uniqueArray(anyTag, { selector: ({ id }) => id, maxLength: 5 }), fc.integer({ min: 0, max: 4 }))
  .map(([tags, order]) => (order > 0 ? [...tags].sort(compareTags) : tags));

/** Decides a style, call by call: the numbers are fast-check's, so that a failure is shown with the smallest ones. */
class Dice {
  private at = 0;

  constructor(private readonly rolls: readonly number[]) {}

  /** A number below `sides`; 0, the plainest, when the rolls are used up. */
  roll(sides: number): number {
    const roll = this.rolls[this.at++];
    return roll === undefined ? 0 : roll % sides;
  }

  pick<T>(...all: readonly T[]): T {
    return all[this.roll(all.length)] as T;
  }
}

type Data = string | readonly Data[] | ReadonlyMap<string, Data>;

function dataOf(tag: Tag): Map<string, Data> {
  const data = new Map<string, Data>([['id', tag.id], ...pieceData(tag)]);
  if (tag.also)
    data.set(
      'also',
      tag.also.map((piece) => new Map(pieceData(piece))),
    );
  if (tag.entity !== undefined) data.set('entity', tag.entity);
  if (tag.sense !== undefined) data.set('sense', tag.sense);
  if (tag.stance) {
    const { holder, target, value, intensity, certainty, via, event } = tag.stance;
    const stance = new Map<string, Data>([['holder', holder], ['target', target], ['value', value]]); // prettier-ignore
    if (intensity !== undefined) stance.set('intensity', String(intensity));
    if (certainty !== undefined) stance.set('certainty', certainty);
    if (via !== undefined) stance.set('via', via);
    if (event !== undefined) stance.set('event', event);
    data.set('stance', stance);
  }
  if (tag.by !== undefined) data.set('by', tag.by);
  if (tag.from)
    data.set('from', 'who' in tag.from ? new Map(Object.entries(tag.from) as [string, string][]) : tag.from);
  if (tag.note !== undefined) data.set('note', tag.note);
  return data;
}

function pieceData({ at, quote, before, after }: Piece): [string, Data][] {
  const text = `${at.startLine + 1}:${at.startColumn + 1}-${at.endLine + 1}:${at.endColumn + 1}`;
  return [['at', text], ['quote', quote], ['before', before], ['after', after]]; // prettier-ignore
}

function escaped(text: string): string {
  let made = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const plain = c >= 32 && c < 127 && c !== 34 && c !== 92;
    made += plain ? text.charAt(i) : '\\u' + c.toString(16).padStart(4, '0');
  }
  return `"${made}"`;
}

const SIMPLE = /^[A-Za-z][A-Za-z ]*[A-Za-z]$/;
/** A line of its own that begins so may be a conflict: such a file is refused. */
const MARKERS = /^(?:<{7}|={7}|>{7}|\|{7})/;
const SINGLE = /^[ -~\u00a1-\u167f\u2010-\u2027\u2030-\ud7ff]*$/;

class Styled {
  constructor(
    private readonly dice: Dice,
    private readonly eol: string,
  ) {}

  scalar(text: string, flow: boolean): string {
    const style = this.dice.roll(5);
    if (style === 1 && SINGLE.test(text)) return `'${text.replaceAll("'", "''")}'`;
    if (style === 2 && SIMPLE.test(text) && !/^(?:null|y|n|no|yes|on|off|true|false)$/i.test(text)) return text;
    if (style === 3 && !flow && /^[ -~]+$/.test(text) && !/^\s|\s$|^---|^\.\.\./.test(text) && !MARKERS.test(text))
      return '|-';
    return escaped(text);
  }

  /** `key: value` lines, at a column. */
  private pair(key: string, value: Data, column: number): string {
    const { dice, eol } = this;
    const name = dice.pick(key, key, key, key, `"${key}"`, `'${key}'`);
    const colon = name + dice.pick(':', ':', ':', ' :');
    const comment = dice.roll(8) === 1 ? ' # mine' : '';
    const pad = ' '.repeat(column);
    if (typeof value === 'string') {
      const scalar = this.scalar(value, false);
      if (scalar === '|-') return `${pad}${colon} |-${eol}${pad}  ${value}${eol}`;
      if (dice.roll(12) === 1) return `${pad}${colon}${eol}${pad}   ${scalar}${comment}${eol}`;
      return `${pad}${colon}${dice.pick(' ', ' ', '  ')}${scalar}${comment}${eol}`;
    }
    if (isList(value) && value.every((one) => typeof one === 'string')) {
      if (value.length === 0 || dice.roll(3) > 0) return `${pad}${colon} ${this.flow(value)}${comment}${eol}`;
      const dash = pad + ' '.repeat(dice.pick(2, 0, 4));
      return `${pad}${colon}${comment}${eol}` + value.map((one) => `${dash}- ${this.scalar(one, true)}${eol}`).join('');
    }
    if (dice.roll(4) === 1) return `${pad}${colon} ${this.flow(value)}${comment}${eol}`;
    if (isList(value)) {
      const indent = column + dice.pick(2, 0, 3);
      return (
        `${pad}${colon}${comment}${eol}` +
        value.map((one) => this.item(one as ReadonlyMap<string, Data>, indent)).join('')
      );
    }
    return `${pad}${colon}${comment}${eol}` + this.map(value, column + dice.pick(2, 1, 4));
  }

  private map(map: ReadonlyMap<string, Data>, column: number): string {
    const { dice, eol } = this;
    let entries = [...map];
    if (dice.roll(4) === 1) entries = [...entries].reverse();
    let text = '';
    for (const [key, value] of entries) {
      if (text !== '' && dice.roll(10) === 1)
        text += ' '.repeat(dice.pick(column, column, 0, 2)) + `# about ${key}${eol}`;
      if (text !== '' && dice.roll(14) === 1) text += eol;
      if (dice.roll(12) === 1)
        text += ' '.repeat(column) + `x-${key}: ${dice.pick('yes', '[1, 2]', '{a: b}', '"# \\t"')}${eol}`;
      text += this.pair(key, value, column);
    }
    return text;
  }

  item(map: ReadonlyMap<string, Data>, indent: number): string {
    const { dice, eol } = this;
    const pad = ' '.repeat(indent);
    if (dice.roll(6) === 1) return `${pad}- ${this.flow(map)}${dice.pick('', ' # mine')}${eol}`;
    const gap = dice.pick(1, 1, 1, 3);
    const lines = this.map(map, indent + 1 + gap);
    return `${pad}-${lines.slice(indent + 1)}`;
  }

  flow(value: Data): string {
    if (typeof value === 'string') return this.scalar(value, true);
    const inner = isList(value)
      ? value.map((one) => this.flow(one))
      : [...value].map(([key, one]) => `${key}: ${this.flow(one)}`);
    const [open, close] = isList(value) ? '[]' : '{}';
    const space = this.dice.pick('', '', ' ');
    return open + space + inner.join(this.dice.pick(', ', ', ', ',  ')) + space + close;
  }
}

function isList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}

export interface StyledSidecar {
  readonly text: string;
  readonly tags: readonly Tag[];
}

/** A sidecar's text in a style that the rolls decide, with the tags that it says. */
export function styled(tags: readonly Tag[], rolls: readonly number[]): StyledSidecar {
  const dice = new Dice(rolls);
  const eol = dice.pick('\n', '\n', '\r\n');
  const style = new Styled(dice, eol);
  let text =
    dice.pick('', '', '', '\ufeff') +
    dice.pick('', '', `# top${eol}`) +
    `stancemark: 1${dice.pick('', ' # one')}${eol}`;
  const source = dice.pick(
    '',
    '',
    `source:${eol}  title: X # t${eol}  x-y: [1]${eol}`,
    `source: {title: "X, y"}${eol}`,
    `source:${eol}`,
  );
  const dismissed = dice.pick(
    '',
    '',
    `dismissed:${eol}  - {form: "Baku", entity: baku}${eol}`,
    `dismissed: [{form: X}]${eol}`,
  );
  const rejected = dice.pick(
    '',
    '',
    '',
    `rejected:${eol}  - aaaaaaaa${eol}  - "q2345678" # no${eol}`,
    `rejected: [aaaaaaaa]${eol}`,
  );
  const last = dice.roll(4) > 0;
  text += source + (last ? '' : dismissed);
  if (tags.length === 0) text += dice.pick(`tags: []${eol}`, '', `tags: [] # none${eol}`, `# x${eol}"tags": [ ]${eol}`);
  else if (dice.roll(12) === 1) text += `tags: ${style.flow(tags.map(dataOf))}${eol}`;
  else {
    const indent = dice.pick(2, 2, 2, 0, 4);
    text += `tags:${dice.pick('', '', ' # all')}${eol}`;
    for (const tag of tags) {
      if (dice.roll(8) === 1) text += ' '.repeat(dice.pick(indent, 0, indent + 3)) + `# before ${eol}`;
      if (dice.roll(10) === 1) text += dice.pick(eol, `   ${eol}`);
      text += style.item(dataOf(tag), indent);
    }
  }
  if (dice.roll(6) === 1) text += `${eol}# end${eol}`;
  if (last) text += dismissed;
  text += rejected;
  if (dice.roll(6) === 1) text = text.slice(0, -eol.length);
  return { text, tags };
}

/** A sidecar in own form. */
export function ownForm(tags: readonly Tag[]): string {
  const lines = tags.map((tag) => tagLines(tag, 2, '\n')).join('');
  return `stancemark: 1\ntags:${lines === '' ? ' []' : ''}\n${lines}`;
}

const sidecarBy = (rolls: fc.Arbitrary<number[]>): fc.Arbitrary<StyledSidecar> =>
  fc.tuple(anyTags, rolls).map(([tags, all]) => styled(tags, all));
const fewRolls = fc.array(fc.nat(1000), { maxLength: 160 });

/** Sidecars mostly in own form: fast-check draws mostly a dozen rolls, which the head of the file uses up. */
export const anyPlainSidecar = sidecarBy(fewRolls);

/** Sidecars in any style, down to the last tag. */
export const anySidecar = sidecarBy(fc.oneof(fc.array(fc.nat(1000), { maxLength: 160, size: 'max' }), fewRolls));

/** What was meant of tags as they were read: without the unknown keys that the style has put in, which are all `x-…`. */
export function withoutExtra<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutExtra) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { extra, ...rest } = value as Record<string, unknown>;
  for (const key of Object.keys(extra ?? {})) if (!key.startsWith('x-')) throw new Error(`${key} is known`);
  return Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, withoutExtra(one)])) as T;
}

const SNIPPETS = [
  '&a ', '*a', '!t ', '!!str ', '<<: ', '<<<<<<< HEAD\n', '=======\n', '---\n', '...\n', '%YAML 1.1\n', '- ', '-', ': ', ':', '"', "'", '\t', '#', ' #', '|', '>', '{', '}', '[', ']', ',',
  '\n', '\r', '\r\n', ' ', '  ', '\\', '\\u12', 'tags:\n', 'stancemark: 2\n', '  - id: zz\n', '  - ', '\u0000', '\ufeff', '\u2028', '- - - - - - - - - -', '? ', '[[[[[[[[[[', '0',
]; // prettier-ignore

export interface Mutation {
  readonly kind: number;
  readonly at: number;
  readonly length: number;
  readonly snippet: string;
}

export const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.nat(6),
  at: fc.nat(100_000),
  length: fc.integer({ min: 1, max: 12 }),
  snippet: fc.constantFrom(...SNIPPETS),
});

/** A text with a piece cut, put in or doubled, a line moved, doubled or indented otherwise. */
export function mutated(text: string, mutations: readonly Mutation[]): string {
  for (const { kind, at: place, length, snippet } of mutations) {
    const at = place % (text.length + 1);
    const lines = text.split('\n');
    const line = place % lines.length;
    if (kind === 0) text = text.slice(0, at) + text.slice(at + length);
    else if (kind === 1) text = text.slice(0, at) + snippet + text.slice(at);
    else if (kind === 2) text = text.slice(0, at) + snippet + text.slice(at + length);
    else if (kind === 3) lines.splice(line, 1, lines[line] ?? '', lines[line] ?? '');
    else if (kind === 4) lines.splice(line, 1);
    else if (kind === 5) lines[line] = ' '.repeat(length % 4) + (lines[line] ?? '');
    else lines[line] = (lines[line] ?? '').replace(/^ {1,2}/, '');
    if (kind > 2) text = lines.join('\n');
  }
  return text;
}
