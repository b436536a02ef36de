/** Undo and redo by tag id: a change is replayed only where what it takes back is still there. */
import type { FileChange, SidecarChange, Skipped, TagPatch } from '../changes';
import type { Tag } from '../model';

/** The inverse of `done`, each `set` of it bound to the values that `done` had put there. */
export function guarded(inverse: readonly SidecarChange[], done: readonly SidecarChange[]): SidecarChange[] {
  const put = new Map<string, TagPatch>();
  for (const change of done) if (change.op === 'set') put.set(change.id, { ...put.get(change.id), ...change.set });
  return inverse.map((change) => {
    const was = change.op === 'set' ? put.get(change.id) : undefined;
    return was && change.op === 'set' ? { ...change, was } : change;
  });
}

/** Splits changes into those that still fit the tags and those that met something else. */
export function fitting(
  changes: readonly SidecarChange[],
  tag: (id: string) => Tag | undefined,
): { fit: SidecarChange[]; skipped: Skipped[] } {
  const fit: SidecarChange[] = [];
  const skipped: Skipped[] = [];
  for (const change of changes) {
    const now = change.op === 'set' && change.was ? tag(change.id) : undefined;
    if (now && change.op === 'set' && change.was && !holds(now, change.was))
      skipped.push({ change, why: 'changed-meanwhile' });
    else fit.push(change);
  }
  return { fit, skipped };
}

/** Does the tag still have these fields? Places are left out: they follow the text by themselves. */
export function holds(tag: Tag, was: TagPatch): boolean {
  return (['entity', 'sense', 'stance', 'note', 'by'] as const).every(
    (key) => !(key in was) || JSON.stringify(tag[key] ?? null) === JSON.stringify(was[key] ?? null),
  );
}

/** The files' changes that still fit, and what is left out. */
export function fittingFiles(
  files: readonly FileChange[],
  tag: (source: string, id: string) => Tag | undefined,
): { files: FileChange[]; skipped: Skipped[] } {
  const skipped: Skipped[] = [];
  const fit = files.map((file): FileChange => {
    if (file.kind === 'codebook') return file;
    const split = fitting(file.changes, (id) => tag(file.uri, id));
    skipped.push(...split.skipped);
    return { ...file, changes: split.fit };
  });
  return { files: fit, skipped };
}
