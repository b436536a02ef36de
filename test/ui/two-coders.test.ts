/**
 * Two people, each with a window and user settings of their own (on a server of their own, as on two machines that share a folder),
 * code three sources blind; how far they agree, against values worked out by hand; and the decisions between them, by keys alone.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { MEASURE_NAMES, type Measure } from '../../src/core/agreement/answer';
import { rounded } from '../../src/core/agreement/tables';
import type { App } from './app';
import { openApp } from './app';
import { runByKeys } from './by-keyboard';
import { figure, findingsFrame } from './findings-page';
import { BY_HAND } from './two-coders-by-hand';
import { bar, code, counts, finish, idOf, layer, printed, said, sidecarOf, textOf } from './two-coders-steps';
import { CODEBOOK, TEXTS } from './two-coders-texts';

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
