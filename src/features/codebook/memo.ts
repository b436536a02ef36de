/**
 * The memo of the project (`note:` of the codebook) and of each source (`note:` among its details), edited as texts in editors of
 * their own: virtual files, whose save is an edit like any other, with undo, and merged by lines with what somebody else wrote.
 */
import * as vscode from 'vscode';
import type { FileChange } from '../../core/changes';
import { baseName, folderOf, isCodebookUri } from '../../core/files/addresses';
import { visible } from '../../core/text/safe';
import { argumentsOf } from '../../host/arguments';
import { corpusFor } from '../../host/corpus';
import { fail } from '../../host/messages';
import { MEMO } from '../../host/taggable';
import type { Services } from '../../host/services';
import { sourceTarget } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

/** Longer memos than this are no memos, in UTF-16 units. */
const LONGEST = 1_000_000;

/** `{codebook?}`. Opens the memo of the project in an editor. */
export async function editProjectMemo(services: Services, args: unknown): Promise<string> {
  const { codebook } = await corpusFor(services, argumentsOf(args));
  const folder = visible(baseName(folderOf(codebook.uri)));
  return open(codebook.uri, vscode.l10n.t('Memo of the project {0}', folder));
}

/** `{uri?}`. Opens the memo of a source in an editor. */
export async function editSourceMemo(services: Services, args: unknown): Promise<string> {
  const { uri: key } = await sourceTarget(services, argumentsOf(args));
  return open(key, vscode.l10n.t('Memo of {0}', visible(baseName(key))));
}

async function open(key: string, title: string): Promise<string> {
  // The file's name is for people: what it is about stands in the query.
  const name = title.replace(/[/\\?#%]/g, ' ');
  const uri = vscode.Uri.from({ scheme: MEMO, path: `/${name}.md`, query: key });
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri.toString();
}

export class Memos implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  /** What each memo said when it was looked at last, and since when it says that. */
  private readonly seen = new Map<string, { uri: vscode.Uri; text: string; since: number }>();
  private readonly parts: vscode.Disposable[];

  constructor(private readonly services: Services) {
    const listening = services.library.onDidChange(({ sources, codebooks }) => {
      const other = [...this.seen.values()].filter(
        ({ uri, text }) => (sources.has(uri.query) || codebooks.has(uri.query)) && this.textOf(uri) !== text,
      );
      this.changes.fire(other.map(({ uri }) => ({ type: vscode.FileChangeType.Changed, uri })));
    });
    this.parts = [
      { dispose: () => listening.dispose() },
      this.changes,
      vscode.workspace.registerFileSystemProvider(MEMO, this, { isCaseSensitive: true }),
    ];
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { text, since } = await this.look(uri);
    const size = new TextEncoder().encode(text).length;
    return { type: vscode.FileType.File, ctime: 0, mtime: since, size };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return new TextEncoder().encode((await this.look(uri)).text);
  }

  /** What somebody else wrote since it was read is merged with it; where both changed the same lines, the user decides. */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const before = this.seen.get(uri.query)?.text ?? (await this.look(uri)).text;
    const note = plain(new TextDecoder().decode(content));
    if (note.length > LONGEST) throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('This memo is too long.'));
    if (note === plain(before)) return;
    const { library } = this.services;
    const key = uri.query;
    const [now, was] = [note === '' ? null : note, before === '' ? null : before];
    const change: FileChange = isCodebookUri(key)
      ? { kind: 'codebook', uri: key, changes: [{ op: 'set-note', note: now, was }] }
      : { kind: 'sidecar', uri: key, changes: [{ op: 'details', set: { note: now }, was: { note: was } }] };
    const done = await library.edit('Edit a memo', [change]);
    if (done.skipped.length > 0) {
      library.dispute([change], done.skipped);
      void fail('Somebody else has changed the same lines of this memo. Decide in the status bar which stand.');
    }
    this.put(uri, this.textOf(uri));
    await reportUnwritten(done.written);
  }

  private async look(uri: vscode.Uri): Promise<{ text: string; since: number }> {
    const { library } = this.services;
    const key = uri.query;
    await library.list();
    if (!isCodebookUri(key)) await library.ensure(key);
    if (isCodebookUri(key) ? !library.codebook(key) : !library.source(key)) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    const text = this.textOf(uri);
    const seen = this.seen.get(key);
    return seen?.text === text ? seen : this.put(uri, text);
  }

  private put(uri: vscode.Uri, text: string): { text: string; since: number } {
    // Another text is always a later one, however fast the clock's ticks are left behind.
    const since = Math.max(Date.now(), (this.seen.get(uri.query)?.since ?? 0) + 1);
    const seen = { uri, text, since };
    this.seen.set(uri.query, seen);
    return seen;
  }

  private textOf({ query: key }: vscode.Uri): string {
    const { library } = this.services;
    return (isCodebookUri(key) ? library.codebook(key)?.note : library.source(key)?.details.get('note')) ?? '';
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    vscode.Disposable.from(...this.parts).dispose();
  }
}

/** As it is written into the file: its line ends as one sign, nothing at its end. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd();
}
