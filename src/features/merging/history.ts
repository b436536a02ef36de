/** 'History of This Tag' and 'History of This Entity': who changed it, when and how, from git; each version opens as a comparison. */
import * as vscode from 'vscode';
import { entityFields, entityHistory, tagHistory, type Step, type Version } from '../../core/compare/history';
import { meaningIn } from '../../core/compare/tags';
import { isMention, type Entity, type Tag } from '../../core/model';
import { baseName } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import { argumentsOf, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { uriOf } from '../../host/convert';
import { corpusFor } from '../../host/corpus';
import { VsCodeFiles } from '../../host/files';
import { gitUri, repositoryOf, textAt, type GitCommit } from '../../host/git';
import { whisper } from '../../host/messages';
import { BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { tagTarget } from '../../host/targets';

/** No more versions of a file are looked through: the newest. */
const MOST = 500;

/** Undefined: what stands on disk and is in no commit yet. */
type Revision = GitCommit | undefined;

export interface HistoryEntry {
  /** Hash of the commit; undefined for what is not committed. */
  readonly commit?: string;
  readonly who?: string;
  /** ISO, of the commit's author. */
  readonly when?: string;
  readonly kinds: readonly string[];
  readonly says: string;
}

/** `{uri?, id?, show?: false}`: of the tag at the cursor, or that is named. Returns the entries, newest first. */
export async function tagHistoryOf(services: Services, args: unknown): Promise<readonly HistoryEntry[] | undefined> {
  const given = argumentsOf(args);
  const target = await tagTarget(services, given);
  if (!target) return undefined;
  const { uri, tag } = target;
  const sidecar = services.library.layers.address(uri);
  const versions = await versionsOf(sidecar);
  const book = services.library.codebookOf(uri);
  const says = ({ before, after }: Step<Revision, Tag>): string => {
    const words = (one: Tag): string =>
      `${meaningIn(book, one, (text) => label(text, 60))} · “${label(one.quote, 60)}”`;
    if (!before || !after) return words((after ?? before) as Tag);
    return words(before) === words(after) ? words(after) : `${words(before)} → ${words(after)}`;
  };
  const steps = tagHistory(versions, tag.id);
  const title = vscode.l10n.t('History of the tag “{0}”', label(tag.quote, 40));
  return show(given.show !== false, title, sidecar, steps, says);
}

/** `{entity?, codebook?, show?: false}`: of the entity that is named, or of the mention at the cursor. */
export async function entityHistoryOf(services: Services, args: unknown): Promise<readonly HistoryEntry[] | undefined> {
  const given = argumentsOf(args);
  const id = optionalText(given, 'entity') ?? (await mentioned(services, given));
  if (id === undefined) return undefined;
  const { codebook } = await corpusFor(services, given, (corpus) => corpus.codebook.entity(id) !== undefined);
  const steps = entityHistory(await versionsOf(codebook.uri), id);
  const says = ({ before, after }: Step<Revision, Entity>): string => {
    if (!before || !after) return label((after ?? before)?.name ?? id, 80);
    return entityFields(before, after)
      .map(({ key, before: was, after: is }) => `${key}: ${label(was ?? '–', 50)} → ${label(is ?? '–', 50)}`)
      .join(' · ');
  };
  const title = vscode.l10n.t('History of {0}', label(codebook.entity(id)?.name ?? id, 60));
  return show(given.show !== false, title, codebook.uri, steps, says);
}

async function mentioned(services: Services, given: Arguments): Promise<string | undefined> {
  const tag = (await tagTarget(services, given))?.tag;
  return tag && (isMention(tag) ? tag.entity : tag.stance.target);
}

/** Every version of a file, oldest first, what stands on disk last where that is another one. */
async function versionsOf(key: string): Promise<readonly Version<Revision>[]> {
  const uri = uriOf(key);
  const repository = uri.scheme === 'file' ? await repositoryOf(uri) : undefined;
  if (!repository) {
    throw new Failure('There is no history here: {0} is in no git repository, or git cannot be asked in this window.', [
      baseName(key),
    ]);
  }
  const commits = await repository.log({ path: uri.fsPath, maxEntries: MOST });
  const versions: Version<Revision>[] = [];
  for (const commit of [...commits].reverse()) {
    versions.push({ of: commit, text: await textAt(repository, commit.hash, uri) });
  }
  const bytes = await new VsCodeFiles().read(key);
  const text = bytes && new TextDecoder().decode(bytes);
  if (text !== versions[versions.length - 1]?.text) versions.push({ of: undefined, text });
  return versions;
}

/** Lists the steps, newest first; the one that is chosen is opened as a comparison of the file's two versions. */
async function show<T>(
  shown: boolean,
  title: string,
  key: string,
  steps: readonly Step<Revision, T>[],
  says: (step: Step<Revision, T>) => string,
): Promise<readonly HistoryEntry[]> {
  const newest = [...steps].reverse();
  const entries = newest.map((step): HistoryEntry => ({
    ...(step.of && { commit: step.of.hash, who: step.of.authorName, when: step.of.authorDate?.toISOString() }),
    kinds: step.kinds,
    says: says(step),
  }));
  if (!shown) return entries;
  if (entries.length === 0) {
    whisper('Git knows nothing of this yet: it was never committed.');
    return entries;
  }
  const items = newest.map((step, i): PickItem<Step<Revision, T>> => ({
    label: `$(${iconOf(step)}) ${step.kinds.map((kind) => vscode.l10n.t(kind)).join(', ')}`,
    description: whoAndWhen(step.of),
    detail: entries[i]?.says ?? '',
    value: step,
  }));
  void pick({ title, placeholder: vscode.l10n.t('Enter compares with the version before'), items }).then((chosen) =>
    chosen === undefined || chosen === BACK ? undefined : compare(title, key, chosen),
  );
  return entries;
}

function iconOf({ kinds: [kind] }: Step<Revision, unknown>): string {
  if (kind === 'added') return 'diff-added';
  return kind === 'removed' ? 'diff-removed' : 'diff-modified';
}

function whoAndWhen(revision: Revision): string {
  if (!revision) return vscode.l10n.t('not committed yet');
  const when = revision.authorDate?.toLocaleString(vscode.env.language) ?? '';
  const words = label(revision.message.split('\n')[0] ?? '', 60);
  return [label(revision.authorName ?? '', 40), when, words].filter((part) => part !== '').join(' · ');
}

async function compare(title: string, key: string, { of, since }: Step<Revision, unknown>): Promise<void> {
  const uri = uriOf(key);
  const after = of ? await gitUri(uri, of.hash) : uri;
  // Of the first version nothing stands before: git's own side of a commit's parent is empty then.
  const before = await gitUri(uri, since?.hash ?? (of ? `${of.hash}~` : 'HEAD'));
  if (before && after) await vscode.commands.executeCommand('vscode.diff', before, after, title);
}
