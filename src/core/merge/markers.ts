/** Git's conflict markers, taken apart: the files of both sides, and of the base where the markers show it (diff3 style). */
import type { Stages } from './resolve';

const START = /^(<{7,})(?: [^\r\n]*)?$/;

/**
 * Undefined where the text has no markers, or such that do not fit together. What stands outside of them belongs to all sides. In
 * the two-way style nobody knows the base.
 */
export function stagesOfMarkers(text: string): Stages | undefined {
  const sides: Record<'base' | 'ours' | 'theirs', string[]> = { base: [], ours: [], theirs: [] };
  let size = 0;
  let at: 'outside' | 'ours' | 'base' | 'theirs' = 'outside';
  let hasBase = true;
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const plain = line.replace(/\r?\n$/, '');
    const sign = (mark: string): boolean =>
      size > 0 && plain.startsWith(mark.repeat(size)) && /^( |$)/.test(plain.slice(size)) && plain[size] !== mark;
    if (at === 'outside') {
      const start = START.exec(plain);
      if (start?.[1] !== undefined && (size === 0 || start[1].length === size)) {
        size = start[1].length;
        at = 'ours';
        continue;
      }
      if (sign('>')) return undefined;
      for (const side of Object.values(sides)) side.push(line);
    } else if (sign('<')) return undefined;
    else if (at === 'ours' && sign('|')) at = 'base';
    else if (at !== 'theirs' && sign('=')) {
      if (at === 'ours') hasBase = false;
      at = 'theirs';
    } else if (at === 'theirs' && sign('>')) at = 'outside';
    else sides[at].push(line);
  }
  if (size === 0 || at !== 'outside') return undefined;
  const joined = (side: keyof typeof sides): string => sides[side].join('');
  return { base: hasBase ? joined('base') : undefined, ours: joined('ours'), theirs: joined('theirs') };
}
