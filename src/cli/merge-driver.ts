import * as path from 'node:path';
import { encodeYaml } from '../core/sidecar';
import { UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { local } from './files';
import { mergeThree, tellConflicts } from './merge-files';

export const command: Command = {
  usage: 'merge-driver BASE OURS THEIRS MARKER-SIZE PATH',
  about: [
    'What git calls to merge a tags file or codebook by meaning; “stancemark git install” tells git of it. The result is written over OURS.',
    'The exit code is 0 where everything was merged, 1 where conflicts stand between markers, 2 where one of the files cannot be read whole: then nothing is written, and git merges the text.',
  ].join('\n'),
  options: {},
  example: [
    'stancemark merge-driver .merge_file_a .merge_file_b .merge_file_c 7 002.txt.tags.yaml',
    'As git calls it, with %O %A %B %L %P.',
  ],
  run: drive,
};

async function drive(given: Given, world: World): Promise<ExitCode> {
  const [base, ours, theirs, size, name, ...more] = given.positionals;
  if (!base || !ours || !theirs || !size || !name || more.length > 0) {
    throw new UsageError('Give all five: BASE OURS THEIRS MARKER-SIZE PATH');
  }
  if (!/^[1-9]\d{0,2}$/.test(size)) throw new UsageError('MARKER-SIZE is a number, as a rule 7');
  const full = (file: string): string => path.resolve(world.cwd, file);
  const files = { base: full(base), ours: full(ours), theirs: full(theirs) };
  const { text, conflicts } = mergeThree(files, [name], Number(size));
  // Last, and whole or not at all: if this fails, git's own merge still finds ours as it was.
  await local.update(files.ours, () => encodeYaml(text));
  tellConflicts(world, full(name), conflicts);
  return conflicts.length > 0 ? 1 : 0;
}
