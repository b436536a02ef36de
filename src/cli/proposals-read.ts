/** The proposals files of a workspace, each judged against its source. */
import type { SourceView } from '../core/corpus';
import { proposalsOf, sourceOfProposals } from '../core/files/addresses';
import { judge, readProposalsBytes, type Judged, type ProposalsReading } from '../core/proposals';
import type { PlaceableText } from '../core/anchors/placeable';
import type { Workspace } from './workspace';

export interface ProposalsHere {
  readonly uri: string;
  readonly reading: ProposalsReading;
  /** Undefined: the source is not there, or the file is not read. */
  readonly judged?: Judged;
  readonly source?: SourceView;
  readonly text?: PlaceableText;
}

/** In the order of the sources; those without a source last. */
export async function proposalsIn({ library, files }: Workspace): Promise<ProposalsHere[]> {
  const found: ProposalsHere[] = [];
  const known = new Set<string>();
  for (const corpus of library.corpora()) {
    for (const source of corpus.sources) {
      if (source.missing) continue;
      const uri = proposalsOf(source.uri);
      known.add(uri);
      const bytes = await orUnread(files.read(uri));
      const text = bytes && (await orUnread(library.textOf(source.uri)));
      if (!bytes || !text) continue;
      const reading = readProposalsBytes(bytes);
      const judged = reading.ok ? judge(reading.value.items, { text, codebook: corpus.codebook, source }) : undefined;
      found.push({ uri, reading, source, text, ...(judged && { judged }) });
    }
  }
  for (const uri of files.listed()) {
    if (known.has(uri) || sourceOfProposals(uri) === undefined) continue;
    const bytes = await orUnread(files.read(uri));
    if (bytes) found.push({ uri, reading: readProposalsBytes(bytes) });
  }
  return found;
}

/** What cannot be read is named with the other such files, at the end. */
async function orUnread<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch(() => undefined);
}
