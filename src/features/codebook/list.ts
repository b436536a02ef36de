/** Entities from and to a list in CSV. */
import * as vscode from 'vscode';
import type { CodebookView } from '../../core/corpus';
import {
  decodeList,
  entitiesCsv,
  importChanges,
  previewEntities,
  type ImportPreview,
  type ImportRow,
} from '../../core/export';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, optionalText, optionalUri, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { writeExport } from '../../host/files';
import { corpusFor } from '../../host/corpus';
import { sentence, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';
import { counted } from '../../core/words/count';

export interface Imported {
  /** Rows of the list by what they are. */
  readonly counts: ImportPreview['counts'];
  /** Ids of the entities that were added or changed. */
  readonly entities: readonly string[];
}

/** Larger lists are no lists of entities, in bytes. */
const LARGEST = 10_000_000;
const FILTERS = { CSV: ['csv'] };

/** `{uri?, csv?, codebook?, preview?: false}`: shows what is new, changed, the same and invalid; takes over what is ticked. */
export async function importEntities(services: Services, args: unknown): Promise<Imported | undefined> {
  const given = argumentsOf(args);
  const csv = optionalText(given, 'csv') ?? (await readList(given));
  if (csv === undefined) return undefined;
  // `uri` is the list here, not a source.
  const { codebook } = await corpusFor(services, { codebook: given.codebook });
  const list = previewEntities(csv, codebook);
  if (list.problem !== undefined) throw new Failure('This is not a list of entities: {0}', [list.problem]);
  const rows = given.preview === false ? list.rows : await choose(codebook, list);
  return rows && takeOver(services, codebook, list, rows);
}

async function takeOver(
  services: Services,
  codebook: CodebookView,
  { counts }: ImportPreview,
  rows: readonly ImportRow[],
): Promise<Imported> {
  const changes = importChanges(rows, codebook);
  if (changes.length === 0) {
    whisper('The codebook has all of these entities already.');
    return { counts, entities: [] };
  }
  const done = await services.library.edit('Import entities', [{ kind: 'codebook', uri: codebook.uri, changes }]);
  await reportUnwritten(done.written);
  const entities = rows.flatMap(({ status, entity }) =>
    entity && (status === 'new' || status === 'changed') ? [entity.id] : [],
  );
  whisper('{0} imported.', [counted(entities.length, 'entity')]);
  return { counts, entities };
}

async function readList(given: Arguments): Promise<string | undefined> {
  const uri =
    optionalUri(given) ??
    (await vscode.window.showOpenDialog({ filters: FILTERS, title: vscode.l10n.t('Import entities from CSV') }))?.[0];
  if (!uri) return undefined;
  const bytes = await vscode.workspace.fs.readFile(uri);
  if (bytes.length > LARGEST) throw new Failure('This file is too large for a list of entities.');
  const list = decodeList(bytes);
  if ('problem' in list) throw new Failure('This list cannot be read: {0}', [vscode.l10n.t(list.problem)]);
  return list.text;
}

interface RowItem extends vscode.QuickPickItem {
  readonly row?: ImportRow;
}

/** New and changed rows ticked; the same and the invalid ones named, so that nothing of the list is passed over in silence. */
async function choose(codebook: CodebookView, list: ImportPreview): Promise<readonly ImportRow[] | undefined> {
  const { t } = vscode.l10n;
  const { counts, newTypes, rows } = list;
  const separator = (text: string): RowItem => ({ label: text, kind: vscode.QuickPickItemKind.Separator });
  const of = (status: ImportRow['status'], title: string): RowItem[] => {
    const items = rows.filter((row) => row.status === status).map((row) => itemOf(codebook, row));
    return items.length > 0 ? [separator(`${title} (${items.length})`), ...items] : [];
  };
  const types = newTypes.length > 0 ? ` · ${t('new types: {0}', label(newTypes.join(', '), 60))}` : '';
  const chosen = await vscode.window.showQuickPick<RowItem>(
    [
      ...of('new', t('new')),
      ...of('changed', t('changed')),
      ...of('invalid', t('cannot be read')),
      ...of('same', t('the same')),
    ],
    {
      canPickMany: true,
      title: sentence('{0} new, {1} changed, {2} the same, {3} cannot be read', [
        counts.new,
        counts.changed,
        counts.same,
        counts.invalid,
      ]),
      placeHolder: t('What is ticked goes into the codebook') + types,
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  return chosen?.flatMap(({ row }) => row ?? []);
}

function itemOf(codebook: CodebookView, row: ImportRow): RowItem {
  const { entity, set, status, reasons, line } = row;
  const detail = [
    ...reasons.map((reason) => vscode.l10n.t(reason)),
    ...Object.entries(set ?? {}).map(
      ([key, value]) => `${key}: ${label(String(value as string | readonly string[] | null), 80)}`,
    ),
  ].join(' ');
  return {
    row,
    label: entity ? visible(entity.name) : vscode.l10n.t('line {0}', line),
    description: entity ? visible(codebook.type(entity.type)?.label ?? entity.type) : undefined,
    detail: detail === '' ? undefined : detail,
    picked: status === 'new' || status === 'changed',
  };
}

/** `{uri?, codebook?}`: writes the list, or asks where to. Returns the file's address and how many entities it has. */
export async function exportEntities(
  services: Services,
  args: unknown,
): Promise<{ uri: string; count: number } | undefined> {
  const given = argumentsOf(args);
  const { codebook } = await corpusFor(services, { codebook: given.codebook });
  const uri =
    optionalUri(given) ??
    (await vscode.window.showSaveDialog({
      filters: FILTERS,
      title: vscode.l10n.t('Export entities as CSV'),
      defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(codebook.uri, true), '..', 'entities.csv'),
    }));
  if (!uri) return undefined;
  await writeExport(uri, new TextEncoder().encode(entitiesCsv(codebook)));
  whisper('{0} exported.', [counted(codebook.entities.length, 'entity')]);
  return { uri: uri.toString(), count: codebook.entities.length };
}
