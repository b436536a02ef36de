/** Random histories of two people over one file, and what a merge of them must and must not do. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyToCodebook, readCodebook } from '../../../src/core/codebook';
import type { CodebookChange, SidecarChange } from '../../../src/core/changes';
import { mergeCodebooks, mergeSidecars } from '../../../src/core/merge';
import { piecesOf } from '../../../src/core/pieces';
import type { Tag } from '../../../src/core/model';
import { applyToSidecar, readSidecar } from '../../../src/core/sidecar';
import type { Sidecar } from '../../../src/core/sidecar';
import { TAG_FIELDS, type TagKey } from '../../../src/core/sidecar/fields';
import { anyPlainSidecar } from './yaml';
import { anySketches, changesOf } from './yaml-changes';
import { anyChanges, anyCodebook } from './yaml-codebook';

function read(text: string, what: string): Sidecar {
  const reading = readSidecar(text);
  assert.ok(reading.ok, `${what} is refused: ${JSON.stringify(text)}`);
  return reading.value;
}

type Sketches = Parameters<typeof changesOf>[0];

function changed(text: string, sketches: Sketches): string {
  const before = read(text, 'what was given');
  return applyToSidecar(before, changesOf(sketches, before.tags)).sidecar.text;
}

/** Two sides of a base; they share what both did first. */
export const anySides = fc
  .record({ base: anyPlainSidecar, both: fc.oneof(fc.constant([]), anySketches), a: anySketches, b: anySketches })
  .map(({ base, both, a, b }) => {
    const common = both.length > 0 ? changed(base.text, both) : base.text;
    return { base: base.text, a: changed(common, a), b: changed(common, b) };
  });

const ids = (sidecar: Sidecar): string[] => sidecar.tags.map(({ id }) => id).sort();

/** What is said, whoever is asked: places that only moved with the text are either side's. */
function meaning(sidecar: Sidecar): unknown {
  const said = (tag: Tag): unknown => [tag.id, piecesOf(tag).map(({ quote }) => quote), tag.entity, tag.sense, tag.stance, tag.by, tag.from, tag.note, sorted(tag.extra)]; // prettier-ignore
  return {
    tags: sidecar.tags.map(said).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
    details: [...sidecar.details].sort(),
    dismissed: sidecar.dismissed.map((one) => JSON.stringify(one)).sort(),
    rejected: [...sidecar.rejected].sort(),
  };
}

function sorted(extra: object | undefined): unknown {
  return extra && Object.entries(extra).sort();
}

export function checkMerge({ base, a, b }: { base: string; a: string; b: string }): void {
  for (const x of [a, b]) {
    for (const merged of [mergeSidecars(base, x, base), mergeSidecars(base, base, x), mergeSidecars(base, x, x)]) {
      assert.ok(merged.ok);
      assert.equal(merged.text, x);
      assert.deepEqual(merged.conflicts, []);
    }
  }
  const [one, other] = [mergeSidecars(base, a, b, { conflicts: 'ours' }), mergeSidecars(base, b, a, { conflicts: 'theirs' })]; // prettier-ignore
  assert.ok(one.ok && other.ok, `not merged: ${JSON.stringify([one, other])}`);
  const [first, second] = [read(one.text, 'the merge'), read(other.text, 'the merge the other way')];
  assert.deepEqual(meaning(first), meaning(second), 'symmetric in meaning');
  assert.equal(one.conflicts.length, other.conflicts.length);
  // No id is lost or doubled: there is what one side has and the other did not delete.
  const [inBase, inA, inB] = [base, a, b].map((text) => ids(read(text, 'a side'))) as [string[], string[], string[]];
  const clashing = new Set(one.conflicts.map(({ id }) => id));
  const all = [...new Set([...inA, ...inB])].filter(
    (id) => (inA.includes(id) && inB.includes(id)) || !inBase.includes(id) || clashing.has(id),
  );
  assert.deepEqual(ids(first), all.sort());
  const marked = mergeSidecars(base, a, b);
  assert.ok(marked.ok);
  if (marked.conflicts.length === 0) assert.equal(marked.text, one.text);
  else {
    const refused = readSidecar(marked.text);
    assert.ok(!refused.ok && refused.refusal.code === 'conflict', marked.text);
  }
  // What is merged again with what it came from is what it was.
  const again = mergeSidecars(base, one.text, a, { conflicts: 'ours' });
  assert.ok(again.ok);
  assert.deepEqual(meaning(read(again.text, 'merged again')), meaning(first));
}

/** What an act is about, as a merge tells it apart: a field of a tag, a detail, a dismissal; `*` stands for all of a tag. */
type About = readonly [what: string, field: string];

function about(change: SidecarChange): About[] {
  switch (change.op) {
    case 'add':
      return [[change.tag.id, '*']];
    case 'remove':
      return [[change.id, '*']];
    case 'set':
      return Object.keys(change.set).map((key) => [change.id, key === 'pieces' ? 'anchor' : TAG_FIELDS[key as TagKey].part]); // prettier-ignore
    case 'details':
    case 'see':
      return Object.keys(change.set).map((key) => [`(${change.op})`, key]);
    case 'dismiss':
    case 'undismiss':
      return [['(dismissed)', JSON.stringify(change.what)]];
    case 'reject':
    case 'unreject':
      return [['(rejected)', change.id]];
    case 'finish':
      return [['(finished)', '']];
  }
}

const touch = ([what, field]: About, [other, another]: About): boolean =>
  what === other && (field === another || field === '*' || another === '*');

/** A base, and the acts of two people after it of whom the second leaves alone whatever the first one touches. */
export const anyApart = fc.record({ base: anyPlainSidecar, a: anySketches, b: anySketches }).map(({ base, a, b }) => {
  const { tags } = read(base.text, 'what was given');
  const mine = changesOf(a, tags);
  const taken = mine.flatMap(about);
  const theirs = changesOf(b, tags).filter(
    (one) => !about(one).some((key) => taken.some((other) => touch(key, other))),
  );
  return { base: base.text, mine, theirs };
});

/** A merge of acts that do not touch is one side's acts done after the other's. Returns whether both sides had some. */
export function checkReplay({ base, mine, theirs }: { base: string; mine: SidecarChange[]; theirs: SidecarChange[] }) {
  const apply = (text: string, changes: readonly SidecarChange[]): string =>
    applyToSidecar(read(text, 'a side'), changes).sidecar.text;
  const [a, b] = [apply(base, mine), apply(base, theirs)];
  const merged = mergeSidecars(base, a, b);
  assert.ok(merged.ok);
  assert.deepEqual(merged.conflicts, []);
  const found = whole(read(merged.text, 'the merge'));
  assert.deepEqual(found, whole(read(apply(a, theirs), 'the replay')));
  assert.deepEqual(found, whole(read(apply(b, mine), 'the replay the other way')));
  return a !== base && b !== base;
}

/** Everything that a file says, in an order that no side decides. */
function whole({ tags, details, dismissed, rejected, finished, seen }: Sidecar): unknown {
  const byText = (all: readonly unknown[]): string[] => all.map((one) => JSON.stringify(one)).sort();
  const byKey = (all: Iterable<readonly [string, unknown]>) => [...all].sort(([x], [y]) => (x < y ? -1 : 1));
  return { tags: byKey(tags.map((tag) => [tag.id, tag])), details: byKey(details), dismissed: byText(dismissed), rejected: [...rejected].sort(), finished, seen: byKey(seen) }; // prettier-ignore
}

const changedBook = (text: string, changes: readonly CodebookChange[]): string => {
  const reading = readCodebook(text);
  assert.ok(reading.ok);
  return applyToCodebook(reading.value, changes).codebook.text;
};

export const anyBooks = fc
  .record({ base: anyCodebook, a: anyChanges, b: anyChanges })
  .map(({ base, a, b }) => ({ base, a: changedBook(base, a), b: changedBook(base, b) }));

export function checkBooks({ base, a, b }: { base: string; a: string; b: string }): void {
  for (const x of [a, b]) {
    for (const merged of [mergeCodebooks(base, x, base), mergeCodebooks(base, base, x), mergeCodebooks(base, x, x)]) {
      assert.ok(merged.ok);
      assert.equal(merged.text, x);
    }
  }
  const [one, other] = [mergeCodebooks(base, a, b, { conflicts: 'ours' }), mergeCodebooks(base, b, a, { conflicts: 'theirs' })]; // prettier-ignore
  assert.ok(one.ok && other.ok, `not merged: ${JSON.stringify([one, other])}`);
  const said = (text: string): unknown => {
    const reading = readCodebook(text);
    assert.ok(reading.ok);
    const { entities, types, stances, searches } = reading.value.codebook;
    const flat = (items: readonly object[]): string[] => items.map((item) => JSON.stringify(item)).sort();
    return [flat(entities.map((entity) => ({ ...entity, aliases: [...entity.aliases].sort() }))), flat(types), flat(stances), flat(searches)]; // prettier-ignore
  };
  assert.deepEqual(said(one.text), said(other.text), 'symmetric in meaning');
}
