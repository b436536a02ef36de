/** Passages in several pieces: adding one, taking one away, going from one to the next. */
import * as vscode from 'vscode';
import type { Range } from '../../core/text/range';
import type { TagPatch } from '../../core/changes';
import { isLost } from '../../core/corpus';
import type { Tag } from '../../core/model';
import { pieceAtOffset, piecesPatch, withPassages } from '../../core/tagging/piece-edits';
import { quoteOf } from '../../core/pieces';
import { label } from '../../core/text/safe';
import { argumentsOf, optionalNumber, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { rangeAt } from '../../host/convert';
import { whisper } from '../../host/messages';
import { BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { cursorIn, describe, passageTarget, tagTarget, type PassageTarget, type TagTarget } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

const ONLY = 'This is the only piece of its tag. Remove Tag removes it.';

/** So many tags are offered to join. */
const OFFERED = 9;

/** `{uri?, range?, id?}`: the passage becomes a further piece of the tag `id`, else of one that is picked. Returns the tag's id. */
export async function addPassage(services: Services, args: unknown): Promise<string | undefined> {
  const given = argumentsOf(args);
  const target = await passageTarget(services, given);
  const id = optionalText(given, 'id');
  const tag = id === undefined ? await choose(services, target) : services.library.tag(target.uri, id);
  if (!tag) {
    if (id !== undefined) throw new Failure('There is no tag with the id “{0}” in this source.', [id]);
    return undefined;
  }
  const joined = withPassages(placesOf(services, { ...target, tag }), target.ranges);
  if (!joined) {
    whisper('The passage is in this tag already.');
    return tag.id;
  }
  await set(services, { ...target, tag }, 'Add a passage to a tag', piecesPatch(target.text, tag, joined));
  whisper('“{0}”: {1}', [
    describe(services, target.uri, tag),
    joined.length === 1
      ? vscode.l10n.t('one passage, longer now')
      : vscode.l10n.t('one passage in {0} pieces now', joined.length),
  ]);
  return tag.id;
}

/** The tag that a passage is to join: the last ones made here first, then the nearest. */
async function choose(services: Services, target: PassageTarget): Promise<Tag | undefined> {
  const { library } = services;
  const source = library.source(target.uri);
  const all = (source?.tags ?? []).filter((tag) => source && !isLost(source, tag));
  if (all.length === 0)
    throw new Failure('Nothing is tagged in this source yet. Tag a passage first, then add others.');
  const first = target.ranges[0] as Range;
  const distance = (tag: Tag): number =>
    Math.min(
      ...(library.rangesOf(target.uri, tag.id) ?? []).map(({ from, to }) =>
        Math.max(0, from - first.to, first.from - to),
      ),
    );
  const near = all.map((tag) => ({ tag, far: distance(tag) })).sort((a, b) => a.far - b.far);
  const last = library.lastTags(target.uri).flatMap((id) => all.find((tag) => tag.id === id) ?? []);
  const offered = [...new Set([...last.slice(0, 3), ...near.map(({ tag }) => tag)])].slice(0, OFFERED);
  const chosen = await pick<Tag>({
    title: vscode.l10n.t('Which tag does “{0}” belong to?', label(target.text.text.slice(first.from, first.to), 60)),
    placeholder: vscode.l10n.t('It becomes a further piece of the tag’s passage'),
    items: offered.map((tag) => ({
      label: label(quoteOf(tag), 80),
      description: vscode.l10n.t('{0}, line {1}', describe(services, target.uri, tag), lineOf(services, target, tag)),
      value: tag,
    })),
  });
  return chosen === BACK ? undefined : chosen;
}

function lineOf(services: Services, target: PassageTarget, tag: Tag): number {
  const [range] = services.library.rangesOf(target.uri, tag.id) ?? [];
  return (range ? rangeAt(target.document, range).start.line : tag.at.startLine) + 1;
}

/** `{uri?, id?, piece?}`: the piece at the cursor, or the one of a number from 1. Returns the tag's id. */
export async function removePiece(services: Services, args: unknown): Promise<string | undefined> {
  const found = await pieceTarget(services, argumentsOf(args), ONLY);
  if (!found) return undefined;
  const { target, places, piece } = found;
  if (places.length === 1) {
    throw new Failure(ONLY);
  }
  const left = places.map((range, old) => ({ ...range, old })).filter((_, i) => i !== piece);
  await set(services, target, 'Remove a piece of a tag', piecesPatch(target.text, target.tag, left));
  const gone = places[piece] as Range;
  whisper('“{0}” is no longer a piece of the tag. Undo Last Tag Change brings it back.', [
    target.text.text.slice(gone.from, gone.to),
  ]);
  return target.tag.id;
}

/** `{uri?, id?, piece?}`: selects the piece of a number from 1, else the one after the piece at the cursor. Returns its number. */
export async function nextPiece(services: Services, args: unknown): Promise<number | undefined> {
  const given = argumentsOf(args);
  const found = await pieceTarget(services, given, 'No tag at the cursor has several pieces.', 0);
  if (!found) return undefined;
  const { target, places, piece } = found;
  const named = optionalNumber(given, 'piece') !== undefined;
  if (places.length === 1) whisper('This tag has one piece.');
  const next = named ? piece : (piece + 1) % places.length;
  const range = rangeAt(target.document, places[next] as Range);
  await vscode.window.showTextDocument(target.document, { selection: range });
  return next + 1;
}

interface PieceTarget {
  readonly target: TagTarget;
  readonly places: readonly Range[];
  /** The number of the piece, from 0. */
  readonly piece: number;
}

/**
 * The tag and the piece that a command is about. `unfit` says that no tag at the cursor has several pieces; `otherwise`: the piece
 * where the cursor is in none.
 */
async function pieceTarget(
  services: Services,
  given: Arguments,
  unfit: string,
  otherwise?: number,
): Promise<PieceTarget | undefined> {
  const some = (tag: Tag): boolean => tag.also !== undefined;
  const target = await tagTarget(services, given, some, unfit);
  if (!target) return undefined;
  const places = placesOf(services, target);
  const number = optionalNumber(given, 'piece');
  if (number !== undefined) {
    if (!places[number - 1]) throw new Failure('The tag has no piece with the number {0}.', [number]);
    return { target, places, piece: number - 1 };
  }
  const cursor = cursorIn(target.document);
  const here = cursor === undefined ? -1 : pieceAtOffset(places, cursor);
  const piece = here >= 0 ? here : places.length === 1 ? 0 : otherwise;
  if (piece === undefined) throw new Failure('Put the cursor in the piece that is meant.');
  return { target, places, piece };
}

function placesOf(services: Services, { uri, tag }: Pick<TagTarget, 'uri' | 'tag'>): readonly Range[] {
  const places = services.library.rangesOf(uri, tag.id);
  if (!places) throw new Failure('This tag is lost: give it a new place first.');
  return places;
}

async function set(services: Services, { uri, tag }: TagTarget, title: string, patch: TagPatch): Promise<void> {
  const changes = [{ op: 'set' as const, id: tag.id, set: patch }];
  const done = await services.library.edit(title, [{ kind: 'sidecar', uri, changes }]);
  await reportUnwritten(done.written);
}
