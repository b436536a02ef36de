/**
 * Finding tags again in a text of which no earlier one is known: by position, quote and context alone.
 *
 * In come the text, with line ends as `\n`, and the anchors as a sidecar has them (zero-based lines, UTF-16 columns); out comes for
 * each `placed`, `moved` (to be looked at) or `lost`, with UTF-16 offsets, ends exclusive. On the way all is compared folded: offsets
 * named so are of folded units, one UTF-16 unit each. `scan` finds places, `fit` says what of an anchor is there, `features` names
 * what that means, `rules` decide in their order, and every number they turn on is in `limits`.
 */
export { candidates, type Candidate } from './candidates';
export { findAgain } from './find-again';
export { onceIn, stringOf } from './once';
