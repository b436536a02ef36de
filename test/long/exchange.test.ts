/** What `test/unit/exchange-property.test.ts` tries, more often (`RUNS`, `SEED`), and what a large import costs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { anyCorpus, checkWay, WAYS } from '../unit/support/exchange-runs';
import { largeProject } from '../unit/support/large-project';

const RUNS = Number(process.env['RUNS'] ?? 2_000);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const MB = 1024 * 1024;

describe('formats, long', () => {
  for (const way of WAYS) {
    it(`${way.format} ${way.profile ?? ''}: ${RUNS} corpora, SEED=${SEED}`, async () => {
      await fc.assert(
        fc.asyncProperty(anyCorpus, (corpus) => checkWay(way, corpus)),
        { numRuns: RUNS, seed: SEED },
      );
    });
  }

  it('brings a project of 50 MB in with less than 300 MB of memory', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stancemark-large-'));
    try {
      const project = largeProject({ sources: 500, size: 100_000, tags: 50 });
      assert.ok(project.length > 50 * MB * 0.9, `${project.length}`);
      writeFileSync(path.join(folder, 'a.qdpx'), project);
      const tell = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\nPEAK='+process.resourceUsage().maxRSS))`;
      const cli = path.resolve('dist/cli/stancemark.mjs');
      const { status, stderr, stdout } = spawnSync(
        process.execPath,
        ['--import', tell, cli, 'import', 'a.qdpx', '--into', 'to'],
        { cwd: folder, encoding: 'utf8' },
      );
      assert.equal(status, 0, stderr);
      const peak = Number(/PEAK=(\d+)/.exec(stderr)?.[1]) / 1024;
      console.log(`    ${stdout.split('\n')[2] ?? ''} peak ${Math.round(peak)} MB`);
      assert.equal(readdirSync(path.join(folder, 'to')).filter((name) => name.endsWith('.txt')).length, 500);
      assert.ok(peak < 300, `${peak} MB`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
