/** Comparing the fast reader with the judge. */
import * as assert from 'node:assert/strict';
import type { Reading, Sidecar } from '../../../src/core/sidecar';
import { readSidecar, readSidecarWithYaml } from '../../../src/core/sidecar';

/** Everything that a reading says, as plain data; with `fields` also where some of the first tag's keys stand. */
export function said(reading: Reading<Sidecar>, fields = false): unknown {
  if (!reading.ok) return { code: reading.refusal.code, from: reading.refusal.from };
  const { tags, details, dismissed, rejected, finished, seen, faults } = reading.value;
  return {
    tags,
    details: [...details],
    dismissed,
    rejected,
    finished,
    seen: [...seen],
    faults,
    ranges: tags.map(({ id }) => reading.value.rangeOf(id)),
    fields: tags
      .slice(0, fields ? 1 : 0)
      .map(({ id }) => (['id', 'at', 'holder', 'note'] as const).map((field) => reading.value.fieldRange(id, field))),
  };
}

/** Asserts that both readers say the same of a text, and gives what they say. */
export function bothRead(text: string): Reading<Sidecar> {
  const fast = readSidecar(text);
  assert.deepEqual(said(fast, true), said(readSidecarWithYaml(text), true));
  return fast;
}
