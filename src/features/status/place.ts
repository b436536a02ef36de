/** A lost tag and its best places: each is shown in the text as the pick moves over it, one click puts the tag there. */
import * as vscode from 'vscode';
import { candidates } from '../../core/anchors/reanchor';
import { anchorOf } from '../../core/anchors/place';
import type { PlaceableText } from '../../core/anchors/placeable';
import type { Range } from '../../core/text/range';
import type { SidecarChange } from '../../core/changes';
import type { Piece, Tag } from '../../core/model';
import { piecesOf, quoteOf } from '../../core/pieces';
import { anchorIn } from '../../core/anchors/context';
import { label } from '../../core/text/safe';
import { snap } from '../../core/text/snap';
import { argumentsOf, optionalRange, optionalText } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { offsetsOf, rangeAt } from '../../host/convert';
import { BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { describe, sourceTarget, type TagTarget, type Target } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

/** So many places are offered. */
const OFFERED = 9;

type Choice = { readonly range: Range } | 'leave' | 'keep' | 'remove';

/**
 * `{uri?, id?, range?}`: with a range the tag (of several pieces the first that is gone) goes there without a question. Returns what
 * became of it.
 */
export async function placeLostTag(
  services: Services,
  args: unknown,
): Promise<'placed' | 'kept' | 'removed' | undefined> {
  const given = argumentsOf(args);
  const target = await sourceTarget(services, given);
  const tag = await lostTag(services, target, optionalText(given, 'id'));
  if (!tag) return undefined;
  const range = optionalRange(given);
  if (range) {
    if (!target.document.validateRange(range).isEqual(range)) throw new Failure('The range lies outside of the text.');
    if (range.isEmpty) throw new Failure('Select a passage first.');
    const now = piecesNow(services, target, tag);
    const missing = Math.max(0, now.indexOf(undefined));
    const given = offsetsOf(target.document, range);
    const others = piecesOf(tag).map((piece, i) => (i === missing ? given : now[i]) ?? piece);
    const pieces = others.map((one) => ('from' in one ? anchorIn(target.text, one) : one));
    await put(services, target, tag, pieces);
    return 'placed';
  }
  return askFor(services, { ...target, tag });
}

/** The lost tag that is meant: by id, or the only one; else the user picks. */
async function lostTag(services: Services, target: Target, id: string | undefined): Promise<Tag | undefined> {
  const source = services.library.source(target.uri);
  const lost = (source?.tags ?? []).filter((tag) => source?.placements.get(tag.id)?.kind === 'lost');
  if (id !== undefined) {
    const named = lost.find((tag) => tag.id === id);
    if (!named) throw new Failure('There is no lost tag with the id “{0}” in this source.', [id]);
    return named;
  }
  if (lost.length === 0) throw new Failure('No tag of this source is lost.');
  if (lost.length === 1) return lost[0];
  const chosen = await pick<Tag>({
    title: vscode.l10n.t('Find a Place for a Lost Tag'),
    placeholder: vscode.l10n.t('Which one?'),
    items: lost.map((tag) => ({
      label: label(quoteOf(tag)),
      description: describe(services, target.uri, tag),
      value: tag,
    })),
  });
  return chosen === BACK ? undefined : chosen;
}

/** Where each piece of a tag is now. */
function piecesNow(services: Services, target: Target, tag: Tag): readonly (Range | undefined)[] {
  return services.library.liveText(target.uri)?.piecesNow(tag) ?? [];
}

/** Asks for each piece that is not found; what is found keeps its place. */
async function askFor(services: Services, target: TagTarget): Promise<'placed' | 'kept' | 'removed' | undefined> {
  const { tag, text } = target;
  const old = piecesOf(tag);
  const now = piecesNow(services, target, tag);
  const pieces: Piece[] = [];
  for (const [i, piece] of old.entries()) {
    const range = now[i];
    if (range) {
      pieces.push(anchorIn(text, range));
      continue;
    }
    const left = pieces.length + old.length - i - 1;
    const choice = await choose(services, target, piece, left > 0);
    if (choice === undefined) return undefined;
    if (choice === 'leave') continue;
    if (choice === 'keep') return 'kept';
    if (choice === 'remove') {
      await change(services, target, 'Remove a lost tag', { op: 'remove', id: tag.id });
      return 'removed';
    }
    pieces.push(anchorIn(text, choice.range));
  }
  await put(services, target, tag, pieces);
  return 'placed';
}

function plainRange(text: PlaceableText, plain: Range): Range {
  return { from: text.fromPlain(plain.from), to: text.fromPlain(plain.to) };
}

/** `more`: the tag has other pieces, so that this one can be left out. */
async function choose(services: Services, target: TagTarget, piece: Piece, more: boolean): Promise<Choice | undefined> {
  const { document, text } = target;
  const editor = await vscode.window.showTextDocument(document, { preserveFocus: true });
  const before = editor.selections;
  const view = editor.visibleRanges[0];
  const places = candidates(text.plain, anchorOf(piece), OFFERED).map((one) => ({
    range: plainRange(text, one),
    score: one.score,
    words: one.text,
  }));
  const own = snap(text.text, offsetsOf(document, editor.selection));
  const selected = own && { range: own, words: text.text.slice(own.from, own.to) };
  const show = (choice: Choice): void => {
    if (typeof choice === 'string') return;
    const range = rangeAt(document, choice.range);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenter);
  };
  const choice = await pick<Choice>({
    title: target.tag.also
      ? vscode.l10n.t('Piece “{0}” is lost – {1}', label(piece.quote, 60), describe(services, target.uri, target.tag))
      : vscode.l10n.t('Lost: “{0}” – {1}', label(piece.quote, 60), describe(services, target.uri, target.tag)),
    placeholder:
      places.length > 0
        ? vscode.l10n.t('Where is it now? The arrow keys show each place')
        : vscode.l10n.t('Nothing in this text is like it'),
    items: [
      ...places.map((place) => ({
        label: label(place.words, 90),
        description: vscode.l10n.t('line {0}', rangeAt(document, place.range).start.line + 1),
        value: { range: place.range },
      })),
      ...(selected
        ? [
            {
              label: `$(selection) ${vscode.l10n.t('Put it on the selection “{0}”', label(selected.words, 60))}`,
              alwaysShow: true,
              value: { range: selected.range },
            },
          ]
        : []),
      ...(more
        ? [
            {
              label: `$(circle-slash) ${vscode.l10n.t('Leave this piece out; the tag keeps its others')}`,
              alwaysShow: true,
              value: 'leave' as const,
            },
          ]
        : []),
      { label: `$(archive) ${vscode.l10n.t('Keep as lost')}`, alwaysShow: true, value: 'keep' as const },
      { label: `$(trash) ${vscode.l10n.t('Remove the tag')}`, alwaysShow: true, value: 'remove' as const },
    ],
    onActive: show,
  });
  if (choice === undefined || choice === BACK || typeof choice === 'string') {
    editor.selections = before;
    if (view) editor.revealRange(view, vscode.TextEditorRevealType.AtTop);
  }
  return choice === BACK ? undefined : choice;
}

function put(services: Services, target: Target, tag: Tag, pieces: readonly Piece[]): Promise<void> {
  return change(services, target, 'Place a lost tag', { op: 'set', id: tag.id, set: { pieces } });
}

async function change(services: Services, target: Target, title: string, what: SidecarChange): Promise<void> {
  const done = await services.library.edit(title, [{ kind: 'sidecar', uri: target.uri, changes: [what] }]);
  await reportUnwritten(done.written);
}
