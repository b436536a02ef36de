import * as assert from 'node:assert/strict';
import { makeEntity, ENTITY_KEYS } from '../../src/core/codebook/fields';
import { OwnEntities } from '../../src/core/codebook/own';
import { entityLines } from '../../src/core/codebook/write';
import { applyToCodebook, readCodebook } from '../../src/core/codebook';
import { STANCE_KEYS, TAG_KEYS } from '../../src/core/sidecar/fields';
import { makeTag } from '../../src/core/sidecar/make';
import { OwnTags } from '../../src/core/sidecar/own';
import { patchTag, inversePatch, PATCHED } from '../../src/core/sidecar/patch';
import { tagLines } from '../../src/core/sidecar/write';
import { applyToSidecar, readSidecar } from '../../src/core/sidecar';
import type { Tag } from '../../src/core/model';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { tagRanges } from '../../src/core/tagging/tagging';

const at = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 3 };
const piece = { at, quote: 'Abe', before: 'b', after: 'a' };
const STANCE = { holder: 'abe', target: 'bea', value: 'critical', intensity: 2, certainty: 'denied', via: ['author'], event: 'war' } as const; // prettier-ignore
/** Between them these have every key of the table. */
const TAGS: readonly Tag[] = [
  makeTag('abcdefgh', piece, { also: [piece], stance: STANCE, by: 'mk', from: ['bcdefghi'], note: 'n' }),
  makeTag('bcdefghi', piece, { entity: 'abe', sense: 'literal' }),
  makeTag('cdefghij', piece, {
    entity: 'abe',
    from: { who: 'tagger', version: '1.10', date: '2026-11-20', id: 'defghijk' },
  }),
];
const ENTITY = makeEntity({ id: 'abe', name: 'Abe', type: 'person', parent: 'bea', aliases: ['A'], wikidata: 'Q1', definition: 'd', include: 'i', exclude: 'e', examples: ['x, y', '[z]'], note: 'n' }); // prettier-ignore

const OWN =
  'stancemark: 1\ntags:\n  - id: abcdefgh\n    at: 1:1-1:4\n    quote: "Abe"\n    before: ""\n    after: ""\n    entity: abe\n' +
  '    x-list: [1, two, "3"]\n    x-map:\n      a: yes\n      b: plain, with a comma\n    x-none:\n';

function read(text: string) {
  const reading = readSidecar(text);
  assert.ok(reading.ok);
  return reading.value;
}

describe('tables of fields', () => {
  it('are tried whole', () => {
    assert.deepEqual(new Set(TAGS.flatMap((tag) => Object.keys(tag))), new Set(TAG_KEYS));
    assert.deepEqual(new Set(Object.keys(STANCE)), new Set(STANCE_KEYS));
    assert.deepEqual(new Set(Object.keys(ENTITY)), new Set(ENTITY_KEYS));
  });

  it('are known to the fast readers, key by key', () => {
    for (const tag of TAGS) {
      const own = new OwnTags();
      const text = tagLines(tag, 2, '\n');
      assert.equal(own.own(text, 0), text.length);
      assert.deepEqual(own.item, tag);
    }
    const own = new OwnEntities();
    const text = entityLines(ENTITY, 2, '\n');
    assert.equal(own.own(text, 0), text.length);
    assert.deepEqual(own.item, ENTITY);
  });

  it('are known to patches: what each key is set to can be taken back', () => {
    const [stance, mention] = TAGS as [Tag, Tag];
    for (const key of PATCHED) {
      const [from, to] = stance[key] === undefined ? [stance, mention] : [mention, stance];
      const set = { [key]: to[key] };
      const now = patchTag(from, set);
      if (key === 'sense') continue;
      assert.ok(now, key);
      assert.deepEqual(now[key], to[key]);
      assert.deepEqual(patchTag(now, inversePatch(from, set)), from, key);
    }
  });
});

describe('unknown keys', () => {
  it('travel with a tag that is taken out here and put in elsewhere', () => {
    const before = read(OWN);
    const tag = before.tags[0] as Tag;
    const { inverse } = applyToSidecar(before, [{ op: 'remove', id: tag.id }]);
    const elsewhere = applyToSidecar(undefined, [{ op: 'add', tag }]).sidecar;
    const kept =
      '    x-list: [1, two, "3"]\n    x-map:\n      a: yes\n      b: plain, with a comma\n    x-none: null\n';
    assert.ok(elsewhere.text.endsWith(kept), elsewhere.text);
    assert.deepEqual(read(elsewhere.text).tags, [tag]);
    // Taken back where none of its neighbours is left.
    const back = applyToSidecar(read('stancemark: 1\ntags: []\n'), inverse).sidecar;
    assert.deepEqual(read(back.text).tags[0]?.extra, tag.extra);
  });

  it('of a stance and of a further piece stay when the meaning or the place is another', () => {
    const text =
      'stancemark: 1\ntags:\n  - id: abcdefgh\n    at: 1:1-1:4\n    quote: "Abe"\n    also:\n      - at: 2:1-2:4\n        quote: "Bea"\n' +
      '        x-p: 1\n    stance:\n      holder: a\n      target: b\n      value: c\n      x-s: 2\n';
    const made = applyToSidecar(read(text), [
      {
        op: 'set',
        id: 'abcdefgh',
        set: {
          stance: { holder: 'a', target: 'b', value: 'd' },
          pieces: [piece, { ...piece, at: { ...at, endColumn: 9 } }],
        },
      },
    ]).sidecar;
    const tag = made.tags[0];
    assert.deepEqual([tag?.stance?.extra, tag?.also?.[0]?.extra], [{ 'x-s': '2' }, { 'x-p': '1' }]);
    assert.deepEqual(read(made.text).tags, made.tags);
  });

  it('of an entity travel too', () => {
    const book = readCodebook(
      'stancemark: 1\nentities:\n  - id: abe\n    name: Abe\n    type: person\n    x-own: {a: 1}\n',
    );
    assert.ok(book.ok);
    const entity = book.value.codebook.entities[0];
    assert.ok(entity);
    const made = applyToCodebook(undefined, [{ op: 'add-entity', entity }]).codebook;
    assert.match(made.text, /type: person\n {4}x-own:\n {6}a: 1\n/);
  });
});

describe('tagging', () => {
  it('another coder’s tag of the same passage and meaning is a tag of its own', () => {
    const text = new PlaceableText('Abe met Bea.');
    const range = { from: 0, to: 3 };
    const tag = makeTag('abcdefgh', piece, { entity: 'abe', by: 'mk' });
    const ids = (by?: string): readonly string[] =>
      tagRanges([range], { entity: 'abe' }, { text, newId: () => 'newnewne', tagsWithin: () => [{ tag, range }], by })
        .ids;
    assert.deepEqual([ids('mk'), ids('xy'), ids()], [['abcdefgh'], ['newnewne'], ['newnewne']]);
  });
});
