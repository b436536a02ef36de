import { foldName } from '../text/fold';

/**
 * The test of a filter: every word of it must stand somewhere in one of the texts, whatever its case and accents. A filter of
 * nothing lets everything through.
 */
export function filterOf(
  filter: string | undefined,
): ((texts: readonly (string | undefined)[]) => boolean) | undefined {
  const words = foldName(filter ?? '')
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return (texts) => {
    const folded = texts.map((text) => (text === undefined ? '' : foldName(text))).join('\n');
    return words.every((word) => folded.includes(word));
  };
}
