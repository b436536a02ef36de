import type * as vscode from 'vscode';
import type { Store } from '../core/ports';

/** Small values in the workspace's state, which VS Code stores outside of the workspace; the last window to write one wins. */
export class MementoStore implements Store {
  constructor(private readonly memento: vscode.Memento) {}

  get(key: string): unknown {
    return this.memento.get(key);
  }

  async set(key: string, value: unknown): Promise<void> {
    await this.memento.update(key, value);
  }
}
