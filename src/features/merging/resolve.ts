/** 'Resolve by Meaning': what git could not merge, merged by the ids of tags and entities; the rest asked. */
import * as vscode from 'vscode';
import { mergeCodebooks, mergeSidecars, type Conflict, type Merged } from '../../core/merge';
import { resolveCodebook, resolveSidecar, type Choice, type Decision, type Stages } from '../../core/merge/resolve';
import { ChangedSince, wholeOf } from '../../core/library/whole';
import { newTagId } from '../../core/sidecar/ids';
import { isCodebookUri, isSidecarUri, isSourceUri, sidecarOf, sourceOf } from '../../core/files/addresses';
import { decodeYaml, encodeYaml } from '../../core/sidecar';
import { argumentsOf, oneOf, optionalUri, type Arguments } from '../../host/arguments';
import { Failure, report } from '../../host/commands';
import { keyOf, uriOf } from '../../host/convert';
import { VsCodeFiles } from '../../host/files';
import { repositoryOf } from '../../host/git';
import { inform, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { choose } from './choose';
import { stagesOf } from './stages';

const CHOICES = ['ours', 'theirs', 'both'] as const;

export interface ResolvedFile {
  readonly uri: string;
  /** How many had to be decided. */
  readonly conflicts: number;
}

/**
 * `{uri?, all?, decisions?}`: the file (a sidecar, its source or a codebook; else the active editor's). `all` is `ours` or
 * `theirs`; `decisions` has for a tag's or entity's id `ours`, `theirs`, `both`, or an object of these by field. Asks for what is
 * not given. Undefined: the list was left, and nothing is written.
 */
export async function resolveByMeaning(services: Services, args: unknown): Promise<ResolvedFile | undefined> {
  const given = argumentsOf(args);
  const key = fileOf(services, given);
  const before = await new VsCodeFiles().read(key);
  const text = before && decodeYaml(before);
  if (!before || !text?.ok) throw new Failure('There is no file to resolve, or it cannot be read as text.');
  const stages = await stagesOf(uriOf(key), text.value);
  if (!stages) throw new Failure('There is no merge to resolve in this file: it has no conflict markers.');
  const conflicts = conflictsOf(key, stages);
  const decided = await decisionsFor(services, key, conflicts, given);
  if (!decided) return undefined;
  const decide = (conflict: Conflict): Decision => decided.get(conflict.id) ?? 'ours';
  const resolved = isCodebookUri(key)
    ? resolveCodebook(stages, decide)
    : resolveSidecar(stages, decide, (taken) => newTagId(Math.random, taken));
  if (!resolved.ok) throw new Failure('The merge would not read as it should: resolve the markers by hand.');
  const mark = text.value.startsWith('\ufeff') && !resolved.text.startsWith('\ufeff') ? '\ufeff' : '';
  const after = encodeYaml(mark + resolved.text);
  const lasts = await put(services, key, before, after);
  offer(services, key, lasts).catch((error: unknown) => report(services.log, 'resolveByMeaning', error));
  return { uri: key, conflicts: conflicts.length };
}

function fileOf({ library }: Services, given: Arguments): string {
  const uri = optionalUri(given) ?? vscode.window.activeTextEditor?.document.uri;
  const key = uri && keyOf(uri);
  if (key !== undefined && (isSidecarUri(key) || isCodebookUri(key))) return key;
  if (key !== undefined && isSourceUri(key)) return library.layers.address(key) || sidecarOf(key);
  throw new Failure('Open a tags file or a codebook first.');
}

function conflictsOf(key: string, { base, ours, theirs }: Stages): readonly Conflict[] {
  const merged: Merged = isCodebookUri(key) ? mergeCodebooks(base, ours, theirs) : mergeSidecars(base, ours, theirs);
  if (merged.ok) return merged.conflicts;
  throw new Failure('One side of the merge ({0}) cannot be read whole: {1}. Resolve the markers by hand.', [
    merged.which,
    merged.refusal?.message ?? '',
  ]);
}

async function decisionsFor(
  services: Services,
  key: string,
  conflicts: readonly Conflict[],
  given: Arguments,
): Promise<ReadonlyMap<string, Decision> | undefined> {
  const all = oneOf(given, 'all', ['ours', 'theirs'] as const);
  const named = decisionsIn(given);
  const decided = new Map<string, Decision>();
  const open = conflicts.filter((conflict) => {
    const decision = named.get(conflict.id) ?? all;
    if (decision !== undefined) decided.set(conflict.id, decision);
    return decision === undefined;
  });
  if (open.length === 0) return decided;
  const { library } = services;
  const codebook = isCodebookUri(key) ? undefined : library.codebookOf(sourceOf(key));
  const chosen = await choose(open, codebook);
  if (!chosen) return undefined;
  for (const [conflict, decision] of chosen) decided.set(conflict.id, decision);
  return decided;
}

function decisionsIn(given: Arguments): ReadonlyMap<string, Decision> {
  const { decisions } = given;
  if (decisions === undefined || decisions === null) return new Map();
  const isChoice = (one: unknown): one is Choice => CHOICES.some((choice) => choice === one);
  const isDecision = (one: unknown): one is Decision =>
    isChoice(one) || (typeof one === 'object' && one !== null && Object.values(one).every(isChoice));
  if (typeof decisions === 'object' && Object.values(decisions).every(isDecision)) {
    return new Map(Object.entries(decisions as Record<string, Decision>));
  }
  throw new Failure('The argument “{0}” must be one of: {1}.', ['decisions', CHOICES.join(', ')]);
}

/** Only over what was read: whatever happened to the file meanwhile stays. Returns: can it be undone after a restart as well? */
async function put({ library }: Services, key: string, before: Uint8Array, after: Uint8Array): Promise<boolean> {
  const whole = wholeOf(key, before, after);
  if (!whole) throw new Failure('The merge would not read as it should: resolve the markers by hand.');
  try {
    return await library.replace('Resolve by Meaning', whole);
  } catch (error) {
    if (!(error instanceof ChangedSince)) throw error;
    throw new Failure('The file was changed meanwhile, and nothing is written. Try again.');
  }
}

/** Undo, and `git add`, which is never done unasked. */
async function offer({ library }: Services, key: string, lasts: boolean): Promise<void> {
  const step = library.lastStep;
  const uri = uriOf(key);
  const repository = await repositoryOf(uri);
  const unmerged = repository?.state.mergeChanges.some((change) => change.uri.toString() === key) === true;
  const words = lasts
    ? 'Resolved by meaning.'
    : 'Resolved by meaning. The file is large: this can be undone until the window is closed.';
  const chosen = unmerged
    ? await inform(words, [], 'Undo', 'Stage for Commit (git add)')
    : await inform(words, [], 'Undo');
  if (chosen === 'Undo') {
    if (library.lastStep === step) await vscode.commands.executeCommand('stancemark.undoTagChange');
    else whisper('Something else was done since. Undo Last Tag Change takes that back first.');
  } else if (chosen !== undefined) await repository?.add([uri.fsPath]);
}
