/** The extension's face for other extensions, as `api.d.ts` promises it: values made of snapshots, never the library's own objects. */
import type { StancemarkApi, StancemarkCorpus, StancemarkSource, StancemarkTag } from '../../api';
import { isLost, spansOf, type Corpus, type SourceView } from '../core/corpus';
import type { Tag } from '../core/model';
import { piecesOf } from '../core/pieces';
import { propose } from './propose';
import type { Services } from './services';

export function apiOf(services: Services): StancemarkApi {
  return {
    version: 1,
    read: async () => {
      await services.readAll();
      await services.library.check();
      return services.library.corpora().map(corpusOf);
    },
    onDidChange: (listener, self, disposables) => {
      const subscription = services.library.onDidChange(({ sources, codebooks, listing }) => {
        listener.call(self, { sources: new Set(sources), codebooks: new Set(codebooks), listing });
      });
      disposables?.push(subscription);
      return subscription;
    },
    propose: propose(services),
  };
}

function corpusOf({ codebook, sources }: Corpus): StancemarkCorpus {
  return {
    codebook: {
      uri: codebook.uri,
      entities: codebook.entities.map(({ id, name, type, aliases }) => ({ id, name, type, aliases: [...aliases] })),
      stances: codebook.stances.map(({ id, label, axis }) => ({ id, label, axis })),
    },
    sources: sources.map(sourceOf),
  };
}

function sourceOf(source: SourceView): StancemarkSource {
  const { uri, name, details, tags } = source;
  return { uri, name, details: new Map(details), tags: tags.map((tag) => tagOf(source, tag)) };
}

function tagOf(source: SourceView, tag: Tag): StancemarkTag {
  const { id, entity, stance, by, note } = tag;
  const moved = source.placements.get(id)?.kind === 'moved';
  return {
    id,
    state: isLost(source, tag) ? 'lost' : moved ? 'moved' : 'placed',
    spans: spansOf(source, tag).map(({ startLine, startColumn, endLine, endColumn }) => ({
      ...{ startLine, startColumn, endLine, endColumn },
    })),
    quotes: piecesOf(tag).map(({ quote }) => quote),
    ...(entity === undefined ? {} : { entity }),
    ...(stance === undefined ? {} : { stance: { ...stance } }),
    ...(by === undefined ? {} : { by }),
    ...(note === undefined ? {} : { note }),
  };
}
