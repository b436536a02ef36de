/**
 * Intl's segmenters (UAX 29), made when they are first needed: the first of a process takes 10 ms, for which neither a window nor
 * the command line should wait while it starts.
 */
const made = new Map<string, Intl.Segmenter>();

function segmenter(granularity: 'grapheme' | 'word'): Intl.Segmenter {
  let one = made.get(granularity);
  if (!one) made.set(granularity, (one = new Intl.Segmenter(undefined, { granularity })));
  return one;
}

/** What people see as characters; offsets are UTF-16 units. */
export function graphemeSegments(text: string): Intl.Segments {
  return segmenter('grapheme').segment(text);
}

/** Words and what stands between them, by a dictionary where a script has no spaces; offsets are UTF-16 units. */
export function wordSegments(text: string): Intl.Segments {
  return segmenter('word').segment(text);
}
