/** One Findings panel: its page, its state, and what goes between them. */
import * as vscode from 'vscode';
import { asQuery } from '../../core/findings/link';
import { messageIn, type FromPage, type PictureFormat, type ToPage } from '../../core/findings/messages';
import { viewOf, type FigureId, type FindingsState } from '../../core/findings/state';
import { SHARED } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import { Failure, report } from '../../host/commands';
import { goTo, goToPlace } from '../../host/goto';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import type { Slicing } from '../../host/slices';
import type { Figures } from './figures';
import { pageHtml } from './html';

/** Milliseconds in which changes of tags gather before the figures are computed again. */
const GATHER = 250;

/** Milliseconds in which a page must have answered. */
const PATIENCE = 30_000;

interface Waiting {
  readonly turn: number;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

export class Panel implements vscode.Disposable {
  static options(extension: vscode.Uri): vscode.WebviewOptions {
    return {
      enableScripts: true,
      enableForms: false,
      localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'page'), vscode.Uri.joinPath(extension, 'media')],
    };
  }

  private ready = false;
  /** Number of the newest question, and of the newest that the page has drawn. */
  private turn = 1;
  private drawnTurn = 0;
  /** Number of the picture asked for last. */
  private asked = 0;
  private readonly waiting = new Set<Waiting>();
  private readonly pictures = new Map<number, { done: (data: string) => void; failed: (error: Error) => void }>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
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
    if (this.drawnTurn >= turn && this.ready) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { turn, done: resolve, failed: reject };
      this.waiting.add(waiting);
      this.impatient(() => {
        if (this.waiting.delete(waiting)) reject(new Failure('The Findings page did not answer.'));
      });
    });
  }

  /** Asks the page for a picture as it is drawn: SVG text, or PNG as base64. */
  async picture(figure: FigureId, format: PictureFormat): Promise<string> {
    if (this.state.view !== viewOf(figure)) this.set({ view: viewOf(figure) });
    await this.drawn();
    // A picture asked for is no new figure: what is being computed meanwhile is not put off by it.
    const turn = ++this.asked;
    return new Promise((resolve, reject) => {
      this.pictures.set(turn, { done: resolve, failed: reject });
      this.impatient(() => {
        if (this.pictures.delete(turn)) reject(new Failure('The Findings page did not answer.'));
      });
      this.post({ type: 'picture', turn, figure, format });
    });
  }

  private impatient(run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      // The page cannot draw what is still being computed.
      if (this.busy) this.impatient(run);
      else run();
    }, PATIENCE);
    this.timers.add(timer);
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
      if (turn === this.turn && this.ready) this.fail(error as Error);
    } finally {
      if (turn === this.turn) {
        this.busy = false;
        if (this.again && this.ready) this.refresh();
      }
    }
  }

  /** Nobody waits any longer for what will not be drawn. */
  private fail(error: Error): void {
    for (const one of this.waiting) one.failed(error);
    this.waiting.clear();
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
        this.drawnTurn = Math.max(this.drawnTurn, message.turn);
        for (const one of this.waiting) {
          if (one.turn > this.drawnTurn) continue;
          this.waiting.delete(one);
          one.done();
        }
        break;
      case 'picture':
        this.pictures.get(message.turn)?.done(message.data);
        this.pictures.delete(message.turn);
        break;
      case 'noPicture':
        this.pictures.get(message.turn)?.failed(new Failure('There is no picture to export: the figure is empty.'));
        this.pictures.delete(message.turn);
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
        await vscode.commands.executeCommand('stancemark.saveSearch', { query: this.query() });
        break;
      case 'copyLink':
        await this.copyLink();
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

  private query(): string {
    const corpus = this.figures.corpusFor(this.state);
    return corpus ? asQuery(this.state, corpus) : this.state.query;
  }

  /** A link that opens these figures again: by the saved search with this query, where there is one. */
  private async copyLink(): Promise<void> {
    const query = this.query();
    const corpus = this.figures.corpusFor(this.state);
    const search = corpus?.codebook.searches.find((one) => one.query === query);
    const asked = new URLSearchParams({
      view: this.state.view,
      ...(search ? { search: search.name } : query === '' ? {} : { query }),
    });
    const { id } = this.services.context.extension;
    const link = vscode.Uri.from({
      scheme: vscode.env.uriScheme,
      authority: id,
      path: '/findings',
      query: asked.toString(),
    });
    await vscode.env.clipboard.writeText(link.toString(true));
    whisper(search ? 'Copied: a link to these figures, by the saved search.' : 'Copied: a link to these figures.');
  }

  private gone(): void {
    this.ready = false;
    clearTimeout(this.timer);
    for (const timer of this.timers) clearTimeout(timer);
    const closed = new vscode.CancellationError();
    for (const one of [...this.waiting, ...this.pictures.values()]) one.failed(closed);
    this.waiting.clear();
    this.pictures.clear();
    for (const one of this.subscriptions) one.dispose();
  }

  dispose(): void {
    this.panel.dispose();
  }
}
