/**
 * Mapping passages through two texts that are both known: a reload from disk, a formatter, an earlier text that was kept.
 *
 * In come the old text and the new one, with line ends as `\n`, and passages of the old one; out comes where each stands in the new
 * one, or undefined where it is gone or another one like it took its place. UTF-16 offsets, ends exclusive. What survived of a
 * passage is mapped by `mapRange` of `text/map-range.ts`, leaning inward, to borders of words.
 */
export { mapThrough, type Mapped } from './map-through';
