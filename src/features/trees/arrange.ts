/** The title buttons of the views: filter, order, grouping. Each takes its answer as an argument, or asks. */
import * as vscode from 'vscode';
import { ENTITY_SORTS, SOURCE_SORTS, STANCE_GROUPINGS } from '../../core/tree';
import { argumentsOf, oneOf, optionalText } from '../../host/arguments';
import { askFilter, askOne } from './ask';
import type { Filtered } from './state';
import type { Views } from './views';

export interface FilterResult {
  readonly words: string;
  readonly shown: number;
  readonly of: number;
}

/** `{words?}`: shows only what fits every word. Returns how many things are left of how many. */
export async function filterView(views: Views, view: Filtered, args: unknown): Promise<FilterResult> {
  const given = optionalText(argumentsOf(args), 'words');
  await views.ready();
  const words =
    given?.trim() ??
    (await askFilter(...questionOf(view), views.state.filter(view), (typed) => void views.filter(view, typed)));
  const { shown, of } = views.filter(view, words);
  return { words, shown, of };
}

function questionOf(view: Filtered): [title: string, placeholder: string] {
  switch (view) {
    case 'entities':
      return [vscode.l10n.t('Filter Entities'), vscode.l10n.t('Words of a name, an alias or an id')];
    case 'stances':
      return [
        vscode.l10n.t('Filter Stances'),
        vscode.l10n.t('Words of holder, target, value, passage, note or source'),
      ];
    case 'sources':
      return [vscode.l10n.t('Filter Sources'), vscode.l10n.t('Words of file name, title, outlet, author or date')];
  }
}

/** `{by?}`. Returns the order that holds. */
export async function sortEntities(views: Views, args: unknown): Promise<string> {
  const words = {
    name: vscode.l10n.t('Name'),
    mentions: vscode.l10n.t('Mentions, most first'),
    latest: vscode.l10n.t('Latest source with a mention first'),
  };
  const by =
    oneOf(argumentsOf(args), 'by', ENTITY_SORTS) ??
    (await askOne(vscode.l10n.t('Sort Entities by'), words, views.state.entitySort));
  if (by) views.state.set('entitySort', by);
  views.rearrange('entities');
  return views.state.entitySort;
}

/** `{by?}`. Returns the order that holds. */
export async function sortSources(views: Views, args: unknown): Promise<string> {
  const words = {
    name: vscode.l10n.t('File name'),
    date: vscode.l10n.t('Date, earliest first'),
    mentions: vscode.l10n.t('Mentions, most first'),
  };
  const by =
    oneOf(argumentsOf(args), 'by', SOURCE_SORTS) ??
    (await askOne(vscode.l10n.t('Sort Sources by'), words, views.state.sourceSort));
  if (by) views.state.set('sourceSort', by);
  views.rearrange('sources');
  return views.state.sourceSort;
}

/** `{by?}`. Returns what the stances are grouped by. */
export async function groupStances(views: Views, args: unknown): Promise<string> {
  const words = {
    target: vscode.l10n.t('Target: toward whom'),
    holder: vscode.l10n.t('Holder: whose stance'),
    value: vscode.l10n.t('Stance value'),
    source: vscode.l10n.t('Source'),
  };
  const by =
    oneOf(argumentsOf(args), 'by', STANCE_GROUPINGS) ??
    (await askOne(vscode.l10n.t('Group Stances by'), words, views.state.grouping));
  if (by) views.state.set('grouping', by);
  views.rearrange('stances');
  return views.state.grouping;
}
