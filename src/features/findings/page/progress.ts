/** How far it is with what takes long, and a button that ends it. */
import { say } from '../../../core/base/say';
import { button, h } from './dom';

export class Progress {
  private readonly bar = h('progress', { max: 1, 'aria-labelledby': 'progress-says' });
  private readonly says = h('span', { id: 'progress-says' });
  readonly element: HTMLElement;

  constructor(stop: () => void) {
    this.element = h(
      'div',
      { class: 'progress', hidden: true },
      this.says,
      this.bar,
      button(say('Stop'), { class: 'quiet', 'data-key': 'stop' }, stop),
    );
  }

  /** `share` is from 0 to 1; from 1 on it is done and nothing is shown. */
  show(says: string, share: number): void {
    this.element.hidden = share >= 1;
    this.says.textContent = says;
    this.bar.value = share;
  }
}
