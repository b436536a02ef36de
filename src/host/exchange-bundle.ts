/**
 * The exchange bundle, loaded when it is first needed. In Node it is required. The extension host of the web runs one file and lets
 * nothing be loaded into it (VS Code's own `importScripts` is blocked, `import()` has no address; see microsoft/vscode#128080 and
 * #155226), but a worker may be made: so the bundle runs in a thread of its own there, from a blob of its text, since a worker
 * cannot be had from a remote address.
 */
import * as vscode from 'vscode';
import type { Answer, Jobs } from '../core/formats/jobs';
import { local } from '../disk/local';

export interface Bundle {
  handle<N extends keyof Jobs>(name: N, job: Parameters<Jobs[N]>[0]): Promise<Answer<Awaited<ReturnType<Jobs[N]>>>>;
  /** Ends what is going on, if it can be ended. What was read is gone then. */
  stop(): void;
}

export async function loadBundle(extension: vscode.Uri): Promise<Bundle> {
  if (!local) return inThread(extension);
  // `esbuild.js` makes it a `require` of the bundle beside.
  const { handle } = await import('../core/formats/jobs');
  return { handle, stop: () => undefined };
}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

async function inThread(extension: vscode.Uri): Promise<Bundle> {
  const code = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist/exchange.js'));
  const url = URL.createObjectURL(new Blob([new Uint8Array(code)], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const failAll = (why: string): void => {
    for (const one of waiting.values()) one.reject(new Error(why));
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<{ turn: number; answer?: unknown; error?: string }>) => {
    const one = waiting.get(data.turn);
    waiting.delete(data.turn);
    if (data.error === undefined) one?.resolve(data.answer as never);
    else one?.reject(new Error(data.error));
  };
  worker.onerror = (event) => failAll(vscode.l10n.t('The thread for exchange failed: {0}', event.message));
  return {
    handle: (name, job) =>
      new Promise((resolve, reject) => {
        const turn = ++last;
        waiting.set(turn, { resolve, reject });
        worker.postMessage({ turn, name, job });
      }),
    stop: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
      failAll('Stopped');
    },
  };
}
