/** Whose tags are read, and whose may be written: the rules of layers, in one place. */
import type { Steps } from '../base/steps';
import type { SidecarChange, Skipped } from '../changes';
import type { Tag } from '../model';
import { coderName, SHARED } from '../files/addresses';

export interface Reading {
  /** The one layer that everything is read from: a coder's, or {@link SHARED}. */
  readonly layer: string;
  /** The user's own layer; undefined while the user has no name. */
  readonly me: string | undefined;
  /** Coding blind: of a source that the user has not finished nobody else's tags are shown. */
  readonly blind: boolean;
  /** The other layers are shown as well, to be read; nothing is summed over them or written to them. */
  readonly beside?: boolean;
}

export const READ_SHARED: Reading = { layer: SHARED, me: undefined, blind: false };

/** Why tags of the layer that is read cannot be changed: it is another coder's; the user must have a name; or be finished first. */
export type NotYours = 'other' | 'nameless' | 'finished' | 'blind';

/** Tags that are somebody else's, or not to be changed now. Nothing was changed. */
export class NotYourLayer extends Error {
  constructor(
    readonly why: NotYours,
    readonly layer: string,
  ) {
    super(`not yours: ${why}`);
  }
}

/** Undefined: the layer's tags in this source can be changed. `finished`: the user has marked the source as finished. */
export function whyNotYours({ layer, me, blind }: Reading, finished: boolean): NotYours | undefined {
  if (blind && me === undefined) return 'nameless';
  if (layer !== SHARED && layer === me) return finished ? 'finished' : undefined;
  if (blind) return 'blind';
  return layer === SHARED ? undefined : 'other';
}

/** Are the tags of the layer that is read kept from the user, who has not finished the source? */
export function isVeiled({ layer, me, blind }: Reading, finished: () => boolean): boolean {
  return blind && (me === undefined || (layer !== me && !finished()));
}

const named = new WeakMap<Tag, Tag>();

/** The tag with its coder, whom the name of a coder's own file implies. The same object each time. */
export function byCoder(tag: Tag, layer: string): Tag {
  if (layer === SHARED || tag.by !== undefined) return tag;
  let made = named.get(tag);
  if (!made) named.set(tag, (made = { ...tag, by: layer }));
  return made;
}

const lists = new WeakMap<readonly Tag[], readonly Tag[]>();

export function allByCoder(tags: readonly Tag[], layer: string): readonly Tag[] {
  if (layer === SHARED) return tags;
  let made = lists.get(tags);
  if (!made) lists.set(tags, (made = tags.map((tag) => byCoder(tag, layer))));
  return made;
}

interface Applied {
  readonly skipped: readonly Skipped[];
}

/** Applies changes to a coder's file, in which the coder is implied: not written, and not compared with. */
export function* applyImplied<A extends Applied>(
  layer: string,
  changes: readonly SidecarChange[],
  tagOf: (id: string) => Tag | undefined,
  apply: (changes: readonly SidecarChange[]) => Steps<A>,
): Steps<A> {
  if (layer === SHARED) return yield* apply(changes);
  const given = new Map<SidecarChange, SidecarChange>();
  const bare = changes.map((change) => {
    const made = implied(change, layer, tagOf);
    given.set(made, change);
    return made;
  });
  const applied = yield* apply(bare);
  // Whoever asked knows the changes by their objects.
  return {
    ...applied,
    skipped: applied.skipped.map((one) => ({ ...one, change: given.get(one.change as SidecarChange) ?? one.change })),
  };
}

function implied(change: SidecarChange, layer: string, tagOf: (id: string) => Tag | undefined): SidecarChange {
  const bare = (tag: Tag): Tag => {
    if (tag.by === undefined || coderName(tag.by) !== layer) return tag;
    const { by: _, ...rest } = tag;
    return rest;
  };
  // What stands in the file to the letter comes back to the letter.
  if (change.op === 'add') return change.raw ? change : { ...change, tag: bare(change.tag) };
  if ((change.op !== 'set' && change.op !== 'remove') || tagOf(change.id)?.by !== undefined) return change;
  if (change.op === 'remove') return change.was ? { ...change, was: bare(change.was) } : change;
  const patch = <P extends { readonly by?: string | null }>(set: P): P =>
    set.by && coderName(set.by) === layer ? { ...set, by: null } : set;
  return {
    ...change,
    set: patch(change.set),
    ...(change.was && { was: patch(change.was) }),
    ...(change.tag && { tag: bare(change.tag) }),
  };
}
