import assert from 'node:assert/strict';
import { isBig, LiveAnchors } from '../../src/core/anchors/track';
import type { TextChange } from '../../src/core/text/map-range';
import { insert, liveOf, parse, put, show } from './support/marked';

describe('live anchors: one change', () => {
  // what, text before, offset, removed, inserted, text after
  const table: [string, string, number, number, string, string][] = [
    ['typing before a tag', 'x [tag] y', 0, 0, 'N', 'Nx [tag] y'],
    ['typing after a tag', 'x [tag] y', 7, 0, 'N', 'x [tag] yN'],
    ['typing inside', 'x [tag] y', 3, 0, 'N', 'x [tNag] y'],
    ['typing at the start does not grow it', 'x [tag] y', 2, 0, 'N', 'x N[tag] y'],
    ['typing at the end does not grow it', 'x [tag] y', 5, 0, 'N', 'x [tag]N y'],
    ['between two tags that touch', '[ab]<cd>', 2, 0, 'N', '[ab]N<cd>'],
    ['at the start of the text', '[ab]', 0, 0, 'N', 'N[ab]'],
    ['at the end of the text', '[ab]', 2, 0, 'N', '[ab]N'],
    ['deletion before', 'xyz [tag]', 0, 2, '', 'z [tag]'],
    ['deletion up to the start', 'xyz [tag]', 2, 2, '', 'xy[tag]'],
    ['deletion after', '[tag] xyz', 4, 2, '', '[tag] z'],
    ['deletion from the end', '[tag] xyz', 3, 2, '', '[tag]yz'],
    ['deletion inside', '[a long tag]', 1, 5, '', '[a tag]'],
    ['deletion of the head', '[tag]', 0, 2, '', '[g]'],
    ['deletion of the tail', '[tag]', 1, 2, '', '[t]'],
    ['deletion over the start', 'xx[tag]', 1, 2, '', 'x[ag]'],
    ['deletion over the end', '[tag]xx', 2, 2, '', '[ta]x'],
    ['deletion of the whole tag', 'x[tag]y', 1, 3, '', 'xy'],
    ['deletion of more than the tag', 'xx[tag]yy', 1, 5, '', 'xy'],
    ['deletion over the border of two tags', '[abc]<def>', 2, 2, '', '[ab]<ef>'],
    ['deletion of the inner tag', '[a<bc>d]', 1, 2, '', '[ad]'],
    ['deletion where two overlap', '[ab<cd]ef>', 2, 2, '', '[ab]<ef>'],
    ['replacement inside', '[one two six]', 4, 3, 'MORE', '[one MORE six]'],
    ['replacement of the whole tag', 'x [Baku] y', 2, 4, 'Moscow', 'x Moscow y'],
    ['replacement of the whole tag in capitals', 'x [Baku] y', 2, 4, 'BAKU', 'x BAKU y'],
    ['replacement that holds the old text', 'x [Baku] y', 2, 4, '“Baku”', 'x “[Baku]” y'],
    ['replacement that holds the old text twice', 'x [Baku] y', 2, 4, '“Baku, Baku”', 'x “Baku, Baku” y'],
    ['replacement of more than the tag that holds it', 'in [Baku] as', 0, 10, '“Baku” so', '“[Baku]” so'],
    ['replacement of the last word: cut', '[Ilham Aliyev]', 6, 6, 'Heydar', '[Ilham ]Heydar'],
    ['replacement of the last word by its first letter: cut', '[Ilham Aliyev]', 6, 6, 'A', '[Ilham ]A'],
    ['replacement of the first word: cut', '[Ilham Aliyev]', 0, 5, 'Mr', 'Mr[ Aliyev]'],
    ['replacement over a border: cut', 'of [the state]', 0, 6, 'X', 'X[ state]'],
    ['correction of the whole tag', '[Aliev] said', 0, 5, 'Aliyev', '[Aliyev] said'],
    ['correction of the last word', '[Ilham Aliev] said', 6, 5, 'Aliyev', '[Ilham Aliyev] said'],
    ['correction of the first letter', '[baku] said', 0, 4, 'Baku', '[Baku] said'],
    ['correction of the last letter', '[Bakü] said', 0, 4, 'Baku', '[Baku] said'],
    ['correction that only adds at the end: outside', '[Baku] said', 0, 4, 'Bakus', '[Baku]s said'],
    [
      'correction of a line keeps its tags',
      'go [to] <Baku> now, go',
      0,
      18,
      'go to Baku, now go',
      'go [to] <Baku>, now go',
    ],
    ['no correction: too little in common', '[teh] end', 0, 3, 'the', 'the end'],
    ['a correction never parts a character', '[😀 was here]', 0, 11, '😁 was here', '[😁 was here]'],
    ['combining mark inside', '[e\u0301t]', 2, 0, 'x', '[e\u0301xt]'],
    ['line end before', 'a\r\n[tag]', 1, 2, '\n', 'a\n[tag]'],
    ['the same text again', 'x [tag] y', 0, 5, 'x tag', 'x [tag] y'],
  ];
  for (const [what, before, offset, removed, text, after] of table) {
    it(what, () => {
      const live = liveOf(before);
      const { anchors, text: plain } = parse(before);
      live.change([{ offset, removed, text }]);
      assert.equal(show(live), after);
      // And back: whatever it was, undo restores it.
      live.change([{ offset, removed: text.length, text: plain.slice(offset, offset + removed) }]);
      assert.equal(show(live), before);
      for (const { id, pieces } of anchors) assert.deepEqual(live.spansOf(id), pieces);
    });
  }
});

describe('live anchors: several changes of one event', () => {
  const table: [string, string, TextChange[], string][] = [
    [
      'multiple cursors',
      'a [b] c',
      [
        { offset: 0, removed: 0, text: 'X' },
        { offset: 2, removed: 0, text: 'X' },
        { offset: 5, removed: 0, text: 'X' },
      ],
      'Xa X[b] cX',
    ],
    [
      'changes that touch',
      '[abcdef]',
      [
        { offset: 2, removed: 2, text: '' },
        { offset: 4, removed: 0, text: 'X' },
      ],
      '[abXef]',
    ],
    [
      'an insertion at the start of a deletion',
      '[abcdef]',
      [
        { offset: 2, removed: 2, text: '' },
        { offset: 2, removed: 0, text: 'X' },
      ],
      '[abXef]',
    ],
    ['empty changes', '[abc]', [{ offset: 1, removed: 0, text: '' }], '[abc]'],
    [
      'a tag moved by drag and drop',
      'one [two ]three four',
      [
        { offset: 4, removed: 4, text: '' },
        { offset: 14, removed: 0, text: 'two ' },
      ],
      'one three [two ]four',
    ],
    [
      'a line moved up, as the editor does it: the other line goes down',
      'one [tag]\ntwo <tag>\nend',
      [
        { offset: 0, removed: 8, text: '' },
        { offset: 15, removed: 0, text: '\none tag' },
      ],
      'two <tag>\none [tag]\nend',
    ],
  ];
  for (const [what, before, changes, after] of table) {
    it(what, () => {
      for (const order of [changes, [...changes].reverse()]) {
        const live = liveOf(before);
        live.change(order);
        assert.equal(show(live), after);
      }
    });
  }

  it('two insertions at one place: that listed later stands before', () => {
    const live = liveOf('[ab]');
    live.change([
      { offset: 1, removed: 0, text: 'Y' },
      { offset: 1, removed: 0, text: 'X' },
    ]);
    assert.equal(show(live), '[aXYb]');
  });

  it('refuses changes of another text', () => {
    const live = liveOf('[ab]');
    assert.throws(() => live.change([{ offset: 1, removed: 5, text: '' }]), RangeError);
    const overlapping = [
      { offset: 0, removed: 2, text: '' },
      { offset: 1, removed: 1, text: '' },
    ];
    assert.throws(() => live.change(overlapping), RangeError);
    assert.equal(show(live), '[ab]');
  });
});

describe('live anchors: text that goes and comes back', () => {
  it('tells what vanished, returned and was touched', () => {
    const live = liveOf('x [a <b> c] y');
    assert.deepEqual(live.change([put(live, 'b', '')]), { vanished: ['b'], returned: [], touched: ['a'] });
    assert.equal(live.spansOf('b'), undefined);
    assert.deepEqual(live.change([{ offset: 4, removed: 0, text: 'b' }]), {
      vanished: [],
      returned: ['b'],
      touched: ['a'],
    });
    assert.deepEqual(live.change([insert(live, 'x', 'N')]), { vanished: [], returned: [], touched: [] });
    assert.equal(show(live), 'Nx [a <b> c] y');
  });

  it('undo in one step of what was deleted letter by letter', () => {
    const live = liveOf('in [Baku] now');
    for (const offset of [7, 6, 5, 4, 3, 2]) live.change([{ offset, removed: 1, text: '' }]);
    assert.equal(show(live), 'innow');
    live.change([{ offset: 2, removed: 0, text: ' Baku ' }]);
    assert.equal(show(live), 'in [Baku] now');
  });

  it('undo in one step of a selection that was typed over', () => {
    const live = liveOf('[Ilham <Aliyev>] said');
    live.change([put(live, 'Aliyev', 'A')]);
    for (const letter of 'rmen') live.change([insert(live, ' said', letter)]);
    assert.equal(show(live), '[Ilham ]Armen said');
    live.change([put(live, 'Armen', 'Aliyev')]);
    assert.equal(show(live), '[Ilham <Aliyev>] said');
  });

  it('the same word typed again', () => {
    const live = liveOf('in [Baku] now');
    live.change([put(live, 'Baku', '')]);
    for (const letter of 'Bak') live.change([insert(live, ' now', letter)]);
    assert.equal(show(live), 'in Bak now');
    live.change([insert(live, ' now', 'u')]);
    assert.equal(show(live), 'in [Baku] now');
  });

  it('cut, other edits, pasted at its place', () => {
    const live = liveOf('x [one <two> three] y');
    live.change([put(live, 'two three', '')]);
    live.change([insert(live, 'x', 'words ')]);
    assert.equal(show(live), 'words x [one ] y');
    live.change([insert(live, ' y', 'two three')]);
    assert.equal(show(live), 'words x [one <two> three] y');
  });

  it('cut in two steps, pasted in one', () => {
    const live = liveOf('x [one two] y');
    live.change([put(live, 'two', '')]);
    live.change([put(live, 'one ', '')]);
    live.change([insert(live, 'x', 'words ')]);
    live.change([insert(live, ' y', 'one two')]);
    assert.equal(show(live), 'words x [one two] y');
  });

  it('cut and pasted elsewhere', () => {
    const live = liveOf('x [Baku] y z');
    live.change([put(live, 'Baku ', '')]);
    live.change([insert(live, 'z', 'Baku ')]);
    assert.equal(show(live), 'x y [Baku] z');
    live.change([put(live, 'Baku ', '')]);
    assert.equal(show(live), 'x y z');
    live.change([insert(live, 'x', 'Baku ')]);
    assert.equal(show(live), '[Baku] x y z');
  });

  it('a long passage cut and pasted with other text, much later', () => {
    const live = liveOf('x [a sentence of the source] y z');
    live.change([put(live, 'a sentence of the source', '')]);
    for (let i = 0; i < 100; i++) live.change([insert(live, 'x', '-')]);
    live.change([put(live, 'y', '')]);
    live.change([insert(live, 'z', 'So a sentence of the source it is ')]);
    assert.ok(show(live).endsWith('So [a sentence of the source] it is z'));
  });

  it('a second paste does not move the tag', () => {
    const live = liveOf('x [Baku] y z');
    live.change([put(live, 'Baku', '')]);
    live.change([insert(live, 'y', 'Baku')]);
    live.change([insert(live, 'z', 'Baku')]);
    assert.equal(show(live), 'x  [Baku]y Bakuz');
  });

  it('never on a look-alike: a short word in a pasted paragraph, or written long after', () => {
    const live = liveOf('x [Baku] y z');
    live.change([put(live, 'Baku', '')]);
    live.change([insert(live, 'z', 'a paragraph about Baku and others ')]);
    assert.equal(live.spansOf('a'), undefined);
    for (let i = 0; i < 60; i++) live.change([insert(live, 'x', '-')]);
    live.change([insert(live, 'z', 'Baku')]);
    assert.equal(live.spansOf('a'), undefined);
  });

  it('never on a part of its text', () => {
    const live = liveOf('x [Baku] y');
    live.change([put(live, 'Baku', '')]);
    live.change([insert(live, ' y', 'Ba')]);
    assert.equal(live.spansOf('a'), undefined);
  });

  it('undo of a paste, then a paste elsewhere', () => {
    const live = liveOf('x [Baku] y z');
    live.change([put(live, 'Baku', '')]);
    live.change([insert(live, 'y', 'Baku')]);
    live.change([put(live, 'Baku', '')]);
    assert.equal(live.spansOf('a'), undefined);
    live.change([insert(live, 'z', 'Baku')]);
    assert.equal(show(live), 'x  y [Baku]z');
  });

  it('a tag in two pieces stands when both do, and not on one of them', () => {
    const live = new LiveAnchors('one two three', [
      {
        id: 'a',
        pieces: [
          { from: 0, to: 3 },
          { from: 8, to: 13 },
        ],
      },
    ]);
    assert.deepEqual(live.change([put(live, 'one', '')]).vanished, ['a']);
    assert.equal(live.spansOf('a'), undefined);
    assert.deepEqual([live.at(6), live.within(0, 10)], [[], []]);
    assert.deepEqual(live.piecesOf('a'), [undefined, { from: 5, to: 10 }]);
    assert.deepEqual(live.change([put(live, 'three', '')]).vanished, []);
    assert.deepEqual(live.change([{ offset: 5, removed: 0, text: 'three' }]).returned, []);
    assert.deepEqual(live.change([{ offset: 0, removed: 0, text: 'one' }]).returned, ['a']);
    assert.deepEqual(live.at(9), ['a']);
    assert.deepEqual(live.spansOf('a'), [
      { from: 0, to: 3 },
      { from: 8, to: 13 },
    ]);
  });

  it('undo after the tag was put where it stands, as a save does', () => {
    const live = liveOf('x [one two] y');
    live.change([put(live, 'two y', '')]);
    live.set('a', [{ from: 2, to: 6 }]);
    live.change([{ offset: 6, removed: 0, text: 'two y' }]);
    assert.equal(show(live), 'x [one two] y');
  });

  it('a tag that was put elsewhere is not moved back by undo', () => {
    const live = liveOf('one [two] three');
    live.change([put(live, 'two', '')]);
    live.set('a', [{ from: 0, to: 3 }]);
    live.change([{ offset: 4, removed: 0, text: 'two' }]);
    assert.equal(show(live), '[one] two three');
    live.remove('a');
    assert.equal(show(live), 'one two three');
  });
});

describe('live anchors: the whole text replaced', () => {
  const nowhere = (): undefined => undefined;

  it('moves tags by the map; what is nowhere waits', () => {
    const live = liveOf('x [one] <two> y');
    const effect = live.replace('new one', (from) => (from === 2 ? { from: 4, to: 7 } : undefined));
    assert.deepEqual(effect, { vanished: ['b'], returned: [], touched: [] });
    assert.equal(show(live), 'new [one]');
    assert.deepEqual(live.change([{ offset: 7, removed: 0, text: ' two' }]).returned, ['b']);
    assert.equal(show(live), 'new [one] <two>');
  });

  it('undo of a replacement, also after edits that were undone', () => {
    const live = liveOf('x [one] <two> y');
    live.change([put(live, 'one', '')]);
    live.replace('something else', nowhere);
    live.change([{ offset: 0, removed: 9, text: '' }]);
    live.change([{ offset: 0, removed: 0, text: 'something' }]);
    live.replace('x  two y', nowhere);
    assert.equal(show(live), 'x  <two> y');
    live.change([{ offset: 2, removed: 0, text: 'one' }]);
    assert.equal(show(live), 'x [one] <two> y');
  });

  it('undo and redo of a replacement', () => {
    const live = liveOf('x [one] y');
    live.replace('X one Y', () => ({ from: 2, to: 5 }));
    live.add({ id: 'b', pieces: [{ from: 6, to: 7 }] });
    live.replace('x one y', nowhere);
    assert.equal(show(live), 'x [one] y');
    live.replace('X one Y', nowhere);
    assert.equal(show(live), 'X [one] <Y>');
  });

  it('says which changes are too big to be followed', () => {
    const table: [TextChange, number, boolean][] = [
      [{ offset: 0, removed: 60, text: 'x' }, 100, true],
      [{ offset: 0, removed: 60, text: '' }, 100, false],
      [{ offset: 0, removed: 0, text: 'x'.repeat(1000) }, 100, false],
      [{ offset: 0, removed: 40, text: 'x'.repeat(40) }, 100, false],
      [{ offset: 0, removed: 2000, text: 'x'.repeat(2000) }, 1_000_000, true],
    ];
    for (const [change, length, expected] of table) assert.equal(isBig(change, length), expected);
  });
});
