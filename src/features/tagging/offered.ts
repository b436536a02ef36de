/** What the text around a passage offers: names, tagged or not, and who is said to say it. */
import type { PlaceableText } from '../../core/anchors/placeable';
import type { Range } from '../../core/text/range';
import type { CodebookView } from '../../core/corpus';
import { isMention } from '../../core/model';
import { namedAmong, offersFor, type NameAt, type Offers } from '../../core/offers';
import { Speakers } from '../../core/speakers/speakers';
import type { Services } from '../../host/services';

/** So far around the passage tagged mentions are looked at, in UTF-16 units; names of the codebook in the whole source. */
const AROUND = 20_000;

export function offersAt(
  services: Services,
  codebook: CodebookView,
  at: { readonly uri: string; readonly text: PlaceableText; readonly passage: Range },
): Offers {
  const { library, names, recents } = services;
  const { uri, passage } = at;
  const { text } = at.text;
  const tagged = library
    .tagsWithin(uri, Math.max(0, passage.from - AROUND), Math.min(text.length, passage.to + AROUND))
    .filter(isMention)
    .flatMap((tag): NameAt[] => {
      const range = library.rangesOf(uri, tag.id)?.[0];
      return range ? [{ ...range, id: tag.entity }] : [];
    });
  const taken = new Set(tagged.map(({ from }) => from));
  const untagged = names
    .index(codebook)
    .hits(uri, text)
    .filter(({ from }) => !taken.has(from))
    .map(({ from, to, entities: [id] }): NameAt => ({ from, to, id }));
  const labels = codebook.speakers?.length ? library.source(uri)?.labels : undefined;
  return offersFor({
    text,
    passage,
    names: [...tagged, ...untagged].sort((a, b) => a.from - b.from || a.to - b.to),
    recent: recents.entities(),
    named: namedAmong(codebook.entities),
    ...(labels && { speaker: Speakers.of(codebook).at(labels, at.text.spanOf(passage).startLine) ?? null }),
  });
}
