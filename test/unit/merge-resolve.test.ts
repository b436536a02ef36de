import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mergeSidecars } from '../../src/core/merge';
import { stagesOfMarkers } from '../../src/core/merge/markers';
import { allowsBoth, resolveCodebook, resolveSidecar, type Decision } from '../../src/core/merge/resolve';
import { readSidecar } from '../../src/core/sidecar';

function tag(id: string, line: number, more: string): string {
  return `  - id: ${id}\n    at: ${line}:1-${line}:5\n    quote: "Line"\n    before: ""\n    after: " ${line}"\n${more}`;
}
const sidecar = (...tags: string[]): string => `stancemark: 1\ntags:\n${tags.join('')}`;
const STANCE =
  '    stance:\n      holder: baku\n      target: russia\n      value: critical\n      intensity: 2\n    note: "one"\n';
const A = tag('aaaaaaaa', 1, STANCE);
const Z = tag('zzzzzzzz', 9, '    entity: baku\n');
const BASE = sidecar(A, Z);
const OURS = sidecar(
  A.replace('critical', 'supportive').replace('intensity: 2', 'intensity: 3'),
  tag('bbbbbbbb', 4, '    entity: baku\n'),
  Z,
);
const THEIRS = sidecar(
  A.replace('critical', 'neutral').replace('intensity: 2', 'intensity: 4'),
  tag('cccccccc', 5, '    entity: baku\n'),
  Z,
);
const IDS = ['newidaaa', 'newidbbb'];

function resolved(
  decision: Decision | ((id: string) => Decision),
  base: string | undefined = BASE,
  ours = OURS,
  theirs = THEIRS,
) {
  let next = 0;
  const asked: string[] = [];
  const result = resolveSidecar(
    { base, ours, theirs },
    (conflict) => {
      asked.push(conflict.id);
      return typeof decision === 'function' ? decision(conflict.id) : decision;
    },
    () => IDS[next++] as string,
  );
  assert.ok(result.ok);
  const reading = readSidecar(result.text);
  assert.ok(reading.ok, result.text);
  assert.deepEqual(reading.value.faults, []);
  return { text: result.text, tags: new Map(reading.value.tags.map((one) => [one.id, one])), asked };
}

describe('resolve by meaning', () => {
  it('asks for what both sides changed alone, and merges the rest', () => {
    const { tags, asked } = resolved('ours');
    assert.deepEqual(asked, ['aaaaaaaa']);
    assert.deepEqual([...tags.keys()], ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'zzzzzzzz']);
    assert.equal(tags.get('aaaaaaaa')?.stance?.value, 'supportive');
  });

  it('takes theirs, or field by field', () => {
    const theirs = resolved('theirs').tags.get('aaaaaaaa')?.stance;
    assert.deepEqual([theirs?.value, theirs?.intensity], ['neutral', 4]);
    const mixed = resolved({ 'stance.value': 'theirs', 'stance.intensity': 'ours' }).tags.get('aaaaaaaa')?.stance;
    assert.deepEqual([mixed?.value, mixed?.intensity, mixed?.holder], ['neutral', 3, 'baku']);
  });

  it('keeps both as two tags, and both notes one after the other', () => {
    const { tags } = resolved('both');
    assert.equal(tags.size, 5);
    assert.deepEqual(
      [tags.get('aaaaaaaa')?.stance?.value, tags.get('newidaaa')?.stance?.value],
      ['supportive', 'neutral'],
    );
    const ours = BASE.replace('"one"', '"ours"');
    const theirs = BASE.replace('"one"', '"theirs"');
    assert.equal(resolved({ note: 'both' }, BASE, ours, theirs).tags.get('aaaaaaaa')?.note, 'ours\ntheirs');
  });

  it('takes away or keeps what one side took away and the other changed', () => {
    const gone = sidecar(Z);
    const changed = sidecar(A.replace('critical', 'neutral'), Z);
    assert.equal(resolved('ours', BASE, gone, changed).tags.has('aaaaaaaa'), false);
    assert.equal(resolved('theirs', BASE, gone, changed).tags.get('aaaaaaaa')?.stance?.value, 'neutral');
    assert.equal(resolved('ours', BASE, changed, gone).tags.get('aaaaaaaa')?.stance?.value, 'neutral');
    assert.equal(resolved('theirs', BASE, changed, gone).tags.has('aaaaaaaa'), false);
  });

  it('gives the outcome that choosing a side in the whole merge gives', () => {
    for (const side of ['ours', 'theirs'] as const) {
      const merged = mergeSidecars(BASE, OURS, THEIRS, { conflicts: side });
      assert.ok(merged.ok);
      assert.equal(resolved(side).text, merged.text);
    }
  });

  it('decides an entity’s two names: one, the other, or one with the other as an alias', () => {
    const book = (name: string): string =>
      `stancemark: 1\nentities:\n  - id: baku\n    name: ${name}\n    type: place\n`;
    const stages = { base: book('Baku'), ours: book('Bakı'), theirs: book('Bakou') };
    for (const [decision, expected] of [
      ['ours', book('Bakı')],
      ['theirs', book('Bakou')],
      [{ name: 'both' }, `${book('Bakı')}    aliases: [Bakou]\n`],
    ] as const) {
      const result = resolveCodebook(stages, (conflict) => {
        assert.equal(allowsBoth(conflict, 'name'), true);
        return decision;
      });
      assert.ok(result.ok);
      assert.equal(result.text, expected);
    }
  });
});

describe('conflict markers', () => {
  const cut = (base: string, ours: string, theirs: string): string =>
    `head\n<<<<<<< ours\n${ours}||||||| base\n${base}=======\n${theirs}>>>>>>> theirs\ntail\n`;

  it('are taken apart into the sides, with the base where they show it', () => {
    assert.deepEqual(stagesOfMarkers(cut('b\n', 'o\n', 't\n')), {
      base: 'head\nb\ntail\n',
      ours: 'head\no\ntail\n',
      theirs: 'head\nt\ntail\n',
    });
    const twoWay = cut('', 'o\n', '').replace('||||||| base\n', '');
    assert.deepEqual(stagesOfMarkers(twoWay), { base: undefined, ours: 'head\no\ntail\n', theirs: 'head\ntail\n' });
    const crlf = stagesOfMarkers(cut('b\n', 'o\n', 't\n').replaceAll('\n', '\r\n'));
    assert.equal(crlf?.theirs, 'head\r\nt\r\ntail\r\n');
    const long = cut('b\n', '<<<<<<< no marker\n', 't\n').replace(
      /^([<|=>])\1{6}(?= (?:ours|base|theirs)|$)/gm,
      '$1$1$1$1$1$1$1$1$1$1$1$1',
    );
    assert.equal(stagesOfMarkers(long)?.ours, 'head\n<<<<<<< no marker\ntail\n');
  });

  for (const [name, text] of [
    ['no markers', 'head\ntail\n'],
    ['a start alone', 'head\n<<<<<<< ours\n'],
    ['an end alone', '<<<<<<< a\n=======\n>>>>>>> b\n>>>>>>> c\n'],
    ['one in another', '<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n=======\n>>>>>>> d\n'],
  ] as const) {
    it(`are left alone: ${name}`, () => assert.equal(stagesOfMarkers(text), undefined));
  }

  it('of our own merge give the three versions back, as far as they differ', () => {
    const merged = mergeSidecars(BASE, OURS, THEIRS, { labels: { ours: 'o', base: 'b', theirs: 't' } });
    assert.ok(merged.ok && merged.conflicts.length === 1);
    const stages = stagesOfMarkers(merged.text);
    assert.ok(stages);
    for (const decision of ['ours', 'theirs'] as const) {
      assert.equal(resolved(decision, stages.base, stages.ours, stages.theirs).text, resolved(decision).text);
    }
  });
});
