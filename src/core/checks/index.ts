import type { Corpus, SourceView } from '../corpus';
import { CHECK_CODES, type CheckCode, type Finding } from './finding';
import { checkTwoEntities, checkUntagged, type UntaggedHit } from './forms';
import { checkNames } from './names';
import { checkSource } from './source';

export { CHECKS, CHECK_CODES, type CheckCode, type Finding } from './finding';
export type { UntaggedHit } from './forms';

export interface CheckOptions {
  /** What to look for; everything where it is left out. */
  readonly codes?: Iterable<CheckCode>;
  /** Untagged names in a source's text, in order. Without it `untagged-here` finds nothing. */
  readonly hits?: (source: SourceView) => readonly UntaggedHit[];
}

/** Looks a whole corpus through for slips of coding: of the codebook first, then by source in the corpus's order. */
export function checkCorpus(corpus: Corpus, options: CheckOptions = {}): Finding[] {
  const codes = new Set(options.codes ?? CHECK_CODES);
  const on = (code: CheckCode): boolean => codes.has(code);
  const found = checkNames(corpus.codebook, on);
  for (const source of corpus.sources) found.push(...checkSource(source, corpus.codebook, on));
  if (on('two-entities')) found.push(...checkTwoEntities(corpus));
  if (on('untagged-here') && options.hits) found.push(...checkUntagged(corpus, options.hits));
  const place = new Map([corpus.codebook.uri, ...corpus.sources.map(({ uri }) => uri)].map((uri, i) => [uri, i]));
  return found.sort((a, b) => (place.get(a.uri) ?? 0) - (place.get(b.uri) ?? 0));
}
