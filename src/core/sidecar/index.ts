/** Sidecar text ↔ tags. */
import { judgeParts, readParts } from './read';
import { sidecarOf } from './sidecar';
import type { Sidecar } from './sidecar';
import type { Reading } from '../yaml/reading';

export { decodeYaml, encodeYaml } from '../yaml/bytes';
export type { Reading } from '../yaml/reading';
export { readSidecarSteps } from './read-steps';
export { applySteps, applyToSidecar } from './edit';
export type { Applied } from './edit';
export type { Sidecar, TagField } from './sidecar';

/**
 * Reads a sidecar. Own form is read line by line, every other block by `yaml`; a file that cannot be read whole is refused,
 * and a single bad tag is a fault at its place.
 */
export function readSidecar(text: string): Reading<Sidecar> {
  const parts = readParts(text);
  return parts.ok ? { ok: true, value: sidecarOf(parts.value) } : parts;
}

/** The same by `yaml` alone: slow, and the judge of the fast reader. */
export function readSidecarWithYaml(text: string): Reading<Sidecar> {
  const parts = judgeParts(text);
  return parts.ok ? { ok: true, value: sidecarOf(parts.value) } : parts;
}
