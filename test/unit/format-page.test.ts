/** FORMAT.md is a promise: its examples are read without a fault, and it names every key that the schemas have. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readCodebook } from '../../src/core/codebook';
import { readSidecar } from '../../src/core/sidecar';

const page = readFileSync('FORMAT.md', 'utf8');
const [sidecar = '', codebook = ''] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml]) => yaml);

describe('the page of the formats', () => {
  it('shows a sidecar and a codebook that are read without a fault', () => {
    const tags = readSidecar(sidecar);
    assert.ok(tags.ok);
    assert.deepEqual([tags.value.faults, tags.value.tags.length], [[], 2]);
    assert.equal(tags.value.tags[1]?.also?.length, 1);
    const book = readCodebook(codebook);
    assert.ok(book.ok);
    assert.deepEqual([book.value.faults, book.value.codebook.entities.length], [[], 1]);
  });

  it('names every key of a tag that the schema knows', () => {
    const { definitions } = JSON.parse(readFileSync('media/schema/sidecar.schema.json', 'utf8')) as {
      definitions: Record<string, { properties?: object }>;
    };
    for (const { properties } of Object.values(definitions)) {
      for (const key of Object.keys(properties ?? {})) assert.match(page, new RegExp(`\\b${key}\\b`), key);
    }
  });
});
