/**
 * `check` and `table` over 1,000 sources with 100,000 tags beside what the library takes for the same work, both in this process;
 * and the memory of the program over 10,000 sources.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { checkCorpus } from '../../src/core/checks';
import { tableCsv } from '../../src/core/export/table';
import { figureOf } from '../../src/core/findings/figures';
import { START } from '../../src/core/findings/state';
import { problemsOfSource } from '../../src/core/checks/problems';
import { select } from '../../src/core/sums';
import { USUAL_CHECKS } from '../../src/cli/check-report';
import type { World } from '../../src/cli/command';
import { run } from '../../src/cli/run';
import { openWorkspace } from '../../src/cli/workspace';
import { byTurns, type Report } from './row';
import { fill } from './workspace';

const SOURCES = 1_000;
const TAGS = 100;
const MANY = 10_000;
const FEW = 20;

export async function bench(report: Report): Promise<void> {
  await inFolder(SOURCES, TAGS, (folder) => times(report, folder));
  await inFolder(MANY, FEW, (folder) => Promise.resolve(memory(report, folder)));
}

async function inFolder(sources: number, tags: number, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stancemark-bench-'));
  try {
    await fill(folder, sources, tags);
    const entities = Array.from(
      { length: 200 },
      (_, i) => `  - id: entity-${i}\n    name: Entity ${i}\n    type: state\n`,
    );
    await fs.writeFile(path.join(folder, 'codebook.yaml'), `stancemark: 1\nentities:\n${entities.join('')}`);
    await work(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function times(report: Report, folder: string): Promise<void> {
  let written = 0;
  const world: World = {
    ...{ cwd: folder, env: {}, colours: false, watched: false },
    out: (text) => void (written += text.length),
    err: () => undefined,
  };
  const library = async (work: (workspace: Awaited<ReturnType<typeof openWorkspace>>) => void): Promise<void> => {
    const workspace = await openWorkspace(world, [], 'with texts');
    work(workspace);
    workspace.library.dispose();
  };
  const beside = 'the library: read, compare with the texts, and the same question';
  const note = (ours: number, theirs: number): string =>
    `${SOURCES.toLocaleString('en')} sources, ${(SOURCES * TAGS).toLocaleString('en')} tags: ${ours.toFixed(0)} ms and ${theirs.toFixed(0)} ms`;
  const [check, alone] = await byTurns(
    3,
    () => run(['check', '--json'], world),
    () =>
      library(({ library: one }) => {
        for (const corpus of one.corpora()) {
          for (const source of corpus.sources) problemsOfSource(source, one.sidecar(source.uri), corpus.codebook);
          checkCorpus(corpus, { codes: USUAL_CHECKS });
        }
      }),
  );
  report({ name: 'command line: check', beside, ratio: check / alone, target: 1.5, note: note(check, alone) });
  const [table, figure] = await byTurns(
    3,
    () => run(['table', 'entityBySource', '--format', 'csv'], world),
    () =>
      library(({ library: one }) => {
        const [corpus] = one.corpora();
        if (corpus) tableCsv(figureOf(select(corpus), START, 'entityBySource').table);
      }),
  );
  if (written === 0) throw new Error('Nothing came out.');
  report({ name: 'command line: table', beside, ratio: table / figure, target: 1.5, note: note(table, figure) });
}

function memory(report: Report, folder: string): void {
  const program = path.join(folder, 'program', 'stancemark.mjs');
  const built = spawnSync(process.execPath, ['esbuild.js', '--cli', `--into=${program}`], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  for (const args of [['check'], ['table', 'mentions']]) {
    const measured = path.join(folder, 'program', 'measure.mjs');
    const code = `process.on('exit', () => console.error('MAXRSS ' + process.resourceUsage().maxRSS));\n`;
    writeFileSync(measured, code);
    const start = performance.now();
    const done = spawnSync(process.execPath, ['--import', measured, program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    const most = Number(/MAXRSS (\d+)/.exec(done.stderr)?.[1]);
    if (done.status === 2 || !most) throw new Error(done.stderr.slice(0, 500));
    report({
      name: `command line: memory of ${args[0]}`,
      beside: 'the system',
      ratio: most / 1024,
      target: 1_000,
      unit: 'MB',
      note: `${MANY.toLocaleString('en')} sources, ${(MANY * FEW).toLocaleString('en')} tags, in ${((performance.now() - start) / 1000).toFixed(1)} s`,
    });
  }
}
