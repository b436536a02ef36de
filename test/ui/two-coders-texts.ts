/** What two coders read in `two-coders.test.ts`, and what each of them tags in it. */

/** A hundred characters each, the line end among them: so that shares can be worked out by hand. */
export const TEXTS: Readonly<Record<string, string>> = {
  'one.txt': 'Ada blames Rio for the flood. Nobody in the valley heard her, and the river came back every autumn.\n',
  'two.txt': 'Ada, they say, trusts Rio blindly. She leaves him her keys, and her boat, and what she has left us.\n',
  'three.txt': 'Rio loves the old mill. It has no roof, the wheel is gone, and only owls are living there just now.\n',
};

export const CODEBOOK = `stancemark: 1
types: [person, place]
stances:
  - {id: supportive, label: Supportive, axis: positive}
  - {id: critical, label: Critical, axis: negative}
  - {id: neutral, label: Neutral, axis: neutral}
entities:
  - {id: ada, name: Ada, type: person}
  - {id: rio, name: Rio, type: person}
  - {id: mill, name: The mill, type: place}
`;

/** A mention: the words, the entity's name, and what is typed where the words do not lead to it. */
type Mention = readonly [words: string, name: string, typed?: string];
/** A stance: the words, holder, target, the key of the value, the strength, and a further piece of the passage. */
type Seen = readonly [words: string, holder: string, target: string, value: string, strength: string, piece?: string];

interface Coding {
  readonly mentions: readonly Mention[];
  readonly stance: Seen;
}

/** They differ in an entity and an intensity; in a mention that one missed and a piece; in borders on both sides and a value. */
export const CODED: Readonly<Record<'ann' | 'ben', Readonly<Record<string, Coding>>>> = {
  ann: {
    'one.txt': {
      mentions: [
        ['Ada', 'Ada'],
        ['Rio', 'Rio'],
      ],
      stance: ['blames', 'Ada', 'Rio', '-', '3'],
    },
    'two.txt': { mentions: [['Rio', 'Rio']], stance: ['trusts', 'Ada', 'Rio', '+', '2', 'blindly'] },
    'three.txt': {
      mentions: [
        ['Rio', 'Rio'],
        ['the old mill', 'The mill', 'mill'],
      ],
      stance: ['loves the old mill', 'Rio', 'The mill', '+', '1'],
    },
  },
  ben: {
    'one.txt': {
      mentions: [
        ['Ada', 'Ada'],
        ['Rio', 'The mill', 'mill'],
      ],
      stance: ['blames', 'Ada', 'Rio', '-', '2'],
    },
    'two.txt': {
      mentions: [
        ['Ada', 'Ada'],
        ['Rio', 'Rio'],
      ],
      stance: ['trusts', 'Ada', 'Rio', '+', '2'],
    },
    'three.txt': {
      mentions: [
        ['Rio', 'Rio'],
        ['mill', 'The mill', 'mill'],
      ],
      stance: ['Rio loves', 'Rio', 'The mill', '0', '1'],
    },
  },
};
