/**
 * Texts in which passages look alike: minutes, roll calls, protocols, agency reports, songs with a refrain, news in which
 * sentences stand twice; and what is done to them by hands and programs. As in `fate.ts` every unit is followed, so that the
 * place of each tag is known. Everything follows from the seed.
 */
import { build, type Fate, type Part } from './fate';
import { below, makeWorld, pick, type Random, type TagRange } from './truth';

const NAMES =
  'Smith Brown Berg Moreau Okafor Lindt Petrov Aliyev Tanaka Osei Novak Haddad Silva Keller Byrne Costa Duarte Egan Fazekas Gruber'.split(
    ' ',
  );
const FIRST = 'Ada Bea Carl Dina Emil Fay Gus Hana Ivo Jana'.split(' ');
const PARTIES = ['Lab', 'Con', 'LD', 'Green', 'Ind'];
const STATES =
  'Armenia Georgia Turkey Iran Hungary Norway Chile Kenya Japan Peru Latvia Malta Oman Qatar Serbia Togo'.split(' ');
const OFFICES = ['Foreign Minister', 'Prime Minister', 'President', 'Defence Minister', 'Speaker'];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
const MATTERS =
  'the border,the port,the railway,trade in grain,the price of gas,fishing rights,the embassy,a loan,the visa rules,the new bridge'.split(
    ',',
  );
const VOTES = [
  'opposed the bill in full',
  'supported the bill in full',
  'supported the bill with two changes',
  'abstained from the vote on the bill',
  'asked for a second reading of the bill',
];
const ACTS = ['took note of it', 'agreed to it without a vote', 'put it off', 'sent it back to the committee'];

/** Kinds of formulaic text; `inline` and `paragraphs` are news in which sentences stand twice. */
export const KINDS = ['votes', 'minutes', 'protocol', 'agency', 'song', 'inline', 'paragraphs'] as const;
export type Kind = (typeof KINDS)[number];

export interface Formulaic {
  readonly kind: string;
  readonly text: string;
  /** Sentences, verses or lines, each with the white space after it: together the whole text. */
  readonly items: readonly TagRange[];
  /** Of an enumeration (`lists.ts`): what stands between two items, at the end of each, and another item. */
  readonly between?: string;
  readonly fresh?: (random: Random) => string;
}

function sentenceOf(random: Random, kind: string): string {
  const name = (): string => pick(random, NAMES);
  switch (kind) {
    case 'votes':
      return `${name()} (${pick(random, PARTIES)}): ${pick(random, VOTES)}.`;
    case 'minutes':
      return `${pick(random, FIRST)} ${pick(random, ['met the council on', 'spoke to the council on', 'wrote to the council on'])} ${pick(random, DAYS)}, ${1 + below(random, 28)} May, about ${pick(random, MATTERS)}, and the council ${pick(random, ACTS)}.`;
    case 'protocol':
      return pick(random, [
        'The chair opened the sitting.',
        'The chair closed the sitting.',
        `Ms ${name()} asked for the floor.`,
        `The chair gave Mr ${name()} the floor.`,
        `Mr ${name()} moved amendment ${1 + below(random, 30)} and the house ${pick(random, ACTS)}.`,
        'The house voted by show of hands.',
      ]);
    default:
      return `The ${pick(random, OFFICES)} of ${pick(random, STATES)} received the ambassador of ${pick(random, STATES)} on ${pick(random, DAYS)} and spoke of ${pick(random, MATTERS)}.`;
  }
}

/** A text of about `count` items, no two the same side by side (which of them was deleted nobody could say). */
export function makeFormulaic(random: Random, kind: Kind, count: number): Formulaic {
  const items: string[] = [];
  if (kind === 'inline' || kind === 'paragraphs') {
    const world = makeWorld(random, count * 80);
    const single = world.text.split(/(?<=[.?!…] )|(?<=\n)/);
    const doubled = single.filter((one) => /[.?!…]\s$/.test(one) && random() < 0.15).map((one) => one.trimEnd());
    items.push(...single.filter((one) => one.trim() !== '').map((one) => (/\s$/.test(one) ? one : one + '\n')));
    for (const one of doubled) {
      const at = below(random, items.length);
      if (kind === 'inline') items.splice(at, 0, one + ' ');
      else {
        const line = items.findIndex((item, i) => i >= at && item.endsWith('\n'));
        if (line >= 0) items.splice(line + 1, 0, one + '\n');
      }
    }
  } else if (kind === 'song') {
    const refrain = [sentenceOf(random, 'agency'), sentenceOf(random, 'minutes')];
    while (items.length < count) {
      for (let i = 0; i < 4; i++) items.push(sentenceOf(random, pick(random, ['agency', 'minutes', 'votes'])) + '\n');
      items.push(...refrain.map((one) => one + '\n'));
    }
  } else {
    const joined = random() < 0.3;
    while (items.length < count)
      items.push(sentenceOf(random, kind) + (joined && random() < 0.7 ? ' ' : random() < 0.1 ? '\n\n' : '\n'));
  }
  const kept = items.filter((one, i) => one.trim() !== items[i - 1]?.trim());
  let at = 0;
  const ranges = kept.map((one): TagRange => ({ from: at, to: (at += one.length) }));
  return { kind, text: kept.join(''), items: ranges };
}

/** A tag in the item: all of it, or some of its words. */
export function tagIn(random: Random, source: Formulaic, item: number): TagRange {
  const { from, to } = source.items[item] as TagRange;
  const said = saidIn(source, from, to);
  const words = [...said.matchAll(/[^\s.,:()“”]+/g)];
  const roll = random();
  const whole = { from, to: from + said.length };
  if (roll < 0.35 || words.length < 2) return whole.to > whole.from ? whole : { from, to: from + 1 };
  const first = below(random, words.length);
  const last = Math.min(words.length - 1, first + (roll < 0.6 ? 0 : below(random, 6)));
  const [a, b] = [words[first] as RegExpExecArray, words[last] as RegExpExecArray];
  return { from: from + a.index, to: from + b.index + b[0].length };
}

/** What an item says: without the white space after it, and what parts it from the next. */
function saidIn({ text, between }: Formulaic, from: number, to: number): string {
  const said = text.slice(from, to).trimEnd();
  const end = between?.trimEnd() ?? '';
  return said.endsWith(end) ? said.slice(0, said.length - end.length).trimEnd() : said;
}

/** What is done to a text; those of {@link SAME_WORDS} leave every word. */
export const DEEDS = [
  'delete it',
  'delete one before',
  'insert one before',
  'swap with the next',
  'swap far away',
  'replace it',
  'shuffle',
  'edit beside it',
  'many',
] as const;
export const SAME_WORDS = ['wrap', 'join', 'spaces', 'quotes', 'capitals'] as const;
export type Deed = (typeof DEEDS)[number] | (typeof SAME_WORDS)[number];

export function done(random: Random, source: Formulaic, item: number, deed: Deed): Fate {
  const { text, items, kind } = source;
  const order = items.map((_, i): number | string => i);
  const isRare = (word: string): boolean => text.split(word).length <= items.length / 3;
  const fresh = (unlike: string): string => {
    for (;;) {
      if (source.fresh) {
        const one = source.fresh(random);
        const said = saidOf(one);
        // Nobody could say whether one with a rare word of the other is another one, or the same corrected.
        const kept = saidOf(unlike)
          .match(/[\p{L}\p{M}]+|\p{N}+/gu)
          ?.some((word) => said.includes(word) && isRare(word));
        if (!kept && text.split(said).length !== 2) return one;
        continue;
      }
      const made = kind === 'inline' || kind === 'paragraphs' ? 'All was said.' : sentenceOf(random, kind);
      // The very words again would be the passage, to everybody, and so would those of a sentence that stands once.
      if (made !== unlike.trim() && text.split(made).length !== 2) return made + (unlike.endsWith('\n') ? '\n' : ' ');
    }
  };
  const wordsOf = (i: number): string => text.slice(items[i]?.from, items[i]?.to);
  const saidOf = (words: string): string => saidIn({ ...source, text: words }, 0, words.length);
  const one = (at: number, what: Deed): void => {
    const i = order.indexOf(at);
    if (i < 0) return;
    if (what === 'delete it') order.splice(i, 1);
    else if (what === 'delete one before') order.splice(below(random, Math.max(1, i)), i > 0 ? 1 : 0);
    else if (what === 'insert one before') order.splice(below(random, i + 1), 0, fresh(wordsOf(at)));
    else if (what === 'replace it') order.splice(i, 1, fresh(wordsOf(at)));
    else if (what === 'swap with the next' || what === 'swap far away') {
      const k = what === 'swap far away' ? below(random, order.length) : Math.min(i + 1, order.length - 1);
      const other = order[k];
      // Two with the same words, swapped, are the text as it was.
      if (typeof other !== 'number' || saidOf(wordsOf(other)) === saidOf(wordsOf(at))) return;
      [order[i], order[k]] = [order[k] as number, order[i] as number];
    }
  };
  if (deed === 'shuffle') {
    for (let i = order.length - 1; i > 0; i--) {
      const k = below(random, i + 1);
      [order[i], order[k]] = [order[k] as number, order[i] as number];
    }
  } else if (deed === 'many') {
    for (let i = 0; i < 1 + items.length / 12; i++) one(below(random, items.length), DEEDS[below(random, 6)] as Deed);
  } else if (deed === 'edit beside it') {
    const parts: Part[] = [];
    items.forEach(({ from, to }, i) => {
      const near = Math.abs(i - item) === 1 && random() < 0.7;
      const space = near ? text.slice(from, to).indexOf(' ') : -1;
      if (space < 0) parts.push({ from, to });
      else parts.push({ from, to: from + space }, ' then', { from: from + space, to });
    });
    return build(text, parts);
  } else if ((SAME_WORDS as readonly string[]).includes(deed)) return rewritten(random, text, deed);
  else one(item, deed);
  // Of two in a row that say the same, which one is new nobody could say.
  const saysAt = (i: number): string | undefined => {
    const part = order[i];
    return part === undefined ? undefined : saidOf(typeof part === 'number' ? wordsOf(part) : part);
  };
  const told = order.filter(
    (part, i) => typeof part === 'number' || ![saysAt(i - 1), saysAt(i + 1)].includes(saysAt(i)),
  );
  return build(
    text,
    told.flatMap((part): Part[] => (typeof part === 'string' ? [part] : [items[part] as TagRange])),
  );
}

function rewritten(random: Random, text: string, deed: Deed): Fate {
  const parts: Part[] = [];
  let column = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    const inside = unit === '\n' && text.charAt(i + 1) !== '\n' && text.charAt(i - 1) !== '\n' && i + 1 < text.length;
    let put = unit;
    if (deed === 'wrap' && unit === ' ' && column + (text.slice(i + 1).match(/^\S*/)?.[0].length ?? 0) >= 72)
      put = '\n';
    else if (deed === 'join' && inside) put = ' ';
    else if (deed === 'spaces' && unit === ' ' && random() < 0.3) put = '  ';
    else if (deed === 'quotes') put = { '“': '"', '”': '"', '’': "'", '–': '-' }[unit] ?? unit;
    else if (deed === 'capitals') put = unit.toUpperCase();
    column = put === '\n' ? 0 : column + 1;
    parts.push({ from: i, to: i + 1, put });
  }
  return build(text, parts);
}
