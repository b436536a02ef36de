import * as path from 'node:path';
import { sameBytes } from '../core/base/bytes';
import { hasSidecarName, isCodebookUri, isOfCorpus } from '../core/files/addresses';
import { decodeYaml, encodeYaml, readSidecar } from '../core/sidecar';
import { addressOf } from './address';
import { FileTrouble, UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { local } from './files';
import { mergeThree, tellConflicts } from './merge-files';
import { bytesOf } from './read-bytes';

export const command: Command = {
  usage: 'merge BASE OURS THEIRS [-o FILE]',
  about: [
    'Merges two versions of a tags file or codebook that started from one, by the ids of tags and entities. BASE may be empty, where both sides began anew.',
    'The exit code is 1 where conflicts stand between markers, 2 where one of the files cannot be read whole, or FILE is a source or says something else than the three: then nothing is written.',
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
  else {
    const merged = encodeYaml(text);
    const known = [merged, ...[base, ours, theirs].map((file) => bytesOf(full(file)))];
    await local.update(full(output), (now) => {
      mustNotLose(full(output), now, known);
      return merged;
    });
  }
  tellConflicts(world, full(output ?? ours), conflicts);
  return conflicts.length > 0 ? 1 : 0;
}

/**
 * A file of a corpus is written over only where it says what was merged, or holds the markers of git's own merge: what is in it
 * otherwise is somebody's, and would be gone.
 */
function mustNotLose(file: string, now: Uint8Array | undefined, known: readonly Uint8Array[]): void {
  const address = addressOf(file);
  if (!isOfCorpus(address)) return;
  if (!hasSidecarName(address) && !isCodebookUri(address))
    throw new FileTrouble(file, 'holds neither tags nor a codebook, and is not written over. Name another file.');
  if (!now || known.some((one) => sameBytes(one, now))) return;
  const is = decodeYaml(now);
  const reading = is.ok ? readSidecar(is.value) : is;
  if (!reading.ok && reading.refusal.code === 'conflict') return;
  throw new FileTrouble(
    file,
    'says something else than the three files, which would be lost, so nothing is written. Merge that in as well, or name another file.',
  );
}
