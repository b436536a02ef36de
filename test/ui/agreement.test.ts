/** Findings, Agreement: what two coders' files come to, on the screen and in files, in every theme. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { parseCsv, unguard } from '../../src/core/export';
import type { App } from './app';
import { openApp, THEMES } from './app';
import { figure, findingsFrame } from './findings-page';

const CODEBOOK = `stancemark: 1
entities:
${['ann', 'ben', 'bern', 'rome'].map((id) => `  - {id: ${id}, name: ${id.toUpperCase()}, type: ${id.length > 3 ? 'place' : 'person'}}\n`).join('')}`;

const TEXTS = [
  'Ann blames Bern. Ben trusts Rome! Nobody asked Rome what it thinks of Ben.\n',
  'Rome answered Ann on Monday, and Bern did not; Ben was glad of it.\n',
  'In the end Bern and Rome agreed that Ann had been right.\n',
];

/** `WORDS = meaning`: tags of the first place where the words stand, for one coder's file. */
function layer(text: string, coder: string, ...says: string[]): string {
  const tags = says.map((one, i) => {
    const [quote = '', meaning = ''] = one.split(' = ');
    const from = text.indexOf(quote);
    const [holder, target, value, intensity] = meaning.split(' ');
    const what =
      target === undefined
        ? `    entity: ${holder}\n`
        : `    stance:\n      holder: ${holder}\n      target: ${target}\n      value: ${value}\n      intensity: ${intensity}\n`;
    return `  - id: ${coder}${'abcdefgh'[i]}${'234567'[text.length % 6]}2222\n    at: 1:${from + 1}-1:${from + quote.length + 1}\n    quote: "${quote}"\n${what}`;
  });
  return `stancemark: 1\nfinished: true\ntags:\n${tags.join('')}`;
}

const [ONE = '', TWO = '', THREE = ''] = TEXTS;
const FILES: Record<string, string> = {
  'codebook.yaml': CODEBOOK,
  '1.txt': ONE,
  '2.txt': TWO,
  '3.txt': THREE,
  '1.txt.ann.tags.yaml': layer(ONE, 'an', 'Ann = ann', 'Bern = bern', 'Ann blames Bern = ann bern critical 3'),
  '1.txt.ben.tags.yaml': layer(
    ONE,
    'be',
    ...[
      'Ann = ann',
      'Bern = rome',
      'Ann blames Bern. = ann bern critical 2',
      'Ben trusts Rome = ben rome supportive 2',
    ],
  ),
  '2.txt.ann.tags.yaml': layer(TWO, 'an', 'Rome = rome', 'Ben was glad of it = ben bern supportive 2'),
  '2.txt.ben.tags.yaml': layer(TWO, 'be', 'Rome = rome', 'Ann = ann', 'Ben was glad of it = ben bern neutral 1'),
  '3.txt.ann.tags.yaml': layer(THREE, 'an', 'Bern = bern', 'Rome = rome'),
  '3.txt.ben.tags.yaml': layer(THREE, 'be', 'Bern = bern', 'Rome = rome'),
};

async function openAgreement(app: App): Promise<Frame> {
  await app.open('1.txt');
  await app.command('Stancemark: Open Findings');
  const frame = await findingsFrame(app);
  await frame.getByRole('tab', { name: 'Agreement' }).click();
  await figure(frame, 'agreement').waitFor();
  return frame;
}

async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    const { axe: loaded } = globalThis as unknown as { axe: typeof axe };
    const { violations: found } = await loaded.run(document, { resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  });
}

async function saved(app: App, frame: Frame, id: string, format: 'CSV' | 'SVG'): Promise<string> {
  const file = path.join(app.folder, `${id}.${format.toLowerCase()}`);
  await figure(frame, id)
    .getByRole('button', { name: `as ${format}` })
    .click();
  await app.page.waitForFunction(() =>
    document.querySelector<HTMLInputElement>('.quick-input-widget input.input')?.value.includes('findings-'),
  );
  await app.quickInput.locator('input.input').fill(file);
  await app.quickInput.getByRole('button', { name: 'OK' }).click();
  await app.quickInput.waitFor({ state: 'hidden' });
  await app.written(path.basename(file), format === 'CSV' ? /\n$/ : /<\/svg>\s*$/);
  return readFileSync(file, 'utf8');
}

describe('agreement', () => {
  let app: App;
  let frame: Frame;

  before(async () => {
    app = await openApp({ files: FILES });
    frame = await openAgreement(app);
  });
  after(() => app.close());

  it('says of each question how far two coders agree, and axe objects to nothing', async () => {
    // Of the five mentions that both tagged, four mean the same entity.
    await figure(frame, 'agreement')
      .getByRole('button', { name: /^Do we mean the same entity\? α 0\.\d+.*80 % alike; 5 units$/ })
      .waitFor();
    await frame.locator('details.numbers').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    assert.deepEqual(await violations(frame), []);
    await app.screenshot('agreement');
  });

  for (const id of ['agreement', 'agreementGroups', 'agreementCauses', 'confusion', 'disagreements', 'ratings']) {
    it(`writes the numbers of “${id}” as they are on the screen`, async () => {
      const shown = await figure(frame, id)
        .locator('table tr')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
        );
      const csv = parseCsv(await saved(app, frame, id, 'CSV')).rows.map((row) => row.cells.map(unguard));
      assert.ok(csv.length > 1);
      assert.deepEqual(shown, csv);
    });
  }

  it('opens the passages of a confusion, by keyboard, and one of them in the source', async () => {
    await frame.getByLabel('Question of the tables below').selectOption({ label: 'Do we mean the same entity?' });
    const mark = figure(frame, 'confusion').getByRole('button', { name: 'ann says “BERN”, ben “ROME”: 1 unit' });
    await mark.focus();
    await app.press('Enter');
    const passage = frame.locator('.passages article');
    await passage.first().waitFor();
    assert.equal(await passage.count(), 1);
    assert.equal(await passage.locator('mark').textContent(), 'Bern');
    await app.screenshot('agreement-passages');
    await passage.getByRole('button', { name: 'Open the passage in 1.txt, line 1' }).focus();
    await app.press('Enter');
    await app.page.locator('#status\\.editor\\.selection', { hasText: '(4 selected)' }).waitFor();
  });

  it('computes γ when it is asked to, and draws a picture of it', async () => {
    await figure(frame, 'gamma').getByRole('button', { name: 'Compute γ' }).click();
    await figure(frame, 'gamma')
      .getByRole('button', { name: /^3\.txt γ 1\.000/ })
      .waitFor();
    assert.match(await saved(app, frame, 'gamma', 'SVG'), /^<svg [^>]*xmlns=/);
  });

  it('follows a coder’s file that changes, and says who has not finished', async () => {
    const file = path.join(app.folder, '3.txt.ben.tags.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('entity: bern', 'entity: ann'));
    await figure(frame, 'agreement')
      .getByRole('button', { name: /^Do we mean the same entity\? .*60 % alike; 5 units$/ })
      .waitFor();
    writeFileSync(file, before.replace('finished: true\n', ''));
    await figure(frame, 'agreement').locator('.caption', { hasText: 'have not finished: 1 file' }).waitFor();
  });
});

describe('agreement in every theme', () => {
  for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
    it(`is legible in ${theme}`, async () => {
      const app = await openApp({ files: FILES, theme });
      const frame = await openAgreement(app);
      assert.deepEqual(await violations(frame), []);
      await app.screenshot(`agreement-${theme}`);
      await figure(frame, 'confusion').evaluate((one) => one.scrollIntoView());
      await app.screenshot(`agreement-confusion-${theme}`);
      await app.close();
    });
  }

  it('says what to do where nobody has a file of their own', async () => {
    const app = await openApp({ files: { '1.txt': ONE, 'codebook.yaml': CODEBOOK } });
    const frame = await openAgreement(app);
    await frame.getByText('Set My Name as Coder…').waitFor();
    assert.deepEqual(await violations(frame), []);
    await app.screenshot('agreement-empty');
    await app.close();
  });
});
