/** The Findings page: keeps the state, asks the host for figures, draws them and keeps focus and scroll while they change. */
import type { FromPage, SentFigure, ToPage } from '../../../core/findings/messages';
import type { FigureId, FindingsState, Pick } from '../../../core/findings/state';
import { controls } from './controls';
import { button, h } from './dom';
import { figureSection } from './figure';
import { Filters, type Mistake } from './filters';
import { samePick } from './marks';
import { pngData, svgText } from './picture';
import { Progress } from './progress';
import { Tabs } from './tabs';
import { counted } from '../../../core/words/count';
import { say, speak, type Language } from '../../../core/base/say';

interface VsCode {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: FindingsState): void;
}
declare function acquireVsCodeApi(): VsCode;

/** Milliseconds without a further letter after which a field is looked at. */
const PAUSE = 300;

type Figures = Extract<ToPage, { type: 'figures' }>;

class Page {
  private readonly vscode = acquireVsCodeApi();
  private state: FindingsState | undefined;
  private last: Figures | undefined;
  /** The view whose figures are drawn. */
  private drawn: FindingsState['view'] | undefined;
  private readonly unfolded = new Set<FigureId>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The mark that was chosen and whose passages have not been shown yet. */
  private chosen: Pick | undefined;

  private readonly main = document.querySelector('main') ?? document.body;
  private readonly status = h('p', { class: 'unseen', role: 'status' });
  private readonly progress = new Progress(() => this.vscode.postMessage({ type: 'stop' }));
  private readonly summary = h('p', { class: 'summary', dir: 'auto' });
  private readonly controls = h('div', { class: 'controls' });
  private readonly figures = h('div', { class: 'figures' });
  private readonly panel = h('div', { id: 'panel', role: 'tabpanel', tabindex: -1 }, this.controls, this.figures);
  private readonly tabs = new Tabs((view) => this.change({ view, pick: undefined }));
  private readonly filters = new Filters(() => this.now, {
    change: (set, typing) => this.change({ ...set, pick: undefined }, typing),
    save: () => this.vscode.postMessage({ type: 'saveSearch' }),
    link: () => this.vscode.postMessage({ type: 'copyLink' }),
  });

  /** The state; before the host has given one, that of an empty panel, which nothing is sent of. */
  private get now(): FindingsState {
    const lists = { types: [], sources: [], coders: [] };
    const words = { codebook: '', query: '', from: '', to: '', target: '' };
    const rest = { view: 'matrix', voice: 'all', by: 'holder', side: 'auto', lines: 'holder' } as const;
    const coders = { unit: 'characters', uncoded: 'in', finished: 'both', question: 'values', pair: '' } as const;
    return this.state ?? { ...lists, ...words, ...rest, ...coders, gamma: false };
  }

  start(): void {
    const reports = (['html', 'markdown'] as const).map((format) => {
      const name = format === 'html' ? 'HTML' : 'Markdown';
      return button(say('Report as {0}', name), { class: 'quiet', 'data-key': `report ${format}` }, () =>
        this.report(format),
      );
    });
    this.main.append(
      h('div', { class: 'bar' }, h('h1', {}, say('Findings')), h('span', { class: 'tools' }, ...reports)),
      this.filters.element,
      this.summary,
      this.tabs.element,
      this.progress.element,
      this.panel,
      this.status,
    );
    addEventListener('message', (event: MessageEvent<ToPage>) => this.receive(event.data));
    const kept = this.vscode.getState();
    this.vscode.postMessage({ type: 'ready', ...(kept === undefined ? {} : { state: kept as FindingsState }) });
  }

  private report(format: 'html' | 'markdown'): void {
    const figure = this.last?.figures[0]?.id ?? 'matrix';
    this.vscode.postMessage({ type: 'export', format, figure });
  }

  private change(set: Partial<FindingsState>, typing = false): void {
    if (!this.state) return;
    this.state = { ...this.state, ...set };
    this.vscode.setState(this.state);
    this.filters.show();
    this.tabs.show(this.state.view);
    this.panel.setAttribute('aria-labelledby', `tab-${this.state.view}`);
    clearTimeout(this.timer);
    const send = (): void => {
      if (this.state) this.vscode.postMessage({ type: 'state', state: this.state });
    };
    if (typing) this.timer = setTimeout(send, PAUSE);
    else send();
  }

  private receive(message: ToPage): void {
    switch (message.type) {
      case 'state':
        clearTimeout(this.timer);
        this.state = message.state;
        this.vscode.setState(message.state);
        this.filters.show();
        this.tabs.show(message.state.view);
        this.panel.setAttribute('aria-labelledby', `tab-${message.state.view}`);
        break;
      case 'options':
        this.filters.setOptions(message.options);
        break;
      case 'mistake': {
        const mistake: Mistake = message;
        this.filters.mistake(mistake, []);
        this.status.textContent = message.message;
        this.vscode.postMessage({ type: 'drawn', turn: message.turn });
        break;
      }
      case 'figures':
        this.filters.mistake(undefined, message.advice);
        this.draw(message);
        this.vscode.postMessage({ type: 'drawn', turn: message.turn });
        break;
      case 'picture':
        void this.picture(message);
        break;
      case 'progress':
        this.progress.show(message.says, message.share);
        // What takes long must not stand beside the figures of the tab before it.
        if (message.share < 1 && this.drawn !== this.now.view) {
          this.controls.replaceChildren();
          this.figures.replaceChildren();
        }
        break;
    }
  }

  private draw(message: Figures): void {
    const before = this.last;
    this.last = message;
    this.drawn = this.now.view;
    const focused = document.activeElement?.getAttribute('data-key');
    const inside = this.panel.contains(document.activeElement);
    const scrolled = new Map(
      [...this.panel.querySelectorAll('[data-scroll]')].map((one) => [
        one.getAttribute('data-scroll'),
        { left: one.scrollLeft, top: one.scrollTop },
      ]),
    );
    const controlled = controls(this.now, message, (set) => this.change(set));
    this.controls.replaceChildren(...(controlled ? [controlled] : []));
    const shown = {
      pick: this.now.pick,
      passages: message.passages,
      target: this.now.target || (message.targets[0]?.key ?? ''),
      unfolded: this.unfolded,
    };
    const sections = message.figures.map((figure) =>
      figureSection(figure, shown, {
        choose: (pick) => this.choose(pick),
        change: (set) => this.change({ ...set, pick: undefined }),
        open: ({ uri, id, place }) => this.vscode.postMessage({ type: 'open', uri, id, ...(place && { place }) }),
        export: (format, id) => this.vscode.postMessage({ type: 'export', format, figure: id }),
      }),
    );
    const nothing = h(
      'p',
      { class: 'empty' },
      say('There are no sources here. Open a folder with .txt files and tag some passages.'),
    );
    this.figures.replaceChildren(...(sections.length > 0 ? sections : [nothing]));
    for (const one of this.panel.querySelectorAll('[data-scroll]')) {
      const was = scrolled.get(one.getAttribute('data-scroll'));
      if (was) one.scrollTo(was.left, was.top);
    }
    if (inside) this.focusAgain(focused);
    this.announce(message, before);
  }

  private focusAgain(key: string | null | undefined): void {
    const same = key ? this.panel.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) : undefined;
    (same ?? this.panel).focus({ preventScroll: true });
  }

  /** Says what changed, in words; the passages of a mark that was just chosen are brought into sight. */
  private announce(message: Figures, before: Figures | undefined): void {
    this.summary.textContent = message.summary;
    const { passages } = message;
    if (passages && samePick(passages.pick, this.chosen)) {
      this.chosen = undefined;
      this.status.textContent = say('{0} below.', counted(passages.of, 'passage'));
      this.panel.querySelector('.passages')?.scrollIntoView({ block: 'nearest' });
    } else if (before && before.summary !== message.summary) {
      this.status.textContent = say('Changed: {0}', message.summary);
    }
  }

  private choose(pick: Pick | undefined): void {
    // The same mark again closes its passages.
    const again = samePick(pick, this.now.pick);
    this.chosen = again ? undefined : pick;
    this.change({ pick: again ? undefined : pick });
  }

  private async picture({ turn, figure, format }: Extract<ToPage, { type: 'picture' }>): Promise<void> {
    const svg = this.figures.querySelector<SVGSVGElement>(`[data-figure=${figure}] .picture svg`);
    const shown: SentFigure | undefined = this.last?.figures.find((one) => one.id === figure);
    if (!svg || !shown) {
      this.vscode.postMessage({ type: 'noPicture', turn });
      return;
    }
    const text = svgText(svg, shown.title, shown.caption);
    const { width, height } = svg.viewBox.baseVal;
    const data = format === 'svg' ? text : await pngData(text, width, height);
    this.vscode.postMessage({ type: 'picture', turn, format, data });
  }
}

/** The language that the host has put into the page, as `languageBlock` writes it. */
const language = document.getElementById('language')?.textContent;
if (language) speak(JSON.parse(language) as Language);
new Page().start();
