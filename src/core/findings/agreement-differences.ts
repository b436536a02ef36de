/** Where coders differ: which categories they take for each other, passage by passage, and the ratings that all figures rest on. */
import type { Comparison } from '../agreement/compare';
import { confusionOf } from '../agreement/confusion';
import { DIFFERENCE_NAMES } from '../agreement/disagreements';
import { ASKS, type Question } from '../agreement/questions';
import { confusionTable, disagreementTable, itemTable, saysOf } from '../agreement/tables';
import type { Corpus } from '../corpus';
import { entityLabel } from '../sums';
import { label, shorten, visible } from '../text/safe';
import { counted } from '../words/count';
import { say } from '../base/say';
import { Cards } from './agreement-cards';
import { comparedNote, shortName } from './agreement-notes';
import { pairOf } from './agreement-options';
import type { Figure } from './figure';
import type { Grid, GridCell } from './picture';
import type { FindingsState } from './state';

/** The most disagreements and categories of a picture: the tables have all. */
const MOST = { cards: 60, categories: 20 } as const;

/** What a category is called: entities have names. */
function categoryLabel({ codebook }: Corpus, question: Question, category: string): string {
  if (question === 'entities') return entityLabel(codebook, category);
  if (question === 'values') return codebook.value(category)?.label ?? category;
  return category;
}

export function confusion(corpus: Corpus, comparison: Comparison, state: FindingsState): Figure {
  const [first, second] = pairOf(comparison, state);
  const [one = '', other = ''] = [comparison.coders[first], comparison.coders[second]].map((name) =>
    label(name ?? '', 40),
  );
  const answer = comparison.answers.find(({ question }) => question === state.question);
  const id = 'confusion';
  const title = say('{0} against {1}: {2}', one, other, say(ASKS[state.question]));
  if (!answer) throw new Error(`There is no answer to ${state.question}.`);
  const cells = confusionOf(answer, first, second);
  const totals = new Map<string, number>();
  for (const { first: a, second: b, units } of cells) {
    totals.set(a, (totals.get(a) ?? 0) + units);
    totals.set(b, (totals.get(b) ?? 0) + units);
  }
  const top = [...totals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST.categories);
  const ordered = state.question === 'intensities' ? [...top].sort(([a], [b]) => (a < b ? -1 : 1)) : top;
  const name = (category: string): string => shortName(categoryLabel(corpus, state.question, category));
  const heads = ordered.map(([key, count]) => ({ key, label: name(key), count }));
  const place = new Map(ordered.map(([key], i) => [key, i]));
  const drawn = cells.flatMap(({ first: a, second: b, units }): GridCell[] => {
    const [row, column] = [place.get(a), place.get(b)];
    if (row === undefined || column === undefined) return [];
    const same = a === b;
    const says = same
      ? say('Both say “{0}”: {1}', name(a), counted(units, 'unit'))
      : say('{0} says “{1}”, {2} “{3}”: {4}', one, name(a), other, name(b), counted(units, 'unit'));
    return [{ row, column, count: units, mark: '', tone: same ? 'plain' : 'negative', says }];
  });
  const grid: Grid = { kind: 'grid', rows: heads, columns: heads, cells: drawn };
  return {
    id,
    title,
    caption: [
      say(
        'Rows are what {0} says, columns what {1} says. The unit: {2}. On the diagonal both say the same; every other mark is a confusion.',
        one,
        other,
        answer.unit,
      ),
      totals.size > MOST.categories
        ? say('The picture shows the {0} that are said most, the table all.', MOST.categories)
        : '',
      comparedNote(comparison),
    ]
      .filter((part) => part !== '')
      .join(' '),
    picture: grid,
    table: confusionTable(answer, comparison.coders, first, second),
    ...(cells.length === 0 && { empty: say('There is no unit that both {0} and {1} rated.', one, other) }),
  };
}

export function disagreements(comparison: Comparison): Figure {
  const { differences, sources, coders } = comparison;
  const cards = new Cards(coders);
  const count = differences.length;
  return {
    id: 'disagreements',
    title: say('Disagreements, the worst first'),
    caption: [
      say(
        '{0}: what not all have tagged, then another entity, holder or target, value, intensity, detail, and at last other borders.',
        counted(count, 'disagreement'),
      ),
      count > MOST.cards ? say('The page shows the first {0} as passages, the table all.', MOST.cards) : '',
    ]
      .join(' ')
      .trim(),
    picture: {
      kind: 'list',
      rows: differences.slice(0, MOST.cards).flatMap((one) => {
        const source = sources.find(({ name }) => name === one.source);
        if (!source) return [];
        const who = one.tags.flatMap((tag, coder) => {
          const what = saysOf(tag, source.layers[coder] !== undefined);
          // Where borders differ, each coder's own passage shows where.
          const passage =
            tag && one.kinds.includes('borders')
              ? ` “${tag.pieces.map(({ from, to }) => shorten(visible(source.text.slice(from, to)), 80)).join(' … ')}”`
              : '';
          return what === undefined ? [] : [`${coders[coder] ?? ''}: ${what}${passage}`];
        });
        const heading = one.kinds.map((kind) => say(DIFFERENCE_NAMES[kind])).join('; ');
        return [cards.card(source, one, heading, who.join(' · '))];
      }),
    },
    table: disagreementTable(differences, sources, coders),
    ...(count === 0 && { empty: say('The coders tagged the same passages, with the same meanings and borders.') }),
  };
}

export function ratings(comparison: Comparison, state: FindingsState): Figure {
  const { sources, coders, options } = comparison;
  const table = itemTable(state.question, sources, coders, options);
  return {
    id: 'ratings',
    title: say('Ratings: {0}', say(ASKS[state.question])),
    caption: say(
      'The table that the coefficients rest on, item × coder: any statistics program can work them out again from it. Offsets count UTF-16 units; an empty rating is one that this coder was not asked for.',
    ),
    picture: { kind: 'none' },
    table,
    ...(table.rows.length === 0 && { empty: say('There is no item that two coders rated.') }),
  };
}
