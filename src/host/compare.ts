/** Compares the texts of closed sources with their tags, soon after either has changed; never before the workspace was read. */
import type * as vscode from 'vscode';
import type { LibraryReader } from '../core/library/reader';

/** How long changes are collected, in milliseconds. */
const PAUSE = 1_000;

export class Compare implements vscode.Disposable {
  private readonly listening: { dispose(): void };
  private started = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly library: LibraryReader,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.listening = library.onDidChange(() => this.later());
  }

  /** Everything was read and compared once. */
  start(): void {
    this.started = true;
    this.later();
  }

  private later(): void {
    if (!this.started) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const uris = this.library.unchecked();
      if (uris.length === 0) return;
      this.library.check(uris).catch((error: unknown) => this.log.error(`Texts not compared: ${String(error)}`));
    }, PAUSE);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
  }
}
