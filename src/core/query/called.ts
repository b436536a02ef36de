import type { CodebookView } from '../corpus';
import { foldName } from '../text/fold';
import { patternOf, type Pattern } from './pattern';

/** The ways to call a thing of the codebook: its id and names, folded. */
interface Called {
  readonly id: string;
  readonly folded: readonly string[];
}

export interface FoldedCodebook {
  readonly entities: readonly Called[];
  readonly types: readonly Called[];
  readonly stances: readonly Called[];
}

const known = new WeakMap<CodebookView, FoldedCodebook>();

/** Ids, names, labels and aliases, folded once for each snapshot of the codebook. */
export function foldedCodebook(codebook: CodebookView): FoldedCodebook {
  let folded = known.get(codebook);
  if (!folded) {
    folded = {
      entities: codebook.entities.map((e) => ({ id: e.id, folded: [e.id, e.name, ...e.aliases].map(foldName) })),
      types: codebook.types.map((t) => ({ id: t.id, folded: [foldName(t.id), foldName(t.label)] })),
      stances: codebook.stances.map((s) => ({ id: s.id, folded: [foldName(s.id), foldName(s.label)] })),
    };
    known.set(codebook, folded);
  }
  return folded;
}

/**
 * Does an id go by the name that was asked for? A thing of the codebook by its id and any of its names; an id that the codebook
 * does not hold (`author` too) by itself.
 */
export function namedTest(things: readonly Called[], value: string): (id: string) => boolean {
  const pattern = patternOf(value);
  const answers = new Map<string, boolean>();
  for (const thing of things) answers.set(thing.id, thing.folded.some(pattern.whole));
  return (id) => {
    let answer = answers.get(id);
    if (answer === undefined) answers.set(id, (answer = pattern.whole(foldName(id))));
    return answer;
  };
}

/** Is anything of the codebook called so? */
export function isNamed(things: readonly Called[], pattern: Pattern): boolean {
  return things.some((thing) => thing.folded.some(pattern.whole));
}
