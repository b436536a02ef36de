/** Two people code the same short text; every figure is worked out by hand in the comment beside it. */
import * as assert from 'node:assert/strict';
import { alignTags } from '../../src/core/agreement/align';
import { answer } from '../../src/core/agreement/answer';
import type { CodedSource, CodedTag } from '../../src/core/agreement/coded';
import { disagreementsIn } from '../../src/core/agreement/disagreements';
import { rowsOf } from '../../src/core/agreement/questions';
import { disagreementTable } from '../../src/core/agreement/tables';
import { unitsOf } from '../../src/core/agreement/units';

let ids = 0;
const id = (): string => `tag${ids++}`;
const mention = (from: number, to: number, entity: string): CodedTag => ({ id: id(), pieces: [{ from, to }], entity });
const stance = (from: number, to: number, meaning: string, intensity?: 1 | 2 | 3 | 4): CodedTag => {
  const [holder = '', target = '', value = ''] = meaning.split(' ');
  return { id: id(), pieces: [{ from, to }], stance: { holder, target, value, intensity } };
};

//            0         1         2         3         4
//            0123456789012345678901234567890123456789012345678
const TEXT = 'Ann blames Bern. Ben trusts Rome! Nobody asked.  ';
const source = (...layers: (CodedTag[] | undefined)[]): CodedSource => ({ name: 'a.txt', text: TEXT, layers });
const OPTIONS = { unit: 'characters', uncoded: 'in', draws: 10, seed: 1 } as const;

const A = [
  mention(0, 3, 'ann'),
  mention(11, 15, 'bern'),
  mention(17, 20, 'ben'),
  mention(28, 32, 'rome'),
  stance(0, 16, 'ann bern critical', 3),
  stance(17, 33, 'ben rome supportive', 2),
];
const B = [
  mention(0, 3, 'ann'),
  mention(11, 15, 'switzerland'),
  mention(28, 33, 'rome'),
  stance(0, 16, 'ann bern critical', 2),
  stance(17, 33, 'ben rome neutral', 2),
];

describe('agreement: questions', () => {
  const value = (question: Parameters<typeof answer>[0], measure: string, options: object = {}): number | undefined =>
    answer(question, [source(A, B)], { ...OPTIONS, ...options }).measured.find((one) => one.measure === measure)?.figure
      .value;

  it('same mentions, by characters', () => {
    // Of 49 characters A marks 3 + 4 + 3 + 4 = 14, B 3 + 4 + 5 = 12, both 3 + 4 + 4 = 11: alike are 11 + (49 − 15) = 45.
    assert.equal(value('mentions', 'agreement'), 45 / 49);
    // κ: chance is (14 · 12 + 35 · 37) / 49² = 1463 / 2401.
    const chance = 1463 / 2401;
    assert.ok(Math.abs((value('mentions', 'cohen-kappa') ?? 0) - (45 / 49 - chance) / (1 - chance)) < 1e-12);
    // Without the text that nobody marked: 15 characters, 11 alike.
    assert.equal(value('mentions', 'agreement', { uncoded: 'out' }), 11 / 15);
    // Words: Ann blames Bern Ben trusts Rome Nobody asked; they differ on Ben alone.
    assert.equal(value('mentions', 'agreement', { unit: 'words' }), 7 / 8);
    // Sentences: both mark the first and the second, nobody the third.
    assert.equal(value('mentions', 'agreement', { unit: 'sentences' }), 1);
    // Equal borders and entity: Ann alone, of 4 and 3: 2 · 1 / 7. Equal borders: Ann and Bern: 4 / 7.
    assert.equal(value('mentions', 'f1-strict'), 2 / 7);
    assert.equal(value('mentions', 'f1-exact'), 4 / 7);
  });

  it('same entity: of three pairs that overlap, two', () => {
    const found = answer('entities', [source(A, B)], OPTIONS);
    assert.equal(found.n, 3);
    assert.equal(found.measured[0]?.figure.value, 2 / 3);
    assert.deepEqual(
      rowsOf('entities', source(A, B), OPTIONS).map(({ from, ratings }) => [from, ...ratings]),
      [
        [0, 'ann', 'ann'],
        [11, 'bern', 'switzerland'],
        [28, 'rome', 'rome'],
      ],
    );
  });

  it('same value: of two, one; same intensity: of two, one, and α says what the steps are', () => {
    assert.equal(value('values', 'agreement'), 1 / 2);
    assert.equal(value('intensities', 'agreement'), 1 / 2);
    assert.equal(value('ends', 'agreement'), 1);
    // Everybody says the same of both: no other category was used, so no coefficient can be had.
    assert.equal(
      answer('stances', [source(A, B)], { ...OPTIONS, unit: 'sentences', uncoded: 'out' }).measured[1]?.figure.value,
      undefined,
    );
  });

  it('by source: two pairs of holder and target, one of them alike', () => {
    assert.deepEqual(
      rowsOf('documents', source(A, B, undefined), OPTIONS).map(({ item, ratings }) => [item, ...ratings]),
      [
        ['ann → bern', 'critical', 'critical', undefined],
        ['ben → rome', 'supportive', 'neutral', undefined],
      ],
    );
  });

  it('a source that one person coded is not compared', () => {
    assert.equal(answer('mentions', [source(A, undefined)], OPTIONS).n, 0);
  });

  it('tags are joined with the one that overlaps most, whoever comes first', () => {
    const [one, other] = [mention(0, 10, 'a'), mention(9, 15, 'a')];
    const theirs = mention(1, 11, 'b');
    assert.deepEqual(alignTags([[one, other], [theirs]]), [
      [one, theirs],
      [other, undefined],
    ]);
    assert.deepEqual(alignTags([[theirs], [one, other]]), [
      [theirs, one],
      [undefined, other],
    ]);
    // On one passage the one of the same meaning.
    const [s, t] = [stance(0, 10, 'x y critical'), stance(0, 10, 'x z supportive')];
    const [u, v] = [stance(0, 10, 'x z supportive'), stance(0, 10, 'x y critical')];
    assert.deepEqual(
      alignTags([
        [s, t],
        [u, v],
      ]),
      [
        [s, v],
        [t, u],
      ],
    );
  });

  it('disagreements, the worst first', () => {
    assert.deepEqual(
      disagreementsIn(source(A, B)).map(({ from, kinds }) => [from, ...kinds]),
      [
        [17, 'missed'],
        [11, 'entity'],
        [17, 'value'],
        [0, 'intensity'],
        [28, 'borders'],
      ],
    );
    const [first] = disagreementTable(disagreementsIn(source(A, B)), [source(A, B)], ['ann', 'ben']).rows;
    assert.deepEqual(first, ['a.txt', 1, 'not tagged by all', 'Ben', 'ben', '(not tagged)']);
  });

  it('a text is cut into paragraphs and sentences without those of white space', () => {
    const text = 'One. Two.\n\n \nThree.';
    const cut = (unit: 'sentences' | 'paragraphs') =>
      unitsOf(text, unit).map(({ from, to }) => text.slice(from, to).trim());
    assert.deepEqual(cut('sentences'), ['One.', 'Two.', 'Three.']);
    assert.deepEqual(cut('paragraphs'), ['One. Two.', 'Three.']);
  });
});
