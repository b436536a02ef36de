/** Codebook text ↔ entities, types, stance values and searches. */
import type { Reading } from '../yaml/reading';
import { CodebookText, judgeParts, readParts } from './codebook';
import type { CodebookFile } from './codebook';

export type { CodebookFile, EntityField } from './codebook';
export { defaultCodebook, labelOf } from './defaults';
export { applyToCodebook } from './edit';
export type { AppliedToCodebook } from './edit';

/**
 * Reads a codebook. Lists that are not there are read as the defaults; a file that cannot be read whole is refused, and a
 * single bad entity is a fault at its place.
 */
export function readCodebook(text: string): Reading<CodebookFile> {
  const parts = readParts(text);
  return parts.ok ? { ok: true, value: new CodebookText(parts.value) } : parts;
}

/** The same by `yaml` alone: slow, and the judge of the fast reader. */
export function readCodebookWithYaml(text: string): Reading<CodebookFile> {
  const parts = judgeParts(text);
  return parts.ok ? { ok: true, value: new CodebookText(parts.value) } : parts;
}
