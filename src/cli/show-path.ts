import * as path from 'node:path';
import { visible } from '../core/text/safe';

/** A path as output names it: relative to the working folder, with slashes; nothing in it hides or turns the line around. */
export function shownPath(cwd: string, file: string): string {
  return visible(relativePath(cwd, file));
}

/** The same to the letter, for programs. */
export function relativePath(cwd: string, file: string): string {
  const relative = path.relative(cwd, file) || '.';
  return path.sep === '/' ? relative : relative.split(path.sep).join('/');
}
