/**
 * The library's files over VS Code. A sidecar that is open with unsaved changes is read from and edited in that document; a
 * local file is written by the recipe of `disk/write-recipe.ts`; everything else by `workspace.fs`, read back and compared.
 */
import * as vscode from 'vscode';
import { isOfCorpus, isSidecarUri, isSourceUri } from '../core/files/addresses';
import type { Files, Home, Listing, Stamp } from '../core/ports';
import { decodeYaml, encodeYaml } from '../core/sidecar';
import { MOST_BYTES } from '../core/yaml/reading';
import { differenceOf } from '../core/text/difference';
import { FileError } from '../disk/file-error';
import { local } from '../disk/local';
import { updateRemote, type RemoteFile } from '../disk/remote';
import { mustRead } from '../disk/must-read';
import { Failure } from './commands';
import { keyOf, uriOf } from './convert';
import { sourcePattern } from './sources';

/** No sidecar or codebook larger than this is read, in bytes. */
const LIMIT = MOST_BYTES;
/** VS Code's own limit for documents that extensions can read, in bytes. */
const SOURCE_LIMIT = 50 * 1024 * 1024;
/** No file larger than this is exported, or replaced by an export, in bytes. */
const EXPORT_LIMIT = 1024 * 1024 * 1024;
/** A document may change so often before an edit of it is given up. */
const TRIES = 3;
/** How long a write waits, in milliseconds, so that the tag is drawn first: both take this process's time. */
const DRAW_FIRST = 100;

export class VsCodeFiles implements Files {
  async list(): Promise<Listing> {
    const [sources, sidecars, codebooks] = await Promise.all([
      vscode.workspace.findFiles(sourcePattern()),
      vscode.workspace.findFiles('**/*.tags.yaml'),
      vscode.workspace.findFiles('**/codebook.yaml'),
    ]);
    return {
      sources: sources.map(keyOf).filter(isSourceUri),
      sidecars: sidecars.map(keyOf).filter(isSidecarUri),
      codebooks: codebooks.map(keyOf),
    };
  }

  home(key: string): Home | undefined {
    const uri = uriOf(key);
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder && { folder: keyOf(folder.uri), name: vscode.workspace.asRelativePath(uri) };
  }

  async read(key: string): Promise<Uint8Array | undefined> {
    const open = unsavedDocument(key);
    if (open) return encodeYaml(open.getText());
    const uri = uriOf(key);
    if (!local || uri.scheme !== 'file') return readRemote(uri, LIMIT);
    return local.read(uri.fsPath, LIMIT, topOf(uri));
  }

  async readText(key: string): Promise<string | undefined> {
    const uri = uriOf(key);
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    if (open) return open.getText();
    const bytes =
      local && uri.scheme === 'file' ? await local.read(uri.fsPath, SOURCE_LIMIT) : await readRemote(uri, SOURCE_LIMIT);
    return bytes && vscode.workspace.decode(bytes, { uri });
  }

  async stamp(key: string): Promise<Stamp | undefined> {
    const open = unsavedDocument(key);
    // What is read is the editor's text then, whatever the disk says.
    if (open) return { text: `unsaved:${open.version}`, modified: Infinity };
    const uri = uriOf(key);
    if (local && uri.scheme === 'file') return local.stamp(uri.fsPath);
    try {
      const { size, mtime } = await vscode.workspace.fs.stat(uri);
      return { text: `${size}:${mtime}`, modified: mtime };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async update(
    key: string,
    edit: (now: Uint8Array | undefined) => Uint8Array | undefined,
    asItWas = false,
  ): Promise<Uint8Array | undefined> {
    await new Promise((resolve) => setTimeout(resolve, DRAW_FIRST));
    const uri = uriOf(key);
    const open = unsavedDocument(key);
    if (open) return editDocument(open, edit);
    if (local && uri.scheme === 'file') {
      const top = topOf(uri);
      if (top !== undefined) await local.mustLieWithin(top, uri.fsPath);
      const verify = asItWas ? undefined : (bytes: Uint8Array): Promise<void> => mustRead(key, bytes);
      return (await local.update(uri.fsPath, edit, verify)).after;
    }
    return updateRemote(remoteFile(uri, LIMIT), edit);
  }
}

/** The folder that a local file must really lie in: a linked folder of a repository can lead anywhere. */
function topOf(uri: vscode.Uri): string | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  return folder?.scheme === 'file' ? folder.fsPath : undefined;
}

function unsavedDocument(key: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.isDirty && document.uri.toString() === key);
}

export function isMissing(error: unknown): boolean {
  return (
    error instanceof vscode.FileSystemError && (error.code === 'FileNotFound' || error.code === 'FileNotADirectory')
  );
}

/** Is there a file or folder at the address? Rejects where that cannot be told. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function readRemote(uri: vscode.Uri, limit: number): Promise<Uint8Array | undefined> {
  try {
    const stat = await vscode.workspace.fs.stat(uri);
    if (stat.type & vscode.FileType.SymbolicLink) {
      throw new FileError('link', uri.path, 'This is a symbolic link; Stancemark reads and writes only real files.');
    }
    if (stat.type & vscode.FileType.Directory) throw new FileError('folder', uri.path, 'This is a folder, not a file.');
    if (stat.size > limit) {
      throw new FileError('too-large', uri.path, 'This file has more than {0} MB and is not read.', [
        limit / 1024 / 1024,
      ]);
    }
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function remoteFile(uri: vscode.Uri, limit: number): RemoteFile {
  return {
    path: uri.path,
    read: () => readRemote(uri, limit),
    // eslint-disable-next-line no-restricted-syntax -- The one place: what was written is read back and compared.
    write: async (bytes) => vscode.workspace.fs.writeFile(uri, bytes),
    remove: async () => vscode.workspace.fs.delete(uri),
    isFinal: (error) => error instanceof vscode.FileSystemError && error.code === 'NoPermissions',
  };
}

/**
 * Puts a whole file that the user keeps (an export, an article of a split, a copy of the sample) where there is none or another one, as
 * safely as a sidecar. Rejects with a `FileError` or VS Code's own error; then the old file stands.
 */
export async function writeWhole(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  if (local && uri.scheme === 'file') await local.put(uri.fsPath, bytes);
  else await updateRemote(remoteFile(uri, EXPORT_LIMIT), () => bytes);
}

/**
 * `writeWhole` for an export, a report or a list, which never takes the place of a file of the corpus: rejects with a `Failure`
 * then, whatever a dialog has asked. A source's name that is free may be taken (reports where `.md` files are sources).
 */
export async function writeExport(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const key = keyOf(uri);
  if (isOfCorpus(key) && (!isSourceUri(key) || (await exists(uri)))) {
    throw new Failure('An export is never written over a source, its tags or a codebook. Choose another name.');
  }
  await writeWhole(uri, bytes);
}

/** The smallest change of the document that makes its text what `edit` wants. A document with unsaved changes stays unsaved. */
async function editDocument(
  document: vscode.TextDocument,
  edit: (now: Uint8Array | undefined) => Uint8Array | undefined,
): Promise<Uint8Array | undefined> {
  for (let i = 0; i < TRIES; i++) {
    const before = document.getText();
    const bytes = edit(encodeYaml(before));
    if (bytes === undefined) return encodeYaml(before);
    const decoded = decodeYaml(bytes);
    if (!decoded.ok) throw new Error(decoded.refusal.message);
    const after = decoded.value;
    const change = differenceOf(before, after);
    if (!change) return bytes;
    const work = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(change.from), document.positionAt(change.to));
    work.replace(document.uri, range, change.text);
    // `false` means that the document changed meanwhile (measured: four of five concurrent edits): try again on what it is now.
    if (await vscode.workspace.applyEdit(work)) return bytes;
  }
  throw new FileError(
    'changed',
    document.uri.path,
    'The file is being changed in its editor. Save it there, then try again.',
  );
}
