import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameFinder } from '../../src/core/find/names';
import { NameIndex, SourceNames } from '../../src/core/find/text-index';
import type { TextChange } from '../../src/core/text/map-range';

const NAMES = ['a', 'a b', 'a b c', 'b c d', 'ab', "d'a", 'é', 'c-a', '日a', '日', 'b.', 'c d\ne'];
const finders = [{}, { ignoreCase: true }, { wholeWord: false }, { wholeWord: false, ignoreCase: true }].map(
  (options) =>
    new NameFinder(
      NAMES.map((form) => ({ form, entity: form })),
      options,
    ),
);

const piece = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  'A',
  'e\u0301',
  'é',
  's',
  '日',
  '’',
  "'",
  '-',
  '.',
  ' ',
  ' ',
  '\u00a0',
  '\r',
  '\n',
  '\u0301',
  '\u00ad',
  '😀',
);
const prose = (maxLength: number): fc.Arbitrary<string> => fc.array(piece, { maxLength }).map((all) => all.join(''));

/** Changes of one event on a text of this length: apart from one another, in any order. */
function changesOf(length: number): fc.Arbitrary<TextChange[]> {
  const cut = fc.record({ at: fc.nat(length), removed: fc.nat(6), text: prose(6) });
  return fc.array(cut, { minLength: 1, maxLength: 4 }).map((cuts) => {
    const changes: TextChange[] = [];
    let end = -1;
    for (const { at, removed, text } of [...cuts].sort((a, b) => a.at - b.at)) {
      if (at <= end) continue;
      changes.push({ offset: at, removed: Math.min(removed, length - at), text });
      end = at + removed;
    }
    return changes.reverse();
  });
}

function after(text: string, changes: readonly TextChange[]): string {
  return [...changes]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (now, { offset, removed, text: added }) => now.slice(0, offset) + added + now.slice(offset + removed),
      text,
    );
}

describe('SourceNames', () => {
  it('has the hits of a new search after any run of events', () => {
    const events = prose(120).chain((text) =>
      fc.tuple(fc.constant(text), changesOf(text.length), fc.infiniteStream(changesOf(40)), fc.nat(finders.length - 1)),
    );
    fc.assert(
      fc.property(events, ([text, first, more, which]) => {
        const finder = finders[which] as NameFinder;
        const source = new SourceNames(finder, text);
        for (let event = 0; event < 4; event++) {
          const drawn = event === 0 ? first : (more.next().value as TextChange[]);
          const changes = drawn.filter((change) => change.offset + change.removed <= source.text.length);
          const expected = after(source.text, changes);
          source.apply(changes);
          assert.equal(source.text, expected);
          assert.deepEqual(source.hits, finder.find(expected));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('joins a name, takes it apart, and lets a longer one win', () => {
    const finder = new NameFinder(['Azerbaijan', 'Azerbaijan Airlines'].map((form) => ({ form, entity: form })));
    const source = new SourceNames(finder, 'Of Azerbaijan Air and Azerbaijan.');
    const seen = (): string[] => source.hits.map((hit) => source.text.slice(hit.from, hit.to));
    source.apply([{ offset: 17, removed: 0, text: 'lines' }]);
    assert.deepEqual(seen(), ['Azerbaijan Airlines', 'Azerbaijan']);
    source.apply([{ offset: 13, removed: 1, text: '\n\n' }]);
    assert.deepEqual(seen(), ['Azerbaijan', 'Azerbaijan']);
    source.apply([
      { offset: 3, removed: 0, text: '"' },
      { offset: 5, removed: 1, text: '' },
    ]);
    assert.deepEqual(seen(), ['Azerbaijan']);
    assert.equal(source.hits[0]?.from, source.text.lastIndexOf('Azerbaijan'));
  });

  it('searches only around a change', () => {
    const searched: number[] = [];
    class Watched extends NameFinder {
      override find(text: string, from = 0, to = text.length): ReturnType<NameFinder['find']> {
        searched.push(to - from);
        return super.find(text, from, to);
      }
    }
    const source = new SourceNames(new Watched([{ form: 'Baku', entity: 'baku' }]), 'of Baku and '.repeat(10_000));
    searched.length = 0;
    source.apply([
      { offset: 100_000, removed: 3, text: 'x' },
      { offset: 20_000, removed: 0, text: ' Baku ' },
    ]);
    assert.equal(searched.length, 2);
    assert.ok(
      searched.every((length) => length < 100),
      String(searched),
    );
  });

  it('refuses changes outside the text or over one another, and stays as it was', () => {
    const source = new SourceNames(new NameFinder([{ form: 'a', entity: 'a' }]), 'a b a');
    const bad: TextChange[][] = [
      [{ offset: 4, removed: 2, text: '' }],
      [
        { offset: 0, removed: 3, text: '' },
        { offset: 2, removed: 1, text: '' },
      ],
    ];
    for (const changes of bad) assert.throws(() => source.apply(changes), RangeError);
    assert.equal(source.text, 'a b a');
    assert.equal(source.hits.length, 2);
  });
});

describe('NameIndex', () => {
  it('searches a text once, and again when it is another', () => {
    let searches = 0;
    class Counted extends NameFinder {
      override find(text: string, from?: number, to?: number): ReturnType<NameFinder['find']> {
        searches++;
        return super.find(text, from, to);
      }
    }
    const index = new NameIndex(new Counted([{ form: 'a', entity: 'a' }]));
    const first = index.hits('one', 'a b');
    assert.equal(first.length, 1);
    assert.equal(index.hits('one', ['a', 'b'].join(' ')), first);
    assert.equal(searches, 1);
    assert.equal(index.hits('two', 'a a').length, 2);
    index.apply('one', [{ offset: 3, removed: 0, text: ' a' }]);
    index.apply('three', [{ offset: 3, removed: 0, text: ' a' }]);
    assert.equal(searches, 3);
    assert.equal(index.hits('one', 'a b a').length, 2);
    assert.equal(searches, 3);
    assert.equal(index.hits('one', 'b').length, 0);
    index.forget('two');
    index.hits('two', 'a a');
    assert.equal(searches, 5);
  });
});
