/** What a repository can carry besides its texts: settings of any type and size, and names that end up in pictures and links. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { linkedFindings } from '../../src/core/findings/link';
import { setValue } from '../../src/core/base/set-value';
import { sourceGlobs } from '../../src/core/files/sources';
import { visible } from '../../src/core/text/safe';
import { cpuTime } from './support/cpu';

describe('settings that a workspace makes', () => {
  it('of another type, or longer than any honest value, count as not set', () => {
    for (const wrong of [5, null, undefined, [], {}, ['mk'], { trim: 1 }, 'x'.repeat(10_000_000), true]) {
      assert.equal(setValue<string>(wrong, ''), '', typeof wrong);
    }
    assert.equal(setValue<string>('mk', ''), 'mk');
    for (const wrong of ['false', 0, null, undefined, {}, []]) assert.equal(setValue<boolean>(wrong, true), true);
    assert.equal(setValue<boolean>(false, true), false);
  });

  it('name no file outside of the workspace folder, and take no long time', () => {
    const start = cpuTime();
    const globs = sourceGlobs([
      '../../**/*.txt',
      '/etc/*.txt',
      'file:///etc/*.txt',
      5,
      null,
      { a: 1 },
      '**/'.repeat(2_000) + '*.txt',
      '*'.repeat(5_000) + '.txt',
    ]);
    // Paths are asked for below the folder alone, so a pattern that climbs out, or begins at a root, fits nothing there.
    const climbing = sourceGlobs(['../*.txt', '../../**/*.txt', 'file:///etc/*.txt', 5, null, { a: 1 }]);
    for (const path of ['secret.txt', 'sub/secret.txt', 'etc/passwd.txt'])
      assert.equal(climbing.matches(path), false, path);
    globs.matches('a'.repeat(2_000) + '/' + 'b'.repeat(2_000) + '.txt');
    assert.ok(cpuTime() - start < 2_000, `${cpuTime() - start} ms`);
  });

  it('that take effect on what is written or run are the user’s alone in Restricted Mode', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      capabilities: { untrustedWorkspaces: { supported: unknown; restrictedConfigurations: string[] } };
      contributes: {
        configuration:
          | { properties: Record<string, { type?: unknown; default?: unknown }> }
          | { properties: Record<string, { type?: unknown; default?: unknown }> }[];
      };
    };
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    const parts = [manifest.contributes.configuration].flat();
    const texts = parts
      .flatMap(({ properties }) => Object.entries(properties))
      .filter(([, { type }]) => type === 'string')
      .map(([key]) => key);
    // Every setting that is a text: nobody else's words get into files.
    for (const key of texts) assert.ok(restrictedConfigurations.includes(key), key);
  });
});

describe('Restricted Mode', () => {
  it('runs nothing and asks git nothing: both files that do look at the trust first', () => {
    for (const file of ['src/host/git.ts', 'src/features/merging/driver.ts']) {
      const text = readFileSync(file, 'utf8');
      const trust = text.indexOf('vscode.workspace.isTrusted');
      assert.ok(trust >= 0, file);
      for (const call of ['extension.activate()', 'getAPI(1)']) {
        const at = text.indexOf(call);
        assert.ok(at < 0 || at > trust, `${file}: ${call}`);
      }
    }
  });
});

describe('names in exported pictures', () => {
  it('hold no sign that no XML may hold, whatever a file says', () => {
    // XML 1.0, production 2: what an SVG that can be opened consists of.
    const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
    for (let from = 0; from < 0x11_0000; from += 0x1000) {
      const all = Array.from({ length: 0x1000 }, (_, i) => String.fromCodePoint(from + i)).join('\u200b');
      assert.match(visible(all), legal, from.toString(16));
    }
  });

  it('are put into the page as text and nothing else', () => {
    for (const part of ['dom', 'grid', 'bars', 'bands', 'network', 'pairs', 'forest', 'picture', 'figure', 'marks']) {
      const text = readFileSync(`src/features/findings/page/${part}.ts`, 'utf8');
      assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser/, part);
    }
  });
});

describe('a link from a web page', () => {
  it('with a query of any kind is read as a query, whatever it holds', () => {
    const evil = '](command:workbench.action.quit) <script>alert(1)</script> ${process.env} \u202e';
    assert.deepEqual(linkedFindings('/findings', `query=${encodeURIComponent(evil)}`), { query: evil });
    for (const query of ['%', '%E0%A4%A', 'query=%00', '='.repeat(1_000), '&'.repeat(10_000)]) {
      assert.doesNotThrow(() => linkedFindings('/findings', query));
    }
  });
});
