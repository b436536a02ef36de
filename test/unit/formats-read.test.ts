import assert from 'node:assert/strict';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, it } from 'mocha';
import { defaultCodebook } from '../../src/core/codebook';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { decide, DocText, readingText } from '../../src/core/formats/decide';
import { FormatError, type Format } from '../../src/core/formats/model';
import { planImport, type Existing, type Plan } from '../../src/core/formats/plan';
import { readIncoming } from '../../src/core/formats/read';
import { write } from '../../src/core/formats/write';
import { zipOf } from '../../src/core/formats/zip';
import { piecesOf } from '../../src/core/pieces';
import { compareTags, type Codebook, type Tag } from '../../src/core/model';
import { corpusOf, tagOf, type Passage, type Source } from './formats/corpus';
import { inFolder } from './cli/world';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const nothing = () => Promise.resolve(undefined);
const read = (name: string, content: string | Uint8Array) =>
  readIncoming(name, typeof content === 'string' ? bytesOf(content) : content, nothing);

/** A project in the shape of NVivo's for Windows: UTF-16 offsets, a mark, CR LF, empty names, a selection for each coding. */
function nvivo(text: string, places: readonly (readonly [number, number])[]): Uint8Array {
  const selections = places
    .map(
      ([start, end], i) =>
        `<PlainTextSelection guid="00000000-0000-4000-8000-00000000010${i}" name="" startPosition="${start}" endPosition="${end}" creatingUser="00000000-0000-4000-8000-000000000001"><Coding guid="00000000-0000-4000-8000-00000000020${i}"><CodeRef targetGUID="00000000-0000-4000-8000-00000000000${i % 2 ? 'a' : 'b'}"/></Coding></PlainTextSelection>`,
    )
    .join('');
  const project = `\ufeff<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="NVivo"><Users><User guid="00000000-0000-4000-8000-000000000001" name="Ann"/></Users><CodeBook><Codes><Code guid="00000000-0000-4000-8000-00000000000c" name="Person" isCodable="false"><Code guid="00000000-0000-4000-8000-00000000000a" name="Same" isCodable="true"/></Code><Code guid="00000000-0000-4000-8000-00000000000d" name="Mood" isCodable="true"><Code guid="00000000-0000-4000-8000-00000000000b" name="Same" isCodable="true"><Description>Glad&#10;or not</Description></Code></Code></Codes></CodeBook><Sources><TextSource guid="00000000-0000-4000-8000-0000000000ff" name="talk" plainTextPath="internal://00000000-0000-4000-8000-0000000000FF.txt">${selections}</TextSource></Sources><Sets/></Project>`;
  return zipSync({
    'Project.qde': bytesOf(project),
    'Sources/.root': new Uint8Array(),
    'Sources/00000000-0000-4000-8000-0000000000ff.txt': bytesOf(text),
  });
}

describe('formats: readers', () => {
  it('find out that NVivo counts in UTF-16 with CR LF as two and without the mark', async () => {
    const body = 'We 🙂 sang loud.\r\nThen 😀 came rain 🌧 again.\r\nNobody minded it.\r\n';
    const words = ['sang', 'loud', 'came rain', 'again', 'Nobody', 'minded it', 'Then'];
    const places = words.map((word) => [body.indexOf(word), body.indexOf(word) + word.length] as const);
    const plan = planImport(await read('x.qdpx', nvivo(`\ufeff${body}`, places)), [], defaultCodebook());
    assert.equal(
      readingText(plan.judged?.reading ?? assert.fail()),
      'UTF-16 units, byte order mark not counted, CR LF as 2, end exclusive',
    );
    assert.equal(plan.judged?.clear, true);
    const [source] = plan.sources;
    assert.deepEqual(
      source?.tags.map(({ quote }) => quote),
      words,
    );
    assert.deepEqual(new Set(source?.tags.map(({ by }) => by)), new Set(['Ann']));
    assert.equal(source?.create, `\ufeff${body}`);
    // One name in two branches is two entities; the type above is known, the other code is a code.
    const entities = plan.codebook.flatMap((change) => (change.op === 'add-entity' ? [change.entity] : []));
    assert.deepEqual(entities.map(({ name, type }) => [name, type]).sort(), [
      ['Mood / Same', 'code'],
      ['Mood', 'code'],
      ['Person / Same', 'person'],
    ]);
    assert.equal(entities.find(({ name }) => name === 'Mood / Same')?.note, 'Glad\nor not');
  });

  it('decide each unit by quotes, and say so where two fit', () => {
    const text = 'é🙂 one two\r\nthree four';
    const piece = (start: number, end: number, quote: string) => ({
      start,
      end,
      quote,
    });
    const judge = (...pieces: ReturnType<typeof piece>[]) =>
      decide([
        {
          doc: { name: 'a', spans: [{ pieces, label: '' }] },
          text: new DocText(text),
        },
      ]);
    assert.equal(judge(piece(4, 7, 'one'), piece(13, 18, 'three'))?.reading.unit, 'utf16');
    assert.equal(judge(piece(3, 6, 'one'), piece(11, 16, 'three'))?.reading.unit, 'code points');
    assert.equal(judge(piece(7, 10, 'one'), piece(16, 21, 'three'))?.reading.unit, 'bytes');
    assert.equal(judge(piece(3, 5, 'one'), piece(11, 15, 'three'))?.reading.inclusive, true);
    assert.equal(judge(piece(3, 6, 'one'), piece(12, 17, 'three'))?.reading.crlf, 2);
  });

  it('read brat with its words, and tell the lines that they cannot', async () => {
    const ann =
      'T1\tState 0 4\tBaku\nT2\tState 13 19\tMoscow\nT3\tStance 5 7;10 12\tth ed\nE1\tStance:T3 Holder:T1 Target:T2\t\nA1\tPolarity E1 Supportive\nN1\tReference T1 Wikidata:Q227\tAzerbaijan\nR1\tX Arg1:T1 Arg2:T2\t\nrubbish\n';
    const incoming = await readIncoming('a.ann', bytesOf(ann), async (name) =>
      name === 'a.txt' ? bytesOf('Baku thanked Moscow.') : undefined,
    );
    const plan = planImport(incoming, [], defaultCodebook());
    const [source] = plan.sources;
    const stance = source?.tags.find((tag) => tag.stance);
    assert.deepEqual(stance?.stance, {
      holder: 'azerbaijan',
      target: 'moscow',
      value: 'supportive',
    });
    assert.deepEqual(stance && piecesOf(stance).map(({ quote }) => quote), ['th', 'ed']);
    assert.deepEqual(
      plan.losses.map(({ what, tags }) => [what, tags]),
      [
        ['lines that cannot be read', ['a.ann:8']],
        ['relations', ['a.ann:7']],
      ],
    );
  });

  it('bring what they cannot place as lost, with its quote', async () => {
    const w3c = JSON.stringify([
      {
        type: 'Annotation',
        body: [{ purpose: 'tagging', value: 'Rain' }],
        target: {
          source: 'a.txt',
          selector: [
            { type: 'TextPositionSelector', start: 0, end: 4 },
            { type: 'TextQuoteSelector', exact: 'gone' },
          ],
        },
      },
      {
        type: 'Annotation',
        body: [{ purpose: 'tagging', value: 'Rain' }],
        target: {
          source: 'a.txt',
          selector: { type: 'TextQuoteSelector', exact: 'rain' },
        },
      },
    ]);
    const there: Existing = {
      name: 'a.txt',
      text: new PlaceableText('Some rain fell.'),
      tags: [],
      details: new Map(),
    };
    const [source] = planImport(await read('a.jsonld', w3c), [there], defaultCodebook()).sources;
    assert.equal(source?.lost, 1);
    assert.deepEqual(
      source?.tags.map(({ quote, at }) => [quote, at.startColumn]),
      [
        ['gone', 0],
        ['rain', 5],
      ],
    );
    assert.equal(source?.create, undefined);
  });

  it('read stacked spans of WebAnno, IOB1 and BIOES, and CAS by id', async () => {
    const tsv =
      '#FORMAT=WebAnno TSV 3.3\n#T_SP=x.NamedEntity|value\n\n\n#Text=New York 🙂 won .\n1-1\t0-3\tNew\tORG[1]|LOC[2]\t\n1-2\t4-8\tYork\tORG[1]|LOC[2]\t\n1-3\t9-11\t🙂\t_\t\n1-4\t12-15\twon\tEV\t\n\n#Text=Next .\n2-1\t18-22\tNext\tEV\t\n';
    const [doc] = (await read('a.tsv', tsv)).docs;
    assert.equal(doc?.text, 'New York 🙂 won .\nNext .');
    assert.deepEqual(
      doc.spans.map(({ pieces: [piece] }) => doc.text?.slice(piece?.start, piece?.end)),
      ['New York', 'New York', 'won', 'Next'],
    );
    const [conll] = (await read('a.conll', 'New I-LOC\nYork I-LOC\nParis B-LOC\n, O\n\nHe S-PER\n')).docs;
    assert.deepEqual(
      conll?.spans.map(({ pieces: [piece] }) => conll.text?.slice(piece?.start, piece?.end)),
      ['New York', 'Paris', 'He'],
    );
    const cas = {
      '%TYPES': {},
      '%FEATURE_STRUCTURES': {
        2: { '%TYPE': 'x.Mood', '@sofa': 1, '^begin': 3, '^end': 6 },
        1: { '%TYPE': 'uima.cas.Sofa', sofaString: '🙂 joy' },
      },
    };
    const [view] = (await read('a.json', JSON.stringify(cas))).docs;
    assert.deepEqual(view?.spans[0]?.pieces, [{ start: 3, end: 6 }]);
  });

  it('refuse what is broken, with the place', async () => {
    const refused = async (name: string, content: string, message: RegExp, line?: number) =>
      assert.rejects(read(name, content), (error) => {
        assert.ok(error instanceof FormatError, String(error));
        assert.match(error.message, message);
        if (line !== undefined) assert.equal(error.line, line);
        return true;
      });
    await refused('a.qdc', '<CodeBook>\n<Codes>\n<Code name="a>\n</Codes></CodeBook>', /broken/);
    await refused('a.json', '[{"a":\n}]', /broken/);
    await refused('a.tsv', '#FORMAT=WebAnno TSV 3.3\n1-1\tx\ty\n', /place of a token/, 2);
  });
});

const BOOK: Codebook = {
  types: [{ id: 'state', label: 'State', color: '#3366cc' }],
  stances: [
    { id: 'for', label: 'For', axis: 'positive', color: '#00aa00' },
    { id: 'against', label: 'Against', axis: 'negative' },
  ],
  entities: [
    {
      id: 'aa',
      name: 'Aa',
      type: 'state',
      aliases: ['A, "x"', 'Ä'],
      wikidata: 'Q1',
      note: 'two\nlines',
    },
    { id: 'bb', name: 'Bb', type: 'state', aliases: [] },
  ],
  searches: [],
};
const letters = fc.constantFrom(
  'a',
  'b',
  ' ',
  '🙂',
  '\r\n',
  '\n',
  'é',
  'ש',
  'ل',
  '&',
  '<',
  '"',
  ';',
  '👩‍👧',
  '=',
  "'",
  '\t',
);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const note = fc.constantFrom('n', 'two\nlines', '=1+1', "'q'", 'a "b" <c> & \\ |', '🙂;\tש');
const meaning = fc.oneof(
  fc.record({
    entity: fc.constantFrom('aa', 'bb'),
    sense: optional(fc.constantFrom('literal' as const, 'metonym' as const)),
  }),
  fc.record({
    stance: fc
      .record({
        holder: fc.constantFrom('aa', 'author'),
        target: fc.constantFrom('aa', 'bb'),
        value: fc.constantFrom('for', 'against'),
        intensity: optional(fc.constantFrom(1 as const, 4 as const)),
        certainty: optional(fc.constantFrom('denied' as const, 'asserted' as const)),
        via: optional(fc.constantFrom(['bb'], ['author', 'aa'])),
        event: optional(fc.constant('ev-1')),
      })
      .map((stance) => JSON.parse(JSON.stringify(stance)) as typeof stance),
  }),
);
const passage = fc.record({
  cuts: fc.uniqueArray(fc.nat(60), { minLength: 2, maxLength: 4 }),
  meaning,
  by: optional(fc.constantFrom('ann', 'b ö')),
  note: optional(note),
});
const sourceOf = fc
  .record({
    parts: fc.array(letters, { minLength: 5, maxLength: 40 }),
    passages: fc.array(passage, { maxLength: 6 }),
  })
  .map(({ parts, passages }, i = 0): Source => {
    const text = `${parts.join('')}word`;
    const borders = parts.reduce<number[]>((all, part) => [...all, (all[all.length - 1] ?? 0) + part.length], [0]);
    const made = passages.flatMap((one, n): Passage[] => {
      const cuts = [...new Set(one.cuts.map((cut) => borders[cut % borders.length] ?? 0))].sort((a, b) => a - b);
      const at = Array.from(
        { length: cuts.length >> 1 },
        (_, k) => [cuts[2 * k] as number, cuts[2 * k + 1] as number] as const,
      );
      const rest = JSON.parse(JSON.stringify({ ...one.meaning, by: one.by, note: one.note })) as Passage['rest'];
      return at.length === 0 ? [] : [{ id: `tagtag${'abcdefgh'[n]}a`, at, rest }];
    });
    return {
      name: `s${i}.txt`,
      text,
      passages: made,
      details: { date: '2025-03', 'free key': 'a "b"\n<c>' },
    };
  });

/** Plans the way back, over the same texts where the format brings none. */
async function back(format: Format, source: Source, withText: boolean): Promise<Plan> {
  const { files } = await write(await corpusOf(BOOK, [source]), format);
  const ending = {
    qdpx: 'qdpx',
    brat: 'zip',
    w3c: 'jsonld',
    cas: 'json',
    jsonl: 'jsonl',
    csv: 'csv',
    tsv: 'tsv',
  }[format as 'csv'];
  const bytes = files.get('') ?? zipOf(files);
  const there: Existing[] = withText
    ? [
        {
          name: source.name,
          text: new PlaceableText(source.text),
          tags: [],
          details: new Map(),
        },
      ]
    : [];
  return planImport(
    await read(`x.${ending}`, bytes),
    there,
    format === 'qdpx' ? { ...defaultCodebook(), types: [], stances: [] } : BOOK,
  );
}

describe('formats: there and back', () => {
  const property = (format: Format) =>
    fc.asyncProperty(sourceOf, async (source) => {
      fc.pre(source.passages.length > 0);
      const plan = await back(format, source, true);
      const got = [...(plan.sources[0]?.tags ?? [])].sort(compareTags);
      const want = source.passages.map((one) => tagOf(source.text, one)).sort(compareTags);
      // In brat a passage over a line end is told as a loss.
      const whole = (tag: Tag): boolean =>
        format !== 'brat' || piecesOf(tag).every(({ quote }) => !quote.includes('\n'));
      const ids = new Set(want.filter(whole).map(({ id }) => id));
      const kept = (tags: Tag[]): Tag[] => tags.filter(({ id }) => ids.has(id));
      assert.deepEqual(kept(got), kept(want));
      if (format === 'qdpx') {
        const entities = plan.codebook.flatMap((change) => (change.op === 'add-entity' ? [change.entity] : []));
        assert.deepEqual(entities, BOOK.entities);
        const values = plan.codebook.flatMap((change) => (change.op === 'add-value' ? [change.value] : []));
        assert.deepEqual(values, BOOK.stances);
      }
    });
  for (const format of ['qdpx', 'brat', 'w3c', 'cas', 'jsonl', 'csv', 'tsv'] as const) {
    it(`${format}: every tag as it was`, async () => {
      await fc.assert(property(format), { numRuns: 100 });
    }).timeout(120_000);
  }

  it('brat: also the texts on which it once failed', async () => {
    await fc.assert(property('brat'), { numRuns: 100, seed: -1565764388 });
  }).timeout(120_000);
});

describe('command line: import', () => {
  it('brings a project in, and nothing more the second time', () =>
    inFolder(async (folder) => {
      folder.copy('media/sample', 'from');
      assert.equal((await folder.runIn('from', 'export', '--to', 'qdpx', '-o', '../x.qdpx')).code, 0);
      const first = await folder.run('import', 'x.qdpx', '--into', 'to', '--json');
      assert.equal(first.code, 0, first.err);
      const told = JSON.parse(first.out) as {
        tags: number;
        sources: number;
        lost: number;
      };
      assert.deepEqual([told.sources, told.lost], [6, 0]);
      const second = JSON.parse((await folder.run('import', 'x.qdpx', '--into', 'to', '--json')).out) as Record<
        string,
        number
      >;
      assert.deepEqual([second['tags'], second['same'], second['sources'], second['entities']], [0, told.tags, 0, 0]);
      await folder.runIn('from', 'export', '--to', 'jsonl', '-o', '../a.jsonl');
      await folder.runIn('to', 'export', '--to', 'jsonl', '-o', '../b.jsonl');
      const rows = (name: string) => folder.read(name).trim().split('\n').sort();
      assert.deepEqual(rows('b.jsonl'), rows('a.jsonl'));
    }));

  it('takes codes as a mapping says, and finds them by it the next time', () =>
    inFolder(async (folder) => {
      folder.write('a.txt', 'Rain fell.');
      folder.write('a.ann', 'T1\tWeather 0 4\tRain\n');
      folder.write('map.json', '[{"code": "Weather", "entity": "rain", "type": "event"}]');
      const first = await folder.run('import', 'a.ann', '--into', 'to', '--map', 'map.json');
      assert.equal(first.code, 0, first.err);
      assert.match(folder.read('to/a.txt.tags.yaml'), /entity: rain/);
      assert.match(folder.read('to/codebook.yaml'), /id: rain\n\s+name: Weather\n\s+type: event/);
      assert.match(
        (await folder.run('import', 'a.ann', '--into', 'to')).out,
        /0 tags added .* 1 there already, 0 entities/,
      );
    }));

  it('keeps what was decided of stances and skipped codes, and repeats it', () =>
    inFolder(async (folder) => {
      folder.write('a.txt', 'Rain fell on dry land.');
      folder.write('a.ann', 'T1\tGlad 0 4\tRain\nT2\tNoise 5 9\tfell\n');
      folder.write('to/codebook.yaml', 'stancemark: 1\nentities:\n  - id: land\n    name: Land\n    type: place\n');
      folder.write(
        'map.json',
        '[{"code": "Glad", "stance": {"holder": "author", "target": "land", "value": "supportive"}}, {"code": "Noise", "skip": true}]',
      );
      const first = await folder.run('import', 'a.ann', '--into', 'to', '--map', 'map.json');
      assert.equal(first.code, 0, first.err);
      assert.match(first.err, /tags of codes that are skipped: 1 \(a\.txt#T2\)/);
      assert.match(
        folder.read('to/codebook.yaml'),
        /codes:\n {2}- \{code: "Glad", holder: author, target: land, value: supportive\}\n {2}- \{code: "Noise", skip: true\}\n$/,
      );
      folder.write('b.txt', 'Rain fell on dry land again.');
      folder.write('b.ann', folder.read('a.ann'));
      const second = await folder.run('import', 'b.ann', '--into', 'to');
      assert.match(second.out, /1 tag added/);
      assert.match(folder.read('to/b.txt.tags.yaml'), /holder: author\n\s+target: land/);
      assert.doesNotMatch(folder.read('to/codebook.yaml'), /Glad[^]*Glad/);
    }));

  it('takes leaves below value and holder as stances, and tells what of brat it does not take', async () => {
    const book: Codebook = { ...BOOK, entities: BOOK.entities.map((one) => ({ ...one, type: 'state' })) };
    const incoming = await readIncoming(
      'a.ann',
      bytesOf(
        'T1\tx 0 2\tAa\nT2\tx 6 8\tBb\nT3\tS 3 5\tis\nE1\tS:T3 Holder:T1 Target:T2\nA1\tPolarity E1 For\nA2\tIntensity E1 4\nA3\tCertainty E1 Denied\nA4\tIntensity E1 9\nA5\tIntensity T1 2\nA6\tMetonym T2\n',
      ),
      async () => bytesOf('Aa is Bb.'),
    );
    const plan = planImport(incoming, [], book);
    const tags = plan.sources[0]?.tags ?? [];
    assert.deepEqual(tags.find((tag) => tag.stance)?.stance, {
      holder: 'aa',
      target: 'bb',
      value: 'for',
      intensity: 4,
      certainty: 'denied',
    });
    assert.equal(tags.find(({ entity }) => entity === 'bb')?.sense, 'metonym');
    assert.deepEqual(
      plan.losses.map(({ what, tags: lines }) => [what, lines]),
      [['attributes (Intensity)', ['a.ann:8', 'a.ann:9']]],
    );
    const tree = {
      ...incoming,
      docs: [{ name: 'a.txt', text: 'Aa is Bb.', spans: [{ pieces: [{ start: 0, end: 2 }], code: 'k', label: '1' }] }],
      codes: [{ key: 'k', path: ['Against', 'Bb', 'Ä'], codable: true }],
    };
    assert.deepEqual(planImport(tree, [], book).sources[0]?.tags[0]?.stance, {
      holder: 'bb',
      target: 'aa',
      value: 'against',
    });
  });

  it('writes nothing where the file is broken, and says the place', () =>
    inFolder(async (folder) => {
      folder.write('a.qdc', '<CodeBook>\n  <Codes>\n</CodeBook>');
      const { code, err } = await folder.run('import', 'a.qdc', '--into', 'to');
      assert.equal(code, 2);
      assert.match(err, /a\.qdc:3: column \d+: The XML is broken/);
      assert.throws(() => folder.read('to/codebook.yaml'));
    }));
});
