/**
 * Deciding between coders. What they tagged about one thing is a case (see `align`): the tags of it that are taken stand in the shared
 * sidecar `from` the coders' ids, those that are refused in its `rejected`; a mark of what each said then is `seen`, so that a
 * later change by a coder opens the case again. A tag that stood there before and says what was taken is taken over, and is never
 * removed. Nothing here writes a coder's own file.
 */
import { anchorIn } from '../anchors/context';
import { place } from '../anchors/place';
import type { PlaceableText } from '../anchors/placeable';
import type { Range } from '../text/range';
import type { SidecarChange } from '../changes';
import { fnv1a } from '../base/hash';
import { meaningKey, type Piece, type Tag } from '../model';
import { piecesOf } from '../pieces';
import type { Group } from './align';
import { endOf, startOf, type CodedSource, type CodedTag } from './coded';
import { differencesOf, type Difference } from './disagreements';
import { codedTag } from './layers';
import { groupsOf } from './questions';

/** A source as its coders tagged it, and what was decided so far. */
export interface Docket {
  readonly text: PlaceableText;
  readonly coders: readonly string[];
  /** For each coder the tags as they are written; undefined: this coder has no file for the source. */
  readonly layers: readonly (readonly Tag[] | undefined)[];
  /** The shared sidecar. */
  readonly decided: {
    readonly tags: readonly Tag[];
    readonly rejected: readonly string[];
    readonly seen: ReadonlyMap<string, string>;
  };
}

export interface Case {
  /** The ids of its tags in the order of the coders: tells cases apart. */
  readonly key: string;
  /** UTF-16 offsets of all of its passages together. */
  readonly from: number;
  readonly to: number;
  /** How the coders differ, the heaviest first; none: they agree. */
  readonly kinds: readonly Difference[];
  /** For each coder. */
  readonly tags: readonly (CaseTag | undefined)[];
  /** `changed`: it was decided, and a coder has changed or added a tag since. */
  readonly state: 'open' | 'decided' | 'changed';
  /** Ids of the shared tags that were made of it. */
  readonly made: readonly string[];
}

export interface CaseTag {
  readonly tag: Tag;
  /** Where it stands now, in the order of the text. */
  readonly pieces: readonly Range[];
}

/** All cases in the order of the text. Tags that are lost are in none: nobody can say where they stand. */
export function casesOf({ text, coders, layers, decided }: Docket): Case[] {
  const tags = new Map<string, Tag>();
  const coded = layers.map((layer): readonly CodedTag[] | undefined => {
    if (!layer) return undefined;
    const placed = place(text, layer);
    return layer.flatMap((tag, i) => {
      const one = placed[i];
      if (!one || one.kind === 'lost') return [];
      tags.set(tag.id, tag);
      return [codedTag(tag, one.pieces)];
    });
  });
  const source: CodedSource = { name: '', text: text.text, layers: coded };
  const known = new Decided(decided);
  return [false, true]
    .flatMap((stances) => groupsOf(source, stances))
    .map((group) => caseOf(group, coders, layers, tags, known))
    .sort((a, b) => a.from - b.from || a.to - b.to || (a.key < b.key ? -1 : 1));
}

/** What the shared sidecar says, by id of a coder's tag. */
class Decided {
  readonly rejected: ReadonlySet<string>;
  private readonly madeOf = new Map<string, string[]>();

  constructor(private readonly shared: Docket['decided']) {
    this.rejected = new Set(shared.rejected);
    for (const { id, from } of shared.tags) {
      for (const one of Array.isArray(from) ? (from as readonly string[]) : []) {
        const made = this.madeOf.get(one);
        if (made) made.push(id);
        else this.madeOf.set(one, [id]);
      }
    }
  }

  made(id: string): readonly string[] {
    return this.madeOf.get(id) ?? [];
  }

  /** Was it decided on, and does it say what it said then? Undefined: nobody has decided on it. */
  stands(tag: Tag): boolean | undefined {
    if (!this.rejected.has(tag.id) && !this.madeOf.has(tag.id)) return undefined;
    const mark = this.shared.seen.get(tag.id);
    // A decision that was written by hand has no marks, and stands.
    return mark === undefined || mark === markOf(tag);
  }
}

function caseOf(
  group: Group,
  coders: readonly string[],
  layers: Docket['layers'],
  tags: ReadonlyMap<string, Tag>,
  known: Decided,
): Case {
  const own = coders.map((_, coder): CaseTag | undefined => {
    const one = group[coder];
    const tag = one && tags.get(one.id);
    return one && tag && { tag, pieces: one.pieces };
  });
  const there = own.filter((one) => one !== undefined);
  const all = group.filter((one) => one !== undefined);
  const kinds = differencesOf(
    group,
    layers.map((layer) => layer !== undefined),
  );
  // What no question asks for, a literal or a metonymic sense, is to be decided all the same.
  if (kinds.length === 0 && new Set(there.map(({ tag }) => meaningKey(tag))).size > 1) kinds.push('details');
  const states = there.map(({ tag }) => known.stands(tag));
  return {
    key: own.map((one) => one?.tag.id ?? '').join(' '),
    from: Math.min(...all.map(startOf)),
    to: Math.max(...all.map(endOf)),
    kinds,
    tags: own,
    state: states.every((one) => one === true)
      ? 'decided'
      : states.every((one) => one === undefined)
        ? 'open'
        : 'changed',
    made: [...new Set(there.flatMap(({ tag }) => known.made(tag.id)))],
  };
}

/** A short mark of what a tag says and of where: seven letters, so that no reader of YAML takes it for a number. */
export function markOf(tag: Tag): string {
  const places = piecesOf(tag).map(({ quote, before, after }) => [quote, before.slice(-8), after.slice(0, 8)]);
  let rest = fnv1a(JSON.stringify([meaningKey(tag), places]));
  let mark = '';
  for (let i = 0; i < 7; i++) {
    mark += String.fromCharCode(97 + (rest % 26));
    rest = Math.floor(rest / 26);
  }
  return mark;
}

/** Coders, by number, whose tags are taken; none: all are refused. `edit`: one of them, to be changed at once; it is made of all. */
export interface Choice {
  readonly take: readonly number[];
  readonly edit?: boolean;
}

export interface Verdict {
  readonly changes: readonly SidecarChange[];
  /** The shared tags of the case, as they are afterwards. */
  readonly ids: readonly string[];
  /** Shared tags that the case is not decided by any more: they stood there before anybody decided, and stay. */
  readonly kept: readonly string[];
}

/** The changes to the shared sidecar that decide a case, whatever was decided on it before. */
export function decide(one: Case, choice: Choice, docket: Docket, newId: () => string): Verdict {
  const { decided, text } = docket;
  const before = takenBack(one, docket);
  const changes: SidecarChange[] = [];
  /** Tags that stood there before anybody decided can be taken over, again too. */
  const free = (tag: Tag): boolean => !tag.from || (stoodBefore(tag) && one.made.includes(tag.id));
  const there = one.tags.filter((tag) => tag !== undefined);
  const ids = there.map(({ tag }) => tag.id);
  const taken = new Set<string>();
  const made: string[] = [];
  for (const coder of choice.take) {
    const own = one.tags[coder];
    if (!own || taken.has(own.tag.id)) continue;
    // Whoever says the same of the same passage is taken as well.
    const same = there.filter((other) => other === own || saysTheSame(own, other)).map(({ tag }) => tag.id);
    for (const id of same) taken.add(id);
    const from = choice.edit ? ids : same;
    const tag = sharedTag(own, text, from);
    const double = decided.tags.find((other) => free(other) && isDouble(other, tag));
    if (double) changes.push({ op: 'set', id: double.id, set: { from: [double.id, ...from] } });
    const id = double?.id ?? newId();
    if (!double) changes.push({ op: 'add', tag: { ...tag, id } });
    made.push(id);
    if (choice.edit) break;
  }
  if (!choice.edit || made.length === 0) {
    for (const id of ids) if (!taken.has(id)) changes.push({ op: 'reject', id });
  }
  changes.push({ op: 'see', set: Object.fromEntries(there.map(({ tag }) => [tag.id, markOf(tag)])) });
  // What is taken over again is not let go before.
  const again = new Set(made);
  const back = before.filter((change) => change.op !== 'set' || !again.has(change.id));
  const kept = back.flatMap((change) => (change.op === 'set' ? [change.id] : []));
  return { changes: [...back, ...changes], ids: made, kept };
}

/** The changes that make a decided case open again. */
export function reopen(one: Case, docket: Docket): readonly SidecarChange[] {
  const ids = one.tags.flatMap((own) => (own && docket.decided.seen.has(own.tag.id) ? [own.tag.id] : []));
  const changes = takenBack(one, docket);
  if (ids.length > 0) changes.push({ op: 'see', set: Object.fromEntries(ids.map((id) => [id, null])) });
  return changes;
}

function takenBack({ tags, made }: Case, { decided }: Docket): SidecarChange[] {
  const rejected = new Set(decided.rejected);
  const stood = new Set(decided.tags.filter(stoodBefore).map(({ id }) => id));
  return [
    ...made.map((id): SidecarChange => (stood.has(id) ? { op: 'set', id, set: { from: null } } : { op: 'remove', id })),
    ...tags.flatMap((own): SidecarChange[] =>
      own && rejected.has(own.tag.id) ? [{ op: 'unreject', id: own.tag.id }] : [],
    ),
  ];
}

/** A tag that deciding took over and did not make says so: it is `from` itself, too. It is never removed when the case is decided anew. */
function stoodBefore({ id, from }: Tag): boolean {
  return Array.isArray(from) && (from as readonly string[]).includes(id);
}

function saysTheSame(a: CaseTag, b: CaseTag): boolean {
  return meaningKey(a.tag) === meaningKey(b.tag) && JSON.stringify(a.pieces) === JSON.stringify(b.pieces);
}

/** A coder's tag for the shared sidecar, its anchor made in the text as it is now. */
function sharedTag({ tag, pieces }: CaseTag, text: PlaceableText, from: readonly string[]): Tag {
  const old = piecesOf(tag);
  const anchors = pieces.map((piece, i): Piece =>
    anchorIn(text, piece, old.length === pieces.length ? old[i] : undefined),
  );
  const { by: _by, also: _also, from: _from, ...rest } = tag;
  const [first, ...others] = anchors;
  return { ...rest, ...first, ...(others.length > 0 && { also: others }), from };
}

function isDouble(a: Tag, b: Tag): boolean {
  const [one, other] = [piecesOf(a), piecesOf(b)];
  const same = (p: Piece, q: Piece | undefined): boolean =>
    q !== undefined && p.quote === q.quote && JSON.stringify(p.at) === JSON.stringify(q.at);
  return meaningKey(a) === meaningKey(b) && one.length === other.length && one.every((p, i) => same(p, other[i]));
}

/** Decides all that is open and that everybody agrees on. */
export function decideAgreed(docket: Docket, newId: () => string): Verdict {
  return decideAll(
    docket,
    ({ kinds, state }) => state !== 'decided' && kinds.length === 0,
    () => ({ take: [0] }),
    newId,
  );
}

/** Decides all that is open as one coder has it: what only others tagged is refused. */
export function decideAllOf(docket: Docket, coder: number, newId: () => string): Verdict {
  return decideAll(
    docket,
    ({ state }) => state !== 'decided',
    () => ({ take: [coder] }),
    newId,
  );
}

function decideAll(
  docket: Docket,
  wanted: (one: Case) => boolean,
  choice: (one: Case) => Choice,
  newId: () => string,
): Verdict {
  const given = new Set<string>();
  const fresh = (): string => {
    for (;;) {
      const id = newId();
      if (given.has(id)) continue;
      given.add(id);
      return id;
    }
  };
  const verdicts = casesOf(docket)
    .filter(wanted)
    .map((one) => {
      const { take } = choice(one);
      // Whoever agrees is anybody who tagged it: a coder without a file for the source has no say.
      const first = one.kinds.length === 0 ? one.tags.findIndex((tag) => tag !== undefined) : -1;
      return decide(one, { take: first >= 0 ? [first] : take }, docket, fresh);
    });
  return {
    changes: verdicts.flatMap(({ changes }) => changes),
    ids: verdicts.flatMap(({ ids }) => ids),
    kept: verdicts.flatMap(({ kept }) => kept),
  };
}
