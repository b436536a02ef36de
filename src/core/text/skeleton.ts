import { foldName } from './fold';
import { withoutUnseen } from './safe';

/**
 * Letters of other scripts that look like Latin ones, each with the letter it looks like. The common cases of Unicode's
 * confusables list (UTS 39) for Cyrillic, Greek and Armenian, after case folding; not the whole of it.
 */
const PAIRS =
  'аa вb сc еe һh іi јj ԛq кk ӏl мm нh оo рp ѕs тt уy ԝw хx ԁd ɡg ѵv ' +
  'αa βb εe ηn ιi κk νv οo ρp σo τt υu χx γy ζz ϲc ϳj ' +
  'օo հh սu ոn ցg յj ' +
  'ɑa ɩi ʟl ɴn ƅb ƽs ᴏo ᴠv ᴡw ᴢz';

const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const),
);

/**
 * Equal for names that a reader may take for one another: unseen characters gone, case, accents and width folded,
 * look-alikes of other scripts as the Latin letter, `1` and `l` alike, `0` and `o` alike. To compare, never to show.
 */
export function skeleton(name: string): string {
  let plain = '';
  for (const character of foldName(withoutUnseen(name))) plain += LOOKS_LIKE.get(character) ?? character;
  return plain.replace(/[1|]/g, 'l').replace(/0/g, 'o');
}
