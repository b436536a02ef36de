/** After the decisions: who was followed how often, what was decided instead, and where. */
import * as vscode from 'vscode';
import { followed, verdictReport } from '../../core/agreement/verdicts';
import type { Docket } from '../../core/agreement/adjudicate';
import type { Tag } from '../../core/model';
import { baseName, SHARED } from '../../core/files/addresses';
import { escapeMarkdown, label } from '../../core/text/safe';
import { argumentsOf, optionalText } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { rangeAt, uriOf } from '../../host/convert';
import { whisper } from '../../host/messages';
import { BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { describe } from '../../host/targets';
import { docketOf } from './docket';

interface Decided {
  readonly uri: string;
  readonly docket: Docket;
}

/** The sources in which something may have been decided, of those that the user may see. */
async function decidedSources(services: Services): Promise<Decided[]> {
  await services.readAll();
  const { library } = services;
  await library.layers.load();
  const found: Decided[] = [];
  for (const { uri, coders, missing } of library.corpora().flatMap(({ sources }) => sources)) {
    if (missing || !coders || !library.layers.sidecar(uri, SHARED) || library.layers.isBlind(uri)) continue;
    const docket = await docketOf(services, uri);
    if (docket) found.push({ uri, docket });
  }
  return found;
}

/** Opens the report as Markdown. Returns its text. */
export async function adjudicationReport(services: Services): Promise<string> {
  const sources = await decidedSources(services);
  const first = sources[0]?.uri ?? '';
  const { sums, rows } = verdictReport(
    sources.map(({ docket }) => docket),
    (tag) => describe(services, first, tag),
  );
  if (sums.length === 0) throw new Failure('Nothing has been decided between coders yet.');
  const { t } = vscode.l10n;
  const cell = (text: string): string => (text === '' ? '–' : escapeMarkdown(label(text, 200)));
  const line = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const share = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;
  const text = [
    `# ${t('What was decided between coders')}`,
    '',
    line(t('Coder'), t('Decided'), t('Decided as the coder has it'), ''),
    line('---', '---:', '---:', '---:'),
    ...sums.map(({ coder, cases, followed: n }) => line(cell(coder), cases, n, share(n, cases))),
    '',
    `## ${t('Decided otherwise')}`,
    '',
    line(t('Coder'), t('The coder has'), t('Decided as'), t('Times')),
    line('---', '---', '---', '---:'),
    ...rows.map(({ coder, said, decided, count }) => line(cell(coder), cell(said), cell(decided), count)),
    '',
  ].join('\n');
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: text });
  await vscode.window.showTextDocument(document);
  return text;
}

/** `{coder?}`: where the decision is another than that coder's (the user's own). Returns how many there are; goes to the chosen one. */
export async function whereDecisionDiffers(services: Services, args: unknown): Promise<number | undefined> {
  const given = optionalText(argumentsOf(args), 'coder');
  const me = given ?? (await services.coder.ask());
  if (me === undefined) return undefined;
  const others = (await decidedSources(services)).flatMap(({ uri, docket }) =>
    followed(docket)
      .filter(({ coder, follows }) => !follows && docket.coders[coder] === me)
      .map((one) => ({ uri, docket, ...one })),
  );
  if (others.length === 0) {
    whisper('Every decision is as {0} has it.', [me]);
    return 0;
  }
  if (given !== undefined) return others.length;
  const said = (uri: string, tags: readonly Tag[]): string =>
    tags.length === 0 ? vscode.l10n.t('nothing') : tags.map((tag) => describe(services, uri, tag)).join(' + ');
  const chosen = await pick({
    title: vscode.l10n.t('Where the Decision Differs from Mine'),
    placeholder: vscode.l10n.t('What I have → what was decided'),
    items: others.map((one) => ({
      label: `${said(one.uri, one.said ? [one.said] : [])} → ${said(one.uri, one.decided)}`,
      description: vscode.l10n.t(
        '{0}, line {1}',
        label(baseName(one.uri)),
        one.docket.text.spanOf({ from: one.one.from, to: one.one.to }).startLine + 1,
      ),
      detail: label(one.docket.text.text.slice(one.one.from, one.one.to), 120),
      value: one,
    })),
  });
  if (chosen !== undefined && chosen !== BACK) {
    const document = await vscode.workspace.openTextDocument(uriOf(chosen.uri));
    await vscode.window.showTextDocument(document, { selection: rangeAt(document, chosen.one) });
  }
  return others.length;
}
