import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { anchorIn } from '../../src/core/anchors/context';
import { inRepository, program, type Repository } from './cli/repository';

const LINES = ['Peru', 'Chile', 'Oman', 'Japan', 'Kenya'].map(
  (state, i) => `The minister received the ambassador of ${state} on day ${i + 1} and spoke of the border.\n`,
);

function sidecar(text: string, quotes: readonly string[]): string {
  const tags = quotes.map((quote, i) => {
    const from = text.indexOf(quote);
    const { at, before, after } = anchorIn(new PlaceableText(text), { from, to: from + quote.length });
    const place = `${at.startLine + 1}:${at.startColumn + 1}-${at.endLine + 1}:${at.endColumn + 1}`;
    return `  - id: ${'abc'.charAt(i).repeat(8)}\n    at: ${place}\n    quote: ${JSON.stringify(quote)}\n    before: ${JSON.stringify(before)}\n    after: ${JSON.stringify(after)}\n    entity: chile\n`;
  });
  return `stancemark: 1\ntags:\n${tags.join('')}`;
}

/** Codes of lost and moved tags, with their ids. */
function found(repository: Repository): string[] {
  const { out } = repository.start('stancemark', ['check', '--json', '--checks', 'none']);
  const list = JSON.parse(out) as { code: string; tag?: string }[];
  return list.filter(({ tag }) => tag !== undefined).map(({ code, tag }) => `${tag ?? ''} ${code}`);
}

describe('command line: earlier texts from git', function () {
  if (process.platform === 'win32') return;
  before(() => void program());

  it('shuffled lines are followed from the commit that last wrote the tags', () => {
    inRepository((repository) => {
      const text = LINES.join('');
      repository.put('codebook.yaml', 'stancemark: 1\nentities:\n  - {id: chile, name: Chile, type: state}\n');
      repository.put('a day.txt', text);
      repository.put('a day.txt.tags.yaml', sidecar(text, ['The minister', 'day 2', 'spoke of the border']));
      repository.commit('tags');
      // A later commit of the text alone, and a change that is in none.
      repository.put('a day.txt', [4, 2, 0, 3, 1].map((i) => LINES[i]).join(''));
      repository.commit('shuffled');
      repository.put('a day.txt', [4, 2, 3, 1].map((i) => LINES[i]).join(''));
      assert.deepEqual(found(repository), ['aaaaaaaa lost', 'cccccccc lost']);
      repository.put('a day.txt', [4, 1, 0, 3, 2].map((i) => LINES[i]).join(''));
      assert.deepEqual(found(repository), []);
    });
  });
});
