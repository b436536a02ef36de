import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  csvOf,
  decodeList,
  entitiesCsv,
  importChanges,
  parseCsv,
  previewEntities,
  unguard,
} from '../../src/core/export';
import { joinAliases, splitAliases } from '../../src/core/export/entities';
import type { Entity } from '../../src/core/model';
import { codebookOf } from './support/corpus';

const anything = fc.string({
  unit: fc.oneof(fc.constantFrom(...'=+-@\t\r\n",;\'|\\ a'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
});

describe('export: CSV', () => {
  it('is what RFC 4180 says, with a byte order mark', () => {
    const rows = [
      ['a', 'b'],
      ['say "x", y', 1.5],
      [undefined, 'two\nlines'],
      [-3, Infinity],
    ];
    assert.equal(csvOf(rows), '\ufeffa,b\r\n"say ""x"", y",1.5\r\n,"two\nlines"\r\n-3,\r\n');
  });

  const guarded: readonly (readonly [string, string])[] = [
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', '"\'\t=1"'],
    ['\r=1', '"\'\r=1"'],
    ["'=1", "''=1"],
    ['＝1', "'＝1"],
    ["'tis", "'tis"],
    ['1-2', '1-2'],
  ];
  for (const [text, cell] of guarded) {
    it(`guards ${JSON.stringify(text)}`, () => {
      assert.equal(csvOf([[text]]), `\ufeff${cell}\r\n`);
    });
  }

  it('leaves text as it is when asked, and numbers always', () => {
    assert.equal(csvOf([['=x', -1]], { raw: true }), '\ufeff=x,-1\r\n');
    assert.equal(csvOf([['=x', -1]]), "\ufeff'=x,-1\r\n");
  });

  it('comes back as it was', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(fc.array(fc.array(anything, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (rows) => {
        const { rows: read, unclosed } = parseCsv(csvOf(rows));
        assert.equal(unclosed, undefined);
        assert.deepEqual(
          read.map(({ cells }) => cells.map(unguard)),
          rows,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('never begins a cell like a formula', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const cell = parseCsv(csvOf([[text, 'x']])).rows[0]?.cells[0] ?? '';
        assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
      }),
    );
  });

  it('is read with semicolons, tabs, any line ends, blank lines; each row knows its line', () => {
    assert.deepEqual(parseCsv('a;b,c;d\r\n\r\n"1\n2";3;"x""y"\r4').rows, [
      { line: 1, cells: ['a', 'b,c', 'd'] },
      { line: 3, cells: ['1\n2', '3', 'x"y'] },
      { line: 5, cells: ['4'] },
    ]);
    assert.deepEqual(parseCsv('a\tb').rows, [{ line: 1, cells: ['a', 'b'] }]);
    assert.deepEqual(parseCsv('a,b\n"c'), { rows: [{ line: 1, cells: ['a', 'b'] }], unclosed: 2 });
  });

  it('reads any text without an error', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { cells } of parseCsv(text).rows) assert.ok(cells.length > 0);
      }),
    );
  });
});

describe('export: lists of entities', () => {
  const codebook = codebookOf();

  it('joins and splits aliases', () => {
    assert.deepEqual(splitAliases(' Baku |a\\|b|| Baku|\\\\'), ['Baku', 'a|b', '\\']);
    fc.assert(
      fc.property(fc.uniqueArray(anything.map((text) => text.trim()).filter((text) => text !== '')), (aliases) => {
        assert.deepEqual(splitAliases(joinAliases(aliases)), aliases);
      }),
    );
  });

  it('finds its own list unchanged', () => {
    const { counts, rows } = previewEntities(entitiesCsv(codebook), codebook);
    assert.deepEqual(counts, { new: 0, same: codebook.entities.length, changed: 0, invalid: 0 });
    assert.deepEqual(importChanges(rows, codebook), []);
  });

  it('brings a list into an empty codebook as it was', () => {
    const text = anything.map((one) => one.trim().slice(0, 20)).filter((one) => one !== '');
    const entity = fc.record({
      name: text,
      aliases: fc.uniqueArray(text, { maxLength: 3 }),
      note: fc.option(text, { nil: undefined }),
    });
    const list = fc.uniqueArray(entity, { maxLength: 5, selector: ({ name }) => name.normalize('NFKD').toLowerCase() });
    fc.assert(
      fc.property(list, (made) => {
        fc.pre(
          !/\p{Cs}/u.test(JSON.stringify(made)) &&
            made.every(({ note, name, aliases }) => ![note ?? '', name, ...aliases].some((one) => /\p{Cs}/u.test(one))),
        );
        const entities = made.map((one, i): Entity => ({ id: `e${i}`, type: 'state', ...one }));
        const empty = codebookOf({ entities: [] });
        const preview = previewEntities(entitiesCsv(codebookOf({ entities })), empty);
        const added = importChanges(preview.rows, empty).map((change) => change.op === 'add-entity' && change.entity);
        fc.pre(preview.counts.invalid === 0);
        assert.deepEqual(JSON.parse(JSON.stringify(added)), JSON.parse(JSON.stringify(entities)));
      }),
    );
  });

  const rows: readonly (readonly [string, string])[] = [
    ['georgia,Georgia,state,Tbilisi|Sakartvelo,Q230,', 'new georgia'],
    [',Gürcistan Cumhuriyeti,,,,', 'new gurcistan-cumhuriyeti'],
    ['russia,Russia,state,Moscow|the Kremlin,,', 'same russia'],
    ['russia,,,,,', 'same russia'],
    [',RUSSIA,,,,', 'changed russia: name. Known by its name.'],
    [',moscow,,Rossiya,Q159,', 'changed russia: aliases wikidata. Known by an alias.'],
    [
      'rf,Russia,,,,a note',
      'changed russia: note. Known by its name, under another id; the id of the list is not used.',
    ],
    [
      'russia,Russian Federation,organisation,,http://www.wikidata.org/entity/Q159,',
      'changed russia: name type wikidata',
    ],
    [',,state,,,', 'invalid. It has neither an id nor a name.'],
    ['author,The Author,,,,', 'invalid. The id “author” stands for the text’s own voice.'],
    ['two words,X,,,,', 'invalid. An id has no spaces and at most 100 characters.'],
    ['georgia,,,,,', 'invalid. The codebook does not have this id, and there is no name for a new entity.'],
    ['x,X,,,159,', 'invalid. The column wikidata holds ids such as Q227.'],
    [`x,${'X'.repeat(1001)},,,,`, 'invalid. A name has more than 1000 characters.'],
  ];
  for (const [row, expected] of rows) {
    it(row.length > 60 ? 'a very long name' : row, () => {
      const preview = previewEntities(`id,name,type,aliases,wikidata,note\n${row}`, codebook);
      const [read] = preview.rows;
      const set = read?.set ? `: ${Object.keys(read.set).join(' ')}` : '';
      const id = read?.entity ? ` ${read.entity.id}` : '';
      const reasons = (read?.reasons ?? []).map((reason) => `. ${reason}`).join('');
      assert.equal(`${read?.status ?? ''}${id}${set}${reasons}`, expected);
    });
  }

  it('adds aliases and never takes any away', () => {
    const { rows: read } = previewEntities('id,aliases\nrussia,Rossiya|Moscow', codebook);
    assert.deepEqual(importChanges(read, codebook), [
      { op: 'set-entity', id: 'russia', set: { aliases: ['Moscow', 'the Kremlin', 'Rossiya'] } },
    ]);
  });

  it('takes State, STATE and a label for the type that is meant', () => {
    const preview = previewEntities('name,type\nGeorgia,State\nIran,STATE\nOman,state', codebook);
    assert.deepEqual(
      preview.rows.map(({ entity }) => entity?.type),
      ['state', 'state', 'state'],
    );
    assert.deepEqual(preview.newTypes, []);
  });

  it('recognises a row by a name in another spelling of the same letters', () => {
    const entities = [{ id: 'uz', name: 'Oʻzbekiston', type: 'state', aliases: ['ایران'] }];
    const { rows } = previewEntities('name\nO`zbekiston\nايـران', codebookOf({ entities }));
    assert.deepEqual(
      rows.map(({ existing, status }) => existing?.id ?? status),
      ['uz', 'invalid'],
    );
  });

  it('recognises a row that comes twice, and adds types that are missing', () => {
    const preview = previewEntities('Name;Type\nGeorgia;country\ngeorgia;state\nRussia;\nMoscow;', codebook);
    assert.deepEqual(
      preview.rows.map(({ status }) => status),
      ['new', 'invalid', 'same', 'invalid'],
    );
    assert.match(preview.rows[3]?.reasons[0] ?? '', /Line 4/);
    assert.deepEqual(preview.newTypes, ['country']);
    assert.deepEqual(
      importChanges(preview.rows, codebook).map(({ op }) => op),
      ['add-type', 'add-entity'],
    );
  });

  for (const [text, problem] of [
    ['', /first line/],
    ['a,b\n1,2', /first line/],
    ['id,name\n"x', /line 2/],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.match(previewEntities(text, codebook).problem ?? '', problem);
    });
  }
});

describe('lists: encodings', () => {
  /** Bytes of windows-1251 or KOI8-R, made by looking each letter up in the decoder. */
  const inEncoding = (text: string, encoding: string): Uint8Array => {
    const decoder = new TextDecoder(encoding);
    const byLetter = new Map(Array.from({ length: 256 }, (_, i) => [decoder.decode(Uint8Array.of(i)), i]));
    return Uint8Array.from(text, (letter) => byLetter.get(letter) ?? 0x3f);
  };
  const list = 'id;name\nlavrov;Сергей Лавров\nbaku;Баку\n';

  it('reads UTF-8, UTF-16 and windows-1251', () => {
    assert.deepEqual(decodeList(new TextEncoder().encode(list)), { text: list, encoding: 'utf-8' });
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(list, (one) => one.charCodeAt(0)).buffer),
    ]);
    assert.deepEqual(decodeList(wide), { text: list, encoding: 'utf-16le' });
    assert.deepEqual(decodeList(inEncoding(list, 'windows-1251')), { text: list, encoding: 'windows-1251' });
  });

  for (const [name, text, encoding] of [
    ['KOI8-R', list, 'koi8-r'],
    ['Western', 'name\nÉlysée, Françoise, Müller, André, Zoë\n', 'windows-1252'],
    ['Turkish', 'name\nKılıçdaroğlu, Şimşek, Güneş\n', 'windows-1254'],
  ] as const) {
    it(`refuses ${name} with what to do`, () => {
      const answer = decodeList(inEncoding(text, encoding));
      assert.ok('problem' in answer);
      assert.match(answer.problem, /CSV UTF-8/);
    });
  }
});
