import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from './app';
import { openApp } from './app';
import { sidecarFor } from './sidecar';

/** Milliseconds for a command of the extension while a hostile file is open. 200 are wanted; a loaded machine gets more. */
const PATIENCE = 2_000;

const LINK = '[run](command:workbench.action.files.newUntitledFile)';
const IMAGE = '![i](https://e.example/a.png)';
const HTML = '<img src=https://e.example/b.png><a href="command:workbench.action.quit">x</a><script>1</script>';
const BIDI = '\u202Egnp.evil\u202C\u2066\u200B';
const EVIL = `${LINK} ${IMAGE} ${HTML} ${BIDI} https://e.example/c $(trash) \${x} {0}`;

const TEXT = `Ada met the council.\nThe council said no to Ada.\n${LINK} ${IMAGE} ${HTML}\n`;
const BOOK = `stancemark: 1
stances:
  - {id: critical, label: ${JSON.stringify(EVIL)}, axis: negative}
entities:
  - id: ada
    name: ${JSON.stringify(EVIL)}
    type: person
    aliases: [${JSON.stringify('(a+)+$')}, ${JSON.stringify(HTML)}, ".*", "Ada"]
    note: ${JSON.stringify(EVIL)}
  - id: __proto__
    name: constructor
    type: person
`;
const TAGS = sidecarFor(TEXT, [
  { id: 'aaaaaaaa', quote: 'Ada', says: `entity: ada\nnote: ${JSON.stringify(EVIL)}\nby: ${JSON.stringify(EVIL)}` },
  { id: 'bbbbbbbb', quote: 'council', says: 'entity: __proto__' },
  {
    id: 'cccccccc',
    quote: 'The council said no to Ada',
    says: `stance:\n  holder: ada\n  target: __proto__\n  value: critical\n  event: ${JSON.stringify(EVIL)}`,
  },
]);

const bomb = (): string => {
  const lines = ['stancemark: 1', 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 12; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n') + '\ntags: []\n';
};
const tagAt = (at: string): string =>
  `stancemark: 1\ntags:\n  - id: aaaaaaaa\n    at: ${at}\n    quote: "Ada"\n    entity: ada\n`;

/** One source each with the sidecar that is to be survived. */
const SIDECARS: Readonly<Record<string, string>> = {
  bomb: bomb(),
  deep: `stancemark: 1\ntags: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`,
  huge: `stancemark: 1\ntags: []\nx: "${'y'.repeat(21 * 1024 * 1024)}"\n`,
  proto:
    'stancemark: 1\n__proto__: {polluted: 1}\nsource: {__proto__: {x: 1}, constructor: y}\ntags:\n  - {__proto__: 1}\n',
  merge: 'stancemark: 1\nbase: &b {polluted: 1}\nsource:\n  <<: *b\ntags: []\n',
  nan: tagAt('.nan:-1-1e308:4'),
  minus: tagAt('-1:-1-1:4'),
  beyond: tagAt('999999999999:1-999999999999:4'),
  conflict: '<<<<<<< HEAD\nstancemark: 1\n=======\nstancemark: 1\n>>>>>>> other\n',
  custom: 'stancemark: 1\ntags: !!js/function "function(){return 1}"\n',
  binary: '\u0000\u0001\u0002',
};

function files(): Record<string, string> {
  const all: Record<string, string> = {
    'codebook.yaml': BOOK,
    'evil.txt': TEXT,
    'evil.txt.tags.yaml': TAGS,
    '[x](command:workbench.action.quit) <b>.txt': TEXT,
    'name-\u202Etxt.exe.txt': TEXT,
    '.vscode/settings.json': JSON.stringify({
      'stancemark.sidecarDir': '../../outside',
      'stancemark.codebook': '/etc/passwd',
      'stancemark.coder': EVIL,
    }),
  };
  for (const [name, text] of Object.entries(SIDECARS)) {
    all[`${name}.txt`] = TEXT;
    all[`${name}.txt.tags.yaml`] = text;
  }
  return all;
}

/** Names, sizes and times of everything below a folder. */
function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(path.join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    });
}

describe('a hostile repository', () => {
  let app: App;
  let outside: string;
  let untouched: string[];
  const elsewhere: string[] = [];

  before(async () => {
    outside = mkdtempSync(path.join(tmpdir(), 'stancemark-outside-'));
    writeFileSync(path.join(outside, 'linked.yaml'), TAGS);
    mkdirSync(path.join(outside, 'folder'));
    writeFileSync(path.join(outside, 'folder/in.txt'), TEXT);
    untouched = listing(outside);
    app = await openApp({ files: files() });
    const origin = new URL(app.page.url()).host;
    app.page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      // VS Code itself asks its marketplace for extensions, whatever is open.
      if (/^(https?|wss?):$/.test(protocol) && host !== origin && host !== 'open-vsx.org')
        elsewhere.push(request.url());
    });
    for (const [name, to] of [
      ['linked.txt.tags.yaml', 'linked.yaml'],
      ['dangling.txt.tags.yaml', 'not-there.yaml'],
      ['folder', 'folder'],
    ] as const)
      symlinkSync(path.join(outside, to), path.join(app.folder, name));
    symlinkSync('/dev/zero', path.join(app.folder, 'endless.txt.tags.yaml'));
    for (const name of ['linked', 'dangling', 'endless']) writeFileSync(path.join(app.folder, `${name}.txt`), TEXT);
  });
  after(async () => {
    await app.close();
    rmSync(outside, { recursive: true });
  });

  /** Nothing in a part of the window may be a picture of elsewhere, or a link to any command but our own. */
  async function harmless(part: string): Promise<void> {
    const found = await app.page
      .locator(part)
      .evaluateAll((elements) =>
        elements.flatMap((element) => [
          ...[...element.querySelectorAll('img, script, iframe')].map((one) => one.outerHTML),
          ...[...element.querySelectorAll('a')].map(
            (one) => one.getAttribute('data-href') ?? one.getAttribute('href') ?? '',
          ),
        ]),
      );
    assert.deepEqual(
      found.filter((one) => one !== '' && one !== '#' && !/^command:stancemark\.\w+(\?|$)/.test(one)),
      [],
      part,
    );
  }

  const bar = () => app.page.locator('[id$="stancemark.status"]');

  /** Milliseconds from the click on the status bar until the extension host has answered with its list. */
  async function answers(): Promise<number> {
    await bar().waitFor();
    const begun = Date.now();
    await bar().click();
    await app.titled(/^Stancemark$/);
    await app.picks.filter({ hasText: 'Toggle highlights' }).waitFor();
    const took = Date.now() - begun;
    await app.press('Escape');
    await app.quickInput.waitFor({ state: 'hidden' });
    return took;
  }

  it('is listed in the sidebar as plain text', async () => {
    await app.page.locator('.activitybar .action-label[aria-label^="Stancemark"]').first().click();
    await app.page.locator('.sidebar .monaco-list-row', { hasText: 'command:workbench' }).first().waitFor();
    await app.screenshot('hostile-sidebar');
    await harmless('.part.sidebar .monaco-list-row');
  });

  it('is hovered as plain text', async () => {
    await app.open('evil.txt');
    await app.lines.locator('span:text-is("Ada")').first().hover();
    const hover = app.page.locator('.monaco-hover:visible', { hasText: 'command:workbench' });
    await hover.waitFor();
    await app.screenshot('hostile-hover');
    await harmless('.monaco-hover');
    assert.ok(!(await hover.textContent())?.includes('\u202E'), 'direction characters are shown, not obeyed');
    await app.press('Escape');
  });

  it('is offered in a pick as plain text', async () => {
    await app.open('evil.txt');
    await app.select(2, 18, 2);
    await app.summon(() => app.command('Stancemark: Tag as Entity…'), /^Tag “/);
    await app.picks.filter({ hasText: 'command:workbench' }).first().waitFor();
    await app.screenshot('hostile-pick');
    await harmless('.quick-input-widget .monaco-list-row');
    await app.press('Escape');
    await app.quickInput.waitFor({ state: 'hidden' });
  });

  for (const name of [...Object.keys(SIDECARS), 'linked', 'dangling', 'endless', '[x](command']) {
    it(`${name}: is opened, nothing is written, and the extension answers`, async () => {
      const sidecar = path.join(app.folder, `${name}.txt.tags.yaml`);
      const old = SIDECARS[name];
      await app.open(name.startsWith('[') ? name : `${name}.txt`);
      const took = await answers();
      console.log(`    ${name}: the extension host answered within ${took} ms`);
      assert.ok(took < PATIENCE, `${took} ms`);
      if (old !== undefined) assert.equal(readFileSync(sidecar, 'utf8'), old);
    });
  }

  it('changed no file outside, asked nothing of elsewhere, and opened no editor by a command', async () => {
    assert.deepEqual(listing(outside), untouched);
    assert.deepEqual(elsewhere, []);
    assert.equal(await app.page.locator('.tab', { hasText: 'Untitled' }).count(), 0);
    assert.deepEqual(
      readdirSync(path.dirname(app.folder)).filter((name) => name !== path.basename(app.folder)),
      [],
    );
  });
});
