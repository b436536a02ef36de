import assert from 'node:assert/strict';
import { assign, assignmentsInTable, readAssignments } from '../../src/core/agreement/assignments';

const FILE = `# who codes what
stancemark: 1
assignments:
  ann: [a.txt, "b, c.txt"] # till May
  Ben:
    - ./d\\e.txt
  odd: {x: y}
note: ours
`;

describe('assignments', () => {
  it('are read by coder, whatever the paths look like', () => {
    assert.deepEqual(
      [...(readAssignments(FILE) ?? [])],
      [
        ['ann', ['a.txt', 'b, c.txt']],
        ['ben', ['d/e.txt']],
      ],
    );
    assert.deepEqual([...(readAssignments('') ?? [])], []);
    assert.equal(readAssignments('assignments: [\n'), undefined);
    assert.equal(readAssignments('- a\n'), undefined);
  });

  it('are changed where they are changed, and nowhere else', () => {
    const changed =
      assign(
        FILE,
        new Map([
          ['ben', ['a.txt', 'x: y.txt']],
          ['cy', ['a.txt']],
        ]),
      ) ?? '';
    assert.deepEqual(
      [...(readAssignments(changed) ?? [])],
      [
        ['ann', ['a.txt', 'b, c.txt']],
        ['ben', ['a.txt', 'x: y.txt']],
        ['cy', ['a.txt']],
      ],
    );
    for (const kept of [
      '# who codes what\n',
      '  ann: [a.txt, "b, c.txt"] # till May\n',
      '  odd: {x: y}\n',
      'note: ours\n',
    ]) {
      assert.ok(changed.includes(kept), kept);
    }
    const without = assign(FILE, new Map([['ann', []]])) ?? '';
    assert.deepEqual([...(readAssignments(without) ?? []).keys()], ['ben']);
    assert.ok(without.endsWith('note: ours\n'));
  });

  it('begin a file, and are refused where it cannot be read whole', () => {
    assert.equal(assign(undefined, new Map([['ann', ['a.txt']]])), 'stancemark: 1\nassignments:\n  ann: ["a.txt"]\n');
    assert.equal(assign('assignments: [\n', new Map([['ann', ['a.txt']]])), undefined);
    assert.equal(assign('assignments: none\n', new Map([['ann', ['a.txt']]])), undefined);
    const crlf = assign('stancemark: 1\r\n', new Map([['ann', ['a.txt']]])) ?? '';
    assert.deepEqual([...(readAssignments(crlf) ?? [])], [['ann', ['a.txt']]]);
    assert.ok(!/[^\r]\n/.test(crlf));
    const all = assign('assignments:\n  ann: [a.txt]\n', new Map([['ann', []]]));
    assert.equal(all, 'assignments: {}\n');
  });

  it('come out of a pasted table', () => {
    const { lists, wrong } = assignmentsInTable(
      'Source,Coder\r\na.txt,ann\r\n"b, c.txt",Ben\r\nx/y.txt;ann\nz.txt\tM. Kovač\n\na.txt,ann\nq.txt,…\nalone\n',
    );
    assert.deepEqual(
      [...lists],
      [
        ['ann', ['a.txt', 'x/y.txt']],
        ['ben', ['b, c.txt']],
        ['m-kovač', ['z.txt']],
      ],
    );
    assert.deepEqual(wrong, ['q.txt,…', 'alone']);
  });
});
