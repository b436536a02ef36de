/** A REFI-QDA project in the shape of other tools', as large as is asked for. */
import { zipSync } from 'fflate';

const WORDS = 'river council speech winter answer people border market letter morning'.split(' ');

export interface Large {
  readonly sources: number;
  /** Of each text, in characters. */
  readonly size: number;
  /** Of each source. */
  readonly tags: number;
}

/** The zip is stored, not deflated, so that its size is that of its texts. */
export function largeProject({ sources, size, tags }: Large, level: 0 | 6 = 0): Uint8Array {
  const guid = (kind: string, n: number): string =>
    `${kind.padEnd(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`.toUpperCase();
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const files: Record<string, Uint8Array> = {};
  const parts: string[] = [];
  for (let s = 0; s < sources; s++) {
    const words: { word: string; at: number }[] = [];
    let at = 0;
    for (let i = 0; at < size; i++) {
      const word = `${WORDS[(i * 7 + s) % WORDS.length] ?? ''}${(i * 31 + s * 17) % 997}`;
      words.push({ word, at });
      at += word.length + 1;
    }
    files[`Sources/${guid('a', s)}.txt`] = bytes(
      words
        .map(({ word }) => word)
        .join(' ')
        .replace(/((?:\S+ ){12})/g, '$1\n')
        .replace(/ \n/g, '\n'),
    );
    const step = Math.max(1, Math.floor(words.length / tags));
    const selections = Array.from({ length: tags }, (_, t) => {
      const { word, at: start } = words[t * step] ?? { word: 'x', at: 0 };
      const id = s * tags + t;
      return `<PlainTextSelection guid="${guid('b', id)}" name="${word}" startPosition="${start}" endPosition="${start + word.length}"><Coding guid="${guid('c', id)}"><CodeRef targetGUID="${guid('d', t % 20)}"/></Coding></PlainTextSelection>`;
    });
    parts.push(
      `<TextSource guid="${guid('a', s)}" name="talk ${s}" plainTextPath="internal://${guid('a', s)}.txt">${selections.join('')}</TextSource>`,
    );
  }
  const codes = Array.from(
    { length: 20 },
    (_, i) => `<Code guid="${guid('d', i)}" name="Code ${i}" isCodable="true"/>`,
  );
  files['project.qde'] = bytes(
    `<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="Another tool"><CodeBook><Codes>${codes.join('')}</Codes></CodeBook><Sources>${parts.join('')}</Sources></Project>`,
  );
  return zipSync(files, { level });
}
