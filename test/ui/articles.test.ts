/**
 * What a project begins with, by keyboard: one text of many articles, the bibliography that goes with it and a codebook with definitions
 * become a report by outlet and country. What is expected is counted from what was made, not by the extension.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeExport, type MadeArticle } from '../fixtures/make-export';
import type { App } from './app';
import { openApp } from './app';
import { tagStance } from './by-keyboard';
import { figure, findingsPage } from './findings-page';

/** `npm test` takes the same way with fewer articles, names and stances; `STANCEMARK_ARTICLES=200` all of it. */
const ARTICLES_MADE = Number(process.env['STANCEMARK_ARTICLES'] ?? 12);
const WHOLE = ARTICLES_MADE >= 40;
const MADE = makeExport(ARTICLES_MADE);
const ARTICLES = 'export-articles';
const ENTITIES = { Ministry: 'ministry', 'Olga Vik': 'Olga Vik', 'Harbour council': 'harbour council' } as const;
const VALUES: Readonly<Record<string, string>> = {
  'sharply criticised': 'Critical',
  distrusts: 'Critical',
  sued: 'Critical',
  defended: 'Supportive',
  praised: 'Supportive',
  'stands by': 'Supportive',
};
const PARTIES = { ...ENTITIES, 'Shipowners’ league': 'shipowners’ league' };
const WHO = ['the harbour council', 'the ministry', 'Olga Vik', 'the shipowners’ league'].join('|');
const SENTENCE = new RegExp(`^(${WHO}) (${Object.keys(VALUES).join('|')}) (${WHO}) over `, 'i');
/** The entity that words name. */
const named = (words: string): string =>
  Object.entries(PARTIES).find(([, alias]) => words.endsWith(alias))?.[0] ?? words;

interface Chosen {
  readonly article: MadeArticle;
  readonly number: number;
  /** The words that say it. */
  readonly words: string;
  readonly holder: string;
  readonly target: string;
}

/** Articles whose first sentence says who thinks what, the first of each country and value. */
function chosen(): Chosen[] {
  const seen = new Set<string>();
  const all = MADE.articles.flatMap((article, i): Chosen[] => {
    const [, who = '', words = '', whom = ''] = SENTENCE.exec(article.body) ?? [];
    const key = `${article.country} ${VALUES[words] ?? ''}`;
    if (words === '' || named(who) === named(whom) || seen.has(key)) return [];
    seen.add(key);
    return [{ article, number: i + 1, words, holder: named(who), target: named(whom) }];
  });
  return all.slice(0, WHOLE ? undefined : 2);
}

/** `Ministry | Norland | 2 stances, 1 positive, 1 negative` for each target and group of what was tagged. */
function expected(groupOf: (article: MadeArticle) => string): string[] {
  const rows = new Map<string, { positive: number; negative: number }>();
  for (const { article, words, target } of chosen()) {
    const key = `${target} | ${groupOf(article)}`;
    const sum = rows.get(key) ?? { positive: 0, negative: 0 };
    sum[VALUES[words] === 'Critical' ? 'negative' : 'positive']++;
    rows.set(key, sum);
  }
  return [...rows]
    .map(([key, { positive, negative }]) => `${key} | ${positive + negative} ${positive} ${negative}`)
    .sort();
}

/** The same out of the first columns of a table: target, group, stances, positive, negative. */
const rowsIn = (table: readonly (readonly string[])[]): string[] =>
  table.map(([target = '', group = '', ...sums]) => `${target} | ${group} | ${sums.slice(0, 3).join(' ')}`).sort();

const tagsFiles = (app: App): string[] => {
  const folder = path.join(app.folder, ARTICLES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith('.tags.yaml')).map((name) => readFileSync(path.join(folder, name), 'utf8')); // prettier-ignore
};

/** Waits until as much as is wanted stands in the articles' files of tags. */
async function countedOnDisk(app: App, what: RegExp, wanted: number): Promise<void> {
  const until = Date.now() + 60_000;
  for (let found = -1; found !== wanted;) {
    found = tagsFiles(app).reduce((sum, text) => sum + (text.match(what)?.length ?? 0), 0);
    assert.ok(Date.now() < until, `${String(what)}: ${found} of ${wanted}`);
    await app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

describe('from one text of many articles to a report by outlet and country, by keyboard', () => {
  let app: App;
  let begun = 0;
  let pressed = 0;
  const name = ({ number, article }: Chosen): string =>
    `${String(number).padStart(3, '0')}-${(article.title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 4).join('-')}`;

  before(async () => {
    const files = { 'codebook.yaml': MADE.codebook, 'export.txt': MADE.text, 'zotero.csv': MADE.csv };
    app = await openApp({ files });
    begun = Date.now();
    pressed = app.presses;
  });
  after(() => app.close());

  it('splits the text', async () => {
    await app.open('export.txt');
    await app.summon(() => app.commandByKeys('Stancemark: Split into Articles…'), /^Split into Articles/);
    await app.picks
      .and(app.page.locator('.focused'))
      .filter({ hasText: `Write ${ARTICLES_MADE} articles` })
      .waitFor();
    await app.screenshot('articles-split');
    await app.press('Enter');
    await countedOnDisk(app, /^ {2}original: export\.txt$/gm, ARTICLES_MADE);
    for (const { outlet } of MADE.articles.slice(0, 5)) assert.ok(tagsFiles(app).some((text) => text.includes(outlet)));
  });

  it('imports the bibliography', async () => {
    await app.commandByKeys('Stancemark: Import Source Details…');
    await app.picks.filter({ hasText: 'zotero.csv' }).waitFor();
    await app.fillPath(path.join(app.folder, 'zotero.csv'));
    await app.press('Enter');
    // Type and country are new; Zotero turns the authors' names round, which is shown and not ticked.
    const panel = app.page.locator('.part.panel');
    await panel
      .getByText(
        `Details of zotero.csv: ${2 * ARTICLES_MADE} of ${3 * ARTICLES_MADE} changes, in ${ARTICLES_MADE} sources.`,
      )
      .waitFor();
    await app.screenshot('articles-details');
    await app.commandByKeys('Stancemark: Apply the Ticked Changes');
    await panel.waitFor({ state: 'hidden' });
    await countedOnDisk(app, /^ {2}country: (?:Norland|Sydmark|Holm)$/gm, ARTICLES_MADE);
  });

  it('tags all mentions of three entities in the articles', async () => {
    const [first] = chosen();
    assert.ok(first);
    const panel = app.page.locator('.part.panel');
    let all = 0;
    for (const [entity, words] of Object.entries(ENTITIES).slice(0, WHOLE ? undefined : 1)) {
      await app.open(name(first));
      await select(app, words);
      await app.summon(() => app.commandByKeys('Stancemark: Tag All Mentions…'), /Where\?/);
      await app.press('ArrowDown');
      await app.picks.and(app.page.locator('.focused')).filter({ hasText: 'In this folder and below' }).waitFor();
      await app.press('Enter');
      const counts = MADE.articles.map(({ title, body }) => `${title}\n${body}`.split(words).length - 1);
      const count = counts.reduce((sum, one) => sum + one, 0);
      const sources = counts.filter((one) => one > 0).length;
      await panel.getByText(`Tag as ${entity}: ${count} of ${count} passages, in ${sources} sources.`).waitFor();
      if (all === 0) await app.screenshot('articles-tag-all');
      await app.commandByKeys('Stancemark: Apply the Ticked Changes');
      await panel.waitFor({ state: 'hidden' });
      all += count;
      await countedOnDisk(app, /^ {4}entity: /gm, all);
    }
  });

  it('tags stances', async () => {
    for (const one of chosen()) {
      await app.open(name(one));
      await select(app, one.words, one.article.body);
      await tagStance(app, one.holder, one.target, VALUES[one.words] ?? '');
    }
    await countedOnDisk(app, /^ {4}stance:/gm, chosen().length);
    await app.screenshot('articles-stances');
  });

  it('groups them by outlet and by country, and writes the report', async () => {
    await app.commandByKeys('Stancemark: Open Findings');
    const frame = await findingsPage(app);
    const group = frame.locator('select[name="by"]');
    const table = (): Promise<string[][]> =>
      figure(frame, 'matrix')
        .locator('table tbody tr')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
        );
    for (const [word, by] of [
      ['outlet', ({ outlet }: MadeArticle) => outlet],
      ['country', ({ country }: MadeArticle) => country],
    ] as const) {
      // Into the page, and on to the field.
      await app.press('Control+1');
      await app.page.waitForFunction(() => document.activeElement?.tagName === 'IFRAME');
      for (let tabs = 0; !(await group.evaluate((one) => one.matches(':focus'))); tabs++) {
        assert.ok(tabs < 40, 'Tab does not reach the grouping');
        await app.press('Tab');
      }
      // The page makes the list anew with each choice: a second letter may come to the new one, as its first.
      await app.type(word.slice(0, 1));
      await figure(frame, 'matrix').getByText(`Stances by target and ${word}`).first().waitFor();
      assert.deepEqual(rowsIn(await table()), expected(by));
      await app.screenshot(`articles-by-${word}`);
      await app.summon(() => app.commandByKeys('Stancemark: Export Findings…'), /^Export Findings/);
      await app.type('Report to read');
      await app.picks.and(app.page.locator('.focused')).filter({ hasText: 'Report to read' }).waitFor();
      await app.press('Enter');
      await app.page.waitForFunction(() =>
        document.querySelector<HTMLInputElement>('.quick-input-widget input.input')?.value.endsWith('findings.html'),
      );
      await app.fillQuickInput(path.join(app.folder, `${word}.html`));
      await app.press('Enter');
      await app.written(`${word}.html`, /<\/html>\s*$/);
      const report = readFileSync(path.join(app.folder, `${word}.html`), 'utf8');
      const [, body = ''] = new RegExp(`<caption>Stances by target and ${word}</caption>[^]*?<tbody>([^]*?)</tbody>`).exec(report) ?? []; // prettier-ignore
      const rows = [...body.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
        [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => cell),
      );
      assert.deepEqual(rowsIn(rows), expected(by));
      for (const { words } of chosen()) assert.ok(report.includes(`<p dir="auto">${words}</p>`), words);
    }
    console.log(
      `    ${ARTICLES_MADE} articles to two reports: ${((Date.now() - begun) / 1000).toFixed(0)} s, ${app.presses - pressed} presses and letters`,
    );
  });

  /** Selects the first of some words of the text that is open: within a part of it, which begins a line. */
  async function select(where: App, words: string, within?: string): Promise<void> {
    const active = (await where.page.locator('.tab.active').first().getAttribute('data-resource-name')) ?? '';
    const text = readFileSync(path.join(where.folder, ARTICLES, active), 'utf8');
    const offset = text.indexOf(words, within === undefined ? 0 : text.indexOf(within));
    assert.ok(offset >= 0, words);
    const before = text.slice(0, offset);
    await where.select(before.split('\n').length, offset - before.lastIndexOf('\n'), words.length);
  }
});
