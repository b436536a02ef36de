/**
 * Whom a stance could be of, and toward whom: the names around its passage, those first that most often are right. What is beside
 * a reporting verb or a speaker's label comes first for holders and reporters, then the passage's own names, its sentence's, its
 * paragraph's, then recent ones. Order and cues are measured on texts with gold stances (test/unit/offers.test.ts).
 */
import type { Range } from '../text/range';
import { AUTHOR, type Certainty } from '../model';
import { foldName } from '../text/fold';
import { Lines } from '../text/lines';
import { paragraphOf, paragraphsIn } from '../text/paragraphs';
import { sentenceStarts } from '../text/sentences';
import { hedgeIn, saidBy, type NameAt } from './said-by';
import { speakerAt } from './speaker';

/** Why somebody is offered; the first reason counts. */
export type Why = 'said-by' | 'speaker' | 'passage' | 'sentence' | 'paragraph' | 'recent' | 'source';

export interface Offer {
  /** An entity id, or {@link AUTHOR}; undefined for a name that the codebook does not have. */
  readonly id?: string;
  /** The name as the text has it, where there is no id. */
  readonly name?: string;
  readonly why?: Why;
}

export interface OfferContext {
  readonly text: string;
  /** The passage, in UTF-16 offsets. */
  readonly passage: Range;
  /** Names of the codebook in the text, tagged or not, in the order of the text. */
  readonly names: readonly NameAt[];
  /** Ids used last, newest first. */
  readonly recent: readonly string[];
  /** The entity that goes by a name: for labels of speakers, which may be shorter than any form of the codebook. */
  readonly named: (name: string) => string | undefined;
  /** Who speaks by the labels of the codebook, null for nobody; undefined: the codebook says nothing of labels, so they are guessed. */
  readonly speaker?: { readonly id?: string; readonly name: string } | null;
}

export interface Offers {
  /** Best first, each once. {@link AUTHOR} is among holders and reporters. */
  readonly holders: readonly Offer[];
  readonly targets: readonly Offer[];
  readonly reporters: readonly Offer[];
  /** Whom the sentence itself names as saying it: 'according to X', else a verb or the speaker. Undefined: nobody, or several. */
  readonly saidBy?: Offer;
  /** What the sentence's own words say of its certainty. */
  readonly certainty?: Certainty;
}

/** So far from a passage a 'perhaps' is still about it, in UTF-16 units. */
const HEDGE = 30;

export function offersFor(context: OfferContext): Offers {
  const { text, passage, names } = context;
  const paragraph = paragraphAround(text, passage);
  const sentences = sentencesIn(text, paragraph);
  const own = around(sentences, passage);
  const near = around(sentences, {
    from: Math.max(paragraph.from, own.from - 1),
    to: Math.min(paragraph.to, own.to + 1),
  });
  const known = (name: NameAt): Offer =>
    name.id === undefined ? knownBy(context, text.slice(name.from, name.to)) : { id: name.id };
  const heard = saidBy(context, own).map(({ name, according }) => ({ offer: known(name), according }));
  const said = heard.map(({ offer }) => offer);
  const saidNear = said.length > 0 ? [] : saidBy(context, near).map(({ name }) => known(name));
  const speaker = context.speaker === undefined ? guessedSpeaker(context) : offerOf(context.speaker);
  const within = (range: Range): NameAt[] => names.filter((one) => one.from >= range.from && one.to <= range.to);
  const inside = within(passage).map(known);
  const inSentence = byDistance(within(own), passage).map(known);
  const inParagraph = byDistance(within(paragraph), passage).map(known);
  const recent = context.recent.map((id): Offer => ({ id }));
  const elsewhere = byDistance(names, passage).map(known);
  const author: Offer = { id: AUTHOR };
  const told = (offer: Offer): Offer => ({
    ...offer,
    why: speaker && sameOffer(speaker, offer) ? 'speaker' : 'said-by',
  });
  const rest: readonly (readonly [Why, readonly Offer[]])[] = [
    ['sentence', inSentence],
    ['paragraph', inParagraph],
    ['recent', recent],
    ['source', elsewhere],
  ];
  const spoken: readonly (readonly [Why, readonly Offer[]])[] = [
    ['said-by', said],
    ['speaker', speaker ? [speaker] : []],
    ['said-by', saidNear],
  ];
  // 'According to' names a reporter and nobody else; a verb may be the holder's own.
  const according = heard.filter((one) => one.according).map(({ offer }) => offer);
  const surely = according.length > 0 ? according : [...said, ...(speaker ? [speaker] : [])];
  const [only] = surely;
  return {
    holders: listed([
      ...spoken.slice(0, 2),
      [undefined, [author]],
      ['passage', inside],
      spoken[2] ?? ['said-by', []],
      ...rest,
    ]),
    targets: listed([['passage', inside], ...rest, ...spoken]),
    reporters: listed([[undefined, [author]], ...spoken, ['passage', inside], ...rest]),
    saidBy: only && surely.every((one) => sameOffer(one, only)) ? told(only) : undefined,
    certainty: hedgeIn(text, {
      from: Math.max(own.from, passage.from - HEDGE),
      to: Math.min(own.to, passage.to + HEDGE),
    }),
  };
}

function sameOffer(a: Offer, b: Offer): boolean {
  return a.id === b.id && (a.id !== undefined || a.name === b.name);
}

function listed(groups: readonly (readonly [Why | undefined, readonly Offer[]])[]): Offer[] {
  const seen = new Set<string>();
  const list: Offer[] = [];
  for (const [why, offers] of groups) {
    for (const offer of offers) {
      const key = offer.id === undefined ? `?${foldName(offer.name ?? '')}` : `=${offer.id}`;
      if (seen.has(key)) continue;
      seen.add(key);
      list.push({ ...offer, ...(why && { why }) });
    }
  }
  return list;
}

function knownBy({ named }: OfferContext, name: string): Offer {
  const id = named(name);
  return id === undefined ? { name } : { id };
}

function offerOf(speaker: NonNullable<OfferContext['speaker']> | null): Offer | undefined {
  if (!speaker) return undefined;
  return speaker.id === undefined ? { name: speaker.name } : { id: speaker.id };
}

function guessedSpeaker(context: OfferContext): Offer | undefined {
  const label = speakerAt(context.text, context.passage.from);
  return label && knownSpeaker(context, label.from, label.to, label.name);
}

/** A name of the codebook in the label, else whoever goes by it or by its last word ('Mr Smith' is John Smith). */
function knownSpeaker(context: OfferContext, from: number, to: number, name: string): Offer {
  const at = context.names.find((one) => one.id !== undefined && one.from >= from && one.to <= to);
  if (at?.id !== undefined) return { id: at.id };
  const whole = knownBy(context, name);
  if (whole.id !== undefined) return whole;
  const last = name.split(/\s+/).at(-1) ?? name;
  const id = context.named(last);
  return id === undefined ? { name } : { id };
}

/** The nearest first; of two as near the earlier. */
function byDistance(names: readonly NameAt[], passage: Range): NameAt[] {
  const distance = (name: NameAt): number => Math.max(0, passage.from - name.to, name.from - passage.to);
  return [...names].sort((a, b) => distance(a) - distance(b) || a.from - b.from);
}

function paragraphAround(text: string, passage: Range): Range {
  const lines = new Lines(text);
  const lineOf = (offset: number): number => lines.positionAt(offset).line;
  const paragraphs = paragraphsIn(text);
  const [first, last] = [lineOf(passage.from), lineOf(Math.max(passage.from, passage.to - 1))];
  let from = first;
  while (from > 0 && paragraphOf(paragraphs, from - 1) === paragraphOf(paragraphs, first)) from--;
  let to = last;
  while (to + 1 < lines.lineCount && paragraphOf(paragraphs, to + 1) === paragraphOf(paragraphs, last)) to++;
  return { from: lines.offsetAt(from, 0), to: lines.offsetAt(to + 1, 0) };
}

function sentencesIn(text: string, range: Range): Range[] {
  const starts = [0, ...sentenceStarts(text.slice(range.from, range.to))].map((start) => start + range.from);
  return starts.map((from, i) => ({ from, to: starts[i + 1] ?? range.to }));
}

/** The sentences that a range touches, as one range. */
function around(sentences: readonly Range[], range: Range): Range {
  const touched = sentences.filter((one) => one.from < Math.max(range.to, range.from + 1) && range.from < one.to);
  return { from: touched[0]?.from ?? range.from, to: touched.at(-1)?.to ?? range.to };
}
