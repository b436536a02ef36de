/** A corpus, or a part of it, as what the writers take. */
import { type PlaceableText, withPlainLineEnds } from '../anchors/placeable';
import type { Range } from '../text/range';
import { piecesOf } from '../pieces';
import type { Corpus, SourceView } from '../corpus';
import type { Tag } from '../model';
import { Units } from '../text/code-points';
import type { Outgoing, OutSource, OutTag } from './model';

export interface About {
  readonly tool: string;
  readonly state?: string;
}

/**
 * `chosen` gives the tags of a source that go out; undefined leaves the source out, and without `chosen` everything goes. A tag
 * counts as placed only where every quote stands at its place to the letter, whatever the snapshot says.
 */
export async function outgoing(
  corpus: Corpus,
  textOf: (uri: string) => Promise<PlaceableText | undefined>,
  about: About,
  chosen?: (source: SourceView) => readonly Tag[] | undefined,
): Promise<Outgoing> {
  const sources: OutSource[] = [];
  for (const view of corpus.sources) {
    const tags = chosen ? chosen(view) : view.tags;
    if (!tags) continue;
    const text = view.missing ? undefined : await textOf(view.uri);
    sources.push({
      view,
      name: view.name,
      ...(text && { text }),
      units: new Units(text?.text ?? ''),
      plainUnits: new Units(text?.plain ?? ''),
      tags: tags.map((tag) => outTag(view, text, tag)),
    });
  }
  return { codebook: corpus.codebook, sources, whole: !chosen, ...about };
}

function outTag(view: SourceView, text: PlaceableText | undefined, tag: Tag): OutTag {
  const placement = view.placements.get(tag.id);
  if (!text || placement?.kind === 'lost') return { tag, state: 'lost' };
  if (placement?.kind === 'moved') {
    return { tag, state: 'moved', ranges: placement.pieces.map((span) => text.rangeOf(span)) };
  }
  const ranges: Range[] = [];
  for (const piece of piecesOf(tag)) {
    const range = text.rangeOf(piece.at);
    if (withPlainLineEnds(text.text.slice(range.from, range.to)) !== piece.quote) return { tag, state: 'lost' };
    ranges.push(range);
  }
  return { tag, state: 'placed', ranges };
}

/** What stands in the text at a tag's piece: of a moved tag that is what it says now. Line ends as `\n`. */
export function quoteAt(source: OutSource, range: Range): string {
  return withPlainLineEnds(source.text?.text.slice(range.from, range.to) ?? '');
}

/** The tags that stand in the text, with their ranges, in its order. */
export function standing(
  source: OutSource,
): { readonly one: OutTag; readonly tag: Tag; readonly ranges: readonly Range[] }[] {
  return source.tags
    .flatMap((one) => (one.ranges ? [{ one, tag: one.tag, ranges: one.ranges }] : []))
    .sort((a, b) => {
      const [x, y] = [a.ranges[0] as Range, b.ranges[0] as Range];
      return x.from - y.from || y.to - x.to || (a.tag.id < b.tag.id ? -1 : 1);
    });
}
