/** FORMAT.md is a promise: its examples are read without a fault, and it names every key that the schemas have. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readCodebook } from '../../src/core/codebook';
import { readProposals } from '../../src/core/proposals';
import { readSidecar } from '../../src/core/sidecar';

const page = readFileSync('FORMAT.md', 'utf8');
const [sidecar = '', codebook = '', proposals = ''] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(
  ([, yaml]) => yaml,
);

describe('the page of the formats', () => {
  it('shows a sidecar and a codebook that are read without a fault', () => {
    const tags = readSidecar(sidecar);
    assert.ok(tags.ok);
    assert.deepEqual([tags.value.faults, tags.value.tags.length], [[], 2]);
    assert.equal(tags.value.tags[1]?.also?.length, 1);
    const book = readCodebook(codebook);
    assert.ok(book.ok);
    assert.deepEqual([book.value.faults, book.value.codebook.entities.length], [[], 2]);
    const proposed = readProposals(proposals);
    assert.ok(proposed.ok);
    assert.deepEqual(
      proposed.value.items.map(({ proposal, faults }) => [proposal?.from.who, faults]),
      [
        ['ner-and-stance script', []],
        ['A. Student', []],
      ],
    );
  });

  for (const schema of ['sidecar', 'codebook', 'proposals']) {
    it(`names every key that the schema of the ${schema} knows`, () => {
      const keys = propertiesIn(JSON.parse(readFileSync(`media/schema/${schema}.schema.json`, 'utf8')));
      assert.ok(keys.length > 10);
      for (const key of keys) assert.match(page, new RegExp(`\\b${key}\\b`), key);
    });
  }
});

function propertiesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value as object) : []),
    ...propertiesIn(value),
  ]);
}
