/**
 * Where a change of this window and somebody else's disagree on one field: what is on disk stands, the other value is kept here
 * (and in the window's kept files) until the user has chosen. Nobody's value goes silently.
 */
import type { CodebookChange, FileChange, Short, SidecarChange, Skipped } from '../changes';
import { patchEntity, patchShort } from '../codebook/patch';
import { isElsewhere, saysTheSame } from '../merge/fit';
import type { Entity, EntityType, StanceValue, Tag } from '../model';
import { movedUri, SHARED } from '../files/addresses';
import { sameData } from '../yaml/entry-edits';
import { patchTag } from '../sidecar/patch';
import type { Found, Kept } from './kept';

const NAME = 'dispute';

export interface Dispute {
  readonly kind: 'sidecar' | 'codebook';
  /** Of the source, or of the codebook. */
  readonly uri: string;
  /** Whose tags, where they are tags. */
  readonly layer?: string;
  /** What this window wanted. */
  readonly change: SidecarChange | CodebookChange;
  /** `deleted`: somebody took away what was changed here. `changed`: somebody changed it otherwise. */
  readonly why: 'deleted' | 'changed';
  /** The fields that disagree; empty: the whole tag, entity or entry. */
  readonly fields: readonly string[];
  readonly mine: Tag | Entity | Short | undefined;
  readonly theirs: Tag | Entity | Short | undefined;
}

export class Disputes {
  private all: readonly Dispute[] = [];
  private readonly names = new Map<Dispute, string>();

  constructor(private readonly kept: Kept) {}

  list(): readonly Dispute[] {
    return this.all;
  }

  /** Takes in what earlier sessions have left undecided. */
  adopt(found: readonly Found[]): void {
    for (const { name, value } of found) {
      const dispute = value as Dispute | null;
      if (!name.startsWith(NAME + '-') || typeof dispute?.change?.op !== 'string') continue;
      this.names.set(dispute, name);
      this.all = [...this.all, dispute];
    }
  }

  /** Takes in whole ones, as an earlier version kept them. */
  adoptWhole(disputes: readonly Dispute[]): void {
    for (const dispute of disputes) if (typeof dispute?.change?.op === 'string') this.take(dispute);
  }

  private take(dispute: Dispute): void {
    const name = this.kept.newName(NAME);
    this.names.set(dispute, name);
    this.all = [...this.all, dispute];
    void this.kept.put(name, dispute);
  }

  /** Takes in what was left out of changes; what is done already, or needs no decision, is none. Returns how many are new. */
  add(kind: Dispute['kind'], uri: string, skipped: readonly Skipped[], layer?: string): number {
    const more = skipped.flatMap((one) => {
      const dispute = disputeOf(kind, uri, one);
      return dispute ? [layer === undefined ? dispute : { ...dispute, layer }] : [];
    });
    for (const dispute of more) this.take(dispute);
    return more.length;
  }

  /** The change that puts this window's value in the place of what stands there; undefined where none can. */
  mine({ kind, uri, layer = SHARED, change, mine }: Dispute): FileChange | undefined {
    if (kind === 'codebook') return { kind, uri, changes: insteadOf(change as CodebookChange) };
    const sidecar = change as SidecarChange;
    if (sidecar.op === 'set') {
      // Removed by somebody: it comes back, with what was changed here.
      const add = mine && 'quote' in mine ? ([{ op: 'add', tag: mine }] as const) : undefined;
      const set = unbound(sidecar);
      return { kind, uri, layer, changes: add ? [...add, set] : [set] };
    }
    return { kind, uri, layer, changes: [unbound(sidecar)] };
  }

  /** A source, codebook or folder has another address. */
  renamed(from: string, to: string): void {
    this.all = this.all.map((dispute) => {
      const uri = movedUri(dispute.uri, from, to);
      const name = this.names.get(dispute);
      if (uri === dispute.uri || name === undefined) return dispute;
      const moved = { ...dispute, uri };
      this.names.delete(dispute);
      this.names.set(moved, name);
      void this.kept.put(name, moved);
      return moved;
    });
  }

  settle(dispute: Dispute): void {
    this.all = this.all.filter((one) => one !== dispute);
    const name = this.names.get(dispute);
    this.names.delete(dispute);
    if (name !== undefined) void this.kept.drop(name);
  }
}

function unbound<C extends SidecarChange | CodebookChange>(change: C): C {
  const { was: _was, raw: _raw, ...rest } = change as C & { was?: unknown; raw?: unknown };
  return rest as unknown as C;
}

/** What puts this window's entry in the place of theirs, where both have put in one of that name. */
function insteadOf(change: CodebookChange): readonly CodebookChange[] {
  switch (change.op) {
    case 'add-type':
      return [{ op: 'set-type', id: change.type.id, set: change.type }];
    case 'add-value':
      return [{ op: 'set-value', id: change.value.id, set: change.value }];
    case 'add-search':
      return [{ op: 'remove-search', name: change.search.name }, unbound(change)];
    case 'add-speaker':
      return [{ op: 'remove-speaker', label: change.rule.label }, unbound(change)];
    default:
      return [unbound(change)];
  }
}

function disputeOf(kind: Dispute['kind'], uri: string, skipped: Skipped): Dispute | undefined {
  const { change, why, fields = [], there } = skipped;
  // Taken away by both.
  if (change.op.startsWith('remove') && why !== 'changed-meanwhile') return undefined;
  if (change.op === 'dismiss' || change.op === 'undismiss') return undefined;
  if (
    change.op === 'add' &&
    there &&
    'quote' in there &&
    saysTheSame(change.tag, there) &&
    !isElsewhere(change.tag, there)
  )
    return undefined;
  if (change.op === 'add-entity' && there && 'aliases' in there && there.name === change.entity.name) return undefined;
  const short = shortIn(change);
  if (short && why === 'id-taken' && sameData(short, there)) return undefined;
  if (why === 'id-taken' && !change.op.startsWith('add') && change.op !== 'set-entity') return undefined;
  const gone = why === 'no-such-tag' || why === 'no-such-entity' || why === 'no-such-value';
  return { kind, uri, change, why: gone ? 'deleted' : 'changed', fields, mine: wanted(change, there), theirs: there };
}

function shortIn(change: Skipped['change']): Short | undefined {
  if (change.op === 'add-type') return change.type;
  if (change.op === 'add-value') return change.value;
  return change.op === 'add-search' ? change.search : undefined;
}

function wanted(change: Skipped['change'], there: Skipped['there']): Dispute['mine'] {
  switch (change.op) {
    case 'add':
      return change.tag;
    case 'set': {
      const old = change.tag ?? (there as Tag | undefined);
      return old && patchTag(old, change.set);
    }
    case 'add-entity':
      return change.entity;
    case 'set-entity':
      return there && patchEntity(there as Entity, change.set);
    case 'set-type':
      return there && patchShort(there as EntityType, change.set);
    case 'set-value':
      return there && patchShort(there as StanceValue, change.set);
    default:
      return shortIn(change);
  }
}
