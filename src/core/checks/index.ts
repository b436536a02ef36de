import type { Corpus, SourceView } from '../corpus';
import { finish, sorted, type Steps } from '../base/steps';
import { CHECK_CODES, type CheckCode, type Finding } from './finding';
import { checkTwoEntities, checkUntagged, type UntaggedHit } from './forms';
import { checkNames } from './same-names';
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
  return finish(checkSteps(corpus, options));
}

/** The same with a pause after each source. */
export function* checkSteps(corpus: Corpus, options: CheckOptions = {}): Steps<Finding[]> {
  const codes = new Set(options.codes ?? CHECK_CODES);
  const on = (code: CheckCode): boolean => codes.has(code);
  const found = yield* checkNames(corpus.codebook, on);
  // Of a large corpus they are more than a call may have arguments.
  const add = (more: readonly Finding[]): void => {
    for (const one of more) found.push(one);
  };
  let seen = 0;
  for (const source of corpus.sources) {
    add(yield* checkSource(source, corpus.codebook, on));
    yield ++seen / corpus.sources.length;
  }
  if (on('two-entities')) add(yield* checkTwoEntities(corpus));
  if (on('untagged-here') && options.hits) add(yield* checkUntagged(corpus, options.hits));
  const place = new Map([corpus.codebook.uri, ...corpus.sources.map(({ uri }) => uri)].map((uri, i) => [uri, i]));
  return yield* sorted(found, (a, b) => (place.get(a.uri) ?? 0) - (place.get(b.uri) ?? 0));
}
