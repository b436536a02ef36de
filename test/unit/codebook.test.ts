import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { CodebookChange } from '../../src/core/changes';
import type { FaultCode, RefusalCode } from '../../src/core/model';
import { applyToCodebook, defaultCodebook, readCodebook } from '../../src/core/codebook';
import type { CodebookFile } from '../../src/core/codebook';
import { anyMutation, mutated } from './support/yaml';
import { anyChanges, anyCodebook, bothReadCodebook, checkCodebookChanges } from './support/yaml-codebook';

function read(text: string): CodebookFile {
  const reading = bothReadCodebook(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.value;
}

const HEAD = 'stancemark: 1\n';
const NEW = [
  'stancemark: 1',
  'types: [person, state, organisation, place, event, work, other]',
  'stances:',
  '  - {id: supportive, label: Supportive, axis: positive}',
  '  - {id: critical, label: Critical, axis: negative}',
  '  - {id: neutral, label: Neutral, axis: neutral}',
  '  - {id: mixed, label: Mixed, axis: mixed}',
  '  - {id: unclear, label: Unclear, axis: unclear}',
  'entities: []',
  '',
].join('\n');

const BAKU =
  '  - id: baku\n    name: Baku\n    type: place\n    aliases: [Bakı, "a, b"]\n    wikidata: Q9248\n    note: "The city."\n';

describe('codebook: reading', () => {
  it('the example of the format', () => {
    const codebook = read(
      NEW.replace(' []\n', `\n${BAKU}`) + 'searches:\n  - {name: Critics, query: "stance:critical"}\n',
    );
    assert.deepEqual(codebook.codebook, {
      ...defaultCodebook(),
      entities: [
        { id: 'baku', name: 'Baku', type: 'place', aliases: ['Bakı', 'a, b'], wikidata: 'Q9248', note: 'The city.' },
      ],
      searches: [{ name: 'Critics', query: 'stance:critical' }],
    });
    assert.deepEqual(codebook.faults, []);
    const at = (range: { from: number; to: number } | undefined) => codebook.text.slice(range?.from, range?.to);
    assert.equal(at(codebook.rangeOfEntity('baku')), BAKU);
    assert.equal(at(codebook.fieldRange('baku', 'name')), 'Baku');
    assert.equal(at(codebook.rangeOfValue('mixed')), '{id: mixed, label: Mixed, axis: mixed}');
    assert.equal(at(codebook.rangeOfType('work')), 'work');
    assert.equal(codebook.rangeOfEntity('nobody'), undefined);
    assert.equal(codebook.entity('baku')?.type, 'place');
  });

  it('lists that are not there are the defaults, empty lists are empty', () => {
    assert.deepEqual(read(HEAD).codebook, defaultCodebook());
    assert.deepEqual(read(`${HEAD}types:\nentities:\n`).codebook, defaultCodebook());
    assert.deepEqual(read(`${HEAD}types: []\nstances: []\nentities: []\n`).codebook, {
      types: [],
      stances: [],
      entities: [],
      searches: [],
    });
  });

  it('labels that are not written are made of the id', () => {
    const { types, stances } = read(
      `${HEAD}types: [work-of-art, {id: x, color: red}]\nstances: [{id: very-critical, axis: negative}]\n`,
    ).codebook;
    assert.deepEqual(types, [{ id: 'work-of-art', label: 'Work of art' }, { id: 'x', label: 'X', color: 'red' }]); // prettier-ignore
    assert.deepEqual(stances, [{ id: 'very-critical', label: 'Very critical', axis: 'negative' }]);
  });

  const refusals: readonly (readonly [string, RefusalCode])[] = [
    ['', 'empty'],
    ['stancemark: 2\n', 'newer'],
    ['entities: []\n', 'format'],
    [`${HEAD}entities: {a: b}\n`, 'format'],
    [`${HEAD}entities:\n<<<<<<< HEAD\n${BAKU}=======\n>>>>>>> x\n`, 'conflict'],
    [`${HEAD}types: &t [a]\nentities: []\n`, 'unsafe'],
    [`${HEAD}entities: [\n`, 'yaml'],
  ];
  for (const [text, code] of refusals) {
    it(`refused, ${code}: ${JSON.stringify(text.slice(0, 40))}`, () => {
      const reading = bothReadCodebook(text);
      assert.equal(!reading.ok && reading.refusal.code, code);
    });
  }

  const faults: readonly (readonly [string, FaultCode, string, number])[] = [
    ['entities:\n  - {id: author, name: A}\n', 'reserved-id', 'author', 0],
    ['entities:\n  - {name: A}\n', 'bad-value', '{name', 0],
    ['entities:\n  - id: a\n', 'bad-value', 'a\n', 1],
    ['entities:\n  - {id: a, name: A, aliases: {b: c}}\n', 'bad-value', '{b', 1],
    ['entities:\n  - {id: a, name: A, id: b}\n', 'duplicate-key', 'id: b', 0],
    ['entities:\n  - {id: a, name: A}\n  - {id: a, name: B}\n', 'duplicate-id', 'a, name: B', 2],
    ['stances: [{id: a, axis: up}]\n', 'bad-value', 'up', 0],
    ['stances: [a]\n', 'bad-value', 'a]', 0],
    ['types: {a: b}\n', 'bad-value', '{a', 0],
    ['types: [a, a]\n', 'duplicate-id', 'a]', 0],
    ['searches: [{name: x}]\n', 'bad-value', '{name', 0],
    ['codes: [{code: x}]\n', 'bad-value', '{code', 0],
    ['codes: [{code: x, skip: true}, {code: x, entity: author}]\n', 'duplicate-id', 'x, entity', 0],
  ];
  for (const [text, code, where, entities] of faults) {
    it(`${code}: ${JSON.stringify(text)}`, () => {
      const codebook = read(HEAD + text);
      const [fault, ...more] = codebook.faults;
      assert.deepEqual(more, []);
      assert.equal(fault?.code, code);
      assert.ok(codebook.text.slice(fault.from).startsWith(where), codebook.text.slice(fault.from));
      assert.equal(codebook.codebook.entities.length, entities);
    });
  }
});

describe('codebook: changes', () => {
  const entity = (id: string, name = id) => ({ id, name, type: 'state', aliases: [] });
  const lines = (id: string, name = id) => `  - id: ${id}\n    name: ${name}\n    type: state\n`;
  const rows: readonly (readonly [string, string | undefined, readonly CodebookChange[], string])[] = [
    ['the first entity makes the file', undefined, [{ op: 'add-entity', entity: entity('russia', 'Russia') }], NEW.replace(' []\n', `\n${lines('russia', 'Russia')}`)],
    ['entities in order of id', `${HEAD}entities:\n${lines('aa')}${lines('cc')}`, [{ op: 'add-entity', entity: entity('bb') }], `${HEAD}entities:\n${lines('aa')}${lines('bb')}${lines('cc')}`],
    ['or at the end', `${HEAD}entities:\n${lines('cc')}${lines('aa')}`, [{ op: 'add-entity', entity: entity('bb') }], `${HEAD}entities:\n${lines('cc')}${lines('aa')}${lines('bb')}`],
    ['an alias', `${HEAD}entities:\n${lines('aa')}    note: "x" # n\n`, [{ op: 'set-entity', id: 'aa', set: { aliases: ['A', 'b: c'] } }], `${HEAD}entities:\n${lines('aa')}    aliases: [A, "b: c"]\n    note: "x" # n\n`],
    ['lines before a comment', `${HEAD}entities:\n${lines('aa')}    note: "x" # n\n`, [{ op: 'set-entity', id: 'aa', set: { note: 'one\ntwo' } }], `${HEAD}entities:\n${lines('aa')}    note: "one\\ntwo" # n\n`],
    ['an id', `${HEAD}entities:\n${lines('aa')}`, [{ op: 'set-entity', id: 'aa', set: { id: 'zz', name: 'no' } }], `${HEAD}entities:\n${lines('zz', '"no"')}`],
    ['the last entity', `${HEAD}entities: # e\n${lines('aa')}# end\n`, [{ op: 'remove-entity', id: 'aa' }], `${HEAD}entities: [] # e\n# end\n`],
    ['a type', `${HEAD}types: [person] # t\n`, [{ op: 'add-type', type: { id: 'thing', label: 'Thing' } }, { op: 'add-type', type: { id: 'idea', label: 'Notion' } }], `${HEAD}types: [person, thing, {id: idea, label: Notion}] # t\n`],
    ['a type where the defaults stand in', HEAD, [{ op: 'remove-type', id: 'work' }], `${HEAD}types: [person, state, organisation, place, event, other]\n`],
    ['a label', `${HEAD}types:\n  - person # p\n`, [{ op: 'set-type', id: 'person', set: { label: 'People', color: '#f00' } }], `${HEAD}types:\n  - {id: person, label: People, color: "#f00"} # p\n`],
    ['a stance value', NEW, [{ op: 'add-value', value: { id: 'ironic', label: 'Ironic, wry', axis: 'mixed' } }, { op: 'set-value', id: 'critical', set: { label: 'Against' } }], NEW.replace('entities', '  - {id: ironic, label: "Ironic, wry", axis: mixed}\nentities').replace('label: Critical', 'label: Against')],
    ['a search', NEW, [{ op: 'add-search', search: { name: 'Critics', query: 'stance:critical "x"' } }], NEW + "searches:\n  - {name: Critics, query: 'stance:critical \"x\"'}\n"],
    ['how a code is taken', NEW, [{ op: 'add-code', rule: { code: 'Mood / "glad"', stance: { holder: 'aa', target: 'bb', value: 'critical' } } }, { op: 'add-code', rule: { code: 'x', skip: true } }, { op: 'add-code', rule: { code: 'y', entity: 'aa' } }, { op: 'remove-code', code: 'x' }], NEW + 'codes:\n  - {code: \'Mood / "glad"\', holder: aa, target: bb, value: critical}\n  - {code: "y", entity: aa}\n'],
    ['labels of speakers', NEW, [{ op: 'add-speaker', rule: { label: '*:' } }, { op: 'add-speaker', rule: { label: 'Q:', entity: 'aa' } }, { op: 'add-speaker', rule: { label: 'x "y":', skip: true } }, { op: 'remove-speaker', label: '*:' }], NEW + 'speakers:\n  - {label: "Q:", entity: aa}\n  - {label: \'x "y":\', skip: true}\n'],
    ['a label that is a word', `${HEAD}speakers: # s\n  - "*:" # any\n  - Q\n`, [{ op: 'remove-speaker', label: '*:' }, { op: 'add-speaker', rule: { label: 'A:' } }], `${HEAD}speakers: # s\n  - Q\n  - {label: "A:"}\n`],
  ]; // prettier-ignore
  for (const [name, before, changes, after] of rows) {
    it(name, () => {
      const begun = before === undefined ? undefined : read(before);
      const { codebook, inverse, skipped } = applyToCodebook(begun, changes);
      assert.deepEqual(skipped, []);
      assert.equal(codebook.text, after);
      assert.equal(applyToCodebook(codebook, inverse).codebook.text, before ?? NEW);
    });
  }

  const skips: readonly (readonly [CodebookChange, string])[] = [
    [{ op: 'add-entity', entity: entity('aa') }, 'id-taken'],
    [{ op: 'add-entity', entity: entity('author') }, 'id-taken'],
    [{ op: 'set-entity', id: 'aa', set: { id: 'bb' } }, 'id-taken'],
    [{ op: 'set-entity', id: 'aa', set: { id: 'author' } }, 'id-taken'],
    [{ op: 'set-entity', id: 'zz', set: { name: 'x' } }, 'no-such-entity'],
    [{ op: 'remove-entity', id: 'zz' }, 'no-such-entity'],
    [{ op: 'remove-type', id: 'zz' }, 'no-such-value'],
    [{ op: 'set-value', id: 'zz', set: { label: 'x' } }, 'no-such-value'],
    [{ op: 'add-type', type: { id: 'person', label: 'x' } }, 'id-taken'],
    [{ op: 'remove-search', name: 'zz' }, 'no-such-value'],
  ];
  for (const [change, why] of skips) {
    it(`left out: ${JSON.stringify(change)}`, () => {
      const text = `${HEAD}entities:\n${lines('aa')}${lines('bb')}`;
      const { codebook, skipped } = applyToCodebook(read(text), [change]);
      assert.deepEqual(
        skipped.map(({ change: left, why: reason }) => ({ change: left, why: reason })),
        [{ change, why }],
      );
      assert.equal(codebook.text, text);
    });
  }
});

describe('codebook: properties', () => {
  it('readers agree, also on damaged files', () => {
    fc.assert(
      fc.property(anyCodebook, fc.array(anyMutation, { maxLength: 2 }), (text, mutations) => {
        bothReadCodebook(mutated(text, mutations));
      }),
      { numRuns: 2_000 },
    );
  }).timeout(300_000);

  it('readers agree wherever a line is broken, or a sign of YAML comes in', () => {
    const text = `${HEAD}entities:\n  - id: aa\n    name: "A b"\n    type: person\n    aliases: [A, "b"]\n    note: "x y"\n`;
    for (const sign of ['\n', '\r\n', '\n      ', '"', "'", '\\', '#', ' #', ': ', '- ', ',', ']']) {
      for (let at = 0; at <= text.length; at++) bothReadCodebook(text.slice(0, at) + sign + text.slice(at));
    }
  });

  it('changes: the right entities, no other line touched, taken back to the letter', () => {
    fc.assert(
      fc.property(anyCodebook, anyChanges, (text, changes) => {
        checkCodebookChanges(text, changes);
      }),
      { numRuns: 1_200 },
    );
  }).timeout(300_000);

  it('2,000 entities in own form are read in little more time than JSON takes', () => {
    const all = Array.from({ length: 2_000 }, (_, i) => ({
      id: `entity-${i}`,
      name: `Entity ${'x'.repeat(i % 9)}`,
      type: 'state',
      aliases: ['A b', 'C'],
    }));
    const { codebook } = applyToCodebook(undefined, all.map((one) => ({ op: 'add-entity', entity: one }))); // prettier-ignore
    const times = Array.from({ length: 7 }, () => {
      const from = performance.now();
      assert.ok(readCodebook(codebook.text).ok);
      return performance.now() - from;
    });
    assert.ok(Math.min(...times) < 100, `${Math.min(...times)} ms`);
  }).timeout(300_000);
});
