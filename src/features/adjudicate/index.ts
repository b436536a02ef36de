/** Adjudication: the coders' layers side by side in the text, each disagreement decided by a key. */
import * as vscode from 'vscode';
import type { Case, Choice } from '../../core/agreement/adjudicate';
import { label } from '../../core/text/safe';
import { argumentsOf, optionalText, type Arguments } from '../../host/arguments';
import { Failure, registerCommands } from '../../host/commands';
import { sourceOfArguments } from '../../host/corpus';
import { BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { forSources } from '../../host/sources';
import { adjudicationReport, whereDecisionDiffers } from './report';
import { CaseLens } from './lens';
import type { Left } from './cases';
import { Session } from './session';
import { kindsOf } from './words';

export function registerAdjudicate(services: Services): vscode.Disposable {
  const session = new Session(services);
  const all =
    (edit = false) =>
    (one: Case): Choice => ({
      take: one.tags.flatMap((own, coder) => (own ? [coder] : [])),
      ...(edit && { edit }),
    });
  const id = (args: unknown): string | undefined => optionalText(argumentsOf(args), 'id');
  return vscode.Disposable.from(
    session,
    forSources((pattern) => vscode.languages.registerCodeLensProvider({ pattern }, new CaseLens(session))),
    registerCommands(services.log, {
      adjudicate: (args) => begin(services, session, args),
      adjudicateTake: (args) => session.take(byCoder(argumentsOf(args)), id(args)),
      adjudicateBoth: (args) => session.take(all(), id(args)),
      adjudicateNeither: (args) => session.take(() => ({ take: [] }), id(args)),
      adjudicateEdit: (args) => session.take(all(true), id(args)),
      adjudicateNext: () => session.go(1),
      adjudicatePrevious: () => session.go(-1),
      adjudicateAgreed: () => session.takeAgreed(),
      adjudicateAllOf: (args) => allOf(session, args),
      adjudicateReopen: (args) => session.reopen(id(args)),
      adjudicateChoose: () => choose(session),
      endAdjudication: () => session.end(),
      adjudicationReport: () => adjudicationReport(services),
      whereDecisionDiffers: (args) => whereDecisionDiffers(services, args),
    }),
  );
}

/** `{uri?}`: the source, else the active one; where that has no coders' files, the user picks. Returns what is left to decide. */
async function begin(services: Services, session: Session, args: unknown): Promise<Left | undefined> {
  const given = argumentsOf(args);
  const { layers } = services.library;
  const source = sourceOfArguments(given);
  // Which files there are says the listing.
  await services.library.list();
  if (source !== undefined && (given.uri !== undefined || layers.codersOf(source).length > 0))
    return session.begin(source);
  await services.readAll();
  const sources = services.library
    .corpora()
    .flatMap((corpus) => corpus.sources)
    .filter(({ uri, coders, missing }) => (coders?.length ?? 0) > 0 && !missing && !layers.isBlind(uri));
  if (sources.length === 0)
    throw new Failure('No source has tags files of coders (report.txt.NAME.tags.yaml) to decide between.');
  const chosen = await pick<string>({
    title: vscode.l10n.t('Adjudicate'),
    placeholder: vscode.l10n.t('Which source?'),
    items: sources.map(({ uri, name, coders = [] }) => ({
      label: label(name),
      description: coders.map((coder) => label(coder.name, 32) + (coder.finished ? ' ✓' : '')).join(', '),
      value: uri,
    })),
  });
  return chosen === undefined || chosen === BACK ? undefined : session.begin(chosen);
}

/** `coder` is a number from 1 or a name. */
function byCoder(given: Arguments): (one: Case, coders: readonly string[]) => Choice {
  const wanted = given.coder;
  return (one, coders) => {
    const number = typeof wanted === 'number' ? wanted - 1 : coders.indexOf(String(wanted));
    if (number < 0 || number >= coders.length) throw new Failure('There is no coder {0} here.', [String(wanted)]);
    return { take: one.tags[number] ? [number] : [] };
  };
}

async function allOf(session: Session, args: unknown): Promise<Left | undefined> {
  const given = optionalText(argumentsOf(args), 'coder');
  if (given !== undefined) return session.takeAllOf(given);
  const chosen = await pick<string>({
    title: vscode.l10n.t('Decide as One Coder Has It'),
    placeholder: vscode.l10n.t('All that is open in this source is decided; what only others tagged is refused'),
    items: session.coders.map((coder) => ({ label: label(coder, 32), value: coder })),
  });
  return chosen === undefined || chosen === BACK ? undefined : session.takeAllOf(chosen);
}

/** All choices as a list, with what each coder has in full. */
async function choose(session: Session): Promise<unknown> {
  const one = session.current;
  const { t } = vscode.l10n;
  const rows: PickItem<readonly [command: string, args?: object]>[] = [];
  if (one) {
    session.coders.forEach((coder, i) => {
      rows.push({
        label: `${i + 1}  ${label(coder, 32)}`,
        description: session.said(one, i),
        value: ['adjudicateTake', { coder: i + 1 }],
      });
    });
    rows.push({ label: `b  ${t('Both, or all of them')}`, value: ['adjudicateBoth'] });
    rows.push({ label: `0  ${t('Neither')}`, value: ['adjudicateNeither'] });
    rows.push({ label: `e  ${t('Edit')}`, value: ['adjudicateEdit'] });
  }
  rows.push({ label: `j  ${t('Next disagreement')}`, value: ['adjudicateNext'] });
  rows.push({ label: `k  ${t('Previous disagreement')}`, value: ['adjudicatePrevious'] });
  rows.push({ label: `g  ${t('Accept all that agree')}`, value: ['adjudicateAgreed'] });
  rows.push({ label: t('Accept all of one coder…'), value: ['adjudicateAllOf'] });
  rows.push({ label: t('End adjudication'), value: ['endAdjudication'] });
  const chosen = await pick({
    title: one ? kindsOf(one) : t('Adjudicate'),
    placeholder: t('What is decided?'),
    items: rows,
  });
  if (chosen === undefined || chosen === BACK) return undefined;
  const [command, args] = chosen;
  return vscode.commands.executeCommand(`stancemark.${command}`, args);
}
