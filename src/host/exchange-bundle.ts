/** The exchange bundle in Node: loaded when it is first needed. `esbuild.js` makes the import one of `exchange.js` beside. */
import type * as vscode from 'vscode';
import type { Answer, Jobs } from '../core/formats/jobs';

export interface Bundle {
  handle<N extends keyof Jobs>(name: N, job: Parameters<Jobs[N]>[0]): Promise<Answer<Awaited<ReturnType<Jobs[N]>>>>;
  /** Ends what is going on, if it can be ended. What was read is gone then. */
  stop(): void;
}

export async function loadBundle(_extension: vscode.Uri): Promise<Bundle> {
  const { handle } = await import('../core/formats/jobs');
  return { handle, stop: () => undefined };
}
