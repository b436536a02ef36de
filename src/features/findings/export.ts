/** Findings as files: the table of a figure as CSV, its picture, or a report. */
import * as vscode from 'vscode';
import { firstRows, htmlReport, markdownReport, rowCount, tableCsv, type Report, type Table } from '../../core/export';
import type { Figure } from '../../core/findings/figure';
import { contradictionsIn } from '../../core/findings/stance-figures';
import { askedOf } from '../../core/findings/link';
import { FORMATS, type Format } from '../../core/findings/messages';
import { isDrawn } from '../../core/findings/picture';
import { FIGURES, figuresOf, isSum, VIEWS, viewOf, type FigureId, type FindingsState } from '../../core/findings/state';
import { stancesOf, type Selection } from '../../core/sums';
import { argumentsOf, oneOf, optionalUri } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { uriOf } from '../../host/convert';
import { writeExport } from '../../host/files';
import { inform } from '../../host/messages';
import { BACK, pick } from '../../host/pick';
import { revisionOf } from '../../host/revision';
import type { Services } from '../../host/services';
import type { Panels } from './panels';
import { today } from '../../core/text/today';
import { numberOf } from '../../core/words/count';
import { say } from '../../core/base/say';

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
  const bytes = await contentOf(services, panels, format, figure, wanted !== undefined);
  await writeExport(to, bytes);
  if (!uri) void offerToOpen(to, format);
  return to.toString();
}

async function contentOf(
  services: Services,
  panels: Panels,
  format: Format,
  figure: FigureId,
  alone: boolean,
): Promise<Uint8Array> {
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  switch (format) {
    case 'csv':
      return text(tableCsv((await figureNamed(panels, figure)).table));
    case 'svg':
      return text(await (await panels.open()).picture(figure, 'svg'));
    case 'png': {
      const data = atob(await (await panels.open()).picture(figure, 'png'));
      return Uint8Array.from(data, (character) => character.charCodeAt(0));
    }
    case 'html': {
      const { state } = panels.shown;
      const selection = await selected(panels);
      const figures = await figuresIn(panels, state, alone ? figure : undefined);
      const svgs = await picturesOf(services, panels, figures);
      return text(htmlReport(await reportOf(services, selection, state, figures, alone, svgs)));
    }
    case 'markdown': {
      const { state } = panels.shown;
      const selection = await selected(panels);
      const figures = await figuresIn(panels, state, alone ? figure : undefined);
      return text(markdownReport(await reportOf(services, selection, state, figures, alone)));
    }
  }
}

async function selected(panels: Panels): Promise<Selection> {
  const { figures, state } = panels.shown;
  const selection = await figures.selection(state);
  if (!selection)
    throw new Failure('There is nothing to export: the filters of Findings cannot be read, or there is no source.');
  return selection;
}

async function figureNamed(panels: Panels, id: FigureId): Promise<Figure> {
  const { figures, state } = panels.shown;
  await selected(panels);
  const [figure] = await figures.figures(state, [id]);
  if (!figure) throw new Failure('There is nothing to export: no source was coded by two coders and finished by both.');
  return figure;
}

/**
 * The figures of a report: all of them, or those of the view of one. Agreement only where coders are compared, and without the
 * ratings, which are for programs.
 */
async function figuresIn(panels: Panels, state: FindingsState, figure: FigureId | undefined): Promise<Figure[]> {
  const views = figure ? [viewOf(figure)] : VIEWS;
  const ids = views.flatMap((view) => figuresOf(view)).filter((id) => id !== 'ratings');
  const figures = await panels.shown.figures.figures(state, ids);
  const compared = figures.some(({ id }) => id === 'agreementGroups');
  return figures.filter(({ id, empty }) => isSum(id) || (compared && (id !== 'gamma' || empty === undefined)));
}

/** The pictures as the page draws them; it shows one view at a time, and in the end the one that it showed before. */
async function picturesOf(
  services: Services,
  panels: Panels,
  figures: readonly Figure[],
): Promise<ReadonlyMap<FigureId, string>> {
  const drawn = new Map<FigureId, string>();
  const panel = await panels.open();
  const { view, pick: picked } = panel.state;
  for (const { id, empty, picture } of figures) {
    if (empty !== undefined || !isDrawn(picture)) continue;
    try {
      drawn.set(id, await panel.picture(id, 'svg'));
    } catch (error) {
      // A timeline of sources without dates is a list and no picture; the report has its table.
      if (!(error instanceof Failure)) throw error;
      services.log.info(`No picture of ${id}: ${error.message}`);
    }
  }
  if (panel.state.view !== view) panel.set({ view, pick: picked });
  return drawn;
}

async function reportOf(
  services: Services,
  selection: Selection,
  state: FindingsState,
  figures: readonly Figure[],
  alone: boolean,
  svgs: ReadonlyMap<FigureId, string> = new Map(),
): Promise<Report> {
  const of = (id: FigureId): boolean => figures.some((figure) => figure.id === id);
  const { version } = services.context.extension.packageJSON as { version: string };
  const revision = await revisionOf(services, uriOf(selection.corpus.codebook.uri));
  // A caption stands below its picture; where there is none, above all with what was asked.
  const told = figures.filter(({ id }) => !svgs.has(id)).map(({ title, caption }) => `${title}: ${caption}`);
  return {
    title: alone ? (figures[0]?.title ?? 'Findings') : 'Findings',
    corpus: selection.corpus,
    asked: [...askedOf(state, selection.corpus), ...told],
    tables: figures.map((figure) => {
      const svg = svgs.get(figure.id);
      return { ...shortened(figure), ...(svg !== undefined && { picture: { svg, caption: figure.caption } }) };
    }),
    made: { version, date: today(), revision },
    contradictions: of('contradictions') ? contradictionsIn(selection, state) : undefined,
    passages: alone && of('coverage') ? undefined : firstStances(selection),
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
  if (rowCount(table) <= REPORT_ROWS) return table;
  const note =
    `${say('The first {0} of {1} rows; the CSV has all.', numberOf(REPORT_ROWS), numberOf(rowCount(table)))} ${table.note}`.trim();
  const { title, columns } = table;
  return { title, columns, rows: firstRows(table, REPORT_ROWS), note };
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
      { label: vscode.l10n.t('Report to write on'), description: 'Markdown', value: 'markdown' },
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
