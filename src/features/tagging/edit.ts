/** Changing and removing tags that are there: meaning, note, borders. */
import * as vscode from 'vscode';
import type { CodebookChange, FileChange, SidecarChange, TagPatch } from '../../core/changes';
import { isMention, SENSES, type Tag } from '../../core/model';
import type { Range } from '../../core/text/range';
import { pieceAtOffset } from '../../core/tagging/piece-edits';
import { piecesOf, quoteOf } from '../../core/pieces';
import { anchorIn } from '../../core/anchors/context';
import { byWord } from '../../core/text/words';
import { shorten, visible } from '../../core/text/safe';
import { argumentsOf, oneOf, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { whisper } from '../../host/messages';
import { askText, BACK, pick } from '../../host/pick';
import { cursorIn, passageTarget, tagTarget, type TagTarget } from '../../host/targets';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';
import { chooseEntity, codebookChanges, codebookOf } from './entity';
import { editStance, STANCE_PARTS } from './edit-stance';
import { offersAt } from './offered';
import { stanceFrom } from './stance';

async function change(
  services: Services,
  target: TagTarget,
  label: string,
  changes: readonly SidecarChange[],
  also: readonly CodebookChange[] = [],
): Promise<string> {
  const files: FileChange[] = [{ kind: 'sidecar', uri: target.uri, changes }];
  if (also.length > 0) files.unshift({ kind: 'codebook', uri: codebookOf(services, target).uri, changes: also });
  const done = await services.library.edit(label, files);
  await reportUnwritten(done.written);
  return target.tag.id;
}

/** `{uri?, id, set?, part?}`: with `set` the fields are set without a question; `part` of a stance is asked for alone. Returns the tag's id. */
export async function editTag(services: Services, args: unknown): Promise<string | undefined> {
  const given = argumentsOf(args);
  const target = await tagTarget(services, given);
  if (!target) return undefined;
  if (given.set !== undefined) {
    return change(services, target, 'Edit a tag', [setTo(target, patchFrom(services, target, argumentsOf(given.set)))]);
  }
  const codebook = codebookOf(services, target);
  const { tag } = target;
  if (!isMention(tag)) {
    const passage = services.library.rangesOf(target.uri, tag.id)?.[0] ?? { from: 0, to: 0 };
    const offers = offersAt(services, codebook, { ...target, passage });
    const answer = await editStance({ services, codebook, offers }, tag, oneOf(given, 'part', STANCE_PARTS));
    if (!answer) return undefined;
    services.recents.use({ stance: answer.stance });
    const fresh = answer.fresh.map((entity): CodebookChange => ({ op: 'add-entity', entity }));
    const noted = answer.note === tag.note ? {} : { note: answer.note ?? null };
    return change(services, target, 'Edit a stance', [setTo(target, { stance: answer.stance, ...noted })], fresh);
  }
  const field = await pick<'entity' | 'sense' | 'note'>({
    title: vscode.l10n.t('Edit the tag “{0}”', visible(shorten(quoteOf(tag), 60))),
    placeholder: vscode.l10n.t('What do you want to change?'),
    items: [
      {
        label: vscode.l10n.t('Entity'),
        description: visible(codebook.entity(tag.entity)?.name ?? tag.entity),
        value: 'entity',
      },
      { label: vscode.l10n.t('Sense'), description: tag.sense ? vscode.l10n.t(tag.sense) : undefined, value: 'sense' },
      {
        label: vscode.l10n.t('Note'),
        description: tag.note ? visible(shorten(tag.note, 60)) : undefined,
        value: 'note',
      },
    ],
  });
  if (field === 'note') return editNote(services, { uri: target.document.uri, id: tag.id });
  if (field === 'sense') return editSense(services, target);
  return field === 'entity' ? editEntity(services, target) : undefined;
}

function setTo(target: TagTarget, set: TagPatch): SidecarChange {
  return { op: 'set', id: target.tag.id, set };
}

async function editEntity(services: Services, target: TagTarget): Promise<string | undefined> {
  const choice = await chooseEntity(services, codebookOf(services, target), target.tag.quote);
  if (!choice) return undefined;
  services.recents.use({ entity: choice.entity.id });
  const fresh = codebookChanges(services, codebookOf(services, target), choice);
  return change(services, target, 'Edit a mention', [setTo(target, { entity: choice.entity.id })], fresh);
}

async function editSense(services: Services, target: TagTarget): Promise<string | undefined> {
  const sense = await pick<(typeof SENSES)[number] | 'open'>({
    title: vscode.l10n.t('In which sense?'),
    placeholder: vscode.l10n.t('“Baku” can be the city (literal) or stand for Azerbaijan (metonym)'),
    items: [
      { label: vscode.l10n.t('literal'), value: 'literal' as const },
      { label: vscode.l10n.t('metonym'), value: 'metonym' as const },
      { label: vscode.l10n.t('Leave it open'), value: 'open' as const },
    ],
    active: (value) => value === (target.tag.sense ?? 'open'),
  });
  if (sense === undefined || sense === BACK) return undefined;
  return change(services, target, 'Edit a mention', [setTo(target, { sense: sense === 'open' ? null : sense })]);
}

/** The `set` of an argument object: `entity`, `sense`, `note`, `by`, or the fields of a stance. `null` takes a field away. */
function patchFrom(services: Services, target: TagTarget, set: Arguments): TagPatch {
  const codebook = codebookOf(services, target);
  const patch: { -readonly [K in keyof TagPatch]: TagPatch[K] } = {};
  for (const key of ['note', 'by'] as const) {
    if (key in set) patch[key] = set[key] === null ? null : optionalText(set, key);
  }
  if ('entity' in set) {
    const id = optionalText(set, 'entity') ?? '';
    if (!codebook.entity(id)) throw new Failure('There is no entity with the id “{0}” in the codebook.', [id]);
    patch.entity = id;
    if (!isMention(target.tag)) patch.stance = null;
  }
  if ('sense' in set) patch.sense = set.sense === null ? null : oneOf(set, 'sense', SENSES);
  if (['holder', 'target', 'value', 'intensity', 'certainty', 'via', 'event'].some((key) => key in set)) {
    patch.stance = stanceFrom(codebook, { ...target.tag.stance, ...set });
    if (isMention(target.tag)) {
      patch.entity = null;
      patch.sense = null;
    }
  }
  if (Object.keys(patch).length === 0) throw new Failure('The argument “set” names no field of a tag.');
  return patch;
}

/** `{uri?, id, set?: {note}}`. An empty note takes it away. */
export async function editNote(services: Services, args: unknown): Promise<string | undefined> {
  const given = argumentsOf(args);
  const target = await tagTarget(services, given);
  if (!target) return undefined;
  const set = given.set === undefined ? undefined : argumentsOf(given.set);
  const note = set
    ? (optionalText(set, 'note') ?? '')
    : await askText({
        title: vscode.l10n.t('Note on “{0}”', visible(shorten(quoteOf(target.tag), 60))),
        prompt: vscode.l10n.t('Empty: no note'),
        value: target.tag.note,
      });
  if (note === undefined || note === BACK) return undefined;
  return change(services, target, 'Edit a note', [setTo(target, { note: note.trim() === '' ? null : note })]);
}

/** `{uri?, id}`. Returns the id of the removed tag. */
export async function removeTag(services: Services, args: unknown): Promise<string | undefined> {
  const target = await tagTarget(services, argumentsOf(args));
  if (!target) return undefined;
  const id = await change(services, target, 'Remove a tag', [{ op: 'remove', id: target.tag.id }]);
  whisper('Tag on “{0}” removed. Undo Last Tag Change brings it back.', [quoteOf(target.tag)]);
  return id;
}

/** `{uri?, id, range}`: the selection becomes the passage; of several pieces, the borders of the one that it touches. */
export async function setTagRange(services: Services, args: unknown): Promise<string | undefined> {
  const given = argumentsOf(args);
  const passage = await passageTarget(services, given);
  const range = passage.ranges[0] as Range;
  if (optionalText(given, 'id') !== undefined) {
    const named = await tagTarget(services, given);
    return named && moveTo(services, named, range);
  }
  const touching = services.library.tagsWithin(passage.uri, range.from, range.to);
  if (touching.length === 0)
    throw new Failure('No tag touches the selection. Select the new passage over the old one.');
  const tag = touching.length === 1 ? touching[0] : await pickTouching(touching);
  return tag && moveTo(services, { ...passage, tag }, range);
}

async function pickTouching(tags: readonly Tag[]): Promise<Tag | undefined> {
  const chosen = await pick<Tag>({
    title: vscode.l10n.t('Which tag gets the selection as its passage?'),
    placeholder: vscode.l10n.t('Several tags touch the selection'),
    items: tags.map((tag) => ({ label: visible(shorten(quoteOf(tag), 80)), description: tag.id, value: tag })),
  });
  return chosen === BACK ? undefined : chosen;
}

/** Puts one piece (by its number from 0; else the one that the range meets, else the first) on a range. */
function moveTo(services: Services, target: TagTarget, range: Range, piece?: number): Promise<string> {
  // The other pieces stand where the text has carried them, which may not be saved yet.
  const now = services.library.liveText(target.uri)?.piecesNow(target.tag) ?? [];
  const met = now.findIndex((one) => one && one.from <= range.to && range.from <= one.to);
  const moved = piece ?? Math.max(0, met);
  const pieces = piecesOf(target.tag).map((one, i) => {
    const place = i === moved ? range : now[i];
    return place ? anchorIn(target.text, place, one) : one;
  });
  return change(services, target, 'Move a tag', [setTo(target, { pieces })]);
}

/** Moves the end of the tag at the cursor by one word; of several pieces, the end of the one at the cursor. */
export async function resizeTag(services: Services, args: unknown, grow: boolean): Promise<string | undefined> {
  const target = await tagTarget(services, argumentsOf(args));
  if (!target) return undefined;
  const places = services.library.rangesOf(target.uri, target.tag.id) ?? [];
  const piece = Math.max(0, pieceAtOffset(places, cursorIn(target.document) ?? -1));
  const now = places[piece];
  if (!now) throw new Failure('This tag is lost: give it a new place first.');
  const range = byWord(target.text.text, now, grow);
  if (!range) throw new Failure(grow ? 'There is no further word in this paragraph.' : 'A tag has at least one word.');
  return moveTo(services, target, range, piece);
}
