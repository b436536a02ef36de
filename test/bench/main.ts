/**
 * `npm run bench [-- PART … --seeds=1,2]`: every figure in one run, beside its peers and its target. Ends with exit code 1 when a
 * target is missed by more than the noise that the run measured on this machine. The seeds are those of the texts in which tags
 * are found again.
 */
import { bench as again } from './again';
import { bench as agreement } from './agreement';
import { bench as alike } from './alike';
import { bench as cli } from './cli';
import { bench as codebook } from './codebook';
import { bench as editor } from './editor';
import { bench as exchange } from './exchange';
import { bench as find } from './find';
import { bench as findings } from './findings';
import { bench as live } from './live';
import { bench as merge } from './merge';
import { bench as source } from './one-source';
import { bench as query } from './query';
import { isMet, median, show, type Report, type Row } from './row';
import { bench as scale } from './scale';
import { bench as sidecar } from './sidecar';
import { bench as tagall } from './tagall';
import { bench as workspace } from './workspace';

type Bench = (report: Report, seeds?: readonly number[]) => void | Promise<void>;

const PARTS: Readonly<Record<string, Bench>> = {
  sidecar,
  live,
  again,
  alike,
  find,
  query,
  tagall,
  codebook,
  findings,
  agreement,
  workspace,
  scale,
  source,
  exchange,
  merge,
  cli,
  // Last: it starts a browser, whose temporary files are set up for the whole process.
  editor,
};

/** How much the same piece of work differs from run to run here: the spread of the middle half, relative to the median. */
function noise(): number {
  const times: number[] = [];
  for (let i = 0; i < 25; i++) {
    const start = performance.now();
    let sum = 0;
    for (let n = 0; n < 3_000_000; n++) sum = (sum * 31 + n) | 0;
    times.push(performance.now() - start + (sum === 1 ? 1 : 0));
  }
  times.sort((a, b) => a - b);
  return ((times[18] as number) - (times[6] as number)) / median(times);
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const seeds = given.find((one) => one.startsWith('--seeds='))?.slice('--seeds='.length);
  const wanted = given.filter((one) => !one.startsWith('--'));
  let missed = 0;
  let count = 0;
  for (const [name, bench] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // A machine that is busy with other work proves nothing; the margin does not grow with that.
    const margin = Math.min(0.3, Math.max(noise(), noise()));
    console.log(`\n${name}  (noise ±${(100 * margin).toFixed(0)} %)`);
    const report = (row: Row): void => {
      count++;
      if (!isMet(row, margin)) missed++;
      show(row, margin);
    };
    await bench(report, seeds?.split(',').map(Number));
  }
  console.log(`\n${count - missed} of ${count} targets met`);
  process.exitCode = missed > 0 ? 1 : 0;
}

void main();
