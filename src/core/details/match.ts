/** Which source an entry of a list is about, and what it would change there. */
import type { SourceView } from '../corpus';
import { baseName } from '../files/addresses';
import { foldName } from '../text/fold';
import type { DetailRecord } from './records';

/** By what an entry and a source were found to be the same. */
export type MatchedBy = 'file' | 'address' | 'title';

export interface DetailChange {
  readonly key: string;
  readonly to: string;
  /** What stands there; undefined: nothing. */
  readonly was?: string;
}

export interface DetailMatch {
  readonly record: DetailRecord;
  readonly source: SourceView;
  readonly by: MatchedBy;
  /** What the entry says otherwise than the source, or says first. */
  readonly changes: readonly DetailChange[];
}

export interface DetailMatches {
  readonly matches: readonly DetailMatch[];
  /** Entries that fit no source. */
  readonly none: readonly DetailRecord[];
  /** Entries that fit several sources, or a source that another entry fits as well: whose it is, nobody guesses. */
  readonly several: readonly DetailRecord[];
}

/** A shorter title, folded, is looked for as a whole title alone, and not in file names. */
const TELLING = 12;

/**
 * Finds the source of each entry: by file name (with its folder where that is needed), else by address, else by title. `headOf` gives
 * the first lines of a source's text, where a title may stand that its details do not have yet.
 */
export function matchDetails(
  records: readonly DetailRecord[],
  sources: readonly SourceView[],
  headOf: (source: SourceView) => readonly string[],
): DetailMatches {
  const finders = { file: byFile(sources), address: byAddress(sources), title: byTitle(sources, headOf) };
  const found: { record: DetailRecord; source: SourceView; by: MatchedBy }[] = [];
  const none: DetailRecord[] = [];
  const several: DetailRecord[] = [];
  for (const record of records) {
    let hit: { all: readonly SourceView[]; by: MatchedBy } | undefined;
    for (const by of ['file', 'address', 'title'] as const) {
      const all = finders[by](record);
      if (all.length > 0) hit = { all, by };
      if (hit) break;
    }
    const [only] = hit?.all ?? [];
    if (!hit || !only) none.push(record);
    else if (hit.all.length > 1) several.push(record);
    else found.push({ record, source: only, by: hit.by });
  }
  const times = new Map<string, number>();
  for (const { source } of found) times.set(source.uri, (times.get(source.uri) ?? 0) + 1);
  const matches = found.flatMap((one): DetailMatch[] => {
    if ((times.get(one.source.uri) ?? 0) > 1) {
      several.push(one.record);
      return [];
    }
    return [{ ...one, changes: changesIn(one.record, one.source) }];
  });
  return { matches, none, several };
}

function changesIn({ details }: DetailRecord, source: SourceView): DetailChange[] {
  return [...details].flatMap(([key, to]): DetailChange[] => {
    const was = source.details.get(key)?.trim();
    if (was === to) return [];
    return [{ key, to, ...(was ? { was } : {}) }];
  });
}

type Finder = (record: DetailRecord) => readonly SourceView[];

function byFile(sources: readonly SourceView[]): Finder {
  const byName = new Map<string, SourceView[]>();
  const add = (name: string, source: SourceView): void => {
    const list = byName.get(name);
    if (list) list.push(source);
    else byName.set(name, [source]);
  };
  for (const source of sources) {
    const name = foldName(baseName(source.uri));
    add(name, source);
    add(stemOf(name), source);
  }
  return ({ files }) => {
    for (const file of files) {
      const path = foldName(decoded(file).replaceAll('\\', '/'));
      const name = path.slice(path.lastIndexOf('/') + 1);
      const all = byName.get(name) ?? byName.get(stemOf(name)) ?? [];
      // Of several with one name, the one whose folders are named as well.
      const exact = all.filter((source) => ('/' + path).endsWith('/' + foldName(source.name)));
      if (exact.length > 0) return exact;
      if (all.length > 0) return all;
    }
    return [];
  };
}

/** Without its ending: a PDF's entry is about the text that was made of it. */
function stemOf(name: string): string {
  return name.replace(/\.[^./]{1,5}$/, '');
}

function decoded(file: string): string {
  try {
    return /^file:/i.test(file) ? decodeURIComponent(file) : file;
  } catch {
    return file; // A stray `%`: it is a name as it stands.
  }
}

function byAddress(sources: readonly SourceView[]): Finder {
  const plain = (address: string): string =>
    address
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\/(?:www\.)?/, '')
      .replace(/[/#?]+$/, '');
  const known = new Map<string, SourceView[]>();
  for (const source of sources) {
    const address = plain(source.details.get('address') ?? '');
    if (address !== '') known.set(address, [...(known.get(address) ?? []), source]);
  }
  return ({ details }) => known.get(plain(details.get('address') ?? '')) ?? [];
}

function byTitle(sources: readonly SourceView[], headOf: (source: SourceView) => readonly string[]): Finder {
  let titles: { source: SourceView; own?: string; whole: ReadonlySet<string>; name: string }[] | undefined;
  const words = (text: string): string => foldName(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' '));
  const read = (): NonNullable<typeof titles> =>
    sources.map((source) => {
      const title = source.details.get('title');
      const name = words(stemOf(baseName(source.uri)));
      if (title !== undefined && title !== '') return { source, own: words(title), whole: new Set([name]), name };
      return { source, whole: new Set([...headOf(source).map(words), name]), name };
    });
  return ({ details }) => {
    const title = words(details.get('title') ?? '');
    if (title === '') return [];
    titles ??= read();
    // Before first lines: a text that articles were split from begins with the title of its first one.
    const own = titles.filter((one) => one.own === title);
    if (own.length > 0) return own.map(({ source }) => source);
    const whole = titles.filter((one) => one.whole.has(title));
    if (whole.length > 0 || title.length < TELLING) return whole.map(({ source }) => source);
    // Zotero names files by author, year and title.
    return titles.filter(({ name }) => name.includes(title)).map(({ source }) => source);
  };
}
