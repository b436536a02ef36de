import assert from 'node:assert/strict';
import { updateRemote, type RemoteFile } from '../../src/disk/remote';

const encoder = new TextEncoder();
const OLD = encoder.encode('id,name\nada,Ada Brandt\n');
const NEW = encoder.encode('id,name\nada,Ada Brandt\nbea,Bea Brandt\n');

type Fault = 'cut' | 'empty' | 'throw' | 'throw after' | 'refuse';

/** A file whose first `times` writes go wrong in one way. */
class FaultyFile implements RemoteFile {
  readonly path = '/d/entities.csv';
  writes = 0;

  constructor(
    public bytes: Uint8Array | undefined,
    private readonly fault: Fault,
    private readonly times: number,
  ) {}

  async read(): Promise<Uint8Array | undefined> {
    return this.bytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const bad = this.writes++ < this.times;
    if (bad && this.fault === 'refuse') throw new Error('refused');
    if (bad && this.fault === 'throw') throw new Error('lost connection');
    this.bytes =
      bad && this.fault === 'cut' ? bytes.subarray(0, 10) : bad && this.fault === 'empty' ? new Uint8Array(0) : bytes;
    if (bad && this.fault === 'throw after') throw new Error('lost connection');
  }

  async remove(): Promise<void> {
    this.bytes = undefined;
  }

  isFinal(error: unknown): boolean {
    return (error as Error).message === 'refused';
  }
}

describe('a file of a remote file system', () => {
  for (const fault of ['cut', 'empty', 'throw', 'throw after', 'refuse'] as const) {
    for (const old of [OLD, undefined]) {
      for (const times of [1, 2, 3, 4, 5]) {
        it(`${fault}, ${times} times, over ${old ? 'an old file' : 'nothing'}: the old or the new one, and an error tells which`, async () => {
          const file = new FaultyFile(old, fault, times);
          const error: unknown = await updateRemote(file, () => NEW).catch((reason: unknown) => reason);
          assert.deepEqual(file.bytes, error instanceof Error ? old : NEW);
          assert.equal(error instanceof Error, fault === 'refuse' || times > 2);
        });
      }
    }
  }

  it('writes nothing where the bytes are the same', async () => {
    const file = new FaultyFile(OLD, 'cut', 9);
    assert.deepEqual(await updateRemote(file, () => OLD.slice()), OLD);
    assert.equal(file.writes, 0);
  });
});
