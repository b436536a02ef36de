/** An import as it is done: the new sources first, since tags need them, then tags and codebook as one step of undo. */
import * as vscode from 'vscode';
import type { FileChange } from '../../core/changes';
import type { Plan } from '../../core/formats/plan';
import { sidecarOf } from '../../core/files/addresses';
import { Failure } from '../../host/commands';
import { keyOf } from '../../host/convert';
import { exists, writeWhole } from '../../host/files';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';

export interface CarriedOut {
  /** Addresses of the sources that were made. */
  readonly created: readonly string[];
  /** Addresses of the sources that got tags. */
  readonly tagged: readonly string[];
  readonly ids: readonly string[];
  readonly count: number;
}

/** The address of a source of the plan. */
export function addressIn(folder: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, ...name.split('/'));
}

/**
 * `wanted` says which tags come in. Nothing is written where a new source would meet a file that is there; a failure in the
 * middle takes back the sources that were made.
 */
export async function carryOut(
  services: Services,
  plan: Plan,
  folder: vscode.Uri,
  codebook: string,
  wanted: (source: string, id: string) => boolean,
): Promise<CarriedOut> {
  const { library } = services;
  const fresh = plan.sources.flatMap(({ name, create }) =>
    create === undefined ? [] : [{ uri: addressIn(folder, name), create }],
  );
  for (const { uri } of fresh) {
    if (await exists(uri))
      throw new Failure('{0} is there already and is not overwritten. Nothing was imported.', [shown(uri)]);
    // The tags file of a source that is gone would be taken for that of the new one.
    const orphan = vscode.Uri.parse(sidecarOf(keyOf(uri)), true);
    if (await exists(orphan))
      throw new Failure('{0} is there without its source. Move it away; nothing was imported.', [shown(orphan)]);
  }
  const made: vscode.Uri[] = [];
  try {
    for (const { uri, create } of fresh) {
      await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
      made.push(uri);
      await writeWhole(uri, new TextEncoder().encode(create));
    }
    const changes: FileChange[] = [];
    if (plan.codebook.length > 0) changes.push({ kind: 'codebook', uri: codebook, changes: plan.codebook });
    const ids: string[] = [];
    const tagged: string[] = [];
    for (const { name, tags, details } of plan.sources) {
      const uri = keyOf(addressIn(folder, name));
      const set = Object.keys(details).length > 0 ? [{ op: 'details' as const, set: details }] : [];
      const chosen = tags.filter(({ id }) => wanted(uri, id));
      if (set.length + chosen.length === 0) continue;
      changes.push({ kind: 'sidecar', uri, changes: [...chosen.map((tag) => ({ op: 'add' as const, tag })), ...set] });
      if (chosen.length > 0) tagged.push(uri);
      for (const { id } of chosen) ids.push(id);
    }
    if (changes.length > 0) {
      const done = await library.edit('Import', changes);
      await reportUnwritten(done.written);
    }
    await library.came(made.map(keyOf));
    return { created: made.map(keyOf), tagged, ids, count: ids.length };
  } catch (error) {
    await takeBack(services, made, fresh);
    throw error;
  }
}

/** Only what still holds the text that was put there. */
async function takeBack(
  services: Services,
  made: readonly vscode.Uri[],
  fresh: readonly { uri: vscode.Uri; create: string }[],
): Promise<void> {
  for (const uri of made) {
    try {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
      if (text === fresh.find((one) => one.uri === uri)?.create) await vscode.workspace.fs.delete(uri);
    } catch (error) {
      // It may never have been written; the failure before this one is what the user is told.
      services.log.warn(`${uri.toString()} of an import that failed: ${String(error)}`);
    }
  }
}

function shown(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}
