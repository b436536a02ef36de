/** Earlier texts of sources from git: as of the revision that last wrote their tags, to prove where tags went. */
import * as path from 'node:path';
import type { Revisions } from '../core/ports';
import type { World } from './command';
import { pathOf } from './address';
import { git } from './git';

/** Nothing is fetched for it: a clone that has not everything does without. */
const OFFLINE = { GIT_NO_LAZY_FETCH: '1' };

export function gitTexts(world: World): Revisions {
  const offline: World = { ...world, env: { ...world.env, ...OFFLINE } };
  /** Folders in which git could not be asked. */
  const without = new Set<string>();
  const textAsOf = (source: string, sidecar: string): string | undefined => {
    const file = pathOf(source);
    const folder = path.dirname(file);
    if (without.has(folder)) return undefined;
    const last = git(offline, ['rev-list', '-1', 'HEAD', '--', pathOf(sidecar)], folder);
    if (last.code !== 0) without.add(folder);
    const commit = last.out.trim();
    if (last.code !== 0 || commit === '') return undefined;
    const blob = git(offline, ['cat-file', 'blob', `${commit}:./${path.basename(file)}`], folder);
    return blob.code === 0 ? blob.out.replace(/^\ufeff/, '') : undefined;
  };
  return { textAsOf: (source, sidecar) => Promise.resolve(textAsOf(source, sidecar)) };
}
