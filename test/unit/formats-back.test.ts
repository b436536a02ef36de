/** What a format holds comes back from it as it was: random corpora written, read and planned. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultCodebook } from '../../src/core/codebook';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { Format } from '../../src/core/formats/model';
import { planImport, type Existing, type Plan } from '../../src/core/formats/plan';
import { readIncoming } from '../../src/core/formats/read';
import { write } from '../../src/core/formats/write';
import { zipOf } from '../../src/core/formats/zip';
import { compareTags, type Tag } from '../../src/core/model';
import { piecesOf } from '../../src/core/pieces';
import { BOOK, corpusOf, tagOf, type Passage, type Source } from './formats/corpus';

const letters = fc.constantFrom(
  'a',
  'b',
  ' ',
  '🙂',
  '\r\n',
  '\n',
  'é',
  'ש',
  'ل',
  '&',
  '<',
  '"',
  ';',
  '👩‍👧',
  '=',
  "'",
  '\t',
);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const note = fc.constantFrom('n', 'two\nlines', '=1+1', "'q'", 'a "b" <c> & \\ |', '🙂;\tש');
const meaning = fc.oneof(
  fc.record({
    entity: fc.constantFrom('aa', 'bb'),
    sense: optional(fc.constantFrom('literal' as const, 'metonym' as const)),
  }),
  fc.record({
    stance: fc
      .record({
        holder: fc.constantFrom('aa', 'author'),
        target: fc.constantFrom('aa', 'bb'),
        value: fc.constantFrom('for', 'against'),
        intensity: optional(fc.constantFrom(1 as const, 4 as const)),
        certainty: optional(fc.constantFrom('denied' as const, 'asserted' as const)),
        via: optional(fc.constantFrom(['bb'], ['author', 'aa'])),
        event: optional(fc.constant('ev-1')),
      })
      .map((stance) => JSON.parse(JSON.stringify(stance)) as typeof stance),
  }),
);
const passage = fc.record({
  cuts: fc.uniqueArray(fc.nat(60), { minLength: 2, maxLength: 4 }),
  meaning,
  by: optional(fc.constantFrom('ann', 'b ö')),
  note: optional(note),
});
const sourceOf = fc
  .record({
    parts: fc.array(letters, { minLength: 5, maxLength: 40 }),
    passages: fc.array(passage, { maxLength: 6 }),
  })
  .map(({ parts, passages }, i = 0): Source => {
    const text = `${parts.join('')}word`;
    const borders = parts.reduce<number[]>((all, part) => [...all, (all[all.length - 1] ?? 0) + part.length], [0]);
    const made = passages.flatMap((one, n): Passage[] => {
      const cuts = [...new Set(one.cuts.map((cut) => borders[cut % borders.length] ?? 0))].sort((a, b) => a - b);
      const at = Array.from(
        { length: cuts.length >> 1 },
        (_, k) => [cuts[2 * k] as number, cuts[2 * k + 1] as number] as const,
      );
      const rest = JSON.parse(JSON.stringify({ ...one.meaning, by: one.by, note: one.note })) as Passage['rest'];
      return at.length === 0 ? [] : [{ id: `tagtag${'abcdefgh'[n]}a`, at, rest }];
    });
    return {
      name: `s${i}.txt`,
      text,
      passages: made,
      details: { date: '2025-03', 'free key': 'a "b"\n<c>' },
    };
  });

/** Plans the way back, over the same texts where the format brings none. */
async function back(format: Format, source: Source, withText: boolean): Promise<Plan> {
  const { files } = await write(await corpusOf(BOOK, [source]), format);
  const ending = {
    qdpx: 'qdpx',
    brat: 'zip',
    w3c: 'jsonld',
    cas: 'json',
    jsonl: 'jsonl',
    csv: 'csv',
    tsv: 'tsv',
  }[format as 'csv'];
  const bytes = files.get('') ?? zipOf(files);
  const there: Existing[] = withText
    ? [
        {
          name: source.name,
          text: new PlaceableText(source.text),
          tags: [],
          details: new Map(),
        },
      ]
    : [];
  return planImport(
    await readIncoming(`x.${ending}`, bytes, () => Promise.resolve(undefined)),
    there,
    format === 'qdpx' ? { ...defaultCodebook(), types: [], stances: [] } : BOOK,
  );
}

describe('formats: there and back', () => {
  const property = (format: Format) =>
    fc.asyncProperty(sourceOf, async (source) => {
      fc.pre(source.passages.length > 0);
      const plan = await back(format, source, true);
      const got = [...(plan.sources[0]?.tags ?? [])].sort(compareTags);
      const want = source.passages.map((one) => tagOf(source.text, one)).sort(compareTags);
      // In brat a passage over a line end is told as a loss.
      const whole = (tag: Tag): boolean =>
        format !== 'brat' || piecesOf(tag).every(({ quote }) => !quote.includes('\n'));
      const ids = new Set(want.filter(whole).map(({ id }) => id));
      const kept = (tags: Tag[]): Tag[] => tags.filter(({ id }) => ids.has(id));
      assert.deepEqual(kept(got), kept(want));
      if (format === 'qdpx') {
        const entities = plan.codebook.flatMap((change) => (change.op === 'add-entity' ? [change.entity] : []));
        assert.deepEqual(entities, BOOK.entities);
        const values = plan.codebook.flatMap((change) => (change.op === 'add-value' ? [change.value] : []));
        assert.deepEqual(values, BOOK.stances);
      }
    });
  for (const format of ['qdpx', 'brat', 'w3c', 'cas', 'jsonl', 'csv', 'tsv'] as const) {
    it(`${format}: every tag as it was`, async () => {
      await fc.assert(property(format), { numRuns: 100 });
    }).timeout(120_000);
  }

  it('brat: also the texts on which it once failed', async () => {
    await fc.assert(property('brat'), { numRuns: 100, seed: -1565764388 });
  }).timeout(120_000);
});
