import assert from 'node:assert/strict';
import type { Corpus } from '../../src/core/corpus';
import { codebookHtml, codebookMarkdown } from '../../src/core/export';
import { codebookBlocks } from '../../src/core/export/codebook-report';
import { inFolder } from './cli/world';
import { codebookOf, corpusOf, mention, sourceOf, stance } from './support/corpus';

const HOSTILE = '<img src=x onerror=1> [a](javascript:b) | `c` \u202e**d**';

function corpus(): Corpus {
  const codebook = codebookOf({
    note: 'First.\n\nSecond <b>',
    types: [
      { id: 'state', label: 'State', definition: HOSTILE },
      { id: 'office', label: 'Office', parent: 'state' },
    ],
    stances: [{ id: 'critical', label: HOSTILE, axis: 'negative', include: 'irony', examples: ['x', HOSTILE] }],
    entities: [
      { id: 'kremlin', name: 'Kremlin', type: 'office', parent: 'russia', aliases: ['Moscow', HOSTILE] },
      { id: 'russia', name: HOSTILE, type: 'state', aliases: [], definition: 'One\ntwo', note: 'n' },
    ],
  });
  const source = sourceOf(
    'a.txt',
    [
      mention('a0', '0:0-1', 'russia', 'gone'),
      mention('a1', '1:0-1', 'kremlin', HOSTILE),
      stance('a2', '2:0-1', 'kremlin russia critical', { quote: 'bad' }),
    ],
    { details: { title: HOSTILE }, placements: { a0: { kind: 'lost' } } },
  );
  return corpusOf([source], codebook);
}

describe('the codebook to print', () => {
  it('says what codes mean, how often they are used, and shows a passage that is not lost', () => {
    const blocks = codebookBlocks(corpus());
    const fields = blocks.flatMap((block) => (block.kind === 'fields' ? [Object.fromEntries(block.rows)] : []));
    assert.deepEqual(fields[0], {
      Id: 'critical',
      Axis: 'negative',
      Include: 'irony',
      Examples: `“x” “${HOSTILE}”`,
      Used: '1 stance',
    });
    assert.equal(fields[1]?.['Used'], '1 entity; 2 with the types below');
    assert.deepEqual(fields[2], { Id: 'office', Below: 'State', Used: '1 entity' });
    assert.equal(
      fields[3]?.['Used'],
      '0 mentions in 0 sources; 1 stance toward it; with 1 entity below: 1 mention in 1 source',
    );
    assert.deepEqual([fields[4]?.['Below'], fields[4]?.['Type']], [HOSTILE, 'Office']);
    assert.deepEqual(
      blocks.flatMap((block) => (block.kind === 'passage' ? [block.passage.tag.id] : [])),
      ['a2', 'a1'],
    );
    assert.deepEqual(
      blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : [])),
      [1, 2, 2, 3, 2, 3, 3, 2, 3, 4, 4],
    );
  });

  it('lets nothing of a file be markup', () => {
    const html = codebookHtml(corpus());
    assert.doesNotMatch(html, /<img|<b>|\u202e/);
    assert.match(html, /&lt;img src=x/);
    assert.match(html, /<p dir="auto">First\.<\/p>\n<p dir="auto">Second &lt;b&gt;<\/p>/);
    assert.match(html, /One<br>two/);
    const markdown = codebookMarkdown(corpus());
    assert.doesNotMatch(markdown, /[^\\]<img|\u202e|[^\\]\[a|[^\\]`c|[^\\]\*\*d/);
    assert.match(
      markdown,
      /^# Codebook\n\n1 mention and 1 stance in 1 source\. Lost tags are counted nowhere \(1 lost tag\)\.\n/,
    );
  });

  it('is given by the command line', () =>
    inFolder(async (folder) => {
      folder.copy();
      const { code, out } = await folder.run('codebook', '--format', 'html');
      assert.equal(code, 0);
      assert.match(out, /^<!DOCTYPE html>[^]*<dt>Used<\/dt>/);
      assert.match((await folder.run('codebook')).out, /^# Codebook\n\nMade with Stancemark/);
    }));
});
