/** The bytes of what is imported, and in which unit it counts. */
import * as vscode from 'vscode';
import { readingText } from '../../core/formats/decide';
import type { Example, PlanJob } from '../../core/formats/jobs';
import { READABLE } from '../../core/formats/kinds';
import type { Reading } from '../../core/formats/model';
import type { Plan } from '../../core/formats/plan';
import { shorten, shortenStart, visible } from '../../core/text/safe';
import { optionalUri, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { isMissing } from '../../host/files';
import { BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';

/** No file larger than this is read, in bytes; the same as in the command line. */
const LIMIT = 200 * 1024 * 1024;
/** No folder with more files of its kind is read. */
const MOST_FILES = 20_000;

export async function askFile(given: Arguments): Promise<vscode.Uri | undefined> {
  const said = optionalUri(given);
  if (said) return said;
  const { t } = vscode.l10n;
  const how = await pick<'file' | 'folder'>({
    title: t('Import'),
    placeholder: t('What?'),
    items: [
      { label: t('A file…'), detail: `.${READABLE.join(' .')}`, value: 'file' },
      { label: t('A folder…'), detail: t('Of brat (.ann beside .txt) or JSON CAS files'), value: 'folder' },
    ],
  });
  if (how === undefined || how === BACK) return undefined;
  const chosen = await vscode.window.showOpenDialog({
    title: t('Import'),
    canSelectFiles: how === 'file',
    canSelectFolders: how === 'folder',
    ...(how === 'file' && { filters: { [t('Tagged elsewhere')]: [...READABLE], [t('All files')]: ['*'] } }),
  });
  return chosen?.[0];
}

/** Has the file read by the exchange bundle; resolves to the key under which it holds it. */
export async function readFile(services: Services, uri: vscode.Uri, token: vscode.CancellationToken): Promise<number> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if (type & vscode.FileType.Directory) {
    const beside = new Map<string, Uint8Array>();
    await gather(uri, '', beside, token);
    return services.exchange.run('read', { name: '', bytes: new Uint8Array(), beside }, token);
  }
  if (size > LIMIT) throw new Failure('{0} has more than 200 MB, which is more than can be imported.', [name]);
  const bytes = await vscode.workspace.fs.readFile(uri);
  const beside = new Map<string, Uint8Array>();
  const stem = /^(.*)\.ann$/i.exec(name)?.[1];
  if (stem !== undefined) {
    const text = await optionalBytes(vscode.Uri.joinPath(uri, '..', `${stem}.txt`));
    if (text) beside.set(`${stem}.txt`, text);
  }
  return services.exchange.run('read', { name, bytes, beside }, token);
}

async function optionalBytes(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function gather(
  folder: vscode.Uri,
  below: string,
  into: Map<string, Uint8Array>,
  token: vscode.CancellationToken,
): Promise<void> {
  let sum = 0;
  for (const [name, type] of await vscode.workspace.fs.readDirectory(folder)) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const uri = vscode.Uri.joinPath(folder, name);
    // Links are not followed: they may lead in circles.
    if (type === vscode.FileType.Directory) await gather(uri, `${below}${name}/`, into, token);
    else if (type === vscode.FileType.File && /\.(?:ann|txt|json)$/i.test(name)) {
      const bytes = await vscode.workspace.fs.readFile(uri);
      sum += bytes.length;
      if (into.size >= MOST_FILES || sum > LIMIT)
        throw new Failure('This folder holds more than can be imported at once.');
      into.set(`${below}${name}`, bytes);
    }
  }
}

/** What an import would do; where two units fit alike, the user looks at examples and decides. Undefined: it was left. */
export async function planWith(
  services: Services,
  job: PlanJob,
  token?: vscode.CancellationToken,
): Promise<Plan | undefined> {
  const plan = await services.exchange.run('plan', job, token);
  const { judged } = plan;
  if (!judged?.other || judged.clear) return plan;
  const readings = [judged.reading, judged.other];
  const examples = await services.exchange.run('examples', { key: job.key, there: job.there, readings }, token);
  // Both give the same places in the end: there is nothing to choose.
  if (examples.every((list) => list.length === 0)) return plan;
  const reading = await pick<Reading>({
    title: vscode.l10n.t('Import: how does the file count?'),
    placeholder: vscode.l10n.t('Two ways fit equally well. In which are the passages right?'),
    items: readings.map((one, i) => ({
      label: (examples[i] ?? []).map(exampleText).join('   '),
      detail: readingText(one),
      value: one,
    })),
  });
  if (reading === undefined || reading === BACK) return undefined;
  return services.exchange.run('plan', { ...job, wishes: { ...job.wishes, reading } }, token);
}

function exampleText({ before, quote, after }: Example): string {
  return `${shortenStart(visible(before), 14)}【${shorten(visible(quote), 40)}】${shorten(visible(after), 14)}`;
}
