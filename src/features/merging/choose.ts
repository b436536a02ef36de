/** The list of what both sides changed, to be decided one by one. */
import * as vscode from 'vscode';
import type { CodebookView } from '../../core/corpus';
import type { Conflict } from '../../core/merge';
import { allowsBoth, type Choice, type Decision } from '../../core/merge/resolve';
import { BACK, pick, type PickItem } from '../../host/pick';
import { sideWords, titleOf, whyOf } from './words';

type Step = { readonly conflict: Conflict } | 'write' | 'ours' | 'theirs';

/** Resolves to the decision for each conflict; undefined: the list was left, and nothing is to be written. */
export async function choose(
  conflicts: readonly Conflict[],
  codebook: CodebookView | undefined,
): Promise<ReadonlyMap<Conflict, Decision> | undefined> {
  const decided = new Map<Conflict, Decision>();
  for (;;) {
    const open = conflicts.length - decided.size;
    const step = await pick<Step>({
      title: vscode.l10n.t('Resolve by Meaning'),
      placeholder:
        open > 0
          ? vscode.l10n.t('{0} to decide; everything else is merged', open)
          : vscode.l10n.t('Everything is decided: write the file'),
      items: [...actions(open), ...conflicts.map((conflict) => row(conflict, decided.get(conflict), codebook))],
      active: (value) => (open === 0 ? value === 'write' : typeof value === 'object' && !decided.has(value.conflict)),
    });
    if (step === undefined || step === BACK) return undefined;
    if (step === 'write') return decided;
    if (step === 'ours' || step === 'theirs') {
      for (const conflict of conflicts) if (!decided.has(conflict)) decided.set(conflict, step);
      continue;
    }
    const decision = await decide(step.conflict, codebook);
    if (decision !== undefined) decided.set(step.conflict, decision);
  }
}

function actions(open: number): PickItem<Step>[] {
  if (open === 0) return [{ label: `$(save) ${vscode.l10n.t('Write the file')}`, value: 'write' }];
  return [
    { label: `$(arrow-left) ${vscode.l10n.t('Ours for all that is open')}`, value: 'ours' },
    { label: `$(arrow-right) ${vscode.l10n.t('Theirs for all that is open')}`, value: 'theirs' },
  ];
}

function row(conflict: Conflict, decision: Decision | undefined, codebook: CodebookView | undefined): PickItem<Step> {
  const side = (name: 'base' | 'ours' | 'theirs'): string => sideWords(codebook, conflict, name);
  return {
    label: `${decision === undefined ? '$(circle-large-outline)' : '$(check)'} ${titleOf(conflict)}`,
    description: [whyOf(conflict), decision && decisionWords(decision)].filter(Boolean).join(' – '),
    detail: vscode.l10n.t('Base: {0} | Ours: {1} | Theirs: {2}', side('base'), side('ours'), side('theirs')),
    value: { conflict },
  };
}

const WORDS: Record<Choice, () => string> = {
  ours: () => vscode.l10n.t('ours'),
  theirs: () => vscode.l10n.t('theirs'),
  both: () => vscode.l10n.t('both'),
};

function decisionWords(decision: Decision): string {
  if (typeof decision === 'string') return WORDS[decision]();
  return Object.entries(decision)
    .map(([field, choice]) => `${field.replace(/^stance\./, '')}: ${WORDS[choice]()}`)
    .join(', ');
}

async function decide(conflict: Conflict, codebook: CodebookView | undefined): Promise<Decision | undefined> {
  const whole = await side(conflict, codebook, undefined);
  if (whole !== 'fields') return whole;
  const decision: Record<string, Choice> = {};
  for (const field of conflict.fields) {
    const one = await side(conflict, codebook, field);
    if (one === undefined || one === 'fields') return undefined;
    decision[field] = one;
  }
  return decision;
}

async function side(
  conflict: Conflict,
  codebook: CodebookView | undefined,
  field: string | undefined,
): Promise<Choice | 'fields' | undefined> {
  const says = (name: 'ours' | 'theirs'): string => sideWords(codebook, conflict, name, field);
  const items: PickItem<Choice | 'fields'>[] = [
    { label: vscode.l10n.t('Ours'), detail: says('ours'), value: 'ours' },
    { label: vscode.l10n.t('Theirs'), detail: says('theirs'), value: 'theirs' },
  ];
  if (allowsBoth(conflict, field)) {
    const detail =
      field === undefined ? vscode.l10n.t('As two tags: two readings are data') : vscode.l10n.t('One after the other');
    items.push({ label: vscode.l10n.t('Both'), detail, value: 'both' });
  }
  if (field === undefined && conflict.what === 'item' && conflict.fields.length > (allowsBoth(conflict) ? 0 : 1)) {
    items.push({ label: vscode.l10n.t('Field by field…'), detail: whyOf(conflict), value: 'fields' });
  }
  const name = field === undefined ? '' : `: ${field.replace(/^stance\./, '')}`;
  const chosen = await pick<Choice | 'fields'>({
    title: `${titleOf(conflict)}${name}`,
    placeholder: vscode.l10n.t('Base: {0}', sideWords(codebook, conflict, 'base', field)),
    items,
  });
  return chosen === BACK ? undefined : chosen;
}
