/** Passages: what the tag says, the words with what stands around them, where they are from, and who reports them. */
import type { SentPassages } from '../../../core/findings/messages';
import type { Shown } from '../../../core/findings/picture';
import { button, h } from './dom';
import { say } from '../../../core/base/say';

export type Open = (passage: Shown) => void;

export function passageCard(passage: Shown, open: Open): HTMLElement {
  const place = [passage.author, passage.outlet, passage.date].filter((part) => part !== '').join(', ');
  const file = say('{0}, line {1}', passage.name, passage.line);
  const tag = [
    passage.note && say('Note: {0}', passage.note),
    passage.coder && say('Coder: {0}', passage.coder),
  ].filter(Boolean);
  const article = h(
    'article',
    { class: `passage tone-${passage.tone}` },
    h(
      'p',
      { class: 'says', dir: 'auto' },
      passage.mark === '' ? undefined : h('span', { class: 'badge', 'aria-hidden': 'true' }, passage.mark),
      passage.says,
    ),
    h(
      'blockquote',
      { dir: 'auto' },
      h('span', { class: 'around' }, passage.before),
      h('mark', {}, passage.quote),
      h('span', { class: 'around' }, passage.after),
    ),
    h(
      'p',
      { class: 'place' },
      passage.title === '' ? undefined : h('cite', { dir: 'auto' }, passage.title),
      place === '' ? undefined : h('span', { dir: 'auto' }, place),
      passage.voice === '' ? undefined : h('span', { class: 'voice', dir: 'auto' }, passage.voice),
      ...tag.map((line) => h('span', { dir: 'auto' }, line)),
    ),
    button(
      file,
      {
        class: 'link',
        'aria-label': say('Open the passage in {0}', file),
        'data-key': `open ${passage.uri} ${passage.id || `${passage.place?.from}-${passage.place?.to}`}`,
      },
      () => open(passage),
    ),
  );
  // A click anywhere opens it; selecting words to copy does not.
  article.addEventListener('click', (event) => {
    if (event.target instanceof HTMLButtonElement || getSelection()?.isCollapsed === false) return;
    open(passage);
  });
  return article;
}

const COLUMNS = [
  { title: 'Negative', marks: ['−'] },
  { title: 'Positive', marks: ['+'] },
  { title: 'Neither', marks: ['0', '±'] },
] as const;

/** The passages of a mark; stances of different signs side by side. */
export function passagesSection({ list, of }: SentPassages, says: string, open: Open, close: () => void): HTMLElement {
  const more = of > list.length ? say('The first {0} of {1}.', list.length, of) : undefined;
  const columns = COLUMNS.map(({ title, marks }) => ({
    title,
    list: list.filter((one) => marks.some((mark) => mark === one.mark)),
  })).filter((column) => column.list.length > 0);
  const body =
    columns.length > 1
      ? h(
          'div',
          { class: 'columns' },
          ...columns.map((column) =>
            h(
              'div',
              {},
              h('h4', {}, `${say(column.title)} (${column.list.length})`),
              ...column.list.map((one) => passageCard(one, open)),
            ),
          ),
        )
      : h('div', { class: 'flow' }, ...list.map((one) => passageCard(one, open)));
  return h(
    'section',
    { class: 'passages', 'aria-label': say('Passages') },
    h(
      'div',
      { class: 'bar' },
      h('h3', { tabindex: -1, 'data-key': 'passages', dir: 'auto' }, says),
      button(
        say('Close'),
        { class: 'quiet', 'aria-label': say('Close the passages'), 'data-key': 'close passages' },
        close,
      ),
    ),
    of === 0 ? h('p', {}, say('No passage stands behind this mark any more.')) : body,
    more === undefined ? undefined : h('p', { class: 'note' }, more),
  );
}
