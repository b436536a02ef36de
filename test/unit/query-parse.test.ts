import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { EXAMPLES, parseQuery, quoteValue } from '../../src/core/query';
import { FIELD_NAMES, LONGEST, type Node } from '../../src/core/query/language';

function rootOf(text: string): Node {
  const parsed = parseQuery(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.error.message);
  return parsed.query.root;
}

/** A tree in brackets: what binds to what. */
function shape(node: Node): string {
  switch (node.kind) {
    case 'everything':
      return '*';
    case 'and':
    case 'or':
      return `(${node.parts.map(shape).join(node.kind === 'and' ? ' & ' : ' | ')})`;
    case 'not':
      return `!${shape(node.part)}`;
    case 'near':
      return `near[${shape(node.a)}, ${shape(node.b)}, ${node.reach} ${node.unit}]`;
    case 'inside':
    case 'overlaps':
      return `${node.kind}[${shape(node.a)}, ${shape(node.b)}]`;
    case 'words':
      return `"${node.value}"`;
    case 'intensity':
    case 'date':
      return `${node.kind} ${node.least}..${node.most}`;
    case 'detail': {
      const ends = (bounds: { least: number; most: number; without?: string } | undefined): string =>
        bounds ? ` ${bounds.least}..${bounds.most}${bounds.without ? ` not ${bounds.without}` : ''}` : '';
      return `detail ${node.key}=${node.value}${ends(node.numbers)}${ends(node.days)}`;
    }
    default:
      return `${node.field}=${node.value}`;
  }
}

describe('query: parsing', () => {
  const good: readonly (readonly [string, string])[] = [
    ['', '*'],
    ['   ', '*'],
    ['entity:russia', 'entity=russia'],
    ['Entity:"Ilham Aliyev"', 'entity=Ilham Aliyev'],
    ['holder:“Ilham Aliyev”', 'holder=Ilham Aliyev'],
    ['source.Country:TR', 'detail country=TR'],
    ['source.press_type:"a b"', 'detail press_type=a b'],
    ['source.rang:>=2.5', 'detail rang=>=2.5 2.5..Infinity'],
    ['source.rang:<3', 'detail rang=<3 -Infinity..3 not most'],
    ['source.seen:2024-12..', 'detail seen=2024-12.. 20241200..Infinity'],
    ['source.year:>2020', 'detail year=>2020 2020..Infinity not least 20210000..Infinity'],
    ['a b or c', '(("a" & "b") | "c")'],
    ['a and b OR not c', '(("a" & "b") | !"c")'],
    ['not a b', '(!"a" & "b")'],
    ['-a (b or -(c d))', '(!"a" & ("b" | !("c" & "d")))'],
    ['not not a', '!!"a"'],
    ['"two  words" Élan', '("two words" & "elan")'],
    ['well-known - 10:30', '("well-known" & "-" & "10:30")'],
    ['intensity:>=3', 'intensity 3..Infinity'],
    ['intensity:<3 intensity:2', '(intensity -Infinity..2 & intensity 2..2)'],
    ['intensity:2..3', 'intensity 2..3'],
    ['date:2024-12..2025-06', 'date 20241200..20250699'],
    ['date:..2024', 'date -Infinity..20249999'],
    ['date:2025-07-02..', 'date 20250702..Infinity'],
    ['date:>2024', 'date 20250000..Infinity'],
    ['near(a, b, 1 paragraph)', 'near["a", "b", 1 paragraph]'],
    ['NEAR(a or b,c d,2 lines)', 'near[("a" | "b"), ("c" & "d"), 2 line]'],
    ['inside(kind:mention, overlaps(a, b)) c', '(inside[kind=mention, overlaps["a", "b"]] & "c")'],
    ['nearby near', '("nearby" & "near")'],
    ['lost:YES', 'lost=yes'],
    ['source:*2025*', 'source=*2025*'],
    ['by:"m \\"k\\" \\\\"', 'by=m "k" \\'],
  ];
  for (const [text, expected] of good) {
    it(text === '' ? '(nothing)' : text, () => {
      assert.equal(shape(rootOf(text)), expected);
    });
  }

  // The mistake is marked with « and ».
  const bad: readonly (readonly [string, RegExp, string])[] = [
    ['«entty:»russia', /No field is called “entty”. Did you mean “entity:”\?/, 'entity:'],
    ['a «zzz:»b', /No field is called “zzz”. .*quotes/, 'entity:'],
    ['axis:«negativ»', /Did you mean “negative”\?/, 'negative'],
    ['certainty:«maybe»', /It is one of: asserted/, 'probable'],
    ['lost:«"oui»', /not closed/, '"'],
    ['«entity:»', /needs a value/, 'a name'],
    ['a «entity:» b', /needs a value/, 'a name'],
    ['intensity:«5»', /from 1 to 4/, '>=3'],
    ['intensity:«..»', /from 1 to 4/, '>=3'],
    ['date:«2025-13»', /YYYY-MM-DD/, '2025'],
    ['date:«2025-02-30»', /YYYY-MM-DD/, '2025'],
    ['a or«»', /should follow/, '('],
    ['a and«»', /should follow/, '('],
    ['«or» b', /before “or”/, 'not'],
    ['a or «and» b', /before “and”/, 'not'],
    ['a «)»', /Nothing was opened/, 'and'],
    ['«(»a', /not closed/, ')'],
    ['(a«,» b)', /not closed/, ')'],
    ['a «,» b', /A comma stands only inside/, 'and'],
    ['(«)»', /before this “\)”/, '('],
    ['near(a«)»', /two queries/, ','],
    ['near(a, b«)»', /a comma and a distance/, ', 1 paragraph'],
    ['near(a, b, «x»)', /A distance/, '1 paragraph'],
    ['near(a, b, «0» lines)', /from 1 to/, '1 paragraph'],
    ['near(a, b, 2«)»', /paragraphs or in lines/, 'lines'],
    ['«near(»a, b, 2 lines', /not closed/, ')'],
    ['inside(a, b«,» c)', /not closed/, ')'],
    ['«"open»', /quotes are not closed/, '"'],
    ['«""»', /nothing to search/, 'a word'],
  ];
  for (const [marked, message, expected] of bad) {
    it(`says what is wrong: ${marked}`, () => {
      const from = marked.indexOf('«');
      const to = marked.indexOf('»') - 1;
      const parsed = parseQuery(marked.replace(/[«»]/g, ''));
      assert.ok(!parsed.ok);
      assert.match(parsed.error.message, message);
      assert.deepEqual([parsed.error.from, parsed.error.to], [from, to]);
      assert.ok(
        parsed.error.expected.some((word) => word.startsWith(expected)),
        parsed.error.expected.join(' / '),
      );
    });
  }

  it('refuses what is too long or too deep', () => {
    for (const text of ['x'.repeat(LONGEST + 1), '('.repeat(900), '-'.repeat(900) + 'a', 'near('.repeat(300)]) {
      const parsed = parseQuery(text);
      assert.ok(!parsed.ok);
    }
    assert.ok(parseQuery('('.repeat(40) + 'a' + ')'.repeat(40)).ok);
  });

  it('knows whether lost tags are asked for', () => {
    for (const [text, asks] of [
      ['a', false],
      ['not (a or lost:no)', true],
      ['near(a, lost:moved, 1 line)', true],
    ] as const) {
      const parsed = parseQuery(text);
      assert.ok(parsed.ok);
      assert.equal(parsed.query.asksLost, asks);
    }
  });

  it('reads its own examples', () => {
    for (const { query } of EXAMPLES) assert.ok(parseQuery(query).ok, query);
  });

  const alphabet = [
    ...FIELD_NAMES.map((f) => `${f}:`),
    'near(',
    'inside(',
    '(',
    ')',
    ',',
    '"',
    '“',
    '-',
    'or',
    'not',
    'and',
    '1',
    'line',
    '..',
    '>=',
    ' ',
    '*',
    '\\',
  ];
  const pieces = fc.array(fc.oneof(fc.constantFrom(...alphabet), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 30,
  });

  it('never throws, and marks a place inside the text', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        const parsed = parseQuery(text);
        if (parsed.ok) return;
        assert.ok(0 <= parsed.error.from && parsed.error.from <= parsed.error.to && parsed.error.to <= text.length);
        assert.ok(parsed.error.message.length < 300);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads back every value that it wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (value) => {
        fc.pre(value.trim() !== '');
        const root = rootOf(`by:${quoteValue(value)}`);
        assert.equal(root.kind === 'name' && root.value, value);
      }),
      { numRuns: 1000 },
    );
  });
});
