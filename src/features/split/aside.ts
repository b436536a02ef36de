/** The original of a split: set aside, so that nothing counts its text beside the articles'; and the way back. */
import type { FileChange } from '../../core/changes';
import { isSetAside, SPLIT_INTO } from '../../core/corpus';
import { alongWith, type Along, type Article, type ArticleHome } from '../../core/split';
import { placedTags } from '../../core/tagging/tag-all';
import { counted } from '../../core/words/count';
import { PlaceableText } from '../../core/anchors/placeable';
import { argumentsOf } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { sentence, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { sourceTarget, type Target } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

export interface Home extends ArticleHome {
  readonly uri: string;
}

/** An article that is not there yet. */
export function newHome({ library }: Services, uri: string, { range }: Article): Home {
  return { uri, range, tags: [], newId: () => library.newId(uri) };
}

/** One that an earlier split has written. */
export function oldHome(services: Services, uri: string, { range, text }: Article): Home {
  const { library } = services;
  const source = library.source(uri);
  const tags = source ? placedTags(source, new PlaceableText(text), (id) => library.rangesOf(uri, id)) : [];
  return { uri, range, tags, newId: () => library.newId(uri) };
}

export interface Aside {
  readonly along: Along;
  /** Why it should stay a source: tags that nothing would count any more, in words. */
  readonly why?: string;
}

/** What becomes of the original's tags when it is set aside. */
export function aside({ library }: Services, { uri, text }: Target, homes: readonly Home[]): Aside {
  const source = library.source(uri);
  const placed = source ? placedTags(source, text, (id) => library.rangesOf(uri, id)) : [];
  const along = alongWith(text.text, placed, homes);
  const why = (): string | undefined => {
    const { layer } = library.layers.reading;
    const others = library.layers.of(uri).filter((one) => one !== layer);
    if (source?.refusal) return sentence('Its tags cannot be read.');
    if (others.length > 0) return sentence('Other people’s tags of it would not go along.');
    if (along.taken > 0 && library.layers.whyNotYours(uri)) return sentence('Its tags are not yours to take along.');
    const lost = (source?.tags.length ?? 0) - along.taken;
    return lost > 0 ? sentence('{0} of it would go along with no article.', [counted(lost, 'tag')]) : undefined;
  };
  const reason = why();
  return { along, ...(reason !== undefined && { why: reason }) };
}

/** The original names the folder of its articles, and is set aside by that. */
export function markOf(uri: string, folder: string): FileChange {
  return { kind: 'sidecar', uri, changes: [{ op: 'details', set: { [SPLIT_INTO]: folder } }] };
}

/** `{uri?}`: a source that was set aside counts again, with the tags that it has. Returns its address. */
export async function countSourceAgain(services: Services, args: unknown): Promise<string> {
  const { uri } = await sourceTarget(services, argumentsOf(args));
  const source = services.library.source(uri);
  if (!isSetAside(source)) throw new Failure('This source is not set aside.');
  const done = await services.library.edit('Count a source again', [
    { kind: 'sidecar', uri, changes: [{ op: 'details', set: { [SPLIT_INTO]: null } }] },
  ]);
  await reportUnwritten(done.written);
  whisper('This source counts again, beside the articles that were made of it.');
  return uri;
}
