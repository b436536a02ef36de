/** What `test/unit/sidecar-property.test.ts` tries, many more times; and PyYAML as a third reader, where it is installed. */
import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { quoted } from '../../src/core/yaml/scalars';
import { anyMutation, anySidecar, anyTags, anyText, mutated, ownForm, withoutExtra } from '../unit/support/yaml';
import { anySketches, checkChanges } from '../unit/support/yaml-changes';
import { bothRead } from '../unit/support/yaml-same';
import { keptComments, whiteCodebooks, whiteSidecars } from '../unit/support/yaml-white';

/** Has the text no lone surrogate? */
const isWhole = (text: string) => !/\p{Surrogate}/u.test(text);

const FILES = 20_000;
const OWN = 50_000;
const WHITE = 100_000;

describe('sidecar, long', () => {
  it('readers agree on files in any style', () => {
    fc.assert(
      fc.property(anySidecar, ({ text, tags }) => {
        const reading = bothRead(text);
        assert.ok(reading.ok);
        assert.deepEqual(withoutExtra(reading.value.tags), withoutExtra(tags));
      }),
      { numRuns: FILES },
    );
  });

  it('readers agree on damaged files', () => {
    const mutations = fc.array(anyMutation, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anySidecar, mutations, ({ text }, all) => {
        bothRead(mutated(text, all));
      }),
      { numRuns: FILES },
    );
  });

  it('readers agree on damaged files in own form', () => {
    const mutations = fc.array(anyMutation, { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(anyTags, mutations, (tags, all) => {
        bothRead(mutated(ownForm(tags), all));
      }),
      { numRuns: FILES },
    );
  });

  it('changes to own form', () => {
    fc.assert(
      fc.property(anyTags, anySketches, (tags, sketches) => {
        checkChanges(ownForm(tags), sketches);
      }),
      { numRuns: OWN },
    );
  });

  it('changes to files in any style', () => {
    fc.assert(
      fc.property(anySidecar, anySketches, ({ text }, sketches) => {
        checkChanges(text, sketches);
      }),
      { numRuns: FILES },
    );
  });

  for (const [what, run] of [
    ['sidecars', whiteSidecars],
    ['codebooks', whiteCodebooks],
    ['comments between tags', keptComments],
  ] as const) {
    it(`white space of every kind at every place: ${what}`, () => {
      const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 0x7fffffff));
      console.log(`    ${WHITE} ${what}, seed ${seed}`);
      run(WHITE, seed);
    });
  }

  it('200,000 texts read the same by yaml, js-yaml and PyYAML', () => {
    const texts = fc.sample(anyText, 200_000);
    const file = texts.map((text) => `- ${quoted(text)}\n`).join('');
    assert.deepEqual(parse(file), texts);
    assert.deepEqual(load(file), texts);
    // libyaml refuses the escape of a lone surrogate, the reader in plain Python takes it, slowly.
    const [whole, broken] = [texts.filter(isWhole), texts.filter((text) => !isWhole(text)).slice(0, 5_000)];
    for (const [some, loader] of [
      [whole, 'getattr(yaml, "CSafeLoader", yaml.SafeLoader)'],
      [broken, 'yaml.SafeLoader'],
    ] as const) {
      const program = `import sys, yaml, json\nprint(json.dumps(yaml.load(sys.stdin.buffer.read().decode("utf-8"), Loader=${loader})))`;
      const input = some.map((text) => `- ${quoted(text)}\n`).join('');
      const python = spawnSync('python3', ['-c', program], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
      // No Python, or none with PyYAML: two readers have agreed.
      if (python.error || python.stderr.includes('ModuleNotFoundError')) return;
      assert.equal(python.status, 0, python.stderr.slice(-500));
      assert.deepEqual(JSON.parse(python.stdout), some);
    }
  });
});
