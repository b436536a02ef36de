import type { CodebookView, Corpus, SourceView } from '../../../src/core/corpus';
import type {
  Axis,
  Codebook,
  Entity,
  MentionTag,
  Placement,
  SourceDetails,
  Span,
  Stance,
  StanceTag,
  Tag,
} from '../../../src/core/model';

/** A corpus built by hand, for queries, sums and exports: no text, no YAML. */
export function corpusOf(sources: readonly SourceView[], codebook: CodebookView = codebookOf()): Corpus {
  return { codebook, sources };
}

export const ENTITIES: readonly Entity[] = [
  { id: 'russia', name: 'Russia', type: 'state', aliases: ['Moscow', 'the Kremlin'] },
  { id: 'azerbaijan', name: 'Azerbaijan', type: 'state', aliases: ['Baku'] },
  { id: 'aliyev', name: 'Ilham Əliyev', type: 'person', aliases: ['Aliyev', 'the President'] },
  { id: 'port', name: 'Port of Alat', type: 'place', aliases: [] },
];

export function codebookOf(given: Partial<Codebook> = {}, uri = 'mem:/codebook.yaml'): CodebookView {
  const axes: readonly Axis[] = ['positive', 'negative', 'neutral', 'mixed', 'unclear'];
  const ids = ['supportive', 'critical', 'neutral', 'mixed', 'unclear'];
  const types = given.types ?? ['state', 'person', 'place'].map((id) => ({ id, label: id }));
  const stances = given.stances ?? ids.map((id, i) => ({ id, label: id, axis: axes[i] ?? 'unclear' }));
  const entities = given.entities ?? ENTITIES;
  const byId = <T extends { readonly id: string }>(list: readonly T[]): ((id: string) => T | undefined) => {
    const map = new Map(list.map((item) => [item.id, item]));
    return (id) => map.get(id);
  };
  return {
    uri,
    exists: true,
    ...(given.note !== undefined && { note: given.note }),
    faults: [],
    types,
    stances,
    entities,
    searches: given.searches ?? [],
    ...(given.speakers && { speakers: given.speakers }),
    entity: byId(entities),
    value: byId(stances),
    type: byId(types),
  };
}

interface SourceParts {
  readonly uri?: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly placements?: Readonly<Record<string, Placement>>;
  readonly paragraphOf?: (line: number) => number;
}

export function sourceOf(name: string, tags: readonly Tag[], parts: SourceParts = {}): SourceView {
  const details: SourceDetails = new Map(Object.entries(parts.details ?? {}));
  return {
    uri: parts.uri ?? `mem:/${encodeURIComponent(name)}`,
    name,
    codebook: 'mem:/codebook.yaml',
    details,
    tags,
    dismissed: [],
    rejected: [],
    placements: new Map(Object.entries(parts.placements ?? {})),
    checked: true,
    missing: false,
    faults: [],
    paragraphOf: parts.paragraphOf ?? ((line) => line),
  };
}

/** `3:4-10` or `3:4-5:10`: zero-based lines and columns, the end exclusive. */
export function spanAt(at: string): Span {
  const numbers = /^(\d+):(\d+)-(?:(\d+):)?(\d+)$/.exec(at);
  if (!numbers) throw new Error(`not a span: ${at}`);
  const startLine = Number(numbers[1]);
  return {
    startLine,
    startColumn: Number(numbers[2]),
    endLine: numbers[3] === undefined ? startLine : Number(numbers[3]),
    endColumn: Number(numbers[4]),
  };
}

type Extra<T> = Partial<Omit<T, 'at'>>;

export function mention(
  id: string,
  at: string,
  entity: string,
  quote = entity,
  extra: Extra<MentionTag> = {},
): MentionTag {
  return { id, at: spanAt(at), quote, before: '', after: '', entity, ...extra };
}

/** `meaning` is `holder target value`, with an intensity after it where there is one. */
export function stance(
  id: string,
  at: string,
  meaning: string,
  extra: Extra<StanceTag> & Partial<Stance> = {},
): StanceTag {
  const [holder = '', target = '', value = '', intensity] = meaning.split(' ');
  const { certainty, via, event, ...rest } = extra;
  const taken: Stance = {
    holder,
    target,
    value,
    ...(intensity === undefined ? {} : { intensity: Number(intensity) as Stance['intensity'] }),
    ...(certainty && { certainty }),
    ...(via && { via }),
    ...(event && { event }),
  };
  return { id, at: spanAt(at), quote: `what ${holder} says`, before: '', after: '', stance: taken, ...rest };
}

/** Two sources that contradict each other, and one without a date; one lost tag and one that moved. */
export function smallCorpus(): Corpus {
  const first = sourceOf(
    'a/1.txt',
    [
      mention('a1', '0:0-6', 'russia', 'Russia'),
      stance('a2', '0:0-40', 'azerbaijan russia critical 3', { via: ['author', 'aliyev'], note: 'sharp, à mon avis' }),
      mention('a3', '0:20-24', 'azerbaijan', 'Baku', { sense: 'metonym', by: 'mk' }),
      mention('a4', '2:5-11', 'russia', 'Moscow'),
      mention('a5', '3:0-9', 'aliyev', 'President'),
    ],
    { details: { title: 'The bond breaks', outlet: 'Caspian Post', date: '2025-07-02', author: 'R. Writer' } },
  );
  const second = sourceOf(
    'a/2.txt',
    [
      stance('b1', '0:0-30', 'azerbaijan russia supportive 4'),
      mention('b2', '0:10-20', 'azerbaijan', 'Azerbaijan', { by: 'ln' }),
      stance('b3', '1:0-10', 'author azerbaijan neutral', { certainty: 'possible' }),
      mention('b4', '4:0-6', 'russia', 'Russia'),
      stance('b5', '5:0-9', 'russia azerbaijan critical 1', { certainty: 'denied', event: 'the visit' }),
    ],
    {
      details: { title: 'Closer than ever', outlet: 'Northern Wire', date: '2024-12' },
      placements: { b2: { kind: 'lost' }, b4: { kind: 'moved', pieces: [spanAt('0:2-8')] } },
    },
  );
  const third = sourceOf('a/10.txt', [mention('c1', '0:0-3', 'port', 'Port'), mention('c2', '0:1-9', 'nowhere')]);
  return corpusOf([first, second, third]);
}
