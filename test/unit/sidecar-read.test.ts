/** Sidecars as people write them: what is read of them, and what is a fault at its place. */
import * as assert from 'node:assert/strict';
import type { FaultCode } from '../../src/core/model';
import type { Sidecar } from '../../src/core/sidecar';
import { dateMeant } from '../../src/core/text/dates';
import { FILE, read, TAG } from './support/one-tag';
import { bothRead } from './support/yaml-same';

/** A file with one tag whose keys are given, `KEY: VALUE` a line. */
function withKeys(...lines: string[]): string {
  return 'stancemark: 1\ntags:\n' + lines.map((line, i) => (i === 0 ? '  - ' : '    ') + line + '\n').join('');
}

describe('sidecar: the example of the format', () => {
  const text = [
    'stancemark: 1',
    'source:',
    '  title: Russia’s Grip on South Caucasus Slips',
    '  date: 2025-07-02',
    'tags:',
    '  - id: k3f6x2ab',
    '    at: 11:118-11:130',
    '    quote: "Ilham Aliyev"',
    '    before: " Türkiye, Azerbaijani President "',
    '    after: " is projecting\\nnewfound"',
    '    entity: ilham-aliyev',
    '  - id: q7w2m5tz',
    '    at: 11:207-12:3',
    '    quote: "Moscow’s diminished power"',
    '    also:',
    '      - at: 13:1-13:4',
    '        quote: "and"',
    '        before: ""',
    '        after: ""',
    '    stance:',
    '      holder: ilham-aliyev',
    '      target: russia',
    '      value: critical',
    '      intensity: 2',
    '      certainty: probable',
    '      via: [author, volodymyr-fesenko]',
    '      event: crash',
    '    by: mk',
    '    note: "Weakness, not hostility?"',
    'dismissed:',
    '  - {form: "Baku", entity: azerbaijan, before: "in ", after: "."}',
    '',
  ];

  for (const [name, eol, bom] of [
    ['LF', '\n', ''],
    ['CRLF', '\r\n', ''],
    ['BOM and CRLF', '\r\n', '\ufeff'],
  ] as const) {
    it(`is read whole (${name})`, () => {
      const sidecar = read(bom + text.join(eol));
      assert.deepEqual(sidecar.tags, [
        {
          id: 'k3f6x2ab',
          at: { startLine: 10, startColumn: 117, endLine: 10, endColumn: 129 },
          quote: 'Ilham Aliyev',
          before: ' Türkiye, Azerbaijani President ',
          after: ' is projecting\nnewfound',
          entity: 'ilham-aliyev',
        },
        {
          id: 'q7w2m5tz',
          at: { startLine: 10, startColumn: 206, endLine: 11, endColumn: 2 },
          quote: 'Moscow’s diminished power',
          before: '',
          after: '',
          also: [
            { at: { startLine: 12, startColumn: 0, endLine: 12, endColumn: 3 }, quote: 'and', before: '', after: '' },
          ],
          stance: {
            holder: 'ilham-aliyev',
            target: 'russia',
            value: 'critical',
            intensity: 2,
            certainty: 'probable',
            via: ['author', 'volodymyr-fesenko'],
            event: 'crash',
          },
          by: 'mk',
          note: 'Weakness, not hostility?',
        },
      ]);
      assert.deepEqual(
        [...sidecar.details],
        [
          ['title', 'Russia’s Grip on South Caucasus Slips'],
          ['date', '2025-07-02'],
        ],
      );
      assert.deepEqual(sidecar.dismissed, [{ form: 'Baku', entity: 'azerbaijan', before: 'in ', after: '.' }]);
      assert.deepEqual(sidecar.faults, []);
    });
  }

  it('says where tags and their keys stand', () => {
    const sidecar = read(text.join('\n'));
    const at = (range: { from: number; to: number } | undefined) => sidecar.text.slice(range?.from, range?.to);
    assert.equal(at(sidecar.rangeOf('k3f6x2ab')), text.slice(5, 11).join('\n') + '\n');
    assert.equal(at(sidecar.fieldRange('k3f6x2ab', 'id')), 'k3f6x2ab');
    assert.equal(at(sidecar.fieldRange('k3f6x2ab', 'entity')), 'ilham-aliyev');
    assert.equal(at(sidecar.fieldRange('q7w2m5tz', 'at')), '11:207-12:3');
    assert.equal(at(sidecar.fieldRange('q7w2m5tz', 'target')), 'russia');
    assert.equal(at(sidecar.fieldRange('q7w2m5tz', 'note')), '"Weakness, not hostility?"');
    assert.equal(at(sidecar.fieldRange('q7w2m5tz', 'via')), '[author, volodymyr-fesenko]');
    assert.equal(sidecar.fieldRange('k3f6x2ab', 'target'), undefined);
    assert.equal(sidecar.rangeOf('nobody'), undefined);
    assert.equal(sidecar.tag('q7w2m5tz')?.by, 'mk');
  });
});

describe('sidecar: a bad tag is a fault at its place, the others are read', () => {
  const rows: readonly (readonly [string[], FaultCode, string])[] = [
    [['at: 1:1-1:2', 'quote: "x"', 'entity: a'], 'bad-tag', 'at: 1:1'],
    [['id:', 'at: 1:1-1:2', 'quote: "x"', 'entity: a'], 'bad-tag', 'id'],
    [['id: [a]', 'at: 1:1-1:2', 'quote: "x"', 'entity: a'], 'bad-tag', 'id'],
    [['id: bad', 'quote: "x"', 'entity: a'], 'bad-tag', 'id: bad'],
    [['id: bad', 'at: 0:1-1:2', 'quote: "x"', 'entity: a'], 'bad-tag', '0:1-1:2'],
    [['id: bad', 'at: 1:1-1:1', 'quote: "x"', 'entity: a'], 'bad-tag', '1:1-1:1'],
    [['id: bad', 'at: 2:1-1:9', 'quote: "x"', 'entity: a'], 'bad-tag', '2:1-1:9'],
    [['id: bad', 'at: 1:1-1:1e9', 'quote: "x"', 'entity: a'], 'bad-tag', '1:1-1:1e9'],
    [['id: bad', 'at: 1:1-1:99999999999', 'quote: "x"', 'entity: a'], 'bad-tag', '1:1-'],
    [['id: bad', 'at: -1:1-1:2', 'quote: "x"', 'entity: a'], 'bad-tag', '-1:1'],
    [['id: bad', 'at: 118', 'quote: "x"', 'entity: a'], 'bad-tag', '118'],
    [['id: bad', 'at: 1:1-1:2', 'entity: a'], 'bad-tag', 'id: bad'],
    [['id: bad', 'at: 1:1-1:2', 'quote: ""', 'entity: a'], 'bad-tag', '""'],
    [['id: bad', 'at: 1:1-1:2', 'quote: [x]', 'entity: a'], 'bad-tag', 'quote'],
    [['id: bad', 'at: 1:1-1:2', 'quote: "x"'], 'bad-tag', 'id: bad'],
    [
      ['id: bad', 'at: 1:1-1:2', 'quote: "x"', 'entity: a', 'stance: {holder: a, target: b, value: c}'],
      'bad-tag',
      'stance',
    ],
    [['id: bad', 'at: 1:1-1:2', 'quote: "x"', 'stance: critical'], 'bad-tag', 'critical'],
    [['id: bad', 'at: 1:1-1:2', 'quote: "x"', 'stance: {holder: a, target: b}'], 'bad-tag', '{holder'],
    [['id: bad', 'at: 1:1-1:2', 'quote: "x"', 'entity: a', 'also: x'], 'bad-tag', 'x'],
    [['id: bad', 'at: 1:1-1:2', 'quote: "x"', 'entity: a', 'also: [{at: 1:1-1:2}]'], 'bad-tag', '{at'],
    [['id: bad', 'at: 1:1-1:2', 'quote: "x"', 'entity: a', 'entity: b'], 'duplicate-key', 'entity: b'],
    [['id: bad', 'at: 1:1-1:2', 'quote: "x"', 'entity: a', '? [k]', ': b'], 'bad-tag', '[k]'],
    [['just a text'], 'bad-tag', 'just a text'],
    [['- nested'], 'bad-tag', '- nested'],
    [[''], 'bad-tag', ''],
  ];
  for (const [lines, code, where] of rows) {
    it(`${code}: ${lines.join(', ')}`, () => {
      const good = FILE.slice('stancemark: 1\ntags:\n'.length);
      const sidecar = read(withKeys(...lines) + good);
      assert.deepEqual(sidecar.tags.map(({ id }) => id), ['k3f6x2ab']); // prettier-ignore
      const [fault, ...more] = sidecar.faults;
      assert.deepEqual(more, []);
      assert.equal(fault?.code, code);
      assert.ok(sidecar.text.slice(fault.from).startsWith(where), sidecar.text.slice(fault.from, fault.to));
    });
  }

  const values: readonly (readonly [string, string])[] = [
    ['certainty: maybe', 'maybe'],
    ['intensity: 5', '5'],
    ['intensity: high', 'high'],
    ['via: {a: b}', '{a: b}'],
    ['event: [a]', '[a]'],
  ];
  for (const [line, where] of values) {
    it(`bad-value, and the tag stays: ${line}`, () => {
      const sidecar = read(
        withKeys('id: t', 'at: 1:1-1:2', 'quote: "x"', `stance: {holder: a, target: b, value: c, ${line}}`),
      );
      assert.deepEqual(sidecar.tags[0]?.stance, { holder: 'a', target: 'b', value: 'c' });
      const [fault] = sidecar.faults;
      assert.equal(fault?.code, 'bad-value');
      assert.equal(fault.id, 't');
      assert.equal(sidecar.text.slice(fault.from, fault.to), where);
    });
  }
});

describe('sidecar: values mean what is written', () => {
  for (const value of [
    '+1',
    '"+1"',
    '1',
    'no',
    'NO',
    '012',
    '1e3',
    '2020-01-01',
    '12:30',
    'true',
    '0x1F',
    '99999999999999999999',
  ]) {
    it(`value: ${value}`, () => {
      const sidecar = read(
        withKeys(
          'id: t',
          'at: 1:1-1:2',
          'quote: "x"',
          `stance: {holder: no, target: 012, value: ${value}, intensity: "2"}`,
        ),
      );
      assert.deepEqual(sidecar.tags[0]?.stance, {
        holder: 'no',
        target: '012',
        value: value.replaceAll('"', ''),
        intensity: 2,
      });
    });
  }

  it('keys of objects are no keys of ours', () => {
    const text = withKeys(
      'id: t',
      'at: 1:1-1:2',
      'quote: "x"',
      'entity: a',
      '__proto__: {polluted: yes}',
      'constructor: {prototype: {polluted: yes}}',
    );
    const sidecar = read(text + 'source: {__proto__: x, constructor: y, toString: z}\n__proto__: {polluted: yes}\n');
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    assert.deepEqual(Object.keys(sidecar.tags[0] ?? {}), ['id', 'at', 'quote', 'before', 'after', 'entity', 'extra']);
    assert.deepEqual(Object.keys(sidecar.tags[0]?.extra ?? {}), ['__proto__', 'constructor']);
    assert.deepEqual([...sidecar.details.keys()], ['__proto__', 'constructor', 'toString']);
  });

  it('equal ids: all tags are kept, the later ones get others, the same each time', () => {
    const text = 'stancemark: 1\ntags:\n' + TAG + TAG + TAG;
    const sidecar = read(text);
    const ids = sidecar.tags.map(({ id }) => id);
    assert.equal(ids[0], 'k3f6x2ab');
    assert.equal(new Set(ids).size, 3);
    assert.deepEqual(ids, read(text).tags.map(({ id }) => id)); // prettier-ignore
    assert.deepEqual(
      sidecar.faults.map(({ code, id, from, to }) => [code, id, text.slice(from, to)]),
      [
        ['duplicate-id', ids[1], 'k3f6x2ab'],
        ['duplicate-id', ids[2], 'k3f6x2ab'],
      ],
    );
  });
});

describe('sidecar: dates and ends', () => {
  const read = (text: string): Sidecar => {
    const reading = bothRead(text);
    assert.ok(reading.ok, JSON.stringify(reading));
    return reading.value;
  };

  it('a date in another form is a problem with its fix', () => {
    const text = 'stancemark: 1\nsource:\n  date: 02.07.2025\ntags: []\n';
    const [fault, ...others] = read(text).faults;
    assert.deepEqual(others, []);
    assert.equal(fault?.code, 'bad-value');
    assert.equal(text.slice(fault.from, fault.to), '02.07.2025');
    assert.equal(fault.instead, '2025-07-02');
  });

  it('a date as it should be is none', () => {
    for (const date of ['2025-07-02', '2025-07', '2025', '""']) {
      assert.deepEqual(read(`stancemark: 1\nsource:\n  date: ${date}\ntags: []\n`).faults, []);
    }
  });

  const meant: readonly (readonly [string, string | undefined])[] = [
    ['02.07.2025', '2025-07-02'],
    ['2.7.2025', '2025-07-02'],
    ['2025/7/2', '2025-07-02'],
    ['27 January 2025', '2025-01-27'],
    ['Jan 27, 2025', '2025-01-27'],
    ['27/01/2025', '2025-01-27'],
    ['2/7/2025', undefined],
    ['31.02.2025', undefined],
    ['maybe 2025', undefined],
    ['27 Janitor 2025', undefined],
  ];
  for (const [written, date] of meant) it(`${written} means ${date}`, () => assert.equal(dateMeant(written), date));

  it('a file may end with the end of its document', () => {
    for (const end of ['...', '...\n', '...\r\n', '... # end\n\n# more\n']) {
      assert.equal(read('stancemark: 1\ntags: []\n' + end).tags.length, 0);
    }
  });
});
