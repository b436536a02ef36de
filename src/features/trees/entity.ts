/** What a row of the sidebar can be asked beside its own actions: its tags as a search, its figures, a new name by F2. */
import * as vscode from 'vscode';
import { quoteValue } from '../../core/query';
import { argumentsOf, optionalText, optionalUri, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf } from '../../host/convert';
import type { Services } from '../../host/services';
import type { Views } from './views';

/** The query of everything about what a row stands for: `{entity}`, `{value}`, `{type}` or the source `{uri}`. */
export function queryOf(services: Services, given: Arguments): string {
  const field = (['entity', 'value', 'type'] as const).find((key) => optionalText(given, key) !== undefined);
  if (field) return `${field === 'value' ? 'stance' : field}:${quoteValue(optionalText(given, field) ?? '')}`;
  const uri = optionalUri(given);
  const source = uri && services.library.source(keyOf(uri));
  if (!source) throw new Failure('Choose an entity, a stance value, a type or a source in the sidebar first.');
  return `source:${quoteValue(source.name)}`;
}

/** `{entity | value | type | uri}`, or the row that is selected: Findings, with what is about it as the filter. */
export async function showInFindings(services: Services, views: Views, args: unknown): Promise<void> {
  const query = queryOf(services, argumentsOf(args ?? views.selected()));
  await vscode.commands.executeCommand('stancemark.openFindings', { query });
}

/** F2 in the view of entities: a key hands over no row, so it is the one that is selected. */
export async function renameSelected(views: Views): Promise<unknown> {
  const [node] = views.entities.view.selection;
  if (node?.kind !== 'entity' || !node.known) throw new Failure('Select an entity first.');
  const { entity, codebook } = node;
  return vscode.commands.executeCommand('stancemark.renameEntity', { entity, codebook });
}
