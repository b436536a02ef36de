import { withPlainLineEnds } from '../core/anchors/placeable';
import { piecesOf } from '../core/pieces';
import type { Workspace } from './workspace';

/**
 * Writes the places of tags that were found again, where that is certain: every piece stands at the new place to the letter.
 * A passage whose words changed is for a person to accept. Returns how many tags.
 */
export async function fixPositions({ library }: Workspace): Promise<number> {
  let fixed = 0;
  for (const { sources } of library.corpora()) {
    for (const source of sources) {
      if (source.missing || source.refusal || source.placements.size === 0) continue;
      const text = await library.textOf(source.uri);
      if (!text) continue;
      const certain = source.tags.filter((tag) => {
        const placement = source.placements.get(tag.id);
        const pieces = placement?.kind === 'lost' ? undefined : placement?.pieces;
        if (!pieces) return false;
        return piecesOf(tag).every((piece, i) => {
          const span = pieces[i];
          const range = span && text.rangeOf(span);
          return range !== undefined && withPlainLineEnds(text.text.slice(range.from, range.to)) === piece.quote;
        });
      });
      if (certain.length === 0) continue;
      fixed += await library.accept(
        source.uri,
        certain.map(({ id }) => id),
      );
    }
  }
  await library.flush();
  return fixed;
}
