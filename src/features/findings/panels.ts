/** The one Findings panel of a window: made when it is asked for, made again after a reload. */
import * as vscode from 'vscode';
import { START, type FindingsState } from '../../core/findings/state';
import type { Services } from '../../host/services';
import { Agreements } from './agreement';
import { Figures } from './figures';
import { Panel } from './panel';

export const VIEW_TYPE = 'stancemark.findings';

export class Panels implements vscode.Disposable {
  private panel: Panel | undefined;
  private state: FindingsState = START;
  private readonly figures: Figures;

  private readonly agreements: Agreements;

  constructor(private readonly services: Services) {
    this.agreements = new Agreements(services.library);
    this.figures = new Figures(services, this.agreements);
  }

  /** Shows the panel, with some fields of its state set anew, and resolves when the page has drawn it. */
  async open(set: Partial<FindingsState> = {}): Promise<Panel> {
    await this.services.readAll();
    if (!this.panel) {
      this.state = { ...this.state, ...set };
      const made = vscode.window.createWebviewPanel(
        VIEW_TYPE,
        vscode.l10n.t('Findings'),
        { viewColumn: vscode.ViewColumn.Active },
        Panel.options(this.services.context.extensionUri),
      );
      this.take(made);
    } else {
      this.panel.reveal();
      this.panel.set(set);
    }
    const { panel } = this;
    if (!panel) throw new vscode.CancellationError();
    await panel.drawn();
    return panel;
  }

  /** Takes over a panel that VS Code kept over a reload, with the state that its page kept. */
  async restore(panel: vscode.WebviewPanel, state: FindingsState): Promise<void> {
    // What takes long is computed when somebody asks, not because somebody asked before.
    this.state = { ...state, gamma: false };
    panel.webview.options = Panel.options(this.services.context.extensionUri);
    this.take(panel);
    await this.services.readAll();
    this.panel?.refresh();
  }

  /** What is shown, or would be shown if the panel was opened. */
  get shown(): { readonly figures: Figures; readonly state: FindingsState } {
    return { figures: this.figures, state: this.panel?.state ?? this.state };
  }

  /** A saved search by name, of any codebook. */
  async search(name: string): Promise<{ query: string; codebook: string } | undefined> {
    await this.services.library.list();
    for (const { codebook } of this.services.library.corpora()) {
      const found = codebook.searches.find((search) => search.name === name);
      if (found) return { query: found.query, codebook: codebook.uri };
    }
    return undefined;
  }

  private take(made: vscode.WebviewPanel): void {
    this.panel?.dispose();
    const panel = new Panel(this.services, this.figures, made, this.state);
    this.panel = panel;
    made.onDidDispose(() => {
      // The next panel begins where this one ended.
      this.state = panel.state;
      if (this.panel === panel) this.panel = undefined;
    });
  }

  dispose(): void {
    this.agreements.dispose();
    this.panel?.dispose();
  }
}
