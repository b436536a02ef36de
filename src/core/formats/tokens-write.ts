/** IOB2, CoNLL-2003 and the lines of JSON that doccano, Label Studio and spaCy read: mentions by their type. */
import type { Range } from '../text/range';
import { standing } from './from-corpus';
import { jsonLine } from './json-line';
import { lossesOf, notWritten, tagName } from './loss';
import type { Loss, Outgoing, OutSource, OutTag } from './model';

/**
 * The tokens of a text, sentence by sentence. A token is a run of letters, marks and digits of any script, with an apostrophe or
 * hyphen inside; every other sign but white space and controls is a token of its own. A sentence ends at a line's end, and after `.`, `!`,
 * `?`, `…` or their like of other scripts where white space and no small letter follow.
 */
export function tokenize(text: string): Range[][] {
  const sentences: Range[][] = [];
  let sentence: Range[] = [];
  const close = (): void => {
    if (sentence.length > 0) sentences.push(sentence);
    sentence = [];
  };
  const token =
    /[\p{L}\p{M}\p{N}_]+(?:['’-][\p{L}\p{M}\p{N}_]+)*|\n|\r|\p{Extended_Pictographic}[\u200d\ufe0f\p{Extended_Pictographic}\p{EMod}]*|[^\s\p{Cc}]/gu;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [word] = match;
    const to = match.index + word.length;
    if (word === '\n' || word === '\r') {
      close();
      continue;
    }
    sentence.push({ from: match.index, to });
    if (/^[.!?…。！？؟।]$/u.test(word) && /^\s+(?!\p{Ll})/u.test(text.slice(to, to + 20))) close();
  }
  close();
  return sentences;
}

interface Labelled {
  readonly range: Range;
  readonly label: string;
  readonly one: OutTag;
}

/** A label without white space, of the entity's type. */
function labelOf(out: Outgoing, one: OutTag): string {
  return (out.codebook.entity(one.tag.entity ?? '')?.type ?? 'other').replace(/[\s\p{Cc}]+/gu, '_');
}

/** The mentions that a flat format can hold: of two that overlap the longer, of two as long the first. */
function flat(out: Outgoing, source: OutSource): { kept: Labelled[]; dropped: OutTag[] } {
  const all = standing(source).flatMap(({ one, ranges }) => {
    const range = ranges[0];
    return one.tag.entity !== undefined && range ? [{ range, label: labelOf(out, one), one }] : [];
  });
  const length = ({ range }: Labelled): number => range.to - range.from;
  const kept: Labelled[] = [];
  const dropped: OutTag[] = [];
  // By length, then place: `sort` is stable, and `all` stands in the order of the text.
  for (const each of [...all].sort((a, b) => length(b) - length(a))) {
    const clash = kept.some(({ range }) => range.from < each.range.to && each.range.from < range.to);
    if (clash) dropped.push(each.one);
    else kept.push(each);
  }
  return { kept: kept.sort((a, b) => a.range.from - b.range.from), dropped };
}

function flatLosses(out: Outgoing, dropped: ReadonlySet<OutTag>, partial: readonly string[]): Loss[] {
  const losses = lossesOf(out, ['mentions'], (one) => {
    const lost = notWritten(one);
    if (lost !== undefined) return lost;
    if (one.tag.stance) return 'stances';
    return dropped.has(one) ? 'mentions that a longer or earlier one overlaps' : undefined;
  });
  if (partial.length > 0)
    losses.push({
      what: 'mentions with a part of a token, which is labelled whole',
      count: partial.length,
      tags: partial,
    });
  return losses;
}

/** One token a line, IOB2 labels in the last column, a blank line after each sentence, `-DOCSTART-` before each source. */
export function iobOf(out: Outgoing, kind: 'iob2' | 'conll'): { text: string; losses: Loss[] } {
  const middle = kind === 'conll' ? ' -X- -X-' : '';
  const lines: string[] = [];
  const dropped = new Set<OutTag>();
  const partial: string[] = [];
  for (const source of out.sources) {
    if (!source.text) continue;
    const { text } = source.text;
    const { kept, dropped: not } = flat(out, source);
    for (const one of not) dropped.add(one);
    lines.push(`-DOCSTART-${middle} O`, '');
    let next = 0;
    const begun = new Set<Labelled>();
    const uneven = new Set<Labelled>();
    for (const sentence of tokenize(text)) {
      let before: Labelled | undefined;
      for (const { from, to } of sentence) {
        while (kept[next] && (kept[next] as Labelled).range.to <= from) next++;
        const span = kept[next];
        const inside = span && span.range.from < to ? span : undefined;
        if (inside && (from < inside.range.from || to > inside.range.to)) uneven.add(inside);
        if (inside) begun.add(inside);
        const sign = inside ? `${before === inside ? 'I' : 'B'}-${inside.label}` : 'O';
        before = inside;
        lines.push(`${text.slice(from, to)}${middle} ${sign}`);
      }
      lines.push('');
    }
    for (const span of kept) {
      if (uneven.has(span)) partial.push(tagName(source, span.one));
      // Two mentions in one token, or one of white space alone.
      if (!begun.has(span)) dropped.add(span.one);
    }
  }
  return { text: lines.map((line) => `${line}\n`).join(''), losses: flatLosses(out, dropped, partial) };
}

export type JsonlProfile = 'doccano' | 'label-studio' | 'spacy';

/** A line for each source; offsets are code points. spaCy takes no overlap, the two others do. */
export function trainingJsonl(out: Outgoing, profile: JsonlProfile): { text: string; losses: Loss[] } {
  const dropped = new Set<OutTag>();
  const lines = out.sources.flatMap((source) => {
    if (!source.text) return [];
    const { text } = source.text;
    const point = (at: number): number => source.units.to('code points', at);
    const spans =
      profile === 'spacy'
        ? flat(out, source)
        : {
            kept: standing(source).flatMap(({ one, ranges }) =>
              one.tag.entity === undefined ? [] : [{ range: ranges[0] as Range, label: labelOf(out, one), one }],
            ),
            dropped: [],
          };
    for (const one of spans.dropped) dropped.add(one);
    const entities = spans.kept.map(({ range, label }) => [point(range.from), point(range.to), label] as const);
    if (profile === 'doccano') return [jsonLine({ text, label: entities, source: source.name })];
    if (profile === 'spacy') {
      return [
        jsonLine({
          text,
          spans: entities.map(([start, end, label]) => ({ start, end, label })),
          meta: { source: source.name },
        }),
      ];
    }
    const result = spans.kept.map(({ range, label, one }) => ({
      id: one.tag.id,
      from_name: 'label',
      to_name: 'text',
      type: 'labels',
      value: {
        start: point(range.from),
        end: point(range.to),
        text: text.slice(range.from, range.to),
        labels: [label],
      },
    }));
    return [jsonLine({ data: { text, source: source.name }, annotations: [{ result }] })];
  });
  return { text: lines.map((line) => `${line}\n`).join(''), losses: flatLosses(out, dropped, []) };
}
