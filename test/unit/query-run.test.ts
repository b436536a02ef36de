import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { compareTags, type Placement, type Tag } from '../../src/core/model';
import { adviseQuery, completeQuery, parseQuery, runQuery, type Query } from '../../src/core/query';
import { codebookOf, corpusOf, mention, smallCorpus, sourceOf, spanAt, stance } from './support/corpus';
import { naiveQuery } from './support/naive-query';

function query(text: string): Query {
  const parsed = parseQuery(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.error.message);
  return parsed.query;
}

describe('query: finds what the name finder finds', () => {
  const rows: readonly (readonly [stands: string, typed: string])[] = [
    ['Oʻzbekiston', '"O`zbekiston"'],
    ['Azer\u00adbaijan', 'azerbaijan'],
    ['إِيرَان', '"إيران"'],
    ['ايـــران', 'ایران'],
    ['ＮＡＴＯ', 'nato'],
    ['Saﬁre', 'safire'],
    ['İSTANBUL', 'istanbul'],
    ['ISPARTA', 'ısparta'],
    ['Élan'.normalize('NFD'), 'élan'],
  ];
  for (const [stands, typed] of rows) {
    it(`${typed} finds ${stands}`, () => {
      const corpus = corpusOf([sourceOf('1.txt', [mention('t', '0:0-9', 'x', stands)])]);
      assert.equal(runQuery(corpus, query(typed)).length, 1);
    });
  }
});

describe('query: running', () => {
  const corpus = smallCorpus();
  const rows: readonly (readonly [string, string])[] = [
    ['', 'a1 a2 a3 a4 a5 b1 b4 b3 b5 c1 c2'],
    ['entity:russia', 'a1 a2 a4 b1 b4 b5'],
    ['entity:moscow kind:mention', 'a1 a4 b4'],
    ['entity:"ilham aliyev"', ''],
    ['entity:"ilham əliyev"', 'a5'],
    ['entity:*liyev', 'a5'],
    ['entity:nowhere', 'c2'],
    ['entity:RUSSIA sense:literal', ''],
    ['type:person', 'a5'],
    ['type:place or type:person', 'a5 c1'],
    ['holder:author', 'b3'],
    ['target:baku', 'b3 b5'],
    ['stance:critical', 'a2 b5'],
    ['axis:negative -certainty:denied', 'a2'],
    ['certainty:asserted', 'a2 b1'],
    ['voice:own', 'b3'],
    ['voice:attributed or voice:reported', 'a2 b1 b5'],
    ['intensity:>=3', 'a2 b1'],
    ['intensity:>3', 'b1'],
    ['intensity:1', 'b5'],
    ['via:aliyev', 'a2'],
    ['event:visit', 'b5'],
    ['sense:metonym', 'a3'],
    ['by:MK', 'a3'],
    ['by:ln', ''],
    ['by:ln lost:yes', 'b2'],
    ['lost:yes', 'b2'],
    ['lost:no source:2.txt', 'b1 b4 b3 b5'],
    ['lost:moved', 'b4'],
    ['source:1', 'a1 a2 a3 a4 a5 c1 c2'],
    ['source:1.txt', 'a1 a2 a3 a4 a5'],
    ['source:*0.txt', 'c1 c2'],
    ['source:"closer than" kind:mention', 'b4'],
    ['date:2025', 'a1 a2 a3 a4 a5'],
    ['date:2024-12-24', 'b1 b4 b3 b5'],
    ['date:2024-12..2025-06', 'b1 b4 b3 b5'],
    ['-has:date', 'c1 c2'],
    ['outlet:post', 'a1 a2 a3 a4 a5'],
    ['author:*writer', 'a1 a2 a3 a4 a5'],
    ['has:note', 'a2'],
    ['"A MON avis"', 'a2'],
    ['presid', 'a5'],
    ['near(entity:azerbaijan, entity:aliyev, 1 paragraph)', ''],
    ['near(entity:moscow kind:mention, entity:aliyev, 2 lines)', 'a4'],
    ['near(entity:aliyev, kind:mention, 2 paragraphs)', 'a5'],
    ['inside(kind:mention, kind:stance)', 'a1 a3 b4'],
    ['inside(kind:stance, kind:mention)', ''],
    ['overlaps(kind:stance, kind:mention)', 'a2 b1'],
    ['overlaps(entity:port, entity:nowhere)', 'c1'],
  ];
  for (const [text, expected] of rows) {
    it(text || '(nothing)', () => {
      const found = runQuery(corpus, query(text)).map((passage) => passage.tag.id);
      assert.equal(found.join(' '), expected);
    });
  }

  it('takes only one kind when asked', () => {
    const ids = runQuery(corpus, query('entity:russia'), { kind: 'stance' }).map(({ tag }) => tag.id);
    assert.deepEqual(ids, ['a2', 'b1', 'b5']);
  });

  it('gives the same tags as long as the source is the same', () => {
    assert.equal(runQuery(corpus, query('port'))[0]?.tag, runQuery(corpus, query('type:place'))[0]?.tag);
  });

  const term = fc.constantFrom(
    'entity:russia',
    'entity:baku',
    'type:state',
    'type:person',
    'holder:author',
    'target:russia',
    'stance:critical',
    'axis:unclear',
    'intensity:>=2',
    'certainty:denied',
    'voice:own',
    'voice:attributed',
    'voice:reported',
    'certainty:asserted',
    'via:author',
    'sense:metonym',
    'by:mk',
    'has:note',
    'has:pieces',
    'lost:no',
    'lost:yes',
    'lost:moved',
    'kind:mention',
    'date:2025-01..',
    'source:2',
    'word',
    'ELAN',
  );
  const text = fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      term,
      fc
        .tuple(tie('query'), fc.constantFrom(' ', ' and ', ' or '), tie('query'))
        .map(([a, link, b]) => `(${a}${link}${b})`),
      tie('query').map((a) => `-(${a})`),
      fc
        .tuple(tie('query'), tie('query'), fc.integer({ min: 1, max: 3 }), fc.constantFrom('lines', 'paragraph'))
        .map(([a, b, reach, unit]) => `near(${a}, ${b}, ${reach} ${unit})`),
      fc
        .tuple(fc.constantFrom('inside', 'overlaps'), tie('query'), tie('query'))
        .map(([f, a, b]) => `${f}(${a}, ${b})`),
    ),
  })).query;

  const span = fc
    .tuple(fc.nat(5), fc.nat(12), fc.nat(2), fc.integer({ min: 1, max: 12 }))
    .map(([line, column, lines, length]) =>
      spanAt(`${line}:${column}-${line + lines}:${lines === 0 ? column + length : length - 1}`),
    );
  const tag = fc
    .record({
      span,
      also: fc.option(span, { nil: undefined, freq: 4 }),
      kind: fc.nat(2),
      who: fc.constantFrom('russia', 'azerbaijan', 'aliyev', 'gone', 'author'),
      whom: fc.constantFrom('russia', 'azerbaijan', 'aliyev'),
      value: fc.constantFrom('critical 3', 'supportive', 'made-up 1'),
      certainty: fc.constantFrom(undefined, 'denied', 'possible'),
      via: fc.constantFrom(undefined, ['author'], ['author', 'aliyev']),
      by: fc.constantFrom(undefined, 'mk', 'ln'),
      note: fc.constantFrom(undefined, 'Élan  vital', 'two words'),
      state: fc.constantFrom('placed', 'placed', 'placed', 'lost', 'moved'),
      to: span,
    })
    .map((parts) => ({
      state: parts.state,
      to: parts.to,
      make: (id: string): Tag => {
        const piece = parts.also && { at: parts.also, quote: 'word', before: '', after: '' };
        const extra = { by: parts.by, note: parts.note, ...(piece && { also: [piece] }) };
        const made =
          parts.kind === 0 && parts.who !== 'author'
            ? mention(id, '0:0-1', parts.who, 'a Word', { ...extra, sense: parts.by && 'metonym' })
            : stance(id, '0:0-1', `${parts.who} ${parts.whom} ${parts.value}`, {
                ...extra,
                certainty: parts.certainty as 'denied' | undefined,
                via: parts.via,
              });
        return { ...made, at: parts.span };
      },
    }));
  const corpora = fc
    .array(
      fc.record({
        tags: fc.array(tag, { maxLength: 12 }),
        date: fc.constantFrom('2025', '2024-03-01', 'soon'),
        wrapped: fc.boolean(),
      }),
      {
        maxLength: 3,
      },
    )
    .map((sources) =>
      corpusOf(
        sources.map(({ tags, date, wrapped }, s) => {
          const made = tags.map(({ make }, i) => make(`t${i}`));
          const placements: Record<string, Placement> = {};
          tags.forEach(({ state, to }, i) => {
            if (state === 'lost') placements[`t${i}`] = { kind: 'lost' };
            if (state === 'moved') placements[`t${i}`] = { kind: 'moved', pieces: [to] };
          });
          const paragraphOf = wrapped ? (line: number): number => line >> 1 : undefined;
          return sourceOf(`${s}.txt`, made.sort(compareTags), { details: { date }, placements, paragraphOf });
        }),
      ),
    );

  it('finds what the plain reading of the language finds', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(corpora, text, (made, written) => {
        const asked = query(written);
        const ids = (found: readonly { source: { name: string }; tag: Tag }[]): string[] =>
          found.map((p) => `${p.source.name} ${p.tag.id}`);
        assert.deepEqual(ids(runQuery(made, asked)), ids(naiveQuery(made, asked)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('query: details of sources', () => {
  const corpus = corpusOf(
    [
      ['a', { country: 'TR', year: '2019', published: '2020-05' }],
      ['b', { Country: 'Türkiye', year: '2020', published: '2021-02-03' }],
      ['c', { country: 'Austria', year: '2020.5' }],
      ['d', { year: 'about 2021' }],
    ].map(([name, details]) =>
      sourceOf(name as string, [mention(name as string, '0:0-1', 'x')], { details: details as Record<string, string> }),
    ),
  );
  const cases: readonly (readonly [string, string])[] = [
    ['source.country:TR', 'a'],
    ['source.COUNTRY:t*', 'ab'],
    ['source.country:turkiye', 'b'],
    ['source.country:*tri*', 'c'],
    ['-source.country:*', 'd'],
    ['source.year:2020', 'b'],
    ['source.year:>=2020', 'bc'],
    ['source.year:>2020', 'c'],
    ['source.year:<2020', 'a'],
    ['source.year:2019..2020', 'ab'],
    ['source.published:>=2021', 'b'],
    ['source.published:2020-05..2020-06', 'a'],
    ['source.nothing:x', ''],
    ['source.__proto__:x', ''],
  ];
  for (const [query, expected] of cases) {
    it(query, () => {
      const parsed = parseQuery(query);
      assert.ok(parsed.ok);
      assert.equal(
        runQuery(corpus, parsed.query)
          .map(({ tag }) => tag.id)
          .join(''),
        expected,
      );
    });
  }

  it('completes keys and values', () => {
    const labels = (text: string): string[] => completeQuery(text, text.length, corpus).map(({ label }) => label);
    assert.deepEqual(labels('source.c'), ['source.country:', 'source.Country:']);
    assert.deepEqual(labels('source.country:'), ['Austria', 'TR', 'Türkiye']);
    assert.ok(!parseQuery('source.year:>x').ok);
  });
});

describe('query: help', () => {
  const corpus = smallCorpus();

  // | is the cursor; what comes first, and what the query is when it is taken.
  const rows: readonly (readonly [string, string, string])[] = [
    ['|', 'entity:', 'entity:'],
    ['hol|', 'holder:', 'holder:'],
    ['entity:mos|', 'Russia', 'entity:russia'],
    ['entity:mos| and x', 'Russia', 'entity:russia and x'],
    ['entity:ru|ssi axis:negative', 'Russia', 'entity:russia axis:negative'],
    ['holder:|', 'author', 'holder:author'],
    ['axis:neg|', 'negative', 'axis:negative'],
    ['by:m|', 'mk', 'by:mk'],
    ['outlet:casp|', 'Caspian Post', 'outlet:"Caspian Post"'],
    ['outlet:"casp|', 'Caspian Post', 'outlet:"Caspian Post"'],
    ['source:bond|', 'a/1.txt', 'source:a/1.txt'],
    ['near(a, b, |', '1 paragraph', 'near(a, b, 1 paragraph'],
    ['near(a, b, 2 |', 'paragraphs', 'near(a, b, 2 paragraphs'],
    ['(ins|', 'inside(…)', '(inside('],
    ['a o|', 'or', 'a or'],
    ['a lo|st:no', 'lost:', 'a lost:no'],
  ];
  for (const [marked, label, taken] of rows) {
    it(`completes ${marked}`, () => {
      const offset = marked.indexOf('|');
      const text = marked.replace('|', '');
      const completions = completeQuery(text, offset, corpus);
      const wanted = completions.find((completion) => completion.label === label);
      assert.ok(wanted, completions.map((completion) => completion.label).join(', '));
      assert.equal(text.slice(0, wanted.from) + wanted.insert + text.slice(wanted.to), taken);
      if (marked !== 'a o|') assert.equal(completions[0], wanted);
    });
  }

  it('completes nothing where nothing fits', () => {
    assert.deepEqual(completeQuery('nosuch:x', 8, corpus), []);
    assert.deepEqual(completeQuery('"a phrase"', 4, corpus), []);
  });

  it('never throws, wherever the cursor is', () => {
    const parts = fc.constantFrom('near(', 'a', ',', ' ', ')', '(', 'entity:', '"', '-', 'axis:', '2', 'zz:');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), fc.nat(), (words, at) => {
        const text = words.join('');
        const offset = at % (text.length + 1);
        for (const { from, to } of completeQuery(text, offset, corpus))
          assert.ok(from <= offset && offset <= to && to <= text.length);
      }),
    );
  });

  it('says which names the codebook does not have', () => {
    const advice = adviseQuery(
      corpus,
      query('entity:rusia or (holder:author -type:states) stance:odd by:nobody entity:port*'),
    );
    assert.deepEqual(
      advice.map(({ from, to, meant }) => [from, to, meant]),
      [
        [7, 12, 'Russia'],
        [37, 43, 'state'],
        [52, 55, undefined],
      ],
    );
    assert.match(advice[0]?.message ?? '', /no entity “rusia”. Did you mean “Russia”\?/);
  });

  it('shows names from files without what hides in them', () => {
    const codebook = codebookOf({ entities: [{ id: 'x', name: 'evil\u202e\nname', type: 'state', aliases: [] }] });
    const [first] = completeQuery('entity:evil', 11, corpusOf([], codebook));
    assert.equal(first?.label, 'evil⟨U+202E⟩ name');
  });
});
