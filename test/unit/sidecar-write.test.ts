import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import * as yamlPlugin from 'prettier/plugins/yaml';
import { format } from 'prettier/standalone';
import { parse } from 'yaml';
import type { Tag } from '../../src/core/model';
import { applyToSidecar, readSidecar } from '../../src/core/sidecar';
import { isPlainPhrase, isPlainWord, phrase, quoted, word } from '../../src/core/yaml/scalars';
import { HOSTILE, anyTags, anyText, ownForm } from './support/yaml';

function byYaml(text: string): Record<string, unknown> {
  return parse(text) as Record<string, unknown>;
}

function ownReader(text: string): unknown {
  const reading = readSidecar(
    `stancemark: 1\ntags:\n  - id: aaaaaaaa\n    at: 1:1-1:2\n    quote: "x"\n    entity: a\n    note: ${text}\n`,
  );
  return reading.ok && reading.value.tags[0]?.note;
}

describe('sidecar: scalars read the same everywhere', () => {
  for (const text of HOSTILE) {
    it(JSON.stringify(text), () => {
      for (const written of [quoted(text), phrase(text), word(text)]) {
        assert.equal(byYaml(`a: ${written}\nb: [${written}]\n`)['a'], text);
        assert.deepEqual(byYaml(`a: ${written}\nb: [${written}, x]\n`)['b'], [text, 'x']);
        assert.equal((load(`a: ${written}\n`) as { a: unknown }).a, text);
        assert.equal((load(`[${written}, x]\n`) as unknown[])[0], text);
        assert.equal((load(`{a: ${written}, b: x}\n`) as { a: unknown }).a, text);
      }
      assert.equal(ownReader(quoted(text)), text);
      assert.match(quoted(text), /^[^\n\r\u0085\u2028\u2029]*$/);
    });
  }

  it('any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const written of [quoted(text), phrase(text), word(text)]) {
          assert.equal(byYaml(`a: ${written}\n`)['a'], text);
          assert.equal((load(`a: [${written}]\n`) as { a: unknown[] }).a[0], text);
        }
        assert.equal(ownReader(quoted(text)), text);
      }),
      { numRuns: 3_000 },
    );
  }).timeout(300_000);

  const plain: readonly (readonly [string, boolean, boolean])[] = [
    ['azerbaijan', true, true],
    ['ilham-aliyev', true, true],
    ['k3f6x2ab', true, true],
    ['москва', true, true],
    ['Russia’s Grip, Slips', false, false],
    ['Russia’s Grip on South Caucasus', false, true],
    ["People's Republic", false, true],
    ['no', false, false],
    ['Null', false, false],
    ['1e3', false, false],
    ['7th-fleet', false, false],
    ['a: b', false, false],
    ['a #b', false, false],
    ['a  b', false, false],
    ['a ', false, false],
    ['', false, false],
  ];
  for (const [text, asWord, asPhrase] of plain) {
    it(`plain or quoted: ${JSON.stringify(text)}`, () => {
      assert.equal(isPlainWord(text), asWord);
      assert.equal(isPlainPhrase(text), asPhrase);
    });
  }
});

describe('sidecar: own form', () => {
  it('is FORMAT.md’s, key by key', () => {
    const at = { startLine: 10, startColumn: 206, endLine: 10, endColumn: 315 };
    const tag: Tag = {
      id: 'q7w2m5tz',
      at,
      quote: 'Aliyev perceives',
      before: 'ld "stage". ',
      after: ', \n',
      also: [{ at, quote: 'x', before: '', after: '' }],
      stance: {
        holder: 'ilham-aliyev',
        target: 'russia',
        value: 'critical',
        intensity: 2,
        certainty: 'asserted',
        via: ['author', 'no'],
      },
      by: 'mk',
      note: 'Weakness, not hostility?',
    };
    const mention: Tag = {
      id: 'k3f6x2ab',
      at: { ...at, startColumn: 0 },
      quote: 'A',
      before: '',
      after: '',
      entity: 'a',
      sense: 'metonym',
    };
    const { sidecar } = applyToSidecar(undefined, [
      { op: 'add', tag },
      { op: 'add', tag: mention },
      { op: 'details', set: { date: '2025-07-02', title: 'Russia’s Grip' } },
      { op: 'dismiss', what: { form: 'Baku', entity: 'azerbaijan' } },
      { op: 'dismiss', what: { form: 'Aliyev', before: 'Mr ', after: '' } },
    ]);
    assert.equal(
      sidecar.text,
      [
        'stancemark: 1',
        'source:',
        '  title: Russia’s Grip',
        '  date: 2025-07-02',
        'tags:',
        '  - id: k3f6x2ab',
        '    at: 11:1-11:316',
        '    quote: "A"',
        '    before: ""',
        '    after: ""',
        '    entity: a',
        '    sense: metonym',
        '  - id: q7w2m5tz',
        '    at: 11:207-11:316',
        '    quote: "Aliyev perceives"',
        '    before: \'ld "stage". \'',
        '    after: ", \\n"',
        '    also:',
        '      - at: 11:207-11:316',
        '        quote: "x"',
        '        before: ""',
        '        after: ""',
        '    stance:',
        '      holder: ilham-aliyev',
        '      target: russia',
        '      value: critical',
        '      intensity: 2',
        '      certainty: asserted',
        '      via: [author, "no"]',
        '    by: mk',
        '    note: "Weakness, not hostility?"',
        'dismissed:',
        '  - {form: "Aliyev", before: "Mr ", after: ""}',
        '  - {form: "Baku", entity: azerbaijan}',
        '',
      ].join('\n'),
    );
  });

  it('is a fixed point of Prettier, of trimming white space and of a final line end', async () => {
    // Sampled and not a property: Prettier formats asynchronously, and slowly. A long `via` is folded by it, and only that.
    const samples = fc.sample(anyTags, { numRuns: 60, seed: 7 });
    const hostile = HOSTILE.map((text, i): Tag => {
      const at = { startLine: i, startColumn: 0, endLine: i, endColumn: 1 };
      return { id: `hostile${i}`, at, quote: text, before: text, after: text, entity: text, by: text, note: text };
    });
    for (const tags of [hostile, ...samples]) {
      const short = tags.map((tag) => (tag.stance?.via ? { ...tag, stance: { ...tag.stance, via: ['author'] } } : tag));
      const text = ownForm(short);
      assert.equal(await format(text, { parser: 'yaml', plugins: [yamlPlugin] }), text);
      assert.equal(text.replace(/[ \t]+$/gm, ''), text);
      assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
    }
  }).timeout(300_000);
});
