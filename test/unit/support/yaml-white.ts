/** White space and line ends of every kind that some reader of YAML knows, put into sidecars and codebooks at every place. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { readCodebook } from '../../../src/core/codebook';
import { applyToSidecar } from '../../../src/core/sidecar';
import { anyPlainSidecar, anyTags, ownForm } from './yaml';
import { anySketches, changesOf, checkChanges } from './yaml-changes';
import { anyChanges, anyCodebook, bothReadCodebook, checkCodebookChanges } from './yaml-codebook';
import { bothRead } from './yaml-same';

const SIGNS = [' ', '\t', '\n', '\r\n', '\r', '\u0085', '\u2028', '\u2029', '\u00a0', '\u3000', '\u200b', '\ufeff', '\f', '\v', '#', ' #', '# c']; // prettier-ignore

interface White {
  readonly what: string;
  readonly where: 'line start' | 'line end' | 'line of its own' | 'anywhere';
  readonly at: number;
}

const anyWhite: fc.Arbitrary<White> = fc.record({
  what: fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 4 }).map((signs) => signs.join('')),
  where: fc.constantFrom('line start', 'line end', 'line of its own', 'anywhere'),
  at: fc.nat(100_000),
});

const anyWhites = fc.array(anyWhite, { minLength: 1, maxLength: 3 });

function put(text: string, whites: readonly White[]): string {
  for (const { what, where, at } of whites) {
    if (where === 'anywhere') {
      const place = at % (text.length + 1);
      text = text.slice(0, place) + what + text.slice(place);
      continue;
    }
    const lines = text.split('\n');
    const line = at % lines.length;
    const old = lines[line] ?? '';
    if (where === 'line start') lines[line] = what + old;
    else if (where === 'line of its own') lines.splice(line, 0, what);
    else lines[line] = old.endsWith('\r') ? old.slice(0, -1) + what + '\r' : old + what;
    text = lines.join('\n');
  }
  return text;
}

/** The ids that another reader finds in a list of the file; undefined where it refuses the file. */
function idsByAnother(text: string, key: 'tags' | 'entities'): unknown[] | undefined {
  let value: unknown;
  try {
    value = load(text, { schema: FAILSAFE_SCHEMA });
  } catch {
    return undefined; // What one reader refuses, the other may read.
  }
  const list = (value as Record<string, unknown> | null)?.[key];
  return Array.isArray(list) ? list.map((one: unknown) => (one as { id?: unknown } | null)?.id) : [];
}

/** Whoever reads the file elsewhere sees the same tags: a file that hides some of them is refused. */
function sameElsewhere(text: string, ids: readonly string[], key: 'tags' | 'entities'): void {
  const others = idsByAnother(text, key);
  if (others) assert.deepEqual(new Set(others.filter((id) => id !== undefined)), new Set(ids));
}

/** Reads and changes sidecars with white space put in, `runs` times. */
export function whiteSidecars(runs: number, seed?: number): void {
  const anyText = fc.oneof(
    anyTags.map(ownForm),
    anyPlainSidecar.map(({ text }) => text),
  );
  fc.assert(
    fc.property(anyText, anyWhites, anySketches, (clean, whites, sketches) => {
      const text = put(clean, whites);
      const reading = bothRead(text);
      if (!reading.ok || reading.value.faults.length > 0) return;
      sameElsewhere(text, reading.value.tags.map(({ id }) => id), 'tags'); // prettier-ignore
      checkChanges(text, sketches);
      const { sidecar } = applyToSidecar(reading.value, changesOf(sketches, reading.value.tags));
      sameElsewhere(sidecar.text, sidecar.tags.map(({ id }) => id), 'tags'); // prettier-ignore
    }),
    { numRuns: runs, ...(seed !== undefined && { seed }) },
  );
}

/** The same for codebooks. */
export function whiteCodebooks(runs: number, seed?: number): void {
  fc.assert(
    fc.property(anyCodebook, anyWhites, anyChanges, (clean, whites, changes) => {
      const text = put(clean, whites);
      const reading = bothReadCodebook(text);
      if (!reading.ok || reading.value.faults.length > 0) return;
      sameElsewhere(text, reading.value.codebook.entities.map(({ id }) => id), 'entities'); // prettier-ignore
      checkCodebookChanges(text, changes);
      assert.ok(readCodebook(text).ok);
    }),
    { numRuns: runs, ...(seed !== undefined && { seed }) },
  );
}

const anyLead = fc
  .tuple(fc.nat(2), fc.array(fc.constantFrom('\t', ' '), { maxLength: 4 }))
  .map(([spaces, rest]) => ' '.repeat(spaces) + (rest.length > 0 ? '\t' + rest.join('') : ''));

/** A comment between two tags that begins with no more spaces than their dashes outlives both, whatever tabs follow. */
export function keptComments(runs: number, seed?: number): void {
  const tags = anyTags.filter((all) => all.length > 1);
  fc.assert(
    fc.property(tags, anyLead, fc.nat(20), anySketches, (all, lead, at, sketches) => {
      const lines = ownForm(all).split('\n');
      const dashes = lines.flatMap((line, i) => (line.startsWith('  - id:') ? [i] : [])).slice(1);
      lines.splice(dashes[at % dashes.length] ?? 0, 0, `${lead}# mine`);
      const text = lines.join('\n');
      const reading = bothRead(text);
      if (!reading.ok) return; // A tab there may be too much for the judge; then nothing is written.
      checkChanges(text, sketches);
      const removed = reading.value.tags.map(({ id }) => ({ op: 'remove' as const, id }));
      for (const changes of [
        changesOf(sketches, reading.value.tags),
        removed.slice(0, 1),
        removed.slice(0, -1),
        removed,
      ]) {
        const { sidecar } = applyToSidecar(reading.value, changes);
        assert.ok(sidecar.text.includes('# mine'), JSON.stringify(sidecar.text));
      }
    }),
    { numRuns: runs, ...(seed !== undefined && { seed }) },
  );
}
