import assert from 'node:assert/strict';
import { entityMentionsTable } from '../../src/core/export/mention-tables';
import { branchTotals, mentionsOf, select } from '../../src/core/sums';
import { setParent } from '../../src/core/refactor/entities';
import { entityTree, reach, type TreeNode } from '../../src/core/tree';
import type { Corpus } from '../../src/core/corpus';
import type { Entity } from '../../src/core/model';
import { codebookOf, corpusOf, mention, sourceOf, stance } from './support/corpus';

const entity = (id: string, type: string, parent?: string): Entity => ({
  id,
  name: id,
  type,
  aliases: [],
  ...(parent !== undefined && { parent }),
});
const ENTITIES = [
  entity('russia', 'state'),
  entity('kremlin', 'office', 'russia'),
  entity('peskov', 'person', 'kremlin'),
  entity('army', 'office', 'russia'),
  entity('nato', 'office'),
  entity('ada', 'person'),
  entity('loop', 'person', 'loop'),
];
const TYPES = [
  { id: 'state', label: 'state' },
  { id: 'office', label: 'office', parent: 'state' },
  { id: 'person', label: 'person' },
];

function corpus(entities = ENTITIES, types: typeof TYPES = TYPES): Corpus {
  const a = sourceOf('a.txt', [
    mention('a1', '0:0-1', 'kremlin'),
    mention('a2', '1:0-1', 'kremlin'),
    mention('a3', '2:0-1', 'peskov'),
    stance('a4', '3:0-1', 'ada peskov critical'),
  ]);
  const b = sourceOf('b.txt', [mention('b1', '0:0-1', 'peskov'), mention('b2', '1:0-1', 'ada')]);
  return corpusOf([a, b], codebookOf({ entities, types }));
}

const drawn = (nodes: readonly TreeNode[], indent = ''): string[] =>
  nodes.flatMap((node) => {
    const below = drawn(node.children?.() ?? [], indent + ' ');
    if (node.kind === 'type') {
      return [`${indent}${node.label} ${node.count}${node.branch === undefined ? '' : `/${node.branch}`}`, ...below];
    }
    if (node.kind !== 'entity') return [];
    const { branch, totals } = node;
    const all = branch ? ` of ${branch.below}: ${branch.mentions} in ${branch.sources} −${branch.toward.negative}` : '';
    return [`${indent}${node.entity} ${totals?.mentions ?? 0}${all}`, ...below];
  });

describe('tree of entities with parents', () => {
  it('stands types below types and entities below entities, with own sums and those of the branch', () => {
    assert.deepEqual(drawn(entityTree([corpus()]).roots), [
      'state 4/5',
      ' office 1',
      '  nato 0',
      ' russia 0 of 3: 4 in 2 −1',
      '  army 0',
      '  kremlin 2 of 1: 4 in 2 −1',
      '   peskov 2',
      'person 2',
      ' ada 1',
      ' loop 0',
    ]);
  });

  it('finds the row of a passage below its parents', () => {
    const all = corpus();
    const [source] = all.sources;
    const tag = source?.tags.find(({ id }) => id === 'a3');
    assert.ok(source && tag);
    const node = reach(entityTree([all]).roots, { source, tag });
    const path: string[] = [];
    for (let at: TreeNode | undefined = node; at; at = at.parent)
      path.push('entity' in at ? String(at.entity) : at.kind);
    assert.deepEqual(path, ['passage', 'part', 'peskov', 'kremlin', 'russia', 'type']);
  });

  it('is flat while a filter holds, and without parents', () => {
    assert.deepEqual(drawn(entityTree([corpus()], { filter: 'k' }).roots), [
      'office 1',
      ' kremlin 2',
      'person 1',
      ' peskov 2',
    ]);
    const flat = corpus(
      ENTITIES.map(({ id, type }) => entity(id, type)),
      TYPES.map(({ id, label }) => ({ id, label })),
    );
    assert.equal(drawn(entityTree([flat]).roots).filter((line) => line.includes('of')).length, 1);
    assert.equal(branchTotals(flat).size, 0);
  });

  it('says own mentions and those of the branch in the table of Findings', () => {
    const all = corpus();
    const table = entityMentionsTable(mentionsOf(select(all)), all.codebook);
    assert.deepEqual(table.columns, [
      'entity',
      'type',
      'mentions',
      'sources',
      'mentions in branch',
      'sources in branch',
    ]);
    assert.deepEqual(table.rows, [
      ['kremlin', 'office', 2, 1, 4, 2],
      ['peskov', 'person', 2, 2, 2, 2],
      ['ada', 'person', 1, 1, 1, 1],
      ['russia', 'state', 0, 0, 4, 2],
    ]);
    assert.match(table.note, /^A branch is/);
  });

  it('sets a parent, and never below itself', () => {
    const all = corpus();
    const change = (id: string, parent: string | null): unknown => setParent(all, id, parent);
    assert.deepEqual(change('ada', 'kremlin'), [
      {
        kind: 'codebook',
        uri: all.codebook.uri,
        changes: [{ op: 'set-entity', id: 'ada', set: { parent: 'kremlin' } }],
      },
    ]);
    assert.deepEqual(change('kremlin', 'russia'), []);
    assert.throws(() => change('russia', 'peskov'), /circle/);
    assert.throws(() => change('russia', 'russia'), /circle/);
    assert.throws(() => change('russia', 'nobody'), /unknown/);
    // Out of a circle that a hand has written.
    assert.equal((change('loop', null) as unknown[]).length, 1);
  });
});
