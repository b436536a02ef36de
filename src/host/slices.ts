/** Runs long work of the core a few milliseconds at a time, so that typing, drawing and every other extension have their turn. */
import * as vscode from 'vscode';
import type { Steps } from '../core/steps';

/** Milliseconds of work between two pauses. */
const SLICE = 15;

/** Milliseconds before how far it is is said, and between two words about it. */
const SAY = 250;

export interface Slicing {
  /** Asked after each pause: is the answer not wanted any more, as something newer was asked or what it rests on has changed? */
  readonly stopped?: () => boolean;
  /** Hears how far it is, from 0 to 1, and 1 at the end; not of what is done soon. */
  readonly tell?: (share: number) => void;
}

/** Resolves to what the steps return; rejects with a `CancellationError` when they were stopped. */
export async function inSlices<T>(steps: Steps<T>, { stopped, tell }: Slicing = {}): Promise<T> {
  let share = 0;
  let told = performance.now();
  let spoke = false;
  try {
    for (;;) {
      const until = performance.now() + SLICE;
      do {
        const step = steps.next();
        if (step.done) return step.value;
        if (step.value !== undefined) share = step.value;
      } while (performance.now() < until);
      if (tell && performance.now() - told > SAY) {
        told = performance.now();
        spoke = true;
        tell(share);
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (stopped?.()) throw new vscode.CancellationError();
    }
  } finally {
    if (spoke) tell?.(1);
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
