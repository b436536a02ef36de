/** The suggestions of a source: names of the codebook that stand in its text, untagged and not dismissed. */
import type { PlaceableText } from '../core/anchors/placeable';
import type { SourceView } from '../core/corpus';
import type { Suggestion } from '../core/find/suggest';
import type { Entity } from '../core/model';
import { openSuggestions, placedTags } from '../core/tagging/tag-all';
import type { Services } from './services';

/** In the order of the text; offsets are those of `text`, which is the source's text as it is now. */
export function suggestedIn(services: Services, source: SourceView, text: PlaceableText): readonly Suggestion[] {
  const { library, names } = services;
  const codebook = library.codebookOf(source.uri);
  if (!codebook || codebook.entities.length === 0) return [];
  const hits = names.index(codebook).hits(source.uri, text.text);
  if (hits.length === 0) return [];
  const placed = placedTags(source, text, (id) => library.rangesOf(source.uri, id));
  return openSuggestions(source, text, hits, placed);
}

interface Known {
  readonly text: PlaceableText;
  readonly entities: readonly Entity[] | undefined;
  readonly found: readonly Suggestion[];
}

const known = new WeakMap<SourceView, Known>();

/** Those of a source that is open in an editor. Found once for each state of text, tags and names. */
export function suggestedOpen(services: Services, uri: string): readonly Suggestion[] {
  const source = services.library.source(uri);
  const text = services.library.liveText(uri)?.text;
  if (!source || !text) return [];
  const entities = services.library.codebookOf(uri)?.entities;
  const last = known.get(source);
  if (last?.text === text && last.entities === entities) return last.found;
  const found = suggestedIn(services, source, text);
  known.set(source, { text, entities, found });
  return found;
}
