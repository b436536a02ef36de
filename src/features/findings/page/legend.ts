/** What the signs mean, as a part of each picture that has them: a picture goes out alone. */
import { SHORT_SIGN_WORDS } from '../../../core/findings/words';
import { s } from './dom';
import { LETTER } from './layout';
import { say } from '../../../core/base/say';

export const LEGEND_HEIGHT = 32;

const TONES = { '−': 'negative', '0': 'neutral', '+': 'positive', '±': 'mixed' } as const;

export function legend(left: number, top: number): SVGGElement {
  let x = left + 8;
  const parts: SVGElement[] = [];
  for (const sign of ['−', '0', '+', '±'] as const) {
    const says = say(SHORT_SIGN_WORDS[sign]);
    parts.push(
      s(
        'g',
        { class: `art tone-${TONES[sign]}` },
        s('circle', { cx: x, cy: top + 14, r: 8 }),
        s('text', { class: 'sign', x, y: top + 14, dy: '0.36em' }, sign),
        s('text', { class: 'legend', x: x + 13, y: top + 14, dy: '0.35em' }, says),
      ),
    );
    x += 34 + says.length * LETTER;
  }
  return s('g', { 'aria-hidden': 'true' }, ...parts);
}
