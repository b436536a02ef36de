/** From sums to pictures: the most important rows and columns, with each mark in words. The tables have everything. */
import type { Corpus } from '../corpus';
import {
  entityLabel,
  signMark,
  type CoMentions,
  type Contradictions,
  type Matrix,
  type Mentions,
  type Timeline,
} from '../sums';
import type { Contradiction } from '../sums/contradictions';
import type { Coverage } from '../sums/coverage';
import type { SourceGroup } from '../sums/selection';
import { isMention } from '../model';
import { rounded } from '../export/table';
import { isolated, label } from '../text/safe';
import { shownOf } from './passages';
import type { BandLine, BandPoint, Bands, BarRow, Bars, Grid, GridCell, Head, Net, PairRow, Pairs } from './picture';
import { counted, numberOf } from '../words/count';
import { inWords, toneOf } from './words';
import { say, sayable } from '../base/say';
import { each, type Steps } from '../base/steps';

/** What a picture shows at the most: more than this nobody reads, and a table beside it has the rest. */
export const MOST = { rows: 40, columns: 30, pairs: 60, lines: 30, nodes: 24, grid: 20 } as const;

/** Who, toward whom, and what is thought. */
const TOWARD = '{0} toward {1}: {2}';

const short = (text: string): string => label(text, 60);

function headsOf(list: readonly { key: string; label: string; count: number }[], most: number): Head[] {
  return list.slice(0, most).map(({ key, label: text, count }) => ({ key, label: short(text), count }));
}

export function matrixPicture(matrix: Matrix): Grid {
  const rows = headsOf(matrix.rows, MOST.rows);
  const columns = headsOf(matrix.columns, MOST.columns);
  const cells: GridCell[] = [];
  rows.forEach((row, i) =>
    columns.forEach((column, j) => {
      const cell = matrix.cell(row.key, column.key);
      if (!cell) return;
      const says = say(TOWARD, isolated(column.label), isolated(row.label), inWords(cell.tally, cell.count));
      cells.push({ row: i, column: j, count: cell.count, mark: signMark(cell.tally), tone: toneOf(cell.tally), says });
    }),
  );
  return { kind: 'grid', rows, columns, cells };
}

export function contradictionsPicture(corpus: Corpus, { between, within }: Contradictions): Pairs {
  const rowOf = (one: Contradiction, inside: boolean): PairRow => {
    const [who, target] = [short(one.group.label), short(one.target.label)];
    const { positive, negative } = one.tally;
    const where = inside ? say('within one source') : say('in {0}', counted(one.sources, 'source'));
    return {
      key: [one.target.key, one.group.key],
      who,
      target,
      within: inside,
      sharpness: rounded(one.sharpness) ?? 0,
      positive,
      negative,
      sources: one.sources,
      left: shownOf(corpus, one.negative.passage),
      right: shownOf(corpus, one.positive.passage),
      says: say(
        '{0} toward {1}, {2}: {3}, {4}; sharpness {5}',
        isolated(who),
        isolated(target),
        isolated(where),
        counted(positive, 'positive'),
        counted(negative, 'negative'),
        numberOf(rounded(one.sharpness) ?? 0),
      ),
    };
  };
  const rows = [
    ...between.slice(0, MOST.pairs).map((one) => rowOf(one, false)),
    ...within.slice(0, MOST.pairs).map((one) => rowOf(one, true)),
  ];
  return { kind: 'pairs', rows };
}

export function* timelinePicture(timeline: Timeline): Steps<Bands> {
  const lines: BandLine[] = [];
  for (const line of timeline.lines.slice(0, MOST.lines)) {
    yield undefined;
    const points = line.points.map((point): BandPoint => {
      const { date, from, to, tally, balance } = point;
      const count = point.passages.length;
      const says = `${short(line.label)}, ${label(date, 20)}: ${inWords(tally, count)}`;
      return { date, from, to, count, balance, mark: signMark(tally), tone: toneOf(tally), says };
    });
    lines.push({ key: line.key, label: short(line.label), count: line.count, points });
  }
  const undated: Head[] = [];
  yield* each(timeline.undated, ({ source, passages }) => {
    undated.push({ key: source.uri, label: label(source.name, 120), count: passages.length });
  });
  return { kind: 'bands', lines, undated };
}

function plainBar(key: string, name: string, count: number, note: string): BarRow {
  const says = `${name}: ${counted(count, 'mention')}, ${note}`;
  return {
    key,
    label: name,
    count,
    note: `${numberOf(count)} ${note}`,
    parts: [{ tone: 'plain', count, word: 'mentions' }],
    says,
  };
}

export function mentionsPicture({ rows }: Mentions): Bars {
  return {
    kind: 'bars',
    rows: rows
      .slice(0, MOST.rows)
      .map((row) =>
        plainBar(row.key, short(row.label), row.mentions, say('in {0}', counted(row.sources.length, 'source'))),
      ),
  };
}

/** Mentions of one source, and of how many entities. */
export interface SourceMentions {
  readonly group: SourceGroup;
  readonly mentions: number;
  readonly entities: number;
}

export function* sourceMentionsOf(groups: readonly SourceGroup[]): Steps<SourceMentions[]> {
  const list: SourceMentions[] = [];
  for (const group of groups) {
    yield list.length / groups.length;
    const tags = group.passages.map(({ tag }) => tag).filter(isMention);
    list.push({ group, mentions: tags.length, entities: new Set(tags.map((tag) => tag.entity)).size });
  }
  return list;
}

export function bySourcePicture(list: readonly SourceMentions[]): Bars {
  return {
    kind: 'bars',
    rows: list
      .slice(0, MOST.rows)
      .map(({ group: { source }, mentions, entities }) =>
        plainBar(source.uri, short(source.name), mentions, say('of {0}', counted(entities, 'entity'))),
      ),
  };
}

export function* entityBySourcePicture(corpus: Corpus, { rows }: Mentions): Steps<Grid> {
  const top = rows.slice(0, MOST.grid);
  const used = new Map<string, number>();
  for (const { sources } of top) {
    yield undefined;
    for (const { source, mentions } of sources) used.set(source.uri, (used.get(source.uri) ?? 0) + mentions);
  }
  const columns = corpus.sources
    .filter(({ uri }) => used.has(uri))
    .slice(0, MOST.columns)
    .map(({ uri, name }) => ({ key: uri, label: short(name), count: used.get(uri) ?? 0 }));
  const place = new Map(columns.map(({ key }, i) => [key, i]));
  const cells: GridCell[] = [];
  for (const [i, row] of top.entries()) {
    yield undefined;
    for (const { source, mentions } of row.sources) {
      const column = place.get(source.uri);
      if (column === undefined) continue;
      const says = say('{0} in {1}: {2}', short(row.label), short(source.name), counted(mentions, 'mention'));
      cells.push({ row: i, column, count: mentions, mark: '', tone: 'plain', says });
    }
  }
  return {
    kind: 'grid',
    rows: headsOf(
      top.map((row) => ({ ...row, count: row.mentions })),
      MOST.grid,
    ),
    columns,
    cells,
  };
}

export function coMentionsPicture(figure: CoMentions): Grid {
  const nodes = figure.nodes.slice(0, MOST.grid);
  const heads = headsOf(
    nodes.map((node) => ({ ...node, count: node.mentions })),
    MOST.grid,
  );
  const cells: GridCell[] = [];
  heads.forEach((row, i) =>
    heads.forEach((column, j) => {
      const count = i === j ? 0 : figure.paragraphs(row.key, column.key);
      if (count === 0) return;
      const says = say('{0} and {1}: named together in {2}', row.label, column.label, counted(count, 'paragraph'));
      cells.push({ row: i, column: j, count, mark: '', tone: 'plain', says });
    }),
  );
  return { kind: 'grid', rows: heads, columns: heads, cells };
}

export function networkPicture({ codebook }: Corpus, { nodes, edges, ties }: CoMentions): Net {
  const top = nodes.slice(0, MOST.nodes);
  const place = new Map(top.map(({ key }, i) => [key, i]));
  const name = (id: string): string => short(entityLabel(codebook, id));
  return {
    kind: 'net',
    nodes: top.map((node) => ({
      key: node.key,
      label: short(node.label),
      count: node.mentions,
      says: `${short(node.label)}: ${counted(node.mentions, 'mention')}`,
    })),
    links: edges.flatMap(({ a, b, paragraphs }) => {
      const [i, j] = [place.get(a), place.get(b)];
      if (i === undefined || j === undefined) return [];
      const says = say('{0} and {1}: named together in {2}', name(a), name(b), counted(paragraphs, 'paragraph'));
      return [{ a: i, b: j, paragraphs, says }];
    }),
    ties: ties.flatMap(({ holder, target, tally, count }) => {
      const [i, j] = [place.get(holder), place.get(target)];
      // A stance toward oneself has no line to be drawn on; the table has it.
      if (i === undefined || j === undefined || i === j) return [];
      const says = say(TOWARD, isolated(name(holder)), isolated(name(target)), inWords(tally, count));
      return [{ holder: i, target: j, count, mark: signMark(tally), tone: toneOf(tally), says }];
    }),
  };
}

const STATES = sayable({ untagged: 'untagged', partly: 'partly tagged', tagged: 'tagged' });

export function coveragePicture({ rows }: Coverage): Bars {
  // What still waits for a coder comes first.
  const first = (['untagged', 'partly', 'tagged'] as const)
    .flatMap((state) => rows.filter((row) => row.state === state).slice(0, MOST.rows))
    .slice(0, MOST.rows);
  const told = first.map((row): BarRow => {
    const { source, mentions, stances, lost, state, taggedParagraphs, paragraphs, basis } = row;
    const parts = [
      { tone: 'plain' as const, count: mentions, word: 'mentions' },
      { tone: 'neutral' as const, count: stances, word: 'stances' },
      { tone: 'negative' as const, count: lost, word: 'lost' },
    ].filter((part) => part.count > 0);
    const count = mentions + stances + lost;
    const held = say('{0} · {1} of {2} ¶', counted(count, 'tag'), taggedParagraphs, paragraphs);
    const note = count === 0 ? say(STATES[state]) : state === 'tagged' ? held : `${held} · ${say(STATES[state])}`;
    const counts = [
      short(source.name),
      say(STATES[state]),
      counted(mentions, 'mention'),
      counted(stances, 'stance'),
      lost,
      taggedParagraphs,
      paragraphs,
    ];
    const whole = basis === 'text';
    const says = say(
      paragraphs === 0
        ? '{0}: {1}; {2}, {3}, {4} lost'
        : whole
          ? '{0}: {1}; {2}, {3}, {4} lost; tags in {5} of {6} paragraphs'
          : '{0}: {1}; {2}, {3}, {4} lost; tags in {5} of {6} paragraphs down to the last tag',
      ...counts,
    );
    return { key: source.uri, label: short(source.name), count, parts, note, says };
  });
  return { kind: 'bars', rows: told };
}
