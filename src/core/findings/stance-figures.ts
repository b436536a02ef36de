/** Figures of stance tags: by target, against each other, over time. */
import { contradictionsTable, matrixTable, timelineTable } from '../export/stance-tables';
import { finish, type Steps } from '../base/steps';
import {
  eachStance,
  entityLabel,
  groupingWords,
  matrixSteps,
  timelineSteps,
  type Contradictions,
  type Selection,
} from '../sums';
import { label } from '../text/safe';
import { counted } from '../words/count';
import { captionOf, emptyIf, noStances, once, within, type Figure } from './figure';
import { contradictionsPicture, matrixPicture, timelinePicture } from './pictures';
import { contradictionsOnce, pairSteps, SIDE_WORDS, sideSteps, SIDES_IN_ORDER } from './side';
import { voiceIn, type FindingsState } from './state';
import { say } from '../base/say';

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

/** Stances by target and something else. */
export function* matrixFigure(selection: Selection, state: FindingsState, spoken: string): Steps<Figure> {
  const matrix = yield* matrixSteps(selection, state.by, voiceIn(state));
  return {
    ...{ id: 'matrix', title: say('Stances by target and {0}', groupingWords(state.by)) },
    caption: captionOf(
      selection,
      say(
        'Each mark sums the stance tags of one target and one {0}: its size is how many, its sign and colour the balance of positive and negative ones.',
        groupingWords(state.by),
      ),
      spoken,
      say('{0} {1}; no verdict on a whole source.', counted(matrix.count, 'stance'), within(selection, matrix.sources)),
      limits(matrix.rows.length, matrix.columns.length),
    ),
    ...{
      picture: matrixPicture(matrix),
      table: matrixTable(matrix),
      empty: emptyIf(matrix.count === 0, noStances),
    },
  };
}

function limits(rows: number, columns: number): string {
  return rows > 40 || columns > 30 ? say('The picture shows the largest 40 rows and 30 columns, the table all.') : '';
}

/** Opposite stances toward one target. */
export function* contradictionsFigure(selection: Selection, state: FindingsState, spoken: string): Steps<Figure> {
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

/** Stances toward one target at the dates of the sources. */
export function* timelineFigure(selection: Selection, state: FindingsState, spoken: string): Steps<Figure> {
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
