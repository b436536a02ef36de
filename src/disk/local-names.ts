/**
 * Names of the files that stand beside a target for the moment of a write: `.NAME.lock`, while one is taken over
 * `.NAME.lock.ID`, and `.NAME.PID.RANDOM.tmp`. Whoever watches or lists files leaves them out ({@link isPassing}).
 */
import { fnv1a } from '../core/base/hash';

/** Most bytes (UTF-8) of a target's name that are taken over whole: most file systems allow 255, and up to 50 are added. */
const MOST_BYTES = 200;

/** What the passing files of a target are named after: its name, or, when that is too long, a part of it and a checksum. */
export function stemOf(name: string): string {
  if (bytesOf(name) <= MOST_BYTES) return name;
  let kept = '';
  let room = MOST_BYTES - 9;
  for (const character of name) {
    room -= bytesOf(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}~${checksum(name)}`;
}

export function lockName(target: string): string {
  return `.${stemOf(target)}.lock`;
}

/** The lock under which a dead process' lock is removed; `id` is the dead one's own mark. */
export function guardName(lock: string, id: string): string {
  return `${lock}.${id}`;
}

/** `random`: 8 characters of a-z and 2-7. */
export function tempName(target: string, pid: number, random: string): string {
  return `.${stemOf(target)}.${pid}.${random}.tmp`;
}

const LOCK = /^\.(.+)\.lock((?:\.[a-z0-9-]+)*)$/s;
const TEMP = /^\.(.+)\.([1-9]\d*)\.[a-z2-7]{8}\.tmp$/s;

export type PassingName =
  | { readonly kind: 'lock' | 'guard'; readonly stem: string }
  | { readonly kind: 'temp'; readonly stem: string; readonly pid: number };

/** What a file name says, by its form alone; undefined: none of ours. */
export function parsePassing(name: string): PassingName | undefined {
  const temp = TEMP.exec(name);
  if (temp) return { kind: 'temp', stem: temp[1] ?? '', pid: Number(temp[2]) };
  const lock = LOCK.exec(name);
  return lock ? { kind: lock[2] ? 'guard' : 'lock', stem: lock[1] ?? '' } : undefined;
}

/** Is this the name of a lock or temporary file? `name` is the last part of a path. */
export function isPassing(name: string): boolean {
  return parsePassing(name) !== undefined;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** 8 hexadecimal digits: two long names of one folder must not share a lock. */
function checksum(text: string): string {
  return fnv1a(text).toString(16).padStart(8, '0');
}
