/** The three versions of a file whose merge stopped. */
import type * as vscode from 'vscode';
import { stagesOfMarkers } from '../../core/merge/markers';
import type { Stages } from '../../core/merge/resolve';
import { repositoryOf, textAt } from '../../host/git';

/**
 * From git's index where it can be asked, else from the markers. What a person changed by hand since the merge stopped is in
 * neither stage: then the markers count, which keep it. Undefined: there is nothing to resolve.
 */
export async function stagesOf(uri: vscode.Uri, text: string): Promise<Stages | undefined> {
  const marked = stagesOfMarkers(text);
  const staged = await stagesOfIndex(uri, text);
  if (!staged) return marked;
  if (marked && !isOfStages(text, staged)) return { ...marked, base: marked.base ?? staged.base };
  return staged;
}

async function stagesOfIndex(uri: vscode.Uri, text: string): Promise<Stages | undefined> {
  const repository = await repositoryOf(uri);
  if (!repository?.state.mergeChanges.some((change) => change.uri.toString() === uri.toString())) return undefined;
  const [base, ours, theirs] = await Promise.all([':1', ':2', ':3'].map((stage) => textAt(repository, stage, uri)));
  if (ours === undefined || theirs === undefined) return undefined;
  // The index has the repository's line ends, the file those of this machine.
  const crlf = text.includes('\r\n') && !ours.includes('\r\n');
  const here = (one: string): string => (crlf ? one.replace(/\n/g, '\r\n') : one);
  return { base: base === undefined ? undefined : here(base), ours: here(ours), theirs: here(theirs) };
}

/** Is every line of the file, the markers apart, a line of one of the stages? */
function isOfStages(text: string, { base, ours, theirs }: Stages): boolean {
  const known = new Set([base ?? '', ours, theirs].flatMap((one) => one.split(/\r?\n/)));
  return text.split(/\r?\n/).every((line) => known.has(line) || /^([<>=|])\1{6,}( |$)/.test(line));
}
