/** A sidecar before and after changes, for tests that look at its text. */
import assert from 'node:assert/strict';
import type { SidecarChange } from '../../../src/core/changes';
import { applyToSidecar, readSidecar, type Sidecar } from '../../../src/core/sidecar';

export function read(text: string): Sidecar {
  const reading = readSidecar(text);
  assert.ok(reading.ok);
  return reading.value;
}

export const after = (text: string, ...changes: SidecarChange[]): string =>
  applyToSidecar(read(text), changes).sidecar.text;
