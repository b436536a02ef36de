import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCodebook } from '../../src/core/codebook';
import { lookups, type CodebookView } from '../../src/core/corpus';
import { guessSpeakers } from '../../src/core/speakers-guess';
import { nameBy, speakerKey, speakerName, Speakers } from '../../src/core/speakers';
import { headsOf, labelsIn, plainLabel } from '../../src/core/text/labels';

function bookOf(speakers: string, entities = ''): CodebookView {
  const reading = readCodebook(`stancemark: 1\nentities:\n${entities}speakers:\n${speakers}`);
  assert.ok(reading.ok);
  const { codebook } = reading.value;
  return { ...codebook, ...lookups(codebook), uri: 'c', exists: true, faults: reading.value.faults };
}

/** Each line's speaker, as people read it; `-` for nobody. */
function heard(book: CodebookView, text: string): string[] {
  const labels = labelsIn(text);
  return text.split('\n').map((_, line) => speakerName(book, Speakers.of(book).at(labels, line)) || '-');
}

describe('labels of speakers', () => {
  for (const [line, ...heads] of [
    ['MODERATOR: Good evening.', 'MODERATOR:'],
    ['  **Anna Petrova**: Yes.', 'Anna Petrova:'],
    ['> [00:12:30] Mr Smith (Lab): No.', 'Mr Smith (Lab):'],
    ['12:30: the bell', ''],
    ['12:30 Frau Kern: Nein.', 'Frau Kern:'],
    ['https://example.org/a: b', 'https://example.org/a:'],
    ['see http://example.org', ''],
    ['Интервьюер — Что было потом?', 'Интервьюер -'],
    ['ВЕДУЩАЯ: Добрый вечер', 'ВЕДУЩАЯ:'],
    ['司会：はい', ''],
    ['司会： はい', '司会:'],
    ['[Anna] well', '[Anna]'],
    ['Q. And then? It was late: nobody came.', 'Q.'],
    ['Jean-Pierre: oui', 'Jean-Pierre:'],
    ['', ''],
  ] as const) {
    it(`“${line}”`, () => assert.deepEqual(headsOf(line), heads[0] === '' ? [] : heads));
  }

  for (const [label, head, name] of [
    ['*:', 'Mr Smith:', 'Mr Smith'],
    ['*:', 'he said this:', undefined],
    ['*:', 'Note:', undefined],
    ['*:', 'Hinweis:', undefined],
    ['* (*):', 'Mr Smith (Lab):', 'Mr Smith'],
    ['* (*):', 'Mr Smith:', undefined],
    ['moderator:', 'MODERATOR:', 'MODERATOR'],
    ['Q', 'Q:', 'Q'],
    ['Q', 'Q -', 'Q'],
    ['Q:', 'Q -', undefined],
    ['Интервьюер —', 'Интервьюер -', 'Интервьюер'],
    ['[*]', '[Anna]', 'Anna'],
    ['Abg. *:', 'Abg. Müller:', 'Müller'],
    ['*a*a*a*a*b:', `${'A'.repeat(70)}:`, undefined],
  ] as const) {
    it(`${label} in ${head}: ${name ?? 'no label'}`, () => assert.equal(nameBy(plainLabel(label), head), name));
  }

  it('are found in a time of the text', () => {
    const hostile = `${'*a'.repeat(500_000)}\n${'A '.repeat(500_000)}\n${'- '.repeat(300_000)}\n${'12:30 '.repeat(90_000)}`;
    const begun = performance.now();
    labelsIn(hostile);
    assert.ok(performance.now() - begun < 1000);
  });

  it('have lines as an editor counts them, and a plain form that stays', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('A: x', 'b', '', 'Q — y', '\tz')),
        fc.constantFrom('\n', '\r\n', '\r'),
        (all, end) => {
          const { heads, at } = labelsIn(all.join(end));
          all.forEach((line, i) => {
            const found = at.flatMap((n, k) => (k % 2 === 0 && n === i ? [heads[at[k + 1] ?? -1]] : []));
            assert.deepEqual(found, headsOf(line));
          });
          for (const head of heads) assert.equal(plainLabel(head), head);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('speakers', () => {
  it('of an English debate: names, parties, an exception, turns of many lines', () => {
    const book = bookOf(
      '  - "*:"\n  - "* (*):"\n  - {label: "Division:", skip: true}\n',
      '  - {id: smith, name: John Smith, type: person}\n',
    );
    const text = [
      'House, 3 May',
      'Mr Smith (Lab): The bill is late.',
      '',
      'It is also wrong.',
      'Note: applause',
      'Division: 12 to 30',
      'MODERATOR: Thank you. See https://example.org: it is there.',
      'He said this: no.',
      'x'.repeat(100_000),
    ].join('\n');
    const smith = 'John Smith';
    assert.deepEqual(heard(book, text), [
      '-',
      smith,
      smith,
      smith,
      smith,
      smith,
      'MODERATOR',
      'MODERATOR',
      'MODERATOR',
    ]);
  });

  it('of a German interview', () => {
    const book = bookOf(
      '  - {label: "I:", entity: team}\n  - {label: B1, entity: kern}\n',
      '  - {id: kern, name: Eva Kern, type: person}\n  - {id: team, name: Wir, type: group}\n',
    );
    const text = '#00:01# Anfang\nI: Wie war das?\nB1: Schwer.\n\nImmer noch: schwer.\nB2: Für mich nicht.';
    assert.deepEqual(heard(book, text), ['-', 'Wir', 'Eva Kern', 'Eva Kern', 'Eva Kern', 'Eva Kern']);
  });

  it('of a Russian interview with dashes: no sentence with a dash is a label', () => {
    const book = bookOf('  - "Интервьюер —"\n  - "Респондент —"\n');
    const text = 'Интервьюер — Где вы были?\nМосква — столица.\nРеспондент – Дома.\n— Правда?';
    assert.deepEqual(heard(book, text), ['Интервьюер', 'Интервьюер', 'Респондент', 'Респондент']);
  });

  it('are nobody without labels, and without a rule', () => {
    assert.deepEqual(heard(bookOf('  - "*:"\n'), 'No labels here.\nNone.'), ['-', '-']);
    assert.deepEqual(heard(bookOf(''), 'A: b'), ['-']);
  });

  it('are one where an entity goes by several labels, and none where several go by the name', () => {
    const book = bookOf(
      '  - "*:"\n',
      '  - {id: a, name: Anna Kern, type: person, aliases: [Anna]}\n  - {id: b, name: Otto Kern, type: person}\n',
    );
    const key = (head: string): string => {
      const speaker = Speakers.of(book).byHead(head);
      return speaker ? speakerKey(speaker) : '';
    };
    assert.deepEqual(['Anna Kern:', 'ANNA:', 'Frau Kern:', 'Otto Kern:'].map(key), ['a', 'a', ':frau kern', 'b']);
  });

  it('a label of nothing but stars, or too long, is a fault and does nothing', () => {
    const book = bookOf(`  - "*"\n  - "${'a'.repeat(90)}:"\n  - {entity: x}\n  - "A:"\n`);
    assert.equal(book.faults.length, 3);
    assert.deepEqual(book.speakers, [{ label: 'A:' }]);
  });
});

describe('labels of speakers are guessed', () => {
  const likely = (text: string): string[] => guessSpeakers(text).flatMap((one) => (one.likely ? [one.label] : []));

  it('in an English debate, with names, turns and the first line', () => {
    const text =
      'A debate\nMr Smith (Lab): No.\nMODERATOR: Why?\nNote: noise\n\nMr Smith (Lab): So.\nMODERATOR: Well.\nMs Ray: Hm.';
    assert.deepEqual(guessSpeakers(text)[0], {
      label: '*:',
      turns: 5,
      names: ['Mr Smith', 'MODERATOR', 'Ms Ray'],
      line: 1,
      likely: true,
    });
    assert.deepEqual(likely(text), ['*:']);
  });

  it('in a Russian interview with dashes, each by itself', () => {
    const turn = 'Интервьюер — Где?\nРеспондент — Дома, а что.\n';
    assert.deepEqual(likely(turn.repeat(3)), ['Интервьюер —', 'Респондент —']);
  });

  it('in a German interview with small letters, with times', () => {
    const turn = '[00:01:02] interviewer: Wie?\n[00:01:09] befragte: So.\n';
    assert.deepEqual(likely(turn.repeat(4)), ['interviewer:', 'befragte:']);
  });

  it('not in prose, with sentences that begin with a dash, a note, a time or an address', () => {
    const prose = [
      'Москва — столица. Это долгая история, и она не кончается.',
      'Это — правда.',
      'Это — неправда.',
      'Note: see below',
      'Note: see above',
      '12:30: the bell',
      '12:45: the bell',
      'https://example.org/a: b',
      'He said: no',
      ...Array.from({ length: 30 }, (_, i) => `A line of prose, number ${i}.`),
    ].join('\n');
    assert.deepEqual(likely(prose), []);
    assert.deepEqual(guessSpeakers(''), []);
  });
});
