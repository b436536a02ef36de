/** What the formats have in common that write annotations as JSON, each with its place in the text: W3C, UIMA CAS and STAM. */
import type { Feature } from './loss';

/** What they keep of tags. */
export const ALL: readonly Feature[] = [
  ...(['stances', 'mentions', 'which entity a mention means', 'further pieces', 'tag ids', 'sense'] as const),
  ...(['intensity', 'certainty', 'via', 'event', 'coders', 'notes of tags'] as const),
];

/** What is ours is named by addresses that begin so. */
export const IRI = 'urn:stancemark:';
