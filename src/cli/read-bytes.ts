import { readFileSync } from 'node:fs';
import { FileTrouble } from './command';

/** All bytes of a file that was named; throws in words where it cannot be read. */
export function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new FileTrouble(file, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
