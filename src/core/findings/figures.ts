/** A figure: a picture, its numbers as a table, and what the numbers are sums of. */
import type { Corpus, Passage } from '../corpus';
import {
  coMentionsTable,
  contradictionsTable,
  coverageTable,
  entityMentionsTable,
  leftOutNote,
  matrixTable,
  mentionsTable,
  sourceMentionsTable,
  tiesTable,
  timelineTable,
  type Table,
} from '../export/tables';
import {
  coMentionsOf,
  contradictionsOf,
  coverageOf,
  entityLabel,
  matrixOf,
  mentionsOf,
  stancesOf,
  timelineOf,
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
import { pairsOf, SIDE_WORDS, sideIn, SIDES_IN_ORDER } from './side';
import { voiceIn, type FigureId, type FindingsState } from './state';

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

const NO_STANCES = `No stance is tagged here. Select a passage of a source and run “${COMMAND_TITLES.tagStance}”, or take a filter away.`;
const NO_MENTIONS = `No mention is tagged here. Select a name in a source and run “${COMMAND_TITLES.tagEntity}”, or take a filter away.`;

const BY_WORDS = {
  holder: 'holder',
  source: 'source',
  outlet: 'outlet',
  author: 'author of the source',
  reporter: 'reporter',
} as const;

function captionOf(selection: Selection, ...sentences: string[]): string {
  return [...sentences, leftOutNote(selection.leftOut) || 'No lost tag is left out.'].join(' ');
}

/** `in 2 of 5 sources`: those that have some, of those that the filters let in. */
function within(selection: Selection, having: ReadonlySet<string>): string {
  const all = counted(selection.groups.length, 'source');
  return having.size === selection.groups.length ? `in ${all}` : `in ${having.size} of ${all}`;
}

function sourcesOf(cells: readonly { readonly passages: readonly Passage[] }[]): ReadonlySet<string> {
  return new Set(cells.flatMap(({ passages }) => passages.map(({ source }) => source.uri)));
}

/** Targets of stances, most stances first; the first is what a timeline without a target shows. */
export function targetsOf(
  selection: Selection,
): { readonly key: string; readonly label: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { tag } of stancesOf(selection)) counts.set(tag.stance.target, (counts.get(tag.stance.target) ?? 0) + 1);
  const { codebook } = selection.corpus;
  return [...counts]
    .map(([key, count]) => ({ key, label: label(entityLabel(codebook, key)), count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

/** The pairs of sources that contradict each other, as the state asks for them. */
export function contradictionsIn(selection: Selection, state: FindingsState): Contradictions {
  return contradictionsOf(selection, sideIn(selection, state), voiceIn(state));
}

/** Computes one figure. The dearest take about 0.2 s for 100,000 tags. */
export function figureOf(selection: Selection, state: FindingsState, id: FigureId): Figure {
  const { corpus } = selection;
  const voice = voiceIn(state);
  const spoken = voice ? ` in one voice (${voice}: ${VOICE_SAYS[voice]})` : '';
  switch (id) {
    case 'matrix': {
      const matrix = matrixOf(selection, state.by, voice);
      return {
        ...{ id, title: `Stances by target and ${BY_WORDS[state.by]}` },
        caption: captionOf(
          selection,
          `Each mark sums the stance tags${spoken} of one target and one ${BY_WORDS[state.by]}: its size is how many, its sign and colour the balance of positive and negative ones.`,
          `${counted(matrix.count, 'stance')} ${within(selection, sourcesOf(matrix.cells))}; no verdict on a whole source.`,
          limits(matrix.rows.length, matrix.columns.length),
        ),
        ...{
          picture: matrixPicture(matrix),
          table: matrixTable(matrix),
          empty: emptyIf(matrix.count === 0, NO_STANCES),
        },
      };
    }
    case 'contradictions':
      return contradictionsFigure(selection, state, spoken);
    case 'timeline':
      return timelineFigure(selection, state, spoken);
    case 'coverage': {
      const coverage = coverageOf(selection);
      const { untagged, partly, tagged } = coverage.counts;
      return {
        ...{ id, title: 'Coverage of the sources' },
        caption: captionOf(
          selection,
          `${counted(coverage.rows.length, 'source')}: ${untagged} untagged, ${partly} partly tagged (fewer than half of the paragraphs hold a tag), ${tagged} tagged.`,
          'A bar counts the tags that the filters let in; lost tags are shown here and left out of every other figure.',
        ),
        picture: coveragePicture(coverage),
        table: coverageTable(coverage),
        empty: emptyIf(
          coverage.rows.length === 0,
          'There is no source here. Open a folder with .txt files, or take a filter away.',
        ),
      };
    }
    case 'mentions':
    case 'bySource':
    case 'entityBySource':
      return mentionsFigure(selection, id);
    case 'coMentions':
    case 'network':
      return togetherFigure(corpus, selection, id);
  }
}

/** Some figures of a view rest on the same sum. */
function once<T>(sum: (selection: Selection) => T): (selection: Selection) => T {
  const known = new WeakMap<Selection, { readonly value: T }>();
  return (selection) => {
    let kept = known.get(selection);
    if (!kept) known.set(selection, (kept = { value: sum(selection) }));
    return kept.value;
  };
}

const mentionsOnce = once(mentionsOf);
const coMentionsOnce = once((selection) => coMentionsOf(selection));

function emptyIf(isEmpty: boolean, words: string): string | undefined {
  return isEmpty ? words : undefined;
}

function limits(rows: number, columns: number): string {
  return rows > 40 || columns > 30 ? 'The picture shows the largest 40 rows and 30 columns, the table all.' : '';
}

function contradictionsFigure(selection: Selection, state: FindingsState, spoken: string): Figure {
  const found = contradictionsIn(selection, state);
  const side = sideIn(selection, state);
  const who = { holder: 'holder', outlet: 'outlet', target: 'target, whoever holds the stance' }[side];
  const isEmpty = found.between.length + found.within.length === 0;
  const others = isEmpty
    ? SIDES_IN_ORDER.filter((one) => one !== side)
        .map((one) => ({ side: one, pairs: pairsOf(selection, one, voiceIn(state)) }))
        .filter(({ pairs }) => pairs > 0)
    : [];
  return {
    id: 'contradictions',
    title: 'Contradictions',
    caption: captionOf(
      selection,
      `Positive and negative stance tags${spoken} toward one target, for each ${who}: ${counted(found.between.length, 'pair')} between sources, ${found.within.length} within one source.`,
      'Sharpness, from 0 to 1, is how strong the two strongest opposite passages are, times how evenly the tags are split. The voices are the passages’, not the sources’ as a whole.',
      found.between.length > 60 || found.within.length > 60
        ? 'The page shows the 60 sharpest of each kind, the table all.'
        : '',
    ),
    picture: contradictionsPicture(selection.corpus, found),
    table: contradictionsTable(found),
    offers: others.map(({ side: one, pairs }) => ({
      says: `Opposite stances of ${SIDE_WORDS[one]}: ${counted(pairs, 'pair')}`,
      set: { side: one },
    })),
    empty: emptyIf(
      isEmpty,
      'No pair of opposite stances here. A contradiction needs a positive and a negative stance toward one target: tag more stances, or take a filter away.',
    ),
  };
}

function timelineFigure(selection: Selection, state: FindingsState, spoken: string): Figure {
  const target = state.target || targetsOf(selection)[0]?.key || '';
  const timeline = timelineOf(selection, target, state.lines, voiceIn(state));
  const undated = timeline.undated.length;
  const name = label(entityLabel(selection.corpus.codebook, target));
  const count = timeline.lines.reduce((sum, line) => sum + line.count, 0);
  return {
    id: 'timeline',
    title: target ? `Stances toward ${name} over time` : 'Stances over time',
    caption: captionOf(
      selection,
      `Each mark sums the stance tags${spoken} toward ${name} of one ${BY_WORDS[state.lines]} at one date of a source; above the line positive, below it negative. A date known only by month or year is as wide as that.`,
      `${counted(count, 'stance')} at a date.`,
      undated > 0 ? `${counted(undated, 'source')} without a date: listed below, in no mark.` : '',
    ),
    picture: timelinePicture(timeline),
    table: timelineTable(selection.corpus, timeline),
    empty: emptyIf(count === 0 && undated === 0, NO_STANCES),
  };
}

function mentionsFigure(selection: Selection, id: 'mentions' | 'bySource' | 'entityBySource'): Figure {
  const mentions = mentionsOnce(selection);
  const empty = emptyIf(mentions.count === 0, NO_MENTIONS);
  const having = new Set(mentions.rows.flatMap((row) => row.sources.map(({ source }) => source.uri)));
  const sums = `${counted(mentions.count, 'mention')} ${within(selection, having)}. A mention says that a passage names an entity, and nothing of what is thought of it.`;
  if (id === 'bySource') {
    const list = sourceMentionsOf(selection.groups);
    const title = 'Mentions by source';
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
    const title = 'Mentions by entity';
    return {
      id,
      title,
      caption: captionOf(selection, sums),
      picture: mentionsPicture(mentions),
      table: entityMentionsTable(mentions),
      empty,
    };
  }
  const some = mentions.rows.length > 20 ? 'The picture shows the 20 entities with most mentions, the table all.' : '';
  return {
    ...{ id, title: 'Mentions by entity and source', caption: captionOf(selection, sums, some) },
    ...{ picture: entityBySourcePicture(selection.corpus, mentions), table: mentionsTable(mentions), empty },
  };
}

function togetherFigure(corpus: Corpus, selection: Selection, id: 'coMentions' | 'network'): Figure {
  const together = coMentionsOnce(selection);
  if (id === 'coMentions') {
    return {
      ...{ id, title: 'Entities named in one paragraph' },
      caption: captionOf(
        selection,
        'Each mark counts the paragraphs in which both entities are mentioned: that they are named together says nothing of their stances.',
        together.more > 0 ? `${counted(together.more, 'entity')} with fewer mentions left out.` : '',
      ),
      ...{ picture: coMentionsPicture(together), table: coMentionsTable(corpus, together) },
      empty: emptyIf(
        together.edges.length === 0,
        `No two entities are mentioned in one paragraph here. ${NO_MENTIONS}`,
      ),
    };
  }
  return {
    ...{ id, title: 'Stances between entities' },
    caption: captionOf(
      selection,
      'Grey lines join entities that are named in one paragraph; arrows sum the stance tags from a holder to a target, with the sign of their balance. The arrows come from stance tags alone, never from mentions.',
      'Authors, and stances toward oneself, have no arrow; the table has the latter.',
    ),
    ...{ picture: networkPicture(corpus, together), table: tiesTable(corpus, together) },
    empty: emptyIf(together.nodes.length === 0, NO_MENTIONS),
  };
}
