/** How a passage looks as the leaf of a tree: what its tag says, or the passage in its line. */
import * as vscode from 'vscode';
import { kwicOf, lineOf, meaningOf, quotationOf } from '../../core/export';
import { baseName } from '../../core/files/addresses';
import { quoteOf } from '../../core/pieces';
import { entityLabel } from '../../core/sums';
import type { GroupNode, PassageNode } from '../../core/tree';
import { foldName } from '../../core/text/fold';
import { isolated, label } from '../../core/text/safe';
import { whoseLayer } from '../../host/coder';
import { passageIcon } from './icons';
import { dotted, spoken } from './words';

/** What stands before a passage in its label, in UTF-16 units: enough to tell one from the next. */
const BEFORE = 18;
/** Longest label and longest line of a tooltip. */
const MOST = 160;
const LONG = 600;

export function passageItem(node: PassageNode): vscode.TreeItem {
  const { passage, book, state, uri, id, whose, aside } = node;
  const { tag } = passage;
  const quote = quoted(label(quoteOf(tag), MOST));
  // In front, where no narrow sidebar cuts it off.
  const who = whose === undefined ? '' : `${label(whoseLayer(whose), 32)}: `;
  const item = new vscode.TreeItem(node.shows === 'context' ? inContext(node, who) : who + says(node, quote));
  const meaning = label(meaningOf({ codebook: book, sources: [] }, tag), LONG);
  const trouble = state === 'lost' ? vscode.l10n.t('lost') : state === 'moved' ? vscode.l10n.t('moved') : undefined;
  const where = vscode.l10n.t('line {0}', lineOf(passage));
  item.description =
    node.shows === 'context'
      ? dotted(trouble, where, tag.stance && `${parties(node)}: ${valueOf(node)}`)
      : dotted(trouble, ...besides(node), placeOf(node));
  item.iconPath = passageIcon(node);
  item.contextValue = aside ? 'aside' : state === 'placed' ? 'passage' : `passage-${state}`;
  item.tooltip = [
    label(quotationOf(passage), LONG),
    meaning,
    tag.note === undefined ? undefined : label(tag.note, LONG),
    state === 'lost' ? vscode.l10n.t('Lost: the passage was not found beyond doubt.') : undefined,
    state === 'moved' ? vscode.l10n.t('Moved: it was found at another place. Accept that if it is right.') : undefined,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
  item.accessibilityInformation = tag.stance
    ? spoken(trouble, who + meaning, quote, where)
    : spoken(trouble, who + quote, meaning, where);
  item.command = {
    command: 'stancemark.openPassage',
    title: vscode.l10n.t('Open Passage'),
    arguments: [{ uri, id, ...(aside && { layer: whose }) }],
  };
  return item;
}

/** What stands beside a label that says what the tag means. */
function besides(node: PassageNode): (string | undefined)[] {
  const {
    book,
    passage: { tag },
  } = node;
  if (tag.stance) return [tag.stance.certainty === 'denied' ? vscode.l10n.t('denied') : undefined, parties(node)];
  const name = label(entityLabel(book, tag.entity));
  // Most mentions are the name itself: saying it twice would only hide those that are not.
  const other = foldName(name) === foldName(quoteOf(tag)) ? undefined : name;
  return [other, tag.sense === 'metonym' ? vscode.l10n.t('metonym') : undefined];
}

/** Marks of quotation, where the passage does not bring its own. */
function quoted(quote: string): string {
  return /^["“”„«‘]/.test(quote) ? quote : `“${quote}”`;
}

/** The group that a passage is in, if the tree is one of groups. */
function groupOf({ parent }: PassageNode): GroupNode | undefined {
  const group = parent?.kind === 'chunk' ? parent.parent : parent;
  return group?.kind === 'group' ? group : undefined;
}

/** The source, where the tree does not say it anyway. */
function placeOf(node: PassageNode): string | undefined {
  const group = groupOf(node);
  return group && group.by !== 'source' ? label(baseName(node.uri), 40) : undefined;
}

/** Of a stance its value and the passage, the value only where the group does not say it; of a mention the passage itself. */
function says(node: PassageNode, quote: string): string {
  const { tag } = node.passage;
  if (!tag.stance) return label(quoteOf(tag), MOST);
  return groupOf(node)?.by === 'value' ? quote : `${valueOf(node)} ${isolated(quote)}`;
}

function valueOf({ book, passage: { tag } }: PassageNode): string {
  const value = tag.stance?.value ?? '';
  return label(book.value(value)?.label ?? value, 40);
}

/** 'holder → target', without the one that the group is of. */
function parties(node: PassageNode): string {
  const { stance } = node.passage.tag;
  if (!stance) return '';
  const name = (id: string): string => label(entityLabel(node.book, id), 60);
  const by = groupOf(node)?.by;
  if (by === 'target') return isolated(name(stance.holder));
  return by === 'holder'
    ? `→ ${isolated(name(stance.target))}`
    : `${isolated(name(stance.holder))} → ${isolated(name(stance.target))}`;
}

/** The passage with what stands around it, itself set off. */
function inContext({ passage }: PassageNode, who: string): vscode.TreeItemLabel {
  const { before, quote, after } = kwicOf(passage, { width: BEFORE, most: MOST });
  // What stands before it begins with a whole word, if one is left.
  const start = who + before.replace(/^…\S*\s+(?=\S)/, '…').trimStart();
  return { label: `${start}${quote}${after}`, highlights: [[start.length, start.length + quote.length]] };
}
