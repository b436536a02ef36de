import type { Span } from '../model';

/** What is looked for; each can be switched off. The words are for settings and for the list of checks. */
export const CHECKS = {
  'two-entities': { severity: 'warning', says: 'The same words are tagged as two entities' },
  'untagged-here': { severity: 'information', says: 'Words that are tagged elsewhere are not tagged here' },
  'inside-word': { severity: 'warning', says: 'A tag begins or ends inside a word' },
  'shared-alias': { severity: 'warning', says: 'Two entities share a name or an alias' },
  'confusable-names': { severity: 'warning', says: 'Names look alike, or hold characters that cannot be seen' },
  'no-mention': { severity: 'warning', says: 'The holder or target of a stance has no mention in the source' },
  'opposite-stances': {
    severity: 'information',
    says: 'One holder has opposite stances toward one target in a source',
  },
} as const satisfies Readonly<Record<string, { severity: 'warning' | 'information'; says: string }>>;

export type CheckCode = keyof typeof CHECKS;
export const CHECK_CODES = Object.keys(CHECKS) as readonly CheckCode[];

/** Something that may be a slip of the coder's. Nothing of it is wrong for the tool. */
export interface Finding {
  readonly code: CheckCode;
  readonly severity: 'warning' | 'information';
  /** Address of the source, or of the codebook for what is about names alone. */
  readonly uri: string;
  /** The tags that it is about, in the order in which they stand. */
  readonly tags: readonly string[];
  readonly entities: readonly string[];
  /** In plain words, without text from files: that stands in `detail`, to be shown escaped. */
  readonly message: string;
  readonly detail: string;
  /** The place, where it is about no tag. */
  readonly at?: Span;
}

export function finding(
  code: CheckCode,
  parts: Pick<Finding, 'uri' | 'message' | 'detail'> & Partial<Pick<Finding, 'tags' | 'entities' | 'at'>>,
): Finding {
  return { tags: [], entities: [], ...parts, code, severity: CHECKS[code].severity };
}
