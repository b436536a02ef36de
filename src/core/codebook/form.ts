/** A codebook's text as the list of its entities, as it is changed: see `ListFile`. */
import { FORMAT } from '../model';
import type { Entity } from '../model';
import { BadItem } from '../yaml/items';
import { InParts, movedSections } from '../yaml/list-file';
import type { ListFormat } from '../yaml/list-file';
import type { Eol } from '../yaml/outline';
import type { Indexed } from '../yaml/work';
import { flowText } from '../yaml/write';
import { CodebookText, entityOfLines, placed, readParts } from './codebook';
import { defaultCodebook } from './defaults';
import { editEntity, editEntityFlow } from './edit-entity';
import { entityEntries, entityLines, typeText, valueEntries } from './write';

/** What is written where there is no codebook yet. */
export function newCodebook(eol: Eol): CodebookText {
  const { types, stances } = defaultCodebook();
  const lines = [
    `stancemark: ${FORMAT}`,
    `types: [${types.map(typeText).join(', ')}]`,
    'stances:',
    ...stances.map((value) => '  - ' + flowText({ map: valueEntries(value) })),
    'entities: []',
  ];
  const parts = readParts(lines.join(eol) + eol);
  if (!parts.ok) throw new Error('The new codebook is refused');
  return new CodebookText(parts.value);
}

/** A codebook as `ListFile` sees it. */
export type State = InParts<Entity, CodebookText>;
export const stateOf = (file: CodebookText): State => new InParts(file);

export const FORM: ListFormat<Entity, State> = {
  key: 'entities',
  order: ['stancemark', 'note', 'types', 'stances', 'entities', 'searches', 'codes', 'speakers'],
  unique: false,
  read: (text, known) => {
    const parts = readParts(text, known);
    return parts.ok ? stateOf(new CodebookText(parts.value)) : undefined;
  },
  withList: ({ file }, { text, list }, moved) => {
    const sections = movedSections(file.parts.sections, moved);
    return stateOf(new CodebookText({ text, list, sections, head: placed(file.parts.head, moved) }));
  },
  items: ({ file }) => file.items,
  lines: entityLines,
  flow: (entity) => flowText({ map: entityEntries(entity) }),
  readLines: entityOfLines,
  editLines: editEntity,
  editFlow: editEntityFlow,
  place: placeOf,
  compare: (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
};

/** Where the ids stand in order: in that order, so that two people's new entities seldom meet. Otherwise at the end. */
function placeOf(items: Indexed<Entity | BadItem>, entity: Entity): number {
  let last = '';
  let place = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items.at(i);
    if (!item || item instanceof BadItem) continue;
    if (item.id < last) return items.length;
    last = item.id;
    if (item.id <= entity.id) place = i + 1;
  }
  return place;
}
