/**
 * Following the tags of an open text through changes that are seen key by key.
 *
 * In come the text as it was opened, the tags' ranges, and then each event of the editor as changes of the text before it; out come
 * the ranges in the text of now, and which tags lost their text or got it back. Ranges are UTF-16 offsets into the text as the
 * editor has it, with its own line ends, ends exclusive. Every range is mapped by `mapRange` of `text/map-range.ts`, leaning inward;
 * what a deletion took is kept as a hole, so that undo and paste bring it back.
 */
export { isBig } from './changes';
export { ChunkedText } from './chunked-text';
export { LiveAnchors, type LiveAnchor } from './live-anchors';
export type { Effect } from './turn';
