/**
 * Two people, each with a window and user settings of their own (on a server of their own, as on two machines that share a folder),
 * code three sources blind; how far they agree, against values worked out by hand; and the decisions between them, by keys alone.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { MEASURE_NAMES, type Measure } from '../../src/core/agreement/answer';
import { rounded } from '../../src/core/agreement/tables';
import type { Tag } from '../../src/core/model';
import { readSidecar, type Sidecar } from '../../src/core/sidecar';
import { ROOT } from '../host/paths.mjs';
import type { App } from './app';
import { openApp } from './app';
import { runByKeys } from './by-keyboard';
import { figure, findingsFrame } from './findings-page';
import { select, tagAs, tagStance } from './hand';

/** A hundred characters each, the line end among them: so that shares can be worked out by hand. */
const TEXTS: Readonly<Record<string, string>> = {
  'one.txt': 'Ada blames Rio for the flood. Nobody in the valley heard her, and the river came back every autumn.\n',
  'two.txt': 'Ada, they say, trusts Rio blindly. She leaves him her keys, and her boat, and what she has left us.\n',
  'three.txt': 'Rio loves the old mill. It has no roof, the wheel is gone, and only owls are living there just now.\n',
};

const CODEBOOK = `stancemark: 1
types: [person, place]
stances:
  - {id: supportive, label: Supportive, axis: positive}
  - {id: critical, label: Critical, axis: negative}
  - {id: neutral, label: Neutral, axis: neutral}
entities:
  - {id: ada, name: Ada, type: person}
  - {id: rio, name: Rio, type: person}
  - {id: mill, name: The mill, type: place}
`;

/** A mention: the words, the entity's name, and what is typed where the words do not lead to it. */
type Mention = readonly [words: string, name: string, typed?: string];
/** A stance: the words, holder, target, the key of the value, the strength, and a further piece of the passage. */
type Seen = readonly [words: string, holder: string, target: string, value: string, strength: string, piece?: string];

interface Coding {
  readonly mentions: readonly Mention[];
  readonly stance: Seen;
}

/** They differ in an entity and an intensity; in a mention that one missed and a piece; in borders on both sides and a value. */
const CODED: Readonly<Record<'ann' | 'ben', Readonly<Record<string, Coding>>>> = {
  ann: {
    'one.txt': {
      mentions: [
        ['Ada', 'Ada'],
        ['Rio', 'Rio'],
      ],
      stance: ['blames', 'Ada', 'Rio', '-', '3'],
    },
    'two.txt': { mentions: [['Rio', 'Rio']], stance: ['trusts', 'Ada', 'Rio', '+', '2', 'blindly'] },
    'three.txt': {
      mentions: [
        ['Rio', 'Rio'],
        ['the old mill', 'The mill', 'mill'],
      ],
      stance: ['loves the old mill', 'Rio', 'The mill', '+', '1'],
    },
  },
  ben: {
    'one.txt': {
      mentions: [
        ['Ada', 'Ada'],
        ['Rio', 'The mill', 'mill'],
      ],
      stance: ['blames', 'Ada', 'Rio', '-', '2'],
    },
    'two.txt': {
      mentions: [
        ['Ada', 'Ada'],
        ['Rio', 'Rio'],
      ],
      stance: ['trusts', 'Ada', 'Rio', '+', '2'],
    },
    'three.txt': {
      mentions: [
        ['Rio', 'Rio'],
        ['mill', 'The mill', 'mill'],
      ],
      stance: ['Rio loves', 'Rio', 'The mill', '0', '1'],
    },
  },
};

interface Expected {
  readonly asks: string;
  readonly n: number;
  readonly measures: Partial<Record<Measure, number>>;
}

/** critical/critical, supportive/supportive, supportive/neutral. Together 2 critical, 3 supportive, 1 neutral. */
const VALUES: Expected['measures'] = {
  agreement: 2 / 3,
  // pe = (1 · 1 + 2 · 1 + 0 · 1)/9 = 3/9.
  'cohen-kappa': (6 - 3) / (9 - 3),
  // pe = (2² + 3² + 1²)/6² = 14/36.
  'scott-pi': (24 - 14) / (36 - 14),
  alpha: 1 - (5 * 2) / (36 - 14),
  // pe = (2/6 · 4/6 + 3/6 · 3/6 + 1/6 · 5/6)/(3 − 1) = 11/36.
  ac1: (24 - 11) / (36 - 11),
};

/**
 * Ann's rating beside Ben's; po: raw agreement, pe: what chance has of it. For α: units × 2 values, of which n_c in each category;
 * α = 1 − (n − 1) · differing / (n² − Σ n_c²), where each differing unit counts from both sides. α_U = 1 − Do/De over the texts one
 * after another, L = 300: Do sums the squares of what borders are apart, or of a length that the other left a gap for, from both
 * sides, / (2 · L²); De = 2/L · Σ of the N passages' [(N − 1)/3 · l(l − 1)(2l − 1) + l² · Σ of the gaps g ≥ l (g − l + 1)] /
 * (2L(2L − 1) − Σ l(l − 1)).
 */
const BY_HAND: Readonly<Record<string, Expected>> = {
  // Characters of 300. one: Ada, Rio, 6 yes/yes. two: Rio 3 yes/yes, Ada 3 no/yes. three: Rio and 'mill' 7 yes/yes, 'the old ' 8 yes/no.
  // 16 yes/yes, 8 yes/no, 3 no/yes, 273 no/no: Ann 24 yes and 276 no, Ben 19 and 281, together 43 and 557.
  mentions: {
    asks: 'Do we find the same mentions?',
    n: 300,
    measures: {
      agreement: 289 / 300,
      // po = 86700/90000; pe = (24 · 19 + 276 · 281)/90000 = 78012/90000.
      'cohen-kappa': (86_700 - 78_012) / (90_000 - 78_012),
      // po = 346800/360000; pe = (43² + 557²)/600² = 312098/360000.
      'scott-pi': (346_800 - 312_098) / (360_000 - 312_098),
      // 600² − 43² − 557² = 47902; 11 units differ.
      alpha: 1 - (599 * 22) / 47_902,
      // pe = (43 · 557 + 557 · 43)/600² / (2 − 1) = 47902/360000.
      ac1: (346_800 - 47_902) / (360_000 - 47_902),
      // Do: 'mill' begins 8 later, 2 · 8²; Ada lies in a gap, 2 · 3². Lengths: nine of 3, one of 4, one of 12, N = 11.
      // Gaps of Ann 8, 108, 75, 7, 78, of Ben 8, 86, 19, 75, 15, 78: together 557; the eight that 12 fits into 534.
      // De: 9 · 100 + 280 + 10120 + 9 · 9 · (557 − 22) + 16 · (557 − 33) + 144 · (534 − 88) = 127243; Σ l(l − 1) = 198.
      'alpha-u': 1 - 146 / 180_000 / (((2 / 300) * 127_243) / (359_400 - 198)),
      // Ann marked 5 passages, Ben 6, the half of both 5.5. Wholly alike: Ada, Rio, Rio. Borders alone: Rio in one. Meaning alone: the mill.
      'f1-strict': 3 / 5.5,
      'f1-exact': 4 / 5.5,
      'f1-partial': 4.5 / 5.5,
      'f1-type': 4 / 5.5,
    },
  },
  // ada/ada, rio/mill; rio/rio; rio/rio, mill/mill. Ann 1 ada, 3 rio, 1 mill; Ben 1, 2, 2; together 2, 5, 3.
  entities: {
    asks: 'Do we mean the same entity?',
    n: 5,
    measures: {
      agreement: 4 / 5,
      // pe = (1 · 1 + 3 · 2 + 1 · 2)/25 = 9/25.
      'cohen-kappa': (20 - 9) / (25 - 9),
      // pe = (2² + 5² + 3²)/10² = 38/100.
      'scott-pi': (80 - 38) / (100 - 38),
      alpha: 1 - (9 * 2) / (100 - 38),
      // pe = (0.2 · 0.8 + 0.5 · 0.5 + 0.3 · 0.7)/(3 − 1) = 0.31.
      ac1: (80 - 31) / (100 - 31),
    },
  },
  // Characters: 'blames' 6, 'trusts' 6, 'loves' 5 yes/yes; 'blindly' 7, ' the old mill' 13 yes/no; 'Rio ' 4 no/yes; 259 no/no.
  // Ann 37 yes and 263 no, Ben 21 and 279, together 58 and 542.
  stances: {
    asks: 'Do we see the same stances?',
    n: 300,
    measures: {
      agreement: 276 / 300,
      // po = 82800/90000; pe = (37 · 21 + 263 · 279)/90000 = 74154/90000.
      'cohen-kappa': (82_800 - 74_154) / (90_000 - 74_154),
      // po = 331200/360000; pe = (58² + 542²)/600² = 297128/360000.
      'scott-pi': (331_200 - 297_128) / (360_000 - 297_128),
      alpha: 1 - (599 * 48) / 62_872,
      // pe = 2 · 58 · 542/600² = 62872/360000.
      ac1: (331_200 - 62_872) / (360_000 - 62_872),
      // Do: 'Rio loves' begins 4 before and ends 13 before, 2 · (4² + 13²); 'blindly' lies in a gap, 2 · 7². Lengths: four of 6, 7, 9, 18.
      // Gaps of Ann 4, 105, 5, 71, 78, of Ben 4, 105, 79, 91: those that any of them fits into are six, together 529.
      // De: 4 · 660 + 1092 + 2448 + 21420 + 4 · 36 · (529 − 30) + 49 · (529 − 36) + 81 · (529 − 48) + 324 · (529 − 102) = 300922;
      // Σ l(l − 1) = 540.
      'alpha-u': 1 - 468 / 180_000 / (((2 / 300) * 300_922) / (359_400 - 540)),
      // Ann marked 4 pieces, Ben 3, the half of both 3.5. Wholly alike: blames, trusts. 'loves' overlaps, with another value.
      'f1-strict': 2 / 3.5,
      'f1-exact': 2 / 3.5,
      'f1-partial': 2.5 / 3.5,
      'f1-type': 2 / 3.5,
    },
  },
  // ada → rio twice and rio → mill once, by both.
  ends: {
    asks: 'Do we see the same holder and target?',
    n: 3,
    measures: { agreement: 1, 'cohen-kappa': 1, 'scott-pi': 1, alpha: 1, ac1: 1 },
  },
  values: {
    asks: 'Do we give the same value?',
    n: 3,
    measures: VALUES,
  },
  // 3/2, 2/2, 1/1. Together two 1, three 2, one 3, of a scale from 1 to 4.
  intensities: {
    asks: 'Do we give the same intensity?',
    n: 3,
    measures: {
      agreement: 2 / 3,
      // pe = (1 · 1 + 1 · 2 + 1 · 0)/9 = 3/9.
      'cohen-kappa': (6 - 3) / (9 - 3),
      'scott-pi': (24 - 14) / (36 - 14),
      // One step off weighs 1 − (1/3)² = 8/9, two 1 − (2/3)² = 5/9. po = (8/9 + 1 + 1)/3 = 26/27;
      // pe = (1 + 2 · 8/9 + 8/9 + 2 + 5/9 + 2 · 8/9)/9 = 8/9 = 24/27.
      'weighted-kappa': (26 - 24) / (27 - 24),
      // Middles of the ranks: 1, 3.5, 5.5. Differing: 3 from 2 twice, 2 · 2² = 8.
      // All pairs: 2 · (2 · 3 · 2.5² + 2 · 1 · 4.5² + 3 · 1 · 2²) = 180.
      alpha: 1 - (5 * 8) / 180,
      // All weights of the 4 × 4 table: 4 + 2 · (3 · 8/9 + 2 · 5/9 + 0) = 104/9;
      // pe = 104/9 / (4 · 3) · (2/6 · 4/6 + 3/6 · 3/6 + 1/6 · 5/6) = 26/27 · 22/36 = 143/243; po = 26/27 = 234/243.
      ac2: (234 - 143) / (243 - 143),
    },
  },
  // Of each source's one pair of holder and target: as of the values.
  documents: {
    asks: 'Do we say the same about a source: who stands how toward whom?',
    n: 3,
    measures: VALUES,
  },
};

interface Figures {
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly why?: string;
}

interface Printed {
  readonly coders: readonly string[];
  readonly sources: number;
  readonly questions: readonly {
    readonly question: string;
    readonly asks: string;
    readonly unit: string;
    readonly n: number;
    readonly measures: Readonly<Record<string, Figures>>;
  }[];
}

function printed(folder: string): Printed {
  const program = path.join(ROOT, 'dist/cli/stancemark.mjs');
  const done = spawnSync(process.execPath, [program, 'agreement', folder, '--json'], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout) as Printed;
}

const layer = (app: App) => app.page.locator('[id$="stancemark.layer"]').first();
const bar = (app: App) => app.page.locator('[id$="stancemark.adjudication"]').first();
const counts = (app: App, words: string) =>
  app.page
    .locator(`[id$="stancemark.status"][aria-label*="${words}"], [id$="stancemark.status"] [aria-label*="${words}"]`)
    .first();

const textOf = (app: App, name: string): string => readFileSync(path.join(app.folder, name), 'utf8');

function sidecarOf(app: App, name: string): Sidecar {
  const reading = readSidecar(textOf(app, name));
  assert.ok(reading.ok);
  return reading.value;
}

describe('two coders, from the first tag to the last decision', () => {
  let [ann, ben]: App[] = [];
  const both = (): [App, App] => {
    assert.ok(ann && ben);
    return [ann, ben];
  };

  before(async () => {
    ann = await openApp({
      files: {
        ...TEXTS,
        'codebook.yaml': CODEBOOK,
        '.vscode/settings.json': JSON.stringify({ 'stancemark.blind': true }),
      },
      settings: { 'stancemark.coder': 'ann' },
    });
    ben = await openApp({ beside: ann, settings: { 'stancemark.coder': 'ben' }, theme: 'hc-light' });
  });
  after(async () => {
    await ben?.close();
    await ann?.close();
  });

  /** Codes a source, and has nothing but what was coded in it, whatever the other has written meanwhile. */
  async function code(app: App, coder: 'ann' | 'ben', name: string): Promise<void> {
    const [text, coding] = [TEXTS[name] ?? '', CODED[coder][name]];
    assert.ok(coding);
    await app.open(name);
    await layer(app)
      .filter({ hasText: `${coder} – blind` })
      .waitFor();
    for (const [words, entity, typed] of coding.mentions) await tagAs(app, text, words, entity, typed);
    const [words, holder, target, value, strength, piece] = coding.stance;
    await tagStance(app, text, words, { holder, target, value, strength, typed: true });
    if (piece !== undefined) {
      const hand = await select(app, text, piece);
      await hand.press('Alt+Shift+j');
      await hand.title(/Which tag does/);
      await hand.enter(words);
      await app.quickInput.waitFor({ state: 'hidden' });
    }
    const mentions = coding.mentions.length;
    await counts(app, `${mentions} mention${mentions === 1 ? '' : 's'}, 1 stance`).waitFor();
  }

  async function finish(app: App, coder: string, name: string): Promise<void> {
    await runByKeys(app, 'Stancemark: Mark Source as Finished');
    await app.written(`${name}.${coder}.tags.yaml`, /^finished: true$/m);
  }

  it('code in two windows at once, and neither sees what the other has tagged', async () => {
    const [a, b] = both();
    const all = async (app: App, coder: 'ann' | 'ben'): Promise<void> => {
      for (const name of Object.keys(TEXTS)) {
        await code(app, coder, name);
        if (coder === 'ann' || name !== 'three.txt') await finish(app, coder, name);
      }
    };
    await Promise.all([all(a, 'ann'), all(b, 'ben')]);
    await a.screenshot('two-coders-ann');
    await b.screenshot('two-coders-ben');
    // Ann is done with all; of the last source Ben, who is not, may read nothing of hers.
    await b.choose('Stancemark: Choose Whose Tags Are Read…', /^\s*ann/);
    await layer(b).filter({ hasText: 'ann' }).waitFor();
    await counts(b, '0 mentions, 0 stances').waitFor();
    await finish(b, 'ben', 'three.txt');
    await counts(b, '2 mentions, 1 stance').waitFor();
    for (const name of Object.keys(TEXTS)) {
      assert.equal(textOf(a, name), TEXTS[name]);
      assert.ok(!existsSync(path.join(a.folder, `${name}.tags.yaml`)));
    }
  });

  async function agreementOf(app: App): Promise<Frame> {
    await app.command('Stancemark: Open Findings');
    const frame = await findingsFrame(app);
    await frame.getByRole('tab', { name: 'Agreement' }).click();
    await figure(frame, 'agreement').locator('.caption', { hasText: '3 sources compared' }).waitFor();
    return frame;
  }

  it('agree as far as was worked out by hand, in the panel and on the command line', async () => {
    const [a, b] = both();
    const told = printed(a.folder);
    assert.deepEqual([told.coders, told.sources], [['ann', 'ben'], 3]);
    assert.deepEqual(
      told.questions.map(({ question }) => question),
      Object.keys(BY_HAND),
    );
    for (const { question, asks, n, measures } of told.questions) {
      const expected = BY_HAND[question];
      assert.ok(expected);
      assert.deepEqual([asks, n], [expected.asks, expected.n]);
      assert.deepEqual(Object.keys(measures).sort(), Object.keys(expected.measures).sort(), question);
      for (const [measure, value] of Object.entries(expected.measures)) {
        const given = measures[measure]?.value ?? NaN;
        assert.ok(Math.abs(given - value) < 1e-12, `${question}, ${measure}: ${given}, by hand ${value}`);
      }
    }
    // What is printed and what is on the screen are one and the same, to the last cell.
    const cell = (value: number | null | undefined): string => (typeof value === 'number' ? `${rounded(value)}` : '');
    const rows = told.questions.flatMap(({ asks, unit, n, measures }) =>
      Object.entries(measures).map(([measure, { value, low, high, why = '' }]) => [
        ...[asks, MEASURE_NAMES[measure as Measure], value === null ? '–' : cell(value), cell(low), cell(high)],
        ...[`${n}`, unit, why],
      ]),
    );
    for (const [app, look] of [
      [a, 'light'],
      [b, 'hc-light'],
    ] as const) {
      const frame = await agreementOf(app);
      const shown = await figure(frame, 'agreement')
        .locator('table tr')
        .evaluateAll((all) =>
          all.map((row) => [...row.querySelectorAll('th, td')].map((one) => one.textContent ?? '')),
        );
      assert.deepEqual(shown.slice(1), rows);
      for (const { asks, n, measures } of Object.values(BY_HAND)) {
        const says = `${asks} α ${rounded(measures.alpha ?? NaN).toFixed(3)};`;
        const alike = `${Math.round(100 * (measures.agreement ?? NaN))} % alike; ${n} units`;
        const mark = figure(frame, 'agreement').locator(`[aria-label^="${says}"][aria-label$="${alike}"]`);
        assert.equal(await mark.count(), 1, `${says} … ${alike}`);
      }
      await app.screenshot(`two-coders-agreement-${look}`);
      await figure(frame, 'disagreements').evaluate((one) => one.scrollIntoView());
      await app.screenshot(`two-coders-disagreements-${look}`);
    }
  });

  /** The id of a coder's tag, by its passage and whether it is a stance. */
  function idOf(app: App, name: string, coder: string, quote: string, stance = false): string {
    const found = sidecarOf(app, `${name}.${coder}.tags.yaml`).tags.filter(
      (tag) => tag.quote === quote && (tag.stance !== undefined) === stance,
    );
    assert.equal(found.length, 1, `${name}, ${coder}: ${quote}`);
    return (found[0] as Tag).id;
  }

  /** What a shared tag says, in one line. */
  function said({ quote, also, entity, stance }: Tag): string {
    const passage = [quote, ...(also ?? []).map((piece) => piece.quote)].join(' … ');
    const { holder, target, value, intensity } = stance ?? {};
    return `${passage}: ${stance ? `${holder} → ${target} ${value} ${intensity}` : entity}`;
  }

  it('decide by keys alone: what is taken says from whom, what is refused is listed', async () => {
    const [a, b] = both();
    const own = Object.keys(TEXTS).flatMap((name) =>
      ['ann', 'ben'].map((coder) => [`${name}.${coder}.tags.yaml`, textOf(a, `${name}.${coder}.tags.yaml`)] as const),
    );
    const before = printed(a.folder);
    /** Presses keys, each when the bar says what is at hand; then what all agree on, and the end. */
    const decide = async (app: App, name: string, steps: readonly (readonly [string, string])[]): Promise<void> => {
      const says = (words: string): Promise<void> => bar(app).filter({ hasText: words }).waitFor();
      await app.open(name);
      await runByKeys(app, 'Stancemark: Adjudicate');
      for (const [i, [words, key]] of steps.entries()) {
        await says(`${steps.length - i} to decide, 1 agreed – ${words}`);
        if (i === 0) {
          await app.focusEditor();
          await app.page.locator('.codelens-decoration', { hasText: '[2] ben' }).first().waitFor();
          await app.screenshot(`two-coders-adjudicate-${name.replace('.txt', '')}`);
        }
        await app.press(key);
      }
      await says('0 to decide, 1 agreed');
      await app.press('g');
      await says('all decided');
      await app.press('Escape');
      await bar(app).waitFor({ state: 'hidden' });
    };
    await decide(a, 'one.txt', [
      ['another intensity', '2'],
      ['another entity', '1'],
    ]);
    await decide(a, 'two.txt', [
      ['not tagged by all', '0'],
      ['other borders', '1'],
    ]);
    await decide(b, 'three.txt', [
      ['another value, other borders', 'b'],
      ['other borders', '2'],
    ]);

    const id = (name: string, coder: string, quote: string, stance?: boolean): string =>
      idOf(a, name, coder, quote, stance);
    const decided = async (name: string, taken: Record<string, readonly string[]>, refused: readonly string[]) => {
      // What all agree on was taken last.
      const agreed = Object.values(taken).find((from) => from.length > 1) ?? [];
      await a.written(`${name}.tags.yaml`, new RegExp(`from: \\[${agreed.join(', ')}\\]`));
      const { tags, rejected } = sidecarOf(a, `${name}.tags.yaml`);
      assert.deepEqual(Object.fromEntries(tags.map((tag) => [said(tag), tag.from])), taken);
      assert.deepEqual([...rejected].sort(), [...refused].sort());
    };
    await decided(
      'one.txt',
      {
        'Ada: ada': [id('one.txt', 'ann', 'Ada'), id('one.txt', 'ben', 'Ada')],
        'blames: ada → rio critical 2': [id('one.txt', 'ben', 'blames', true)],
        'Rio: rio': [id('one.txt', 'ann', 'Rio')],
      },
      [id('one.txt', 'ann', 'blames', true), id('one.txt', 'ben', 'Rio')],
    );
    await decided(
      'two.txt',
      {
        'trusts … blindly: ada → rio supportive 2': [id('two.txt', 'ann', 'trusts', true)],
        'Rio: rio': [id('two.txt', 'ann', 'Rio'), id('two.txt', 'ben', 'Rio')],
      },
      [id('two.txt', 'ben', 'Ada'), id('two.txt', 'ben', 'trusts', true)],
    );
    await decided(
      'three.txt',
      {
        'Rio: rio': [id('three.txt', 'ann', 'Rio'), id('three.txt', 'ben', 'Rio')],
        'Rio loves: rio → mill neutral 1': [id('three.txt', 'ben', 'Rio loves', true)],
        'loves the old mill: rio → mill supportive 1': [id('three.txt', 'ann', 'loves the old mill', true)],
        'mill: mill': [id('three.txt', 'ben', 'mill')],
      },
      [id('three.txt', 'ann', 'the old mill')],
    );
    // Nobody's own file was written, a key was no letter, and how far they agreed is what it was.
    for (const [name, text] of own) assert.equal(textOf(a, name), text);
    for (const [name, text] of Object.entries(TEXTS)) assert.equal(textOf(a, name), text);
    assert.deepEqual(printed(a.folder), before);
    await b.screenshot('two-coders-decided');
  });
});
