/** Which files have conflict markers: what buttons in editors' titles and in the view of sources are shown by. */
import type * as vscode from 'vscode';
import { pathsOf, setContext } from '../../host/context';
import { uriOf } from '../../host/convert';
import type { Services } from '../../host/services';

const PAUSE = 200;

export class Unmerged implements vscode.Disposable {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listening: { dispose(): void };

  constructor(private readonly services: Services) {
    this.listening = services.library.onDidChange(() => {
      this.timer ??= setTimeout(() => this.update(), PAUSE);
    });
  }

  private update(): void {
    this.timer = undefined;
    const files: string[] = [];
    const { library } = this.services;
    for (const { codebook, sources } of library.corpora()) {
      if (codebook.refusal?.code === 'conflict') files.push(codebook.uri);
      for (const { uri, refusal } of sources) if (refusal?.code === 'conflict') files.push(library.layers.address(uri));
    }
    void setContext('stancemark.unmerged', pathsOf(files.map(uriOf)));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
  }
}
