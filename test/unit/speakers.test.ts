import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileChange } from '../../src/core/changes';
import { passagesTable } from '../../src/core/export/passages-table';
import { mergeCodebooks } from '../../src/core/merge';
import { offersFor } from '../../src/core/offers';
import { adviseQuery, completeQuery, parseQuery, runQuery } from '../../src/core/query';
import { changeEntityId, mergeEntities } from '../../src/core/refactor/entities';
import { matrixOf, select, timelineOf } from '../../src/core/sums';
import { stanceTree } from '../../src/core/tree';
import { codebookOf, corpusOf, mention, sourceOf, stance } from './support/corpus';
import { applyToCodebook, readCodebook } from '../../src/core/codebook';
import { lookups, type CodebookView } from '../../src/core/corpus';
import { guessSpeakers } from '../../src/core/speakers/guess';
import { nameBy, speakerKey, speakerName, Speakers } from '../../src/core/speakers/speakers';
import { headsOf, labelsIn, plainLabel } from '../../src/core/text/labels';
import { cpuTime } from './support/cpu';

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
    const begun = cpuTime();
    labelsIn(hostile);
    assert.ok(cpuTime() - begun < 1000);
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

describe('speakers of passages', () => {
  const TEXT = 'MODERATOR: Well?\nMr Aliyev: Russia is wrong.\n\nAnd late.\nMs Ray (Lab): Hm.\n';
  const codebook = codebookOf({ speakers: [{ label: '*:' }, { label: 'MODERATOR:', entity: 'port' }] });
  const tags = [
    stance('a', '0:11-15', 'author russia neutral'),
    stance('b', '1:11-17', 'aliyev russia critical'),
    stance('c', '3:4-8', 'author russia critical'),
    stance('d', '4:14-16', 'author russia critical'),
    mention('e', '3:0-3', 'russia'),
  ];
  const corpus = corpusOf(
    [
      { ...sourceOf('debate.txt', tags), labels: labelsIn(TEXT) },
      // Its text was never compared: nobody is said to speak there.
      sourceOf('closed.txt', [stance('f', '0:0-1', 'author russia critical')]),
    ],
    codebook,
  );
  const found = (text: string): string[] => {
    const parsed = parseQuery(text);
    assert.ok(parsed.ok);
    return runQuery(corpus, parsed.query).map(({ tag }) => tag.id);
  };

  it('are asked for by id, name, alias, and by the name in a label', () => {
    assert.deepEqual(found('speaker:aliyev'), ['b', 'c', 'e']);
    assert.deepEqual(found('speaker:"Ilham Əliyev" kind:stance'), ['b', 'c']);
    assert.deepEqual(found('speaker:"Ms Ray"'), ['d']);
    assert.deepEqual(found('speaker:moderator'), ['a']);
    assert.deepEqual(found('not speaker:*'), ['f']);
    const parsed = parseQuery('speaker:nobody');
    assert.ok(parsed.ok);
    assert.deepEqual(adviseQuery(corpus, parsed.query), []);
    assert.deepEqual(
      completeQuery('speaker:', 8, corpus).map(({ insert }) => insert),
      ['port', 'aliyev', '"Ms Ray"'],
    );
  });

  it('are a column of the table of passages', () => {
    const all = corpus.sources.flatMap((source) => source.tags.map((tag) => ({ source, tag })));
    const { columns, rows } = passagesTable(corpus, all);
    assert.equal(columns.at(-1), 'speaker');
    assert.deepEqual(
      rows.map((row) => row.at(-1)),
      ['Port of Alat', 'Ilham Əliyev', 'Ilham Əliyev', 'Ms Ray', 'Ilham Əliyev', undefined],
    );
  });

  it('group the matrix, the timeline and the tree of stances', () => {
    const selection = select(corpus, {});
    const { columns, cells } = matrixOf(selection, 'speaker');
    assert.deepEqual(
      columns.map(({ key, label }) => [key, label, cells.find((cell) => cell.column === key)?.count]).sort(),
      [
        ['', '(no speaker)', 1],
        [':ms ray', 'Ms Ray', 1],
        ['aliyev', 'Ilham Əliyev', 2],
        ['port', 'Port of Alat', 1],
      ],
    );
    assert.equal(
      timelineOf(selection, 'russia', 'speaker').undated.reduce((sum, { passages }) => sum + passages.length, 0),
      5,
    );
    const { roots } = stanceTree([corpus], { by: 'speaker' });
    assert.deepEqual(
      roots.map((node) => ('label' in node && 'count' in node ? [node.label, node.count] : [])),
      [
        ['Ilham Əliyev', 2],
        ['(no speaker)', 1],
        ['Ms Ray', 1],
        ['Port of Alat', 1],
      ],
    );
  });

  it('are offered first as holders where the codebook knows the labels', () => {
    const passage = { from: TEXT.indexOf('late'), to: TEXT.indexOf('late') + 4 };
    const about = { text: TEXT, passage, names: [], recent: ['russia'], named: () => undefined };
    const speaker = Speakers.of(codebook).at(labelsIn(TEXT), 3);
    assert.ok(speaker);
    assert.deepEqual(offersFor({ ...about, speaker }).holders[0], { id: 'aliyev', why: 'speaker' });
    assert.ok(offersFor({ ...about, speaker: null }).holders.every(({ why }) => why !== 'speaker'));
  });

  it('follow an entity to its new id, and into another', () => {
    const changes = (all: readonly FileChange[]): unknown[] =>
      all.flatMap((one) => (one.kind === 'codebook' ? one.changes : [])).filter(({ op }) => op.endsWith('speaker'));
    const to = (entity: string): unknown[] => [
      { op: 'remove-speaker', label: 'MODERATOR:' },
      { op: 'add-speaker', rule: { label: 'MODERATOR:', entity } },
    ];
    assert.deepEqual(changes(changeEntityId(corpus, 'port', 'alat')), to('alat'));
    assert.deepEqual(changes(mergeEntities(corpus, ['port'], 'russia')), to('russia'));
    assert.deepEqual(changes(changeEntityId(corpus, 'aliyev', 'ilham')), []);
  });

  it('that two people add in the same way are there once, and in different ways stay as they are on disk', () => {
    const reading = readCodebook('stancemark: 1\nentities: []\nspeakers:\n  - "*:"\n');
    assert.ok(reading.ok);
    const same = applyToCodebook(reading.value, [{ op: 'add-speaker', rule: { label: '*:' } }]);
    assert.deepEqual([same.skipped, same.codebook.text], [[], reading.value.text]);
    const other = applyToCodebook(reading.value, [{ op: 'add-speaker', rule: { label: '*:', skip: true } }]);
    assert.deepEqual(
      other.skipped.map(({ why }) => why),
      ['id-taken'],
    );
  });

  it('of two people who both add labels stand together, without a conflict', () => {
    const head = 'stancemark: 1\nentities: []\n';
    const merged = mergeCodebooks(
      `${head}speakers:\n  - "*:"\n`,
      `${head}speakers:\n  - "*:"\n  - {label: "Q:", entity: a}\n`,
      `${head}speakers:\n  - "*:"\n  - "A:"\n`,
    );
    assert.ok(merged.ok);
    assert.deepEqual(merged.conflicts, []);
    const reading = readCodebook(merged.text);
    assert.ok(reading.ok);
    assert.deepEqual(reading.value.codebook.speakers, [{ label: '*:' }, { label: 'Q:', entity: 'a' }, { label: 'A:' }]);
  });
});
