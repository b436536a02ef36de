/** Paths of this machine as the core's addresses, and back. */
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Address of a file or folder, without a slash at its end. */
export function addressOf(file: string): string {
  return pathToFileURL(file).href.replace(/\/$/, '');
}

export function pathOf(uri: string): string {
  return fileURLToPath(uri);
}
