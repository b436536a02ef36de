/** How a passage looks as the leaf of a tree: what its tag says, or the passage in its line. */
import * as vscode from 'vscode';
import { kwicOf, lineOf, meaningOf, quotationOf } from '../../core/export';
import { baseName } from '../../core/names';
import { entityLabel } from '../../core/sums';
import type { PassageNode } from '../../core/tree';
import { foldName } from '../../core/text/fold';
import { isolated, label } from '../../core/text/safe';
import { passageIcon } from './icons';
import { dotted, spoken } from './words';

/** What stands before a passage in its label, in UTF-16 units: enough to tell one from the next. */
const BEFORE = 18;
/** Longest label and longest line of a tooltip. */
const MOST = 160;
const LONG = 600;

export function passageItem(node: PassageNode): vscode.TreeItem {
  const { passage, book, state, uri, id } = node;
  const { tag } = passage;
  const item = new vscode.TreeItem(node.shows === 'context' ? inContext(node) : says(node));
  const quote = quoted(label(tag.quote, MOST));
  const meaning = label(meaningOf({ codebook: book, sources: [] }, tag), LONG);
  const trouble = state === 'lost' ? vscode.l10n.t('lost') : state === 'moved' ? vscode.l10n.t('moved') : undefined;
  const where = vscode.l10n.t('line {0}', lineOf(passage));
  item.description =
    node.shows === 'context'
      ? dotted(trouble, where, tag.stance && says(node))
      : dotted(trouble, ...besides(node, quote), placeOf(node));
  item.iconPath = passageIcon(node);
  item.contextValue = state === 'placed' ? 'passage' : `passage-${state}`;
  item.tooltip = [
    label(quotationOf(passage), LONG),
    meaning,
    tag.note === undefined ? undefined : label(tag.note, LONG),
    state === 'lost' ? vscode.l10n.t('Lost: the passage was not found without doubt.') : undefined,
    state === 'moved' ? vscode.l10n.t('Moved: it was found at another place. Accept that if it is right.') : undefined,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
  item.accessibilityInformation = tag.stance
    ? spoken(trouble, meaning, quote, where)
    : spoken(trouble, quote, meaning, where);
  item.command = {
    command: 'stancemark.openPassage',
    title: vscode.l10n.t('Open Passage'),
    arguments: [{ uri, id }],
  };
  return item;
}

/** What stands beside a label that says what the tag means. */
function besides({ book, passage: { tag } }: PassageNode, quote: string): (string | undefined)[] {
  if (tag.stance) return [tag.stance.certainty === 'denied' ? vscode.l10n.t('denied') : undefined, quote];
  const name = label(entityLabel(book, tag.entity));
  // Most mentions are the name itself: saying it twice would only hide those that are not.
  const other = foldName(name) === foldName(tag.quote) ? undefined : name;
  return [other, tag.sense === 'metonym' ? vscode.l10n.t('metonym') : undefined];
}

/** Marks of quotation, where the passage does not bring its own. */
function quoted(quote: string): string {
  return /^["“”„«‘]/.test(quote) ? quote : `“${quote}”`;
}

/** The source, where the tree does not say it anyway. */
function placeOf({ parent, uri }: PassageNode): string | undefined {
  const group = parent?.kind === 'chunk' ? parent.parent : parent;
  return group?.kind === 'group' && group.by !== 'source' ? label(baseName(uri), 40) : undefined;
}

/** 'holder → target: label' of a stance; of a mention the passage itself. */
function says({ book, passage: { tag } }: PassageNode): string {
  if (!tag.stance) return label(tag.quote, MOST);
  const { holder, target, value } = tag.stance;
  const name = (id: string): string => label(entityLabel(book, id), 60);
  return `${isolated(name(holder))} → ${isolated(name(target))}: ${label(book.value(value)?.label ?? value, 40)}`;
}

/** The passage with what stands around it, itself set off. */
function inContext({ passage }: PassageNode): vscode.TreeItemLabel {
  const { before, quote, after } = kwicOf(passage, { width: BEFORE, most: MOST });
  // What stands before it begins with a whole word, if one is left.
  const start = before.replace(/^…\S*\s+(?=\S)/, '…').trimStart();
  return { label: `${start}${quote}${after}`, highlights: [[start.length, start.length + quote.length]] };
}
