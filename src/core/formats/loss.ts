/** What a format does not hold: counted from what it says that it keeps, so that the report cannot forget a field. */
import type { Loss, Outgoing, OutSource, OutTag } from './model';

/** Everything that a corpus may hold and a format may not. */
const TAG_FEATURES = {
  'lost tags': ({ state }) => state === 'lost',
  stances: ({ tag }) => tag.stance !== undefined,
  mentions: ({ tag }) => tag.entity !== undefined,
  'which entity a mention means': ({ tag }) => tag.entity !== undefined,
  'further pieces': ({ tag }) => tag.also !== undefined,
  'tag ids': () => true,
  sense: ({ tag }) => tag.sense !== undefined,
  intensity: ({ tag }) => tag.stance?.intensity !== undefined,
  certainty: ({ tag }) => tag.stance?.certainty !== undefined,
  via: ({ tag }) => tag.stance?.via !== undefined,
  event: ({ tag }) => tag.stance?.event !== undefined,
  coders: ({ tag }) => tag.by !== undefined,
  'what tags were made of': ({ tag }) => tag.from !== undefined,
  'notes of tags': ({ tag }) => tag.note !== undefined,
  'keys of tags that are not Stancemark’s': ({ tag }) =>
    [tag.extra, tag.stance?.extra, ...(tag.also ?? []).map(({ extra }) => extra)].some((extra) => extra !== undefined),
} as const satisfies Record<string, (tag: OutTag) => boolean>;

const OTHER_FEATURES = {
  texts: ({ sources }) => sources.length,
  'details of sources': ({ sources }) => sum(sources, ({ view }) => view.details.size),
  'turned-down suggestions': ({ sources }) => sum(sources, ({ view }) => view.dismissed.length),
  'rejected proposals': ({ sources }) => sum(sources, ({ view }) => view.rejected.length),
  entities: ({ codebook }) => codebook.entities.length,
  'aliases and Wikidata ids': ({ codebook }) =>
    codebook.entities.filter(({ aliases, wikidata }) => aliases.length > 0 || wikidata !== undefined).length,
  'notes of entities': ({ codebook }) => codebook.entities.filter(({ note }) => note !== undefined).length,
  colours: ({ codebook }) => [...codebook.types, ...codebook.stances].filter(({ color }) => color !== undefined).length,
  'keys of entities that are not Stancemark’s': ({ codebook }) =>
    codebook.entities.filter(({ extra }) => extra !== undefined).length,
  'saved searches': ({ codebook }) => codebook.searches.length,
  'how codes of other tools are taken': ({ codebook }) => codebook.codes?.length ?? 0,
} as const satisfies Record<string, (out: Outgoing) => number>;

export type Feature = keyof typeof TAG_FEATURES | keyof typeof OTHER_FEATURES;

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

/** `source#id`, as reports name a tag. */
export function tagName(source: OutSource, { tag }: OutTag): string {
  return `${source.name}#${tag.id}`;
}

/**
 * Everything of the corpus that is not among what a format keeps; `without` are tags that it leaves out whole, whose fields
 * are then not told one by one. What no tag or codebook has is not told.
 */
export function lossesOf(
  out: Outgoing,
  keeps: readonly Feature[],
  without: (tag: OutTag, source: OutSource) => string | undefined = () => undefined,
): Loss[] {
  const kept = new Set<string>(keeps);
  const found = new Map<string, string[]>();
  const tell = (what: string, name: string): void => noteLeft(found, what, name);
  for (const source of out.sources) {
    for (const one of source.tags) {
      const name = tagName(source, one);
      const why = without(one, source);
      if (why !== undefined) {
        tell(why, name);
        continue;
      }
      for (const [what, has] of Object.entries(TAG_FEATURES)) if (!kept.has(what) && has(one)) tell(what, name);
    }
  }
  const losses = lossesFrom(found);
  for (const [what, count] of Object.entries(OTHER_FEATURES)) {
    const many = kept.has(what) ? 0 : count(out);
    if (many > 0) losses.push({ what, count: many, tags: [] });
  }
  return losses;
}

/** What every format that is about a text leaves out. */
export function notWritten({ ranges }: OutTag): string | undefined {
  return ranges ? undefined : 'lost tags (not found in the text beyond doubt)';
}

/** The sources that a format about texts leaves out, as there is no text. */
export function missingTexts(out: Outgoing): Loss[] {
  const count = out.sources.filter(({ text }) => !text).length;
  return count > 0 ? [{ what: 'sources whose text is missing', count, tags: [] }] : [];
}

/** Notes something that a reader leaves behind, under what it is. */
export function noteLeft(left: Map<string, string[]>, what: string, label: string): void {
  const list = left.get(what);
  if (list) list.push(label);
  else left.set(what, [label]);
}

export function lossesFrom(left: ReadonlyMap<string, readonly string[]>): Loss[] {
  return [...left].map(([what, tags]) => ({ what, count: tags.length, tags }));
}

/** The report as text, one loss a line, at most `most` ids each; empty where nothing is lost. */
export function lossText(losses: readonly Loss[], most = Infinity): string {
  return losses
    .map(({ what, count, tags }) => {
      const named = tags.slice(0, most).join(', ');
      const more = tags.length > most ? `, and ${tags.length - most} more` : '';
      return `${what}: ${count}${tags.length > 0 ? ` (${named}${more})` : ''}\n`;
    })
    .join('');
}
