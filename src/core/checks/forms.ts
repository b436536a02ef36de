import { isLost, type CodebookView, type Corpus, type SourceView } from '../corpus';
import { isMention, type Sense, type Span } from '../model';
import { each, type Steps } from '../base/steps';
import { surfaceFormOf } from '../sums/totals';
import { entityLabel } from '../sums/headings';
import { foldName } from '../text/fold';
import { naturalCompare } from '../text/natural';
import { isCommonWord } from '../text/words';
import { finding, type Finding } from './finding';
import { say } from '../base/say';

/** A name or alias of the codebook that stands untagged in a source's text. */
export interface UntaggedHit {
  readonly at: Span;
  readonly form: string;
  /** The entities that go by it. */
  readonly entities: readonly string[];
}

/** Tags of one source with one surface form and one meaning. */
interface Use {
  readonly form: string;
  readonly entity: string;
  readonly sense: Sense | undefined;
  /** Entity and sense in one. */
  readonly meaning: string;
  readonly tags: string[];
}

const known = new WeakMap<SourceView, ReadonlyMap<string, readonly Use[]>>();

/** The surface forms of a source, folded, counted once for each snapshot. */
function* usesOf(source: SourceView): Steps<ReadonlyMap<string, readonly Use[]>> {
  let uses = known.get(source);
  if (!uses) known.set(source, (uses = yield* collect(source)));
  return uses;
}

function* collect(source: SourceView): Steps<Map<string, Use[]>> {
  const found = new Map<string, Use[]>();
  yield* each(source.tags, (tag) => {
    if (!isMention(tag) || isLost(source, tag)) return;
    const form = surfaceFormOf(tag);
    const key = foldName(form);
    let uses = found.get(key);
    if (!uses) found.set(key, (uses = []));
    const use = uses.find(({ entity, sense }) => entity === tag.entity && sense === tag.sense);
    if (use) use.tags.push(tag.id);
    else {
      const { entity, sense } = tag;
      uses.push({ form, entity, sense, meaning: JSON.stringify([entity, sense]), tags: [tag.id] });
    }
  });
  return found;
}

/**
 * The same surface form tagged as two entities: reported where the rarer one stands. A form without a capital in a script that
 * has them (`he`, `the president`) may mean anyone and is passed over; so is a form that is one entity when meant literally and
 * another as a metonym, if both tags say so.
 */
export function* checkTwoEntities({ codebook, sources }: Corpus): Steps<Finding[]> {
  const totals = new Map<string, Map<string, { use: Use; count: number }>>();
  for (const source of sources) {
    yield undefined;
    for (const [key, uses] of yield* usesOf(source)) {
      let meanings = totals.get(key);
      if (!meanings) totals.set(key, (meanings = new Map<string, { use: Use; count: number }>()));
      for (const use of uses) {
        const total = meanings.get(use.meaning);
        if (total) total.count += use.tags.length;
        else meanings.set(use.meaning, { use, count: use.tags.length });
      }
    }
  }
  const usual = new Map<string, { use: Use; detail: string }>();
  for (const [key, meanings] of totals) {
    yield undefined;
    // Nearly every form has one meaning.
    if (meanings.size === 1) continue;
    const list = [...meanings.values()].sort((a, b) => b.count - a.count || naturalCompare(a.use.entity, b.use.entity));
    const [most, ...others] = list;
    if (!most || isCommonWord(most.use.form) || !others.some(({ use }) => differ(use, most.use))) continue;
    usual.set(key, { use: most.use, detail: detailOf(most.use.form, list, codebook) });
  }
  const found: Finding[] = [];
  for (const source of usual.size === 0 ? [] : sources) {
    yield undefined;
    for (const [key, uses] of yield* usesOf(source)) {
      const expected = usual.get(key);
      const odd = expected ? uses.filter((use) => differ(use, expected.use)) : [];
      if (!expected || odd.length === 0) continue;
      found.push(
        finding('two-entities', {
          uri: source.uri,
          tags: odd.flatMap(({ tags }) => tags),
          entities: [...new Set([expected.use, ...odd].map(({ entity }) => entity))],
          message: 'The same words are tagged as another entity elsewhere.',
          detail: expected.detail,
        }),
      );
    }
  }
  return found;
}

function differ(a: Use, b: Use): boolean {
  return a.entity !== b.entity && (a.sense === undefined || b.sense === undefined || a.sense === b.sense);
}

function detailOf(form: string, meanings: readonly { use: Use; count: number }[], codebook: CodebookView): string {
  const counts = new Map<string, number>();
  for (const { use, count } of meanings) counts.set(use.entity, (counts.get(use.entity) ?? 0) + count);
  return `“${form}”: ${[...counts].map(([id, count]) => `${entityLabel(codebook, id)} ${count}`).join(', ')}`;
}

/** Tagged here and untagged there: hits of a name whose words are tagged as that entity somewhere in the corpus. */
export function* checkUntagged(
  { codebook, sources }: Corpus,
  hits: (source: SourceView) => readonly UntaggedHit[],
): Steps<Finding[]> {
  const tagged = new Map<string, Set<string>>();
  for (const source of sources) {
    yield undefined;
    for (const [key, uses] of yield* usesOf(source)) {
      const entities = tagged.get(key);
      if (!entities) tagged.set(key, new Set(uses.map(({ entity }) => entity)));
      else for (const { entity } of uses) entities.add(entity);
    }
  }
  const found: Finding[] = [];
  for (const source of sources) {
    yield undefined;
    const open = new Map<string, { first: UntaggedHit; entities: string[]; count: number }>();
    for (const hit of hits(source)) {
      const key = foldName(hit.form);
      const again = open.get(key);
      if (again) {
        again.count++;
        continue;
      }
      const entities = hit.entities.filter((entity) => tagged.get(key)?.has(entity));
      if (entities.length > 0) open.set(key, { first: hit, entities, count: 1 });
    }
    for (const { first, entities, count } of open.values()) {
      const about = {
        uri: source.uri,
        entities,
        at: first.at,
        message:
          count === 1
            ? say('Words that are tagged elsewhere are not tagged here.')
            : say('Words that are tagged elsewhere are not tagged here, {0} times.', count),
        detail: `“${first.form}”: ${entities.map((entity) => entityLabel(codebook, entity)).join(', ')}`,
      };
      found.push(finding('untagged-here', about));
    }
  }
  return found;
}
