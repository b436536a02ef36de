/**
 * Where a change of this window and somebody else's disagree on one field: what is on disk stands, the other value is kept here
 * (and in the store) until the user has chosen. Nobody's value goes silently.
 */
import type { CodebookChange, FileChange, SidecarChange, Skipped } from '../changes';
import { patchEntity } from '../codebook/edit';
import { isElsewhere, saysTheSame } from '../merge/fit';
import type { Entity, Tag } from '../model';
import { SHARED } from '../names';
import type { Log, Store } from '../ports';
import { patchTag } from '../sidecar/patch';

const KEY = 'disputes';

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
  readonly mine: Tag | Entity | undefined;
  readonly theirs: Tag | Entity | undefined;
}

export class Disputes {
  private all: readonly Dispute[];

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {
    const stored = store.get(KEY);
    this.all = Array.isArray(stored) ? (stored as Dispute[]).filter((one) => typeof one.change?.op === 'string') : [];
  }

  list(): readonly Dispute[] {
    return this.all;
  }

  /** Takes in what was left out of changes; what is done already, or needs no decision, is none. Returns how many are new. */
  add(kind: Dispute['kind'], uri: string, skipped: readonly Skipped[], layer?: string): number {
    const more = skipped.flatMap((one) => {
      const dispute = disputeOf(kind, uri, one);
      return dispute ? [layer === undefined ? dispute : { ...dispute, layer }] : [];
    });
    if (more.length === 0) return 0;
    this.all = [...this.all, ...more];
    this.keep();
    return more.length;
  }

  /** The change that puts this window's value in the place of what stands there; undefined where none can. */
  mine({ kind, uri, layer = SHARED, change, mine }: Dispute): FileChange | undefined {
    if (kind === 'codebook') return { kind, uri, changes: [unbound(change as CodebookChange)] };
    const sidecar = change as SidecarChange;
    if (sidecar.op === 'set') {
      // Removed by somebody: it comes back, with what was changed here.
      const add = mine && 'quote' in mine ? ([{ op: 'add', tag: mine }] as const) : undefined;
      const set = unbound(sidecar);
      return { kind, uri, layer, changes: add ? [...add, set] : [set] };
    }
    return { kind, uri, layer, changes: [unbound(sidecar)] };
  }

  settle(dispute: Dispute): void {
    this.all = this.all.filter((one) => one !== dispute);
    this.keep();
  }

  private keep(): void {
    this.store.set(KEY, this.all.length > 0 ? this.all : undefined).catch((error: unknown) => {
      this.log.warn(`Changes that meet others are kept in memory alone: ${String(error)}`);
    });
  }
}

function unbound<C extends SidecarChange | CodebookChange>(change: C): C {
  const { was: _was, raw: _raw, ...rest } = change as C & { was?: unknown; raw?: unknown };
  return rest as unknown as C;
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
  if (change.op === 'add-entity' && there && !('quote' in there) && there.name === change.entity.name) return undefined;
  if (why === 'id-taken' && change.op !== 'add' && change.op !== 'add-entity' && change.op !== 'set-entity')
    return undefined;
  const gone = why === 'no-such-tag' || why === 'no-such-entity' || why === 'no-such-value';
  return { kind, uri, change, why: gone ? 'deleted' : 'changed', fields, mine: wanted(change, there), theirs: there };
}

function wanted(change: Skipped['change'], there: Skipped['there']): Tag | Entity | undefined {
  if (change.op === 'add') return change.tag;
  if (change.op === 'set') {
    const old = change.tag ?? (there as Tag | undefined);
    return old && patchTag(old, change.set);
  }
  if (change.op === 'add-entity') return change.entity;
  return change.op === 'set-entity' && there ? patchEntity(there as Entity, change.set) : undefined;
}
