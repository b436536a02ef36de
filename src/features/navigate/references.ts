/** All mentions of an entity in VS Code's references view, where F4 goes from one to the next. */
import * as vscode from 'vscode';
import type { Corpus, SourceView } from '../../core/corpus';
import { isMention, type Tag } from '../../core/model';
import { present, sourcesFrom } from '../../core/tree/walk';
import { argumentsOf, optionalText, optionalUri } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { isSourceUri } from '../../core/files/addresses';
import { keyOf } from '../../host/convert';
import { goTo } from '../../host/goto';
import type { Services } from '../../host/services';
import { sourceTarget } from '../../host/targets';

/**
 * `{entity}`, or the entity (of a stance: the target) of the tag `{uri, id}` or of the tag at the cursor. The view asks the
 * reference provider at the cursor, so the cursor is put on a mention first. Returns how many mentions there are.
 */
export async function showEntity(services: Services, args: unknown): Promise<number> {
  const given = argumentsOf(args);
  const { library } = services;
  await services.readAll();
  const uri = optionalUri(given) ?? activeSource();
  const here = uri && (await sourceTarget(services, { uri }));
  const entity = optionalText(given, 'entity') ?? subjectOf(tagOf(services, here?.uri, optionalText(given, 'id')));
  if (entity === undefined) throw new Failure('There is no tag at the cursor.');
  const codebook = optionalText(given, 'codebook');
  const corpus =
    (here && library.corpusOf(here.uri)) ??
    library.corpora().find((one) => (codebook ? one.codebook.uri === codebook : one.codebook.entity(entity)));
  const places = corpus ? mentionsOf(corpus, entity, here?.uri) : [];
  if (places.length === 0) throw new Failure('There is no mention of this entity in the workspace.');
  await put(services, places, here?.uri);
  await vscode.commands.executeCommand('references-view.findReferences');
  return places.length;
}

interface Place {
  readonly source: SourceView;
  readonly tag: Tag;
}

function activeSource(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && isSourceUri(keyOf(uri)) ? uri : undefined;
}

function tagOf(services: Services, uri: string | undefined, id: string | undefined): Tag | undefined {
  if (uri === undefined) return undefined;
  if (id !== undefined) return services.library.tag(uri, id);
  const editor = vscode.window.activeTextEditor;
  if (!editor || keyOf(editor.document.uri) !== uri) return undefined;
  const tags = services.library.tagsAt(uri, editor.document.offsetAt(editor.selection.active));
  return tags.find(isMention) ?? tags[0];
}

function subjectOf(tag: Tag | undefined): string | undefined {
  return tag && (isMention(tag) ? tag.entity : tag.stance.target);
}

/** The mentions of an entity, those of the source that is open first. */
function mentionsOf(corpus: Corpus, entity: string, uri: string | undefined): readonly Place[] {
  const own = corpus.sources.filter((source) => source.uri === uri);
  const others = sourcesFrom(corpus.sources, uri, 1).filter((source) => source.uri !== uri);
  return [...own, ...others].flatMap((source) =>
    present(source, (tag) => tag.entity === entity).map((tag): Place => ({ source, tag })),
  );
}

/** Puts the cursor on the mention: where it stands already, else on the first that no other mention begins on top of. */
async function put(services: Services, places: readonly Place[], uri: string | undefined): Promise<void> {
  const { library } = services;
  const editor = vscode.window.activeTextEditor;
  const at = editor && uri !== undefined ? library.tagsAt(uri, editor.document.offsetAt(editor.selection.active)) : [];
  const under = at.find(isMention);
  if (under && places.some((place) => place.source.uri === uri && place.tag.id === under.id)) return;
  const plain = places.find(({ source, tag }) => !covered(source, tag)) ?? places[0];
  if (!plain) return;
  const shown = await goTo(services, plain.source.uri, plain.tag);
  const { start } = shown.selection;
  shown.selection = new vscode.Selection(start, start);
}

/** Does a shorter mention begin where this one does? There the cursor would be on that one. */
function covered(source: SourceView, tag: Tag): boolean {
  return source.tags.some(
    (other) =>
      other !== tag &&
      isMention(other) &&
      other.at.startLine === tag.at.startLine &&
      other.at.startColumn === tag.at.startColumn &&
      other.quote.length < tag.quote.length,
  );
}
