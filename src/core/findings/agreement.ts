/** How far coders agree, as figures: pictures, tables and words out of one comparison. */
import type { Answer, Measured } from '../agreement/answer';
import { CAUSE_NAMES, RELIABLE, TENTATIVE } from '../agreement/causes';
import type { Comparison } from '../agreement/compare';
import { confusionOf } from '../agreement/confusion';
import { DIFFERENCE_NAMES } from '../agreement/disagreements';
import { GROUP_NAMES } from '../agreement/groups';
import { ASKS, type Question } from '../agreement/questions';
import type { Coded } from '../agreement/read';
import {
  causeTable,
  coefficientTable,
  confusionTable,
  disagreementTable,
  gammaTable,
  groupAsks,
  groupTable,
  itemTable,
  saysOf,
  type SourceGamma,
} from '../agreement/tables';
import type { Corpus } from '../corpus';
import type { Table } from '../export/table';
import { entityLabel } from '../sums';
import { label, shorten, visible } from '../text/safe';
import { COMMAND_TITLES } from '../words/commands';
import { counted, decimal, numberOf } from '../words/count';
import { say } from '../base/say';
import { Cards } from './agreement-cards';
import type { Figure } from './figures';
import { GAMMA, groupKey, pairOf } from './agreement-options';
import type { ForestGroup, ForestRow, Grid, GridCell, Picture } from './picture';
import type { FigureId, FindingsState } from './state';

/** What there is to show: the comparison, or why there is none. */
export interface Agreement {
  readonly coded: Pick<Coded, 'coders' | 'unfinished' | 'troubles'>;
  /** Undefined: fewer than two coders, or nothing that two of them finished; or it was stopped. */
  readonly comparison?: Comparison | undefined;
  readonly stopped?: boolean | undefined;
  readonly gamma?: readonly SourceGamma[] | undefined;
}

/** The most disagreements, entities and rows of a picture: the tables have all. */
const MOST = { cards: 60, categories: 20, rows: 60 } as const;

const short = (text: string): string => label(text, 60);

const NOTHING: Picture = { kind: 'none' };

/** All figures of the tab, in their order. */
export function agreementFigures(corpus: Corpus, found: Agreement, state: FindingsState): Figure[] {
  const { comparison } = found;
  if (!comparison || comparison.sources.length === 0) return [emptyFigure(found, state)];
  return [
    coefficients(comparison, found),
    causes(comparison),
    groups(comparison),
    confusion(corpus, comparison, state),
    disagreements(comparison),
    ratings(comparison, state),
    gammaFigure(comparison, found, state),
  ];
}

/** The pairs that can be chosen. */
export function pairsIn(coders: readonly string[]): { key: string; label: string }[] {
  return coders.flatMap((one, i) =>
    coders.slice(i + 1).map((other) => ({ key: `${one} ${other}`, label: `${one} – ${other}` })),
  );
}

function emptyFigure({ coded, stopped }: Agreement, state: FindingsState): Figure {
  const table: Table = { title: 'Agreement', columns: [], rows: [], note: '' };
  const base = { id: 'agreement', title: say('Agreement of the coders'), picture: NOTHING, table } as const;
  const troubles = troubleNote(coded);
  if (stopped) {
    return {
      ...{ ...base, caption: troubles, empty: say('It was stopped before it was done.') },
      offers: [{ says: say('Compare the coders'), set: {} }],
    };
  }
  if (coded.unfinished.length > 0) {
    const open = new Map<string, number>();
    for (const [, coder] of coded.unfinished) open.set(coder, (open.get(coder) ?? 0) + 1);
    const who = [...open].map(([coder, count]) =>
      say('{0} has to finish {1}.', label(coder), counted(count, 'source')),
    );
    return {
      ...base,
      caption: [...who, troubles].join(' ').trim(),
      empty: say(
        'No source is finished by two coders. A coder marks a source as finished with “{0}”. Only what two have finished is compared: what is half done differs for no reason that matters.',
        COMMAND_TITLES.finishSource,
      ),
      offers:
        state.finished === 'both' ? [{ says: say('Compare unfinished sources too'), set: { finished: 'any' } }] : [],
    };
  }
  return {
    ...{ ...base, caption: troubles },
    empty: say(
      'No source was coded by two people. Each coder needs a file of their own beside the source: report.txt has report.txt.ann.tags.yaml for Ann and report.txt.ben.tags.yaml for Ben. “{0}” says who you are, “{1}” turns to your own tags, and “{2}” says that you are done. If there are such files, take a filter away.',
      COMMAND_TITLES.setCoder,
      COMMAND_TITLES.chooseLayer,
      COMMAND_TITLES.finishSource,
    ),
  };
}

function troubleNote({ troubles }: Pick<Coded, 'troubles'>): string {
  const [first] = troubles;
  if (!first) return '';
  const name = label(decodeURIComponent(first.uri.slice(first.uri.lastIndexOf('/') + 1)), 120);
  const more = troubles.length > 1 ? say('Others that are left out: {0}.', troubles.length - 1) : '';
  return `${say('{0} is left out: {1}', name, label(first.message, 200))} ${more}`.trim();
}

/** How it was compared: a figure goes out alone. */
function comparedNote({ coders, sources, options }: Comparison): string {
  return say(
    '{0}: {1} compared; intervals of 95 % from {2} draws of the sources, seed {3}.',
    coders.map((coder) => label(coder, 40)).join(', '),
    counted(sources.length, 'source'),
    options.draws,
    options.seed,
  );
}

function leftOut({ coded }: Agreement): string {
  const count = coded.unfinished.length;
  return count === 0 ? '' : say('Left out, since their coders have not finished: {0}.', counted(count, 'file'));
}

const said = (value: number): string => decimal(value, 3);

const valueOf = ({ measured }: Answer, measure: Measured['measure']): Measured | undefined =>
  measured.find((one) => one.measure === measure);

/** A row of a picture: α with its interval, and raw agreement and n in words. */
function forestRow(key: string, name: string, answer: Answer): ForestRow {
  const alpha = valueOf(answer, 'alpha');
  const raw = valueOf(answer, 'agreement')?.figure.value;
  const value = alpha?.figure.value;
  const interval = value === undefined ? undefined : alpha?.interval;
  const why = alpha && alpha.figure.value === undefined ? alpha.figure.why : '';
  const parts = [
    value === undefined ? `α –: ${say(why)}` : `α ${said(value)}`,
    interval ? say('interval {0} to {1}', said(interval.low), said(interval.high)) : '',
    raw === undefined ? '' : say('{0} % alike', Math.round(100 * raw)),
    `${counted(answer.n, 'unit')}`,
  ].filter((part) => part !== '');
  return {
    ...{ key, label: short(name), count: answer.n, value },
    ...(interval && { low: interval.low, high: interval.high }),
    note: value === undefined ? '–' : said(value),
    // The picture has little room; who hovers or listens gets the whole.
    says: `${label(name, 200)} ${parts.join('; ')}`,
  };
}

function coefficients(comparison: Comparison, found: Agreement): Figure {
  const { answers } = comparison;
  const [mentions] = answers;
  return {
    id: 'agreement',
    title: say('Agreement by question'),
    caption: [
      comparedNote(comparison),
      leftOut(found),
      say(
        'Mentions and stances are looked for in this unit: {0}. Entity, holder and target, value and intensity are compared on tags whose passages overlap; the last question is asked of each holder × target × source.',
        mentions?.unit ?? '',
      ),
      say(
        'Shown is Krippendorff’s α, nominal, for intensity ordinal; the table has the other coefficients. From {0} on conclusions can rest on it, from {1} on tentative ones (Krippendorff 2004). A – has no value, and the table says why.',
        numberOf(RELIABLE),
        numberOf(TENTATIVE),
      ),
      troubleNote(found.coded),
    ]
      .filter((part) => part !== '')
      .join(' '),
    picture: forest([{ title: '', rows: answers.map((one) => forestRow(one.question, say(one.asks), one)) }]),
    table: coefficientTable(answers),
  };
}

const forest = (list: readonly ForestGroup[]): Picture => ({
  kind: 'forest',
  marks: [TENTATIVE, RELIABLE],
  groups: list,
});

function causes({ causes: list, answers }: Comparison): Figure {
  const low = new Set(list.map(({ question }) => question));
  const table = causeTable(list);
  return {
    id: 'agreementCauses',
    title: say('What low values come from'),
    caption: say(
      'Each question whose α is below {0} is computed again without what could lower it, and what that changes is said.',
      RELIABLE,
    ),
    picture: {
      kind: 'words',
      groups: answers
        .filter(({ question }) => low.has(question))
        .map(({ question, asks }) => ({
          title: say(asks),
          rows: list
            .filter((cause) => cause.question === question)
            .map(({ kind, says }) => ({ head: say(CAUSE_NAMES[kind]), says: label(says, 400) })),
        })),
    },
    table,
    ...(list.length === 0 && {
      empty: say(
        'No α is below {0}, or nothing alone makes it low: no border, category, coder or source stands out.',
        RELIABLE,
      ),
    }),
  };
}

function groups(comparison: Comparison): Figure {
  const list = comparison.groups;
  const titles = new Map<string, ForestRow[]>();
  for (const one of list) {
    const title = `${say(GROUP_NAMES[one.group.by])} – ${say(groupAsks(one.group, one.answer.question))}`;
    const rows = titles.get(title);
    const key = JSON.stringify([one.group.by, groupKey(one), one.answer.question]);
    const row = forestRow(key, one.label, one.answer);
    if (!rows) titles.set(title, [row]);
    else if (rows.length < MOST.rows) rows.push(row);
  }
  return {
    id: 'agreementGroups',
    title: say('Agreement by coders, entity type and stance value'),
    caption: [
      comparedNote(comparison),
      say(
        'Krippendorff’s α, nominal, for intensity ordinal. Of a type or value: whether such passages are found at all, and one against all others on tags whose passages overlap.',
      ),
    ].join(' '),
    picture: forest([...titles].map(([title, rows]) => ({ title, rows }))),
    table: groupTable(list),
    ...(list.length === 0 && { empty: say('There is one pair of coders, and no type or value that they used.') }),
  };
}

/** What a category is called: entities have names. */
function categoryLabel({ codebook }: Corpus, question: Question, category: string): string {
  if (question === 'entities') return entityLabel(codebook, category);
  if (question === 'values') return codebook.value(category)?.label ?? category;
  return category;
}

function confusion(corpus: Corpus, comparison: Comparison, state: FindingsState): Figure {
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
  const name = (category: string): string => short(categoryLabel(corpus, state.question, category));
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

function disagreements(comparison: Comparison): Figure {
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

function ratings(comparison: Comparison, state: FindingsState): Figure {
  const { sources, coders, options } = comparison;
  const table = itemTable(state.question, sources, coders, options);
  return {
    id: 'ratings',
    title: say('Ratings: {0}', say(ASKS[state.question])),
    caption: say(
      'The table that the coefficients rest on, item × coder: any statistics program can work them out again from it. Offsets count UTF-16 units; an empty rating is one that this coder was not asked for.',
    ),
    picture: NOTHING,
    table,
    ...(table.rows.length === 0 && { empty: say('There is no item that two coders rated.') }),
  };
}

function gammaFigure({ sources }: Comparison, { gamma }: Agreement, state: FindingsState): Figure {
  const id: FigureId = 'gamma';
  const title = say('γ by source');
  const caption = say(
    'γ (Mathet 2015) asks where and what at once, by the best alignment of all tags of a source; chance from {0} samples of each source, seed {1}. Pieces of a tag are units of their own.',
    GAMMA.samples,
    GAMMA.seed,
  );
  if (!gamma) {
    return {
      ...{ id, title, caption, picture: NOTHING },
      table: gammaTable([], GAMMA),
      empty: state.gamma
        ? say('It was stopped before it was done.')
        : say('It takes a while for {0}, and is computed when it is asked for.', counted(sources.length, 'source')),
      offers: [{ says: say('Compute γ'), set: { gamma: true } }],
    };
  }
  const table = gammaTable(gamma, GAMMA);
  const rows = gamma.slice(0, MOST.rows).map(({ source, gamma: one, coders }): ForestRow => {
    const value = one.value === undefined ? undefined : one.value;
    const says = value === undefined ? `γ –: ${one.value === undefined ? one.why : ''}` : `γ ${said(value)}`;
    const name = short(source.name);
    return {
      ...{ key: source.name, label: name, count: coders, value },
      note: value === undefined ? '–' : said(value),
      says: `${name} ${says}`,
    };
  });
  const picture: Picture = { kind: 'forest', marks: [], groups: [{ title: '', rows }] };
  return { id, title, caption: `${caption} ${table.note}`, picture, table };
}
