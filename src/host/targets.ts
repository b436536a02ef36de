/** What a command is about: the passages selected, or given as arguments; the tag at the cursor, or named by id. */
import * as vscode from 'vscode';
import type { Tag } from '../core/model';
import { quoteOf } from '../core/pieces';
import type { PlaceableText } from '../core/anchors/placeable';
import type { Range } from '../core/text/range';
import { replacementsAreText } from '../core/base/bytes';
import { isolated, shorten, visible } from '../core/text/safe';
import { snap } from '../core/text/snap';
import { nameAt, snapToWords, wordAt } from '../core/text/words';
import { optionalRange, optionalText, optionalUri, type Arguments } from './arguments';
import { whoseLayer } from './coder';
import { Failure } from './commands';
import { keyOf, offsetsOf } from './convert';
import { pick } from './pick';
import type { Services } from './services';
import { settings } from './settings';
import { whyNotTaggable } from './taggable';

export interface Target {
  readonly document: vscode.TextDocument;
  readonly uri: string;
  readonly text: PlaceableText;
}

export interface PassageTarget extends Target {
  /** At least one, in order, without doubles. */
  readonly ranges: readonly Range[];
}

export interface TagTarget extends Target {
  readonly tag: Tag;
}

/** The source that a command is about, followed by the library: of `uri`, or of the active editor. */
export async function sourceTarget(services: Services, args: Arguments): Promise<Target> {
  const uri = optionalUri(args);
  const document = uri ? await openSource(uri) : vscode.window.activeTextEditor?.document;
  if (!document) throw new Failure('Open a .txt source first.');
  return followed(services, document);
}

async function openSource(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const why = whyNotTaggable(uri);
  if (why) throw new Failure(why);
  return vscode.workspace.openTextDocument(uri);
}

async function followed(services: Services, document: vscode.TextDocument): Promise<Target> {
  const why = whyNotTaggable(document.uri);
  if (why) throw new Failure(why);
  await services.documents.ready(document);
  const uri = keyOf(document.uri);
  const live = services.library.liveText(uri);
  if (!live) throw new Failure('The tags of this source could not be read. The log says why.');
  return { document, uri, text: live.text };
}

/** The passages to tag: trimmed, snapped to whole characters; an empty selection takes the word at the cursor. */
export async function passageTarget(services: Services, args: Arguments): Promise<PassageTarget> {
  const given = optionalRange(args);
  const target = await sourceTarget(services, args);
  await services.coder.mayChange(target.uri);
  const { document, text } = target;
  const wanted: readonly vscode.Range[] = given ? [given] : selectionsOf(document);
  if (wanted.length === 0) throw new Failure('Select a passage first.');
  const ranges = new Map<string, Range>();
  for (const range of wanted) {
    if (!document.validateRange(range).isEqual(range)) throw new Failure('The range lies outside of the text.');
    const passage = passageOf(services, target, offsetsOf(document, range), given !== undefined);
    if (passage) ranges.set(`${passage.from}-${passage.to}`, passage);
  }
  if (ranges.size === 0) throw new Failure('There is no word here. Select a passage first.');
  const sorted = [...ranges.values()].sort((a, b) => a.from - b.from || a.to - b.to);
  if (sorted.some((range) => text.text.slice(range.from, range.to).includes('\uFFFD')) && !(await isRead(document))) {
    throw new Failure(
      'This passage has characters that could not be read, so its quote would be wrong. Reopen the file with its right encoding (status bar), then tag it.',
    );
  }
  return { ...target, ranges: sorted };
}

/**
 * A selection as a passage: whole characters and, unless a setting says otherwise, whole words. A range that was given as an argument
 * is taken as it is. An empty selection means the name of the codebook at the cursor, else the name that its capitals show, else
 * the word.
 */
function passageOf(services: Services, { uri, text }: Target, offsets: Range, given: boolean): Range | undefined {
  const whole = settings.wholeWords();
  const { from, to } = offsets;
  if (from < to) return given ? snap(text.text, offsets) : selectedPassage(text.text, offsets);
  if (!whole) return wordAt(text.text, from);
  const codebook = services.library.codebookOf(uri);
  return nameAt(text.text, from, codebook && services.names.index(codebook).hits(uri, text.text));
}

/** What a selection means as a passage: whole characters and, unless a setting says otherwise, whole words. */
export function selectedPassage(text: string, offsets: Range): Range | undefined {
  const passage = snap(text, offsets);
  return passage && settings.wholeWords() ? snap(text, snapToWords(text, passage)) : passage;
}

/** Do the signs U+FFFD of a document really stand in its file? Without a file nothing was read wrong. */
async function isRead(document: vscode.TextDocument): Promise<boolean> {
  if (document.isUntitled) return true;
  try {
    return replacementsAreText(await vscode.workspace.fs.readFile(document.uri));
  } catch {
    // The file is gone or cannot be read: nothing shows that the signs are text.
    return false;
  }
}

function selectionsOf(document: vscode.TextDocument): readonly vscode.Selection[] {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document === document) return editor.selections;
  return vscode.window.visibleTextEditors.find((one) => one.document === document)?.selections ?? [];
}

/**
 * The tag named by `id`, or the one at the cursor; where several overlap, the user picks by passage. Undefined: none picked. `unfit` says
 * that none at the cursor `fits`.
 */
export async function tagTarget(
  services: Services,
  args: Arguments,
  fits: (tag: Tag) => boolean = () => true,
  unfit = 'There is no tag at the cursor.',
): Promise<TagTarget | undefined> {
  const target = await sourceTarget(services, args);
  const id = optionalText(args, 'id');
  if (id !== undefined) {
    const tag = services.library.tag(target.uri, id);
    if (!tag) throw new Failure('There is no tag with the id “{0}” in this source.', [id]);
    return { ...target, tag };
  }
  const all = tagsAtCursor(services, target);
  if (all.length === 0) {
    const cursor = cursorIn(target.document);
    const { layers } = services.library;
    const others = cursor === undefined ? [] : layers.asides(target.uri, cursor).map(({ layer }) => whoseLayer(layer));
    if (others.length === 0) throw new Failure('There is no tag at the cursor.');
    throw new Failure('The layer that is read ({0}) has no tag at the cursor; tagged here: {1}.', [
      whoseLayer(layers.reading.layer),
      [...new Set(others)].join(', '),
    ]);
  }
  const tags = all.filter(fits);
  if (tags.length === 0) throw new Failure(unfit);
  const tag = tags.length === 1 ? tags[0] : await pickTag(services, target, tags);
  return tag && { ...target, tag };
}

/** The tags at the cursor of the source's editor, the innermost first. */
export function tagsAtCursor(services: Services, target: Target): readonly Tag[] {
  const cursor = cursorIn(target.document);
  return cursor === undefined ? [] : services.library.tagsAt(target.uri, cursor);
}

/** Offset of the cursor in a document that an editor shows. */
export function cursorIn(document: vscode.TextDocument): number | undefined {
  const [selection] = selectionsOf(document);
  return selection && document.offsetAt(selection.active);
}

async function pickTag(services: Services, target: Target, tags: readonly Tag[]): Promise<Tag | undefined> {
  const chosen = await pick<Tag>({
    title: vscode.l10n.t('Which tag?'),
    placeholder: vscode.l10n.t('Several tags overlap here'),
    items: tags.map((tag) => ({
      label: visible(shorten(quoteOf(tag), 80)),
      description: describe(services, target.uri, tag),
      value: tag,
    })),
  });
  return typeof chosen === 'symbol' ? undefined : chosen;
}

/** The meaning of a tag in a few words, with names in place of ids. Text from files, made visible; not escaped for Markdown. */
export function describe(services: Services, source: string, tag: Tag): string {
  const codebook = services.library.codebookOf(source);
  const name = (id: string): string => (id === 'author' ? vscode.l10n.t('author') : (codebook?.entity(id)?.name ?? id));
  if (tag.stance) {
    const { holder, target, value } = tag.stance;
    const [who, whom] = [isolated(visible(name(holder))), isolated(visible(name(target)))];
    return `${who} → ${whom}: ${isolated(visible(codebook?.value(value)?.label ?? value))}`;
  }
  return visible(name(tag.entity));
}
