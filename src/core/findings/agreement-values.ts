/** Coefficients with their intervals: by question, by coders and categories, γ by source, and what low values come from. */
import type { Answer, Measured } from '../agreement/answer';
import { CAUSE_NAMES, RELIABLE, TENTATIVE } from '../agreement/cause';
import type { Comparison } from '../agreement/compare';
import { GROUP_NAMES } from '../agreement/groups';
import { causeTable, coefficientTable, gammaTable, groupAsks, groupTable } from '../agreement/tables';
import { label } from '../text/safe';
import { counted, decimal, numberOf } from '../words/count';
import { say } from '../base/say';
import { comparedNote, leftOut, shortName, troubleNote, type Agreement } from './agreement-notes';
import { GAMMA, groupKey } from './agreement-options';
import type { Figure } from './figure';
import type { ForestGroup, ForestRow, Picture } from './picture';
import type { FigureId, FindingsState } from './state';

/** The most rows of a picture: the tables have all. */
const MOST_ROWS = 60;

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
    ...{ key, label: shortName(name), count: answer.n, value },
    ...(interval && { low: interval.low, high: interval.high }),
    note: value === undefined ? '–' : said(value),
    // The picture has little room; who hovers or listens gets the whole.
    says: `${label(name, 200)} ${parts.join('; ')}`,
  };
}

const forest = (list: readonly ForestGroup[]): Picture => ({
  kind: 'forest',
  marks: [TENTATIVE, RELIABLE],
  groups: list,
});

export function coefficients(comparison: Comparison, found: Agreement): Figure {
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

export function causes({ causes: list, answers }: Comparison): Figure {
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

export function groups(comparison: Comparison): Figure {
  const list = comparison.groups;
  const titles = new Map<string, ForestRow[]>();
  for (const one of list) {
    const title = `${say(GROUP_NAMES[one.group.by])} – ${say(groupAsks(one.group, one.answer.question))}`;
    const rows = titles.get(title);
    const key = JSON.stringify([one.group.by, groupKey(one), one.answer.question]);
    const row = forestRow(key, one.label, one.answer);
    if (!rows) titles.set(title, [row]);
    else if (rows.length < MOST_ROWS) rows.push(row);
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

export function gammaFigure({ sources }: Comparison, { gamma }: Agreement, state: FindingsState): Figure {
  const id: FigureId = 'gamma';
  const title = say('γ by source');
  const caption = say(
    'γ (Mathet 2015) asks where and what at once, by the best alignment of all tags of a source; chance from {0} samples of each source, seed {1}. Pieces of a tag are units of their own.',
    GAMMA.samples,
    GAMMA.seed,
  );
  if (!gamma) {
    return {
      ...{ id, title, caption, picture: { kind: 'none' } },
      table: gammaTable([], GAMMA),
      empty: state.gamma
        ? say('It was stopped before it was done.')
        : say('It takes a while for {0}, and is computed when it is asked for.', counted(sources.length, 'source')),
      offers: [{ says: say('Compute γ'), set: { gamma: true } }],
    };
  }
  const table = gammaTable(gamma, GAMMA);
  const rows = gamma.slice(0, MOST_ROWS).map(({ source, gamma: one, coders }): ForestRow => {
    const value = one.value === undefined ? undefined : one.value;
    const says = value === undefined ? `γ –: ${one.value === undefined ? one.why : ''}` : `γ ${said(value)}`;
    const name = shortName(source.name);
    return {
      ...{ key: source.name, label: name, count: coders, value },
      note: value === undefined ? '–' : said(value),
      says: `${name} ${says}`,
    };
  });
  const picture: Picture = { kind: 'forest', marks: [], groups: [{ title: '', rows }] };
  return { id, title, caption: `${caption} ${table.note}`, picture, table };
}
