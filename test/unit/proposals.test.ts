import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { CodebookView, SourceView } from '../../src/core/corpus';
import type { Tag } from '../../src/core/model';
import { acceptChanges, judge, linesText, readProposals, rejectChanges, type Judged } from '../../src/core/proposals';
import { placeQuote } from '../../src/core/proposals/place';
import { applyToSidecar } from '../../src/core/sidecar';
import { altered } from './support/alter';
import { cpuTime } from './support/cpu';

const TEXT = [
  'The harbour and the ministry',
  '',
  'On 3 March 2024 the harbour council of Lindvik said that it did not trust the ministry’s figures: “We counted 1.5 million tonnes, not 2.4,” Ms Østby told reporters.',
  'The ministry, in turn, called the council’s count “careless” — and promised a non-partisan audit.',
  'The council did not answer. The council did not answer on Tuesday either, whatever the ministry says.',
  'Lindvik-based shipowners were unhappy with both sides, and said so in an open letter of 12 pages.',
  '',
].join('\n');

const ENTITIES = ['council', 'ministry', 'ostby', 'the-audit'];
const BOOK = {
  entity: (id: string) => (ENTITIES.includes(id) ? { id } : undefined),
  value: (id: string) => (['critical', 'supportive'].includes(id) ? { id } : undefined),
} as unknown as CodebookView;

function source(tags: readonly Tag[] = [], rejected: readonly string[] = []): SourceView {
  return { uri: 'file:///w/a.txt', name: 'a.txt', codebook: '', details: new Map(), tags, dismissed: [], rejected, placements: new Map(), checked: true, missing: false, faults: [], paragraphOf: (line) => line }; // prettier-ignore
}

const HEAD = 'stancemark: 1\nfrom: {who: Tagger, version: "3", date: 2026-11-20}\nproposals:\n';
const q = JSON.stringify;

function judged(yaml: string, view = source(), text = TEXT): Judged {
  const reading = readProposals(yaml);
  assert.ok(reading.ok, JSON.stringify(reading));
  return judge(reading.value.items, { text: new PlaceableText(text), codebook: BOOK, source: view });
}

const mention = (lines: string, quote: string, entity = 'council'): string =>
  `  - {lines: ${lines}, quote: ${q(quote)}, entity: ${entity}}\n`;
const stance = (lines: string, quote: string, more = ''): string =>
  `  - lines: ${lines}\n    quote: ${q(quote)}\n    stance: {holder: council, target: ministry, value: critical${more}}\n`;

describe('proposals', () => {
  it('are found where their quotes stand, word for word but for what print changes', () => {
    const { open, refused } = judged(
      HEAD +
        stance('3', 'did not trust the ministry\'s figures: "We counted 1.5 million tonnes, not 2.4,"') +
        // 'The council' of line 5 has a capital, and so is no other place.
        mention('4-5', 'the council') +
        stance('4', 'called the council’s count "careless" - and promised a non-partisan audit'),
    );
    assert.deepEqual(refused, []);
    assert.deepEqual(
      open.map(({ range }) => TEXT.slice(range.from, range.to)),
      [
        'did not trust the ministry’s figures: “We counted 1.5 million tonnes, not 2.4,”',
        'called the council’s count “careless” — and promised a non-partisan audit',
        'the council',
      ],
    );
    assert.deepEqual(open[0]?.origins, [{ from: { who: 'Tagger', version: '3', date: '2026-11-20' } }]);
  });

  it('go over lines, whatever ends these', () => {
    for (const eol of ['\n', '\r\n']) {
      const text = TEXT.replace(/\n/g, eol);
      const { open } = judged(HEAD + stance('4-5', 'non-partisan audit. The council did not answer.'), source(), text);
      const [one] = open;
      assert.equal(text.slice(one?.range.from, one?.range.to), `non-partisan audit.${eol}The council did not answer.`);
    }
  });

  it('are refused where the quote stands twice, elsewhere, in half a word or number, or nowhere', () => {
    const why = (lines: string, quote: string): string[] =>
      judged(HEAD + stance(lines, quote)).refused.map(({ code }) => code);
    assert.deepEqual(why('5', 'The council did not answer'), ['quote-twice']);
    assert.deepEqual(why('6', 'The council did not answer. The'), ['quote-not-there']);
    assert.deepEqual(why('4', 'The council did not answer. The'), ['quote-not-there']);
    assert.deepEqual(why('6', 'happy with both sides'), ['quote-not-there']);
    assert.deepEqual(why('3', '5 million tonnes'), ['quote-not-there']);
    assert.deepEqual(why('3', 'not 2'), ['quote-not-there']);
    assert.deepEqual(why('4', 'partisan audit'), ['quote-not-there']);
    assert.deepEqual(why('9', 'audit'), ['lines-outside']);
    assert.deepEqual(why('6-9', 'audit'), ['lines-outside']);
    assert.deepEqual(why('3', ' \\u200b '), ['quote-not-there']);
    // The lines are told. Fewer of them would not help where both stand in one.
    const [twice] = judged(HEAD + stance('3-5', 'The council did not answer')).refused;
    assert.match(twice?.words ?? '', /more than once in line \{1\}\. Quote more/);
    assert.deepEqual(twice?.data.slice(1), ['5']);
    const [apart] = judged(HEAD + mention('3-6', 'Lindvik')).refused;
    assert.match(apart?.words ?? '', /Name fewer lines/);
    // Named within a compound somebody may be.
    assert.equal(judged(HEAD + mention('6', 'Lindvik')).open.length, 1);
  });

  it('are refused where they are unreadable, without a proposer, or of unknown ids, each for itself', () => {
    const bad = [
      '  - just words\n',
      '  - {lines: 3, entity: council}\n',
      '  - {quote: "Lindvik", entity: council}\n',
      '  - {lines: 5-3, quote: "Lindvik", entity: council}\n',
      '  - {lines: 0, quote: "Lindvik", entity: council}\n',
      '  - {lines: 1-2000, quote: "Lindvik", entity: council}\n',
      '  - {lines: 3, quote: "Lindvik"}\n',
      '  - {lines: 3, quote: "Lindvik", entity: council, stance: {holder: council, target: ministry, value: critical}}\n',
      stance('3', 'Lindvik', ', certainty: surely'),
      stance('3', 'Lindvik', ', intensity: 9'),
      '  - {lines: 3, quote: "Lindvik", entity: council, sense: odd}\n',
      '  - {lines: 3, quote: "Lindvik", entity: council, from: {version: 2}}\n',
      '  - {lines: 3, quote: "Lindvik", quote: "harbour", entity: council}\n',
    ];
    for (const one of bad) {
      const { open, refused } = judged(HEAD + one + mention('3', 'Lindvik'));
      assert.deepEqual([open.length, refused.map(({ code }) => code)], [1, ['bad-proposal']], one);
    }
    const unknown = [mention('3', 'Lindvik', 'nobody'), stance('3', 'Lindvik', ', via: [author, nobody]'), stance('3', 'Lindvik', ', event: nothing')]; // prettier-ignore
    for (const one of unknown)
      assert.deepEqual(
        judged(HEAD + one).refused.map(({ code }) => code),
        ['unknown-entity'],
        one,
      );
    assert.deepEqual(
      judged(HEAD + stance('3', 'Lindvik').replace('critical', 'angry')).refused[0]?.code,
      'unknown-value',
    );
    assert.equal(judged('stancemark: 1\nproposals:\n' + mention('3', 'Lindvik')).refused[0]?.code, 'bad-proposal');
    const yaml = HEAD + unknown[0];
    const [place] = judged(yaml).refused;
    assert.equal(yaml.slice(place?.from, place?.to), 'nobody');
  });

  it('of a file that is no proposals file are none, and it is said', () => {
    for (const [text, code] of [
      ['', 'empty'],
      ['proposals: []\n', 'format'],
      ['stancemark: 2\nproposals: []\n', 'newer'],
      ['stancemark: 1\nproposals: [&a {x: *a}]\n', 'unsafe'],
      ['stancemark: 1\nproposals: {}\n', 'format'],
      ['stancemark: 1\nproposals: [\n', 'yaml'],
    ] as const) {
      const reading = readProposals(text);
      assert.deepEqual(reading.ok || reading.refusal.code, code, text);
    }
    assert.deepEqual(judged('stancemark: 1\nproposals:\n'), { open: [], refused: [], settled: 0 });
  });

  it('of the same passage and meaning are one question, with all who ask it', () => {
    const other =
      '  - {lines: 3-4, quote: "did not trust", stance: {holder: council, target: ministry, value: critical}, from: {who: A student}, note: see line 3}\n';
    const { open } = judged(HEAD + stance('3', 'did not trust') + other + mention('3', 'did not trust'));
    assert.deepEqual(
      open.map(({ origins }) => origins.map(({ from, note }) => [from.who, note])),
      [
        [
          ['Tagger', undefined],
          ['A student', 'see line 3'],
        ],
        [['Tagger', undefined]],
      ],
    );
  });

  it('that were accepted, rejected or tagged so already are settled, in the next file too', () => {
    const yaml = HEAD + stance('3', 'did not trust');
    const [one] = judged(yaml).open;
    assert.ok(one);
    const text = new PlaceableText(TEXT);
    const { changes, id } = acceptChanges(one, { text, newId: () => 'abcdefgh', by: 'mk' });
    const made = applyToSidecar(undefined, changes).sidecar;
    assert.equal(id, 'abcdefgh');
    assert.equal(
      made.text,
      `stancemark: 1\ntags:\n  - id: abcdefgh\n    at: 3:61-3:74\n    quote: "did not trust"\n    before: "rbour council of Lindvik said that it "\n`.replace(
        'rbour council',
        'council',
      ) + made.text.slice(made.text.indexOf('    after:')),
      made.text,
    );
    assert.match(
      made.text,
      /\n {4}by: mk\n {4}from:\n {6}who: Tagger\n {6}version: "3"\n {6}date: 2026-11-20\n {6}id: [a-z2-7]{8}\n$/,
    );
    assert.deepEqual(judged(yaml, source(made.tags)), { open: [], refused: [], settled: 1 });
    // Its meaning is another since: the proposal was decided on all the same.
    const edited = made.tags.map(
      (tag) => ({ ...tag, stance: { holder: 'council', target: 'ministry', value: 'supportive' } }) as Tag,
    );
    assert.equal(judged(yaml, source(edited)).settled, 1);
    // Tagged by hand, stronger than proposed.
    const own = made.tags.map(
      ({ from: _from, ...tag }) => ({ ...tag, stance: { ...tag.stance, intensity: 3 } }) as Tag,
    );
    assert.equal(judged(yaml, source(own)).settled, 1);
    const rejected = applyToSidecar(undefined, rejectChanges(one)).sidecar.rejected;
    // Another version of the tool, other lines: the same passage and meaning.
    const later = yaml.replace('"3"', '"4"').replace('lines: 3', 'lines: 2-4');
    assert.deepEqual(judged(later, source([], rejected)), { open: [], refused: [], settled: 1 });
    assert.equal(judged(HEAD + stance('3', 'did not trust the'), source([], rejected)).open.length, 1);
  });

  it('of two places with the same words around them are two', () => {
    const line = 'The council is not amused.\n';
    const text = line.repeat(40);
    const yaml = HEAD + mention('10', 'council') + mention('20', 'council');
    const { open } = judged(yaml, source(), text);
    assert.equal(new Set(open.map(({ id }) => id)).size, 2);
    assert.equal(judged(yaml, source([], [open[0]?.id ?? '']), text).open.length, 1);
  });

  it('117 altered quotes of 117 are refused, and the quotes they were made of are not', () => {
    const quotes = [
      ['3', 'it did not trust the ministry’s figures: “We counted 1.5 million tonnes, not 2.4,”'],
      ['4', 'The ministry, in turn, called the council’s count “careless”'],
      ['5', 'The council did not answer on Tuesday either, whatever the ministry says.'],
      ['6', 'shipowners were unhappy with both sides, and said so in an open letter of 12 pages'],
    ] as const;
    for (const [lines, quote] of quotes) assert.equal(judged(HEAD + stance(lines, quote)).open.length, 1, quote);
    const all = quotes.flatMap(([lines, quote]) => altered(quote).map((change) => ({ lines, quote, ...change })));
    // Taken in turn from every kind, so that none is left out by the number.
    const kinds = new Set(all.map(({ kind }) => kind));
    assert.ok(kinds.size >= 25, [...kinds].join());
    assert.ok(all.length >= 117, String(all.length));
    const passed = all.filter(({ lines, now }) => judged(HEAD + stance(lines, now)).open.length > 0);
    assert.deepEqual(
      passed.map(({ kind, now }) => [kind, now]),
      [],
    );
  });

  it('any change of letters, digits or their order is refused (property)', () => {
    const words = TEXT.split('\n')[2] as string;
    const place = (quote: string): string =>
      placeQuote(new PlaceableText(TEXT), {
        lines: { first: 2, last: 2 },
        quote,
        meaning: { stance: { holder: 'a', target: 'b', value: 'c' } },
      }).kind;
    const spots = [...words.matchAll(/[\p{L}\p{N}]/gu)].map(({ index }) => index);
    fc.assert(
      fc.property(
        fc.constantFrom(...spots),
        fc.constantFrom(...'aeinrst0189ŠжЖñ漢'),
        fc.constantFrom('set', 'put', 'cut'),
        (spot, sign, how) => {
          const now = words.slice(0, spot) + (how === 'cut' ? '' : sign) + words.slice(how === 'put' ? spot : spot + 1);
          // A doubled letter taken out where the same stands beside it, or set to itself, is no change; at the ends a whole word may go.
          fc.pre(now !== words && !words.includes(now.trim()));
          assert.equal(place(now), 'quote-not-there');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('20,000 of them in a long source are judged in a time that one waits for, and more are refused', function () {
    this.timeout(120_000);
    const line = (i: number): string =>
      `In year ${i} the council wrote its letter number ${i * 7} to the ministry, and nobody answered it.\n`;
    const text = Array.from({ length: 20_000 }, (_, i) => line(i)).join('');
    const one = (i: number): string => `  - {lines: ${i + 1}, quote: letter number ${i * 7}, entity: council}\n`;
    const yaml = HEAD + Array.from({ length: 20_000 }, (_, i) => one(i)).join('');
    const reading = readProposals(yaml);
    assert.ok(reading.ok);
    const began = cpuTime();
    const { open, refused } = judge(reading.value.items, {
      text: new PlaceableText(text),
      codebook: BOOK,
      source: source(),
    });
    assert.deepEqual([open.length, refused.length], [20_000, 0]);
    assert.ok(cpuTime() - began < 60_000);
    assert.equal(new Set(open.map(({ id }) => id)).size, 20_000);
    const more = readProposals(yaml + one(1));
    assert.equal(more.ok || more.refusal.code, 'too-large');
  });
});

describe('proposals whose lines are not right any more', () => {
  const shifted = `A new line.\nAnd another.\n${TEXT}`;
  const now = (yaml: string, text = shifted): (string | undefined)[] =>
    judged(HEAD + yaml, source(), text).refused.map(({ instead }) => instead && linesText(instead));

  it('are refused, and say where the quote stands now; with those lines they are open', () => {
    const written = stance('4', 'a non-partisan audit') + mention('6', 'open letter of 12 pages', 'council');
    const { open, refused } = judged(HEAD + written, source(), shifted);
    assert.deepEqual(open, []);
    assert.deepEqual(refused.map(({ code }) => code), ['quote-not-there', 'quote-not-there']); // prettier-ignore
    let yaml = HEAD + written;
    for (const { from, to, instead } of [...refused].reverse()) {
      assert.ok(instead);
      assert.match(yaml.slice(from, to), /^\d$/);
      yaml = yaml.slice(0, from) + linesText(instead) + yaml.slice(to);
    }
    const mended = judged(yaml, source(), shifted);
    assert.deepEqual(mended.refused, []);
    assert.deepEqual(
      mended.open.map(({ range }) => shifted.slice(range.from, range.to)),
      ['a non-partisan audit', 'open letter of 12 pages'],
    );
  });

  it('of a text that is shorter now as well', () => {
    assert.deepEqual(now(mention('9-12', 'careless'), TEXT), ['4']);
    assert.deepEqual(now(mention('9-12', 'audit. The council'), TEXT), ['4-5'], 'over two lines');
  });

  it('are not placed by themselves where the quote stands twice, nowhere, altered, within a word, or as another number', () => {
    for (const quote of [
      'The council did not answer',
      'the ministry said no such thing',
      'a partisan audit',
      'happy with both sides',
      'not 2',
    ])
      assert.deepEqual(now(mention('1', quote)), [undefined], quote);
    // A word of a compound is no stance, wherever it stands.
    assert.deepEqual(now(stance('1', 'partisan audit')), [undefined]);
  });

  it('say so of both where two have changed their lines', () => {
    assert.deepEqual(now(mention('6', 'careless') + mention('4', 'open letter'), TEXT), ['4', '6']);
  });

  it('are looked for in the whole text only so often', () => {
    const many = Array.from({ length: 400 }, () => mention('1', 'careless')).join('');
    assert.equal(now(many).filter((one) => one === '6').length, 300);
  });
});
