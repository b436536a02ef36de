/** Runs long work of the core a few milliseconds at a time, so that typing, drawing and every other extension have their turn. */
import * as vscode from 'vscode';
import { inPieces, Stopped, type Slicing, type Steps } from '../core/base/steps';

export type { Slicing } from '../core/base/steps';

/** Resolves to what the steps return; rejects with a `CancellationError` when they were stopped. */
export async function inSlices<T>(steps: Steps<T>, slicing?: Slicing): Promise<T> {
  try {
    return await inPieces(steps, slicing);
  } catch (error) {
    throw error instanceof Stopped ? new vscode.CancellationError() : error;
  }
}

/** The same with a notification, once it takes long, that says how far it is and ends it on request. */
export async function inSight<T>(title: string, steps: Steps<T>, { stopped }: Slicing = {}): Promise<T> {
  let ended = false;
  let shown: number | undefined;
  let progress: vscode.Progress<{ increment: number }> | undefined;
  let close: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (close = resolve));
  const open = (): void => {
    const location = vscode.ProgressLocation.Notification;
    void vscode.window.withProgress<void>({ location, title, cancellable: true }, (given, token) => {
      token.onCancellationRequested(() => (ended = true));
      progress = given;
      return done;
    });
  };
  const tell = (share: number): void => {
    if (shown === undefined) open();
    progress?.report({ increment: 100 * Math.max(0, share - (shown ?? 0)) });
    shown = Math.max(share, shown ?? 0);
  };
  try {
    return await inSlices(steps, { stopped: () => ended || stopped?.() === true, tell });
  } finally {
    close();
  }
}
