import { passagesTable } from '../core/export/passages-table';
import type { Table } from '../core/export/table';
import { figureOf } from '../core/findings/figures';
import { SUM_FIGURES, filterIn, SIDES, START, VOICE_CHOICES, type FindingsState } from '../core/findings/state';
import { groupingIn, GROUPINGS, select, type Grouping, type Selection } from '../core/sums';
import { UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { SELECT_OPTIONS, selectState } from './select-options';
import { TABLE_FORMATS, TABLE_OPTIONS, writeTable } from './table-output';
import { oneOf } from './options';
import { openWorkspace, tellUnreadable, theCorpus } from './workspace';

const TABLES = [...SUM_FIGURES, 'passages'] as const;

export const command: Command = {
  usage: 'table NAME [PATH…]',
  about: [
    `The numbers of a picture of Findings, equal to the screen’s, or every passage with its tag in full. NAME is one of: ${TABLES.join(', ')}.`,
    'Lost tags are counted nowhere; how many are left out is reported on standard error.',
  ].join('\n'),
  options: {
    ...TABLE_OPTIONS,
    ...SELECT_OPTIONS,
    voice: { type: 'string', value: 'VOICE', says: `Of which stances: ${VOICE_CHOICES.join(', ')} (all).` },
    by: {
      type: 'string',
      value: 'WHO',
      says: `Columns of the matrix: ${GROUPINGS.join(', ')}, or source.KEY for a key of the details (holder).`,
    },
    side: { type: 'string', value: 'WHO', says: `Whose opposite stances are paired: ${SIDES.join(', ')} (holder).` },
    target: { type: 'string', value: 'ID', says: 'Target of the timeline (the one with most stances).' },
    lines: {
      type: 'string',
      value: 'WHO',
      says: `Lines of the timeline: ${GROUPINGS.join(', ')}, or source.KEY (holder).`,
    },
  },
  example: [
    'stancemark table passages --format csv --query "kind:stance" > stances.csv',
    'Every stance with its passage, source, date and coder, for a spreadsheet or for statistics.',
  ],
  run: table,
};

async function table(given: Given, world: World): Promise<ExitCode> {
  const [name, ...paths] = given.positionals;
  const id = TABLES.find((one) => one === name);
  if (!id) throw new UsageError(`NAME is one of: ${TABLES.join(', ')}`);
  const format = given.flag('json') ? 'json' : (oneOf(given, 'format', TABLE_FORMATS) ?? 'text');
  const state: FindingsState = {
    ...selectState(given),
    voice: oneOf(given, 'voice', VOICE_CHOICES) ?? START.voice,
    by: groupingOf(given, 'by') ?? START.by,
    side: oneOf(given, 'side', SIDES) ?? START.side,
    target: given.text('target') ?? START.target,
    lines: groupingOf(given, 'lines') ?? START.lines,
  };
  const filtered = filterIn(state);
  if (!filtered.ok) throw new UsageError(`--${filtered.field}: ${filtered.error.message}`);
  const workspace = await openWorkspace(world, paths, 'with texts', given.text('layer'));
  try {
    const corpus = theCorpus(workspace, world, given.text('codebook'));
    const sources = given.texts('source');
    const uris = corpus.sources.filter((source) => sources.includes(source.name)).map(({ uri }) => uri);
    const unknown = sources.find((one) => !corpus.sources.some((source) => source.name === one));
    if (unknown !== undefined) throw new UsageError(`--source: there is no source “${unknown}” here`);
    const selection = select(corpus, { ...filtered.filter, ...(sources.length > 0 && { sources: uris }) });
    writeTable(
      world,
      id === 'passages' ? everyPassage(selection) : figureOf(selection, state, id).table,
      format,
      given.flag('raw'),
    );
    return tellUnreadable(world, workspace.files.unreadable) ? 2 : 0;
  } finally {
    workspace.library.dispose();
  }
}

function groupingOf(given: Given, name: 'by' | 'lines'): Grouping | undefined {
  const text = given.text(name);
  const found = groupingIn(text);
  if (text !== undefined && !found) throw new UsageError(`--${name} is one of: ${GROUPINGS.join(', ')}, source.KEY`);
  return found;
}

function everyPassage(selection: Selection): Table {
  const passages = selection.groups.flatMap((group) => group.passages);
  return passagesTable(selection.corpus, passages, selection.leftOut);
}
