/** One figure: heading, what it sums, picture, passages behind a mark, and the numbers as a table. */
import type { PictureFormat, SentFigure, SentPassages } from '../../../core/findings/messages';
import { isDrawn, type Words } from '../../../core/findings/picture';
import type { FigureId, FindingsState, Pick } from '../../../core/findings/state';
import { bandsSvg } from './bands';
import { barsSvg } from './bars';
import { button, h } from './dom';
import { forestSvg } from './forest';
import { gridSvg } from './grid';
import { netSvg } from './network';
import { pairCards, pairsSvg } from './pairs';
import { passageCard, passagesSection, type Open } from './passages';
import { counted, numberOf } from '../../../core/words/count';
import { say } from '../../../core/base/say';

export interface Actions {
  readonly choose: (pick: Pick | undefined) => void;
  readonly change: (set: Partial<FindingsState>) => void;
  readonly open: Open;
  readonly export: (format: 'csv' | PictureFormat, figure: FigureId) => void;
}

export interface Shown {
  readonly pick: Pick | undefined;
  readonly passages: SentPassages | undefined;
  /** Target of the timeline that is shown. */
  readonly target: string;
  /** Tables that are unfolded. */
  readonly unfolded: Set<FigureId>;
}

export function figureSection(figure: SentFigure, shown: Shown, actions: Actions): HTMLElement {
  const { id } = figure;
  const title = `title-${id}`;
  const tool = (format: 'csv' | PictureFormat): HTMLButtonElement =>
    button(
      format.toUpperCase(),
      {
        class: 'quiet',
        'data-key': `${format} ${id}`,
        'aria-label': say('Export {0} as {1}', figure.title, format.toUpperCase()),
      },
      () => actions.export(format, id),
    );
  const drawn = figure.empty === undefined && isDrawn(figure.picture);
  const formats = drawn ? (['csv', 'svg', 'png'] as const) : (['csv'] as const);
  const section = h(
    'section',
    { class: 'figure', 'aria-labelledby': title, 'data-figure': id },
    h(
      'div',
      { class: 'bar' },
      h('h2', { id: title, dir: 'auto' }, figure.title),
      h('span', { class: 'tools' }, ...formats.map(tool)),
    ),
    h('p', { class: 'caption', dir: 'auto', id: `caption-${id}` }, figure.caption),
  );
  if (figure.empty !== undefined) {
    section.append(h('p', { class: 'empty' }, figure.empty));
    for (const { says, set } of figure.offers ?? []) {
      const offer = button(says, { class: 'link', 'data-key': `offer ${says}` }, () => actions.change(set));
      section.append(h('p', {}, offer));
    }
    return section;
  }
  const svg = svgOf(figure, shown, actions.choose);
  if (svg) {
    svg.setAttribute('role', 'group');
    svg.setAttribute('aria-labelledby', title);
    section.append(h('div', { class: 'scroller picture', 'data-scroll': `picture ${id}` }, svg));
  }
  const { picture } = figure;
  if (picture.kind === 'bands' && picture.undated.length > 0)
    section.append(undated(id, picture.undated, shown, actions));
  if (shown.passages && shown.passages.pick.figure === id) {
    section.append(
      passagesSection(shown.passages, headingOf(section, shown.passages), actions.open, () =>
        actions.choose(undefined),
      ),
    );
  }
  if (picture.kind === 'pairs') section.append(pairCards(picture, actions.open));
  if (picture.kind === 'list') {
    section.append(h('div', { class: 'flow' }, ...picture.rows.map((one) => passageCard(one, actions.open))));
  }
  if (picture.kind === 'words') section.append(...wordsOf(picture));
  section.append(tableOf(figure, shown.unfolded));
  return section;
}

function svgOf(figure: SentFigure, shown: Shown, choose: (pick: Pick) => void): SVGSVGElement | undefined {
  const { id, picture } = figure;
  switch (picture.kind) {
    case 'grid':
      return gridSvg(id, picture, shown.pick, choose);
    case 'bars':
      return barsSvg(id, picture, shown.pick, choose);
    case 'pairs':
      return pairsSvg(id, picture, shown.pick, choose);
    case 'net':
      return netSvg(id, picture, shown.pick, choose);
    case 'forest':
      return forestSvg(id, picture, shown.pick, choose);
    case 'list':
    case 'words':
    case 'none':
      return undefined;
    case 'bands':
      // All sources may be without a date: then there is a list and no picture.
      return picture.lines.length > 0 ? bandsSvg(id, picture, shown.target, shown.pick, choose) : undefined;
  }
}

function wordsOf({ groups }: Words): HTMLElement[] {
  return groups.flatMap(({ title, rows }) => [
    h('h3', {}, title),
    h(
      'ul',
      { class: 'causes' },
      ...rows.map(({ head, says }) => h('li', { dir: 'auto' }, h('strong', {}, `${head}: `), says)),
    ),
  ]);
}

/** The mark that was chosen, in its own words. */
function headingOf(section: HTMLElement, { of }: SentPassages): string {
  const says = section.querySelector('[aria-pressed="true"]')?.getAttribute('aria-label');
  const count = counted(of, 'passage');
  return says ? `${count} · ${says}` : count;
}

function undated(
  id: FigureId,
  sources: readonly { readonly key: string; readonly label: string; readonly count: number }[],
  shown: Shown,
  actions: Actions,
): HTMLElement {
  return h(
    'div',
    { class: 'undated' },
    h('h3', {}, say('Sources without a date')),
    h(
      'ul',
      {},
      ...sources.map(({ key, label, count }) => {
        const words = say('{0}: {1}', label, counted(count, 'stance'));
        const pick = { figure: id, keys: [shown.target, key] };
        return h(
          'li',
          {},
          button(words, { class: 'link', dir: 'auto', 'data-key': `undated ${key}` }, () => actions.choose(pick)),
        );
      }),
    ),
  );
}

function tableOf({ id, table }: SentFigure, unfolded: Set<FigureId>): HTMLElement {
  const rows = counted(table.of, 'row');
  const details = h(
    'details',
    { class: 'numbers', open: unfolded.has(id) },
    h('summary', { 'data-key': `numbers ${id}` }, say('Numbers as a table ({0})', rows)),
    h(
      'div',
      {
        class: 'scroller',
        tabindex: 0,
        role: 'region',
        'aria-label': say('Numbers: {0}', table.title),
        'data-scroll': `table ${id}`,
      },
      h(
        'table',
        {},
        h('caption', { dir: 'auto' }, table.title),
        h('thead', {}, h('tr', {}, ...table.columns.map((column) => h('th', { scope: 'col' }, say(column))))),
        h(
          'tbody',
          {},
          ...table.rows.map((row) =>
            h(
              'tr',
              {},
              ...row.map((cell, i) => {
                if (i === 0) return h('th', { scope: 'row', dir: 'auto' }, String(cell ?? ''));
                return h(
                  'td',
                  { class: typeof cell === 'number' ? 'number' : undefined, dir: 'auto' },
                  // Lines and years are numbers, too: only a fraction is put as its language puts it.
                  typeof cell === 'number' && !Number.isInteger(cell) ? numberOf(cell) : String(cell ?? ''),
                );
              }),
            ),
          ),
        ),
      ),
    ),
    table.of > table.rows.length
      ? h(
          'p',
          { class: 'note' },
          say('The first {0} of {1} rows; the CSV has all.', numberOf(table.rows.length), numberOf(table.of)),
        )
      : undefined,
    table.note === '' ? undefined : h('p', { class: 'note' }, table.note),
  );
  details.addEventListener('toggle', () => (details.open ? unfolded.add(id) : unfolded.delete(id)));
  return details;
}
