/** One Findings panel: its page, its state, and what goes between them. */
import * as vscode from 'vscode';
import { messageIn, type FromPage, type PictureFormat, type ToPage } from '../../core/findings/messages';
import { viewOf, type FigureId, type FindingsState } from '../../core/findings/state';
import { SHARED } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import { report } from '../../host/commands';
import { goTo, goToPlace } from '../../host/goto';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import type { Slicing } from '../../host/slices';
import { Answers } from './answers';
import type { Figures } from './figures';
import { pageHtml } from './html';
import { copyLink, queryOf } from './link';

/** Milliseconds in which changes of tags gather before the figures are computed again. */
const GATHER = 250;

export class Panel implements vscode.Disposable {
  static options(extension: vscode.Uri): vscode.WebviewOptions {
    return {
      enableScripts: true,
      enableForms: false,
      localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'page'), vscode.Uri.joinPath(extension, 'media')],
    };
  }

  private ready = false;
  /** Number of the newest question. */
  private turn = 1;
  private readonly answers = new Answers(() => this.busy);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sentOptions = '';
  /** What the page is to show is being computed. */
  private busy = false;
  /** Tags changed meanwhile: what is computed is shown, and computed again. */
  private again = false;
  /** The question whose sums the user stopped. */
  private ended = 0;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly services: Services,
    private readonly figures: Figures,
    private readonly panel: vscode.WebviewPanel,
    public state: FindingsState,
  ) {
    const { extensionUri } = services.context;
    this.subscriptions = [
      panel.webview.onDidReceiveMessage((value: unknown) => {
        const message = messageIn(value);
        if (message) void this.receive(message);
        else services.log.warn('Findings: a message of the page was not understood.');
      }),
      panel.onDidDispose(() => this.gone()),
      panel.onDidChangeViewState(() => {
        // A hidden page is taken down; VS Code makes it anew, and it says `ready` again.
        if (!panel.visible) this.ready = false;
      }),
      services.library.onDidChange(() => this.later()),
      services.coder.onDidChange(() => this.nameIt()),
    ];
    this.nameIt();
    panel.webview.html = pageHtml(panel.webview, extensionUri);
  }

  /** The one layer that is summed stands in the panel's title, where it is not the shared one alone. */
  private nameIt(): void {
    const { layers } = this.services.library;
    const { layer } = layers.reading;
    const coders = [...layers.all().keys()].some((one) => one !== SHARED);
    const { t } = vscode.l10n;
    // Where several layers are compared, none of them is summed.
    if (this.state.view === 'agreement') this.panel.title = t('Findings: agreement of the coders');
    else if (layer !== SHARED) this.panel.title = t('Findings: tags of {0}', label(layer, 32));
    else this.panel.title = coders ? t('Findings: shared tags') : t('Findings');
  }

  reveal(): void {
    if (!this.panel.visible || !this.panel.active) this.panel.reveal();
  }

  /** Sets some of the state from outside. */
  set(fields: Partial<FindingsState>): void {
    if (Object.keys(fields).length === 0) return;
    this.state = { ...this.state, pick: undefined, ...fields };
    this.nameIt();
    this.post({ type: 'state', state: this.state });
    this.refresh();
  }

  /** Computes and sends the figures now. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.turn++;
    this.again = false;
    if (this.ready) void this.send(this.turn);
  }

  /** Resolves when the page has drawn what is newest now; rejects when it is closed before. */
  drawn(): Promise<void> {
    const { turn } = this;
    if (this.answers.hasDrawn(turn) && this.ready) return Promise.resolve();
    return this.answers.drawing(turn);
  }

  /** Asks the page for a picture as it is drawn: SVG text, or PNG as base64. */
  async picture(figure: FigureId, format: PictureFormat): Promise<string> {
    if (this.state.view !== viewOf(figure)) this.set({ view: viewOf(figure) });
    await this.drawn();
    return this.answers.picture((turn) => this.post({ type: 'picture', turn, figure, format }));
  }

  /** After a change of tags: once for many, and not while nobody sees it. */
  private later(): void {
    if (!this.ready) return;
    // Not put off by each further change: somebody who types without a pause sees figures that follow.
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // Nor begun anew by each: where the sums take longer than the pauses in somebody's work they would never come.
      if (this.busy) this.again = true;
      else this.refresh();
    }, GATHER);
  }

  /** Computes and sends what the newest question asks; a newer one, or a page that is gone, ends it. */
  private async send(turn: number): Promise<void> {
    this.busy = true;
    const tell = (says: string, share: number): void => {
      if (this.ready) this.post({ type: 'progress', says, share });
    };
    const slicing: Slicing = {
      stopped: () => turn !== this.turn || !this.ready || this.ended === turn,
      tell: (share) => tell(share === 1 ? '' : vscode.l10n.t('Summing up the tags'), share),
    };
    try {
      const options = await this.figures.options(this.state, slicing);
      const text = JSON.stringify(options);
      if (text !== this.sentOptions) {
        this.sentOptions = text;
        this.post({ type: 'options', options });
      }
      const answer =
        this.state.view === 'agreement'
          ? await this.figures.agreementAnswer(this.state, turn, tell, slicing)
          : await this.figures.answer(this.state, turn, slicing);
      // Something newer was asked meanwhile.
      if (turn === this.turn && this.ready) this.post(answer);
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) report(this.services.log, 'openFindings', error);
      if (turn === this.turn && this.ready) this.answers.fail(error as Error);
    } finally {
      if (turn === this.turn) {
        this.busy = false;
        if (this.again && this.ready) this.refresh();
      }
    }
  }

  private post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  private async receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.ready = true;
        this.sentOptions = '';
        this.post({ type: 'state', state: this.state });
        this.refresh();
        break;
      case 'state':
        this.state = message.state;
        this.nameIt();
        this.refresh();
        break;
      case 'drawn':
        this.answers.drew(message.turn);
        break;
      case 'picture':
        this.answers.pictured(message.turn, message.data);
        break;
      case 'noPicture':
        this.answers.pictured(message.turn, undefined);
        break;
      case 'open':
        await this.open(message);
        break;
      case 'stop':
        this.figures.agreements.stop();
        this.ended = this.turn;
        break;
      case 'export':
        await vscode.commands.executeCommand('stancemark.exportFindings', {
          format: message.format,
          // A report from the page has every view, as its button stands above all of them.
          ...(message.format === 'html' || message.format === 'markdown' ? {} : { view: message.figure }),
        });
        break;
      case 'saveSearch':
        await vscode.commands.executeCommand('stancemark.saveSearch', { query: queryOf(this.figures, this.state) });
        break;
      case 'copyLink':
        await copyLink(this.services, this.figures, this.state);
        break;
    }
  }

  /** Opens a passage beside the panel. Only of sources that the library knows: the page cannot name any other file. */
  private async open({ uri, id, place }: Extract<FromPage, { type: 'open' }>): Promise<void> {
    if (place) {
      if (this.services.library.source(uri)) await goToPlace(uri, place, { beside: true });
      return;
    }
    const tag = this.services.library.tag(uri, id);
    if (!tag) {
      whisper('This passage is no longer tagged.');
      return;
    }
    await goTo(this.services, uri, tag, { beside: true });
  }

  private gone(): void {
    this.ready = false;
    clearTimeout(this.timer);
    this.answers.close();
    for (const one of this.subscriptions) one.dispose();
  }

  dispose(): void {
    this.panel.dispose();
  }
}
