/** How a source looks in the view of sources. */
import * as vscode from 'vscode';
import { baseName, SHARED } from '../../core/files/addresses';
import type { SourceNode } from '../../core/tree';
import { label, visible } from '../../core/text/safe';
import { whoseLayer } from '../../host/coder';
import { counted } from '../../core/words/count';
import { dotted, lost, spoken } from './words';

export function sourceItem(node: SourceNode, icon: vscode.ThemeIcon): vscode.TreeItem {
  const { source, summary } = node;
  const detail = (key: string): string => label(source.details.get(key)?.trim() ?? '', 60);
  const name = label(baseName(node.uri));
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.None);
  item.iconPath = icon;
  const counts = [
    summary.mentions > 0 ? counted(summary.mentions, 'mention') : undefined,
    summary.stances > 0 ? counted(summary.stances, 'stance') : undefined,
  ].filter((part) => part !== undefined);
  const trouble = troubleOf(node);
  const troubles = [
    trouble?.short,
    lost(summary.lost),
    summary.moved > 0 ? vscode.l10n.t('{0} moved', summary.moved) : undefined,
  ].filter((part) => part !== undefined);
  const coders = (source.coders ?? []).map(({ name, finished }) =>
    finished ? vscode.l10n.t('{0} finished', label(name, 32)) : label(name, 32),
  );
  const proposed = node.proposals > 0 ? counted(node.proposals, 'proposal') : undefined;
  const none = source.tags.length === 0 && !source.refusal ? vscode.l10n.t('no tags') : undefined;
  const others = node.others.map(({ layer = SHARED, tags, refusal }) =>
    vscode.l10n.t(
      '{0}: {1}',
      label(whoseLayer(layer), 32),
      refusal ? vscode.l10n.t('tags file cannot be read') : counted(tags.length, 'tag'),
    ),
  );
  item.description = dotted(
    ...troubles,
    counts.join(', '),
    none,
    others.join(', '),
    coders.join(', '),
    proposed,
    detail('date'),
    detail('outlet'),
    folderOf(node),
  );
  const unmerged = source.refusal?.code === 'conflict';
  item.contextValue = unmerged ? 'source-unmerged' : summary.moved > 0 ? 'source-moved' : 'source';
  const lines = [
    visible(source.name),
    dotted(detail('title'), detail('author'), detail('outlet'), detail('date')),
    [...counts, ...troubles.slice(trouble ? 1 : 0), none, proposed].filter((part) => part !== undefined).join(', '),
    coders.length > 0 ? vscode.l10n.t('Coders: {0}', coders.join(', ')) : undefined,
    trouble?.long,
  ];
  item.tooltip = lines.filter((line) => line !== undefined && line !== '').join('\n');
  item.accessibilityInformation = spoken(
    name,
    ...troubles,
    ...counts,
    none,
    ...others,
    ...coders,
    proposed,
    detail('date'),
    detail('outlet'),
  );
  // A source without passages has nothing to unfold: Enter and a click open its text, where there is one.
  if (!node.children && !source.missing) {
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open'),
      arguments: [vscode.Uri.parse(node.uri, true)],
    };
  }
  return item;
}

function troubleOf({ source }: SourceNode): { readonly short: string; readonly long: string } | undefined {
  if (source.refusal) {
    const { message, detail } = source.refusal;
    return {
      short: vscode.l10n.t('tags file cannot be read'),
      long: visible(detail === undefined ? message : `${message} (${detail})`),
    };
  }
  if (source.missing) {
    return {
      short: vscode.l10n.t('text is missing'),
      long: vscode.l10n.t('There is a tags file, but its text is gone. Put the text back, or rename both together.'),
    };
  }
  if (source.unsaved !== undefined) return { short: vscode.l10n.t('not on disk'), long: visible(source.unsaved) };
  return undefined;
}

/** The folder below the workspace folder; empty at its top. */
function folderOf({ source }: SourceNode): string {
  const cut = source.name.lastIndexOf('/');
  return cut < 0 ? '' : label(source.name.slice(0, cut), 60);
}
