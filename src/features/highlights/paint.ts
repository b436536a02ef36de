/** Which look goes where: from the tags of a source to ranges for each decoration type. Draws nothing itself. */
import * as vscode from 'vscode';
import { safeColor } from '../../core/codebook/color';
import type { CodebookView, SourceView } from '../../core/corpus';
import { lanesOf } from '../../core/text/lanes';
import type { Range } from '../../core/text/range';
import { isMention, type Axis, type MentionTag, type Tag } from '../../core/model';
import { rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';
import { LANES, signOf, type Looks } from './looks';

export type Painting = ReadonlyMap<vscode.TextEditorDecorationType, readonly vscode.Range[]>;

interface Mention extends Range {
  readonly tag: MentionTag;
}

/** The painting of an open source, of all its tags or of those in a part of it. */
export function paint(
  services: Services,
  looks: Looks,
  document: vscode.TextDocument,
  source: SourceView,
  tags: readonly Tag[] = source.tags,
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
  const signs = new Map<number, Set<Axis>>();
  for (const tag of tags) {
    // Lost tags have no place in the text.
    for (const piece of library.rangesOf(source.uri, tag.id) ?? []) {
      if (piece.from === piece.to) continue;
      if (source.placements.get(tag.id)?.kind === 'moved') put(looks.moved(), rangeAt(document, piece));
      if (isMention(tag)) mentions.push({ ...piece, tag });
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
  const lanes = lanesOf(mentions, LANES);
  mentions.forEach((mention, i) => {
    put(lookOf(looks, codebook, mention.tag, lanes[i] ?? 0), rangeAt(document, mention));
  });
  for (const [line, axes] of signs) put(looks.sign(signOf(axes)), new vscode.Range(line, 0, line, 0));
  return painting;
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
