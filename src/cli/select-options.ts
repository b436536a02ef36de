/** Options that say which passages are meant: the filters of Findings. */
import { START, type FindingsState } from '../core/findings/state';
import type { Given, Option } from './command';

/** Whose tags are read: one layer, for every command that reads tags. */
export const LAYER_OPTION = {
  layer: {
    type: 'string',
    value: 'NAME',
    says: 'Read this coder’s own files (report.txt.NAME.tags.yaml) instead of the shared ones; never both.',
  },
} as const satisfies Readonly<Record<string, Option>>;

export const SELECT_OPTIONS = {
  query: {
    type: 'string',
    short: 'q',
    value: 'QUERY',
    says: 'Only passages that a search finds; “stancemark search --help” tells how.',
  },
  type: { type: 'string', value: 'TYPE', multiple: true, says: 'Only this entity type; may be given again.' },
  source: { type: 'string', value: 'NAME', multiple: true, says: 'Only this source; may be given again.' },
  coder: {
    type: 'string',
    value: 'NAME',
    multiple: true,
    says: 'Only this coder’s tags; empty for those without one.',
  },
  ...LAYER_OPTION,
  from: { type: 'string', value: 'DATE', says: 'Only sources of this date or later: 2025, 2025-03 or 2025-03-09.' },
  to: { type: 'string', value: 'DATE', says: 'Only sources of this date or earlier.' },
  codebook: {
    type: 'string',
    value: 'PATH',
    says: 'Which codebook’s sources, where there are several (that with most).',
  },
} as const satisfies Readonly<Record<string, Option>>;

export function selectState(given: Given): FindingsState {
  return {
    ...START,
    query: given.text('query') ?? '',
    types: given.texts('type'),
    coders: given.texts('coder'),
    from: given.text('from') ?? '',
    to: given.text('to') ?? '',
  };
}
