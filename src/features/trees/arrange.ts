/** The title buttons of the views: filter, order, grouping. Each takes its answer as an argument, or asks. */
import * as vscode from 'vscode';
import { ENTITY_SORTS, SOURCE_SORTS, STANCE_GROUPINGS, type StanceGrouping } from '../../core/tree';
import { ownDetailKeys } from '../../core/details/keys';
import type { SourceView } from '../../core/corpus';
import { label } from '../../core/text/safe';
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
  const { shown, of } = await views.filter(view, words);
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

/** What one of the views can be arranged by: where the choice is kept, what is asked, and the answers in words. */
interface Arrangement<T extends string> {
  readonly view: Filtered;
  readonly key: 'entitySort' | 'sourceSort' | 'grouping';
  readonly allowed: readonly T[];
  readonly title: string;
  readonly words: Readonly<Record<T, string>>;
}

/** `{by?}`: takes the argument or asks. Returns what holds then. */
async function arrange<T extends string>(views: Views, args: unknown, what: Arrangement<T>): Promise<string> {
  const { state } = views;
  const by =
    oneOf(argumentsOf(args), 'by', what.allowed) ?? (await askOne(what.title, what.words, state[what.key] as T));
  if (by) state.set(what.key, by);
  views.rearrange(what.view);
  return state[what.key];
}

/** `{by?}`. Returns the order that holds. */
export function sortEntities(views: Views, args: unknown): Promise<string> {
  return arrange(views, args, {
    view: 'entities',
    key: 'entitySort',
    allowed: ENTITY_SORTS,
    title: vscode.l10n.t('Sort Entities by'),
    words: {
      name: vscode.l10n.t('Name'),
      mentions: vscode.l10n.t('Mentions, most first'),
      latest: vscode.l10n.t('Latest source with a mention first'),
    },
  });
}

/** `{by?}`. Returns the order that holds. */
export function sortSources(views: Views, args: unknown): Promise<string> {
  return arrange(views, args, {
    view: 'sources',
    key: 'sourceSort',
    allowed: SOURCE_SORTS,
    title: vscode.l10n.t('Sort Sources by'),
    words: {
      name: vscode.l10n.t('File name'),
      date: vscode.l10n.t('Date, earliest first'),
      mentions: vscode.l10n.t('Mentions, most first'),
    },
  });
}

/** `{by?}`. Returns what the stances are grouped by. */
export function groupStances(views: Views, sources: readonly SourceView[], args: unknown): Promise<string> {
  // By what the sources say of themselves as well: outlet, author, and keys of people's own.
  const keys = ['outlet', 'author', ...ownDetailKeys(sources).slice(0, 50)].map((key) => `source.${key}` as const);
  return arrange<StanceGrouping>(views, args, {
    view: 'stances',
    key: 'grouping',
    allowed: [...STANCE_GROUPINGS, ...keys],
    title: vscode.l10n.t('Group Stances by'),
    words: {
      target: vscode.l10n.t('Target: toward whom'),
      holder: vscode.l10n.t('Holder: whose stance'),
      value: vscode.l10n.t('Stance value'),
      source: vscode.l10n.t('Source'),
      speaker: vscode.l10n.t('Speaker: who speaks there'),
      ...Object.fromEntries(
        keys.map((key) => [key, vscode.l10n.t('Detail of the sources: {0}', label(key.slice(7), 40))]),
      ),
    },
  });
}
