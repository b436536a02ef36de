/** Codebooks as people might write them, random changes to them, and what those must and must not do to the text. */
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { CodebookChange } from '../../../src/core/changes';
import { AXES } from '../../../src/core/model';
import type { Codebook, Entity, EntityType, StanceValue } from '../../../src/core/model';
import { applyToCodebook, readCodebook, readCodebookWithYaml } from '../../../src/core/codebook';
import type { CodebookFile } from '../../../src/core/codebook';
import { makeEntity } from '../../../src/core/codebook/fields';
import type { Reading } from '../../../src/core/sidecar';
import { quoted } from '../../../src/core/yaml/scalars';
import { anyText } from './yaml';

const someText = anyText.filter((text) => text !== '');
const anyId = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('azerbaijan', 'baku', 'russia', 'ilham-aliyev', 'kremlin') },
  { weight: 1, arbitrary: someText.filter((text) => text !== 'author') },
);
const aliases = fc.array(someText, { maxLength: 3 });
const maybeText = fc.option(anyText, { nil: undefined });

export const anyEntity: fc.Arbitrary<Entity> = fc
  .record({
    id: anyId,
    name: someText,
    type: fc.constantFrom('person', 'state', 'no'),
    aliases,
    wikidata: maybeText,
    note: maybeText,
  })
  .map(makeEntity);

const anyType: fc.Arbitrary<EntityType> = fc
  .tuple(someText, someText, fc.option(fc.constantFrom('#ff0000', 'red'), { nil: undefined }))
  .map(([id, label, color]) => ({ id, label, ...(color && { color }) }));

const anyValue: fc.Arbitrary<StanceValue> = fc
  .tuple(someText, someText, fc.constantFrom(...AXES))
  .map(([id, label, axis]) => ({ id, label, axis }));

const TYPES = [
  '',
  '',
  'types: [person, state] # t\n',
  'types:\n  - person\n  - {id: state, label: States}\n',
  'types: []\n',
];
const STANCES = ['', '', 'stances:\n  - {id: critical, label: Critical, axis: negative}\n  # c\n', 'stances: [{id: critical, axis: negative}]\n', 'stances:\n- id: critical\n  label: "Critical"\n  axis: negative\n']; // prettier-ignore
const SEARCHES = ['', '', 'searches:\n  - {name: One, query: "a b"}\n', 'searches:\n  - name: One\n    query: x # q\n'];

/** An entity as a hand may write it; `roll` decides how. */
function entityText(entity: Entity, roll: number, indent: number): string {
  const keys: [string, string][] = [
    ['id', quoted(entity.id)],
    ['name', quoted(entity.name)],
    ['type', quoted(entity.type)],
    ['aliases', `[${entity.aliases.map(quoted).join(', ')}]`],
  ];
  if (roll & 1) keys.push(['x-own', 'yes']);
  if (entity.wikidata !== undefined) keys.push(['wikidata', quoted(entity.wikidata)]);
  if (entity.note !== undefined) keys.push(['note', quoted(entity.note)]);
  if (roll & 2) keys.reverse();
  const pad = ' '.repeat(indent);
  if (roll & 4) return `${pad}- {${keys.map(([key, text]) => `${key}: ${text}`).join(', ')}}\n`;
  const comment = roll & 8 ? ' # own' : '';
  return keys.map(([key, text], i) => `${pad}${i === 0 ? '- ' : '  '}${key}: ${text}${comment}\n`).join('');
}

/** A codebook in any style. */
export const anyCodebook: fc.Arbitrary<string> = fc
  .record({
    types: fc.constantFrom(...TYPES),
    stances: fc.constantFrom(...STANCES),
    searches: fc.constantFrom(...SEARCHES),
    entities: fc.uniqueArray(anyEntity, { selector: ({ id }) => id, maxLength: 4 }),
    indent: fc.constantFrom(2, 0, 4),
    rolls: fc.array(fc.nat(15), { minLength: 4, maxLength: 4 }),
    crlf: fc.boolean(),
  })
  .map(({ types, stances, searches, entities, indent, rolls, crlf }) => {
    const items = entities.map((entity, i) => entityText(entity, rolls[i] ?? 0, indent)).join('');
    const list = entities.length === 0 ? 'entities: []\n' : `entities:\n${items}`;
    const text = `stancemark: 1\n${types}${stances}${list}${searches}`;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

const anyPatch = fc.record(
  {
    id: anyId,
    name: someText,
    type: fc.constantFrom('person', 'place'),
    aliases,
    wikidata: fc.option(anyText, { nil: null }),
    note: fc.option(anyText, { nil: null }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

const anyChange: fc.Arbitrary<CodebookChange> = fc.oneof(
  anyEntity.map((entity): CodebookChange => ({ op: 'add-entity', entity })),
  anyId.map((id): CodebookChange => ({ op: 'remove-entity', id })),
  fc.tuple(anyId, anyPatch).map(([id, set]): CodebookChange => ({ op: 'set-entity', id, set })),
  anyType.map((type): CodebookChange => ({ op: 'add-type', type })),
  fc.constantFrom('person', 'state', 'other').map((id): CodebookChange => ({ op: 'remove-type', id })),
  fc.tuple(fc.constantFrom('person', 'state'), anyType, fc.nat(2)).map(([id, type, keep]): CodebookChange => ({
    op: 'set-type',
    id,
    set: keep === 0 ? type : { label: type.label },
  })),
  anyValue.map((value): CodebookChange => ({ op: 'add-value', value })),
  fc.constantFrom('critical', 'mixed').map((id): CodebookChange => ({ op: 'remove-value', id })),
  anyValue.map(({ label, axis }): CodebookChange => ({ op: 'set-value', id: 'critical', set: { label, axis } })),
  fc.tuple(someText, someText).map(([name, query]): CodebookChange => ({ op: 'add-search', search: { name, query } })),
  fc.constant<CodebookChange>({ op: 'remove-search', name: 'One' }),
);

export const anyChanges = fc.array(anyChange, { minLength: 1, maxLength: 4 });

function said(reading: Reading<CodebookFile>): unknown {
  if (!reading.ok) return { code: reading.refusal.code, from: reading.refusal.from };
  const { codebook, faults } = reading.value;
  return {
    codebook,
    faults,
    entities: codebook.entities.map(({ id }) => reading.value.rangeOfEntity(id)),
    types: codebook.types.map(({ id }) => reading.value.rangeOfType(id)),
    values: codebook.stances.map(({ id }) => reading.value.rangeOfValue(id)),
  };
}

/** Asserts that both readers say the same of a text, and gives what they say. */
export function bothReadCodebook(text: string): Reading<CodebookFile> {
  const fast = readCodebook(text);
  assert.deepEqual(said(fast), said(readCodebookWithYaml(text)));
  return fast;
}

function expected(codebook: Codebook, changes: readonly CodebookChange[]): Map<string, Entity> {
  const now = new Map(codebook.entities.map((entity) => [entity.id, entity]));
  for (const change of changes) {
    if (change.op === 'add-entity' && !now.has(change.entity.id)) now.set(change.entity.id, change.entity);
    else if (change.op === 'remove-entity') now.delete(change.id);
    else if (change.op === 'set-entity') {
      const old = now.get(change.id);
      const { id = change.id, name, type, aliases: others, wikidata, note } = change.set;
      if (!old || (id !== change.id && (now.has(id) || id === 'author'))) continue;
      now.delete(change.id);
      const made = {
        id,
        name: name ?? old.name,
        type: type ?? old.type,
        aliases: others ?? old.aliases,
        wikidata: wikidata === undefined ? old.wikidata : (wikidata ?? undefined),
        note: note === undefined ? old.note : (note ?? undefined),
        extra: old.extra,
      };
      now.set(id, makeEntity(made));
    }
  }
  return now;
}

const byId = (entities: Iterable<Entity>): Entity[] => [...entities].sort((a, b) => (a.id < b.id ? -1 : 1));

/** Applies changes and holds the result against every promise: the right entities, others' lines untouched, all taken back. */
export function checkCodebookChanges(text: string, changes: readonly CodebookChange[]): void {
  const reading = readCodebook(text);
  assert.ok(reading.ok);
  const before = reading.value;
  const { codebook, inverse, skipped } = applyToCodebook(before, changes);
  const again = readCodebook(codebook.text);
  assert.deepEqual(said({ ok: true, value: codebook }), said(again), 'what is in memory is what is in the text');
  assert.ok(!skipped.some(({ why }) => why === 'changed-meanwhile'));
  assert.deepEqual(byId(codebook.codebook.entities), byId(expected(before.codebook, changes).values()));
  const named = new Set(
    changes.flatMap((change) =>
      change.op === 'add-entity'
        ? [change.entity.id]
        : 'id' in change
          ? [change.id, ...('set' in change ? [change.set.id] : [])]
          : [],
    ),
  );
  for (const { id } of before.codebook.entities) {
    if (named.has(id)) continue;
    const [old, now] = [before.rangeOfEntity(id), codebook.rangeOfEntity(id)];
    // The last lines of a file may gain the line end that the file was without.
    const [is, was] = [codebook.text.slice(now?.from, now?.to), before.text.slice(old?.from, old?.to)];
    assert.equal(is.trimEnd(), was.trimEnd());
  }
  const back = applyToCodebook(codebook, inverse);
  assert.deepEqual(back.skipped, []);
  assert.equal(back.codebook.text, text, 'taken back to the letter');
  assert.equal(applyToCodebook(back.codebook, back.inverse).codebook.text, codebook.text, 'and done again');
}
