/** Between trees and texts: opening a passage from a tree, showing a tag of the text in its tree, copying a name. */
import * as vscode from 'vscode';
import { isLost } from '../../core/corpus';
import { isMention, type Tag } from '../../core/model';
import { quoteOf } from '../../core/pieces';
import { argumentsOf, optionalFlag, optionalText, optionalUri, text } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf } from '../../host/convert';
import { goTo } from '../../host/goto';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { tagTarget } from '../../host/targets';
import type { Views } from './views';

/**
 * `{uri, id, layer?, preserveFocus?, beside?}`: opens the source with the passage selected; `layer`: of a layer that is shown and not
 * read. Returns the tag's id.
 */
export async function openPassage(services: Services, args: unknown): Promise<string> {
  const given = argumentsOf(args);
  const uri = optionalUri(given);
  if (!uri) throw new Failure('The argument “{0}” is missing.', ['uri']);
  const id = text(given, 'id');
  const key = keyOf(uri);
  await services.library.ensure(key);
  const { layers } = services.library;
  const layer = optionalText(given, 'layer') ?? layers.reading.layer;
  const aside = layer === layers.reading.layer ? undefined : layers.viewOf(key, layer);
  const tag = aside ? aside.tags.find((one) => one.id === id) : ownTag(services, key, id, layer);
  const source = services.library.source(key);
  if (!tag || !source) throw new Failure('There is no tag with the id “{0}” in this source.', [id]);
  if (source.missing) throw new Failure('The text of these tags is gone: {0}', [source.name]);
  const preserveFocus = optionalFlag(given, 'preserveFocus');
  await goTo(services, key, tag, { preserveFocus, beside: optionalFlag(given, 'beside'), aside: aside && layer });
  const now = aside ? layers.viewOf(key, layer) : services.library.source(key);
  if (now && isLost(now, tag)) whisper('This tag is lost: “{0}” was not found beyond doubt.', [quoteOf(tag)]);
  return id;
}

/** A tag of the layer that is read, if that is the one meant. */
function ownTag({ library }: Services, uri: string, id: string, layer: string): Tag | undefined {
  return layer === library.layers.reading.layer ? library.tag(uri, id) : undefined;
}

/** `{uri?, id?}`: shows a mention in the view of entities, a stance in that of stances. Returns the tag's id. */
export async function revealTag(services: Services, views: Views, args: unknown): Promise<string | undefined> {
  const target = await tagTarget(services, argumentsOf(args));
  if (!target) return undefined;
  await views.ready();
  const source = services.library.source(target.uri);
  if (!source) throw new Failure('The tags of this source could not be read. The log says why.');
  const view = isMention(target.tag) ? 'entities' : 'stances';
  const passage = { source, tag: target.tag };
  const tree = views[view];
  let node = await tree.find(passage);
  if (!node && views.state.filter(view) !== '') {
    await views.filter(view, '');
    node = await tree.find(passage);
  }
  if (!node) throw new Failure('The tag is not in the sidebar.');
  await tree.view.reveal(node, { select: true, focus: true });
  return node.id;
}

/** `{entity, codebook?}` or `{uri}`: copies the name of the entity or of the source. Returns it. */
export async function copyName(services: Services, args: unknown): Promise<string> {
  const given = argumentsOf(args);
  const entity = optionalText(given, 'entity');
  const name =
    entity === undefined ? nameOfSource(services, optionalUri(given)) : nameOfEntity(services, given, entity);
  await vscode.env.clipboard.writeText(name);
  whisper('Copied: {0}', [name]);
  return name;
}

function nameOfEntity(services: Services, given: ReturnType<typeof argumentsOf>, entity: string): string {
  const codebook = optionalText(given, 'codebook');
  const book = services.library
    .corpora()
    .map((corpus) => corpus.codebook)
    .find((one) => (codebook === undefined || one.uri === codebook) && one.entity(entity));
  if (!book) throw new Failure('There is no entity with the id “{0}” in the codebook.', [entity]);
  return book.entity(entity)?.name ?? entity;
}

function nameOfSource(services: Services, uri: vscode.Uri | undefined): string {
  const source = uri && services.library.source(keyOf(uri));
  if (!source) throw new Failure('This source is not in the workspace.');
  return source.name;
}
