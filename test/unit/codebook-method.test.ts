import assert from 'node:assert/strict';
import { applyToCodebook, readCodebook, readCodebookWithYaml, type CodebookFile } from '../../src/core/codebook';
import { branchesOf } from '../../src/core/codebook/branches';
import type { CodebookChange } from '../../src/core/changes';
import { mergeCodebooks } from '../../src/core/merge';
import { applyToSidecar, readSidecar } from '../../src/core/sidecar';
import { literal } from '../../src/core/yaml/scalars';

function read(text: string): CodebookFile {
  const reading = readCodebook(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  const judged = readCodebookWithYaml(text);
  assert.ok(judged.ok);
  assert.deepEqual(reading.value.codebook, judged.value.codebook);
  return reading.value;
}

const BOOK = `stancemark: 1
note: |
  # What this project asks

  Who blames whom?
types:
  - person
  - {id: state, label: State, definition: "A state in law", examples: ["Georgia, the state"]}
  - id: ministry
    parent: state # kinds of
    exclude: |
      Not a minister:
        - that is a person
stances:
  - id: critical
    axis: negative
    definition: >-
      Says that it is bad,
      in whatever words.
    include: "irony"
    examples:
      - "a sign of weakness"
      - it failed
entities:
  - id: azerbaijan
    name: Azerbaijan
    type: state
    aliases: [Baku]
    definition: "The state, and whoever acts for it"
    examples: ["Baku says", "Azerbaijan’s army"]
  - id: mfa
    name: Foreign ministry
    type: ministry
    parent: azerbaijan
    include: |-
      Its spokesman.

      Its building, as a metonym.
    note: "n"
  - id: own
    name: Own
    type: person
    definition: {of: mine}
`;

/** Applies changes and takes them back: the text must be what it was. */
function change(text: string, ...changes: CodebookChange[]): string {
  const before = read(text);
  const { codebook, inverse, skipped } = applyToCodebook(before, changes);
  assert.deepEqual(skipped, []);
  assert.deepEqual(read(codebook.text).codebook, codebook.codebook);
  assert.equal(applyToCodebook(codebook, inverse).codebook.text, text);
  return codebook.text;
}

describe('codebook: the method', () => {
  it('reads definitions, borders and examples of types, values and entities', () => {
    const { codebook, faults } = read(BOOK);
    assert.equal(codebook.note, '# What this project asks\n\nWho blames whom?\n');
    assert.deepEqual(codebook.types, [
      { id: 'person', label: 'Person' },
      { id: 'state', label: 'State', definition: 'A state in law', examples: ['Georgia, the state'] },
      { id: 'ministry', label: 'Ministry', parent: 'state', exclude: 'Not a minister:\n  - that is a person\n' },
    ]);
    assert.deepEqual(codebook.stances, [
      {
        id: 'critical',
        label: 'Critical',
        axis: 'negative',
        definition: 'Says that it is bad, in whatever words.',
        include: 'irony',
        examples: ['a sign of weakness', 'it failed'],
      },
    ]);
    const [azerbaijan, mfa, own] = codebook.entities;
    assert.deepEqual(azerbaijan?.examples, ['Baku says', 'Azerbaijan’s army']);
    assert.deepEqual([mfa?.parent, mfa?.include], ['azerbaijan', 'Its spokesman.\n\nIts building, as a metonym.']);
    // A key of somebody's own is named and kept.
    assert.deepEqual([own?.definition, own?.extra], [undefined, { definition: { map: [['of', 'mine']] } }]);
    assert.deepEqual(
      faults.map(({ code, id }) => [code, id]),
      [['bad-value', 'own']],
    );
  });

  it('changes one key and no other byte, block scalars and comments of the rest included', () => {
    const renamed = change(BOOK, { op: 'set-entity', id: 'mfa', set: { name: 'MFA' } });
    assert.equal(renamed, BOOK.replace('Foreign ministry', 'MFA'));
    const typed = change(BOOK, { op: 'set-type', id: 'ministry', set: { label: 'Office' } });
    assert.equal(typed, BOOK.replace('  - id: ministry\n', '  - id: ministry\n    label: Office\n'));
    const value = change(BOOK, { op: 'set-value', id: 'critical', set: { color: '#f00' } });
    assert.equal(value, BOOK.replace('    axis: negative\n', '    axis: negative\n    color: "#f00"\n'));
    const defined = change(BOOK, { op: 'set-entity', id: 'mfa', set: { definition: 'One.\nTwo.', parent: null } });
    assert.equal(
      defined,
      BOOK.replace('    parent: azerbaijan\n', '').replace(
        '    include: |-\n',
        '    definition: |-\n      One.\n      Two.\n    include: |-\n',
      ),
    );
    const plain = change(BOOK, { op: 'set-type', id: 'person', set: { definition: 'Somebody' } });
    assert.equal(plain, BOOK.replace('  - person\n', '  - {id: person, label: Person, definition: "Somebody"}\n'));
  });

  it('writes new ones in the order of the table', () => {
    const guide = { definition: 'd', include: 'i', exclude: 'e', examples: ['a "b"', 'c'] };
    const text = change(
      'stancemark: 1\ntypes: [person]\nentities: []\n',
      { op: 'add-type', type: { id: 'bank', label: 'Bank', parent: 'person', ...guide } },
      { op: 'add-entity', entity: { id: 'b', name: 'B', type: 'bank', parent: 'a', aliases: [], note: 'n', ...guide } },
    );
    const words = `definition: "d", include: "i", exclude: "e", examples: ['a "b"', "c"]`;
    const lines = words.replaceAll(/, (?=include|exclude|examples)/g, '\n    ');
    assert.equal(
      text,
      `stancemark: 1\ntypes: [person, {id: bank, label: Bank, parent: person, ${words}}]\n` +
        `entities:\n  - id: b\n    name: B\n    type: bank\n    parent: a\n    ${lines}\n    note: "n"\n`,
    );
  });

  it('keeps the project’s memo as lines, safely', () => {
    const book = 'stancemark: 1\n# mine\ntypes: [person]\nentities: []\n';
    assert.equal(
      change(book, { op: 'set-note', note: 'One.\n\n# Two' }),
      'stancemark: 1\nnote: |-\n  One.\n\n  # Two\n# mine\ntypes: [person]\nentities: []\n',
    );
    assert.equal(
      change(book, { op: 'set-note', note: 'One: "two"' }),
      book.replace('# mine', `note: 'One: "two"'\n# mine`),
    );
    assert.equal(change(BOOK, { op: 'set-note', note: null }), BOOK.replace(/note: \|\n(?: .*\n|\n)*?(?=types)/, ''));
    assert.equal(
      change('stancemark: 1\nnote: old # why\nentities: []\n', { op: 'set-note', note: 'new' }),
      'stancemark: 1\nnote: "new" # why\nentities: []\n',
    );
    // What would make the file unreadable, or what editors would take away, is written in quotes.
    for (const text of [
      'a\n=======\nb',
      'a\n  <<<<<<< b',
      'a \nb',
      ' a\nb',
      'a\n',
      '\na',
      'a\n\u202eb',
      'a\n\tb',
      'a\r\nb',
      'a\u2028\nb',
    ]) {
      assert.equal(literal(text, 2, '\n'), undefined, JSON.stringify(text));
      const made = change(book, { op: 'set-note', note: text });
      assert.equal(read(made).codebook.note, text);
      assert.equal(made.split('\n').length, book.split('\n').length + 1);
    }
    for (const text of [
      'a\nb',
      '- a\n- b: [c',
      '# a\n\n\n  b # c\n---\n...\nd',
      '"\n\'',
      'a: |\nb\\n',
      '%YAML\n&a *b !c',
    ]) {
      assert.ok(literal(text, 2, '\n'), JSON.stringify(text));
      assert.equal(read(change(book, { op: 'set-note', note: text })).codebook.note, text);
    }
    const crlf = book.replaceAll('\n', '\r\n');
    assert.equal(
      change(crlf, { op: 'set-note', note: 'a\nb' }),
      crlf.replace('# mine', 'note: |-\r\n  a\r\n  b\r\n# mine'),
    );
  });

  it('merges a memo by lines, and keeps what somebody else wrote meanwhile', () => {
    const now = read('stancemark: 1\nnote: |-\n  a\n  b\n  c\n  D\nentities: []\n');
    const put = (note: string, was: string) => applyToCodebook(now, [{ op: 'set-note', note, was }]);
    assert.equal(put('A\nb\nc\nd', 'a\nb\nc\nd').codebook.codebook.note, 'A\nb\nc\nD');
    const both = put('a\nb\nc\nE', 'a\nb\nc\nd');
    assert.deepEqual(
      [both.codebook.text, both.skipped.map(({ why, fields }) => [why, fields])],
      [now.text, [['changed-meanwhile', ['note']]]],
    );
    const merged = mergeCodebooks(
      'stancemark: 1\nnote: |-\n  a\n  b\n  c\n',
      'stancemark: 1\nnote: |-\n  A\n  b\n  c\n',
      'stancemark: 1\nnote: |-\n  a\n  b\n  C\n',
    );
    assert.ok(merged.ok && merged.conflicts.length === 0);
    assert.equal(merged.text, 'stancemark: 1\nnote: |-\n  A\n  b\n  C\n');
  });

  it('merges an entity’s definition by lines, its examples as a set, its parent as a field', () => {
    const book = (lines: string): string =>
      `stancemark: 1\nentities:\n  - id: a\n    name: A\n    type: person\n${lines}`;
    const merged = mergeCodebooks(
      book('    definition: "1\\n2\\n3"\n    examples: ["x"]\n'),
      book('    parent: b\n    definition: "1\\n2\\n4"\n    examples: ["x", "y"]\n'),
      book('    definition: "0\\n2\\n3"\n    exclude: "e"\n    examples: ["z"]\n'),
    );
    assert.ok(merged.ok && merged.conflicts.length === 0, JSON.stringify(merged));
    const [entity] = read(merged.text).codebook.entities;
    assert.deepEqual(entity, {
      id: 'a',
      name: 'A',
      type: 'person',
      parent: 'b',
      aliases: [],
      definition: '0\n2\n4',
      exclude: 'e',
      examples: ['y', 'z'],
    });
  });

  it('keeps the memo of a source among its details, as lines', () => {
    const text = 'stancemark: 1\nsource:\n  title: T # t\ntags: []\n';
    const reading = readSidecar(text);
    assert.ok(reading.ok);
    const note = 'First.\n\n- second';
    const { sidecar, inverse } = applyToSidecar(reading.value, [{ op: 'details', set: { note } }]);
    assert.equal(
      sidecar.text,
      'stancemark: 1\nsource:\n  title: T # t\n  note: |-\n    First.\n\n    - second\ntags: []\n',
    );
    assert.equal(sidecar.details.get('note'), note);
    assert.equal(applyToSidecar(sidecar, inverse).sidecar.text, text);
    const other = applyToSidecar(sidecar, [{ op: 'details', set: { outlet: 'O' } }]).sidecar;
    assert.equal(other.text, sidecar.text.replace('T # t\n', 'T # t\n  outlet: O\n'));
  });
});

/** How often maps and sets are asked while something runs: what it costs, whatever else the machine does. */
function lookUps(run: () => void): number {
  let count = 0;
  const asked = [Map.prototype, Set.prototype, Map.prototype].map((prototype, i) => {
    const name = i < 2 ? 'has' : 'get';
    return { prototype: prototype as unknown as Record<string, (key: unknown) => unknown>, name };
  });
  const before = asked.map(({ prototype, name }) => prototype[name] as (key: unknown) => unknown);
  asked.forEach(({ prototype, name }, i) => {
    prototype[name] = function (key) {
      count++;
      return before[i]?.call(this, key);
    };
  });
  try {
    run();
  } finally {
    asked.forEach(({ prototype, name }, i) => (prototype[name] = before[i] as (key: unknown) => unknown));
  }
  return count;
}

describe('codebook: parents', () => {
  const items = (...pairs: string[]): { id: string; parent?: string }[] =>
    pairs.map((pair) => {
      const [id = '', parent] = pair.split('<');
      return parent === undefined ? { id } : { id, parent };
    });

  it('makes a tree in the order of the codebook', () => {
    const tree = branchesOf(items('c<a', 'a', 'b<a', 'd<c', 'e'));
    assert.deepEqual([...tree.roots], ['a', 'e']);
    assert.deepEqual([...tree.childrenOf('a')], ['c', 'b']);
    assert.deepEqual([...tree.branchOf('a')].sort(), ['a', 'b', 'c', 'd']);
    assert.deepEqual(tree.pathOf('d'), ['a', 'c', 'd']);
    assert.deepEqual([tree.isFlat, branchesOf(items('a', 'b')).isFlat], [false, true]);
  });

  it('takes circles and missing parents for none, and never hangs', () => {
    const tree = branchesOf(items('a<b', 'b<c', 'c<a', 'd<a', 'e<e', 'f<nobody', 'g<f'));
    assert.deepEqual([...tree.circular].sort(), ['a', 'b', 'c', 'e']);
    assert.deepEqual([...tree.orphans], ['f']);
    assert.deepEqual([...tree.roots], ['a', 'b', 'c', 'e', 'f']);
    assert.deepEqual(tree.pathOf('d'), ['a', 'd']);
    assert.deepEqual([...tree.branchOf('f')], ['f', 'g']);
    const long = Array.from({ length: 50_000 }, (_, i) => ({ id: `n${i}`, parent: `n${i + 1}` }));
    const looked = lookUps(() => {
      assert.equal(branchesOf(long).pathOf('n0').length, 50_000);
      assert.equal(branchesOf([...long, { id: 'n50000', parent: 'n25000' }]).circular.size, 25_001);
    });
    // Each id is walked over a few times and not once for each of the others.
    assert.ok(looked > long.length && looked < 50 * long.length, `${looked} look-ups`);
  });

  it('says where a parent is wrong', () => {
    const text = `stancemark: 1
types:
  - {id: a, parent: b}
  - {id: b, parent: a}
entities:
  - id: x
    name: X
    type: a
    parent: gone
  - id: y
    name: Y
    type: a
    parent: y
`;
    const at = (from: number): number => text.slice(0, from).split('\n').length;
    assert.deepEqual(
      read(text).faults.map(({ code, from, detail }) => [code, at(from), detail]),
      [
        ['parent-cycle', 3, undefined],
        ['parent-cycle', 4, undefined],
        ['unknown-parent', 9, 'gone'],
        ['parent-cycle', 13, undefined],
      ],
    );
  });

  it('rules for speakers and codes that lead to nobody are said', () => {
    const text = `stancemark: 1
entities: [{id: x, name: X, type: person}]
codes:
  - {code: A, entity: x}
  - {code: B, entity: gone}
  - {code: C, holder: author, target: away, value: warm}
speakers:
  - "Q:"
  - {label: "X:", entity: x}
  - {label: "Y:", entity: lost}
`;
    const at = (from: number): number => text.slice(0, from).split('\n').length;
    assert.deepEqual(
      read(text).faults.map(({ code, from, detail }) => [code, at(from), detail]),
      [
        ['unknown-entity', 5, 'gone'],
        ['unknown-entity', 6, 'away'],
        ['unknown-value', 6, 'warm'],
        ['unknown-entity', 10, 'lost'],
      ],
    );
    assert.deepEqual(
      read(
        'stancemark: 1\ncodes: [{code: C, holder: author, target: x, value: critical}]\nentities: [{id: x, name: X, type: p}]\n',
      ).faults,
      [],
    );
  });
});
