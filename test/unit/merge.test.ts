import * as assert from 'node:assert/strict';
import { mergeCodebooks, mergeNamed, mergeSidecars } from '../../src/core/merge';
import type { MergeOptions } from '../../src/core/merge';
import { readSidecar } from '../../src/core/sidecar';

const HEAD = 'stancemark: 1\n';
const A = '  - id: aaaaaaaa\n    at: 1:1-1:4\n    quote: "Abe"\n    before: ""\n    after: " met"\n    entity: abe\n';
const B = '  - id: bbbbbbbb\n    at: 2:1-2:4\n    quote: "Bea"\n    before: ""\n    after: " met"\n    entity: bea\n';
const C = '  - id: cccccccc\n    at: 3:1-3:4\n    quote: "Cid"\n    before: ""\n    after: " met"\n    entity: cid\n';
const S =
  '  - id: ssssssss\n    at: 4:1-4:4\n    quote: "bad"\n    before: ""\n    after: ""\n    stance:\n' +
  '      holder: abe\n      target: bea\n      value: critical\n      intensity: 2\n';
const file = (...tags: string[]): string => HEAD + (tags.length === 0 ? 'tags: []\n' : 'tags:\n' + tags.join(''));
const noted = (tag: string, note: string): string => tag + `    note: ${JSON.stringify(note)}\n`;

function merged(base: string | undefined, ours: string, theirs: string, options: MergeOptions = {}) {
  const made = mergeSidecars(base, ours, theirs, options);
  assert.ok(made.ok, JSON.stringify(made));
  return made;
}

/** Without conflict: the outcome, and the same from the other side. */
function clean(base: string | undefined, ours: string, theirs: string, expected: string): void {
  const made = merged(base, ours, theirs);
  assert.deepEqual(made.conflicts, []);
  assert.equal(made.text, expected);
  const other = merged(base, theirs, ours);
  assert.deepEqual(other.conflicts, []);
}

/** With one conflict, of these fields. */
function clash(base: string | undefined, ours: string, theirs: string, kind: string, ...fields: string[]): void {
  for (const [one, other] of [
    [ours, theirs],
    [theirs, ours],
  ] as const) {
    const made = merged(base, one, other);
    assert.deepEqual(
      made.conflicts.map((conflict) => [conflict.kind, ...conflict.fields]),
      [[kind, ...fields]],
    );
    const reading = readSidecar(made.text);
    assert.ok(!reading.ok && reading.refusal.code === 'conflict', 'nothing is chosen silently');
  }
}

describe('merge: tags', () => {
  it('added on both sides: both, in the order of their places', () => {
    clean(file(B), file(B, C), file(A, B), file(A, B, C));
    clean(undefined, file(A), file(B), file(A, B));
    clean(file(), file(B), file(A), file(A, B));
  });

  it('of one passage and one meaning under two ids stay two: two coders are data', () => {
    const other = A.replace('aaaaaaaa', 'abbbbbbb');
    clean(file(), file(A), file(other), file(A, other));
  });

  it('different fields of one tag: both stand', () => {
    clean(file(A), file(noted(A, 'why?')), file(A + '    by: mk\n'), file(A + '    by: mk\n    note: "why?"\n'));
    clean(
      file(A),
      file(A.replace('entity: abe', 'entity: abel')),
      file(noted(A, 'n')),
      file(noted(A.replace('entity: abe', 'entity: abel'), 'n')),
    );
  });

  it('each part of a stance is its own field', () => {
    const ours = S.replace('critical', 'supportive');
    const theirs = S.replace('intensity: 2', 'intensity: 4');
    clean(file(S), file(ours), file(theirs), file(ours.replace('intensity: 2', 'intensity: 4')));
    clash(file(S), file(ours), file(S.replace('critical', 'neutral')), 'changed', 'stance.value');
  });

  it('an entity and its sense are one field', () => {
    const ours = A.replace('entity: abe', 'entity: abel');
    clash(file(A), file(ours), file(A + '    sense: metonym\n'), 'changed', 'meaning');
  });

  it('a mention turned stance against another change of its meaning is a conflict, against a note none', () => {
    const stance = '    stance:\n      holder: abe\n      target: bea\n      value: critical\n';
    const ours = A.replace('    entity: abe\n', stance);
    clash(file(A), file(ours), file(A.replace('entity: abe', 'entity: abel')), 'changed', 'meaning');
    clean(file(A), file(ours), file(noted(A, 'n')), file(noted(ours, 'n')));
  });

  it('notes merge by lines', () => {
    const base = file(noted(A, 'one\n\ntwo\n\nthree'));
    clean(
      base,
      file(noted(A, 'ONE\n\ntwo\n\nthree')),
      file(noted(A, 'one\n\ntwo\n\nTHREE')),
      file(noted(A, 'ONE\n\ntwo\n\nTHREE')),
    );
    clash(base, file(noted(A, 'ONE\n\ntwo\n\nthree')), file(noted(A, 'Eins\n\ntwo\n\nthree')), 'changed', 'note');
  });

  it('the anchor is one field; places that moved with the text are nobody’s wish', () => {
    const moved = A.replace('1:1-1:4', '9:1-9:4').replace(' met', ' ran');
    const longer = A.replace('1:1-1:4', '1:1-1:8').replace('"Abe"', '"Abe met"').replace('after: " met"', 'after: ""');
    // Ours drifted, theirs took in another word: the words are what was meant.
    clean(file(A), file(moved), file(longer), file(longer));
    const also = longer.replace('"Abe met"', '"Abe ran"');
    clash(file(A), file(also), file(longer), 'changed', 'anchor');
    // Both drifted: ours stands, and the quote finds the place again.
    const drifted = A.replace('1:1-1:4', '5:1-5:4');
    assert.equal(merged(file(A), file(moved), file(drifted)).text, file(moved));
  });

  it('unknown keys go by key', () => {
    const base = file(A + '    x-one: 1\n');
    clean(base, file(A + '    x-one: 2\n'), file(A + '    x-one: 1\n    x-two: {a: [b]}\n'), file(A + '    x-one: 2\n    x-two:\n      a: [b]\n')); // prettier-ignore
    clash(base, file(A + '    x-one: 2\n'), file(A + '    x-one: 3\n'), 'changed', 'x-one');
  });

  it('deleted against changed is a conflict, against moved with the text none', () => {
    clash(file(A, B), file(B), file(noted(A, 'mine'), B), 'deleted');
    const made = merged(file(A, B), file(B), file(noted(A, 'mine'), B), { conflicts: 'ours' });
    assert.equal(made.text, file(noted(A, 'mine'), B), 'the tag is kept');
    clean(file(A, B), file(B), file(A.replace('1:1-1:4', '2:1-2:4'), B), file(B));
    clean(file(A), file(), file(A, B), file(B));
    clean(file(A, B), file(A), file(B), file());
  });

  it('one id for two tags without a base is a conflict; for one tag it is that tag, with what each side put in', () => {
    clash(undefined, file(A), file(B.replace('bbbbbbbb', 'aaaaaaaa')), 'same-id', 'anchor', 'meaning');
    clean(undefined, file(noted(A, 'n')), file(A + '    by: mk\n'), file(A + '    by: mk\n    note: "n"\n'));
  });

  it('ids doubled by copy and paste: each of them is merged with its own', () => {
    const twin = A.replace('entity: abe', 'entity: abel');
    clean(file(A, twin), file(A, noted(twin, 'mine')), file(A, twin, B), file(A, noted(twin, 'mine'), B));
    // The first of the two goes; the note is the second's.
    clean(file(A, twin), file(twin), file(A, noted(twin, 'mine')), file(noted(twin, 'mine')));
  });

  it('one that cannot be read stays as it stands', () => {
    const bad = '  - id: xxxxxxxx\n    quote: [\n      odd ]\n';
    clean(file(A, bad), file(A, bad, C), file(noted(A, 'n'), bad), file(noted(A, 'n'), bad, C));
  });
});

describe('merge: lines', () => {
  it('a block that one side alone changed is that side’s, comments and quoting and all', () => {
    const theirs = "  # of the tag\n  - {id: aaaaaaaa, at: '1:1-1:4', quote: Abe, entity: abe} # mine\n";
    clean(file(A, B), file(A, noted(B, 'n')), file(theirs, B), file(theirs, noted(B, 'n')));
  });

  it('comments of both sides stand', () => {
    clean(
      file(A, B),
      HEAD + 'tags:\n' + A + '  # ours\n' + B + C,
      '# top\n' + file(A, B),
      '# top\n' + HEAD + 'tags:\n' + A + '  # ours\n' + B + C,
    );
    assert.match(
      merged(file(A, B), HEAD + 'tags:\n' + A + '  # ours\n' + B, HEAD + 'tags:\n' + A + '  # theirs\n' + B).text,
      / {2}# ours\n {2}# theirs\n {2}- id: bbbbbbbb/,
    );
  });

  it('byte order mark, line ends and the last line end are as in ours', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    assert.equal(merged(file(B), '\ufeff' + crlf(file(B, C)), file(A, B)).text, '\ufeff' + crlf(file(A, B, C)));
    assert.equal(merged(file(B), file(A, B), '\ufeff' + crlf(file(B, C))).text, file(A, B, C));
    assert.equal(merged(file(B), file(A, B).slice(0, -1), file(B, C)).text, file(A, B, C).slice(0, -1));
  });

  it('another indent, and a list in flow style, are brought into ours', () => {
    const deep = (tag: string): string => tag.replace(/^/gm, '  ').trimEnd() + '\n';
    const theirs = HEAD + 'tags:\n' + deep(B) + deep(C);
    assert.equal(merged(file(B), file(A, B), theirs).text, file(A, B, C));
    const flow = HEAD + 'tags: [{id: bbbbbbbb, at: "2:1-2:4", quote: Bea, after: " met", entity: bea, x: 1}]\n';
    assert.equal(merged(file(B), file(A, B), flow).text, file(A, B + '    x: 1\n'));
  });

  it('conflicts stand between markers around whole tags, of the size and with the labels given', () => {
    const [ours, theirs] = [noted(A, 'one'), noted(A, 'two')];
    const options = { size: 9, labels: { ours: 'HEAD', base: 'abc123', theirs: 'topic' } };
    assert.equal(
      merged(file(A, B), file(ours, B), file(theirs, B, C), options).text,
      `${HEAD}tags:\n<<<<<<<<< HEAD\n${ours}||||||||| abc123\n${A}=========\n${theirs}>>>>>>>>> topic\n${B}${C}`,
    );
    const refused = readSidecar(merged(file(A, B), file(ours, B), file(theirs, B, C), options).text);
    assert.ok(!refused.ok && refused.refusal.code === 'conflict');
    const deleted = merged(file(A, B), file(B), file(theirs, B)).text;
    assert.equal(deleted, `${HEAD}tags:\n<<<<<<< ours\n=======\n${theirs}>>>>>>> theirs\n${B}`);
  });

  it('without markers the side that was asked for stands, and both values are told', () => {
    const [ours, theirs] = [noted(A, 'one') + '    x: 1\n', noted(A, 'two') + '    y: 2\n'];
    const made = merged(file(A), file(ours), file(theirs), { conflicts: 'theirs' });
    assert.match(made.text, /note: "two"\n {4}x: 1\n {4}y: 2\n/);
    assert.equal(made.conflicts[0]?.item.ours?.note, 'one');
    assert.equal(made.conflicts[0]?.item.theirs?.note, 'two');
  });

  it('a file that cannot be read whole is merged with nothing, and which one it is is said', () => {
    const bad = 'stancemark: 9\n';
    for (const [which, three] of [
      ['base', [bad, file(A), file(B)]],
      ['ours', [file(A), bad, file(B)]],
      ['theirs', [file(A), file(B), '<<<<<<< x\n' + file(A)]],
      ['theirs', [file(A), file(B), '']],
    ] as const) {
      const made = mergeSidecars(three[0], three[1], three[2]);
      assert.ok(!made.ok);
      assert.equal(made.which, which);
      assert.ok(made.refusal);
    }
  });

  it('git’s hunks can drop a tag by one click; this outcome cannot', () => {
    // Reordered on one side, edited on the other.
    const made = merged(file(A, B, C), file(B, A, C), file(A, noted(B, 'n'), C));
    assert.deepEqual(made.conflicts, []);
    assert.equal(made.text, file(noted(B, 'n'), A, C));
  });
});

describe('merge: what stands around the tags', () => {
  const source = (...lines: string[]): string => HEAD + 'source:\n' + lines.map((line) => `  ${line}\n`).join('') + 'tags: []\n'; // prettier-ignore

  it('details go by key, and a key changed by both is a conflict of the section', () => {
    clean(
      source('title: T', 'outlet: O'),
      source('title: T2', 'outlet: O'),
      source('title: T', 'date: 2025-01-02', 'x-y: [1, 2]'),
      source('title: T2', 'date: 2025-01-02', 'x-y: [1, 2]'),
    );
    clash(source('title: T'), source('title: A'), source('title: B'), 'changed', 'title');
    clean(file(), source('title: T'), source('outlet: O'), source('title: T', 'outlet: O'));
  });

  it('dismissals are a set', () => {
    const dismissed = (...forms: string[]): string => file() + (forms.length > 0 ? 'dismissed:\n' : '') + forms.map((form) => `  - {form: "${form}"}\n`).join(''); // prettier-ignore
    clean(dismissed('a', 'b'), dismissed('a', 'b', 'c'), dismissed('b', 'd'), dismissed('b', 'c', 'd'));
    clean(dismissed(), dismissed('a'), dismissed('a', 'b'), dismissed('a', 'b'));
  });

  it('an own section of one side stays; one changed by both is a conflict', () => {
    clean(file(A), file(A) + 'mine:\n  x: 1\n', file(A, B), file(A, B) + 'mine:\n  x: 1\n');
    clash(file(A) + 'mine: 1\n', file(A) + 'mine: 2\n', file(A) + 'mine: 3\n', 'changed');
  });
});

describe('merge: codebooks', () => {
  const entity = (id: string, name: string, ...more: string[]): string =>
    `  - id: ${id}\n    name: ${name}\n    type: person\n` + more.map((line) => `    ${line}\n`).join('');
  const book = (...entities: string[]): string => HEAD + 'entities:\n' + entities.join('');

  function both(base: string, ours: string, theirs: string): { text: string; clashes: unknown[] } {
    const made = mergeCodebooks(base, ours, theirs);
    assert.ok(made.ok, JSON.stringify(made));
    return { text: made.text, clashes: made.conflicts.map(({ kind, id, fields }) => [kind, id, ...fields]) };
  }

  it('entities by id in their order, aliases as a set, a rename beside another edit no conflict', () => {
    const base = book(entity('abe', 'Abe', 'aliases: [A, Old]'), entity('cid', 'Cid'));
    const ours = book(entity('abe', 'Abel', 'aliases: [A, Old, Ours]'), entity('bea', 'Bea'), entity('cid', 'Cid'));
    const theirs = book(entity('abe', 'Abe', 'aliases: [A, Theirs]', 'note: "n"'), entity('cid', 'Cid'), entity('dan', 'Dan')); // prettier-ignore
    assert.deepEqual(both(base, ours, theirs), {
      text: book(entity('abe', 'Abel', 'aliases: [A, Ours, Theirs]', 'note: "n"'), entity('bea', 'Bea'), entity('cid', 'Cid'), entity('dan', 'Dan')), // prettier-ignore
      clashes: [],
    });
  });

  it('one id for two names is a conflict', () => {
    const base = book(entity('abe', 'Abe'));
    const [ours, theirs] = [book(entity('abe', 'Abe'), entity('x', 'One')), book(entity('abe', 'Abe'), entity('x', 'Two'))]; // prettier-ignore
    assert.deepEqual(both(base, ours, theirs).clashes, [['same-id', 'x', 'name']]);
    assert.deepEqual(both(base, book(entity('abe', 'A')), book(entity('abe', 'B'))).clashes, [['changed', 'abe', 'name']]); // prettier-ignore
  });

  it('types, values and searches by id, each key its own', () => {
    const lists = (types: string, values: string): string => `${HEAD}types: [${types}]\nstances:\n${values}entities: []\n`; // prettier-ignore
    const critical = (label: string, axis: string): string => `  - {id: critical, label: ${label}, axis: ${axis}}\n`;
    const more = '  - {id: warm, label: Warm, axis: positive, x-own: yes}\n';
    assert.deepEqual(
      both(
        lists('person, state', critical('Critical', 'negative')),
        lists('person, state, ship', critical('Hostile', 'negative')),
        lists('person, place', critical('Critical', 'unclear') + more),
      ),
      { text: lists('person, ship, place', critical('Hostile', 'unclear') + more), clashes: [] },
    );
    const [one, other] = [lists('person', critical('A', 'negative')), lists('person', critical('B', 'negative'))];
    assert.deepEqual(both(lists('person', critical('C', 'negative')), one, other).clashes, [['changed', 'stances', 'critical.label']]); // prettier-ignore
  });

  it('is found by the file’s name', () => {
    assert.ok(mergeNamed('a/x.txt.tags.yaml', undefined, file(A), file(B))?.ok);
    assert.ok(mergeNamed('a/codebook.yaml', undefined, book(entity('abe', 'Abe')), book(entity('bea', 'Bea')))?.ok);
    assert.equal(mergeNamed('a/x.yaml', undefined, '', ''), undefined);
  });
});
