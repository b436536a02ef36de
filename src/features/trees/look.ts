/** How a node looks. Texts from files are made visible and stay plain strings: a tree shows no Markdown, link or image. */
import * as vscode from 'vscode';
import { baseName, folderOf } from '../../core/files/addresses';
import { AUTHOR } from '../../core/model';
import type { TreeNode } from '../../core/tree';
import { guideOf } from '../../core/codebook/guide';
import { seenAs, signsOf, type BranchTotals } from '../../core/sums';
import { isolated, label, visible } from '../../core/text/safe';
import { uriOf } from '../../host/convert';
import { DIM } from './dim';
import { axisIcon, sourceIcon, typeIcon } from './icons';
import { passageItem } from './look-passage';
import { sourceItem } from './look-source';
import { counted } from '../../core/words/count';
import { dotted, lost, seen, spoken } from './words';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** So many passages that a search found are shown without unfolding their sources. */
const OPEN = 100;

/** Longest tooltip, in UTF-16 units. */
const LONG = 600;

export function itemOf(node: TreeNode): vscode.TreeItem {
  const item = lookOf(node);
  item.id = node.key;
  if (node.children && item.collapsibleState === None) item.collapsibleState = Collapsed;
  const words = typeof item.label === 'string' ? item.label : item.label?.label;
  const more = typeof item.description === 'string' ? item.description : undefined;
  item.accessibilityInformation ??= spoken(words, more);
  item.tooltip ??= dotted(words, more);
  // A row is one line: beside a name that is written from right to left its numbers would be drawn in turned order.
  if (words && more && isolated(words) !== words) item.description = `\u200e${more}`;
  return item;
}

function lookOf(node: TreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'corpus': {
      const folder = vscode.workspace.asRelativePath(uriOf(folderOf(node.codebook)));
      const item = new vscode.TreeItem(label(baseName(folderOf(node.codebook)) || folder), Expanded);
      item.iconPath = new vscode.ThemeIcon('book');
      item.description = vscode.l10n.t('codebook');
      item.tooltip = visible(folder);
      item.contextValue = 'corpus';
      return item;
    }
    case 'type': {
      const item = new vscode.TreeItem(label(capital(node.label)), Expanded);
      item.description =
        node.branch === undefined
          ? String(node.count)
          : vscode.l10n.t('{0}, {1} with the types below', node.count, node.branch);
      item.contextValue = 'type';
      return item;
    }
    case 'unknown': {
      const item = new vscode.TreeItem(vscode.l10n.t('Not in the codebook'), Expanded);
      item.description = String(node.count);
      item.tooltip = vscode.l10n.t('Tags use these ids, but the codebook has no such entities.');
      item.contextValue = 'unknown';
      return item;
    }
    case 'entity':
      return entityItem(node);
    case 'part': {
      const name = label(baseName(node.uri));
      const item = new vscode.TreeItem(name, None);
      item.description = dotted(String(node.count), lost(node.lost), label(node.source.details.get('date') ?? '', 20));
      item.tooltip = dotted(visible(node.source.details.get('title') ?? ''), visible(node.source.name)).slice(0, LONG);
      item.contextValue = 'source';
      if (fewResults(node)) item.collapsibleState = Expanded;
      item.accessibilityInformation = spoken(name, counted(node.count, 'passage'), lost(node.lost));
      return item;
    }
    case 'group':
      return groupItem(node);
    case 'source':
      return sourceItem(node, sourceIcon(node));
    case 'passage':
      return passageItem(node);
    case 'chunk': {
      const item = new vscode.TreeItem(`${node.from}–${node.to}`, None);
      item.accessibilityInformation = { label: vscode.l10n.t('passages {0} to {1}', node.from, node.to) };
      item.contextValue = 'chunk';
      return item;
    }
    case 'results': {
      const item = new vscode.TreeItem(label(node.query) || vscode.l10n.t('every tag'), Expanded);
      item.iconPath = new vscode.ThemeIcon('search');
      item.description = found(node);
      item.contextValue = 'results';
      return item;
    }
    case 'search': {
      const item = new vscode.TreeItem(label(node.name), None);
      item.iconPath = new vscode.ThemeIcon(node.mistake ? 'error' : 'bookmark');
      item.description = node.mistake ? vscode.l10n.t('has a mistake') : dotted(String(node.count), label(node.query));
      item.tooltip = dotted(label(node.query, LONG), node.mistake ? visible(node.mistake.message) : found(node));
      item.contextValue = 'search';
      return item;
    }
  }
}

/** What the last search found is seen at once, unless it is so much that sources must come first. */
function fewResults({ parent }: TreeNode): boolean {
  const results = parent?.kind === 'corpus' ? parent.parent : parent;
  return results?.kind === 'results' && results.count <= OPEN;
}

function found({ count: passages, sources }: { readonly count: number; readonly sources: number }): string {
  return vscode.l10n.t('{0} in {1}', passages, counted(sources, 'source'));
}

function entityItem(node: TreeNode & { kind: 'entity' }): vscode.TreeItem {
  const { known, totals, entity } = node;
  const dim = totals === undefined && node.lost === 0;
  const name = label(known?.name ?? entity);
  const none = totals ? undefined : vscode.l10n.t('no mentions');
  const item = new vscode.TreeItem(name, None);
  const branch = node.branch && branchWords(node.branch);
  item.description = dotted(none, seenAs(totals), branch, lost(node.lost));
  item.iconPath = known ? typeIcon(known.type, dim) : new vscode.ThemeIcon('question');
  if (dim) item.resourceUri = DIM;
  item.contextValue = known ? 'entity' : 'unknown-entity';
  const mentions =
    totals && vscode.l10n.t('{0} in {1}', counted(totals.mentions, 'mention'), counted(totals.sources, 'source'));
  item.accessibilityInformation = spoken(name, none, mentions, totals && seen(totals.toward), branch, lost(node.lost));
  const lines = [
    known ? `${visible(known.name)} (${visible(entity)})` : visible(entity),
    known && known.aliases.length > 0 ? visible(known.aliases.join(', ')) : undefined,
    mentions,
    totals && seen(totals.toward),
    branch,
    ...(known ? guideOf(known) : []).map(([title, text]) => `${title}: ${visible(text)}`),
    known?.note === undefined ? undefined : visible(known.note),
  ];
  item.tooltip = lines
    .filter((line) => line !== undefined)
    .join('\n')
    .slice(0, LONG);
  return item;
}

/** What an entity has with those below it, beside what it has of its own. */
function branchWords({ below, mentions, sources, toward }: BranchTotals): string {
  const words = vscode.l10n.t(
    'with {0} below: {1} in {2}',
    counted(below, 'entity'),
    counted(mentions, 'mention'),
    counted(sources, 'source'),
  );
  return dotted(words, signsOf(toward));
}

function groupItem(node: TreeNode & { kind: 'group' }): vscode.TreeItem {
  const { by, book } = node;
  const name = label(nameOf(node));
  const item = new vscode.TreeItem(name, None);
  item.description = dotted(String(node.count), by === 'value' ? undefined : signsOf(node.tally), lost(node.lost));
  if (node.entity !== undefined) {
    item.iconPath = typeIcon(book.entity(node.entity)?.type);
    item.contextValue = book.entity(node.entity) ? 'entity' : 'author';
  } else if (node.value !== undefined) {
    item.iconPath = axisIcon(book.value(node.value)?.axis ?? 'unclear');
    item.contextValue = book.value(node.value) ? 'value' : 'unknown-value';
  } else if (node.uri === undefined) {
    item.iconPath = new vscode.ThemeIcon('info');
    item.contextValue = 'detail';
    item.tooltip = visible(node.label);
  } else {
    item.iconPath = vscode.ThemeIcon.File;
    item.contextValue = 'source';
    item.tooltip = visible(node.label);
  }
  item.accessibilityInformation = spoken(
    name,
    counted(node.count, 'stance'),
    by === 'target' ? seen(node.tally) : undefined,
    lost(node.lost),
  );
  return item;
}

function nameOf({ by, uri, entity, label: text }: TreeNode & { kind: 'group' }): string {
  if (by === 'source') return baseName(uri ?? '');
  if (by === 'value') return capital(text);
  return entity === AUTHOR ? vscode.l10n.t('The authors') : text;
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
