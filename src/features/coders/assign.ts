/** 'Assign Sources…': who codes what, ticked in a list or pasted as a table. */
import * as vscode from 'vscode';
import {
  assign,
  assignmentsInTable,
  readAssignments,
  type Assignments as Lists,
} from '../../core/agreement/assignments';
import { coderName, isWithin, SHARED } from '../../core/files/addresses';
import { decodeYaml, encodeYaml } from '../../core/sidecar';
import { label } from '../../core/text/safe';
import { argumentsOf, optionalText } from '../../host/arguments';
import { Assignments } from '../../host/assignments';
import { whyNoName } from '../../host/coder';
import { Failure } from '../../host/commands';
import { keyOf } from '../../host/convert';
import { VsCodeFiles } from '../../host/files';
import { warn, whisper } from '../../host/messages';
import { BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { counted } from '../../core/words/count';

const NEW = Symbol('new');
const PASTE = Symbol('paste');

/**
 * `{table?}` or `{coder?, sources?}`: a table of sources and coders, or the paths of one coder's sources; without them the user picks.
 * Returns how many sources each coder has now that was changed.
 */
export async function assignSources(
  services: Services,
  args: unknown,
): Promise<Readonly<Record<string, number>> | undefined> {
  const given = argumentsOf(args);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Failure('Open a folder first.');
  await services.assignments.load();
  const table = optionalText(given, 'table');
  if (table !== undefined) return paste(services, folder, table);
  const named = optionalText(given, 'coder');
  const who = named === undefined ? await askWho(services) : coderName(named);
  if (who === undefined) return undefined;
  if (typeof who === 'symbol') return paste(services, folder, await vscode.env.clipboard.readText());
  const paths = Array.isArray(given.sources) ? given.sources.map(String) : await askWhat(services, folder, who);
  return paths && write(services, folder, new Map([[who, paths]]));
}

async function askWho({ assignments, library }: Services): Promise<string | symbol | undefined> {
  await library.list();
  const names = new Set([...assignments.coders, ...library.layers.all().keys()].filter((name) => name !== SHARED));
  const items: PickItem<string | symbol>[] = [...names].sort().map((name) => ({
    label: label(name, 32),
    description: counted(assignments.of(name).size, 'source'),
    value: name,
  }));
  items.push({ label: `$(add) ${vscode.l10n.t('Another coder…')}`, value: NEW });
  items.push({ label: `$(clippy) ${vscode.l10n.t('Paste a table: source, coder')}`, value: PASTE });
  const chosen = await pick({
    title: vscode.l10n.t('Assign Sources'),
    placeholder: vscode.l10n.t('To whom?'),
    items,
  });
  if (chosen === undefined || chosen === BACK) return undefined;
  if (chosen !== NEW) return chosen;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Assign Sources'),
    prompt: vscode.l10n.t('The coder’s name, as in that person’s setting `stancemark.coder`'),
    validateInput: whyNoName,
  });
  return name === undefined ? undefined : coderName(name);
}

async function askWhat(services: Services, folder: vscode.Uri, coder: string): Promise<string[] | undefined> {
  await services.library.list();
  const now = services.assignments.of(coder);
  const top = keyOf(folder);
  const items = services.library
    .corpora()
    .flatMap(({ sources }) => sources)
    .filter(({ uri, missing }) => !missing && isWithin(top, uri))
    .map(({ uri, name }) => ({ label: label(name), picked: now.has(uri), path: pathBelow(folder, uri) }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Sources of {0}', label(coder, 32)),
    placeHolder: vscode.l10n.t('What is ticked is to be coded'),
  });
  return chosen?.map(({ path }) => path);
}

function pathBelow(folder: vscode.Uri, uri: string): string {
  return vscode.Uri.parse(uri, true).path.slice(folder.path.replace(/\/$/, '').length + 1);
}

async function paste(services: Services, folder: vscode.Uri, table: string): Promise<Readonly<Record<string, number>>> {
  const { lists, wrong } = assignmentsInTable(table);
  if (lists.size === 0) throw new Failure('There is no table of two columns, source and coder, on the clipboard.');
  if (wrong.length > 0) void warn('Lines without a source and a coder were left out: {0}', [wrong.join(' | ')]);
  return write(services, folder, lists);
}

async function write(services: Services, folder: vscode.Uri, lists: Lists): Promise<Readonly<Record<string, number>>> {
  const file = Assignments.file(folder);
  const files = new VsCodeFiles();
  const after = await files.update(keyOf(file), (now) => {
    const text = now && decodeYaml(now);
    const made = text?.ok === false ? undefined : assign(text?.value, lists);
    if (made === undefined) {
      throw new Failure('assignments.yaml cannot be read whole, and is not written. Mend it first.');
    }
    return encodeYaml(made);
  });
  services.assignments.forget();
  const text = after && decodeYaml(after);
  const stands = (text?.ok && readAssignments(text.value)) || new Map<string, readonly string[]>();
  whisper('Written to assignments.yaml.');
  return Object.fromEntries([...lists.keys()].map((coder) => [coder, stands.get(coder)?.length ?? 0]));
}
