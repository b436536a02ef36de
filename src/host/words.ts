/** Numbers with their nouns, localised. */
import { counted, type Noun } from '../core/words/count';

/** '1 mention', '3 mentions'. */
export function count(number: number, noun: Noun): string {
  return counted(number, noun);
}
