import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { figureOf } from '../../src/core/findings/figures';
import { targetSteps } from '../../src/core/findings/stance-figures';
import { finish } from '../../src/core/base/steps';
import { passagesOf, shownOf } from '../../src/core/findings/passages';
import type { Grid } from '../../src/core/findings/picture';
import {
  FIGURES,
  SUM_FIGURES,
  START,
  viewOf,
  figuresOf,
  VIEWS,
  type FigureId,
  type SumFigure,
  type FindingsState,
} from '../../src/core/findings/state';
import { select, type Selection } from '../../src/core/sums';
import { corpusOf, mention, smallCorpus, sourceOf, stance } from './support/corpus';

const selection = select(smallCorpus());
const column = (id: SumFigure, name: string, state: FindingsState = START, of: Selection = selection): number => {
  const { table } = figureOf(of, state, id);
  const index = table.columns.indexOf(name);
  return table.rows.reduce((sum, row) => sum + Number(row[index] ?? 0), 0);
};

describe('findings: figures', () => {
  it('open contradictions on whoever has some, and offer the others where one has none', () => {
    // Two holders of one outlet who never contradict themselves.
    const of = select(
      corpusOf([
        sourceOf('1', [stance('a1', '1:1-1:5', 'azerbaijan russia supportive')], { details: { outlet: 'Courier' } }),
        sourceOf('2', [stance('a2', '1:1-1:5', 'aliyev russia critical')], { details: { outlet: 'Courier' } }),
      ]),
    );
    const open = figureOf(of, START, 'contradictions');
    assert.equal(open.empty, undefined);
    assert.match(open.caption, /for each outlet: 1 pair between sources/);
    const holders = figureOf(of, { ...START, side: 'holder' }, 'contradictions');
    assert.match(holders.empty ?? '', /No pair/);
    assert.deepEqual(holders.offers, [
      { says: 'Opposite stances of one outlet: 1 pair', set: { side: 'outlet' } },
      { says: 'Opposite stances of anybody toward one target: 1 pair', set: { side: 'target' } },
    ]);
    const pick = { figure: 'contradictions' as const, keys: ['russia', 'Courier'] };
    assert.deepEqual(
      passagesOf(of, START, pick).map(({ tag }) => tag.id),
      ['a1', 'a2'],
    );
  });

  it('are each in one view', () => {
    assert.deepEqual(VIEWS.flatMap((view) => figuresOf(view)).sort(), [...FIGURES].sort());
    for (const view of VIEWS) for (const id of figuresOf(view)) assert.equal(viewOf(id), view);
  });

  for (const id of SUM_FIGURES) {
    it(`${id}: says what it sums and what is left out`, () => {
      const { caption, title } = figureOf(selection, START, id);
      assert.ok(title.length > 0);
      assert.match(caption, /Left out: 1 lost tag \(1 mention, 0 stances\)\.$/);
    });

    it(`${id}: with nothing tagged says what to do`, () => {
      const none = select(corpusOf([]));
      assert.match(figureOf(none, START, id).empty ?? '', /filter away|Open a folder/);
    });
  }

  it('where they are empty name the command as the palette does', () => {
    const titles = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
    const none = select(corpusOf([]));
    const names = (id: SumFigure, command: string): void => {
      const empty = figureOf(none, START, id).empty ?? '';
      assert.ok(empty.includes(`run “${titles[`command.${command}`]}”`), `${id}: ${empty}`);
    };
    names('matrix', 'tagStance');
    names('timeline', 'tagStance');
    names('mentions', 'tagEntity');
  });

  it('have the numbers of the picture in the table', () => {
    const grid = figureOf(selection, START, 'matrix').picture as Grid;
    assert.equal(
      grid.cells.reduce((sum, cell) => sum + cell.count, 0),
      column('matrix', 'stances'),
    );
    assert.equal(column('matrix', 'stances'), selection.stances);
    for (const id of ['mentions', 'bySource', 'entityBySource'] as const) {
      assert.equal(column(id, 'mentions'), selection.mentions, id);
      const { picture } = figureOf(selection, START, id);
      const counts = picture.kind === 'bars' ? picture.rows : picture.kind === 'grid' ? picture.cells : [];
      assert.equal(
        counts.reduce((sum, one) => sum + one.count, 0),
        selection.mentions,
        id,
      );
    }
  });

  it('say each mark in words', () => {
    const { cells } = figureOf(selection, START, 'matrix').picture as Grid;
    assert.deepEqual(
      cells.map(({ says, mark, tone }) => [says, mark, tone]),
      [
        ['(the authors) toward Azerbaijan: 1 stance, neither side: 1 neutral', '0', 'neutral'],
        ['Russia toward Azerbaijan: 1 stance, neither side: 1 denied', '0', 'neutral'],
        ['Azerbaijan toward Russia: 2 stances, both sides: 1 positive, 1 negative', '±', 'mixed'],
      ],
    );
  });

  it('show the target with most stances over time, and list sources without a date', () => {
    assert.deepEqual(
      finish(targetSteps(selection)).map(({ key, count }) => [key, count]),
      [
        ['azerbaijan', 2],
        ['russia', 2],
      ],
    );
    const undated = corpusOf([sourceOf('x.txt', [stance('aa', '0:0-4', 'author port critical')])]);
    const { picture, caption } = figureOf(select(undated), START, 'timeline');
    assert.ok(picture.kind === 'bands' && picture.lines.length === 0 && picture.undated.length === 1);
    assert.match(caption, /1 source without a date: listed below/);
  });

  it('keep the voices apart', () => {
    const own = { ...START, voice: 'own' } as const;
    const attributed = { ...START, voice: 'attributed' } as const;
    const reported = { ...START, voice: 'reported' } as const;
    const sums = [own, attributed, reported].map((state) => column('matrix', 'stances', state));
    assert.deepEqual([sums.reduce((a, b) => a + b, 0), sums[2]], [selection.stances, 1]);
    assert.match(
      figureOf(selection, reported, 'matrix').caption,
      /in one voice \(reported: somebody else reports it\)/,
    );
  });

  it('say in how many of the sources there are stances, and mentions', () => {
    const some = select(
      corpusOf([
        sourceOf('a.txt', [stance('aa', '0:0-4', 'author port critical'), mention('ab', '0:0-4', 'port', 'Port')]),
        sourceOf('b.txt', [mention('ba', '0:0-4', 'port', 'Port')]),
        sourceOf('c.txt', []),
      ]),
    );
    assert.match(figureOf(some, START, 'matrix').caption, /\. 1 stance in 1 of 3 sources;/);
    assert.match(figureOf(some, START, 'mentions').caption, /^2 mentions in 2 of 3 sources\./);
  });

  it('make hidden characters visible', () => {
    const hostile = corpusOf([sourceOf('\u202etxt.x', [mention('aa', '0:0-4', 'port', 'P\u200bort')])]);
    const { picture } = figureOf(select(hostile), START, 'bySource');
    assert.ok(picture.kind === 'bars' && picture.rows[0]?.label === '⟨U+202E⟩txt.x');
  });
});

describe('findings: passages behind a mark', () => {
  const ids = (figure: FigureId, keys: readonly string[], state = START): string[] =>
    passagesOf(selection, state, { figure, keys }).map(({ tag }) => tag.id);
  const uri = (index: number): string => selection.groups[index]?.source.uri ?? '';

  const cases: readonly (readonly [FigureId, readonly string[], readonly string[]])[] = [
    ['matrix', ['russia', 'azerbaijan'], ['a2', 'b1']],
    ['matrix', ['russia', 'nobody'], []],
    ['contradictions', ['russia', 'azerbaijan'], ['a2', 'b1']],
    ['timeline', ['russia', 'azerbaijan', '2024-12'], ['b1']],
    ['timeline', ['russia', uri(0)], []],
    ['mentions', ['russia'], ['a1', 'a4', 'b4']],
    ['bySource', [uri(2)], ['c1', 'c2']],
    ['entityBySource', ['russia', uri(1)], ['b4']],
    ['coMentions', ['russia', 'azerbaijan'], ['a1', 'a3']],
    ['network', ['azerbaijan', 'russia'], ['a2', 'b1']],
    ['network', ['aliyev'], ['a5']],
    ['coverage', [uri(2)], ['c1', 'c2']],
    ['coverage', [], []],
  ];
  for (const [figure, keys, found] of cases) {
    it(`${figure} ${keys.join(' · ')}`, () => assert.deepEqual(ids(figure, keys), found));
  }

  it('are as many as each cell of a matrix says', () => {
    for (const by of ['holder', 'source', 'outlet', 'author', 'reporter'] as const) {
      const state = { ...START, by };
      const grid = figureOf(selection, state, 'matrix').picture as Grid;
      for (const { row, column: col, count } of grid.cells) {
        const keys = [grid.rows[row]?.key ?? '', grid.columns[col]?.key ?? ''];
        assert.equal(ids('matrix', keys, state).length, count);
      }
    }
  });

  it('say who reports them, from where, and with what note', () => {
    const [passage] = passagesOf(selection, START, {
      figure: 'timeline',
      keys: ['russia', 'azerbaijan', '2025-07-02'],
    });
    assert.ok(passage);
    const shown = shownOf(selection.corpus, passage);
    assert.equal(shown.voice, 'reported by Ilham Əliyev, through the author');
    assert.deepEqual([shown.mark, shown.tone, shown.line], ['−', 'negative', 1]);
    assert.deepEqual([shown.outlet, shown.date, shown.title], ['Caspian Post', '2025-07-02', 'The bond breaks']);
    assert.equal(shown.note, 'sharp, à mon avis');
  });
});
