import * as path from 'node:path';
import { encodeYaml } from '../core/sidecar';
import { UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { local } from './files';
import { mergeThree, tellConflicts } from './merge-files';

export const command: Command = {
  usage: 'merge BASE OURS THEIRS [-o FILE]',
  about: [
    'Merges two versions of a tags file or codebook that started from one, by the ids of tags and entities. BASE may be empty, where both sides began anew.',
    'The exit code is 1 where conflicts stand between markers, 2 where one of the files cannot be read whole: then nothing is written.',
  ].join('\n'),
  options: {
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      says: 'Where the result goes; standard output unless given.',
    },
  },
  example: [
    'stancemark merge base.tags.yaml ours.tags.yaml theirs.tags.yaml -o 002.txt.tags.yaml',
    'What both sides tagged, in one file.',
  ],
  run: merge,
};

async function merge(given: Given, world: World): Promise<ExitCode> {
  const [base, ours, theirs, ...more] = given.positionals;
  if (!base || !ours || !theirs || more.length > 0) throw new UsageError('Name three files: BASE OURS THEIRS');
  const full = (file: string): string => path.resolve(world.cwd, file);
  const output = given.text('output');
  const names = [...(output === undefined ? [] : [output]), ours, theirs, base];
  const { text, conflicts } = mergeThree({ base: full(base), ours: full(ours), theirs: full(theirs) }, names, 7);
  if (output === undefined) world.out(text);
  else await local.update(full(output), () => encodeYaml(text));
  tellConflicts(world, full(output ?? ours), conflicts);
  return conflicts.length > 0 ? 1 : 0;
}
