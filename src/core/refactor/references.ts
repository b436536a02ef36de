/** Who refers to an entity or a stance value, and how tags look when the reference becomes another one. */
import type { TagPatch } from '../changes';
import type { Corpus, Passage } from '../corpus';
import { isMention, type Stance, type Tag } from '../model';

export interface Usage {
  readonly mentions: readonly Passage[];
  /** Stances with the entity as holder, target or reporter. */
  readonly stances: readonly Passage[];
}

export function usageOfEntity(corpus: Corpus, id: string): Usage {
  const mentions: Passage[] = [];
  const stances: Passage[] = [];
  for (const source of corpus.sources) {
    for (const tag of source.tags) {
      if (isMention(tag)) {
        if (tag.entity === id) mentions.push({ source, tag });
      } else if (isParty(tag.stance, id)) stances.push({ source, tag });
    }
  }
  return { mentions, stances };
}

export function usageOfValue(corpus: Corpus, id: string): readonly Passage[] {
  return corpus.sources.flatMap((source) =>
    source.tags.filter((tag) => tag.stance?.value === id).map((tag): Passage => ({ source, tag })),
  );
}

export function partiesOf(stance: Stance): readonly string[] {
  return [stance.holder, stance.target, ...(stance.via ?? [])];
}

function isParty({ holder, target, via }: Stance, id: string): boolean {
  return holder === id || target === id || via?.includes(id) === true;
}

/** The tag with every reference to an entity mapped; undefined where nothing changes. */
export function withEntities(tag: Tag, map: (id: string) => string): TagPatch | undefined {
  if (isMention(tag)) {
    const entity = map(tag.entity);
    return entity === tag.entity ? undefined : { entity };
  }
  const { stance } = tag;
  // Most tags of a corpus have nothing to do with it.
  const stays = (id: string): boolean => map(id) === id;
  if (stays(stance.holder) && stays(stance.target) && (!stance.via || stance.via.every(stays))) return undefined;
  const mapped: Stance = {
    ...stance,
    holder: map(stance.holder),
    target: map(stance.target),
    ...(stance.via ? { via: withoutRepeats(stance.via.map(map)) } : {}),
  };
  const same =
    mapped.holder === stance.holder &&
    mapped.target === stance.target &&
    (stance.via ?? []).every((id, i) => mapped.via?.[i] === id);
  return same ? undefined : { stance: mapped };
}

/** A reporter who reports himself is one link of the chain, not two. */
function withoutRepeats(chain: readonly string[]): readonly string[] {
  return chain.filter((id, i) => id !== chain[i - 1]);
}
