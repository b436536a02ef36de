/**
 * A step of undo that puts a whole file in the place of another, for what is no change of single tags: a merge that was resolved.
 * A file with conflict markers has no tags that could be named, so the step goes by bytes alone, and only over those it left.
 */
import { sameBytes } from '../base/bytes';
import { decodeYaml, encodeYaml } from '../yaml/bytes';
import type { Shelf } from './shelf';

/** Texts of UTF-8 files, with their mark: they encode to the very bytes. */
export interface WholeFile {
  /** Of a sidecar or codebook. */
  readonly uri: string;
  readonly before: string;
  readonly after: string;
}

/** Another one has written to the file since: it stays as it is. */
export class ChangedSince extends Error {
  constructor(readonly uri: string) {
    super(`${uri}: changed since`);
  }
}

/** Undefined: one of them cannot be read as text. */
export function wholeOf(uri: string, before: Uint8Array, after: Uint8Array): WholeFile | undefined {
  const [was, is] = [decodeYaml(before), decodeYaml(after)];
  return was.ok && is.ok ? { uri, before: was.value, after: is.value } : undefined;
}

/** The step that takes it back. */
export function turned({ uri, before, after }: WholeFile): WholeFile {
  return { uri, before: after, after: before };
}

/** In UTF-16 units. */
export function sizeOf({ before, after }: WholeFile): number {
  return before.length + after.length;
}

/** Is it one that was kept? */
export function isWhole(value: unknown): value is WholeFile {
  const { uri, before, after } = (value ?? {}) as Partial<WholeFile>;
  return [uri, before, after].every((one) => typeof one === 'string');
}

/**
 * Writes `after` where the file says `before` to the byte. Rejects with {@link ChangedSince} where it says anything else or is not
 * there, and with the error of the disk; then the file is as it was. `asItWas`: it goes back to what it said, markers and all.
 */
export async function putWhole(shelf: Shelf, { uri, before, after }: WholeFile, asItWas = false): Promise<void> {
  // What was tagged a moment ago is written first, and counts as a change.
  for (const file of shelf.allFiles()) {
    if (file.uri !== uri || !file.hasPending) continue;
    // A failure is told by `unsaved`; here it only counts that something still waits for the file.
    await file.flush().catch(() => undefined);
    if (file.hasPending && !file.refusal) throw new ChangedSince(uri);
  }
  const expected = encodeYaml(before);
  const put = (now: Uint8Array | undefined): Uint8Array => {
    if (!sameBytes(now, expected)) throw new ChangedSince(uri);
    return encodeYaml(after);
  };
  await shelf.ports.files.update(uri, put, asItWas);
  await shelf.refresh(uri);
}
