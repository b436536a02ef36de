/** Which look goes where: from the tags of a source to ranges for each decoration type. Draws nothing itself. */
import * as vscode from 'vscode';
import { safeColor } from '../../core/codebook/color';
import type { CodebookView, SourceView } from '../../core/corpus';
import { lanesOf } from '../../core/text/lanes';
import type { Range } from '../../core/text/range';
import { initials, onlyBy, voicesOf, type Aside, type Voice } from '../../core/library/beside';
import { isMention, type Axis, type MentionTag, type Tag } from '../../core/model';
import { rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { LANES, signOf, type Looks } from './looks';

export type Painting = ReadonlyMap<vscode.TextEditorDecorationType, readonly vscode.Range[]>;

interface Mention extends Range {
  readonly tag: MentionTag;
}

/** What is painted of an open source: all of it, or what lies in a part. */
export interface Painted {
  readonly tags: readonly Tag[];
  /** What other layers have, where all are shown. */
  readonly asides: readonly Aside[];
}

export function paint(
  services: Services,
  looks: Looks,
  document: vscode.TextDocument,
  source: SourceView,
  { tags, asides }: Painted,
): Painting {
  const { library } = services;
  const codebook = library.codebookOf(source.uri);
  const painting = new Map<vscode.TextEditorDecorationType, vscode.Range[]>();
  const put = (look: vscode.TextEditorDecorationType, range: vscode.Range): void => {
    const ranges = painting.get(look);
    if (ranges) ranges.push(range);
    else painting.set(look, [range]);
  };
  const mentions: Mention[] = [];
  const others: Mention[] = [];
  const signs = new Map<number, Set<Axis>>();
  const { layer } = library.layers.reading;
  // Lost tags have no place in the text.
  const own = tags.map((tag): Aside => ({ layer, tag, pieces: library.rangesOf(source.uri, tag.id) ?? [] }));
  const voices = asides.length > 0 ? voicesOf([...own, ...asides]) : [];
  for (const one of asides.length > 0 ? voices.map(({ first }) => first) : own) {
    const { tag, pieces } = one;
    for (const piece of pieces) {
      if (piece.from === piece.to) continue;
      if (one.layer === layer && source.placements.get(tag.id)?.kind === 'moved') {
        put(looks.moved(), rangeAt(document, piece));
      }
      if (isMention(tag)) (one.layer === layer ? mentions : others).push({ ...piece, tag });
      else {
        const value = codebook?.value(tag.stance.value);
        const axis = value?.axis ?? 'unclear';
        const range = rangeAt(document, piece);
        put(looks.stance(axis, safeColor(value?.color)), range);
        put(looks.mark(axis, safeColor(value?.color), range.start.character === 0), beginningOf(range));
        const line = range.start.line;
        signs.set(line, (signs.get(line) ?? new Set()).add(axis));
      }
    }
  }
  // What others alone have stands below and above: as a line of the text itself it would cover, or be covered.
  for (const [some, lowest] of [
    [mentions, 0],
    [others, 1],
  ] as const) {
    const lanes = lanesOf(some, LANES - lowest);
    some.forEach((mention, i) => {
      put(lookOf(looks, codebook, mention.tag, lowest + (lanes[i] ?? 0)), rangeAt(document, mention));
    });
  }
  for (const [at, letters] of marksOf(voices, source.coders?.map(({ name }) => name) ?? [])) {
    const end = document.positionAt(at);
    put(looks.coder(letters), new vscode.Range(end.translate(0, -Math.min(1, end.character)), end));
  }
  for (const [line, axes] of signs) put(looks.sign(signOf(axes)), new vscode.Range(line, 0, line, 0));
  return painting;
}

/**
 * What stands where passages end that not all coders of the source have alike, by UTF-16 offset: the initial of the coder, or how many
 * they are. There is room for one letter: that of the space that follows.
 */
function marksOf(voices: readonly Voice[], coders: readonly string[]): ReadonlyMap<number, string> {
  const ends = new Map<number, Set<string>>();
  for (const voice of voices) {
    const end = voice.first.pieces.at(-1)?.to;
    for (const coder of onlyBy(voice, coders) ?? []) {
      if (end !== undefined) ends.set(end, (ends.get(end) ?? new Set()).add(coder));
    }
  }
  const short = initials(coders);
  return new Map(
    [...ends].map(([end, names]) => {
      const [only = ''] = names;
      return [end, names.size === 1 ? (short.get(only) ?? '') : String(names.size)];
    }),
  );
}

/** The part of a passage on which its side mark is put. */
function beginningOf({ start, end }: vscode.Range): vscode.Range {
  const wanted = start.translate(0, start.character === 0 ? 2 : 1);
  return new vscode.Range(start, end.isBefore(wanted) ? end : wanted);
}

function lookOf(
  looks: Looks,
  codebook: CodebookView | undefined,
  tag: MentionTag,
  lane: number,
): vscode.TextEditorDecorationType {
  const type = codebook?.entity(tag.entity)?.type ?? 'other';
  return looks.mention(type, safeColor(codebook?.type(type)?.color), tag.sense === 'metonym', lane);
}
