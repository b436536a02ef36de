/** A figure: a picture, its numbers as a table, and what the numbers are sums of. */
import type { Corpus } from '../corpus';
import {
  coMentionsTable,
  coverageTable,
  entityMentionsTable,
  mentionsTable,
  sourceMentionsTable,
} from '../export/mention-tables';
import { contradictionsTable, matrixTable, tiesTable, timelineTable } from '../export/stance-tables';
import { leftOutNote, type Table } from '../export/table';
import { finish, part, type Steps } from '../base/steps';
import {
  coMentionSteps,
  coverageSteps,
  eachStance,
  entityLabel,
  groupingWords,
  matrixSteps,
  mentionSteps,
  timelineSteps,
  type Contradictions,
  type Selection,
} from '../sums';
import { label } from '../text/safe';
import { COMMAND_TITLES } from '../words/commands';
import { counted } from '../words/count';
import { VOICE_SAYS } from '../words/voice';
import type { Picture } from './picture';
import {
  bySourcePicture,
  coMentionsPicture,
  contradictionsPicture,
  coveragePicture,
  entityBySourcePicture,
  matrixPicture,
  mentionsPicture,
  networkPicture,
  sourceMentionsOf,
  timelinePicture,
} from './pictures';
import { contradictionsOnce, pairSteps, SIDE_WORDS, sideSteps, SIDES_IN_ORDER } from './side';
import { voiceIn, type FigureId, type FindingsState, type SumFigure } from './state';
import { say } from '../base/say';

export interface Figure {
  readonly id: FigureId;
  readonly title: string;
  /** What it sums, how many, and what is left out. */
  readonly caption: string;
  readonly picture: Picture;
  /** The whole table, as CSV and reports have it. */
  readonly table: Table;
  /** Instead of an empty picture: what there is not, and what to do. */
  readonly empty?: string;
  /** Beside it: what to ask instead, that has an answer. */
  readonly offers?: readonly Offer[];
}

export interface Offer {
  readonly says: string;
  readonly set: Partial<FindingsState>;
}

const noStances = (): string =>
  say(
    'No stance is tagged here. Select a passage of a source and run “{0}”, or take a filter away.',
    say(COMMAND_TITLES.tagStance),
  );
const noMentions = (): string =>
  say(
    'No mention is tagged here. Select a name in a source and run “{0}”, or take a filter away.',
    say(COMMAND_TITLES.tagEntity),
  );

function captionOf(selection: Selection, ...sentences: string[]): string {
  return [
    ...sentences.filter((one) => one !== ''),
    leftOutNote(selection.leftOut) || say('No lost tag is left out.'),
  ].join(' ');
}

/** `in 2 of 5 sources`: those that have some, of those that the filters let in. */
function within(selection: Selection, having: number): string {
  const all = counted(selection.groups.length, 'source');
  return having === selection.groups.length ? say('in {0}', all) : say('in {0} of {1}', having, all);
}

export interface Target {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

/** Targets of stances, most stances first; the first is what a timeline without a target shows. */
export const targetSteps = once(function* (selection: Selection): Steps<readonly Target[]> {
  const counts = new Map<string, number>();
  yield* eachStance(selection, ({ tag: { stance } }) => {
    counts.set(stance.target, (counts.get(stance.target) ?? 0) + 1);
  });
  const { codebook } = selection.corpus;
  return [...counts]
    .map(([key, count]) => ({ key, label: label(entityLabel(codebook, key)), count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
});

/** The pairs of sources that contradict each other, as the state asks for them. */
export function contradictionsIn(selection: Selection, state: FindingsState): Contradictions {
  return finish(contradictionsInSteps(selection, state));
}

function* contradictionsInSteps(selection: Selection, state: FindingsState): Steps<Contradictions> {
  const side = yield* sideSteps(selection, state);
  return yield* contradictionsOnce(selection, side, voiceIn(state));
}

/** Computes one figure of the tags of one layer. The dearest take about 0.2 s for 100,000 tags. */
export function figureOf(selection: Selection, state: FindingsState, id: SumFigure): Figure {
  return finish(figureSteps(selection, state, id));
}

/** The same with pauses: at no number of tags does one step take long, but where one source alone has very many. */
export function* figureSteps(selection: Selection, state: FindingsState, id: SumFigure): Steps<Figure> {
  const { corpus } = selection;
  const voice = voiceIn(state);
  const spoken = voice ? say('Only stances in one voice ({0}: {1}).', say(voice), say(VOICE_SAYS[voice])) : '';
  switch (id) {
    case 'matrix': {
      const matrix = yield* matrixSteps(selection, state.by, voice);
      return {
        ...{ id, title: say('Stances by target and {0}', groupingWords(state.by)) },
        caption: captionOf(
          selection,
          say(
            'Each mark sums the stance tags of one target and one {0}: its size is how many, its sign and colour the balance of positive and negative ones.',
            groupingWords(state.by),
          ),
          spoken,
          say(
            '{0} {1}; no verdict on a whole source.',
            counted(matrix.count, 'stance'),
            within(selection, matrix.sources),
          ),
          limits(matrix.rows.length, matrix.columns.length),
        ),
        ...{
          picture: matrixPicture(matrix),
          table: matrixTable(matrix),
          empty: emptyIf(matrix.count === 0, noStances),
        },
      };
    }
    case 'contradictions':
      return yield* contradictionsFigure(selection, state, spoken);
    case 'timeline':
      return yield* timelineFigure(selection, state, spoken);
    case 'coverage': {
      const coverage = yield* coverageSteps(selection);
      const { untagged, partly, tagged } = coverage.counts;
      return {
        ...{ id, title: say('Coverage of the sources') },
        caption: captionOf(
          selection,
          say(
            '{0}: {1} untagged, {2} partly tagged (fewer than half of the paragraphs hold a tag), {3} tagged.',
            counted(coverage.rows.length, 'source'),
            untagged,
            partly,
            tagged,
          ),
          say(
            'A bar counts the tags that the filters let through; lost tags are shown here and left out of every other figure.',
          ),
        ),
        picture: coveragePicture(coverage),
        table: coverageTable(coverage),
        empty: emptyIf(coverage.rows.length === 0, () =>
          say('There is no source here. Open a folder with .txt files, or take a filter away.'),
        ),
      };
    }
    case 'mentions':
    case 'bySource':
    case 'entityBySource':
      return yield* mentionsFigure(selection, id);
    case 'coMentions':
    case 'network':
      return yield* togetherFigure(corpus, selection, id);
  }
}

/** Some figures of a view rest on the same sum. */
function once<T>(sum: (selection: Selection) => Steps<T>): (selection: Selection) => Steps<T> {
  const known = new WeakMap<Selection, { readonly value: T }>();
  return function* (selection) {
    let kept = known.get(selection);
    if (!kept) known.set(selection, (kept = { value: yield* sum(selection) }));
    return kept.value;
  };
}

const mentionsOnce = once(mentionSteps);
const coMentionsOnce = once(function* (selection) {
  return yield* coMentionSteps(selection, yield* mentionsOnce(selection));
});

function emptyIf(isEmpty: boolean, words: () => string): string | undefined {
  return isEmpty ? words() : undefined;
}

function limits(rows: number, columns: number): string {
  return rows > 40 || columns > 30 ? say('The picture shows the largest 40 rows and 30 columns, the table all.') : '';
}

function* contradictionsFigure(selection: Selection, state: FindingsState, spoken: string): Steps<Figure> {
  const found = yield* contradictionsInSteps(selection, state);
  const side = yield* sideSteps(selection, state);
  const who = say({ holder: 'holder', outlet: 'outlet', target: 'target, whoever holds the stance' }[side]);
  const isEmpty = found.between.length + found.within.length === 0;
  const others: { side: (typeof SIDES_IN_ORDER)[number]; pairs: number }[] = [];
  for (const one of isEmpty ? SIDES_IN_ORDER : []) {
    const pairs = one === side ? 0 : yield* pairSteps(selection, one, voiceIn(state));
    if (pairs > 0) others.push({ side: one, pairs });
  }
  return {
    id: 'contradictions',
    title: say('Contradictions'),
    caption: captionOf(
      selection,
      say(
        'Positive and negative stance tags toward one target, for each {0}: {1} between sources, {2} within one source.',
        who,
        counted(found.between.length, 'pair'),
        found.within.length,
      ),
      spoken,
      say(
        'Sharpness, from 0 to 1, is how strong the two strongest opposite passages are, times how evenly the tags are split. The voices are the passages’, not the sources’ as a whole.',
      ),
      found.between.length > 60 || found.within.length > 60
        ? say('The page shows the 60 sharpest of each kind, the table all.')
        : '',
    ),
    picture: contradictionsPicture(selection.corpus, found),
    table: contradictionsTable(found),
    offers: others.map(({ side: one, pairs }) => ({
      says: say('Opposite stances of {0}: {1}', say(SIDE_WORDS[one]), counted(pairs, 'pair')),
      set: { side: one },
    })),
    empty: emptyIf(isEmpty, () =>
      say(
        'No pair of opposite stances here. A contradiction needs a positive and a negative stance toward one target: tag more stances, or take a filter away.',
      ),
    ),
  };
}

function* timelineFigure(selection: Selection, state: FindingsState, spoken: string): Steps<Figure> {
  const target = state.target || (yield* targetSteps(selection))[0]?.key || '';
  const timeline = yield* timelineSteps(selection, target, state.lines, voiceIn(state));
  const undated = timeline.undated.length;
  const name = label(entityLabel(selection.corpus.codebook, target));
  const count = timeline.lines.reduce((sum, line) => sum + line.count, 0);
  return {
    id: 'timeline',
    title: target ? say('Stances toward {0} over time', name) : say('Stances over time'),
    caption: captionOf(
      selection,
      say(
        'Each mark sums the stance tags toward {0} of one {1} at one date of a source; above the line positive, below it negative. A date known only by month or year is as wide as that.',
        name,
        groupingWords(state.lines),
      ),
      spoken,
      say('{0} at a date.', counted(count, 'stance')),
      undated > 0 ? say('{0} without a date: listed below, in no mark.', counted(undated, 'source')) : '',
    ),
    picture: yield* timelinePicture(timeline),
    table: timelineTable(selection.corpus, timeline),
    empty: emptyIf(count === 0 && undated === 0, noStances),
  };
}

function* mentionsFigure(selection: Selection, id: 'mentions' | 'bySource' | 'entityBySource'): Steps<Figure> {
  const mentions = yield* part(mentionsOnce(selection), 0, 0.5);
  const empty = emptyIf(mentions.count === 0, noMentions);
  const sums = say(
    '{0} {1}. A mention says that a passage names an entity, and nothing about what is thought of it.',
    counted(mentions.count, 'mention'),
    within(selection, mentions.inSources),
  );
  if (id === 'bySource') {
    const list = yield* part(sourceMentionsOf(selection.groups), 0.5, 1);
    const title = say('Mentions by source');
    return {
      id,
      title,
      caption: captionOf(selection, sums),
      picture: bySourcePicture(list),
      table: sourceMentionsTable(list, mentions.leftOut),
      empty,
    };
  }
  if (id === 'mentions') {
    const title = say('Mentions by entity');
    return {
      id,
      title,
      caption: captionOf(selection, sums),
      picture: mentionsPicture(mentions),
      table: entityMentionsTable(mentions, selection.corpus.codebook),
      empty,
    };
  }
  const some =
    mentions.rows.length > 20 ? say('The picture shows the 20 entities with most mentions, the table all.') : '';
  return {
    ...{ id, title: say('Mentions by entity and source'), caption: captionOf(selection, sums, some) },
    picture: yield* entityBySourcePicture(selection.corpus, mentions),
    ...{ table: mentionsTable(mentions), empty },
  };
}

function* togetherFigure(corpus: Corpus, selection: Selection, id: 'coMentions' | 'network'): Steps<Figure> {
  const together = yield* coMentionsOnce(selection);
  if (id === 'coMentions') {
    return {
      ...{ id, title: say('Entities named in one paragraph') },
      caption: captionOf(
        selection,
        say(
          'Each mark counts the paragraphs in which both entities are mentioned: that they are named together says nothing of their stances.',
        ),
        together.more > 0 ? say('{0} with fewer mentions left out.', counted(together.more, 'entity')) : '',
      ),
      ...{ picture: coMentionsPicture(together), table: coMentionsTable(corpus, together) },
      empty: emptyIf(
        together.edges.length === 0,
        () => `${say('No two entities are mentioned in one paragraph here.')} ${noMentions()}`,
      ),
    };
  }
  return {
    ...{ id, title: say('Stances between entities') },
    caption: captionOf(
      selection,
      say(
        'Grey lines join entities that are named in one paragraph; arrows sum the stance tags from a holder to a target, with the sign of their balance. The arrows come from stance tags alone, never from mentions.',
      ),
      say('Authors, and stances toward oneself, have no arrow; the table has the latter.'),
    ),
    ...{ picture: networkPicture(corpus, together), table: tiesTable(corpus, together) },
    empty: emptyIf(together.nodes.length === 0, noMentions),
  };
}
