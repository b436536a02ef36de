/** The codebook to print and to hand in. */
import * as vscode from 'vscode';
import { codebookHtml, codebookMarkdown } from '../../core/export';
import { today } from '../../core/text/today';
import { argumentsOf, oneOf, optionalUri } from '../../host/arguments';
import { corpusFor } from '../../host/corpus';
import { uriOf } from '../../host/convert';
import { writeExport } from '../../host/files';
import { inform } from '../../host/messages';
import { BACK, pick } from '../../host/pick';
import { revisionOf } from '../../host/revision';
import type { Services } from '../../host/services';

const FORMATS = ['html', 'markdown'] as const;
type Format = (typeof FORMATS)[number];

/** `{format?, uri?, codebook?}`: with `uri` the file is written there and nothing is asked. Returns its address. */
export async function exportCodebook(services: Services, args: unknown): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const given = argumentsOf(args);
  const format = oneOf(given, 'format', FORMATS) ?? (await askFormat());
  if (!format) return undefined;
  const corpus = await corpusFor(services, { codebook: given.codebook });
  const ending = format === 'html' ? 'html' : 'md';
  const named = optionalUri(given);
  const uri =
    named ??
    (await vscode.window.showSaveDialog({
      title: t('Export Codebook'),
      filters: { [ending.toUpperCase()]: [ending] },
      defaultUri: vscode.Uri.joinPath(uriOf(corpus.codebook.uri), '..', `codebook.${ending}`),
    }));
  if (!uri) return undefined;
  const { version } = services.context.extension.packageJSON as { version: string };
  const made = { version, date: today(), revision: await revisionOf(services, uriOf(corpus.codebook.uri)) };
  const text = format === 'html' ? codebookHtml(corpus, made) : codebookMarkdown(corpus, made);
  await writeExport(uri, new TextEncoder().encode(text));
  if (!named) void offerToOpen(uri, format);
  return uri.toString();
}

async function askFormat(): Promise<Format | undefined> {
  const chosen = await pick<Format>({
    title: vscode.l10n.t('Export Codebook'),
    placeholder: vscode.l10n.t('What for?'),
    items: [
      { label: vscode.l10n.t('Page to read and print'), description: 'HTML', value: 'html' },
      { label: vscode.l10n.t('Text to go on writing'), description: 'Markdown', value: 'markdown' },
    ],
  });
  return chosen === BACK ? undefined : chosen;
}

async function offerToOpen(uri: vscode.Uri, format: Format): Promise<void> {
  if ((await inform('Exported.', [], 'Open')) !== 'Open') return;
  if (format === 'html') await vscode.env.openExternal(uri);
  else await vscode.commands.executeCommand('vscode.open', uri);
}
