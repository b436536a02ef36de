import type { SourceView } from '../corpus';
import type { Intensity } from '../model';
import { each, finish, part, sorted, type Steps } from '../base/steps';
import { naturalCompare } from '../text/natural';
import { VOICES, voiceOf, type Voice } from '../words/voice';
import { entityLabel, headingOf, keyOf, type Grouping, type Heading } from './headings';
import { eachStance, type LeftOut, type Selection, type StancePassage } from './selection';
import { addTally, balanceOf, emptyTally, signOf, sizeOf, tallyKeyOf, type OpenTally, type Tally } from './tally';

export interface MatrixCell {
  readonly row: string;
  readonly column: string;
  /** All stances in the cell; the passages are as many. */
  readonly count: number;
  readonly tally: Tally;
  /** See {@link balanceOf}: every positive or negative stance counts one. */
  readonly balance?: number;
  /**
   * The same with the intensities as weights, over those stances that have one: Σ sign·intensity ÷ Σ intensity. Stances
   * without an intensity are not guessed at; `weighed` says how many it rests on.
   */
  readonly weighted?: number;
  readonly weighed: number;
  /** The tally again, the voices apart. */
  readonly voices: Readonly<Record<Voice, Tally>>;
  readonly passages: readonly StancePassage[];
}

export interface MatrixHeading extends Heading {
  readonly count: number;
  readonly tally: Tally;
}

/** Stances by target (rows) and what they are told apart by (columns). */
export interface Matrix {
  readonly by: Grouping;
  /** Most stances first, then by label. */
  readonly rows: readonly MatrixHeading[];
  readonly columns: readonly MatrixHeading[];
  readonly cells: readonly MatrixCell[];
  cell(row: string, column: string): MatrixCell | undefined;
  /** Those of one row that have stances, in no order. */
  inRow(row: string): Iterable<MatrixCell>;
  readonly count: number;
  /** How many sources have a stance in it. */
  readonly sources: number;
  readonly leftOut: LeftOut;
}

interface OpenCell {
  readonly row: string;
  readonly column: string;
  readonly voices: Readonly<Record<Voice, OpenTally>>;
  weight: number;
  signed: number;
  weighed: number;
  passages: StancePassage[];
}

/** With a `voice` only the stances in that one are counted. */
export function matrixOf(selection: Selection, by: Grouping, voice?: Voice): Matrix {
  return finish(matrixSteps(selection, by, voice));
}

/** The same with pauses. */
export function* matrixSteps(selection: Selection, by: Grouping, voice?: Voice): Steps<Matrix> {
  const { codebook } = selection.corpus;
  const open = new Map<string, Map<string, OpenCell>>();
  const columns = new Map<string, Heading>();
  const sources = new Set<SourceView>();
  let count = 0;
  const look = (passage: StancePassage): void => {
    const { stance } = passage.tag;
    const spoken = voiceOf(stance);
    if (voice && spoken !== voice) return;
    count++;
    sources.add(passage.source);
    const column = keyOf(by, passage, codebook);
    if (!columns.has(column)) columns.set(column, headingOf(by, passage, codebook));
    let row = open.get(stance.target);
    if (!row) open.set(stance.target, (row = new Map<string, OpenCell>()));
    let cell = row.get(column);
    if (!cell) row.set(column, (cell = emptyCell(stance.target, column)));
    cell.voices[spoken][tallyKeyOf(codebook, stance)]++;
    weigh(cell, signOf(codebook, stance), stance.intensity);
    cell.passages.push(passage);
  };
  yield* part(eachStance(selection, look), 0, 0.8);
  const cells = new Map<string, Map<string, MatrixCell>>();
  const all: MatrixCell[] = [];
  for (const [target, row] of open) {
    const made = new Map<string, MatrixCell>();
    cells.set(target, made);
    yield* each(row, ([key, cell]) => {
      const one = closed(cell);
      made.set(key, one);
      all.push(one);
    });
    yield undefined;
  }
  const rows = [...open.keys()].map((key) => ({ key, label: entityLabel(codebook, key) }));
  return {
    by,
    rows: yield* headings(rows, all, 'row'),
    columns: yield* headings([...columns.values()], all, 'column'),
    cells: all,
    cell: (row, column) => cells.get(row)?.get(column),
    inRow: (row) => cells.get(row)?.values() ?? [],
    count,
    sources: sources.size,
    leftOut: selection.leftOut,
  };
}

function emptyCell(row: string, column: string): OpenCell {
  const voices = { own: emptyTally(), attributed: emptyTally(), reported: emptyTally() };
  return { row, column, voices, weight: 0, signed: 0, weighed: 0, passages: [] };
}

function weigh(cell: OpenCell, sign: -1 | 0 | 1, intensity: Intensity | undefined): void {
  if (sign === 0 || intensity === undefined) return;
  cell.weighed++;
  cell.weight += intensity;
  cell.signed += sign * intensity;
}

function closed({ row, column, voices, weight, signed, weighed, passages }: OpenCell): MatrixCell {
  const tally = emptyTally();
  for (const voice of VOICES) addTally(tally, voices[voice]);
  return {
    row,
    column,
    count: passages.length,
    tally,
    balance: balanceOf(tally),
    weighted: weight === 0 ? undefined : signed / weight,
    weighed,
    voices,
    passages,
  };
}

function* headings(
  plain: readonly Heading[],
  cells: readonly MatrixCell[],
  side: 'row' | 'column',
): Steps<MatrixHeading[]> {
  const tallies = new Map(plain.map(({ key }) => [key, emptyTally()]));
  yield* each(cells, (cell) => {
    const tally = tallies.get(cell[side]);
    if (tally) addTally(tally, cell.tally);
  });
  const made = plain.map((heading) => {
    const tally = tallies.get(heading.key) ?? emptyTally();
    return { ...heading, tally, count: sizeOf(tally) };
  });
  return yield* sorted(
    made,
    (a, b) => b.count - a.count || naturalCompare(a.label, b.label) || naturalCompare(a.key, b.key),
  );
}
