/** Random changes to a sidecar, and what they must and must not do to its text. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { SidecarChange, TagPatch } from '../../../src/core/changes';
import type { Tag } from '../../../src/core/model';
import { applyToSidecar, encodeYaml, readSidecar } from '../../../src/core/sidecar';
import type { Sidecar } from '../../../src/core/sidecar';
import { patchTag } from '../../../src/core/sidecar/patch';
import { anyFrom, anyStance, anyTag, anyText } from './yaml';
import { said } from './yaml-same';

/** A change of a tag that is named by its number among the file's. */
type Sketch =
  | { readonly op: 'add'; readonly tag: Tag }
  | { readonly op: 'remove'; readonly at: number }
  | { readonly op: 'set'; readonly at: number; readonly set: TagPatch }
  | Extract<SidecarChange, { op: 'details' | 'dismiss' | 'undismiss' | 'reject' | 'unreject' | 'finish' | 'see' }>;

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const anyPatch: fc.Arbitrary<TagPatch> = fc.oneof(
  fc.record({ note: optional(anyText) }, { requiredKeys: [], noNullPrototype: true }),
  fc.record({ by: optional(anyText), note: optional(anyText) }, { requiredKeys: [], noNullPrototype: true }),
  optional(anyFrom).map((from) => ({ from })),
  anyStance.map((stance) => ({ stance })),
  anyText.filter((text) => text !== '').map((entity) => ({ entity })),
  fc.constantFrom('literal' as const, 'metonym' as const, null).map((sense) => ({ sense })),
  anyTag.map((tag) => ({ pieces: [tag, ...(tag.also ?? [])].map(({ at, quote, before, after }) => ({ at, quote, before, after })) })),
); // prettier-ignore

const anyKey = fc.oneof(
  fc.constantFrom('title', 'author', 'outlet', 'date', 'x-y'),
  anyText.filter((text) => text !== ''),
);
const anyDetail = fc.oneof(optional(anyText), fc.constantFrom('2025-01-02', '2025', 'A title: with colon'));

const anySketch: fc.Arbitrary<Sketch> = fc.oneof(
  anyTag.map((tag): Sketch => ({ op: 'add', tag })),
  fc.nat(20).map((at): Sketch => ({ op: 'remove', at })),
  fc.tuple(fc.nat(20), anyPatch).map(([at, set]): Sketch => ({ op: 'set', at, set })),
  fc.tuple(fc.nat(20), anyPatch).map(([at, set]): Sketch => ({ op: 'set', at, set })),
  fc.dictionary(anyKey, anyDetail, { minKeys: 1, maxKeys: 2 }).map((set): Sketch => ({ op: 'details', set })),
  fc
    .tuple(fc.constantFrom('dismiss' as const, 'undismiss' as const), fc.constantFrom('Baku', 'X', 'a "b"'))
    .map(([op, form]): Sketch => ({ op, what: form === 'Baku' ? { form, entity: 'baku' } : { form } })),
  fc
    .tuple(fc.constantFrom('reject' as const, 'unreject' as const), fc.constantFrom('aaaaaaaa', 'q2345678', 'zzzzzzzz'))
    .map(([op, id]): Sketch => ({ op, id })),
  fc.boolean().map((finished): Sketch => ({ op: 'finish', finished })),
  fc
    .dictionary(fc.constantFrom('aaaaaaaa', 'q2345678', 'no'), fc.constantFrom('abc234', '123456', 'null', null), {
      minKeys: 1,
    })
    .map((set): Sketch => ({ op: 'see', set })),
);

export const anySketches: fc.Arbitrary<Sketch[]> = fc.array(anySketch, { minLength: 1, maxLength: 4 });

/** The sketches as changes of the tags that a sidecar has. */
export function changesOf(sketches: readonly Sketch[], tags: readonly Tag[]): SidecarChange[] {
  return sketches.flatMap((sketch): SidecarChange[] => {
    if (!('at' in sketch)) return [sketch];
    const tag = tags[sketch.at % Math.max(tags.length, 1)];
    return tag ? [{ ...sketch, id: tag.id }] : [];
  });
}

function read(text: string): Sidecar {
  const reading = readSidecar(text);
  assert.ok(reading.ok, `refused: ${JSON.stringify(text)}`);
  return reading.value;
}

function blocks(sidecar: Sidecar): Map<string, string> {
  return new Map(
    sidecar.tags.map(({ id }): [string, string] => {
      const range = sidecar.rangeOf(id);
      return [id, sidecar.text.slice(range?.from, range?.to)];
    }),
  );
}

/** The tags that the changes make of others, by id. */
function expected(tags: readonly Tag[], changes: readonly SidecarChange[]): Map<string, Tag> {
  const now = new Map(tags.map((tag) => [tag.id, tag]));
  for (const change of changes) {
    if (change.op === 'add' && !now.has(change.tag.id)) now.set(change.tag.id, change.tag);
    else if (change.op === 'remove') now.delete(change.id);
    else if (change.op === 'set') {
      const old = now.get(change.id);
      const made = old && patchTag(old, change.set);
      if (made) now.set(change.id, made);
    }
  }
  return now;
}

function details(before: Sidecar, done: readonly SidecarChange[]): Record<string, string> {
  const now = new Map(before.details);
  for (const change of done) {
    if (change.op !== 'details') continue;
    for (const [key, value] of Object.entries(change.set)) {
      if (value === null || value === '') now.delete(key);
      else now.set(key, value);
    }
  }
  return Object.fromEntries(now);
}

const byId = (tags: Iterable<Tag>): Tag[] => [...tags].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Applies changes and holds the result against every promise: the right tags, other tags' lines untouched, all taken back. */
export function checkChanges(text: string, sketches: readonly Sketch[]): void {
  const before = read(text);
  const changes = changesOf(sketches, before.tags);
  const { sidecar, inverse, skipped } = applyToSidecar(before, changes);
  const again = read(sidecar.text);
  assert.deepEqual(
    said({ ok: true, value: sidecar }),
    said({ ok: true, value: again }),
    'what is in memory is what is in the text',
  );
  const left = new Set(skipped.map(({ change }) => change));
  const done = changes.filter((change) => !left.has(change));
  assert.deepEqual(byId(again.tags), byId(expected(before.tags, changes).values()), 'the tags that were asked for');
  assert.deepEqual(Object.fromEntries(again.details), details(before, done), 'the details that were asked for');
  assert.deepEqual(sidecar.bytes(), encodeYaml(sidecar.text), 'pieces make the whole');
  const named = new Set(
    done.map((change) =>
      change.op === 'add' ? change.tag.id : change.op === 'set' || change.op === 'remove' ? change.id : '',
    ),
  );
  const after = blocks(sidecar);
  const ended = before.text.endsWith('\n') ? '' : (/\r?\n/.exec(before.text)?.[0] ?? '\n');
  for (const [id, block] of blocks(before)) {
    // The last lines of a file may gain or lose the line end that the file was without.
    if (!named.has(id))
      assert.equal(after.get(id)?.trimEnd(), block.trimEnd(), `lines of ${id}, with ${JSON.stringify(ended)}`);
  }
  const back = applyToSidecar(sidecar, inverse);
  assert.deepEqual(back.skipped, []);
  assert.equal(back.sidecar.text, text, 'taken back to the letter');
  const forth = applyToSidecar(back.sidecar, back.inverse);
  assert.equal(forth.sidecar.text, sidecar.text, 'and done again');
}
