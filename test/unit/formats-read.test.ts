/** What other tools write is read: where each tag stands, what cannot be placed, and what is refused, with the place. */
import assert from 'node:assert/strict';
import { zipSync } from 'fflate';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { defaultCodebook } from '../../src/core/codebook';
import { decide, DocText, readingText } from '../../src/core/formats/decide';
import { FormatError } from '../../src/core/formats/model';
import { planImport, type Existing } from '../../src/core/formats/plan';
import { readIncoming } from '../../src/core/formats/read';
import { piecesOf } from '../../src/core/pieces';

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
