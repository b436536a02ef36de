/** Runs the command line in this process, over a folder of its own. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { run } from '../../../src/cli/run';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export class Folder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'stancemark-cli-'));

  write(name: string, text: string | Uint8Array): void {
    const file = path.join(this.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(name: string): string {
    return readFileSync(path.join(this.path, name), 'utf8');
  }

  /** The sample corpus, or another folder, put below. */
  copy(from = 'media/sample', to = '.'): void {
    cpSync(from, path.join(this.path, to), { recursive: true });
  }

  async run(...args: string[]): Promise<Ran> {
    return this.runIn('.', ...args);
  }

  async runIn(folder: string, ...args: string[]): Promise<Ran> {
    let [out, err] = ['', ''];
    const code = await run(args, {
      cwd: path.resolve(this.path, folder),
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      colours: false,
      watched: false,
      out: (text) => (out += typeof text === 'string' ? text : Buffer.from(text).toString()),
      err: (text) => (err += text),
    });
    return { code, out, err };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Runs a test over a folder that is gone afterwards. */
export async function inFolder(test: (folder: Folder) => Promise<void>): Promise<void> {
  const folder = new Folder();
  try {
    await test(folder);
  } finally {
    folder.remove();
  }
}
