import { ENTITY_KEYS } from '../../src/core/codebook/fields';
import { STANCE_KEYS, TAG_KEYS } from '../../src/core/sidecar/fields';
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { AUTHOR, AXES, CERTAINTIES, CONTEXT, INTENSITIES, SENSES, type Stance } from '../../src/core/model';

const SAMPLE = 'media/sample';
const read = (name: string): string => readFileSync(`${SAMPLE}/${name}`, 'utf8');

interface Place {
  at: string;
  quote: string;
  before: string;
  after: string;
}
interface WrittenTag extends Place {
  id: string;
  also?: Place[];
  entity?: string;
  sense?: string;
  stance?: Stance;
  by?: string;
}
interface WrittenSidecar {
  stancemark: number;
  source: Record<string, string>;
  tags: WrittenTag[];
  dismissed?: { form: string; entity?: string; before?: string; after?: string }[];
}
interface WrittenCodebook {
  types: string[];
  stances: { id: string; axis: string }[];
  entities: { id: string; name: string; type: string; aliases?: string[] }[];
}

const sources = readdirSync(SAMPLE).filter((name) => name.endsWith('.txt'));
const tagged = sources.filter((name) => existsSync(`${SAMPLE}/${name}.tags.yaml`));
const codebook = parse(read('codebook.yaml')) as WrittenCodebook;
const sidecars = tagged.map((name) => ({
  name,
  text: read(name),
  written: read(`${name}.tags.yaml`),
  ...(parse(read(`${name}.tags.yaml`)) as WrittenSidecar),
}));

/** UTF-16 offsets of `line:column-line:column`, counted anew from the text's lines. */
function offsetsOf(text: string, at: string): { from: number; to: number } {
  const lines = text.split('\n');
  const offset = (line: number, column: number): number => {
    assert.ok(column >= 1 && column - 1 <= (lines[line - 1] ?? assert.fail(`no line ${line}`)).length, at);
    return lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  };
  const [line, column, endLine, endColumn] = at.split(/[:-]/).map(Number) as [number, number, number, number];
  return { from: offset(line, column), to: offset(endLine, endColumn) };
}

/** The {@link CONTEXT} units around a passage: in whole code points, as many as fit. */
function contextOf(text: string, from: number, to: number): { before: string; after: string } {
  let before = '';
  for (const point of [...text.slice(0, from)].reverse()) {
    if (before.length + point.length > CONTEXT) break;
    before = point + before;
  }
  let after = '';
  for (const point of text.slice(to)) {
    if (after.length + point.length > CONTEXT) break;
    after += point;
  }
  return { before, after };
}

/** The layout that the extension writes: a regular expression for a whole sidecar, so that the first line off it fails. */
const STRING = String.raw`"(?:[^"\\\n\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|\\.)*"`;
const ID = '[a-z][a-z0-9-]*';
const place = (first: string, pad: string): string =>
  String.raw`${first}at: \d+:\d+-\d+:\d+\n${pad}quote: ${STRING}\n${pad}before: ${STRING}\n${pad}after: ${STRING}\n`;
const MENTION = ` {4}entity: ${ID}\n(?: {4}sense: (?:literal|metonym)\n)?`;
const STANCE =
  ` {4}stance:\n {6}holder: ${ID}\n {6}target: ${ID}\n {6}value: ${ID}\n(?: {6}intensity: [1-4]\n)?` +
  String.raw`(?: {6}certainty: (?:asserted|probable|possible|denied)\n)?(?: {6}via: \[${ID}(?:, ${ID})*\]\n)?` +
  `(?: {6}event: ${ID}\n)?`;
const TAG =
  String.raw` {2}- id: [a-z2-7]{8}\n${place(' {4}', ' {4}')}(?: {4}also:\n(?:${place(' {6}- ', ' {8}')})+)?` +
  `(?:${MENTION}|${STANCE})(?: {4}by: ${ID}\n)?(?: {4}note: ${STRING}\n)?`;
const DISMISSAL = String.raw` {2}- \{form: ${STRING}, entity: ${ID}, before: ${STRING}, after: ${STRING}\}\n`;
const LAYOUT = new RegExp(
  String.raw`^stancemark: 1\nsource:\n(?: {2}[a-z]+: \S.*\n)+tags:\n(?:${TAG})+(?:dismissed:\n(?:${DISMISSAL})+)?$`,
  'u',
);

describe('sample corpus', () => {
  it('has six sources: four tagged, two left for the newcomer', () => {
    assert.equal(sources.length, 6);
    assert.equal(tagged.length, 4);
  });

  for (const name of sources) {
    it(`${name} is a short plain text with LF`, () => {
      const text = read(name);
      assert.doesNotMatch(text, /\r|\ufeff|["']/u, 'LF, no BOM, typographic quotes');
      assert.match(text, /[^\n]\n$/u);
      assert.ok(text.split(/\s+/u).length >= 250 && text.split(/\s+/u).length <= 460);
    });
  }

  it('has what trips tools up: a no-break space, an em dash, an emoji before a tag in the same line', () => {
    const all = sidecars.map((each) => each.text).join('');
    assert.match(all, /\u00a0/u);
    assert.match(all, /—/u);
    const afterEmoji = sidecars.flatMap(({ text, tags }) =>
      tags.filter((tag) => {
        const { from } = offsetsOf(text, tag.at);
        return /\p{Extended_Pictographic}[^\n]*$/u.test(text.slice(0, from));
      }),
    );
    assert.ok(afterEmoji.length > 0);
  });

  it('has two coders’ layers for two sources, finished, which differ in every way there is', () => {
    const names = readdirSync(SAMPLE).filter((name) => /\.txt\.(mk|ln)\.tags\.yaml$/.test(name));
    assert.equal(names.length, 4);
    const layers = names.map((name) => parse(read(name)) as WrittenSidecar & { finished: boolean });
    assert.ok(layers.every(({ finished, tags }) => finished && tags.every(({ by }) => by === undefined)));
    const ids = [...sidecars, ...layers].flatMap(({ tags }) => tags.map((tag) => tag.id));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('has ids that are unique over all files', () => {
    const ids = sidecars.flatMap(({ tags }) => tags.map((tag) => tag.id));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('dismisses a suggestion, where its words stand', () => {
    const places = sidecars.flatMap(({ text, dismissed }) => (dismissed ?? []).map((each) => ({ text, ...each })));
    assert.equal(places.length, 1);
    for (const { text, form, before, after } of places) assert.ok(text.includes(`${before}${form}${after}`), form);
  });

  it('has an unambiguous codebook', () => {
    const ids = codebook.entities.map((entity) => entity.id);
    const forms = codebook.entities.flatMap((entity) => [entity.name, ...(entity.aliases ?? [])]);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(new Set(forms.map((form) => form.toLowerCase())).size, forms.length);
    assert.ok(!ids.includes(AUTHOR));
    for (const { type } of codebook.entities) assert.ok(codebook.types.includes(type), type);
    for (const { axis } of codebook.stances) assert.ok((AXES as readonly string[]).includes(axis), axis);
  });

  it('contradicts itself: opposite stances toward one target in different sources', () => {
    const axes = new Map(codebook.stances.map(({ id, axis }) => [id, axis]));
    const seen = (axis: string): Set<string> =>
      new Set(
        sidecars.flatMap(({ name, tags }) =>
          tags.flatMap(({ stance }) =>
            stance && stance.certainty !== 'denied' && axes.get(stance.value) === axis
              ? `${stance.target} ${name}`
              : [],
          ),
        ),
      );
    const target = (key: string): string => key.slice(0, key.indexOf(' '));
    const negative = [...seen('negative')];
    const disputed = [...seen('positive')].filter((plus) =>
      negative.some((minus) => target(minus) === target(plus) && minus !== plus),
    );
    assert.deepEqual([...new Set(disputed.map(target))].sort(), [
      'azerbaijan',
      'caspian-bridge-lines',
      'elchin-mirzakhan',
      'magomed-shapikhov',
      'russia',
    ]);
  });

  for (const { name, text, written, source, tags } of sidecars) {
    describe(`tags of ${name}`, () => {
      it('every quote stands at its place, with its context', () => {
        for (const tag of tags) {
          for (const { at, quote, before, after } of [tag, ...(tag.also ?? [])]) {
            const { from, to } = offsetsOf(text, at);
            assert.equal(text.slice(from, to), quote, `${tag.id} at ${at}`);
            assert.deepEqual({ before, after }, contextOf(text, from, to), `${tag.id} at ${at}`);
          }
        }
      });

      it('is sorted: by start, the longer first, then by id', () => {
        const keys = tags.map((tag) => ({ ...offsetsOf(text, tag.at), id: tag.id }));
        const sorted = [...keys].sort((a, b) => a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1));
        assert.deepEqual(keys, sorted);
      });

      it('knows every entity and stance value', () => {
        const entities = new Set(codebook.entities.map((entity) => entity.id));
        const values = new Set(codebook.stances.map((stance) => stance.id));
        for (const { id, entity, stance } of tags) {
          assert.notEqual(entity === undefined, stance === undefined, `${id}: a mention or a stance`);
          if (entity !== undefined) assert.ok(entities.has(entity), `${id}: ${entity}`);
          if (!stance) continue;
          assert.ok(values.has(stance.value), `${id}: ${stance.value}`);
          assert.ok(entities.has(stance.target), `${id}: ${stance.target}`);
          if (stance.event !== undefined) assert.ok(entities.has(stance.event), `${id}: ${stance.event}`);
          for (const voice of [stance.holder, ...(stance.via ?? [])]) {
            assert.ok(voice === AUTHOR || entities.has(voice), `${id}: ${voice}`);
          }
        }
      });

      it('mentions whoever holds a stance or is its target', () => {
        const mentioned = new Set(tags.map((tag) => tag.entity));
        for (const { id, stance } of tags) {
          if (!stance) continue;
          assert.ok(stance.holder === AUTHOR || mentioned.has(stance.holder), `${id}: ${stance.holder}`);
          assert.ok(mentioned.has(stance.target), `${id}: ${stance.target}`);
        }
      });

      it('is worth looking at: mentions, stances, reported voices, two coders', () => {
        const mentions = tags.filter((tag) => tag.entity !== undefined);
        const stances = tags.filter((tag) => tag.stance);
        assert.ok(mentions.length >= 20 && mentions.length <= 35, `${mentions.length} mentions`);
        assert.ok(stances.length >= 6 && stances.length <= 12, `${stances.length} stances`);
        assert.ok(stances.some((tag) => tag.stance?.via));
        assert.ok(mentions.some((tag) => tag.sense === 'metonym') && mentions.some((tag) => tag.sense === 'literal'));
        assert.deepEqual([...new Set(tags.map((tag) => tag.by))].sort(), ['ln', 'mk']);
        assert.match(source['date'] ?? '', /^2025-\d\d-\d\d$/u);
      });

      it('has the layout that the extension writes', () => {
        assert.match(written, LAYOUT);
      });
    });
  }
});

describe('JSON schemas', () => {
  interface Node {
    properties?: Record<string, Node>;
    definitions?: Record<string, Node>;
    items?: Node;
    enum?: unknown[];
    additionalProperties?: unknown;
  }
  const schema = (name: string): Node => JSON.parse(readFileSync(`media/schema/${name}.schema.json`, 'utf8')) as Node;
  const sidecar = schema('sidecar');
  const stance = sidecar.definitions?.['stance']?.properties;
  const cases: [string, unknown[] | undefined, readonly unknown[]][] = [
    ['sense', sidecar.definitions?.['tag']?.properties?.['sense']?.enum, SENSES],
    ['certainty', stance?.['certainty']?.enum, CERTAINTIES],
    ['intensity', stance?.['intensity']?.enum, INTENSITIES],
    ['axis', schema('codebook').properties?.['stances']?.items?.properties?.['axis']?.enum, AXES],
  ];
  for (const [name, words, model] of cases) {
    it(`know the same words for ${name} as the model`, () => {
      assert.deepEqual(words, model);
    });
  }

  it('describe every key of the tables of fields, and no other', () => {
    const sorted = (keys: Iterable<string>): string[] => [...keys].sort();
    assert.deepEqual(sorted(Object.keys(sidecar.definitions?.['tag']?.properties ?? {})), sorted(TAG_KEYS));
    assert.deepEqual(sorted(Object.keys(stance ?? {})), sorted(STANCE_KEYS));
    const entity = schema('codebook').definitions?.['entity']?.properties;
    assert.deepEqual(sorted(Object.keys(entity ?? {})), sorted(ENTITY_KEYS));
  });

  it('allow unknown keys everywhere', () => {
    for (const name of ['sidecar', 'codebook']) {
      assert.doesNotMatch(readFileSync(`media/schema/${name}.schema.json`, 'utf8'), /additionalProperties/u);
    }
  });
});
