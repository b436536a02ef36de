import type { SourceView } from '../corpus';
import { daysOf, timeOf } from '../text/dates';
import { finish, part, sorted, type Steps } from '../base/steps';
import { naturalCompare } from '../text/natural';
import { headingOf, keyOf, type Grouping, type Heading } from './headings';
import { eachStance, type LeftOut, type Selection, type StancePassage } from './selection';
import { voiceOf, type Voice } from '../words/voice';
import { balanceOf, emptyTally, tallyKeyOf, type OpenTally, type Tally } from './tally';

/** The stances of one line at one date. A date is as exact as its source says: a year is a point a year wide. */
export interface TimelinePoint {
  /** As written: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  /** Milliseconds of UTC since 1970, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly tally: Tally;
  readonly balance?: number;
  readonly passages: readonly StancePassage[];
}

export interface TimelineLine extends Heading {
  /** By date; of two that begin together the more exact one first. */
  readonly points: readonly TimelinePoint[];
  readonly count: number;
}

export interface Timeline {
  readonly target: string;
  readonly by: Grouping;
  /** Most stances first. */
  readonly lines: readonly TimelineLine[];
  /** Sources with stances toward the target and no date that can be read: they are in no line. */
  readonly undated: readonly { readonly source: SourceView; readonly passages: readonly StancePassage[] }[];
  readonly leftOut: LeftOut;
}

interface OpenPoint {
  readonly tally: OpenTally;
  readonly passages: StancePassage[];
}

/** Stances toward one target by the dates of their sources; a line for each holder, outlet or other grouping. */
export function timelineOf(selection: Selection, target: string, by: Grouping, voice?: Voice): Timeline {
  return finish(timelineSteps(selection, target, by, voice));
}

/** The same with pauses. */
export function* timelineSteps(selection: Selection, target: string, by: Grouping, voice?: Voice): Steps<Timeline> {
  const { codebook } = selection.corpus;
  const lines = new Map<string, { heading: Heading; points: Map<string, OpenPoint> }>();
  const undated = new Map<SourceView, StancePassage[]>();
  const look = (passage: StancePassage): void => {
    const { stance } = passage.tag;
    if (stance.target !== target || (voice && voiceOf(stance) !== voice)) return;
    const date = passage.source.details.get('date')?.trim() ?? '';
    if (!daysOf(date)) {
      const listed = undated.get(passage.source);
      if (listed) listed.push(passage);
      else undated.set(passage.source, [passage]);
      return;
    }
    const key = keyOf(by, passage, codebook);
    let line = lines.get(key);
    if (!line) lines.set(key, (line = { heading: headingOf(by, passage, codebook), points: new Map() }));
    let point = line.points.get(date);
    if (!point) line.points.set(date, (point = { tally: emptyTally(), passages: [] }));
    point.tally[tallyKeyOf(codebook, stance)]++;
    point.passages.push(passage);
  };
  yield* part(eachStance(selection, look), 0, 0.9);
  const made: TimelineLine[] = [];
  for (const { heading, points } of lines.values()) {
    made.push(lineOf(heading, points));
    yield undefined;
  }
  return {
    target,
    by,
    lines: yield* sorted(made, (a, b) => b.count - a.count || naturalCompare(a.label, b.label)),
    undated: [...undated].map(([source, passages]) => ({ source, passages })),
    leftOut: selection.leftOut,
  };
}

function lineOf(heading: Heading, open: ReadonlyMap<string, OpenPoint>): TimelineLine {
  const points: TimelinePoint[] = [];
  let count = 0;
  for (const [date, { tally, passages }] of open) {
    const time = timeOf(date);
    if (!time) continue;
    points.push({ date, ...time, tally, balance: balanceOf(tally), passages });
    count += passages.length;
  }
  return { ...heading, points: points.sort((a, b) => a.from - b.from || a.to - b.to), count };
}
