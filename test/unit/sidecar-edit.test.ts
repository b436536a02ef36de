import * as assert from 'node:assert/strict';
import type { SidecarChange } from '../../src/core/changes';
import type { Tag } from '../../src/core/model';
import { applyToSidecar, readSidecar } from '../../src/core/sidecar';
import type { Sidecar } from '../../src/core/sidecar';

function read(text: string): Sidecar {
  const reading = readSidecar(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.value;
}

const at = (line: number, from = 1, to = 5) => ({
  startLine: line - 1,
  startColumn: from - 1,
  endLine: line - 1,
  endColumn: to - 1,
});

function mention(id: string, line: number): Tag {
  return { id, at: at(line), quote: 'Baku', before: '', after: '', entity: 'azerbaijan' };
}

/** The lines of {@link mention}, the dash at a column. */
function lines(id: string, line: number, indent = 2): string {
  const pad = ' '.repeat(indent + 2);
  return `${' '.repeat(indent)}- id: ${id}\n${pad}at: ${line}:1-${line}:5\n${pad}quote: "Baku"\n${pad}before: ""\n${pad}after: ""\n${pad}entity: azerbaijan\n`;
}

const HEAD = 'stancemark: 1\n';
const [A, B, C] = [lines('aaaaaa', 1), lines('bbbbbb', 2), lines('cccccc', 3)];

/** text, changes, text after; taken back to the letter in every row. */
type Row = readonly [name: string, before: string, changes: readonly SidecarChange[], after: string];

const add = (id: string, line: number): SidecarChange => ({ op: 'add', tag: mention(id, line) });
const remove = (id: string): SidecarChange => ({ op: 'remove', id });

const ROWS: readonly Row[] = [
  ['add before the end of the document', `${HEAD}tags:\n${A}...\n`, [add('bbbbbb', 2)], `${HEAD}tags:\n${A}${B}...\n`],
  ['add to an empty list before it', `${HEAD}tags: []\n...\n# end\n`, [add('aaaaaa', 1)], `${HEAD}tags:\n${A}...\n# end\n`],
  ['remove before it', `${HEAD}tags:\n${A}${B}...`, [remove('bbbbbb')], `${HEAD}tags:\n${A}...`],
  ['add to an empty list', `${HEAD}tags: []\n`, [add('aaaaaa', 1)], `${HEAD}tags:\n${A}`],
  ['add keeps the comment of an empty list', `${HEAD}tags: [] # none\n# end\n`, [add('aaaaaa', 1)], `${HEAD}tags: # none\n${A}# end\n`],
  ['add without a list', `${HEAD}source: {title: x}\n`, [add('aaaaaa', 1)], `${HEAD}source: {title: x}\ntags:\n${A}`],
  ['add without a list, before what comes after it', `${HEAD}dismissed: []\n`, [add('aaaaaa', 1)], `${HEAD}tags:\n${A}dismissed: []\n`],
  ['add without a final line end', `${HEAD}tags: []`, [add('aaaaaa', 1)], `${HEAD}tags:\n${A.trimEnd()}`],
  ['add at the end without a final line end', `${HEAD}tags:\n${A.trimEnd()}`, [add('bbbbbb', 2)], `${HEAD}tags:\n${A}${B.trimEnd()}`],
  ['add between', `${HEAD}tags:\n${A}${C}`, [add('bbbbbb', 2)], `${HEAD}tags:\n${A}${B}${C}`],
  ['add first', `${HEAD}tags:\n${B}${C}`, [add('aaaaaa', 1)], `${HEAD}tags:\n${A}${B}${C}`],
  ['add many', `${HEAD}tags:\n${B}`, [add('cccccc', 3), add('aaaaaa', 1)], `${HEAD}tags:\n${A}${B}${C}`],
  ['add leaves a comment above its tag', `${HEAD}tags:\n${A}# about c\n${C}`, [add('bbbbbb', 2)], `${HEAD}tags:\n${A}${B}# about c\n${C}`],
  ['add at the same place: by id', `${HEAD}tags:\n${A}${lines('cccccc', 1)}`, [add('bbbbbb', 1)], `${HEAD}tags:\n${A}${lines('bbbbbb', 1)}${lines('cccccc', 1)}`],
  ['add to a list out of order: after the last that is not behind it', `${HEAD}tags:\n${C}${A}`, [add('bbbbbb', 2)], `${HEAD}tags:\n${C}${A}${B}`],
  ['add as deep as the list stands', `${HEAD}tags:\n${lines('aaaaaa', 1, 0)}`, [add('bbbbbb', 2)], `${HEAD}tags:\n${lines('aaaaaa', 1, 0)}${lines('bbbbbb', 2, 0)}`],
  ['add four deep', `${HEAD}tags:\n${lines('aaaaaa', 1, 4)}dismissed: []\n`, [add('bbbbbb', 2)], `${HEAD}tags:\n${lines('aaaaaa', 1, 4)}${lines('bbbbbb', 2, 4)}dismissed: []\n`],
  ['add to a list in flow style', `${HEAD}tags: [{id: b, at: 2:1-2:5, quote: x, entity: e}]\n`, [add('aaaaaa', 1)], `${HEAD}tags: [{id: aaaaaa, at: 1:1-1:5, quote: "Baku", before: "", after: "", entity: azerbaijan}, {id: b, at: 2:1-2:5, quote: x, entity: e}]\n`],
  ['remove', `${HEAD}tags:\n${A}${B}${C}`, [remove('bbbbbb')], `${HEAD}tags:\n${A}${C}`],
  ['remove leaves what stands between', `${HEAD}tags:\n# 0\n${A}# 1\n\n${B}  # 2\n${C}# 3\n`, [remove('bbbbbb')], `${HEAD}tags:\n# 0\n${A}# 1\n\n  # 2\n${C}# 3\n`],
  ['remove takes a comment of its own', `${HEAD}tags:\n${A}      # mine\n${B}`, [remove('aaaaaa')], `${HEAD}tags:\n${B}`],
  ['remove the first', `${HEAD}tags:\n# 0\n${A}# 1\n${B}`, [remove('aaaaaa')], `${HEAD}tags:\n# 0\n# 1\n${B}`],
  ['remove the last one', `${HEAD}tags:\n${A}`, [remove('aaaaaa')], `${HEAD}tags: []\n`],
  ['remove the last one, comments stay', `${HEAD}tags: # all\n# 0\n${A}# 1\ndismissed: []\n`, [remove('aaaaaa')], `${HEAD}tags: [] # all\n# 0\n# 1\ndismissed: []\n`],
  ['remove all, add one', `${HEAD}tags:\n${A}${B}`, [remove('aaaaaa'), remove('bbbbbb'), add('cccccc', 3)], `${HEAD}tags:\n${C}`],
  ['remove from a list in flow style', `${HEAD}tags: [{id: a, at: 1:1-1:5, quote: x, entity: e}, {id: b, at: 2:1-2:5, quote: x, entity: e}]\n`, [remove('a')], `${HEAD}tags: [{id: b, at: 2:1-2:5, quote: x, entity: e}]\n`],
  ['set a note', `${HEAD}tags:\n${A}${B}`, [{ op: 'set', id: 'aaaaaa', set: { note: 'a "b"' } }], `${HEAD}tags:\n${A}    note: 'a "b"'\n${B}`],
  ['take a note away', `${HEAD}tags:\n${A}    note: "x"\n${B}`, [{ op: 'set', id: 'aaaaaa', set: { note: null } }], `${HEAD}tags:\n${A}${B}`],
  ['an entity in the place of another', `${HEAD}tags:\n${A}${B}`, [{ op: 'set', id: 'bbbbbb', set: { entity: 'russia', sense: 'metonym' } }], `${HEAD}tags:\n${A}${B.replace('azerbaijan', 'russia')}    sense: metonym\n`],
  ['a stance in the place of an entity', `${HEAD}tags:\n${A}${B}`, [{ op: 'set', id: 'aaaaaa', set: { stance: { holder: 'author', target: 'x', value: 'no' } } }], `${HEAD}tags:\n${A.replace('    entity: azerbaijan\n', '    stance:\n      holder: author\n      target: x\n      value: "no"\n')}${B}`],
  ['a place moves the tag to its order', `${HEAD}tags:\n${A}# 1\n${B}${C}`, [{ op: 'set', id: 'aaaaaa', set: { pieces: [{ at: at(9), quote: 'Baku', before: '', after: '' }] } }], `${HEAD}tags:\n# 1\n${B}${C}${lines('aaaaaa', 9)}`],
  ['places of all tags: nothing moves', `${HEAD}tags:\n${A}# 1\n${B}`, ['aaaaaa', 'bbbbbb'].map((id, i): SidecarChange => ({ op: 'set', id, set: { pieces: [{ at: at(7 + i), quote: 'Baku', before: '', after: '' }] } })), `${HEAD}tags:\n${lines('aaaaaa', 7)}# 1\n${lines('bbbbbb', 8)}`],
  ['only the key’s own line of a block by hand', `${HEAD}tags:\n  -   quote: 'Baku'  # q\n      x-review: yes\n      entity: azerbaijan # e\n      # note to self\n      at: "1:1-1:5"\n      id: a\n`, [{ op: 'set', id: 'a', set: { entity: 'no', by: 'mk' } }], `${HEAD}tags:\n  -   quote: 'Baku'  # q\n      x-review: yes\n      entity: "no" # e\n      by: mk\n      # note to self\n      at: "1:1-1:5"\n      id: a\n`],
  ['a note in the place of a folded one', `${HEAD}tags:\n- id: a\n  at: 1:1-1:5\n  note: >\n    many\n    lines\n  quote: x\n  entity: e\n`, [{ op: 'set', id: 'a', set: { note: 'one' } }], `${HEAD}tags:\n- id: a\n  at: 1:1-1:5\n  note: "one"\n  quote: x\n  entity: e\n`],
  ['within a block in flow style', `${HEAD}tags:\n  - {id: a, at: 1:1-1:5, quote: x, stance: {holder: h, target: t, value: v}} # s\n`, [{ op: 'set', id: 'a', set: { note: 'n', stance: { holder: 'h', target: 'u', value: 'v', intensity: 3 } } }], `${HEAD}tags:\n  - {id: a, at: 1:1-1:5, quote: x, stance: {holder: h, target: u, value: v, intensity: 3}, note: "n"} # s\n`],
  ['the first key of a block taken away', `${HEAD}tags:\n  - note: x\n    id: a\n    at: 1:1-1:5\n    quote: x\n    entity: e\n`, [{ op: 'set', id: 'a', set: { note: null } }], `${HEAD}tags:\n  - id: a\n    at: 1:1-1:5\n    quote: x\n    entity: e\n`],
  ['details where there are none', `${HEAD}tags: []\n`, [{ op: 'details', set: { title: 'A: b', author: 'Jane Doe', date: '2025' } }], `${HEAD}source:\n  title: "A: b"\n  author: Jane Doe\n  date: "2025"\ntags: []\n`],
  ['details among others', `${HEAD}source: # s\n  x: 1 # x\n  date: 2025-01-02\ntags: []\n`, [{ op: 'details', set: { title: 'T', date: '2025-01-03', genre: 'speech' } }], `${HEAD}source: # s\n  title: T\n  x: 1 # x\n  date: 2025-01-03\n  genre: speech\ntags: []\n`],
  ['a detail taken away', `${HEAD}source:\n  title: T # t\n  date: 2025-01-02\ntags: []\n`, [{ op: 'details', set: { title: null } }], `${HEAD}source:\n  date: 2025-01-02\ntags: []\n`],
  ['the last detail taken away', `${HEAD}source:\n  title: T\ntags: []\n`, [{ op: 'details', set: { title: '' } }], `${HEAD}source: {}\ntags: []\n`],
  ['a suggestion turned down', `${HEAD}tags:\n${A}`, [{ op: 'dismiss', what: { form: 'Baku', entity: 'azerbaijan' } }], `${HEAD}tags:\n${A}dismissed:\n  - {form: "Baku", entity: azerbaijan}\n`],
  ['suggestions in order', `${HEAD}tags: []\ndismissed:\n  - {form: "A"}\n  - {form: "C"} # c\n`, [{ op: 'dismiss', what: { form: 'B' } }, { op: 'undismiss', what: { form: 'A' } }], `${HEAD}tags: []\ndismissed:\n  - {form: "B"}\n  - {form: "C"} # c\n`],
  ['the last suggestion', `${HEAD}tags: []\ndismissed:\n  - {form: "A"}\n`, [{ op: 'undismiss', what: { form: 'A' } }], `${HEAD}tags: []\ndismissed: []\n`],
]; // prettier-ignore

describe('sidecar: changes', () => {
  for (const [name, before, changes, after] of ROWS) {
    for (const eol of ['\n', '\r\n']) {
      it(`${name}${eol === '\n' ? '' : ' (CRLF)'}`, () => {
        const text = before.replaceAll('\n', eol);
        // A text of several lines has line ends of its own.
        const begun = read(text);
        const { sidecar, inverse, skipped } = applyToSidecar(begun, changes);
        assert.deepEqual(skipped, []);
        assert.equal(sidecar.text, after.replaceAll('\n', eol));
        assert.deepEqual(sidecar.tags, read(sidecar.text).tags);
        const back = applyToSidecar(sidecar, inverse);
        assert.deepEqual(back.skipped, []);
        assert.equal(back.sidecar.text, text);
        assert.deepEqual(back.sidecar.tags, begun.tags);
      });
    }
  }

  it('a new file takes the line end that is asked for', () => {
    const { sidecar } = applyToSidecar(undefined, [add('aaaaaa', 1)], '\r\n');
    assert.equal(sidecar.text, `${HEAD}tags:\n${A}`.replaceAll('\n', '\r\n'));
  });

  it('a byte-order mark stays', () => {
    const { sidecar } = applyToSidecar(read(`\ufeff${HEAD}tags:\n${A}`), [add('bbbbbb', 2)]);
    assert.equal(sidecar.text, `\ufeff${HEAD}tags:\n${A}${B}`);
  });

  const skips: readonly (readonly [string, SidecarChange, string])[] = [
    ['a tag that is not there', remove('zzzzzz'), 'no-such-tag'],
    ['a tag that is not there', { op: 'set', id: 'zzzzzz', set: { note: 'n' } }, 'no-such-tag'],
    ['an id that is taken', add('aaaaaa', 5), 'id-taken'],
    ['a tag without a meaning', { op: 'set', id: 'aaaaaa', set: { entity: null } }, 'changed-meanwhile'],
    ['a suggestion that was not turned down', { op: 'undismiss', what: { form: 'x' } }, 'changed-meanwhile'],
  ];
  for (const [name, change, why] of skips) {
    it(`left out, and the others go on: ${name} (${change.op})`, () => {
      const { sidecar, skipped, inverse } = applyToSidecar(read(`${HEAD}tags:\n${A}`), [change, add('bbbbbb', 2)]);
      assert.deepEqual(
        skipped.map((one) => [one.change, one.why]),
        [[change, why]],
      );
      assert.equal(sidecar.text, `${HEAD}tags:\n${A}${B}`);
      assert.equal(inverse.length, 1);
    });
  }

  it('a bad tag is never touched', () => {
    const bad = '  - id: bad # why\n    at: nowhere\n';
    const { sidecar } = applyToSidecar(read(`${HEAD}tags:\n${A}${bad}${C}`), [
      add('bbbbbb', 2),
      remove('cccccc'),
      remove('bad'),
    ]);
    assert.equal(sidecar.text, `${HEAD}tags:\n${A}${B}${bad}`);
    assert.equal(sidecar.faults.length, 1);
    assert.equal(sidecar.text.slice(sidecar.faults[0]?.from, sidecar.faults[0]?.to), 'nowhere');
  });

  it('a tag whose id another has gets its own when it is changed', () => {
    const begun = read(`${HEAD}tags:\n${A}${A}`);
    const second = begun.tags[1]?.id ?? '';
    const { sidecar, inverse } = applyToSidecar(begun, [{ op: 'set', id: second, set: { note: 'n' } }]);
    assert.equal(sidecar.text, `${HEAD}tags:\n${A}${A.replace('aaaaaa', second)}    note: "n"\n`);
    assert.deepEqual(sidecar.faults, []);
    assert.equal(applyToSidecar(sidecar, inverse).sidecar.text, begun.text);
  });
});

describe('sidecar: taking back when somebody else has changed the file meanwhile', () => {
  it('a field is put back, what another has said of the tag stays', () => {
    const begun = read(`${HEAD}tags:\n${A}${B}`);
    const { sidecar, inverse } = applyToSidecar(begun, [{ op: 'set', id: 'aaaaaa', set: { entity: 'russia' } }]);
    const theirs = read(
      sidecar.text.replace('entity: russia\n', 'entity: russia\n    x-review: yes\n    note: "theirs"\n'),
    );
    const { sidecar: back, skipped } = applyToSidecar(theirs, inverse);
    assert.deepEqual(skipped, []);
    assert.equal(back.text, `${HEAD}tags:\n${A}    x-review: yes\n    note: "theirs"\n${B}`);
  });

  it('a removed tag comes back to its place, whatever was added around it', () => {
    const { sidecar, inverse } = applyToSidecar(read(`${HEAD}tags:\n${A}# b\n${B}${C}`), [remove('bbbbbb')]);
    const theirs = applyToSidecar(sidecar, [add('dddddd', 1), add('eeeeee', 9), remove('aaaaaa')]).sidecar;
    const { sidecar: back } = applyToSidecar(theirs, inverse);
    assert.deepEqual(back.tags.map(({ id }) => id), ['dddddd', 'bbbbbb', 'cccccc', 'eeeeee']); // prettier-ignore
  });

  it('a first tag goes, what another has added stays', () => {
    const { sidecar, inverse } = applyToSidecar(read(`${HEAD}tags: []\n`), [add('aaaaaa', 1)]);
    const theirs = applyToSidecar(sidecar, [add('bbbbbb', 2)]).sidecar;
    const { sidecar: back, skipped } = applyToSidecar(theirs, inverse);
    assert.deepEqual(skipped, []);
    assert.equal(back.text, `${HEAD}tags:\n${B}`);
  });
});
