import assert from 'node:assert/strict';
import { applyToCodebook } from '../../src/core/codebook';
import { applyToSidecar, readSidecar } from '../../src/core/sidecar';
import { bothReadCodebook } from './support/yaml-codebook';
import { bothRead } from './support/yaml-same';
import { keptComments, whiteCodebooks, whiteSidecars } from './support/yaml-white';

const TAG = (id: string, line: number): string => `  - id: ${id}\n    at: "${line}:1-${line}:5"\n    quote: "Baku"\n    before: ""\n    after: ""\n    kind: mention\n    entity: baku\n`; // prettier-ignore

describe('white space in YAML files', () => {
  it('a comment that begins with a space and a tab outlives the tag before it, and an added tag that is taken back', () => {
    for (const lead of ['', ' ', '  ', ' \t', '\t', ' \t \t', '  \t']) {
      const text = `stancemark: 1\ntags:\n${TAG('aaaaaa', 1)}${lead}# mine\n${TAG('bbbbbb', 3)}`;
      const reading = bothRead(text);
      assert.ok(reading.ok, JSON.stringify(lead));
      const { sidecar, inverse } = applyToSidecar(reading.value, [{ op: 'remove', id: 'aaaaaa' }]);
      assert.equal(sidecar.text, `stancemark: 1\ntags:\n${lead}# mine\n${TAG('bbbbbb', 3)}`);
      assert.equal(applyToSidecar(sidecar, inverse).sidecar.text, text);
      const [first] = reading.value.tags;
      assert.ok(first);
      const tag = { ...first, id: 'cccccc', at: { ...first.at, startLine: 1, endLine: 1 } };
      const added = applyToSidecar(reading.value, [{ op: 'add', tag }]);
      assert.ok(added.sidecar.text.includes(`${lead}# mine\n`));
      assert.equal(applyToSidecar(added.sidecar, added.inverse).sidecar.text, text);
    }
  });

  it('a comment before the first tag, indented more than the list, stays when a tag is put before that one and taken back', () => {
    const text = `stancemark: 1\ntags:\n     # mine\n${TAG('bbbbbb', 3)}`;
    const reading = bothRead(text);
    assert.ok(reading.ok);
    const [first] = reading.value.tags;
    assert.ok(first);
    const tag = { ...first, id: 'aaaaaa', at: { ...first.at, startLine: 0, endLine: 0 } };
    const added = applyToSidecar(reading.value, [{ op: 'add', tag }]);
    const again = bothRead(added.sidecar.text);
    assert.deepEqual(again.ok && again.value.tags.map(({ id }) => id), ['aaaaaa', 'bbbbbb']);
    assert.equal(applyToSidecar(added.sidecar, added.inverse).sidecar.text, text);
  });

  it('a carriage return alone is a line end to some readers and none to others: such a file is refused, and never written', () => {
    for (const text of [
      `stancemark: 1\n# mine\rtags:\n${TAG('aaaaaa', 1)}`,
      `stancemark: 1 # mine\rtags:\n${TAG('aaaaaa', 1)}`,
      `stancemark: 1\ntags:\n${TAG('aaaaaa', 1)}  # mine\r${TAG('bbbbbb', 3)}`,
      `stancemark: 1\ntags:\n${TAG('aaaaaa', 1)}`.replaceAll('\n', '\r'),
      `stancemark: 1\r\ntags: []\r`,
    ]) {
      const reading = readSidecar(text);
      assert.ok(!reading.ok, JSON.stringify(text));
      assert.equal(text[reading.refusal.from ?? -1], '\r');
    }
  });

  it('a passage loses its further pieces where the last of them ends in an empty value and a comment', () => {
    const also =
      '    also:\n      - at: 1:10-1:12\n        quote: "no"\n        before: ""\n        after: # mine\n \n';
    const text = `stancemark: 1\ntags:\n${TAG('aaaaaa', 1).replace('    kind:', `${also}    kind:`)}`;
    const reading = bothRead(text);
    assert.ok(reading.ok);
    const piece = {
      at: { startLine: 2, startColumn: 0, endLine: 2, endColumn: 4 },
      quote: 'Baku',
      before: '',
      after: '',
    };
    const { sidecar, inverse, skipped } = applyToSidecar(reading.value, [
      { op: 'set', id: 'aaaaaa', set: { pieces: [piece] } },
    ]);
    assert.deepEqual(skipped, []);
    assert.equal(sidecar.text, text.replace(also, ' \n').replace('"1:1-1:5"', '3:1-3:5'));
    assert.equal(applyToSidecar(sidecar, inverse).sidecar.text, text);
  });

  it('a list of nothing but comments and blank lines of any line end is filled', () => {
    const text = 'stancemark: 1\nstances:\n \r\n # mine\n\t\r\n  # c\nentities: []\n';
    const reading = bothReadCodebook(text);
    assert.ok(reading.ok);
    const { codebook, skipped } = applyToCodebook(reading.value, [
      { op: 'set-value', id: 'critical', set: { label: 'Against' } },
    ]);
    assert.deepEqual(skipped, []);
    assert.ok(codebook.text.startsWith(text.slice(0, -'entities: []\n'.length)));
    assert.match(codebook.text, /id: critical, label: Against/);
  });

  it('sidecars with white space of every kind at every place', () => whiteSidecars(500)).timeout(300_000);
  it('codebooks with white space of every kind at every place', () => whiteCodebooks(500)).timeout(300_000);
  it('comments of every indentation between tags', () => keptComments(500)).timeout(300_000);
});
