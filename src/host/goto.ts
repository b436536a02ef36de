/** Opens a source at one of its tags. */
import * as vscode from 'vscode';
import { spansOf, type SourceView } from '../core/corpus';
import type { Tag } from '../core/model';
import type { Services } from './services';
import { rangeAt, toRange, uriOf } from './convert';

/** Where a tag's pieces stand now: in the open document, else as found when its text was last compared, else as written. */
export function rangesNow(services: Services, source: string, tag: Tag): vscode.Range[] {
  const live = services.library.rangesOf(source, tag.id);
  const document = live && vscode.workspace.textDocuments.find((one) => one.uri.toString() === source);
  if (live && document) return live.map((range) => rangeAt(document, range));
  const view = services.library.source(source);
  return spansOf(view ?? { placements: new Map() }, tag).map(toRange);
}

/** Opens the source with the tag's first piece selected. A preview tab, unless `keep`. `aside`: its layer, where that is not the one read. */
export async function goTo(
  services: Services,
  source: string,
  tag: Tag,
  options: {
    keep?: boolean;
    preserveFocus?: boolean | undefined;
    beside?: boolean | undefined;
    aside?: string | undefined;
  } = {},
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uriOf(source));
  await services.documents.ready(document);
  const view = options.aside === undefined ? undefined : services.library.layers.viewOf(source, options.aside);
  const [range] = view ? spansOf(view, tag).map(toRange) : rangesNow(services, source, tag);
  return vscode.window.showTextDocument(document, {
    selection: range && document.validateRange(range),
    preview: !options.keep,
    preserveFocus: options.preserveFocus,
    viewColumn: options.beside ? vscode.ViewColumn.Beside : undefined,
  });
}

/** Opens the source with a stretch of it selected: UTF-16 offsets, as far as the text still reaches. */
export async function goToPlace(
  source: string,
  { from, to }: { readonly from: number; readonly to: number },
  options: { beside?: boolean } = {},
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uriOf(source));
  return vscode.window.showTextDocument(document, {
    selection: new vscode.Range(document.positionAt(from), document.positionAt(to)),
    preview: true,
    viewColumn: options.beside ? vscode.ViewColumn.Beside : undefined,
  });
}

/** Line of a tag's first piece, 1-based, for people. */
export function lineOf(services: Services, source: SourceView, tag: Tag): number {
  return (rangesNow(services, source.uri, tag)[0]?.start.line ?? tag.at.startLine) + 1;
}
