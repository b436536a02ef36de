/**
 * 1,000 random merges of two people's tags, by meaning and by git's own text merge: conflicts, and wrong results that nobody is told
 * of (a file that is refused, an id lost or doubled).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { mergeSidecars } from '../../src/core/merge';
import { readSidecar } from '../../src/core/sidecar';
import { anySides } from '../unit/support/merge-runs';
import type { Report } from './row';

const MERGES = 1_000;
const SEED = 1;

export function bench(report: Report): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'stancemark-merge-'));
  const counts = { ours: { conflicts: 0, wrong: 0 }, git: { conflicts: 0, wrong: 0 } };
  try {
    for (const { base, a, b } of fc.sample(anySides, { numRuns: MERGES, seed: SEED })) {
      const merged = mergeSidecars(base, a, b);
      if (!merged.ok) counts.ours.wrong++;
      else if (merged.conflicts.length > 0) counts.ours.conflicts++;
      else if (!isRight(merged.text, base, a, b)) counts.ours.wrong++;
      const files = { a, base, b };
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
      const { status, stdout } = spawnSync('git', ['merge-file', '-p', 'a', 'base', 'b'], {
        cwd: folder,
        encoding: 'utf8',
      });
      if (status !== 0) counts.git.conflicts++;
      else if (!isRight(stdout, base, a, b)) counts.git.wrong++;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { ours, git } = counts;
  const note = `seed ${SEED}: ${ours.conflicts} conflicts and ${ours.wrong} wrong by meaning, ${git.conflicts} and ${git.wrong} by git merge-file`;
  const beside = `git’s own text merge of the same ${MERGES.toLocaleString('en')}`;
  report({ name: 'merge: conflicts', beside, ratio: ours.conflicts / Math.max(1, git.conflicts), target: 1, note });
  report({ name: 'merge: wrong results', beside: 'none', ratio: ours.wrong, target: 0, unit: 'wrong', note });
}

/** It reads, each id once, and has what one side has and the other did not take away. */
function isRight(text: string, ...sides: readonly [base: string, a: string, b: string]): boolean {
  const now = idsIn(text);
  const [base, a, b] = sides.map(idsIn);
  if (!now || !base || !a || !b) return false;
  const wanted = new Set([...a, ...b].filter((id) => (a.includes(id) && b.includes(id)) || !base.includes(id)));
  return now.length === new Set(now).size && now.length === wanted.size && now.every((id) => wanted.has(id));
}

function idsIn(text: string): string[] | undefined {
  const reading = readSidecar(text);
  return reading.ok && !reading.value.faults.some(({ code }) => code === 'duplicate-id')
    ? reading.value.tags.map(({ id }) => id)
    : undefined;
}
