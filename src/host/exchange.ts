/** Exchange with other tools, out of a bundle that is loaded when it is first needed. */
import * as vscode from 'vscode';
import type { Jobs } from '../core/formats/jobs';
import { Failure } from './commands';
import { loadBundle, type Bundle } from './exchange-bundle';

export class Exchange implements vscode.Disposable {
  private bundle: Promise<Bundle> | undefined;

  constructor(private readonly extension: vscode.Uri) {}

  /**
   * Does a job. Rejects with a `Failure` for a file that cannot be taken, and with a `CancellationError` when `token` is
   * cancelled: at once in the web, where the work ends as well; in Node as soon as the job comes to an end.
   */
  async run<N extends keyof Jobs>(
    name: N,
    job: Parameters<Jobs[N]>[0],
    token?: vscode.CancellationToken,
  ): Promise<Awaited<ReturnType<Jobs[N]>>> {
    const loading = (this.bundle ??= loadBundle(this.extension));
    let bundle: Bundle;
    try {
      bundle = await loading;
    } catch (error) {
      this.bundle = undefined; // Whoever asks next tries anew.
      throw error;
    }
    const cancelled = new Promise<never>((_, reject) => {
      const stop = (): void => {
        bundle.stop();
        this.bundle = undefined;
        reject(new vscode.CancellationError());
      };
      if (token?.isCancellationRequested) stop();
      else token?.onCancellationRequested(stop);
    });
    const answer = await Promise.race([bundle.handle(name, job), cancelled]);
    if (token?.isCancellationRequested) throw new vscode.CancellationError();
    if (answer.ok) return answer.value;
    const { line, column, message } = answer;
    if (line === undefined) throw new Failure('{0}', [message]);
    throw column === undefined
      ? new Failure('Line {0}: {1}', [line, message])
      : new Failure('Line {0}, column {1}: {2}', [line, column, message]);
  }

  dispose(): void {
    this.bundle?.then((bundle) => bundle.stop()).catch(() => undefined); // One that was never there needs no end.
  }
}
