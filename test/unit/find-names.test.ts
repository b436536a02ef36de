import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameFinder, type FindOptions, type NameForm } from '../../src/core/find/names';
import { foldName } from '../../src/core/text/fold';
import { naiveHits } from './support/naive-names';
import { cpuTime } from './support/cpu';

function forms(...names: string[]): NameForm[] {
  return names.map((form) => ({ form, entity: form }));
}

/** The text with its hits in brackets; an ending that a tag leaves out, and doubts about case, are written behind. */
function marked(text: string, names: string[], options?: FindOptions): string {
  let out = '';
  let at = 0;
  for (const hit of new NameFinder(forms(...names), options).find(text)) {
    const ending = hit.ending === '' ? '' : `+${hit.ending}`;
    out += `${text.slice(at, hit.from)}[${text.slice(hit.from, hit.to)}${ending}${hit.exactCase ? '' : '?'}]`;
    at = hit.to;
  }
  return out + text.slice(at);
}

describe('NameFinder', () => {
  const tables: Record<string, [names: string[], text: string, expected: string, options?: FindOptions][]> = {
    'word borders': [
      [['Azerbaijan'], 'Azerbaijan, (Azerbaijan) Azerbaijani', '[Azerbaijan], ([Azerbaijan]) Azerbaijani'],
      [['Russia', 'Azerbaijan'], 'Russia-Azerbaijan ties', '[Russia]-[Azerbaijan] ties'],
      [['Azerbaijani'], 'anti-Azerbaijani', 'anti-[Azerbaijani]'],
      [['Iran'], 'Tirana Iran2 Iran_2 2Iran', 'Tirana Iran2 [Iran]_2 2Iran'],
      [['Баку'], 'Бакуriver Баку.', 'Бакуriver [Баку].'],
      [['é'], 'é cafe\u0301 e\u0301', '[é] cafe\u0301 [e\u0301]'],
      [['e'], 'e e\u0301 e', '[e] e\u0301 [e]'],
      [['a'], '𐐀a a𐐀 a 𝒳a', '𐐀a a𐐀 [a] 𝒳a'],
      [['𐐀𐐁'], '𐐀𐐁 𐐀𐐁𐐂', '[𐐀𐐁] 𐐀𐐁𐐂'],
      [['NATO'], '😀NATO😀 ❤️NATO', '😀[NATO]😀 ❤️[NATO]'],
      [['🇦🇿', '👨'], 'a🇦🇿b 👨‍👩‍👧 👨!', 'a[🇦🇿]b 👨‍👩‍👧 [👨]!'],
      [['.NET', 'C++', 'U.S.'], 'ASP.NET, C++11, U.S.-led', 'ASP[.NET], [C++]11, [U.S.]-led'],
    ],
    'an article in either case': [
      [['The Kremlin'], 'The Kremlin, the Kremlin, THE Kremlin', '[The Kremlin], [the Kremlin], THE Kremlin'],
      [['the ministry'], 'The ministry and The Ministry', '[The ministry] and The Ministry'],
      [['El Salvador', 'Theo'], 'el Salvador, theo', '[el Salvador], theo'],
    ],
    'longest wins': [
      [
        ['Azerbaijan', 'Azerbaijan Airlines'],
        'Azerbaijan Airlines of Azerbaijan',
        '[Azerbaijan Airlines] of [Azerbaijan]',
      ],
      [['a b', 'b c d'], 'a b c d', '[a b] c d'],
      [['New York', 'York Times'], 'New York Times', '[New York] Times'],
      [['a b c d', 'a b', 'c'], 'a b c e', '[a b] [c] e'],
      [['Azerbaijani', 'Azerbaijanis'], 'Azerbaijanis', '[Azerbaijanis]'],
    ],
    'white space and invisible characters': [
      [['Ilham Aliyev'], 'Ilham\u00a0Aliyev, Ilham  \t Aliyev', '[Ilham\u00a0Aliyev], [Ilham  \t Aliyev]'],
      [['Ilham Aliyev'], 'Ilham\n  Aliyev Ilham\r\nAliyev', '[Ilham\n  Aliyev] [Ilham\r\nAliyev]'],
      [['Ilham Aliyev'], 'Ilham\n\nAliyev Ilham\r\n\r\nAliyev', 'Ilham\n\nAliyev Ilham\r\n\r\nAliyev'],
      [['  Ilham\n Aliyev '], 'Ilham Aliyev', '[Ilham Aliyev]'],
      [['Azerbaijan'], 'Azer\u00adbaijan\u200b Azerbaijan\ufeff.', '[Azer\u00adbaijan]\u200b [Azerbaijan]\ufeff.'],
      [['Azer\u00adbaijan'], 'Azerbaijan', '[Azerbaijan]'],
    ],
    'typographic and composed forms': [
      [["O'Brien"], 'O’Brien O\u02bcBrien', '[O’Brien] [O\u02bcBrien]'],
      [['“Wagner”'], '"Wagner" «Wagner»', '["Wagner"] [«Wagner»]'],
      [['Nagorno-Karabakh'], 'Nagorno–Karabakh Nagorno\u2011Karabakh', '[Nagorno–Karabakh] [Nagorno\u2011Karabakh]'],
      [['Şuşa'], 'S\u0327us\u0327a', '[S\u0327us\u0327a]'],
      [['Bru\u0308ssel'], 'Brüssel', '[Brüssel]'],
      [['Việt Nam'], 'Vie\u0323\u0302t Nam Vi\u1eb9\u0302t Nam', '[Vie\u0323\u0302t Nam] [Vi\u1eb9\u0302t Nam]'],
      [['\u1112\u1161\u11ab\u1100\u116e\u11a8'], '한국', '[한국]'],
      [['한국'], '\u1112\u1161\u11ab\u1100\u116e\u11a8', '[\u1112\u1161\u11ab\u1100\u116e\u11a8]'],
      [['\u212bngström'], 'Ångström', '[Ångström]'],
    ],
    apostrophes: [
      [
        ['Azerbaijan'],
        'Azerbaijan’s Azerbaijan\'s "Azerbaijan"',
        '[Azerbaijan+’s]’s [Azerbaijan+\'s]\'s "[Azerbaijan]"',
      ],
      [['Don', 't'], 'Don’t', 'Don’t'],
      [['Brien', 'Iran', 'Azerbaigian'], 'O’Brien l’Iran dell’Azerbaigian', 'O’Brien l’[Iran] dell’[Azerbaigian]'],
      [['Baku'], '‘Baku’ ’Baku, Bakü’de', '‘[Baku]’ ’[Baku], Bakü’de'],
      [['Bakü'], 'Bakü’de Bakü’nün Bakü’xyz', '[Bakü+’de]’de [Bakü+’nün]’nün Bakü’xyz'],
      [['Reuters'], 'Reuters’ report, ‘Reuters’ said', '[Reuters+’]’ report, ‘[Reuters]’ said'],
    ],
    endings: [
      [
        ['Azerbaijani'],
        'Azerbaijanis, Azerbaijanis’ Azerbaijanis’s',
        '[Azerbaijanis+s], [Azerbaijanis+s’]’ Azerbaijanis’s',
      ],
      [['Azerbaijani'], '‘Azerbaijanis’', '‘[Azerbaijanis+s]’'],
      [['Russia'], 'Russian Russians', 'Russian Russians'],
      [['US', 'EU'], 'USs EUs US’s', 'USs EUs [US+’s]’s'],
      [['Алиев', 'Москва'], 'Алиева Алиевым Алиевич Москвау', '[Алиева+а] [Алиевым+ым] Алиевич Москвау'],
      [['러시아'], '러시아는 러시아에서 러시아인', '[러시아+는]는 [러시아+에서]에서 러시아인'],
      [
        ['Azerbaijani'],
        'Azerbaijanis Azerbaijani’s Azerbaijani',
        'Azerbaijanis Azerbaijani’s [Azerbaijani]',
        { endings: false },
      ],
    ],
    'scripts without spaces': [
      [['俄罗斯', '阿塞拜疆'], '俄罗斯和阿塞拜疆的关系', '[俄罗斯]和[阿塞拜疆]的关系'],
      [['ロシア', 'イラン'], 'ロシア軍はロシアの、イランド', '[ロシア]軍は[ロシア]の、イランド'],
      [['ガンジャ'], 'カ\u3099ンシ\u3099ャで', '[カ\u3099ンシ\u3099ャ]で'],
      [['𠮷田'], '吉田と𠮷田', '吉田と[𠮷田]'],
      [['รัสเซีย'], 'ประเทศรัสเซียและ', 'ประเทศ[รัสเซีย]และ'],
      [['はか'], 'はか\u3099 はか', 'はか\u3099 [はか]'],
    ],
    case: [
      [['Baku'], 'BAKU baku Baku', 'BAKU baku [Baku]'],
      [['Baku'], 'BAKU baku Baku', '[BAKU?] [baku?] [Baku]', { ignoreCase: true }],
      [['Straße', 'Ὀδυσσεύς'], 'STRASSE ὈΔΥΣΣΕΎΣ', '[STRASSE?] [ὈΔΥΣΣΕΎΣ?]', { ignoreCase: true }],
      [['İlham', 'Irak'], 'ilham İLHAM ILHAM ırak', '[ilham?] [İLHAM?] [ILHAM?] [ırak?]', { ignoreCase: true }],
      [['𐐀'], '𐐨', '[𐐨?]', { ignoreCase: true }],
      [['US', 'us'], 'US us Us', '[US] [us] [Us?]', { ignoreCase: true }],
    ],
    'parts of words': [
      [['Russia'], 'Belorussia Russian', 'Belorussia [Russia]n', { wholeWord: false }],
      [['russia'], 'BeloRussia’s', 'Belo[Russia+’s?]’s', { wholeWord: false, ignoreCase: true }],
      [['e'], 'e\u0301e', 'e\u0301[e]', { wholeWord: false }],
      [['러시아'], '러시아인', '[러시아]인', { wholeWord: false }],
    ],
    hostile: [
      [['(a+)+$', '[x]', '\\w'], 'aaaa (a+)+$ [x] x \\w', 'aaaa [(a+)+$] [[x]] x [\\w]'],
      [['', ' ', '---', '…', '\u0301', '\u00ad', '’'], 'a --- … ’ \u0301', 'a --- … ’ \u0301'],
      [
        ['__proto__', 'constructor', 'toString'],
        '__proto__ constructor hasOwnProperty',
        '[__proto__] [constructor] hasOwnProperty',
      ],
      [['\ud83d', 'a\udc00'], '😀 a\udc00 \ud83d', '😀 [a\udc00] \ud83d'],
    ],
  };
  for (const [title, rows] of Object.entries(tables)) {
    describe(title, () => {
      for (const [names, text, expected, options] of rows) {
        it(`${names.join(' | ')} in ${text}`.replace(/\s+/g, ' '), () => {
          assert.equal(marked(text, names, options), expected);
        });
      }
    });
  }

  it('names all entities that share a form, each once', () => {
    const finder = new NameFinder([
      { form: 'Georgia', entity: 'us-state' },
      { form: 'Georgia', entity: 'country' },
      { form: ' Georgia', entity: 'country' },
      { form: 'GEORGIA', entity: 'ship' },
    ]);
    assert.deepEqual(
      finder.find('Georgia GEORGIA').map((hit) => [hit.form, hit.entities]),
      [
        ['Georgia', ['us-state', 'country']],
        ['GEORGIA', ['ship']],
      ],
    );
  });

  it('gives a text in none of the spellings to all entities', () => {
    const finder = new NameFinder([...forms('US'), ...forms('us')], { ignoreCase: true });
    assert.deepEqual(
      finder.find('uS US').map((hit) => [hit.entities, hit.exactCase]),
      [
        [['US', 'us'], false],
        [['US'], true],
      ],
    );
  });

  it('finds what begins in a range, reading on behind it', () => {
    const finder = new NameFinder(forms('New York', 'York'));
    const text = 'New York York';
    const at = (from: number, to?: number): number[] => finder.find(text, from, to).map((hit) => hit.from);
    assert.deepEqual(at(0), [0, 9]);
    assert.deepEqual(at(0, 1), [0]);
    assert.deepEqual(at(1), [4, 9]);
    assert.deepEqual(at(5), [9]);
    assert.deepEqual(at(13), []);
  });

  it('is quick with hostile names and texts', () => {
    const names = ['a'.repeat(10_000), 'a '.repeat(120) + 'b', '(a+)+$', 'x' + '\u0301'.repeat(400), '😀'.repeat(60)];
    const texts = ['a'.repeat(50_000), 'a '.repeat(25_000), 'x' + '\u0301'.repeat(50_000), '😀\u200d'.repeat(20_000)];
    texts.push(
      'a' + ' '.repeat(50_000),
      '’'.repeat(50_000),
      '\u200d'.repeat(50_000),
      'a\u00ad'.repeat(25_000),
      '\ud83d'.repeat(50_000),
    );
    for (const wholeWord of [true, false]) {
      const finder = new NameFinder(forms(...names), { wholeWord, ignoreCase: true });
      for (const text of texts) {
        const began = cpuTime();
        finder.find(text);
        // Linear, these take a few milliseconds; the quadratic ways they guard against take a minute.
        assert.ok(cpuTime() - began < 1500, JSON.stringify(text.slice(0, 6)));
      }
    }
  });

  it('leaves out what is longer than a name, and nothing else', () => {
    assert.equal(new NameFinder(forms('a'.repeat(257))).find('a'.repeat(257)).length, 0);
    assert.equal(new NameFinder(forms('a'.repeat(256))).find('a'.repeat(256)).length, 1);
    assert.deepEqual(new NameFinder([]).find('nothing'), []);
  });

  const letters = [
    'a',
    'b',
    'A',
    'é',
    'e',
    '\u0301',
    'я',
    '7',
    '日',
    '𐐀',
    '😀',
    ' ',
    ' ',
    '\u00a0',
    '\n',
    "'",
    '’',
    '-',
    '–',
    '.',
    '\u00ad',
  ];
  // A mark behind a soft hyphen is not composed with the letter before it.
  const word = (maxLength: number): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom(...letters), { maxLength }).map((all) => all.join('').replace(/\u00ad+\u0301/g, '\u0301'));

  it('agrees with comparing every passage with every name', () => {
    fc.assert(
      fc.property(
        word(24),
        fc.array(word(5), { maxLength: 8 }),
        fc.boolean(),
        fc.boolean(),
        (text, names, ignoreCase, wholeWord) => {
          const hits = new NameFinder(forms(...names), { ignoreCase, wholeWord, endings: false }).find(text);
          assert.deepEqual(
            hits.map((hit) => `${hit.from}-${hit.to}`),
            naiveHits(text, names, ignoreCase, wholeWord),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('finds a name however it is composed, spaced or quoted', () => {
    const vary = fc.constantFrom<[(text: string) => string]>(
      [(text) => text.normalize('NFD')],
      [(text) => text.replace(/ /g, '\u00a0')],
      [(text) => text.replace(/ /g, ' \n ')],
      [(text) => text.replace(/'/g, '’').replace(/-/g, '‑')],
      [(text) => [...text].join('\u00ad')],
    );
    fc.assert(
      fc.property(
        fc.constantFrom("Şuşa d'Été", 'Nagorno-Karabakh', 'Ilham Aliyev', 'Việt Nam', 'Ёлкин'),
        vary,
        (name, [change]) => {
          const written = change(name);
          const [hit] = new NameFinder(forms(name)).find(`(${written})`);
          assert.deepEqual([hit?.from, hit?.to], [1, 1 + written.length]);
        },
      ),
    );
  });
});

describe('find: one folding for the name finder, search and lists', () => {
  const same: readonly (readonly [string, string, string])[] = [
    ['apostrophes', 'Oʻzbekiston', 'Yangi O`zbekiston'],
    ['an apostrophe as an accent', "Mu'azzam", 'Bay Mu´azzam'],
    ['soft hyphens and signs of no width', 'Azerbaijan', 'In Azer\u00adbai\u200bjan'],
    ['vowel signs of Arabic', 'إيران', 'في إِيرَان'],
    ['tatweel', 'ايران', 'جمهوری ايـــران'],
    ['Arabic and Persian yeh', 'ايران', 'جمهوری ایران'],
    ['Arabic and Persian kaf', 'باكو', 'شهر باکو'],
    ['Arabic presentation forms', 'باكو', 'شهر \ufe91\ufe8e\ufedb\ufeee'],
    ['full width', 'NATO', 'その後 ＮＡＴＯ'],
    ['half-width kana', 'ガーナ', '西 ｶﾞｰﾅ'],
    ['ligatures', 'Safire', 'Mr Saﬁre'],
    ['composed and decomposed', 'Kılıçdaroğlu', 'Bay Kılıçdaroğlu'.normalize('NFD')],
    ['points of Hebrew', 'ירושלים', 'אל יְרוּשָׁלַיִם'],
    ['geresh', 'ג׳ורג׳', "מר ג'ורג'"],
  ];
  for (const [name, form, text] of same) {
    it(name, () => {
      const hits = new NameFinder([{ form, entity: 'x' }]).find(text);
      assert.equal(hits.length, 1);
      const written = text.slice(hits[0]?.from, hits[0]?.to);
      assert.equal(hits[0]?.to, text.length);
      assert.equal(foldName(written), foldName(form));
    });
  }

  it('Turkish capitals, where case is ignored', () => {
    const finder = new NameFinder([{ form: 'İstanbul', entity: 'x' }], { ignoreCase: true });
    for (const text of ['İSTANBUL', 'istanbul', 'ISTANBUL', 'ıstanbul']) {
      assert.equal(finder.find(text).length, 1);
      assert.equal(foldName(text), foldName('İstanbul'));
    }
  });
});
