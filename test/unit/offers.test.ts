import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readCodebook } from '../../src/core/codebook';
import { NameFinder } from '../../src/core/find/names';
import { AUTHOR, isStance, type Span } from '../../src/core/model';
import { namedAmong, offersFor, type NameAt, type Offer, type Offers } from '../../src/core/offers';
import { CUES } from '../../src/core/offers/cues';
import { labelAt } from '../../src/core/offers/speaker';
import { readSidecar } from '../../src/core/sidecar';
import { Lines } from '../../src/core/text/lines';
import { GERMAN, INTERVIEW, RUSSIAN, type GoldText } from './support/offers-texts';

type Forms = Readonly<Record<string, readonly string[]>>;

function namesOf(text: string, entities: Forms): NameAt[] {
  const forms = Object.entries(entities).flatMap(([entity, all]) => all.map((form) => ({ form, entity })));
  const hits = new NameFinder(forms, { ignoreCase: true }).find(text);
  return hits.map(({ from, to, entities: [id] }) => ({ from, to, id }));
}

const namedIn = (entities: Forms): ((name: string) => string | undefined) =>
  namedAmong(Object.entries(entities).map(([id, [name = '', ...aliases]]) => ({ id, name, aliases, type: 'other' })));

function offersAt(text: string, entities: Forms, from: number, to: number, recent: readonly string[] = []): Offers {
  const names = namesOf(text, entities);
  return offersFor({ text, passage: { from, to }, names, recent, named: namedIn(entities) });
}

interface Asked {
  readonly where: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly entities: Forms;
  readonly holder: string;
  readonly target: string;
}

/** In how many of the questions the right answer is among the first five, with what was used before as recent. */
function measure(name: string, asked: readonly Asked[]): { holders: number; targets: number } {
  let recent: string[] = [];
  const right = { holders: 0, targets: 0, first: 0 };
  for (const one of asked) {
    const offers = offersAt(one.text, one.entities, one.from, one.to, recent);
    const place = (list: readonly Offer[], id: string): number => list.findIndex((offer) => offer.id === id);
    const holder = place(offers.holders, one.holder);
    const target = place(
      offers.targets.filter(({ id }) => id !== one.holder),
      one.target,
    );
    if (holder >= 0 && holder < 5) right.holders++;
    if (target >= 0 && target < 5) right.targets++;
    if (holder === 0) right.first++;
    if (process.env.OFFERS && (holder < 0 || holder >= 5 || target < 0 || target >= 5))
      console.log(one.where, holder, target);
    recent = [...new Set([one.holder, one.target, ...recent])].filter((id) => id !== AUTHOR);
  }
  const share = (count: number): number => Math.round((1000 * count) / asked.length) / 1000;
  const [holders, targets] = [share(right.holders), share(right.targets)];
  console.log(
    `    ${name}: ${asked.length} stances, holder in the first five ${holders} (first ${share(right.first)}), target ${targets}`,
  );
  return { holders, targets };
}

function askedIn({ text, entities, gold, language }: GoldText): Asked[] {
  return gold.map(([passage, holder, target]) => {
    const from = text.indexOf(passage);
    assert.ok(from >= 0, passage);
    return { where: `${language}: ${passage}`, text, entities, from, to: from + passage.length, holder, target };
  });
}

function sample(): Asked[] {
  const folder = 'media/sample/';
  const codebook = readCodebook(readFileSync(`${folder}codebook.yaml`, 'utf8'));
  assert.ok(codebook.ok);
  const entities = Object.fromEntries(
    codebook.value.codebook.entities.map((one) => [one.id, [one.name, ...one.aliases]]),
  );
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt') && existsSync(`${folder}${name}.tags.yaml`))
    .flatMap((name) => {
      const text = readFileSync(folder + name, 'utf8');
      const sidecar = readSidecar(readFileSync(`${folder}${name}.tags.yaml`, 'utf8'));
      assert.ok(sidecar.ok);
      const lines = new Lines(text);
      const offsets = (at: Span): { from: number; to: number } => ({
        from: lines.offsetAt(at.startLine, at.startColumn),
        to: lines.offsetAt(at.endLine, at.endColumn),
      });
      return sidecar.value.tags.filter(isStance).map((tag) => {
        const { holder, target } = tag.stance;
        return { where: `${name}: ${tag.quote}`, text, entities, ...offsets(tag.at), holder, target };
      });
    });
}

describe('offers: holders and targets', () => {
  for (const [name, asked] of [
    ['the sample', sample()],
    ['German', askedIn(GERMAN)],
    ['Russian', askedIn(RUSSIAN)],
    ['an interview', askedIn(INTERVIEW)],
  ] as const) {
    it(`have the right one among the first five: ${name}`, () => {
      const { holders, targets } = measure(name, asked);
      assert.ok(holders >= 0.9, `holders ${holders}`);
      assert.ok(targets >= 0.9, `targets ${targets}`);
    });
  }
});

describe('offers: who is said to say it', () => {
  const ENTITIES = { a: ['Maria Kern', 'Kern'], b: ['Orlov', 'Орлов', 'Орлова'], c: ['Demir', 'Dəmir'] };
  const first = (text: string, words: string): string | undefined => {
    const from = text.indexOf(words);
    assert.ok(from >= 0);
    const { saidBy } = offersAt(text, ENTITIES, from, from + words.length);
    return saidBy && (saidBy.id ?? saidBy.name);
  };
  const cases: readonly (readonly [language: string, text: string, passage: string, who: string | undefined])[] = [
    ['en', 'According to Maria Kern, Orlov lies.', 'Orlov lies', 'a'],
    ['en', '“The port is finished,” the deputy minister, Orlov, told us.', 'The port is finished', 'b'],
    ['en', 'According to Professor Lena Kaynak, Orlov lies.', 'Orlov lies', 'Professor Lena Kaynak'],
    ['en', 'Kern went home. It rained. The port is finished.', 'The port is finished', undefined],
    ['en', 'Kern said so, and Orlov denied it: the port is finished.', 'the port is finished', undefined],
    ['de', 'Der Hafen ist am Ende, sagte Kern.', 'am Ende', 'a'],
    ['en', 'Orlov was tired, so Kern went home: the port is finished.', 'the port is finished', undefined],
    ['de', 'Orlov zufolge ist der Hafen am Ende.', 'am Ende', 'b'],
    ['en', 'Kern will probably forgive Demir, Orlov believes.', 'Kern will probably forgive Demir', 'b'],
    ['en', 'Kern will forgive Demir, Lena believes.', 'Kern will forgive Demir', undefined],
    ['en', 'Kern says that Demir is tired.', 'Demir is tired', 'a'],
    ['en', 'Kern praises Demir.', 'Kern praises Demir', 'a'],
    ['fr', 'Selon Maria Kern, le port est fini.', 'le port est fini', 'a'],
    ['es', 'El puerto está acabado, según Orlov.', 'acabado', 'b'],
    ['it', 'Secondo Kern il porto è finito.', 'il porto è finito', 'a'],
    ['ru', 'По мнению Орлова, порт кончился.', 'порт кончился', 'b'],
    ['tr', 'Demir’e göre liman bitti.', 'liman bitti', 'c'],
    ['tr', "Demir'e göre liman bitti.", 'liman bitti', 'c'],
    ['az', 'Dəmir deyir ki, liman bitib.', 'liman bitib', 'c'],
    ['uk', 'На думку Орлова, порт скінчився.', 'порт скінчився', 'b'],
    ['pl', 'Orlov twierdzi, że port się skończył.', 'port się skończył', 'b'],
  ];
  for (const [language, text, passage, who] of cases) {
    it(`${language}: ${text}`, () => assert.equal(first(text, passage), who));
  }

  it('has cues for ten languages', () => {
    const languages = ['az', 'de', 'en', 'es', 'fr', 'it', 'pl', 'ru', 'tr', 'uk'];
    assert.deepEqual(Object.keys(CUES).sort(), languages);
    for (const { verbs, before, after } of Object.values(CUES))
      assert.ok(verbs.length >= 15 && before.length + after.length > 0);
  });

  it('offers the author first as reporter', () => {
    const { reporters } = offersAt('According to Kern, Orlov lies.', ENTITIES, 19, 29);
    assert.deepEqual(
      reporters.map(({ id }) => id),
      [AUTHOR, 'a', 'b'],
    );
  });

  for (const [text, certainty] of [
    ['Orlov is probably afraid of the port.', 'probable'],
    ['Vielleicht fürchtet Orlov den Hafen.', 'possible'],
    ['Возможно, Орлов боится порта.', 'possible'],
    ['Orlov fears the port.', undefined],
  ] as const) {
    it(`reads ${certainty ?? 'nothing'} from “${text}”`, () => {
      assert.equal(offersAt(text, ENTITIES, 10, text.length - 1).certainty, certainty);
    });
  }

  for (const [line, name] of [
    ['MODERATOR: And then?', 'MODERATOR'],
    ['Mr Smith (Lab): No.', 'Mr Smith'],
    ['ФЕДОРОВ: Нет.', 'ФЕДОРОВ'],
    ['Ursula von der Leyen: No.', 'Ursula von der Leyen'],
    ['Source: Reuters', undefined],
    ['At noon it rained: nobody came.', undefined],
    ['10:30 the gates opened', undefined],
    ['Home: https://example.org', 'Home'],
  ] as const) {
    it(`${line}: ${name ?? 'nobody'} speaks`, () => assert.equal(labelAt(line, 0)?.name, name));
  }

  it('follows a speaker over the paragraphs of a turn', () => {
    const { text, entities } = INTERVIEW;
    const from = text.indexOf('She paid for the survey');
    assert.equal(offersAt(text, entities, from, from + 10).holders[0]?.id, 'smith');
  });

  it('offers a speaker whom the codebook does not know by the label', () => {
    const text = 'CHAIR: The port is finished.';
    assert.deepEqual(offersAt(text, ENTITIES, 7, 20).holders[0], { name: 'CHAIR', why: 'speaker' });
  });
});
