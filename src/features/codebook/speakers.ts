/** Which beginnings of lines are labels of speakers: guessed from a source, shown with examples, kept in the codebook. */
import * as vscode from 'vscode';
import type { CodebookChange } from '../../core/changes';
import { guessSpeakers } from '../../core/speakers/guess';
import { label } from '../../core/text/safe';
import { argumentsOf, optionalTexts } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { corpusFor } from '../../host/corpus';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { sourceTarget } from '../../host/targets';

interface Row extends vscode.QuickPickItem {
  readonly text: string;
}

/** `{uri?, labels?}`: what is ticked is what the codebook has then. Returns those labels; undefined: given up. */
export async function setSpeakers(services: Services, args: unknown): Promise<readonly string[] | undefined> {
  const given = argumentsOf(args);
  const { uri } = await sourceTarget(services, given);
  const { codebook } = await corpusFor(services, { uri });
  const rules = codebook.speakers ?? [];
  const wanted = optionalTexts(given, 'labels') ?? (await askLabels(services, uri, rules));
  if (!wanted) return undefined;
  const changes: CodebookChange[] = [
    ...rules
      .filter((rule) => !wanted.includes(rule.label))
      .map((rule): CodebookChange => ({ op: 'remove-speaker', label: rule.label })),
    ...[...new Set(wanted)]
      .filter((text) => !rules.some((rule) => rule.label === text))
      .map((text): CodebookChange => ({ op: 'add-speaker', rule: { label: text } })),
  ];
  if (changes.length === 0) return wanted;
  const done = await services.library.edit('Set the labels of speakers', [
    { kind: 'codebook', uri: codebook.uri, changes },
  ]);
  await done.written;
  whisper('Labels of speakers written to the codebook.');
  return wanted;
}

async function askLabels(
  services: Services,
  uri: string,
  rules: readonly { readonly label: string; readonly entity?: string; readonly skip?: boolean }[],
): Promise<string[] | undefined> {
  const text = (await services.library.textOf(uri))?.text;
  if (text === undefined) throw new Failure('The text of this source cannot be read.');
  const lines = text.split(/\r\n|\r|\n/);
  const known = new Set(rules.map((rule) => rule.label));
  const rows: Row[] = rules.map((rule) => ({
    text: rule.label,
    label: label(rule.label),
    description: rule.skip ? vscode.l10n.t('no label') : label(rule.entity ?? ''),
    detail: vscode.l10n.t('In the codebook'),
    picked: true,
  }));
  for (const { label: one, turns, names, line, likely } of guessSpeakers(text)) {
    if (known.has(one)) continue;
    rows.push({
      text: one,
      label: label(one),
      description: vscode.l10n.t('{0}× in this source: {1}', turns, label(names.slice(0, 6).join(', '), 100)),
      detail: vscode.l10n.t('Line {0}: {1}', line + 1, label((lines[line] ?? '').trim(), 100)),
      // What the codebook has was decided: nothing more is taken unasked.
      picked: likely && rules.length === 0,
    });
  }
  if (rows.length === 0) {
    throw new Failure(
      'No line of this source begins as another does, so there is nothing to guess. Write what the labels look like into the codebook, under “speakers”.',
    );
  }
  const chosen = await vscode.window.showQuickPick(rows, {
    canPickMany: true,
    title: vscode.l10n.t('Labels of Speakers'),
    placeHolder: vscode.l10n.t('Tick what says who speaks; * stands for a name'),
    matchOnDescription: true,
  });
  return chosen?.map(({ text }) => text);
}
