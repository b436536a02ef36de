/** A source of 1 MB with 10,000 tags, its sidecar and its codebook, written by the code that the extension writes with. */
import { applyToSidecar } from '../../src/core/sidecar';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { Tag } from '../../src/core/model';
import { pieceAt } from '../../src/core/anchors/context';
import { below, randomFrom } from './truth';

export const TAGS = 10_000;
const SIZE = 1_000_000;
const ENTITIES = 200;
const TYPES = ['person', 'state', 'organisation', 'place', 'event', 'work', 'other'];
const VALUES = ['supportive', 'critical', 'neutral', 'mixed', 'unclear'];

export interface EditorFiles {
  readonly source: string;
  readonly sidecar: string;
  readonly codebook: string;
  /** 1-based number of the empty line in the middle of the source that is typed into. */
  readonly line: number;
  /** Untagged words, none like another, at the start of the lines after that one. */
  readonly words: readonly string[];
}

/** The files; `words` so many are wanted. Everything follows from the seed. */
export function makeEditorFiles(words: number, seed = 11): EditorFiles {
  const random = randomFrom(seed);
  const letters = (n: number): string =>
    Array.from({ length: n }, () => 'abcdefghiklmnoprstuvw'[below(random, 21)]).join('');
  const vocabulary = Array.from({ length: 2_000 }, () => letters(2 + below(random, 8)));
  const names = Array.from({ length: ENTITIES }, (_, i) => `N${letters(5)}${i}`);
  const marks = Array.from({ length: words }, (_, i) => `mark${String(i).padStart(3, '0')}`);
  const lines: string[] = [];
  let line = 0;
  for (let size = 0; size < SIZE; size += (lines.at(-1)?.length ?? 0) + 1) {
    if (line === 0 && size > SIZE / 2) {
      line = lines.length + 1;
      lines.push('', ...marks.map((mark) => `${mark} ${letters(6)} ${letters(4)}`));
    }
    // Paragraphs of 10 to 120 words; every fifteenth word is a name of the codebook.
    const paragraph = Array.from({ length: 10 + below(random, 110) }, () =>
      below(random, 15) === 0 ? names[below(random, ENTITIES)] : vocabulary[below(random, vocabulary.length)],
    );
    lines.push(`${paragraph.join(' ')}.`);
  }
  const source = `${lines.join('\n')}\n`;
  const { sidecar } = applyToSidecar(
    undefined,
    makeTags(source, random).map((tag) => ({ op: 'add', tag })),
  );
  const entities = names.map((name, i) => `  - id: e${i}\n    name: ${name}\n    type: ${TYPES[i % TYPES.length]}\n`);
  return {
    source,
    sidecar: sidecar.text,
    codebook: `stancemark: 1\nentities:\n${entities.join('')}`,
    line,
    words: marks,
  };
}

/** Mentions on names, some on words around them; every tenth tag is a stance on half a line. */
function makeTags(source: string, random: () => number): Tag[] {
  const text = new PlaceableText(source);
  const tags: Tag[] = [];
  const id = (): string =>
    `t${(tags.length + 32 ** 6).toString(32)}`.replace(/[01 89]/g, (c) => 'wxyz'['0189'.indexOf(c)] ?? 'w');
  const places = [...source.matchAll(/\bN[a-z]{5}(\d+)\b/g)];
  const others = [...source.matchAll(/ ([a-z]{6,}) [a-z]+ /g)];
  while (tags.length < TAGS) {
    const i = tags.length;
    const stance = i % 10 === 9;
    // Every other name stays a suggestion only where there are more names than tags.
    const place = stance || i >= places.length ? others[below(random, others.length)] : places[i];
    if (!place) throw new Error('The text has no words to tag.');
    const from = place.index + (stance || i >= places.length ? 1 : 0);
    const entity = `e${stance || i >= places.length ? below(random, ENTITIES) : place[1]}`;
    const to = Math.min(
      source.indexOf('\n', from),
      from + (stance ? 40 + below(random, 160) : place[1] && from > place.index ? place[1].length : place[0].length),
    );
    const at = pieceAt(text, { from, to });
    if (stance) {
      const value = VALUES[below(random, VALUES.length)] ?? 'unclear';
      tags.push({ id: id(), ...at, stance: { holder: 'author', target: entity, value } });
    } else tags.push({ id: id(), ...at, entity });
  }
  return tags;
}
