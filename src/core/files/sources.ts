import { say } from '../base/say';
/**
 * Which files are sources: globs below a workspace folder, each with an ending (`notes.md`, `interviews/*.{srt,vtt}`). They come
 * from settings that a repository can carry, so they are matched by two fingers in a time of text × pattern and never turned
 * into an expression that could run for ever. Case does not count: `REPORT.TXT` is `report.txt`.
 */
export const DEFAULT_SOURCES: readonly string[] = ['**/*.txt'];

/** Files of this tool and of others in YAML are never sources, whatever is asked for. */
const NEVER: ReadonlySet<string> = new Set(['yaml', 'yml']);
/** More patterns than this after `{a,b}` was written out are not looked at. */
const MOST = 200;

export interface SourceGlobs {
  /** Endings without the full stop, in small letters. */
  readonly endings: readonly string[];
  /** Patterns that admit nothing, each with the reason in plain words. */
  readonly wrong: readonly { readonly glob: string; readonly why: string }[];
  /** `path` lies below the folder, with `/` between its parts, unescaped. */
  matches(path: string): boolean;
}

export function sourceGlobs(globs: readonly unknown[]): SourceGlobs {
  const patterns: (readonly string[])[] = [];
  const endings = new Set<string>();
  const wrong: { glob: string; why: string }[] = [];
  for (const glob of globs) {
    const why = typeof glob === 'string' ? add(glob, patterns, endings) : 'A pattern is a text.';
    if (why !== undefined) wrong.push({ glob: String(glob), why });
  }
  return {
    endings: [...endings],
    wrong,
    matches: (path) => {
      const lower = path.toLowerCase();
      if (!endings.has(endingOf(lower))) return false;
      const parts = lower.split('/');
      return patterns.some((pattern) => fits(pattern, parts, (one) => one === '**', fitsPart));
    },
  };
}

/** The letters and digits after the last full stop of a path's name, in small letters; empty where there is none. */
export function endingOf(path: string): string {
  return /\.([\p{L}\p{N}_-]+)$/u.exec(path)?.[1]?.toLowerCase() ?? '';
}

function add(glob: string, patterns: (readonly string[])[], endings: Set<string>): string | undefined {
  const written = writtenOut(
    glob
      .trim()
      .replaceAll('\\', '/')
      .replace(/^\.?\/+/, ''),
  );
  if (!written || written.length + patterns.length > MOST)
    return say('More than {0} patterns; the rest is left out.', MOST);
  const all = written.map((one) => one.toLowerCase());
  for (const one of all) {
    const ending = endingOf(one);
    if (ending === '') return 'A pattern ends in a file extension, as **/*.md does.';
    if (NEVER.has(ending)) return 'YAML files hold tags and codebooks and are never sources.';
  }
  for (const one of all) {
    endings.add(endingOf(one));
    // A name alone is looked for in every folder, as in .gitignore.
    patterns.push(one.includes('/') ? one.split('/') : ['**', one]);
  }
  return undefined;
}

/** `a.{b,c}` as `a.b` and `a.c`; undefined where there are too many. */
function writtenOut(glob: string): string[] | undefined {
  const done: string[] = [];
  const todo = [glob];
  for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
    if (done.length + todo.length > MOST) return undefined;
    const [, before, inner, after] = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(one) ?? [];
    if (inner === undefined) done.push(one);
    else todo.push(...inner.split(',').map((part) => `${before ?? ''}${part.trim()}${after ?? ''}`));
  }
  return done.reverse();
}

function fitsPart(pattern: string, part: string): boolean {
  return fits(
    [...pattern],
    [...part],
    (sign) => sign === '*',
    (sign, unit) => sign === '?' || sign === unit,
  );
}

/** Wildcards by two fingers: back to the last one alone, so never more than pattern × text steps. */
function fits<P, T>(
  pattern: readonly P[],
  text: readonly T[],
  isAny: (one: P) => boolean,
  same: (one: P, other: T) => boolean,
): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    const one = pattern[p];
    if (one !== undefined && isAny(one)) [star, mark] = [p++, t];
    else if (one !== undefined && same(one, text[t] as T)) [p, t] = [p + 1, t + 1];
    else if (star >= 0) [p, t] = [star + 1, ++mark];
    else return false;
  }
  while (p < pattern.length && isAny(pattern[p] as P)) p++;
  return p === pattern.length;
}
