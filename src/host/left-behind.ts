/** Looks for what windows that are no more have left: when this one starts, and again while others may just have ended. */
import * as vscode from 'vscode';
import type { Library } from '../core/library/library';

/** Waits between looks while there are other windows, in milliseconds; the last one is repeated. */
const AGAIN = [25_000, 60_000, 300_000];

export class LeftBehind implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  /** Something was found: features say so, each for its part. */
  readonly onDidFind = this.emitter.event;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private looks = 0;
  private ended = false;

  constructor(
    private readonly library: Library,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async look(): Promise<void> {
    try {
      const { found, others } = await this.library.collect();
      if (this.ended) return;
      if (found) this.emitter.fire();
      if (others) this.timer = setTimeout(() => void this.look(), AGAIN[Math.min(this.looks++, AGAIN.length - 1)]);
    } catch (error) {
      this.log.error(`What an earlier session has left could not be read: ${String(error)}`);
    }
  }

  dispose(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.emitter.dispose();
  }
}
