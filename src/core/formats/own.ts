/** A tag's meaning as one JSON value: what formats with room for it carry along, so that a way back loses nothing. */
import {
  CERTAINTIES,
  INTENSITIES,
  SENSES,
  type Certainty,
  type Entity,
  type Intensity,
  type Sense,
  type Stance,
  type Tag,
} from '../model';
import type { InSpan } from './model';

export type Own = NonNullable<InSpan['own']>;

/** Id, meaning, coder and note of a tag; not its place. */
export function ownOf({ id, entity, sense, stance, by, note }: Tag): Own {
  return JSON.parse(JSON.stringify({ id, entity, sense, stance, by, note })) as Own;
}

/** What {@link ownOf} gave, out of a file of anybody's: undefined where it is no tag's meaning. */
export function ownFrom(value: unknown): Own | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, entity, sense, stance, by, note } = value as Record<string, unknown>;
  const rest = {
    ...(isId(id) && { id }),
    ...(typeof by === 'string' && by !== '' && { by }),
    ...(typeof note === 'string' && note !== '' && { note }),
  };
  if (isWord(entity)) return { ...rest, entity, ...(SENSES.includes(sense as Sense) && { sense: sense as Sense }) };
  const read = stanceFrom(stance);
  return read && { ...rest, stance: read };
}

/** A stance out of a file of anybody's. */
export function stanceFrom(value: unknown): Stance | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { holder, target, value: of, intensity, certainty, via, event } = value as Record<string, unknown>;
  if (!isWord(holder) || !isWord(target) || !isWord(of)) return undefined;
  return {
    holder,
    target,
    value: of,
    ...(INTENSITIES.includes(Number(intensity) as Intensity) && { intensity: Number(intensity) as Intensity }),
    ...(CERTAINTIES.includes(certainty as Certainty) && { certainty: certainty as Certainty }),
    ...(Array.isArray(via) && via.every(isWord) && via.length > 0 && { via }),
    ...(isWord(event) && { event }),
  };
}

/** An entity out of a file of anybody's. */
export function entityFrom(value: unknown): Entity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, name, type, aliases, wikidata, note } = value as Record<string, unknown>;
  if (!isWord(id) || typeof name !== 'string' || !isWord(type)) return undefined;
  return {
    id,
    name,
    type,
    aliases: Array.isArray(aliases) ? aliases.filter((one): one is string => typeof one === 'string') : [],
    ...(typeof wikidata === 'string' && { wikidata }),
    ...(typeof note === 'string' && { note }),
  };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z2-7]{8}$/.test(value);
}

/** Something that may be an id of a codebook: one line, not endless. */
function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200 && !/[\p{Cc}\s]/u.test(value);
}
