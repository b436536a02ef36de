/** 'Import Source Details…' from lists of reference managers, previewed value by value, as one step; and the way back. */
import * as vscode from 'vscode';
import type { FileChange } from '../../core/changes';
import type { Corpus, SourceView } from '../../core/corpus';
import { matchDetails, type DetailMatch } from '../../core/details/match';
import { readList, type DetailRecord } from '../../core/details/records';
import { decodeList } from '../../core/export';
import { detailsCsv } from '../../core/export/details';
import { baseName } from '../../core/files/addresses';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, optionalFlag, optionalUri } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf, uriOf } from '../../host/convert';
import { corpusFor } from '../../host/corpus';
import { VsCodeFiles, writeExport } from '../../host/files';
import { sentence, whisper } from '../../host/messages';
import type { Changed, PreviewLeaf } from '../../host/preview';
import type { Services } from '../../host/services';
import { counted } from '../../core/words/count';
import { reportUnwritten } from '../../host/written';

/** Larger files are no lists of sources, in bytes. */
const LARGEST = 50_000_000;
/** Where a title may stand in a text, in lines. */
const HEAD = 15;

interface Leaf extends PreviewLeaf {
  readonly key: string;
  readonly to: string;
  /** What stood there when it was shown: what somebody writes meanwhile is not written over. */
  readonly was?: string;
}

export interface ImportedDetails extends Changed {
  /** Entries that fit no source, and that fit several; by their titles or files. */
  readonly none: readonly string[];
  readonly several: readonly string[];
  readonly preview?: true;
}

/**
 * `{uri?, codebook?, preview?: false, replace?}`: `uri` is the list. Without a preview what sources do not have yet is filled in; with
 * `replace: true` other values are put in the place of theirs. Undefined: no list was chosen.
 */
export async function importSourceDetails(services: Services, args: unknown): Promise<ImportedDetails | undefined> {
  const given = argumentsOf(args);
  const uri = optionalUri(given) ?? (await askList());
  if (!uri) return undefined;
  const records = await readRecords(uri);
  const corpus = await wholeCorpus(services, given.codebook);
  const heads = await headsOf(corpus, records);
  const { matches, none, several } = matchDetails(records, corpus.sources, ({ uri: key }) => heads.get(key) ?? []);
  const left = { none: none.map(nameOf), several: several.map(nameOf) };
  for (const name of left.none) services.log.info(`${baseName(keyOf(uri))}: fits no source: ${label(name, 200)}`);
  for (const name of left.several) services.log.info(`${baseName(keyOf(uri))}: fits several: ${label(name, 200)}`);
  const leaves = matches.flatMap((match) => leavesOf(match, optionalFlag(given, 'replace') === true));
  if (given.preview === false) {
    return {
      ...(await apply(
        services,
        leaves.filter(({ ticked }) => ticked),
      )),
      ...left,
    };
  }
  if (leaves.length === 0) {
    whisper(
      matches.length > 0
        ? 'The sources have all of these details already.'
        : 'No entry of this list fits a source by file name, address or title.',
    );
    return { count: 0, ids: [], sources: [], ...left };
  }
  const names = new Map(corpus.sources.map(({ uri: key, name }) => [key, visible(name)]));
  const shown = await services.preview.show<Leaf>({
    title: sentence('Details of {0}:', [visible(baseName(keyOf(uri)))]),
    nameOf: (key) => names.get(key) ?? '',
    leaves,
    counts: 'change',
    remark: remarkOf(left),
    done: 'Details imported: {0} in {1}.',
    apply: (ticked) => apply(services, ticked),
  });
  return { ...shown, ...left };
}

/** `{uri?, codebook?}`: writes the list, or asks where to. Returns the file's address and how many sources it has. */
export async function exportSourceDetails(
  services: Services,
  args: unknown,
): Promise<{ uri: string; count: number } | undefined> {
  const given = argumentsOf(args);
  const { codebook, sources } = await corpusFor(services, { codebook: given.codebook });
  const uri =
    optionalUri(given) ??
    (await vscode.window.showSaveDialog({
      title: vscode.l10n.t('Export Source Details'),
      filters: { CSV: ['csv'] },
      defaultUri: vscode.Uri.joinPath(uriOf(codebook.uri), '..', 'sources.csv'),
    }));
  if (!uri) return undefined;
  await writeExport(uri, new TextEncoder().encode(detailsCsv(sources)));
  whisper('{0} exported.', [counted(sources.length, 'source')]);
  return { uri: uri.toString(), count: sources.length };
}

/** The corpus with every tags file read, those too that came a moment ago: what a source has must be known before it is filled in. */
async function wholeCorpus(services: Services, codebook: unknown): Promise<Corpus> {
  const { sources } = await corpusFor(services, { codebook });
  for (const { uri } of sources) await services.library.ensure(uri);
  return corpusFor(services, { codebook });
}

async function askList(): Promise<vscode.Uri | undefined> {
  const all = ['csv', 'bib', 'json', 'ris', 'tsv', 'txt'];
  const filters = { [vscode.l10n.t('Lists of sources')]: all, CSV: ['csv'], BibTeX: ['bib'], RIS: ['ris'] };
  return (await vscode.window.showOpenDialog({ filters, title: vscode.l10n.t('Import Source Details') }))?.[0];
}

async function readRecords(uri: vscode.Uri): Promise<readonly DetailRecord[]> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  if (bytes.length > LARGEST) throw new Failure('This file is too large for a list of sources.');
  const text = decodeList(bytes);
  if ('problem' in text) throw new Failure('This list cannot be read: {0}', [vscode.l10n.t(text.problem)]);
  const list = readList(text.text, baseName(keyOf(uri)));
  if (list.records === undefined) throw new Failure('This list cannot be read: {0}', [list.problem]);
  return list.records;
}

/** The first lines of the sources without a title, where an entry may have to be found by one. */
async function headsOf(
  { sources }: Corpus,
  records: readonly DetailRecord[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const heads = new Map<string, readonly string[]>();
  if (records.every(({ files }) => files.length > 0)) return heads;
  const files = new VsCodeFiles();
  const untitled = sources.filter((source) => !source.missing && !source.details.get('title'));
  for (const { uri } of untitled) {
    try {
      const text = (await files.readText(uri)) ?? '';
      heads.set(uri, text.slice(0, HEAD * 500).split(/\r\n?|\n/).slice(0, HEAD)); // prettier-ignore
    } catch {
      // A text that cannot be read has no title to be found by; its tags are shown as lost elsewhere.
    }
  }
  return heads;
}

/** What a source does not have yet is ticked; what it says otherwise only if that is asked for. */
function leavesOf({ source, changes, by }: DetailMatch, replace: boolean): Leaf[] {
  const { t } = vscode.l10n;
  const how = { file: t('by file name'), address: t('by address'), title: t('by title') }[by];
  return changes.map(({ key, to, was }) => ({
    uri: source.uri,
    range: new vscode.Range(0, 0, 0, 0),
    kwic: { before: `${label(key, 40)}: `, quote: label(to, 120), after: '' },
    description: was === undefined ? how : t('{0}; now: {1}', how, label(was, 80)),
    ticked: was === undefined || replace,
    key,
    to,
    ...(was !== undefined && { was }),
  }));
}

function remarkOf({ none, several }: Pick<ImportedDetails, 'none' | 'several'>): string {
  const named = (list: readonly string[]): string =>
    list.slice(0, 3).map((one) => label(one, 40)).join(', ') + (list.length > 3 ? ', …' : ''); // prettier-ignore
  return [
    none.length > 0 ? sentence('{0} of the list fit no source: {1}.', [none.length, named(none)]) : '',
    several.length > 0 ? sentence('{0} fit several, and are left out: {1}.', [several.length, named(several)]) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function nameOf({ details, files, line }: DetailRecord): string {
  return details.get('title') ?? files[0] ?? String(line);
}

async function apply(services: Services, ticked: readonly Leaf[]): Promise<Changed> {
  type Values = Record<string, string | null>;
  const sets = new Map<string, { set: Values; was: Values }>();
  for (const { uri, key, to, was } of ticked) {
    // A key can be anything at all: these have no prototype.
    const one = sets.get(uri) ?? { set: Object.create(null) as Values, was: Object.create(null) as Values };
    one.set[key] = to;
    one.was[key] = was ?? null;
    sets.set(uri, one);
  }
  const sources: readonly SourceView['uri'][] = [...sets.keys()];
  if (sources.length === 0) return { count: 0, ids: [], sources };
  const files = [...sets].map(([uri, one]): FileChange => ({
    kind: 'sidecar',
    uri,
    changes: [{ op: 'details', ...one }],
  }));
  const done = await services.library.edit('Import source details', files);
  if (done.skipped.length > 0) services.library.dispute(files, done.skipped);
  await reportUnwritten(done.written);
  return { count: ticked.length, ids: [], sources };
}
