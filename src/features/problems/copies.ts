/**
 * Copies that sync folders make of tags files and codebooks where two people changed one. Nobody reads them, so what somebody tagged
 * would be missed by nobody: each is named under Problems.
 */
import * as vscode from 'vscode';
import { baseName, originalOf } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import { keyOf } from '../../host/convert';
import type { Services } from '../../host/services';
import { Mark, Marks } from './mark';

/** More than the copies' names, which {@link originalOf} tells. */
const PATTERN = '**/{*.tags,codebook}?*.yaml';
/** Events are collected for so long, in milliseconds. */
const PAUSE = 500;
/** How long after a look that had something new the next one is made, in milliseconds. */
const SETTLE = 2_000;

export class SyncCopies implements vscode.Disposable {
  private readonly marks = new Marks('stancemark-copies');
  private readonly parts: vscode.Disposable[];
  private shown: readonly string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly services: Pick<Services, 'library' | 'log'>) {
    const watcher = vscode.workspace.createFileSystemWatcher(PATTERN, false, true, false);
    const soon = (): void => this.plan();
    this.parts = [
      watcher,
      watcher.onDidCreate(soon),
      watcher.onDidDelete(soon),
      vscode.workspace.onDidChangeWorkspaceFolders(soon),
      // What appears in a new folder has no event of its own; the library looks until nothing is new.
      services.library.onDidChange(({ listing }) => listing && soon()),
    ];
    this.plan();
  }

  private plan(wait = PAUSE): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.look().catch((error: unknown) => this.services.log.error(`Copies of tags files: ${String(error)}`));
    }, wait);
  }

  private async look(): Promise<void> {
    const found = (await vscode.workspace.findFiles(PATTERN)).map(keyOf);
    const copies = found.flatMap((uri) => {
      const original = originalOf(uri);
      return original === undefined ? [] : [[uri, [markOf(original)]] as const];
    });
    const gone = this.shown.filter((uri) => !copies.some(([one]) => one === uri));
    const came = copies.length + gone.length > this.shown.length;
    this.marks.show([...gone.map((uri) => [uri, []] as const), ...copies]);
    this.shown = copies.map(([uri]) => uri);
    // Of a file that comes and goes at once VS Code tells nothing: until nothing is new.
    if (came || gone.length > 0) this.plan(SETTLE);
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.parts).dispose();
    this.marks.dispose();
  }
}

function markOf(original: string): Mark {
  const message = vscode.l10n.t(
    'This looks like the copy that a sync folder made of “{0}” where two people changed it. It is not read: what it alone says counts nowhere. Compare both (Compare Tags…), take over what is missing, then delete it.',
    label(baseName(original)),
  );
  return new Mark({ range: new vscode.Range(0, 0, 0, 1), message, code: 'sync-copy', severity: 'warning' });
}
