/** What the merge needs to know of the two kinds of files. */
import { compareTags } from '../model';
import type { Entity, Tag } from '../model';
import { readParts as readCodebookParts, entityOfLines } from '../codebook/codebook';
import { editEntity } from '../codebook/edit-entity';
import { entityEntries, entityLines } from '../codebook/write';
import { editBlock } from '../sidecar/edit-block';
import { readParts as readSidecarParts } from '../sidecar/read';
import { tagOfLines } from '../sidecar/sidecar';
import { SECTIONS, tagLines } from '../sidecar/write';
import { sameData } from '../yaml/entry-edits';
import type { FileMerge } from './file';
import { isTagChanged, mergeEntity, mergeTag } from './items';
import { mergeDismissed, mergeMap, mergeNote, mergeRejected, mergeShort } from './sections';

export const sidecarMerge: FileMerge<Tag> = {
  list: 'tags',
  order: SECTIONS,
  read: readSidecarParts,
  lines: tagLines,
  readLines: tagOfLines,
  editLines: editBlock,
  mergeItem: mergeTag,
  isChanged: isTagChanged,
  compare: compareTags,
  section: (key, texts, prefer, eol) => {
    if (key === 'source' || key === 'seen') return mergeMap(key, texts, prefer, eol);
    if (key === 'rejected') return mergeRejected(texts, eol);
    return key === 'dismissed' ? mergeDismissed(texts, eol) : undefined;
  },
};

export const codebookMerge: FileMerge<Entity> = {
  list: 'entities',
  order: ['stancemark', 'note', 'types', 'stances', 'entities', 'searches', 'codes', 'speakers'],
  read: readCodebookParts,
  lines: entityLines,
  readLines: entityOfLines,
  editLines: editEntity,
  mergeItem: mergeEntity,
  isChanged: (base, now) => !sameData(entityEntries(base), entityEntries(now)),
  compare: (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  section: (key, texts, prefer, eol) => {
    if (key === 'types' || key === 'stances') return mergeShort(key, 'id', texts, prefer, eol);
    if (key === 'note') return mergeNote(texts, prefer, eol);
    if (key === 'codes') return mergeShort(key, 'code', texts, prefer, eol);
    if (key === 'speakers') return mergeShort(key, 'label', texts, prefer, eol);
    return key === 'searches' ? mergeShort(key, 'name', texts, prefer, eol) : undefined;
  },
};
