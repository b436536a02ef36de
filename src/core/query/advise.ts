import type { Corpus } from '../corpus';
import { AUTHOR } from '../model';
import type { Node, Place, Query } from './language';
import { foldedCodebook, isNamed } from './called';
import { patternOf } from './pattern';
import { nearest } from '../text/fold';
import { label } from '../text/safe';
import { say } from '../base/say';

/** A name in a good query that nothing in the codebook goes by: the query runs, and that part of it finds nothing. */
export interface Advice extends Place {
  readonly message: string;
  /** The name that was probably meant, as the codebook writes it. */
  readonly meant?: string;
}

const MISSING = {
  types: 'The codebook has no entity type “{0}”.',
  stances: 'The codebook has no stance value “{0}”.',
  entities: 'The codebook has no entity “{0}”.',
} as const;

export function adviseQuery(corpus: Corpus, query: Query): readonly Advice[] {
  const advice: Advice[] = [];
  collect(query.root, corpus, advice);
  return advice.sort((a, b) => a.from - b.from);
}

function collect(node: Node, corpus: Corpus, into: Advice[]): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const part of node.parts) collect(part, corpus, into);
      break;
    case 'not':
      collect(node.part, corpus, into);
      break;
    case 'near':
    case 'inside':
    case 'overlaps':
      collect(node.a, corpus, into);
      collect(node.b, corpus, into);
      break;
    case 'name': {
      // Coders are in no list, and speakers need not be.
      if (node.field === 'by' || node.field === 'speaker') break;
      const kind = node.field === 'type' ? 'types' : node.field === 'stance' ? 'stances' : 'entities';
      const pattern = patternOf(node.value);
      if (isNamed(foldedCodebook(corpus.codebook)[kind], pattern) || (kind === 'entities' && pattern.whole(AUTHOR)))
        break;
      const meant = nearest(node.value, namesOf(corpus, kind));
      const missing = say(MISSING[kind], label(node.value, 40));
      const hint = meant === undefined ? '' : ` ${say('Did you mean “{0}”?', label(meant, 40))}`;
      into.push({ ...node.at, message: `${missing}${hint}`, meant });
      break;
    }
    default:
      break;
  }
}

function namesOf({ codebook }: Corpus, kind: 'types' | 'stances' | 'entities'): string[] {
  if (kind === 'entities') return codebook.entities.flatMap(({ id, name, aliases }) => [name, id, ...aliases]);
  return codebook[kind].flatMap(({ id, label: text }) => [id, text]);
}
