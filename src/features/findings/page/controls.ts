/** What can be chosen within a view: columns, voices, the target of the timeline. */
import { ASKS, QUESTIONS } from '../../../core/agreement/asks';
import type { ToPage } from '../../../core/findings/messages';
import { VOICE_CHOICES, type FindingsState } from '../../../core/findings/state';
import type { Grouping } from '../../../core/sums';
import { shorten, visible } from '../../../core/text/safe';
import { VOICE_SAYS } from '../../../core/words/voice';
import { choice, h, labelled } from './dom';
import { say, sayable } from '../../../core/base/say';

type Chosen = Pick<Extract<ToPage, { type: 'figures' }>, 'targets' | 'pairs' | 'details'>;

const GROUPS = sayable([
  { key: 'holder', label: 'holder' },
  { key: 'source', label: 'source' },
  { key: 'outlet', label: 'outlet' },
  { key: 'author', label: 'author of the source' },
  { key: 'reporter', label: 'who reports it' },
  { key: 'speaker', label: 'speaker' },
]);

const SIDES = sayable([
  { key: 'auto', label: 'whoever has some' },
  { key: 'holder', label: 'one holder' },
  { key: 'outlet', label: 'one outlet' },
  { key: 'target', label: 'anybody' },
]);

const UNIT_LABELS = sayable([
  { key: 'characters', label: 'characters' },
  { key: 'words', label: 'words' },
  { key: 'sentences', label: 'sentences' },
  { key: 'paragraphs', label: 'paragraphs' },
  { key: 'tags', label: 'tags that overlap' },
  { key: 'documents', label: 'source: entity, or holder × target' },
]);

const UNCODED_LABELS = sayable([
  { key: 'in', label: 'counts as agreed on' },
  { key: 'out', label: 'is left out' },
]);

const FINISHED_LABELS = sayable([
  { key: 'both', label: 'that two coders finished' },
  { key: 'any', label: 'finished or not' },
]);

const QUESTION_LABELS = QUESTIONS.map((key) => ({ key, label: ASKS[key] }));

const voiceLabels = (): { key: (typeof VOICE_CHOICES)[number]; label: string }[] =>
  VOICE_CHOICES.map((key) => ({
    key,
    label: key === 'all' ? say('all') : say('{0}: {1}', say(key), say(VOICE_SAYS[key])),
  }));

function isDetail(by: Grouping): by is `source.${string}` {
  return by.startsWith('source.');
}

export function controls(
  state: FindingsState,
  { targets, pairs = [], details = [] }: Chosen,
  change: (set: Partial<FindingsState>) => void,
): HTMLElement | undefined {
  const one = <K extends 'by' | 'side' | 'lines' | 'voice' | 'unit' | 'uncoded' | 'finished' | 'question' | 'pair'>(
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
  // A grouping that no source has any more is still the one that is shown.
  const own = new Set([...details.map((key) => `source.${key}` as const), ...[state.by, state.lines].filter(isDetail)]);
  const groups: readonly { readonly key: Grouping; readonly label: string }[] = [
    ...GROUPS,
    ...[...own].map((key) => ({ key, label: shorten(visible(key.slice('source.'.length)), 40) })),
  ];
  const voice = one('Voices', 'voice', voiceLabels());
  switch (state.view) {
    case 'matrix':
      return h('div', { class: 'field-row' }, one('Columns', 'by', groups), voice);
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
        one('A line for each', 'lines', groups),
        voice,
      );
    }
    case 'agreement':
      return h(
        'div',
        { class: 'field-row' },
        one('What was found is compared by', 'unit', UNIT_LABELS),
        one('Text that nobody coded', 'uncoded', UNCODED_LABELS),
        one('Sources', 'finished', FINISHED_LABELS),
        one('Question of the tables below', 'question', QUESTION_LABELS),
        pairs.length > 1
          ? one(
              'Two coders',
              'pair',
              pairs.some(({ key }) => key === state.pair)
                ? pairs
                : [{ ...pairs[0], key: '' } as (typeof pairs)[0], ...pairs.slice(1)],
            )
          : undefined,
      );
    case 'mentions':
    case 'coverage':
      return undefined;
  }
}
