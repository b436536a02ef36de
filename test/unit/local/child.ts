/** A process of its own that writes a file by the safe write: `node child.cjs MODE FILE [COUNT [NAME]]`. */
import { FileError } from '../../../src/disk/file-error';
import { local } from '../../../src/disk/local';
import { PlaceableText } from '../../../src/core/anchors/placeable';
import { Library } from '../../../src/core/library/library';
import { pieceAt } from '../../../src/core/anchors/context';
import { DiskFiles } from '../support/disk-files';
import { appending, versionOf, withVersion } from './documents';

const [mode, file = '', count = '1', name = ''] = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function openWindow(folder: string, files: DiskFiles): Library {
  const quiet = (): void => undefined;
  return new Library({
    files,
    store: { get: () => undefined, set: () => Promise.resolve() },
    kept: local?.kept(`${folder}/../kept`),
    log: { info: quiet, warn: quiet, error: (text) => process.stderr.write(`${text}\n`) },
    random: Math.random,
  });
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
    // A window: takes over what the last one left, then tags 001.txt, and says when the tag would be drawn.
    case 'tag': {
      const files = new DiskFiles(file, 100);
      const library = openWindow(file, files);
      await library.collect();
      await library.retry();
      const text = new PlaceableText((await files.readText(files.uri('001.txt'))) ?? '');
      const tag = { id: name, ...pieceAt(text, { from: 0, to: 5 }), entity: 'aysel' };
      library.onDidChange(
        () => library.source(files.uri('001.txt'))?.tags.some(({ id }) => id === name) && say('drawn'),
      );
      await library.edit('Tag', [{ kind: 'sidecar', uri: files.uri('001.txt'), changes: [{ op: 'add', tag }] }]);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      return;
    }
    // A window that changes many files at once, until it is killed.
    case 'retag': {
      const files = new DiskFiles(file);
      const library = openWindow(file, files);
      await library.readAll();
      const [corpus] = library.corpora();
      const changes = (corpus?.sources ?? []).map(({ uri, tags }) => ({
        kind: 'sidecar' as const,
        uri,
        changes: tags.map(({ id }) => ({ op: 'set' as const, id, set: { entity: name } })),
      }));
      const done = await library.edit('Merge', changes);
      say('noted');
      await done.written;
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
