/** What can be chosen within a view: columns, voices, the target of the timeline. */
import type { ToPage } from '../../../core/findings/messages';
import { VOICE_CHOICES, type FindingsState } from '../../../core/findings/state';
import { VOICE_SAYS } from '../../../core/words/voice';
import { choice, h, labelled } from './dom';
import { say, sayable } from '../../../core/words/say';

type Targets = Extract<ToPage, { type: 'figures' }>['targets'];

const GROUPS = sayable([
  { key: 'holder', label: 'holder' },
  { key: 'source', label: 'source' },
  { key: 'outlet', label: 'outlet' },
  { key: 'author', label: 'author of the source' },
  { key: 'reporter', label: 'who reports it' },
]);

const SIDES = sayable([
  { key: 'auto', label: 'whoever has some' },
  { key: 'holder', label: 'one holder' },
  { key: 'outlet', label: 'one outlet' },
  { key: 'target', label: 'anybody' },
]);

const voiceLabels = (): { key: (typeof VOICE_CHOICES)[number]; label: string }[] =>
  VOICE_CHOICES.map((key) => ({
    key,
    label: key === 'all' ? say('all') : say('{0}: {1}', say(key), say(VOICE_SAYS[key])),
  }));

export function controls(
  state: FindingsState,
  targets: Targets,
  change: (set: Partial<FindingsState>) => void,
): HTMLElement | undefined {
  const one = <K extends 'by' | 'side' | 'lines' | 'voice'>(
    words: string,
    field: K,
    options: readonly { readonly key: FindingsState[K]; readonly label: string }[],
  ): HTMLElement =>
    labelled(
      say(words),
      choice(
        options.map(({ key, label }) => ({ key, label: say(label) })),
        state[field],
        (key) => {
          const found = options.find((option) => option.key === key);
          if (found) change({ [field]: found.key, pick: undefined });
        },
        { name: field, 'data-key': `control ${field}` },
      ),
    );
  const voice = one('Voices', 'voice', voiceLabels());
  switch (state.view) {
    case 'matrix':
      return h('div', { class: 'field-row' }, one('Columns', 'by', GROUPS), voice);
    case 'contradictions':
      return h('div', { class: 'field-row' }, one('Opposite stances of', 'side', SIDES), voice);
    case 'timeline': {
      const list = targets.map(({ key, label, count }) => ({ key, label: `${label} (${count})` }));
      const target = choice(
        list,
        state.target || (targets[0]?.key ?? ''),
        (key) => change({ target: key, pick: undefined }),
        {
          ...{ name: 'target', 'data-key': 'control target' },
        },
      );
      return h(
        'div',
        { class: 'field-row' },
        labelled(say('Target'), target),
        one('A line for each', 'lines', GROUPS),
        voice,
      );
    }
    case 'mentions':
    case 'coverage':
      return undefined;
  }
}
