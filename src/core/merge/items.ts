/** One tag, one entity: field by field. */
import { isStance } from '../model';
import type { Entity, Piece, Stance, Tag } from '../model';
import { makeEntity } from '../codebook/fields';
import { STANCE_KEYS, pieceEntries } from '../sidecar/fields';
import { makeTag } from '../sidecar/make';
import { piecesOf } from '../pieces';
import { sameTag } from '../sidecar/patch';
import { sameData } from '../yaml/entry-edits';
import { Fields, mergeSet, pick } from './three-way';

export interface MergedItem<T> {
  /** With the preferred side's value in the fields on which the sides disagree. */
  readonly item: T;
  readonly conflicts: readonly string[];
  readonly taken: readonly string[];
}

/** The quotes of a tag's pieces: what the anchor means, whatever position and context say of it. */
function quotesOf(tag: Tag | undefined): readonly string[] | undefined {
  return tag && piecesOf(tag).map(({ quote }) => quote);
}

/** Did a person change the tag? Positions and context that moved with the text do not count. */
export function isTagChanged(base: Tag, now: Tag): boolean {
  if (!sameData(quotesOf(base), quotesOf(now))) return true;
  const [first, ...others] = piecesOf(base);
  return !sameTag(makeTag(base.id, first as Piece, { ...base, also: others }), {
    ...makeTag(now.id, first as Piece, { ...now, also: others }),
  });
}

/**
 * `base` undefined: both sides have the id, and nobody knows a common ancestor. The anchor is one field. Where both sides' texts
 * moved under a passage whose quote they agree on, ours stands, and finding again sets it right; `entity` with `sense` is one field
 * as well, each part of a stance its own, a mention turned stance a change of the whole meaning.
 */
export function mergeTag(
  base: Tag | undefined,
  ours: Tag,
  theirs: Tag,
  prefer: 'ours' | 'theirs' = 'ours',
): MergedItem<Tag> {
  const fields = new Fields(prefer);
  const pieces = anchorOf(fields, base, ours, theirs);
  const meaning = meaningOf(fields, base, ours, theirs);
  const [first, ...also] = pieces;
  const item = makeTag(ours.id, first as Piece, {
    also,
    ...meaning,
    by: fields.of('by', base?.by, ours.by, theirs.by),
    from: fields.of('from', base?.from, ours.from, theirs.from),
    note: fields.lines('note', base?.note, ours.note, theirs.note),
    extra: fields.keys('', base?.extra, ours.extra, theirs.extra),
  });
  return { item, conflicts: fields.conflicts, taken: fields.taken };
}

function anchorOf(fields: Fields, base: Tag | undefined, ours: Tag, theirs: Tag): readonly Piece[] {
  const [b, o, t] = [base, ours, theirs].map((tag) => tag && piecesOf(tag).map(pieceEntries));
  const [mine, other] = [piecesOf(ours), piecesOf(theirs)];
  let side = pick(b, o, t);
  // Both moved. Who changed the words of the passage is the one who meant to.
  if (side === undefined) side = pick(quotesOf(base), quotesOf(ours), quotesOf(theirs));
  if (side === undefined) return fields.conflict('anchor', mine, other);
  if (side === 'theirs') fields.taken.push('anchor');
  return side === 'ours' ? mine : other;
}

type Meaning = Pick<Tag, 'entity' | 'sense' | 'stance'>;

function meaningOf(fields: Fields, base: Tag | undefined, ours: Tag, theirs: Tag): Partial<Meaning> {
  const whole = ({ entity, sense, stance }: Meaning) => (stance ? { stance } : { entity, sense });
  if (!isStance(ours) || !isStance(theirs) || (base && !isStance(base))) {
    return fields.of('meaning', base && whole(base), whole(ours), whole(theirs)) as Partial<Meaning>;
  }
  const stance: Record<string, unknown> = {};
  for (const key of STANCE_KEYS) {
    const value = fields.of<unknown>(`stance.${key}`, base?.stance?.[key], ours.stance[key], theirs.stance[key]);
    if (value !== undefined) stance[key] = value;
  }
  const extra = fields.keys('stance.', base?.stance?.extra, ours.stance.extra, theirs.stance.extra);
  if (extra) stance['extra'] = extra;
  return { stance: stance as unknown as Stance };
}

/** Aliases and examples are sets; a note, a definition and the like go by lines; every other key is its own, so that a rename is no conflict with another edit. */
export function mergeEntity(
  base: Entity | undefined,
  ours: Entity,
  theirs: Entity,
  prefer: 'ours' | 'theirs' = 'ours',
): MergedItem<Entity> {
  const fields = new Fields(prefer);
  const aliases = mergeSet(base?.aliases ?? [], ours.aliases, theirs.aliases, (alias) => alias);
  if (!sameData(aliases, ours.aliases)) fields.taken.push('aliases');
  const examples = mergeSet(base?.examples ?? [], ours.examples ?? [], theirs.examples ?? [], (one) => one);
  if (!sameData(examples, ours.examples ?? [])) fields.taken.push('examples');
  const item = makeEntity({
    id: ours.id,
    name: fields.of<string>('name', base?.name as string, ours.name, theirs.name),
    type: fields.of<string>('type', base?.type as string, ours.type, theirs.type),
    parent: fields.of('parent', base?.parent, ours.parent, theirs.parent),
    aliases,
    wikidata: fields.of('wikidata', base?.wikidata, ours.wikidata, theirs.wikidata),
    definition: fields.lines('definition', base?.definition, ours.definition, theirs.definition),
    include: fields.lines('include', base?.include, ours.include, theirs.include),
    exclude: fields.lines('exclude', base?.exclude, ours.exclude, theirs.exclude),
    examples: examples.length > 0 ? examples : undefined,
    note: fields.lines('note', base?.note, ours.note, theirs.note),
    extra: fields.keys('', base?.extra, ours.extra, theirs.extra),
  });
  return { item, conflicts: fields.conflicts, taken: fields.taken };
}
