/** The views as tabs: one in the tab order, arrow keys go from one to the next and show it. */
import type { View } from '../../../core/findings/state';
import { button, h } from './dom';
import { say } from '../../../core/base/say';

const TITLES: readonly (readonly [View, string])[] = [
  ['matrix', 'Matrix'],
  ['contradictions', 'Contradictions'],
  ['timeline', 'Over time'],
  ['mentions', 'Mentions'],
  ['coverage', 'Coverage'],
  ['agreement', 'Agreement'],
];

export class Tabs {
  readonly element = h('div', { class: 'tabs', role: 'tablist', 'aria-label': say('Findings') });
  private readonly tabs = new Map<View, HTMLButtonElement>();

  constructor(choose: (view: View) => void) {
    for (const [view, title] of TITLES) {
      const tab = button(
        say(title),
        { role: 'tab', id: `tab-${view}`, 'aria-controls': 'panel', 'data-key': `tab ${view}` },
        () => choose(view),
      );
      this.tabs.set(view, tab);
      this.element.append(tab);
    }
    this.element.addEventListener('keydown', (event) => {
      const now = TITLES.findIndex(([view]) => this.tabs.get(view) === event.target);
      const last = TITLES.length - 1;
      const next = {
        ArrowRight: now === last ? 0 : now + 1,
        ArrowLeft: now === 0 ? last : now - 1,
        Home: 0,
        End: last,
      }[event.key];
      const view = next === undefined || now < 0 ? undefined : TITLES[next]?.[0];
      if (!view) return;
      event.preventDefault();
      this.tabs.get(view)?.focus();
      choose(view);
    });
  }

  show(view: View): void {
    for (const [one, tab] of this.tabs) {
      tab.setAttribute('aria-selected', String(one === view));
      tab.tabIndex = one === view ? 0 : -1;
    }
  }
}
