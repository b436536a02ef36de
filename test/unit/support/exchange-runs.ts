/** Random corpora out into a format and in again: equal up to the loss report, and nothing reported that is not lost. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PlaceableText } from '../../../src/core/anchors/placeable';
import { piecesOf } from '../../../src/core/pieces';
import { defaultCodebook } from '../../../src/core/codebook';
import type { Format, Loss } from '../../../src/core/formats/model';
import { planImport, type Existing, type Plan } from '../../../src/core/formats/plan';
import { readIncoming } from '../../../src/core/formats/read';
import { write } from '../../../src/core/formats/write';
import { zipOf } from '../../../src/core/formats/zip';
import type { Codebook, Tag } from '../../../src/core/model';
import { corpusOf, tagOf, type Passage, type Source } from '../formats/corpus';

/** Formats that can be read back, with their variants and the ending that they are read by. */
export const WAYS: readonly { format: Format; profile?: string; ending: string; texts: boolean }[] = [
  { format: 'qdpx', ending: 'qdpx', texts: true },
  { format: 'brat', ending: 'zip', texts: true },
  { format: 'brat', profile: 'relations', ending: 'zip', texts: true },
  { format: 'w3c', ending: 'jsonld', texts: false },
  { format: 'cas', ending: 'zip', texts: true },
  { format: 'cas', profile: 'views', ending: 'json', texts: true },
  { format: 'jsonl', ending: 'jsonl', texts: false },
  { format: 'csv', ending: 'csv', texts: false },
  { format: 'csv', profile: 'excel', ending: 'csv', texts: false },
  { format: 'tsv', ending: 'tsv', texts: false },
  { format: 'tsv', profile: 'excel', ending: 'tsv', texts: false },
];

const optional = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const letters = fc.constantFrom(
  ...['a', 'b', ' ', '🙂', '\r\n', '\n', 'é', 'ש', 'ل', '&', '<', '"', ';', '👩‍👧', '=', "'", '\t', '\\', '|'],
  ...['\u0007', '\ufeff', '\u200f', '\u2028', 'e\u0301', '𐍈', '#', '>', ',', 'word', ']]>', '\u00a0'],
);
const words = fc.constantFrom(
  'n',
  'two\nlines',
  '=1+1',
  "'q'",
  'a "b" <c> & \\ |',
  '🙂;\tש',
  ' blank ',
  '\u0007',
  "''=x",
  '\ufeffmark',
);
const extra = fc.constantFrom({ mine: 'x' }, { 'a b': { list: ['1', '2'] } });
const meaning = fc.oneof(
  fc.record({ entity: fc.constantFrom('aa', 'bb', 'gone'), sense: optional(fc.constantFrom('literal', 'metonym')) }),
  fc.record({
    stance: fc.record({
      holder: fc.constantFrom('aa', 'author', 'gone'),
      target: fc.constantFrom('aa', 'bb'),
      value: fc.constantFrom('for', 'against', 'odd'),
      intensity: optional(fc.constantFrom(1, 2, 3, 4)),
      certainty: optional(fc.constantFrom('asserted', 'probable', 'possible', 'denied')),
      via: optional(fc.constantFrom(['bb'], ['author', 'aa'])),
      event: optional(fc.constant('ev-1')),
      extra: optional(extra),
    }),
  }),
);
const passage = fc.record({
  cuts: fc.uniqueArray(fc.nat(60), { minLength: 2, maxLength: 6 }),
  lost: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
  rest: fc
    .tuple(
      meaning,
      fc.record({
        by: optional(fc.constantFrom('ann', 'b-ö', 'c')),
        note: optional(words),
        from: optional(fc.constantFrom(['mmmmmmmb', 'mmmmmmmc'], { who: 'a model', version: '2' })),
        extra: optional(extra),
      }),
    )
    .map(([one, more]) => plain({ ...one, ...more }) as Passage['rest']),
});
const oneSource = fc.record({
  parts: fc.array(letters, { minLength: 3, maxLength: 40 }),
  passages: fc.array(passage, { maxLength: 6 }),
  details: fc.dictionary(fc.constantFrom('date', 'title', 'free key', 'constructor', 'a:b'), words, { maxKeys: 3 }),
});

const NAMES = ['s.txt', 'deep/é 🙂.txt', 'deep/er/s.txt'];
const color = optional(fc.constantFrom('#00aa00', '#123'));
const books = fc
  .record({
    types: fc.tuple(fc.record({ id: fc.constant('state'), label: words.filter((text) => text.trim() !== ''), color })),
    stances: fc.record({ a: color, b: color }),
    aliases: fc.array(fc.constantFrom('A, "x"', 'Ä', '=1', 'a;b'), { maxLength: 2 }),
    wikidata: optional(fc.constant('Q1')),
    note: optional(words),
    extra: optional(extra),
    searches: fc.constantFrom([], [{ name: 'S', query: 'holder:aa' }]),
    codes: optional(fc.constant([{ code: 'X', skip: true }])),
  })
  .map(({ types, stances, aliases, wikidata, note, extra: own, searches, codes }): Codebook =>
    plain({
      types: types.map((one) => ({ ...one, label: one.label.trim() })),
      stances: [
        { id: 'for', label: 'For', axis: 'positive', color: stances.a },
        { id: 'against', label: 'Against', axis: 'negative', color: stances.b },
      ],
      entities: [
        { id: 'aa', name: 'Aa', type: 'state', aliases, wikidata, note, extra: own },
        { id: 'bb', name: 'Bb', type: 'state', aliases: [] },
      ],
      searches,
      codes,
    } as Codebook),
  );

interface Made extends Source {
  readonly tags: readonly Tag[];
  readonly lost: ReadonlySet<string>;
}

export const anyCorpus = fc
  .record({ book: books, sources: fc.array(oneSource, { minLength: 1, maxLength: 3 }) })
  .map(({ book, sources }) => ({ book, sources: sources.map((one, i) => made(NAMES[i] ?? '', one)) }));

type Sketch = typeof oneSource extends fc.Arbitrary<infer T> ? T : never;

function made(name: string, { parts, passages, details }: Sketch): Made {
  // The text of a source as an editor has it: no mark at its start. What makes a source unlike the others is its name.
  const text = `${parts.join('').replace(/^\ufeff+/, '')}${name}`;
  const borders = [...new Intl.Segmenter('en').segment(text)]
    .map(({ index }) => index)
    .filter((at) => text[at - 1] !== '\r');
  const tags: Tag[] = [];
  const lost = new Set<string>();
  passages.forEach((one, n) => {
    const cuts = [...new Set(one.cuts.map((cut) => borders[cut % borders.length] ?? 0))].sort((a, b) => a - b);
    const at = Array.from({ length: cuts.length >> 1 }, (_, k) => [cuts[2 * k] ?? 0, cuts[2 * k + 1] ?? 0] as const);
    if (at.length === 0) return;
    const id = `tagtag${'abcdef'[n]}a`;
    const tag = tagOf(text, { id, at, rest: one.rest });
    tags.push(one.lost ? { ...tag, quote: `${tag.quote}–nowhere` } : tag);
    if (one.lost) lost.add(id);
  });
  return { name, text, passages: [], details, tags, lost };
}

export async function checkWay(
  way: (typeof WAYS)[number],
  { book, sources }: { book: Codebook; sources: readonly Made[] },
): Promise<void> {
  const out = await corpusOf(book, sources);
  const { files, losses } = await write(out, way.format, way.profile);
  const bytes = files.get('') ?? zipOf(files);
  if (way.ending !== 'zip' && bytes.length === 0) return;
  const incoming = await readIncoming(`x.${way.ending}`, bytes, async () => undefined).catch((error: unknown) => {
    // A table without a row is none, and an archive without a text holds nothing.
    assert.ok(
      sources.every(({ tags }) => tags.length === 0),
      String(error),
    );
    return undefined;
  });
  if (!incoming) return;
  const there = way.texts
    ? []
    : sources.map(({ name, text }): Existing => ({
        name,
        text: new PlaceableText(text),
        tags: [],
        details: new Map(),
      }));
  const plan = planImport(incoming, there, { ...defaultCodebook(), types: [], stances: [] });
  // One tag of one sign can stand in two places by two units: then it is asked, and nothing is to be held to.
  if (plan.judged?.clear === false) return;
  assert.deepEqual(
    plan.losses.filter(({ what }) => !/colours of codes/.test(what)),
    [],
    'all of it comes in',
  );
  const found = new Map<string, Set<string>>();
  for (const source of sources) compareTags(source, plan, way.texts, found);
  checkTags(sources, losses, found);
  checkRest(way, book, sources, plan, losses);
}

/** Kinds of losses, and the fields of a tag that they are about. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  'lost tags': ['tag'],
  'lost tags (not found in the text beyond doubt)': ['tag'],
  'tags on line ends alone': ['tag'],
  'further pieces': ['place'],
  'line ends in passages, which become pieces': ['place'],
  sense: ['sense'],
  intensity: ['intensity'],
  certainty: ['certainty'],
  via: ['via'],
  event: ['event'],
  coders: ['by'],
  'notes of tags': ['note'],
  'what tags were made of': ['from'],
  'keys of tags that are not Stancemark’s': ['extra'],
};
/** About other tools alone: to us it comes back. */
const FOR_OTHERS = [
  'pieces, which other tools show as tags of their own',
  'characters of quotes and notes that XML has not, which other tools show as U+FFFD',
  'stances without a relation, since holder or target has no mention in the source',
];

function compareTags(source: Made, plan: Plan, texts: boolean, found: Map<string, Set<string>>): void {
  const got = plan.sources.find(({ name }) => name === source.name);
  if (texts && got?.create !== undefined) {
    assert.equal(got.create.replace(/\r\n?/g, '\n'), source.text.replace(/\r\n?/g, '\n'), 'the text');
  }
  const differ = (id: string, field: string): void => {
    const key = `${source.name}#${id}`;
    found.set(key, (found.get(key) ?? new Set()).add(field));
  };
  const of = ({ from, note, by, sense, stance, entity, extra: own, also }: Tag): Record<string, unknown> => ({
    entity, sense, by, note, from,
    holder: stance?.holder, target: stance?.target, value: stance?.value,
    intensity: stance?.intensity, certainty: stance?.certainty, via: stance?.via, event: stance?.event,
    extra: [own, stance?.extra, ...(also ?? []).map((piece) => piece.extra)].filter((one) => one !== undefined),
  }); // prettier-ignore
  for (const tag of source.tags) {
    const back = got?.tags.find(({ id }) => id === tag.id);
    if (!back) {
      differ(tag.id, 'tag');
      continue;
    }
    const [a, b] = [plain(of(tag)), plain(of(back))];
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (JSON.stringify(a[key]) !== JSON.stringify(b[key])) differ(tag.id, key);
    }
    const place = (one: Tag): unknown =>
      piecesOf(one).map(({ at, quote, before, after }) => [at, quote, before, after]);
    const [p, q] = source.lost.has(tag.id) ? [tag.quote, back.quote] : [place(tag), place(back)];
    if (JSON.stringify(p) !== JSON.stringify(q)) differ(tag.id, 'place');
  }
  const known = new Set(source.tags.map(({ id }) => id));
  assert.deepEqual(got?.tags.filter(({ id }) => !known.has(id)) ?? [], [], 'nothing comes in that did not go out');
}

/** Each difference is told, and each that is told is one. */
function checkTags(sources: readonly Made[], losses: readonly Loss[], found: ReadonlyMap<string, Set<string>>): void {
  const told = new Map<string, Set<string>>();
  for (const { what, tags, count } of losses) {
    if (tags.length === 0 || FOR_OTHERS.includes(what)) continue;
    assert.equal(count, tags.length, what);
    const fields = FIELDS[what];
    assert.ok(fields, `an unknown loss: ${what}`);
    for (const name of tags) for (const field of fields) told.set(name, (told.get(name) ?? new Set()).add(field));
  }
  const list = (all: ReadonlyMap<string, Set<string>>): string[] =>
    [...all].flatMap(([name, fields]) => [...fields].map((field) => `${name}: ${field}`)).sort();
  // Of a tag that is not there at all nothing else is told.
  assert.deepEqual(list(found), list(told));
  const many = losses.find(({ what }) => what === FOR_OTHERS[0]);
  if (many) {
    const split = sources.flatMap(({ name, tags, lost }) =>
      tags.flatMap(({ id, also }) => (also && !lost.has(id) ? [`${name}#${id}`] : [])),
    );
    assert.deepEqual([...many.tags].sort(), split.sort());
  }
}

function checkRest(
  way: (typeof WAYS)[number],
  book: Codebook,
  sources: readonly Made[],
  plan: Plan,
  losses: readonly Loss[],
): void {
  const count = (what: string): number => losses.find((one) => one.what === what)?.count ?? 0;
  const entities = plan.codebook.flatMap((change) => (change.op === 'add-entity' ? [change.entity] : []));
  const keyed = book.entities.filter(({ extra: own }) => own !== undefined).length;
  assert.equal(count('keys of entities that are not Stancemark’s'), keyed);
  assert.equal(count('saved searches'), book.searches.length);
  assert.equal(count('how codes of other tools are taken'), book.codes?.length ?? 0);
  if (way.format === 'qdpx') {
    assert.deepEqual(
      entities.filter(({ id }) => id === 'aa' || id === 'bb'),
      book.entities.map(({ extra: _extra, ...one }) => one),
    );
    const types = plan.codebook.flatMap((change) =>
      change.op === 'add-type' && change.type.id === 'state' ? [change.type] : [],
    );
    assert.deepEqual(types, book.types);
    const values = plan.codebook.flatMap((change) =>
      change.op === 'add-value' && change.value.id !== 'odd' ? [change.value] : [],
    );
    assert.deepEqual(values, book.stances);
  } else {
    assert.equal(count('entities'), book.entities.length);
    assert.equal(count('colours'), [...book.types, ...book.stances].filter((one) => one.color !== undefined).length);
  }
  const lostDetails = count('details of sources');
  const sum = (of: (one: Made) => number): number => sources.reduce((total, one) => total + of(one), 0);
  const all = sum(({ details = {} }) => Object.keys(details).length);
  if (lostDetails > 0) assert.equal(lostDetails, all);
  else {
    const bare = sources.filter(({ tags, details = {} }) => tags.length === 0 && Object.keys(details).length > 0);
    if (way.format !== 'qdpx') assert.equal(count('details of sources without tags'), bare.length);
    const odd = (text: string): boolean => way.format === 'qdpx' && text.includes('\u0007');
    const unwritable = sum(({ details = {} }) => Object.values(details).filter(odd).length);
    assert.equal(count('details of sources with characters that XML has not'), unwritable);
    for (const { name, details = {}, tags } of sources) {
      if (tags.length === 0 && way.format !== 'qdpx') continue;
      // A date that is none is no detail that we keep.
      const want = Object.entries(details).filter(([key, value]) => key !== 'date' && /\S/.test(value) && !odd(value));
      const got = Object.entries(plan.sources.find((one) => one.name === name)?.details ?? {});
      assert.deepEqual(got.filter(([key]) => !odd(details[key] ?? '')).sort(), want.sort(), 'details');
    }
  }
}
