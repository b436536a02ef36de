/** A corpus in memory out of texts and tags, as the writers take it. */
import { PlaceableText } from '../../../src/core/anchors/placeable';
import type { CodebookView, Corpus, SourceView } from '../../../src/core/corpus';
import { outgoing } from '../../../src/core/formats/from-corpus';
import type { Outgoing } from '../../../src/core/formats/model';
import type { Codebook, Tag } from '../../../src/core/model';
import { pieceAt } from '../../../src/core/anchors/context';

/** A codebook in which everything is that a format may keep. */
export const BOOK: Codebook = {
  types: [{ id: 'state', label: 'State', color: '#3366cc' }],
  stances: [
    { id: 'for', label: 'For', axis: 'positive', color: '#00aa00' },
    { id: 'against', label: 'Against', axis: 'negative' },
  ],
  entities: [
    {
      id: 'aa',
      name: 'Aa',
      type: 'state',
      aliases: ['A, "x"', 'Ä'],
      wikidata: 'Q1',
      note: 'two\nlines',
    },
    { id: 'bb', name: 'Bb', type: 'state', aliases: [] },
  ],
  searches: [],
};

export interface Passage {
  readonly id: string;
  /** UTF-16 offsets of the text as given. */
  readonly at: readonly (readonly [number, number])[];
  readonly rest: Omit<Partial<Tag>, 'id' | 'at' | 'quote' | 'before' | 'after' | 'also'>;
}

export interface Source {
  readonly name: string;
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly details?: Readonly<Record<string, string>>;
  /** These, where they are given, in place of the passages. */
  readonly tags?: readonly Tag[];
}

export function codebookView(codebook: Codebook): CodebookView {
  return {
    ...codebook,
    uri: 'file:///c/codebook.yaml',
    exists: true,
    faults: [],
    entity: (id) => codebook.entities.find((one) => one.id === id),
    value: (id) => codebook.stances.find((one) => one.id === id),
    type: (id) => codebook.types.find((one) => one.id === id),
  };
}

export function tagOf(text: string, { id, at, rest }: Passage): Tag {
  const whole = new PlaceableText(text);
  const [first, ...more] = at.map(([from, to]) => pieceAt(whole, { from, to }));
  return { id, ...first, ...(more.length > 0 && { also: more }), ...rest } as Tag;
}

export async function corpusOf(codebook: Codebook, sources: readonly Source[]): Promise<Outgoing> {
  const texts = new Map<string, PlaceableText>();
  const views = sources.map(({ name, text, passages, details = {}, tags }): SourceView => {
    const uri = `file:///c/${encodeURIComponent(name)}`;
    texts.set(uri, new PlaceableText(text));
    return {
      uri,
      name,
      codebook: 'file:///c/codebook.yaml',
      details: new Map(Object.entries(details)),
      tags: tags ?? passages.map((passage) => tagOf(text, passage)),
      dismissed: [],
      rejected: [],
      placements: new Map(),
      checked: true,
      missing: false,
      faults: [],
      paragraphOf: (line) => line,
    };
  });
  const corpus: Corpus = { codebook: codebookView(codebook), sources: views };
  return outgoing(corpus, async (uri) => texts.get(uri), { tool: 'Stancemark 0.0.0' });
}
