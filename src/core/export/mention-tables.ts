/** The tables of the mentions and of the sources that have them. */
import type { CodebookView, Corpus } from '../corpus';
import type { Coverage } from '../sums/coverage';
import { entityLabel } from '../sums/headings';
import type { CoMentions, Mentions } from '../sums/mentions';
import type { LeftOut, SourceGroup } from '../sums/selection';
import type { Cell } from '../text/csv';
import { say, sayable } from '../base/say';
import { leftOutNote, tableLater, type Table } from './table';

export function mentionsTable({ rows, leftOut }: Mentions): Table {
  const each = function* (): Iterable<Cell[]> {
    for (const { label, type, sources } of rows) {
      for (const { source, mentions } of sources) yield [label, type, source.name, mentions];
    }
  };
  const head = {
    title: say('Mentions by entity and source'),
    columns: sayable(['entity', 'type', 'source', 'mentions']),
    note: leftOutNote(leftOut),
  };
  return tableLater(
    head,
    rows.reduce((sum, { sources }) => sum + sources.length, 0),
    each,
  );
}

/** One row for each entity: the numbers of the bars by entity. */
export function entityMentionsTable({ rows, leftOut, branches }: Mentions, codebook?: CodebookView): Table {
  const own = rows.map(({ label, type, mentions, sources }) => [label, type, mentions, sources.length]);
  if (branches.size === 0 || !codebook) {
    return {
      title: say('Mentions by entity'),
      columns: sayable(['entity', 'type', 'mentions', 'sources']),
      rows: own,
      note: leftOutNote(leftOut),
    };
  }
  // An entity that is not mentioned itself stands here as well, if one below it is.
  const named = new Set(rows.map(({ key }) => key));
  const silent = [...branches.keys()].filter((id) => !named.has(id));
  const ids = [...rows.map(({ key }) => key), ...silent];
  const all = [...own, ...silent.map((id) => [entityLabel(codebook, id), codebook.entity(id)?.type ?? '', 0, 0])];
  return {
    title: say('Mentions by entity'),
    columns: sayable(['entity', 'type', 'mentions', 'sources', 'mentions in branch', 'sources in branch']),
    rows: all.map((row, i) => {
      const branch = branches.get(ids[i] ?? '');
      return [...row, branch?.mentions ?? row[2], branch?.sources ?? row[3]];
    }),
    note: [say('A branch is an entity with all that stand below it in the codebook.'), leftOutNote(leftOut)]
      .join(' ')
      .trim(),
  };
}

/** One row for each source, those without a mention too: the numbers of the bars by source. */
export function sourceMentionsTable(
  rows: readonly { readonly group: SourceGroup; readonly mentions: number; readonly entities: number }[],
  leftOut: LeftOut,
): Table {
  const each = function* (): Iterable<Cell[]> {
    for (const { group, mentions, entities } of rows) yield [group.source.name, mentions, entities];
  };
  const columns = sayable(['source', 'mentions', 'entities']);
  return tableLater({ title: say('Mentions by source'), columns, note: leftOutNote(leftOut) }, rows.length, each);
}

export function coMentionsTable(corpus: Corpus, { edges, leftOut }: CoMentions): Table {
  const name = (id: string): string => entityLabel(corpus.codebook, id);
  return {
    title: say('Entities named in one paragraph'),
    columns: sayable(['entity', 'with', 'paragraphs', 'sources']),
    rows: edges.map(({ a, b, paragraphs, sources }) => [name(a), name(b), paragraphs, sources]),
    note: leftOutNote(leftOut),
  };
}

export function coverageTable({ rows, leftOut }: Coverage): Table {
  const each = function* (): Iterable<Cell[]> {
    for (const row of rows) {
      yield [
        ...[row.source.name, row.state, row.mentions, row.stances, row.lost, row.taggedParagraphs],
        ...[row.paragraphs, row.basis === 'text' ? 'the text' : 'the text down to the last tag'],
      ];
    }
  };
  const head = {
    title: say('Coverage of the sources'),
    columns: sayable([
      'source',
      'state',
      'mentions',
      'stances',
      'lost',
      'paragraphs with tags',
      'of paragraphs',
      'counted in',
    ]),
    note: leftOutNote(leftOut),
  };
  return tableLater(head, rows.length, each);
}
