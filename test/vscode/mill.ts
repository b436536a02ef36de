/** A small corpus with tags, for the tests of what is seen of them. */
import { sidecar } from './fixture';

export const CODEBOOK = `stancemark: 1
types: [person, organisation, place, other]
stances:
  - {id: supportive, label: Supportive, axis: positive}
  - {id: critical, label: Critical, axis: negative}
entities:
  - id: ada
    name: Ada Brandt
    type: person
    aliases: [Brandt, the weavers]
  - id: council
    name: Town Council
    type: organisation
    aliases: [Orlen]
  - id: mill
    name: The Mill
    type: place
`;

export const FIRST = 'The mill was closed. Ada Brandt blames Orlen for it.\nThe council says Brandt is wrong.\n';
export const SECOND = 'Nobody asked Brandt.\nThe mill stands empty; Brandt went away.\n';
export const THIRD = 'Nothing is tagged here.\n';

export const FIRST_TAGS = sidecar(FIRST, [
  { id: 'aaaaaaaa', quote: 'The mill', says: 'entity: mill' },
  {
    id: 'bbbbbbbb',
    quote: 'Ada Brandt blames Orlen',
    says: 'stance:\n  holder: ada\n  target: council\n  value: critical\n  intensity: 3\n  via: [author]\nnote: "Her own words?"',
  },
  { id: 'cccccccc', quote: 'Ada Brandt', says: 'entity: ada\nby: mk' },
  { id: 'dddddddd', quote: 'Orlen', says: 'entity: council\nsense: metonym' },
  { id: 'eeeeeeee', quote: 'Brandt', nth: 1, says: 'entity: ada' },
]);

export const SECOND_TAGS = sidecar(SECOND, [
  { id: 'ffffffff', quote: 'Brandt', says: 'entity: ada' },
  { id: 'gggggggg', quote: 'The mill', says: 'entity: mill' },
  { id: 'hhhhhhhh', quote: 'Brandt', nth: 1, says: 'entity: ada' },
]);

export const MILL = {
  'codebook.yaml': CODEBOOK,
  '1.txt': FIRST,
  '1.txt.tags.yaml': FIRST_TAGS,
  '2.txt': SECOND,
  '2.txt.tags.yaml': SECOND_TAGS,
  '10.txt': THIRD,
};
