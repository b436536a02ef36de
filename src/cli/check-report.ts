/** What `check` finds, as it leaves the program: places in files instead of places in texts. The codes are public. */
import { baseName, isSidecarUri, layerOf, originalOf, SHARED, sourceOf } from '../core/files/addresses';
import { CHECK_CODES, checkCorpus, type CheckCode, type Finding, type UntaggedHit } from '../core/checks';
import type { Corpus, SourceView } from '../core/corpus';
import { CodebookNames } from '../core/find/codebook-names';
import type { LibraryReader } from '../core/library/reader';
import type { Refusal, Span } from '../core/model';
import { problemsOfCodebook, problemsOfSource, type Problem } from '../core/checks/problems';
import { problemsOfProposals } from '../core/proposals';
import { inPlainWords } from '../core/words/sentence';
import { decodeYaml } from '../core/sidecar';
import { openSuggestions, placedTags } from '../core/tagging/tag-all';
import { Lines } from '../core/text/lines';
import { shorten, visible } from '../core/text/safe';
import { pathOf } from './address';
import { proposalsIn } from './proposals-read';
import type { Workspace } from './workspace';

export interface Reported {
  /** Absolute path. */
  readonly file: string;
  /** From 1; columns in UTF-16 code units, as editors show them. */
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  /** Id of the tag that it is about, as it is written. */
  readonly tag?: string;
  readonly message: string;
}

/** The checks that the editor makes unless a setting says otherwise. */
export const USUAL_CHECKS: readonly CheckCode[] = CHECK_CODES.filter((code) => code !== 'untagged-here');

/** Longest text from a file in a message, in UTF-16 units. */
const MOST = 300;
const show = (text: string): string => visible(shorten(text, MOST));

/** Everything about the files that were asked for, by file, each in the order of its lines. */
export async function report(workspace: Workspace, checks: readonly CheckCode[]): Promise<Reported[]> {
  const { library } = workspace;
  const found: Reported[] = [];
  for (const corpus of library.corpora()) {
    // One by one: no call takes as many arguments as a broken corpus has problems.
    for (const one of await ofCodebook(workspace, corpus)) found.push(one);
    for (const source of corpus.sources) for (const one of await ofSource(workspace, source)) found.push(one);
    if (corpus.sources.length > 0) for (const one of await ofChecks(library, corpus, checks)) found.push(one);
  }
  for (const one of await ofProposals(workspace)) found.push(one);
  for (const one of await ofCoders(workspace, checks)) found.push(one);
  for (const one of ofCopies(workspace)) found.push(one);
  return inOrder(found);
}

/** What somebody tagged may stand in a copy alone, which nobody reads. */
function ofCopies({ files }: Workspace): Reported[] {
  return files.listed().flatMap((uri): Reported[] => {
    const original = originalOf(uri);
    if (original === undefined) return [];
    const name = show(baseName(original));
    const message = `This looks like the copy that a sync folder made of “${name}” where two changed it. It is not read: what it alone says counts nowhere. Take that over (“stancemark merge” merges both), then delete it.`;
    return [{ ...at(uri, START), severity: 'warning', code: 'sync-copy', message }];
  });
}

async function ofProposals(workspace: Workspace): Promise<Reported[]> {
  const found: Reported[] = [];
  for (const { uri, reading, judged } of await proposalsIn(workspace)) {
    const places = placesIn(reading.ok ? reading.value.text : await textOf(workspace.files, uri));
    for (const { code, severity, words, data, from } of problemsOfProposals(reading, judged)) {
      found.push({ ...at(uri, places(from)), severity, code, message: inPlainWords({ words, data }, show) });
    }
  }
  return found;
}

/** The coders' own files, each layer looked at as the shared one is, and what must hold over all of them. */
async function ofCoders(workspace: Workspace, checks: readonly CheckCode[]): Promise<Reported[]> {
  const { library } = workspace;
  const { layers } = library;
  const before = layers.reading;
  const found: Reported[] = [];
  const own = checks.filter((code) => code !== 'untagged-here');
  for (const layer of layers.all().keys()) {
    if (layer === SHARED) continue;
    await layers.read({ layer, me: layer, blind: false });
    await library.check();
    for (const corpus of library.corpora()) {
      const sources = corpus.sources.filter(({ coders }) => coders?.some(({ name }) => name === layer));
      for (const source of sources) for (const one of await ofSource(workspace, source)) found.push(one);
      // What is odd about the codebook is no coder's business.
      const mine = await ofChecks(library, { ...corpus, sources }, own);
      const book = pathOf(corpus.codebook.uri);
      for (const one of mine) if (one.file !== book) found.push({ ...one, message: `${one.message} (${show(layer)})` });
    }
  }
  if (before.layer !== layers.reading.layer) await layers.read(before);
  for (const one of doubledCoders(workspace)) found.push(one);
  for (const { uri } of library.corpora().flatMap(({ sources }) => sources)) {
    for (const one of doubledIds(library, uri)) found.push(one);
  }
  return found;
}

/** On a disk that tells `MK` from `mk` one coder (or all, `TAGS` and `tags`) can have two files for a source; only the first of them is read. */
function doubledCoders({ library, files }: Workspace): Reported[] {
  return files
    .listed()
    .filter(isSidecarUri)
    .filter((uri) => ![uri, ''].includes(library.layers.address(sourceOf(uri), layerOf(uri))))
    .map((uri) => ({
      ...at(uri, START),
      severity: 'error',
      code: 'same-coder',
      message:
        layerOf(uri) === SHARED
          ? 'Another file has the same name in other letters (TAGS, tags), and this one is not read. Merge the two.'
          : 'Another file has the same coder, its name in other letters (MK, mk), and this one is not read. Merge the two.',
    }));
}

/** Ids of a source are unique over all of its layers: decisions name tags by them. */
function doubledIds({ layers }: LibraryReader, source: string): Reported[] {
  const known = new Set<string>();
  const own = layers.of(source);
  // Within one file its reader has told.
  if (own.length < 2) return [];
  return own.flatMap((layer) => {
    const sidecar = layers.sidecar(source, layer);
    const ids = sidecar?.tags.map(({ id }) => id) ?? [];
    const twice = ids.filter((id) => known.has(id));
    for (const id of ids) known.add(id);
    const places = placesIn(sidecar?.text);
    return twice.map((id): Reported => ({
      ...at(layers.address(source, layer), places(sidecar?.fieldRange(id, 'id')?.from ?? 0)),
      severity: 'error',
      code: 'duplicate-id',
      tag: id,
      message: 'A tag in another file of this source has the same id. Give it one of its own.',
    }));
  });
}

/** By path, then by place. */
export function inOrder(found: readonly Reported[]): Reported[] {
  return [...found].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}

async function ofCodebook({ library, files }: Workspace, { codebook }: Corpus): Promise<Reported[]> {
  const file = library.codebookFile(codebook.uri);
  const text = codebook.refusal ? await textOf(files, codebook.uri) : file?.text;
  return problemsOfCodebook(codebook, file, Infinity).map((problem) =>
    reported(codebook.uri, placesIn(text), problem, codebook.refusal),
  );
}

async function ofSource({ library, files }: Workspace, source: SourceView): Promise<Reported[]> {
  const uri = library.layers.address(source.uri);
  const sidecar = library.sidecar(source.uri);
  const problems = problemsOfSource(source, sidecar, library.codebookOf(source.uri), Infinity);
  const found: Reported[] = [];
  if (source.missing && library.layers.of(source.uri).includes(source.layer ?? SHARED)) {
    const message = 'The source of these tags is not there: bring it back, or delete this file.';
    found.push({ ...at(uri, START), severity: 'warning', code: 'orphan', message });
  }
  if (problems.length === 0) return found;
  const places = placesIn(source.refusal ? await textOf(files, uri) : sidecar?.text);
  for (const problem of problems) found.push(reported(uri, places, problem, source.refusal, sidecar?.text));
  return found;
}

/** A file that is refused has no reading; its text tells where the trouble is. */
async function textOf(files: Workspace['files'], uri: string): Promise<string | undefined> {
  const bytes = await files.read(uri);
  const text = bytes && decodeYaml(bytes);
  return text?.ok ? text.value : undefined;
}

interface Place {
  readonly line: number;
  readonly column: number;
}
const START: Place = { line: 1, column: 1 };

/** Offsets of a text → places from 1. The byte order mark is the core's first character, and nobody else's. */
function placesIn(text: string | undefined): (offset: number) => Place {
  if (text === undefined) return () => START;
  let lines: Lines | undefined;
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  return (offset) => {
    const { line, column } = (lines ??= new Lines(text)).positionAt(offset);
    return { line: line + 1, column: (line === 0 ? Math.max(0, column - mark) : column) + 1 };
  };
}

function at(uri: string, place: Place): Pick<Reported, 'file' | 'line' | 'column'> {
  return { file: pathOf(uri), line: place.line, column: place.column };
}

function reported(
  uri: string,
  places: (offset: number) => Place,
  problem: Problem,
  refusal: Refusal | undefined,
  text?: string,
): Reported {
  const { code, severity, words, data, from, to } = problem;
  // The id that stands in the file, not the one that the second tag has in memory.
  const tag = code === 'duplicate-id' ? text?.slice(from, to).trim() : problem.tag?.id;
  return {
    ...at(uri, places(from)),
    severity,
    code: code === 'refused' ? (refusal?.code ?? code) : code,
    ...(tag !== undefined && { tag }),
    message: inPlainWords({ words, data }, show),
  };
}

async function ofChecks(library: LibraryReader, corpus: Corpus, checks: readonly CheckCode[]): Promise<Reported[]> {
  if (checks.length === 0) return [];
  const present = { codebook: corpus.codebook, sources: corpus.sources.filter((source) => !source.missing) };
  const hits = checks.includes('untagged-here') ? await untaggedIn(library, present) : new Map<string, UntaggedHit[]>();
  const findings = checkCorpus(present, { codes: checks, hits: (source) => hits.get(source.uri) ?? [] });
  // Findings of one source follow one another.
  let here: Here | undefined;
  return findings.flatMap((finding) => {
    if (here?.uri !== finding.uri) here = hereAt(library, finding.uri);
    return ofFinding(library, finding, here);
  });
}

/** What findings of one file have in common: a source may have thousands of them. */
interface Here {
  readonly uri: string;
  readonly file: string;
  readonly source: SourceView | undefined;
  readonly spans: ReadonlyMap<string, Span>;
}

function hereAt(library: LibraryReader, uri: string): Here {
  const source = library.source(uri);
  return { uri, file: pathOf(uri), source, spans: new Map(source?.tags.map((tag) => [tag.id, tag.at])) };
}

async function untaggedIn(library: LibraryReader, corpus: Corpus): Promise<Map<string, UntaggedHit[]>> {
  const names = new CodebookNames();
  const found = new Map<string, UntaggedHit[]>();
  for (const source of corpus.sources) {
    let text;
    try {
      text = await library.textOf(source.uri);
    } catch {
      continue; // It is named with what could not be read, at the end.
    }
    if (!text) continue;
    const all = names.index(corpus.codebook).hits(source.uri, text.text);
    const open = openSuggestions(source, text, all, placedTags(source, text));
    found.set(
      source.uri,
      open.map(({ hit }) => ({ at: text.spanOf(hit), form: hit.form, entities: hit.entities })),
    );
  }
  return found;
}

/** Findings that are about each of their tags by itself; of the others the first tag stands for all, as in the editor. */
const EACH: ReadonlySet<CheckCode> = new Set(['two-entities', 'inside-word']);

function ofFinding(library: LibraryReader, finding: Finding, { uri, file: name, source, spans }: Here): Reported[] {
  const { code, severity } = finding;
  const message = `${finding.message} ${show(finding.detail)}`;
  if (!source) {
    const file = library.codebookFile(uri);
    const first = finding.entities.map((id) => file?.rangeOfEntity(id)).find((range) => range !== undefined);
    return [{ ...at(uri, first ? placesIn(file?.text)(first.from) : START), severity, code, message }];
  }
  if (finding.tags.length === 0) return [{ file: name, ...placeOf(finding.at), severity, code, message }];
  return (EACH.has(code) ? finding.tags : finding.tags.slice(0, 1)).map((id) => {
    const placement = source.placements.get(id);
    const span = (placement && placement.kind !== 'lost' && placement.pieces?.[0]) || spans.get(id);
    return { file: name, ...placeOf(span), severity, code, tag: id, message };
  });
}

function placeOf(span: Span | undefined): Place {
  return span ? { line: span.startLine + 1, column: span.startColumn + 1 } : START;
}
