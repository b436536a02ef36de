/** Does git have what `.gitattributes` names? Git itself says nothing, and merges the text. */
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { World } from './command';
import type { Reported } from './check-report';
import { visible } from '../core/text/safe';
import { git } from './git';
import { driverOf, PATTERNS } from './git-install';

/** One for each `.gitattributes` upward of these folders that names the driver while git has none. */
export function missingDrivers(folders: readonly string[], world: World): Reported[] {
  const seen = new Set<string>();
  const found: Reported[] = [];
  for (const folder of folders) {
    for (const file of attributesAbove(folder)) {
      if (seen.has(file)) continue;
      seen.add(file);
      const text = readFileSync(file, 'utf8');
      const line = lineOfDriver(text);
      if (line === undefined) continue;
      const has = git(world, ['config', '--get', 'merge.stancemark.driver'], path.dirname(file));
      if (has.code === 0 && has.out.trim() !== '') {
        for (const one of takenAway(file, text, line, world)) found.push(one);
        continue;
      }
      found.push({
        ...{ file, line, column: 1, severity: 'information', code: 'no-merge-driver' },
        message:
          'Tags are to be merged by “stancemark”, and git here does not know it: it will merge their text. Run “stancemark git install”.',
      });
    }
  }
  return found;
}

/** Of two lines git goes by the last: one such as `*.yaml merge=union` takes the files from the driver, and can lose tags silently. */
function takenAway(file: string, text: string, line: number, world: World): Reported[] {
  return PATTERNS.filter((pattern) => text.split(/\s+/).includes(pattern)).flatMap((pattern): Reported[] => {
    const driver = driverOf(world, path.dirname(file), pattern);
    if (driver === undefined || driver === 'stancemark') return [];
    const message = `Git merges “${pattern}” by “${visible(driver)}” instead of by “stancemark”, since another line says so: tags can be doubled or lost. Take that line out, or run “stancemark git install”.`;
    return [{ ...{ file, line, column: 1, severity: 'warning', code: 'other-merge-driver' }, message }];
  });
}

function attributesAbove(folder: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, '.gitattributes');
    if (existsSync(file)) found.push(file);
    if (existsSync(path.join(at, '.git'))) return found;
    // In no repository: there is no git to ask.
    if (path.dirname(at) === at) return [];
  }
}

/** Number of the first line, from 1, that gives files to the driver. */
export function lineOfDriver(text: string): number | undefined {
  const line = text.split(/\r?\n/).findIndex((one) => !one.startsWith('#') && /\smerge=stancemark(?=\s|$)/.test(one));
  return line < 0 ? undefined : line + 1;
}
