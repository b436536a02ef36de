/** Product icons of the trees: the shape says what a thing is, the colour only repeats it. */
import * as vscode from 'vscode';
import type { Axis } from '../../core/model';
import type { PassageNode, SourceNode } from '../../core/tree';
import { axisOf } from '../../core/sums/tally';

const TYPES: Readonly<Record<string, string>> = {
  person: 'person',
  state: 'globe',
  organisation: 'organization',
  place: 'location',
  event: 'calendar',
  work: 'book',
};

/** The signs of the gutter, as product icons; there is none for ±. */
const AXES: Readonly<Record<Axis, string>> = {
  positive: 'add',
  negative: 'remove',
  neutral: 'circle-large-outline',
  mixed: 'arrow-swap',
  unclear: 'question',
};

const warning = (): vscode.ThemeColor => new vscode.ThemeColor('list.warningForeground');
const error = (): vscode.ThemeColor => new vscode.ThemeColor('list.errorForeground');

export function typeIcon(type: string | undefined, dim = false): vscode.ThemeIcon {
  const icon = Object.hasOwn(TYPES, type ?? '') ? TYPES[type ?? ''] : 'symbol-misc';
  return new vscode.ThemeIcon(icon ?? 'symbol-misc', dim ? new vscode.ThemeColor('disabledForeground') : undefined);
}

export function axisIcon(axis: Axis): vscode.ThemeIcon {
  return new vscode.ThemeIcon(AXES[axis], new vscode.ThemeColor(`stancemark.stance.${axis}`));
}

export function passageIcon({ state, book, passage: { tag } }: PassageNode): vscode.ThemeIcon {
  if (state === 'lost') return new vscode.ThemeIcon('error', error());
  if (state === 'moved') return new vscode.ThemeIcon('warning', warning());
  return tag.stance ? axisIcon(axisOf(book, tag.stance.value)) : new vscode.ThemeIcon('tag');
}

export function sourceIcon({ source, summary }: SourceNode): vscode.ThemeIcon {
  if (source.refusal) return new vscode.ThemeIcon('error', error());
  if (source.missing) return new vscode.ThemeIcon('debug-disconnect', error());
  if (source.unsaved !== undefined) return new vscode.ThemeIcon('save', warning());
  if (summary.lost + summary.moved > 0) return new vscode.ThemeIcon('warning', warning());
  return source.tags.length > 0 ? vscode.ThemeIcon.File : new vscode.ThemeIcon('circle-large-outline');
}
