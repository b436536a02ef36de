/** Accepting and dismissing suggestions, and going from one to the next. */
import * as vscode from 'vscode';
import type { PlaceableText } from '../../core/anchors/placeable';
import type { CodebookView } from '../../core/corpus';
import type { Suggestion } from '../../core/find/suggest';
import type { Dismissal } from '../../core/model';
import { placedTags, tagAllChanges } from '../../core/tagging/tag-all';
import { pieceAt } from '../../core/anchors/context';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, optionalFlag, optionalRange, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { offsetsOf, rangeAt } from '../../host/convert';
import { whisper } from '../../host/messages';
import { BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { counted } from '../../core/words/count';
import { settings } from '../../host/settings';
import { suggestedOpen } from '../../host/suggested';
import { sourceTarget, type Target } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

interface SuggestionTarget extends Target {
  readonly suggestion: Suggestion;
}

export interface Accepted {
  readonly count: number;
  readonly ids: readonly string[];
  readonly sources: readonly string[];
}

/** `{uri?, range?, entity?}`: tags the suggestion in the range, or at the cursor, then goes on to the next. Returns the tag's id. */
export async function acceptSuggestion(services: Services, args: unknown): Promise<string | undefined> {
  const given = argumentsOf(args);
  const target = await suggestionTarget(services, given);
  const entity = await whichEntity(services, target, optionalText(given, 'entity'));
  if (entity === undefined) return undefined;
  const { ids } = await tag(services, target, entity, [target.suggestion], 'Accept a suggestion');
  if (given.range === undefined) goOn(services, target);
  return ids[0];
}

/** `{uri?, entity?}`: all of the entity (or of the one at the cursor) in the source whose name no other entity has. */
export async function acceptAllSuggestions(services: Services, args: unknown): Promise<Accepted | undefined> {
  const given = argumentsOf(args);
  let entity = optionalText(given, 'entity');
  const target = await sourceTarget(services, given);
  if (entity === undefined) {
    const here = await suggestionTarget(services, given);
    entity = await whichEntity(services, here, undefined);
    if (entity === undefined) return undefined;
  } else if (!services.library.codebookOf(target.uri)?.entity(entity)) {
    throw new Failure('There is no entity with the id “{0}” in the codebook.', [entity]);
  }
  const wanted = entity;
  const all = suggestedOpen(services, target.uri).filter(({ hit }) => hit.entities.includes(wanted));
  const sole = all.filter(({ hit }) => hit.entities.length === 1);
  const done = await tag(services, target, entity, sole, 'Accept suggestions');
  if (sole.length < all.length) {
    const left = all.length - sole.length;
    whisper('{0} accepted; {1} could also mean another entity.', [counted(done.count, 'suggestion'), left]);
  } else whisper('{0} accepted.', [counted(done.count, 'suggestion')]);
  return done;
}

/**
 * `{uri?, range?, form?, entity?, everywhere?}`: the suggestion at the place, or (with `everywhere` or a `form`) these words in
 * the whole source, is not made again. With `entity` only for that one. Returns what was remembered.
 */
export async function dismissSuggestion(services: Services, args: unknown): Promise<Dismissal> {
  const given = argumentsOf(args);
  const entity = optionalText(given, 'entity');
  const form = optionalText(given, 'form');
  const named = entity === undefined ? {} : { entity };
  if (form !== undefined) {
    const target = await sourceTarget(services, given);
    return remember(services, target.uri, { form, ...named });
  }
  const target = await suggestionTarget(services, given);
  const { hit } = target.suggestion;
  const { before, after } = pieceAt(target.text, hit);
  const everywhere = optionalFlag(given, 'everywhere') === true;
  const what: Dismissal = { form: hit.form, ...named, ...(everywhere ? {} : { before, after }) };
  await remember(services, target.uri, what);
  if (given.range === undefined) goOn(services, target);
  return what;
}

async function remember(services: Services, uri: string, what: Dismissal): Promise<Dismissal> {
  const done = await services.library.edit('Dismiss a suggestion', [
    { kind: 'sidecar', uri, changes: [{ op: 'dismiss', what }] },
  ]);
  await reportUnwritten(done.written);
  return what;
}

export interface Visited {
  readonly uri: string;
  readonly form: string;
  readonly entities: readonly string[];
  /** Zero-based, as in a `vscode.Range`. */
  readonly range: vscode.Range;
}

/** `{uri?}`: selects the next suggestion behind the cursor, after the last the first. Undefined: there is none. */
export async function nextSuggestion(services: Services, args: unknown): Promise<Visited | undefined> {
  const target = await sourceTarget(services, argumentsOf(args));
  const editor = await vscode.window.showTextDocument(target.document);
  const all = suggestedOpen(services, target.uri);
  const at = target.document.offsetAt(editor.selection.active);
  const from = target.document.offsetAt(editor.selection.start);
  const next = all.find(({ hit }) => hit.from > from || (hit.from === from && hit.to > at)) ?? all[0];
  if (!next) {
    whisper('There is no suggestion in this source.');
    return undefined;
  }
  const range = rangeAt(target.document, next.hit);
  select(editor, range);
  return { uri: target.uri, form: next.hit.form, entities: next.hit.entities, range };
}

function select(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** After one is settled by key, the next one behind it is at hand. */
function goOn(services: Services, target: SuggestionTarget): void {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document !== target.document) return;
  const next = suggestedOpen(services, target.uri).find(({ hit }) => hit.from >= target.suggestion.hit.to);
  if (next) select(editor, rangeAt(target.document, next.hit));
}

async function suggestionTarget(services: Services, given: Arguments): Promise<SuggestionTarget> {
  const target = await sourceTarget(services, given);
  const editor = vscode.window.activeTextEditor;
  const range = optionalRange(given) ?? (editor?.document === target.document ? editor.selection : undefined);
  if (!range) throw new Failure('Say where the suggestion is.');
  const { from, to } = offsetsOf(target.document, range);
  const suggestion = suggestedOpen(services, target.uri).find(({ hit }) => hit.from <= to && from <= hit.to);
  if (!suggestion) throw new Failure('There is no suggestion here.');
  return { ...target, suggestion };
}

/** The entity meant; where several go by the name, the user is asked. */
async function whichEntity(
  services: Services,
  { uri, suggestion }: SuggestionTarget,
  given: string | undefined,
): Promise<string | undefined> {
  const { entities, form } = suggestion.hit;
  if (given !== undefined) {
    if (!entities.includes(given)) throw new Failure('This name is not one of “{0}”.', [given]);
    return given;
  }
  if (entities.length === 1) return entities[0];
  const codebook = services.library.codebookOf(uri);
  const chosen = await pick<string>({
    title: vscode.l10n.t('“{0}” is a name of several', label(form, 60)),
    placeholder: vscode.l10n.t('Who or what is meant here?'),
    items: entities.map((id) => ({ ...itemOf(codebook, id), value: id })),
  });
  return chosen === BACK ? undefined : chosen;
}

function itemOf(codebook: CodebookView | undefined, id: string): { label: string; description: string } {
  const entity = codebook?.entity(id);
  return { label: visible(entity?.name ?? id), description: visible(entity?.type ?? '') };
}

async function tag(
  services: Services,
  target: { uri: string; text: PlaceableText; document: vscode.TextDocument },
  entity: string,
  found: readonly Suggestion[],
  step: string,
): Promise<Accepted> {
  const { library } = services;
  const { uri, text } = target;
  const source = library.source(uri);
  if (!source || found.length === 0) return { count: 0, ids: [], sources: [] };
  const { changes } = tagAllChanges(
    found.map(({ hit }) => ({ from: hit.from, to: hit.to })),
    { entity },
    {
      text,
      placed: placedTags(source, text, (id) => library.rangesOf(uri, id)),
      newId: () => library.newId(uri),
      by: settings.coder(target.document.uri),
    },
  );
  const done = await library.edit(step, [{ kind: 'sidecar', uri, changes }]);
  await reportUnwritten(done.written);
  services.recents.use({ entity });
  return { count: done.count, ids: done.added, sources: [uri] };
}
