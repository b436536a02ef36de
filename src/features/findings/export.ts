/** Findings as files: the table of a figure as CSV, its picture, or a report. */
import * as vscode from 'vscode';
import { htmlReport, markdownReport, tableCsv, type Report, type Table } from '../../core/export';
import { contradictionsIn, figureOf, type Figure } from '../../core/findings/figures';
import { askedOf } from '../../core/findings/link';
import { FORMATS, type Format } from '../../core/findings/messages';
import { FIGURES, figuresOf, VIEWS, viewOf, type FigureId, type FindingsState } from '../../core/findings/state';
import { stancesOf, type Selection } from '../../core/sums';
import { argumentsOf, oneOf, optionalUri } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { writeWhole } from '../../host/files';
import { inform } from '../../host/messages';
import { BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import type { Panels } from './panels';

const ENDINGS: Record<Format, string> = { csv: 'csv', svg: 'svg', png: 'png', html: 'html', markdown: 'md' };

/** What a report holds at the most of one table, and of passages quoted in full. */
const REPORT_ROWS = 1_000;
const REPORT_PASSAGES = 500;

/**
 * `{format?, view?, uri?}`: `view` is a view, or one of the figures of it; for a report, which has every figure if no view is
 * named, it leaves the others out. With `uri` the file is written there and nothing is asked. Returns its address.
 */
export async function exportFindings(services: Services, panels: Panels, args: unknown): Promise<string | undefined> {
  const given = argumentsOf(args);
  await services.readAll();
  const format = oneOf(given, 'format', FORMATS) ?? (await chooseFormat());
  if (!format) return undefined;
  const wanted = oneOf(given, 'view', [...VIEWS, ...FIGURES]);
  const view = wanted ?? panels.shown.state.view;
  const figure = FIGURES.find((one) => one === view) ?? figuresOf(VIEWS.find((one) => one === view) ?? 'matrix')[0];
  if (!figure) return undefined;
  const uri = optionalUri(given);
  const report = format === 'html' || format === 'markdown';
  const to = uri ?? (await choosePlace(report ? 'findings' : `findings-${figure}`, format));
  if (!to) return undefined;
  const bytes = await contentOf(panels, format, figure, wanted !== undefined);
  await writeWhole(to, bytes);
  if (!uri) void offerToOpen(to, format);
  return to.toString();
}

async function contentOf(panels: Panels, format: Format, figure: FigureId, alone: boolean): Promise<Uint8Array> {
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  switch (format) {
    case 'csv':
      return text(tableCsv(figureOf(selected(panels), panels.shown.state, figure).table));
    case 'svg':
      return text(await (await panels.open()).picture(figure, 'svg'));
    case 'png': {
      const data = atob(await (await panels.open()).picture(figure, 'png'));
      return Uint8Array.from(data, (character) => character.charCodeAt(0));
    }
    case 'html':
      return text(htmlReport(reportOf(selected(panels), panels.shown.state, alone ? figure : undefined)));
    case 'markdown':
      return text(markdownReport(reportOf(selected(panels), panels.shown.state, alone ? figure : undefined)));
  }
}

function selected(panels: Panels): Selection {
  const { figures, state } = panels.shown;
  const selection = figures.selection(state);
  if (!selection)
    throw new Failure('There is nothing to export: the filters of Findings cannot be read, or there is no source.');
  return selection;
}

function reportOf(selection: Selection, state: FindingsState, figure: FigureId | undefined): Report {
  const views = figure ? [viewOf(figure)] : VIEWS;
  const figures = views.flatMap((view) => figuresOf(view)).map((id) => figureOf(selection, state, id));
  const withStances = !figure || viewOf(figure) !== 'coverage';
  return {
    title: figure ? (figures[0]?.title ?? 'Findings') : 'Findings',
    corpus: selection.corpus,
    asked: [...askedOf(state, selection.corpus), ...figures.map(({ title, caption }) => `${title}: ${caption}`)],
    tables: figures.map(shortened),
    contradictions: views.includes('contradictions') ? contradictionsIn(selection, state) : undefined,
    passages: withStances ? firstStances(selection) : undefined,
    leftOut: selection.leftOut,
  };
}

function firstStances(selection: Selection): Report['passages'] {
  const passages = [];
  for (const passage of stancesOf(selection)) {
    if (passages.length === REPORT_PASSAGES) break;
    passages.push(passage);
  }
  return passages;
}

function shortened({ table }: Figure): Table {
  if (table.rows.length <= REPORT_ROWS) return table;
  const note = `The first ${REPORT_ROWS} of ${table.rows.length} rows; the CSV has all. ${table.note}`.trim();
  return { ...table, rows: table.rows.slice(0, REPORT_ROWS), note };
}

async function chooseFormat(): Promise<Format | undefined> {
  const chosen = await pick<Format>({
    title: vscode.l10n.t('Export Findings'),
    placeholder: vscode.l10n.t('What for?'),
    items: [
      { label: vscode.l10n.t('Numbers'), description: 'CSV', value: 'csv' },
      { label: vscode.l10n.t('Picture to edit'), description: 'SVG', value: 'svg' },
      { label: vscode.l10n.t('Picture'), description: 'PNG', value: 'png' },
      { label: vscode.l10n.t('Report to read'), description: 'HTML', value: 'html' },
      { label: vscode.l10n.t('Report to go on writing'), description: 'Markdown', value: 'markdown' },
    ],
  });
  return chosen === BACK ? undefined : chosen;
}

function choosePlace(name: string, format: Format): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const ending = ENDINGS[format];
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Findings'),
    filters: { [ending.toUpperCase()]: [ending] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.${ending}`) }),
  });
}

async function offerToOpen(uri: vscode.Uri, format: Format): Promise<void> {
  const chosen = await inform('Exported.', [], 'Open');
  if (chosen !== 'Open') return;
  if (format === 'html') await vscode.env.openExternal(uri);
  else await vscode.commands.executeCommand('vscode.open', uri);
}
