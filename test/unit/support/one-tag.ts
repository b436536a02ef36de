/** A sidecar with one tag, read by both readers, which must agree. */
import * as assert from 'node:assert/strict';
import type { Sidecar } from '../../../src/core/sidecar';
import { bothRead } from './yaml-same';

export function read(text: string): Sidecar {
  const reading = bothRead(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.value;
}

export const TAG = '  - id: k3f6x2ab\n    at: 11:118-11:130\n    quote: "Ilham Aliyev"\n    entity: ilham-aliyev\n';
export const FILE = `stancemark: 1\ntags:\n${TAG}`;
