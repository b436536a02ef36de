/** The filters of the whole panel: the query line, saved searches, and what can be ticked. */
import type { Choice, Options } from '../../../core/findings/messages';
import type { FindingsState } from '../../../core/findings/state';
import { button, choice, h, labelled } from './dom';
import { say } from '../../../core/base/say';

export interface FilterActions {
  /** Some fields of the state are to change; `typing`: more letters may follow. */
  readonly change: (set: Partial<FindingsState>, typing?: boolean) => void;
  readonly save: () => void;
  readonly link: () => void;
}

export interface Mistake {
  readonly field: 'query' | 'from' | 'to';
  readonly message: string;
  readonly from?: number;
  readonly to?: number;
  readonly expected?: readonly string[];
}

const NOTHING: Options = { codebooks: [], types: [], sources: [], coders: [], searches: [] };

export class Filters {
  readonly element = h('form', { class: 'filters', role: 'search', 'aria-label': say('Filters of all figures') });
  private readonly query = h('input', {
    ...{ type: 'text', id: 'query', spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'query-says' },
    placeholder: 'holder:azerbaijan target:russia axis:negative',
  });
  private readonly querySays = h('p', { class: 'says-of-field', id: 'query-says' });
  private readonly from = this.date('from');
  private readonly to = this.date('to');
  private readonly dateSays = h('p', { class: 'says-of-field', id: 'date-says' });
  private readonly more = h('details', { class: 'more' });
  private readonly summary = h('summary', { 'data-key': 'filters' });
  private readonly lists = h('div', { class: 'lists' });
  private readonly top = h('div', { class: 'field-row' });
  private options: Options = NOTHING;

  constructor(
    private readonly state: () => FindingsState,
    private readonly actions: FilterActions,
  ) {
    this.query.addEventListener('input', () => actions.change({ query: this.query.value }, true));
    const dates = h('div', { class: 'field-row' }, labelled(say('From'), this.from), labelled(say('To'), this.to));
    this.more.append(this.summary, dates, this.dateSays, this.lists);
    this.element.append(this.top, this.querySays, this.more);
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.build();
  }

  private date(field: 'from' | 'to'): HTMLInputElement {
    const input = h('input', {
      ...{ type: 'text', id: field, size: 10, placeholder: 'YYYY-MM-DD', autocomplete: 'off' },
      'aria-describedby': 'date-says',
    });
    input.addEventListener('input', () => this.actions.change({ [field]: input.value }, true));
    return input;
  }

  setOptions(options: Options): void {
    this.options = options;
    this.build();
  }

  /** Makes the controls say what the state is; a field that is being written in is left alone if it says so already. */
  show(): void {
    const state = this.state();
    for (const [input, value] of [
      [this.query, state.query],
      [this.from, state.from],
      [this.to, state.to],
    ] as const) {
      if (input.value !== value) input.value = value;
    }
    const set = [state.types, state.sources, state.coders].filter((list) => list.length > 0).length;
    const dates = (state.from ? 1 : 0) + (state.to ? 1 : 0);
    this.summary.textContent = set + dates > 0 ? say('More filters ({0} set)', set + dates) : say('More filters');
    for (const box of this.lists.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) {
      box.checked = state[box.name as 'types'].includes(box.value);
    }
    const search = this.top.querySelector<HTMLSelectElement>('select[name=search]');
    if (search) search.value = String(this.options.searches.findIndex((one) => one.query === state.query.trim()));
    const book = this.top.querySelector<HTMLSelectElement>('select[name=codebook]');
    if (book && state.codebook !== '') book.value = state.codebook;
  }

  mistake(mistake: Mistake | undefined, advice: readonly string[]): void {
    for (const input of [this.query, this.from, this.to]) {
      if (input.id === mistake?.field) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    }
    const says = mistake && [h('strong', {}, mistake.message), ...this.place(mistake)];
    this.querySays.replaceChildren(
      ...(mistake?.field === 'query' ? (says ?? []) : advice.map((one) => h('span', {}, one))),
    );
    this.dateSays.replaceChildren(...(mistake && mistake.field !== 'query' ? (says ?? []) : []));
    if (mistake && mistake.field !== 'query') this.more.open = true;
  }

  /** The query with the place of the mistake in it, and what could stand there. */
  private place({ from, to, expected, field }: Mistake): Node[] {
    if (field !== 'query' || from === undefined || to === undefined) return [];
    const text = this.state().query;
    const wrong = text.slice(from, to) || say('⟨end⟩');
    const line = h(
      'code',
      { dir: 'auto' },
      text.slice(Math.max(0, from - 40), from),
      h('mark', {}, wrong),
      text.slice(to, to + 40),
    );
    const could =
      expected && expected.length > 0
        ? h('span', {}, say('Could stand there: {0}.', expected.slice(0, 8).join(', ')))
        : undefined;
    const kept = h('span', {}, say('The figures still show the last query that could be read.'));
    return [line, ...(could ? [could] : []), kept];
  }

  private build(): void {
    const { codebooks, searches, types, sources, coders } = this.options;
    const had = this.element.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-key')
      : undefined;
    const scrolled = [...this.lists.querySelectorAll('.list')].map((list) => list.scrollTop);
    const open = new Set([...this.lists.querySelectorAll('details[open]')].map((one) => one.getAttribute('data-list')));
    const book =
      codebooks.length > 1
        ? labelled(
            say('Codebook'),
            choice(
              codebooks,
              codebooks[0]?.key ?? '',
              (codebook) => this.actions.change({ codebook, types: [], sources: [], coders: [], pick: undefined }),
              {
                name: 'codebook',
              },
            ),
          )
        : undefined;
    const saved =
      searches.length > 0
        ? labelled(
            say('Saved search'),
            choice(
              [
                { key: '-1', label: say('(none)') },
                ...searches.map(({ name }, i) => ({ key: String(i), label: name })),
              ],
              '-1',
              (key) => this.actions.change({ query: searches[Number(key)]?.query ?? '' }),
              { name: 'search' },
            ),
          )
        : undefined;
    const nothing = { query: '', types: [], sources: [], coders: [], from: '', to: '' };
    const query = h('label', { class: 'field query' }, h('span', {}, say('Query')), this.query);
    const wasQuery = document.activeElement === this.query;
    const caret = this.query.selectionStart;
    this.top.replaceChildren(
      ...[book, query, saved].filter((one) => one !== undefined),
      h(
        'span',
        { class: 'tools' },
        button(say('Clear'), { class: 'quiet', 'data-key': 'clear' }, () => this.actions.change(nothing)),
        button(say('Save as search…'), { class: 'quiet', 'data-key': 'save' }, () => this.actions.save()),
        button(say('Copy link'), { class: 'quiet', 'data-key': 'link' }, () => this.actions.link()),
      ),
    );
    this.lists.replaceChildren(
      ...list(say('Entity types'), 'types', types, this.actions.change),
      ...list(say('Sources'), 'sources', sources, this.actions.change),
      ...list(say('Coders'), 'coders', coders, this.actions.change),
    );
    for (const one of this.lists.querySelectorAll<HTMLDetailsElement>('details'))
      one.open = open.has(one.getAttribute('data-list'));
    this.lists.querySelectorAll('.list').forEach((one, i) => (one.scrollTop = scrolled[i] ?? 0));
    if (wasQuery) {
      this.query.focus({ preventScroll: true });
      this.query.setSelectionRange(caret, caret);
    } else if (had) {
      this.element.querySelector<HTMLElement>(`[data-key=${CSS.escape(had)}]`)?.focus({ preventScroll: true });
    }
    this.show();
  }
}

function list(
  title: string,
  name: 'types' | 'sources' | 'coders',
  choices: readonly Choice[],
  change: FilterActions['change'],
): HTMLElement[] {
  if (choices.length < 2) return [];
  const boxes = h(
    'div',
    { class: 'list', role: 'group', 'aria-label': title },
    ...choices.map(({ key, label }) =>
      h(
        'label',
        { class: 'box' },
        h('input', { type: 'checkbox', name, value: key, 'data-key': `${name} ${key}` }),
        h('span', { dir: 'auto' }, label),
      ),
    ),
  );
  boxes.addEventListener('change', () => {
    const ticked = [...boxes.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value);
    change({ [name]: ticked });
  });
  return [h('details', { 'data-list': name }, h('summary', { 'data-key': `list ${name}` }, title), boxes)];
}
