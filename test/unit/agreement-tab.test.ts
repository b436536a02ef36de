/**
 * Two people code three small sources, with passages in pieces and passages that overlap. Every figure of the tab is worked out by hand
 * in the comments, and the command line says the same.
 */
import * as assert from 'node:assert/strict';
import { layersIn } from '../../src/core/agreement/read';
import { parseCsv } from '../../src/core/export';
import { agreementFigures, pairsIn } from '../../src/core/findings/agreement';
import { agreementPassages } from '../../src/core/findings/agreement-cards';
import type { Figure } from '../../src/core/findings/figure';
import type { Forest, Grid, List, Words } from '../../src/core/findings/picture';
import { AGREEMENT_FIGURES, START, type FindingsState } from '../../src/core/findings/state';
import { inFolder } from './cli/world';
import { compare, CORPUS, figures, SCHEME, table, write } from './support/coded-by-hand';

const three = (value: number): number => Number(value.toFixed(3));

/** Value of a measure in the table of coefficients. */
const value = (question: string, measure: string): unknown =>
  table('agreement').rows.find((row) => String(row[0]).includes(question) && row[1] === measure)?.[2];

describe('agreement: the tab, worked out by hand', () => {
  it('Do we find the same mentions?', () => {
    // Characters: 40 + 35 + 26 = 101.
    // Ann marks 3 + 4, 3 + 4, 4 + 3 = 21; Ben 3 + 4, 3 + 4 + 4, 4 = 22; both 7 + 7 + 4 = 18.
    // Alike: 18 and what nobody marks, 101 − (21 + 22 − 18) = 76: 94 of 101.
    assert.equal(value('same mentions', 'raw agreement'), three(94 / 101));
    // κ: chance is (21 · 22 + 80 · 79) / 101².
    const chance = (21 * 22 + 80 * 79) / 101 ** 2;
    assert.equal(value('same mentions', 'Cohen’s κ'), three((94 / 101 - chance) / (1 - chance)));
    // π: shares 43/202 and 159/202.
    const pooled = (43 / 202) ** 2 + (159 / 202) ** 2;
    assert.equal(value('same mentions', 'Scott’s π'), three((94 / 101 - pooled) / (1 - pooled)));
    // α: 202 ratings, 43 yes and 159 no; 7 units differ, 14 off the diagonal: 1 − 201 · 14 / (2 · 43 · 159).
    assert.equal(value('same mentions', 'Krippendorff’s α'), three(1 - (201 * 14) / (2 * 43 * 159)));
    // AC1: π = 43/202; chance 2 · π(1 − π) for two categories.
    const share = 43 / 202;
    const ac = 2 * share * (1 - share);
    assert.equal(value('same mentions', 'Gwet’s AC1'), three((94 / 101 - ac) / (1 - ac)));
    // 6 and 6 mentions; 5 pairs have the same borders, of which one ('Bern' or 'Rome') differs: strict 4, exact 5.
    assert.equal(value('same mentions', 'F1, borders and meaning'), three((2 * 4) / 12));
    assert.equal(value('same mentions', 'F1, borders'), three((2 * 5) / 12));
    assert.equal(value('same mentions', 'F1, overlap counts half'), three((2 * 5) / 12));
    assert.equal(value('same mentions', 'F1, meaning and any overlap'), three((2 * 4) / 12));
  });

  it('Do we mean the same entity?', () => {
    // Five pairs on one passage: ann/ann, bern/rome, ben/ben, rome/rome, bern/bern: 4 of 5.
    assert.equal(value('same entity', 'raw agreement'), 0.8);
    // Ann: ann 1, bern 2, ben 1, rome 1; Ben: ann 1, rome 2, ben 1, bern 1. Chance (1 + 2 + 1 + 2) / 25 = 0.24.
    assert.equal(value('same entity', 'Cohen’s κ'), three((0.8 - 0.24) / 0.76));
    // α: of 10 ratings ann 2, bern 3, ben 2, rome 3: 100 − 26 = 74 pairs differ by chance; 2 do: 1 − 9 · 2 / 74.
    assert.equal(value('same entity', 'Krippendorff’s α'), three(1 - 18 / 74));
  });

  it('Do we see the same stances?', () => {
    // Ann marks 8 + 18 = 26, then 15 + 16 = 31; Ben 18, then the whole from 0 to 33. Third source: nobody.
    // Both: 18 + 31 = 49; Ann 57, Ben 51: either 59; alike 49 + (101 − 59) = 91.
    assert.equal(value('same stances', 'raw agreement'), three(91 / 101));
    // α: 108 yes and 94 no; 10 differ: 1 − 201 · 20 / (2 · 108 · 94).
    assert.equal(value('same stances', 'Krippendorff’s α'), three(1 - (201 * 20) / (2 * 108 * 94)));
    // Pieces are units: Ann 4 stretches, Ben 3. Alike in borders and meaning: 'that Bern is right' and 'Rome ignores Ben': 2 of 7.
    assert.equal(value('same stances', 'F1, borders and meaning'), three(4 / 7));
  });

  it('Do we see the same holder and target? Three pairs of stances, all alike', () => {
    assert.equal(value('holder and target', 'raw agreement'), 1);
    assert.equal(value('holder and target', 'Krippendorff’s α'), 1);
  });

  it('Do we give the same value? Two of three', () => {
    // supportive/supportive, supportive/critical, critical/critical.
    assert.equal(value('same value', 'raw agreement'), three(2 / 3));
    // κ: Ann 2 and 1, Ben 1 and 2: chance (2 + 2) / 9.
    assert.equal(value('same value', 'Cohen’s κ'), three((2 / 3 - 4 / 9) / (5 / 9)));
    // α: 3 and 3 of 6: 1 − 5 · 2 / 18.
    assert.equal(value('same value', 'Krippendorff’s α'), three(1 - 10 / 18));
  });

  it('Do we give the same intensity? 2/3, 2/2, 4/4', () => {
    assert.equal(value('same intensity', 'raw agreement'), three(2 / 3));
    // Quadratic weights, steps of 1/3: po = (8/9 + 1 + 1) / 3 = 26/27. Ann 2, 2, 4; Ben 3, 2, 4: of nine pairs
    // 2–3 8/9, 2–2 1, 2–4 5/9 (twice each), 4–3 8/9, 4–2 5/9, 4–4 1: pe = (2 · 22/9 + 22/9) / 9 = 22/27.
    assert.equal(value('same intensity', 'Cohen’s weighted κ (quadratic)'), three((26 / 27 - 22 / 27) / (5 / 27)));
    // Ordinal α: n 2 → 3, 3 → 1, 4 → 2; middles of the ranks 1.5, 3.5, 5: δ² 2–3 4, 2–4 12.25, 3–4 2.25.
    // Do: one pair 2–3, both directions 2 · 4 = 8. De: 2 · (3 · 1 · 4 + 3 · 2 · 12.25 + 1 · 2 · 2.25) = 180. 1 − 5 · 8 / 180.
    assert.equal(value('same intensity', 'Krippendorff’s α'), three(1 - 40 / 180));
  });

  it('Do we say the same about a source?', () => {
    // ann → bern supportive twice; ben → rome supportive and critical; rome → ben critical twice: as the values.
    assert.equal(value('same about a source', 'raw agreement'), three(2 / 3));
    assert.equal(value('same about a source', 'Krippendorff’s α'), three(1 - 10 / 18));
  });

  it('confusions, whose cells open what they count', () => {
    assert.deepEqual(table('confusion', { question: 'entities' }).rows, [
      ['ann', 'ann', 1, 0.2, 'yes'],
      ['ben', 'ben', 1, 0.2, 'yes'],
      ['bern', 'bern', 1, 0.2, 'yes'],
      ['bern', 'rome', 1, 0.2, 'no'],
      ['rome', 'rome', 1, 0.2, 'yes'],
    ]);
    const grid = figures({ question: 'entities' }).get('confusion')?.picture as Grid;
    const cells = grid.cells.map(({ row, column, count }) => [grid.rows[row]?.key, grid.columns[column]?.key, count]);
    assert.ok(cells.some(([a, b, n]) => a === 'bern' && b === 'rome' && n === 1));
    const pick = { figure: 'confusion', keys: ['bern', 'rome'] } as const;
    const { list, of } = agreementPassages(compare(), SCHEME, { ...START, question: 'entities' }, pick, 10);
    assert.equal(of, 1);
    assert.deepEqual(
      [list[0]?.quote, list[0]?.uri, list[0]?.place, list[0]?.line, list[0]?.says],
      ['Bern', 'file:///w/1.txt', { from: 25, to: 29 }, 1, 'ann: bern · ben: rome'],
    );
  });

  it('disagreements, the worst first, whichever source they are in', () => {
    assert.deepEqual(
      table('disagreements').rows.map(([source, line, difference, passage]) => [source, line, difference, passage]),
      [
        ['2.txt', 1, 'not tagged by all', 'Rome'],
        ['3.txt', 1, 'not tagged by all', 'Ann'],
        ['1.txt', 1, 'another entity', 'Bern'],
        ['2.txt', 1, 'another value; other borders', 'Ben trusts Rome. Rome'],
        ['1.txt', 1, 'another intensity; other borders', 'Ann said, he wrote, that Bern is right'],
      ],
    );
    const cards = figures().get('disagreements')?.picture as List;
    assert.deepEqual(cards.rows[2]?.place, { from: 25, to: 29 });
    assert.equal(cards.rows[2]?.voice, 'ann: bern · ben: rome');
  });

  it('by entity type and stance value', () => {
    const rows = table('agreementGroups').rows.filter((row) => row[3] === 'raw agreement');
    assert.deepEqual(
      rows.map(([by, of, question, , share]) => [by, of, question, share]),
      [
        // Persons: Ann 3, 3, 3 characters, Ben 3, 3: 3 of 101 differ. One against all others: all five alike.
        ['entity type', 'Person', 'Do we find the same mentions of it?', three(98 / 101)],
        ['entity type', 'Person', 'Do we mean one of this type, or another?', 1],
        // Places: 4, 4, 4 and 4, 8, 4.
        ['entity type', 'Place', 'Do we find the same mentions of it?', three(97 / 101)],
        ['entity type', 'Place', 'Do we mean one of this type, or another?', 1],
        // Supportive: Ann 26 and 15, Ben 18: 8 + 15 differ.
        ['stance value', 'Supportive', 'Do we see the same stances of it?', three(78 / 101)],
        ['stance value', 'Supportive', 'Do we give this value, or another?', three(2 / 3)],
        // Critical: Ann 16, Ben 33, of which 16 are Ann's too: 17 differ.
        ['stance value', 'Critical', 'Do we see the same stances of it?', three(84 / 101)],
        ['stance value', 'Critical', 'Do we give this value, or another?', three(2 / 3)],
      ],
    );
  });

  it('what low values come from', () => {
    const said = table('agreementCauses').rows.map(([question, kind, which, , share, without]) => [
      String(question).slice(0, 26),
      ...[kind, which, share, without],
    ]);
    // Entities, α 0.757: 'bern' is in the one difference; without its two units three are left, all alike.
    assert.ok(said.some((row) => row.join() === 'Do we mean the same entity,one category,bern,1,1'));
    // Five, three units: few.
    assert.equal(said.filter(([, kind]) => kind === 'few units').length, 4);
    // Sources: the second has the one difference of values; without it only one category is left, so nothing is said of it.
    assert.ok(!said.some(([question, kind]) => String(question).includes('value') && kind === 'one source'));
    const words = figures().get('agreementCauses')?.picture as Words;
    assert.match(
      words.groups.flatMap(({ rows }) => rows.map(({ says }) => says)).join(' '),
      /“bern” is in 100 % of the differences, most often against “rome”\. Without .* α would be 1\.000\./,
    );
  });

  it('other units: tags that overlap, and sources', () => {
    const of = (unit: 'tags' | 'documents' | 'words', question: number): unknown[] =>
      compare({ unit })
        .answers[question]?.measured.slice(0, 1)
        .map(({ figure }) => figure.value) ?? [];
    // Of seven groups of mentions five have both.
    assert.deepEqual(of('tags', 0), [5 / 7]);
    // Entities by source: ann, bern, rome; ben, rome; bern, ann. Alike: ann; ben, rome; bern: 4 of 7.
    assert.deepEqual(of('documents', 0), [4 / 7]);
    // Words: 8 + 6 + 5; they differ on the second 'Rome' and on 'Ann'.
    assert.deepEqual(of('words', 0), [17 / 19]);
    // Left out is what nobody marked: of 25 characters 18 alike.
    assert.equal(compare({ uncoded: 'out' }).answers[0]?.measured[0]?.figure.value, 18 / 25);
  });

  it('pictures say what the tables say, and γ is there when it was asked for', () => {
    const all = figures();
    assert.deepEqual([...all.keys()], [...AGREEMENT_FIGURES]);
    const forest = all.get('agreement')?.picture as Forest;
    assert.deepEqual(
      forest.groups[0]?.rows.map(({ key, count, note }) => [key, count, note]),
      [
        ['mentions', 101, three(1 - (201 * 14) / (2 * 43 * 159)).toFixed(3)],
        ['entities', 5, three(1 - 18 / 74).toFixed(3)],
        ['stances', 101, three(1 - (201 * 20) / (2 * 108 * 94)).toFixed(3)],
        ['ends', 3, '1.000'],
        ['values', 3, three(1 - 10 / 18).toFixed(3)],
        ['intensities', 3, three(1 - 40 / 180).toFixed(3)],
        ['documents', 3, three(1 - 10 / 18).toFixed(3)],
      ],
    );
    assert.match(all.get('gamma')?.empty ?? '', /computed when it is asked for/);
    assert.deepEqual(all.get('gamma')?.offers, [{ says: 'Compute γ', set: { gamma: true } }]);
    const gamma = figures({ gamma: true }).get('gamma');
    assert.equal(gamma?.empty, undefined);
    assert.deepEqual(
      gamma?.table.rows.map(([source, coders]) => [source, coders]),
      [
        ['1.txt', 2],
        ['2.txt', 2],
        ['3.txt', 2],
      ],
    );
    assert.deepEqual(
      pairsIn(['a', 'b', 'c']).map(({ key }) => key),
      ['a b', 'a c', 'b c'],
    );
  });

  it('says what to do where there is nothing to compare, and who has not finished', () => {
    const empty = (unfinished: [string, string][]): Figure | undefined =>
      agreementFigures(CORPUS, { coded: { coders: [], unfinished, troubles: [] } }, START)[0];
    assert.match(empty([])?.empty ?? '', /report\.txt\.ann\.tags\.yaml/);
    assert.match(empty([['a.txt', 'ben']])?.caption ?? '', /ben has to finish 1 source\./);
    assert.deepEqual(empty([['a.txt', 'ben']])?.offers?.[0]?.set, { finished: 'any' });
  });

  it('who codes blind is not compared on a source before it is finished', () => {
    const [view] = CORPUS.sources;
    assert.ok(view);
    const library = (blind: boolean): Parameters<typeof layersIn>[0] => ({
      reading: { layer: 'ben', me: 'ben', blind },
      codersOf: () => ['ann', 'ben'],
      tagsOf: () => [],
      isFinished: (_, coder) => coder === 'ann',
      refusal: () => undefined,
      address: () => '',
      isBlind: () => blind,
    });
    const hidden = layersIn(library(true), [view]);
    assert.deepEqual([hidden.sources, hidden.blind], [[], [[view.name, 'ben']]]);
    const open = layersIn(library(false), [view]);
    assert.deepEqual(
      open.sources[0]?.layers.map(({ coder, finished }) => [coder, finished]),
      [
        ['ann', true],
        ['ben', false],
      ],
    );
  });

  it('the command line prints the same tables', () =>
    inFolder(async (folder) => {
      write(folder);
      const printed = async (...options: string[]): Promise<unknown[][]> => {
        const { code, out, err } = await folder.run('agreement', '--json', ...options);
        assert.equal(code, 0, err);
        return (JSON.parse(out) as Record<string, unknown>[]).map((row) => Object.values(row));
      };
      const shown = (id: string, state: Partial<FindingsState> = {}): unknown[][] => {
        const { columns, rows } = table(id, state);
        return rows.map((row) => columns.map((_, i) => row[i] ?? null));
      };
      for (const [id, ...options] of [
        ['agreementCauses', '--causes'],
        ['agreementGroups', '--groups'],
        ['confusion', '--confusion', 'values'],
        ['disagreements', '--disagreements'],
        ['ratings', '--items', 'values'],
      ] as const) {
        assert.deepEqual(await printed(...options), shown(id), id);
      }
      assert.deepEqual(await printed('--gamma'), shown('gamma', { gamma: true }));
      const { out } = await folder.run('agreement', '--format', 'csv', '--raw');
      const { columns, rows } = table('agreement');
      assert.deepEqual(
        parseCsv(out).rows.map(({ cells }) => cells),
        [columns, ...rows.map((row) => columns.map((_, i) => String(row[i] ?? '')))],
      );
    }));
});
