/**
 * The common end of all work on the codebook: what changes in the codebook alone is done at once; what changes tags is summed up
 * first, with the passages to look at, and done as one step.
 */
import * as vscode from 'vscode';
import type { FileChange } from '../../core/changes';
import type { Corpus, SourceView } from '../../core/corpus';
import { kwicOf } from '../../core/export/kwic';
import { SHARED } from '../../core/files/addresses';
import { CannotRefactor } from '../../core/refactor/entities';
import { changesInPieces } from '../../core/refactor/pieces';
import { finish, type Steps } from '../../core/base/steps';
import { visible } from '../../core/text/safe';
import type { Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { rangesNow } from '../../host/goto';
import { ask, sentence, whisper } from '../../host/messages';
import type { PreviewLeaf } from '../../host/preview';
import type { Services } from '../../host/services';
import { inSlices } from '../../host/slices';
import { describe } from '../../host/targets';
import { reportUnwritten } from '../../host/written';
import { counted } from '../../core/words/count';

/** What work on the codebook changed. */
export interface Refactored {
  /** Changes of tags. */
  readonly count: number;
  /** Ids of the tags that were changed or removed. */
  readonly ids: readonly string[];
  /** Addresses of the sources whose sidecars were changed. */
  readonly sources: readonly string[];
  /** Ids of the entities or stance values that it was about, the one that stays first. */
  readonly entities: readonly string[];
}

export interface Work {
  /** Words of ours for undo: 'Merge entities'. */
  readonly step: string;
  /** What is done, as words for `sentence`, with its data: 'Merge {0} into {1}?'. */
  readonly words: string;
  readonly data: readonly string[];
  /** The button that does it: 'Merge'. */
  readonly button: string;
  readonly entities: readonly string[];
  /** The changes, worked out anew from the corpus as it is when they are done. */
  changes(corpus: Corpus): readonly FileChange[];
  /** What becomes of a source depends on other sources as well. */
  readonly together?: boolean;
}

/** Does the work; asks before more than one file is changed unless `preview: false` is given. Undefined: it was not done. */
export async function carryOut(
  services: Services,
  corpus: Corpus,
  given: Arguments,
  work: Work,
): Promise<Refactored | (Refactored & { readonly preview: true }) | undefined> {
  // Whoever's tags are read: an id that goes from the codebook goes from everybody's, also from files that came a moment ago.
  await services.library.rescan();
  await services.library.layers.load(corpus.sources.map(({ uri }) => uri));
  const files = await inSlices(worked(services, corpus, work));
  if (files.length === 0) return { count: 0, ids: [], sources: [], entities: work.entities };
  if (files.length > 1 && given.preview !== false) {
    const says = await inSlices(summary(services, files));
    const answer = await ask(work.words, work.data, says, work.button, 'Show Passages');
    if (answer === undefined) return undefined;
    if (answer === 'Show Passages') {
      const sources = new Map(corpus.sources.map((source) => [source.uri, source]));
      const shown = await services.preview.show({
        title: sentence(work.words, work.data),
        nameOf: (uri) => visible(sources.get(uri)?.name ?? ''),
        leaves: await inSlices(leavesOf(services, sources, files)),
        done: 'Changed: {0} in {1}.',
        apply: () => write(services, corpus, work),
      });
      return { ...shown, entities: work.entities };
    }
  }
  return write(services, corpus, work);
}

/** Work that was shown for a while is worked out from what the files hold by now. */
async function write(services: Services, { codebook }: Corpus, work: Work): Promise<Refactored> {
  const { library } = services;
  const now = (): Corpus => {
    const corpus = library.corpora().find((one) => one.codebook.uri === codebook.uri);
    if (!corpus) throw new Failure('The codebook is not there any more.');
    return corpus;
  };
  let corpus = now();
  let files = await inSlices(worked(services, corpus, work));
  // Somebody tagged meanwhile: what they did is not to be left behind.
  if (now() !== corpus) files = finish(worked(services, (corpus = now()), work));
  const done = await library.edit(work.step, files);
  await reportUnwritten(done.written);
  const sidecars = files.filter((file) => file.kind === 'sidecar');
  const ids = sidecars.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.op === 'set' || change.op === 'remove' ? [change.id] : [])),
  );
  const sources = [...new Set(sidecars.map((file) => file.uri))];
  if (ids.length > 0) {
    whisper('{0} in {1} changed. Undo Last Tag Change takes it back.', [
      counted(ids.length, 'tag'),
      counted(sources.length, 'source'),
    ]);
  }
  return { count: ids.length, ids, sources, entities: work.entities };
}

function* worked({ library }: Services, corpus: Corpus, work: Work): Steps<readonly FileChange[]> {
  try {
    const all = library.layers.everyLayer(corpus);
    return work.together ? work.changes(all) : yield* changesInPieces(all, (some) => work.changes(some));
  } catch (error) {
    if (error instanceof CannotRefactor) throw new Failure(WHY[error.code], [error.id]);
    throw error;
  }
}

const WHY: Record<CannotRefactor['code'], string> = {
  unknown: 'The codebook does not have “{0}”.',
  'id-taken': 'The codebook has “{0}” already. Merge the two if they are the same.',
  'id-bad': '“{0}” cannot be an id: letters, digits, hyphens, full stops and underscores, a letter or digit first.',
  'name-empty': 'A name is needed for “{0}”.',
  'into-itself': '“{0}” cannot be merged into itself.',
  circle: 'It cannot stand below “{0}”, which stands below it.',
  'nothing-chosen': 'No passage of “{0}” was chosen.',
};

function* summary({ library }: Services, files: readonly FileChange[]): Steps<string> {
  let [mentions, stances, removed] = [0, 0, 0];
  const sources = new Set<string>();
  const coders = new Set<string>();
  for (const file of files) {
    yield undefined;
    if (file.kind !== 'sidecar') continue;
    sources.add(file.uri);
    const layer = file.layer ?? SHARED;
    if (layer !== SHARED) coders.add(layer);
    const tags = new Map(library.layers.tagsOf(file.uri, layer).map((tag) => [tag.id, tag]));
    for (const change of file.changes) {
      if (change.op === 'remove') removed++;
      else if (change.op === 'set') {
        if (tags.get(change.id)?.stance) stances++;
        else mentions++;
      }
    }
  }
  const parts = [counted(mentions, 'mention'), counted(stances, 'stance'), counted(sources.size, 'source')];
  const changed = sentence('Changes {0} and {1}, in {2}.', parts);
  const gone = removed > 0 ? sentence('Removes {0}, or folds them into others.', [counted(removed, 'tag')]) : '';
  const layers =
    coders.size > 0 ? sentence('In the files of the coders as well: {0}.', [[...coders].sort().join(', ')]) : '';
  return [changed, gone, layers, sentence('One undo takes it back.')].filter((part) => part !== '').join(' ');
}

function* leavesOf(
  services: Services,
  sources: ReadonlyMap<string, SourceView>,
  files: readonly FileChange[],
): Steps<PreviewLeaf[]> {
  const { layers } = services.library;
  const leaves: PreviewLeaf[] = [];
  for (const file of files) {
    yield undefined;
    const source = sources.get(file.uri);
    if (file.kind !== 'sidecar' || !source) continue;
    const layer = file.layer ?? SHARED;
    // What others tagged is no preview for whoever codes blind.
    if (layers.isBlind(source.uri) && layer !== layers.reading.me) continue;
    const how = new Map(file.changes.flatMap((change) => ('id' in change ? [[change.id, change.op] as const] : [])));
    for (const tag of layers.tagsOf(source.uri, layer)) {
      if (!how.has(tag.id)) continue;
      const is = describe(services, source.uri, tag);
      leaves.push({
        uri: source.uri,
        range: rangesNow(services, source.uri, tag)[0] ?? new vscode.Range(0, 0, 0, 0),
        kwic: kwicOf({ source, tag }, { width: 24, most: 200 }),
        description: how.get(tag.id) === 'remove' ? `${vscode.l10n.t('removed')}: ${is}` : is,
      });
    }
  }
  return leaves;
}
