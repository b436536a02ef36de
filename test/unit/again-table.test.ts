import * as assert from 'node:assert/strict';
import { candidates, findAgain } from '../../src/core/anchors/reanchor';
import { type Anchor, type Found } from '../../src/core/anchors/anchor';
import { anchorsOf, type TagRange } from '../bench/truth';

/** The text without its brackets, and the places that they marked. */
function marked(text: string): { text: string; tags: TagRange[] } {
  const tags: TagRange[] = [];
  let plain = '';
  let from = 0;
  for (const unit of text) {
    if (unit === '[') from = plain.length;
    else if (unit === ']') tags.push({ from, to: plain.length });
    else plain += unit;
  }
  return { text: plain, tags };
}

/** Finds the tags of `old` in `now` and shows them there: `[placed]`, `{moved}`; lost ones are counted behind. */
function again(old: string, now: string): string {
  const before = marked(old);
  const found = findAgain(now, anchorsOf(before.text, before.tags));
  const marks: { at: number; mark: string }[] = [];
  let lost = 0;
  for (const one of found) {
    if (one.kind === 'lost') lost++;
    else {
      const [open, close] = one.kind === 'placed' ? '[]' : '{}';
      marks.push({ at: one.from, mark: open as string }, { at: one.to, mark: close as string });
    }
  }
  marks.sort((a, b) => b.at - a.at);
  let shown = now;
  for (const { at, mark } of marks) shown = shown.slice(0, at) + mark + shown.slice(at);
  return lost > 0 ? `${shown} (lost: ${lost})` : shown;
}

const HEAD = 'The talks in the capital lasted for three days and ended without a paper.\n';
const BODY =
  'According to Petrov, [the minister sees the delay as a sign of weakness], and says so in the halls of the ministry.\n';
const TAIL = 'Nobody in the delegation wanted to comment on that before the winter session opens.\n';
const plain = (text: string): string => text.replace(/[[\]{}]/g, '');

describe('anchors: found again', () => {
  const rows: readonly { name: string; old: string; now: string }[] = [
    { name: 'nothing changed', old: HEAD + BODY + TAIL, now: HEAD + BODY + TAIL },
    { name: 'a line above', old: HEAD + BODY, now: 'A new line.\n' + HEAD + BODY },
    // What stood before its line is gone: the same sentence elsewhere, the tagged one deleted, would look like this.
    { name: 'a line less above', old: HEAD + TAIL + BODY, now: HEAD + plain(BODY) + ' (lost: 1)' },
    {
      name: 'words before it on the line',
      old: HEAD + BODY + TAIL,
      now: HEAD + 'On Monday, and again today: ' + plain(BODY) + TAIL + ' (lost: 1)',
    },
    {
      name: 'a word changed inside',
      old: HEAD + BODY + TAIL,
      now: HEAD + BODY.replace('[', '{').replace(']', '}').replace('delay', 'postponement') + TAIL,
    },
    {
      name: 'the words at its border changed outside of it',
      old: HEAD + BODY + TAIL,
      now: HEAD + BODY.replace('Petrov, ', 'Petrov and Kim, ').replace('[', '{').replace(']', '}') + TAIL,
    },
    {
      name: 'its paragraph moved to the end',
      old: HEAD + BODY + TAIL + 'Last line of the text, which stands where it stood.\n',
      now: HEAD + TAIL + 'Last line of the text, which stands where it stood.\n' + plain(BODY) + ' (lost: 1)',
    },
    { name: 'an emoji before it', old: '🙂🙂 ' + BODY, now: '🙂🙂🙂 ' + moved(BODY) },
    { name: 'the whole source', old: '[Only this.]', now: '[Only this.]' },
    { name: 'the whole source, more around it', old: '[Only this sentence stands here, alone.]', now: '' },
  ];
  for (const { name, old, now } of rows) {
    it(name, () => {
      const expected = now === '' ? ' (lost: 1)' : now;
      assert.equal(again(old, plain(now.replace(/ \(lost: 1\)$/, ''))), expected);
    });
  }

  it('gives the answers in the order of the anchors, whatever that is', () => {
    const { text, tags } = marked(HEAD + BODY + TAIL.replace('winter', '[winter]'));
    const anchors = anchorsOf(text, tags).reverse();
    const found = findAgain('New.\n' + text, anchors);
    assert.deepEqual(found.map(quoteIn('New.\n' + text)), [
      'winter',
      'the minister sees the delay as a sign of weakness',
    ]);
  });

  it('has no answer for no anchors, and takes empty texts and contexts', () => {
    assert.deepEqual(findAgain('text', []), []);
    const anchor: Anchor = { line: 0, column: 0, endLine: 0, endColumn: 3, quote: 'abc', before: '', after: '' };
    assert.deepEqual(findAgain('', [anchor]), [{ kind: 'lost' }]);
    assert.deepEqual(findAgain('abc', [anchor]), [{ kind: 'placed', from: 0, to: 3 }]);
  });

  it('finds a position beyond the end of its line lost, not in the next line', () => {
    const anchor: Anchor = { line: 0, column: 6, endLine: 0, endColumn: 9, quote: 'abc', before: 'x', after: 'y' };
    assert.deepEqual(findAgain('one\ntwabc\n', [anchor]), [{ kind: 'lost' }]);
  });
});

function moved(text: string): string {
  return text.replace(/\[/g, '{').replace(/\]/g, '}');
}

function quoteIn(text: string): (found: Found) => string | undefined {
  return (found) => (found.kind === 'lost' ? undefined : text.slice(found.from, found.to));
}

describe('anchors: the same text written otherwise', () => {
  const old =
    'He said: [“We won’t – not today – sign it…”], and left the hall at once, wrote Élodie Brüning in\nher notebook.\n';
  const rows: readonly (readonly [string, (text: string) => string])[] = [
    ['plain quotes', (text) => text.replace(/[“”]/g, '"').replace(/’/g, "'")],
    ['hyphens for dashes', (text) => text.replace(/–/g, '-')],
    ['a long dash without spaces', (text) => text.replace(/ – /g, '—')],
    ['two hyphens', (text) => text.replace(/–/g, '--')],
    ['three dots', (text) => text.replace(/…/g, '...')],
    ['non-breaking spaces', (text) => text.replace(/ – /g, '\u00a0– ')],
    ['runs of white space', (text) => text.replace(/ /g, '  ')],
    ['wrapped lines', (text) => text.replace(/ (not|sign|left|wrote)/g, '\n$1')],
    ['one line', (text) => text.replace(/\n(?=.)/g, ' ')],
    ['letters taken apart (NFD)', (text) => text.normalize('NFD')],
    [
      'soft hyphens and zero-width spaces',
      (text) => text.replace(/today/, 'to\u00adday').replace(/sign/, 'sign\u200b'),
    ],
  ];
  for (const [name, change] of rows) {
    it(name, () => {
      const now = change(moved(old));
      const shown = again(old, plain(now));
      assert.equal(
        shown.replace(/[[\]]/g, (mark) => (mark === '[' ? '{' : '}')),
        now,
      );
    });
  }

  it('is moved, not placed, when the quote itself is written otherwise at its old place', () => {
    const { text, tags } = marked('A long day, said [“Élodie”] to the others who were waiting.');
    const now = text.replace(/[“”]/g, '"');
    assert.equal(findAgain(now, anchorsOf(text, tags))[0]?.kind, 'moved');
  });

  it('finds composed letters where the anchor has them apart', () => {
    const { text, tags } = marked('A long day, said [Élodie Brüning] to the others who were waiting.'.normalize('NFD'));
    const now = text.normalize('NFC');
    assert.deepEqual(findAgain(now, anchorsOf(text, tags)).map(quoteIn(now)), ['Élodie Brüning'.normalize('NFC')]);
  });
});

describe('anchors: candidates for a lost tag', () => {
  const { text, tags } = marked(
    'Sparks flew in parliament. [Putin] spoke last. Then the session was closed until spring came to the city.\n',
  );
  const anchor = anchorsOf(text, tags)[0] as Anchor;

  it('shows the best places, best first, with their texts', () => {
    const now =
      'Long ago Putin was young.\nSparks flew in the parliament. Putin spoke last, as ever.\nNobody asked Putin for more.\n';
    const found = candidates(now, anchor, 3);
    assert.deepEqual(
      found.map(({ from, text }) => [from, text]),
      [
        [now.indexOf('Putin spoke'), 'Putin'],
        [now.indexOf('Putin was'), 'Putin'],
        [now.indexOf('Putin for'), 'Putin'],
      ],
    );
    assert.ok(found.every(({ score }, i) => score <= (found[i - 1]?.score ?? 1) && score > 0));
  });

  it('has none where nothing like it is left', () => {
    assert.deepEqual(candidates('Nothing of that here.', anchor), []);
    assert.deepEqual(candidates('', anchor), []);
  });

  it('keeps to the number that is asked for', () => {
    assert.equal(candidates('Putin, Putin, Putin and Putin. '.repeat(9), anchor, 4).length, 4);
  });
});
