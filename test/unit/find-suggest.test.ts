import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameFinder, type NameForm, type NameHit } from '../../src/core/find/names';
import { suggestions } from '../../src/core/find/suggest';

const none = (): boolean => false;

function hit(from: number, to: number): NameHit {
  return { from, to, form: 'Baku', entities: ['azerbaijan'], ending: '', exactCase: true };
}

describe('suggestions', () => {
  const forms: NameForm[] = [
    { form: 'Azerbaijan', entity: 'azerbaijan' },
    { form: 'Azerbaijani', entity: 'azerbaijan' },
    { form: 'Georgia', entity: 'georgia' },
    { form: 'Georgia', entity: 'georgia-us' },
    { form: 'US', entity: 'us' },
    { form: 'press', entity: 'media' },
    { form: 'opposition', entity: 'opposition' },
    { form: '俄罗斯', entity: 'russia' },
  ];
  const rows: [text: string, confidence: number, why: string[]][] = [
    ['Azerbaijan', 1, []],
    ['US', 1, []],
    ['opposition', 1, []],
    ['Azerbaijan’s', 0.95, ['with an ending after an apostrophe']],
    ['俄罗斯', 0.8, ['in a script without word borders']],
    ['Azerbaijanis', 0.75, ['with a word ending']],
    ['AZERBAIJAN', 0.6, ['other capitals than in the codebook']],
    ['Georgia', 0.5, ['several entities share this name']],
    ['press', 0.4, ['a short word without a capital']],
    ['us', 0.3, ['other capitals than in the codebook', 'a short word, and its capitals decide']],
    ['GEORGIA', 0.3, ['several entities share this name', 'other capitals than in the codebook']],
  ];
  for (const [text, confidence, why] of rows) {
    it(`${text}: ${confidence}`, () => {
      const hits = new NameFinder(forms, { ignoreCase: true }).find(text);
      assert.deepEqual(
        suggestions(hits, [], none).map((found) => ({ confidence: found.confidence, why: found.why })),
        [{ confidence, why }],
      );
    });
  }

  it('leaves out what a mention has a part of, and what was dismissed', () => {
    const hits = [hit(0, 4), hit(5, 9), hit(10, 14), hit(20, 24), hit(30, 34)];
    const taken = [
      { from: 12, to: 25 },
      { from: 4, to: 5 },
      { from: 13, to: 14 },
    ];
    assert.deepEqual(
      suggestions(hits, taken, (one) => one.from === 30).map((found) => found.hit.from),
      [0, 5],
    );
  });

  it('agrees with comparing every hit with every mention', () => {
    const passages = fc.array(fc.record({ from: fc.nat(60), length: fc.integer({ min: 1, max: 30 }) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(passages, fc.uniqueArray(fc.nat(20), { maxLength: 10 }), (some, starts) => {
        const hits = [...starts].sort((a, b) => a - b).map((at) => hit(4 * at, 4 * at + 3));
        const taken = some.map(({ from, length }) => ({ from, to: from + length }));
        assert.deepEqual(
          suggestions(hits, taken, none).map((found) => found.hit),
          hits.filter((one) => !taken.some((passage) => passage.from < one.to && one.from < passage.to)),
        );
      }),
    );
  });
});
