/** A codebook's text as the list of its entities, as it is changed: see {@link ListFile}. */
import { FORMAT } from '../model';
import type { Entity } from '../model';
import { BadItem } from '../yaml/items';
import type { BlockItems } from '../yaml/items';
import type { ListFormat, ListState } from '../yaml/list-file';
import type { Eol, Section } from '../yaml/outline';
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

/** A codebook as {@link ListFile} sees it. */
export class State implements ListState<Entity> {
  readonly list: BlockItems<Entity> | undefined;

  constructor(readonly file: CodebookText) {
    this.list = file.parts.list;
  }

  get text(): string {
    return this.file.text;
  }

  get sections(): readonly Section[] {
    return this.file.parts.sections;
  }
}

export const FORM: ListFormat<Entity, State> = {
  key: 'entities',
  order: ['stancemark', 'note', 'types', 'stances', 'entities', 'searches', 'codes', 'speakers'],
  unique: false,
  read: (text, known) => {
    const parts = readParts(text, known);
    return parts.ok ? new State(new CodebookText(parts.value)) : undefined;
  },
  withList: ({ file }, { text, list }, moved) => {
    const sections = file.parts.sections.map((one) => ({
      ...one,
      from: moved(one.from),
      valueFrom: moved(one.valueFrom),
      to: moved(one.to),
    }));
    return new State(new CodebookText({ text, list, sections, head: placed(file.parts.head, moved) }));
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
