/** The three-way merge of the core over three files; who writes the outcome is another matter. */
import * as path from 'node:path';
import { CODEBOOK_NAME } from '../core/files/addresses';
import { mergeCodebooks, mergeSidecars, type Conflict, type Merged } from '../core/merge';
import { decodeYaml } from '../core/sidecar';
import { Lines } from '../core/text/lines';
import { visible } from '../core/text/safe';
import { FileTrouble, type World } from './command';
import { bytesOf } from './read-bytes';
import { shownPath } from './show-path';

export interface Three {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface Outcome {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** With the base as well, so that whoever resolves them by hand or by meaning sees what both sides started from. */
const LABELS = { ours: 'ours', base: 'base', theirs: 'theirs' };

/**
 * Merges files (absolute paths). `names`: what the file is called, as far as anybody says; temporary names say nothing, then the
 * contents do. Throws where one of them cannot be read whole: nothing is merged then.
 */
export function mergeThree(files: Three, names: readonly string[], size: number): Outcome {
  const [base, ours, theirs] = [textOf(files.base), textOf(files.ours), textOf(files.theirs)];
  const options = { size, labels: LABELS };
  const merged: Merged = isCodebook(names, ours || theirs)
    ? mergeCodebooks(base, ours, theirs, options)
    : mergeSidecars(base, ours, theirs, options);
  if (merged.ok) return merged;
  if (merged.which === 'result' || !merged.refusal) {
    throw new FileTrouble(files.ours, 'the merge would not read as it should, so nothing is written.');
  }
  const { refusal, which } = merged;
  const line = new Lines({ base, ours, theirs }[which]).positionAt(refusal.from).line + 1;
  const detail = refusal.detail ? ` (${visible(refusal.detail)})` : '';
  throw new FileTrouble(
    files[which],
    `${refusal.message}${detail}. Nothing is merged by meaning until it is mended.`,
    line,
  );
}

function textOf(file: string): string {
  const text = decodeYaml(bytesOf(file));
  if (!text.ok) throw new FileTrouble(file, `${text.refusal.message}.`);
  return text.value;
}

function isCodebook(names: readonly string[], text: string): boolean {
  for (const name of names) {
    const last = path.basename(name);
    if (last === CODEBOOK_NAME) return true;
    if (/\.tags\.yaml$/i.test(last)) return false;
  }
  return /^(entities|types|stances|searches|codes)[ \t]*:/m.test(text) && !/^tags[ \t]*:/m.test(text);
}

/** Says on the error output what the sides disagree on. */
export function tellConflicts(world: World, file: string, conflicts: readonly Conflict[]): void {
  if (conflicts.length === 0) return;
  const lines = conflicts.map((one) => `  ${visible(one.id)}: ${why(one)}\n`);
  const count = conflicts.length === 1 ? '1 conflict' : `${conflicts.length} conflicts`;
  const what = 'Both sides stand between markers: decide there, or by “Resolve by Meaning” in VS Code.';
  world.err(`stancemark: ${shownPath(world.cwd, file)}: ${count}. ${what}\n${lines.join('')}`);
}

function why({ kind, fields }: Conflict): string {
  if (kind === 'deleted') return 'taken away on one side, changed on the other';
  if (kind === 'same-id') return 'two under one id';
  return `both sides changed ${fields.map(visible).join(', ')}`;
}
