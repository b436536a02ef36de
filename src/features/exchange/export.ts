/** 'Export…': tags, texts and codebook for other tools, with an exact report of what the format does not hold. */
import * as vscode from 'vscode';
import { endingOf, PROFILES } from '../../core/formats/kinds';
import { FORMATS, type Loss } from '../../core/formats/model';
import type { ExportJob, SentSource } from '../../core/formats/jobs';
import { argumentsOf, oneOf, optionalUri, type Arguments } from '../../host/arguments';
import { uriOf } from '../../host/convert';
import { writeExport } from '../../host/files';
import { inform, sentence, warn } from '../../host/messages';
import { revisionOf } from '../../host/revision';
import type { Services } from '../../host/services';
import { visible } from '../../core/text/safe';
import { counted } from '../../core/words/count';
import { askKind, kindName, type Kind } from './formats';
import { lossLines, lossWords, type Reports } from './report';
import { whatToExport, type What } from './what';

export interface ExportedFile {
  readonly uri: string;
  readonly tags: number;
  readonly sources: number;
  readonly losses: readonly Loss[];
}

/**
 * `{format?, profile?, to?, uri?, query?, name?, findings?, all?, codebook?}`: `uri` is a source or a folder, `name` a saved
 * search. Asks for what is not given. Undefined: it was left or cancelled, and nothing is written.
 */
export async function exportTags(
  services: Services,
  reports: Reports,
  args: unknown,
): Promise<ExportedFile | undefined> {
  const given = argumentsOf(args);
  const what = await whatToExport(services, given);
  const kind = what && (kindIn(given) ?? (await askKind()));
  if (!what || !kind) return undefined;
  const named = optionalUri(given, 'to');
  const to = named ?? (await askPlace(what, kind));
  if (!to) return undefined;
  const job = { sources: [] as SentSource[], ...(await about(services, what)), ...kind };
  const { bytes, losses } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Exporting'), cancellable: true },
    async (progress, token) => {
      job.sources = await textsOf(services, what, progress, token);
      progress.report({ message: vscode.l10n.t('Writing {0}', kindName(kind)) });
      return services.exchange.run('write', job satisfies ExportJob, token);
    },
  );
  await writeExport(to, bytes);
  const tags = job.sources.reduce((sum, source) => sum + source.tags.length, 0);
  const done = { uri: to.toString(), tags, sources: job.sources.length, losses };
  const text = reportOf(kind, to, done, [job.tool, job.state]);
  if (losses.length > 0) await reports.show(vscode.l10n.t('Not in the export'), text);
  void tell(to, done, text);
  return done;
}

function kindIn(given: Arguments): Kind | undefined {
  const format = oneOf(given, 'format', FORMATS);
  if (!format) return undefined;
  const profile = oneOf(given, 'profile', PROFILES[format] ?? []);
  return { format, ...(profile !== undefined && { profile }) };
}

/** What the export says of itself: the tool with its version, and the corpus' revision where there is one. */
async function about(services: Services, { corpus, chosen }: What): Promise<Omit<ExportJob, 'format' | 'sources'>> {
  const { version } = services.context.extension.packageJSON as { version: string };
  const revision = await revisionOf(services, uriOf(corpus.codebook.uri));
  const { uri, types, stances, entities, searches, codes } = corpus.codebook;
  return {
    codebook: { uri, types, stances, entities, searches, ...(codes && { codes }) },
    tool: `Stancemark ${version}`,
    ...(revision && { state: `git ${revision.commit.slice(0, 12)}${revision.changed ? '+' : ''}` }),
    whole: !chosen,
  };
}

async function textsOf(
  services: Services,
  { corpus, chosen }: What,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<SentSource[]> {
  const sent: SentSource[] = [];
  for (const [i, source] of corpus.sources.entries()) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const tags = chosen ? chosen(source) : source.tags;
    if (!tags) continue;
    if (i % 50 === 0) progress.report({ message: vscode.l10n.t('{0} of {1} sources', i, corpus.sources.length) });
    const text = source.missing ? undefined : (await services.library.textOf(source.uri))?.text;
    const { paragraphOf: _paragraphOf, faults: _faults, ...plain } = source;
    sent.push({ ...plain, tags, ...(text !== undefined && { text }) });
  }
  return sent;
}

function askPlace({ name }: What, kind: Kind): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const ending = endingOf(kind.format, kind.profile);
  const last = ending.replace(/^.*\./, '');
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export as {0}', kindName(kind)),
    filters: { [last.toUpperCase()]: [last] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name.replace(/[\\/:*?"<>|]/g, '_')}.${ending}`) }),
  });
}

function reportOf(
  kind: Kind,
  to: vscode.Uri,
  { tags, sources, losses }: ExportedFile,
  made: readonly (string | undefined)[],
): string {
  const head = sentence('{0} in {1}, as {2}, to {3}', [
    counted(tags, 'tag'),
    counted(sources, 'source'),
    kindName(kind),
    vscode.workspace.asRelativePath(to),
  ]);
  const by = visible(made.filter((one) => one !== undefined).join(', '));
  const body =
    losses.length === 0
      ? vscode.l10n.t('The format holds all of it.')
      : `${vscode.l10n.t('What the format does not hold, with the tags that have it:')}\n\n${lossLines(losses)}`;
  return `${head}\n${by}\n\n${body}\n`;
}

async function tell(to: vscode.Uri, { tags, losses }: ExportedFile, text: string): Promise<void> {
  const inside = vscode.workspace.getWorkspaceFolder(to) !== undefined;
  if (inside) await vscode.commands.executeCommand('revealInExplorer', to);
  const name = vscode.workspace.asRelativePath(to);
  const number = counted(tags, 'tag');
  const chosen =
    losses.length === 0
      ? await inform('{0} exported to {1}. Nothing is lost.', [number, name], 'Show File', 'Save Report…')
      : await warn(
          '{0} exported to {1}. Not in the file: {2}.',
          [number, name, lossWords(losses)],
          'Show File',
          'Save Report…',
        );
  if (chosen === 'Show File') {
    await vscode.commands.executeCommand(to.scheme === 'file' && !inside ? 'revealFileInOS' : 'revealInExplorer', to);
  } else if (chosen === 'Save Report…') {
    const report = await vscode.window.showSaveDialog({
      defaultUri: to.with({ path: `${to.path}.report.md` }),
      title: vscode.l10n.t('Save Report'),
    });
    if (report) await writeExport(report, new TextEncoder().encode(text));
  }
}
