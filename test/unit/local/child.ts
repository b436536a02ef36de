/** A process of its own that writes a file by the safe write: `node child.cjs MODE FILE [COUNT [NAME]]`. */
import { FileError } from '../../../src/disk/file-error';
import { local } from '../../../src/disk/local';
import { appending, versionOf, withVersion } from './documents';

const [mode, file = '', count = '1', name = ''] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  if (!local) throw new Error('No local files.');
  switch (mode) {
    // Saves for ever, and says which versions are in the file.
    case 'save':
      for (;;) {
        const { after } = await local.update(file, (now) => withVersion(versionOf(now) + 1));
        say(`${versionOf(after)}`);
      }
    case 'append':
      for (let i = 0; i < Number(count); i++) await local.update(file, appending(`${name} ${i}\n`));
      return;
    // One write of so many bytes.
    case 'write':
      await local.update(file, () => new Uint8Array(Number(count)).fill(0x61));
      return;
    // All files of a folder at once, each appended to.
    case 'many': {
      const disk = local;
      const files = Array.from({ length: Number(count) }, (_, i) => `${file}/${i}.txt.tags.yaml`);
      await Promise.all(files.map((one) => disk.update(one, appending('new\n'))));
      return;
    }
    default:
      throw new Error(`Which mode is ${mode}?`);
  }
}

main().then(
  () => say('done'),
  (error: unknown) => say(error instanceof FileError ? `${error.code}: ${error.message}` : String(error)),
);
