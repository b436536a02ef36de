import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Corpus, SourceView } from '../../src/core/corpus';
import { parseQuery, type Query } from '../../src/core/query';
import {
  badgeOf,
  CHUNK,
  entityTree,
  findAll,
  looksSame,
  markMistake,
  reach,
  searchTree,
  sourceTree,
  stanceTree,
  stateOf,
  type StanceGrouping,
  type TreeNode,
} from '../../src/core/tree';
import { codebookOf, corpusOf, mention, smallCorpus, sourceOf, spanAt, stance } from './support/corpus';

/** A tree as lines, each level indented; what one reads in it. */
function drawn(nodes: readonly TreeNode[], deep = 9, indent = ''): string[] {
  return nodes.flatMap((node) => [
    indent + says(node),
    ...(deep > 1 ? drawn(node.children?.() ?? [], deep - 1, `${indent}  `) : []),
  ]);
}

function says(node: TreeNode): string {
  switch (node.kind) {
    case 'corpus':
      return `corpus ${node.codebook}`;
    case 'type':
      return `${node.label} ${node.count}`;
    case 'unknown':
      return `unknown ${node.count}`;
    case 'entity':
      return `${node.entity} ${node.totals?.mentions ?? '-'}${node.lost > 0 ? ` lost ${node.lost}` : ''}`;
    case 'part':
      return `${node.source.name} ${node.count}${node.lost > 0 ? ` lost ${node.lost}` : ''}`;
    case 'group':
      return `${node.label} ${node.count}`;
    case 'source':
      return `${node.source.name} ${node.summary.mentions} ${node.summary.stances} ${node.summary.lost}`;
    case 'passage':
      return node.state === 'placed' ? node.id : `${node.id} ${node.state}`;
    case 'chunk':
      return `${node.from}-${node.to}`;
    case 'results':
      return `“${node.query}” ${node.count} in ${node.sources}`;
    case 'search':
      return `${node.name} ${node.mistake ? 'mistake' : node.count}`;
  }
}

function query(text: string): Query {
  const parsed = parseQuery(text);
  assert.ok(parsed.ok);
  return parsed.query;
}

const everyNode = (nodes: readonly TreeNode[]): TreeNode[] =>
  nodes.flatMap((node) => [node, ...everyNode(node.children?.() ?? [])]);

describe('tree of entities', () => {
  it('goes by type, entity and source, with lost mentions listed and not counted', () => {
    assert.deepEqual(drawn(entityTree([smallCorpus()]).roots), [
      'state 2',
      '  azerbaijan 1 lost 1',
      '    a/1.txt 1',
      '      a3',
      '    a/2.txt 0 lost 1',
      '      b2 lost',
      '  russia 3',
      '    a/1.txt 2',
      '      a1',
      '      a4',
      '    a/2.txt 1',
      '      b4 moved',
      'person 1',
      '  aliyev 1',
      '    a/1.txt 1',
      '      a5',
      'place 1',
      '  port 1',
      '    a/10.txt 1',
      '      c1',
      'unknown 1',
      '  nowhere 1',
      '    a/10.txt 1',
      '      c2',
    ]);
  });

  it('lists entities that nothing mentions', () => {
    const { roots } = entityTree([corpusOf([])]);
    assert.deepEqual(drawn(roots), [
      'state 2',
      '  azerbaijan -',
      '  russia -',
      'person 1',
      '  aliyev -',
      'place 1',
      '  port -',
    ]);
    assert.ok(everyNode(roots).every((node) => node.kind !== 'entity' || node.children === undefined));
  });

  it('filters by every word of name, alias or id, without case and accents', () => {
    const shown = (filter: string): [string[], number] => {
      const forest = entityTree([smallCorpus()], { filter });
      return [everyNode(forest.roots).flatMap((node) => (node.kind === 'entity' ? node.entity : [])), forest.shown];
    };
    assert.deepEqual(shown('BAKU'), [['azerbaijan'], 1]);
    assert.deepEqual(shown('ilham eliyev'), [['aliyev'], 1]);
    assert.deepEqual(shown('kremlin moscow'), [['russia'], 1]);
    assert.deepEqual(shown('kremlin baku'), [[], 0]);
    assert.deepEqual(shown('  '), [['azerbaijan', 'russia', 'aliyev', 'port', 'nowhere'], 5]);
  });

  it('sorts by mentions, and by the latest source', () => {
    const sorted = (sort: 'mentions' | 'latest'): string[] =>
      entityTree([smallCorpus()], { sort }).roots.flatMap((type) =>
        (type.children?.() ?? []).flatMap((node) => (node.kind === 'entity' ? node.entity : [])),
      );
    assert.deepEqual(sorted('mentions').slice(0, 2), ['russia', 'azerbaijan']);
    const book = codebookOf();
    const dated = (name: string, date: string, entity: string): SourceView =>
      sourceOf(name, [mention(name, '0:0-3', entity)], { details: { date } });
    const corpus = corpusOf([dated('x', '2024', 'azerbaijan'), dated('y', '2025-02', 'russia')], book);
    const [states] = entityTree([corpus], { sort: 'latest' }).roots;
    assert.deepEqual(drawn(states?.children?.() ?? [], 1), ['russia 1', 'azerbaijan 1']);
  });

  it('puts several codebooks a level above', () => {
    const other: Corpus = { codebook: codebookOf({ entities: [] }, 'mem:/b/codebook.yaml'), sources: [] };
    assert.deepEqual(drawn(entityTree([smallCorpus(), other]).roots, 2), [
      'corpus mem:/codebook.yaml',
      '  state 2',
      '  person 1',
      '  place 1',
      '  unknown 1',
    ]);
  });
});

describe('tree of stances', () => {
  const groups = (by: StanceGrouping, filter?: string): string[] =>
    drawn(stanceTree([smallCorpus()], { by, filter }).roots);

  it('groups by target, holder, value and source', () => {
    assert.deepEqual(groups('target'), ['Azerbaijan 2', '  b3', '  b5', 'Russia 2', '  a2', '  b1']);
    assert.deepEqual(groups('holder'), ['Azerbaijan 2', '  a2', '  b1', '(the author) 1', '  b3', 'Russia 1', '  b5']);
    assert.deepEqual(groups('value'), ['supportive 1', '  b1', 'critical 2', '  a2', '  b5', 'neutral 1', '  b3']);
    assert.deepEqual(groups('source'), ['a/1.txt 1', '  a2', 'a/2.txt 3', '  b1', '  b3', '  b5']);
  });

  it('counts a denied stance, on no axis', () => {
    const [azerbaijan] = stanceTree([smallCorpus()]).roots;
    assert.ok(azerbaijan?.kind === 'group');
    assert.deepEqual([azerbaijan.tally.denied, azerbaijan.tally.negative], [1, 0]);
  });

  it('filters by names, words, notes and source', () => {
    assert.deepEqual(groups('target', 'mon avis'), ['Russia 1', '  a2']);
    assert.deepEqual(groups('target', '2.txt supportive'), ['Russia 1', '  b1']);
    assert.deepEqual(groups('target', 'the visit'), ['Azerbaijan 1', '  b5']);
  });
});

describe('tree of stances by details', () => {
  it('groups by a key of the sources, and those without it', () => {
    const said = (name: string, details: Record<string, string>): SourceView =>
      sourceOf(name, [stance(name, '0:0-1', 'aliyev russia critical')], { details });
    const corpus = corpusOf([
      said('a', { country: 'TR' }),
      said('b', { country: ' AZ' }),
      said('c', {}),
      said('d', { country: 'TR' }),
    ]);
    const { roots } = stanceTree([corpus], { by: 'source.country' });
    assert.deepEqual(drawn(roots, 2), ['(no country) 1', '  c', 'AZ 1', '  b', 'TR 2', '  a', '  d']);
    const [source] = corpus.sources;
    const tag = source?.tags[0];
    assert.equal(source && tag && reach(roots, { source, tag })?.id, 'a');
  });
});

describe('tree of sources', () => {
  it('lists all of them, each with its passages, lost ones first', () => {
    const untagged = sourceOf('b.txt', []);
    const corpus = { ...smallCorpus(), sources: [...smallCorpus().sources, untagged] };
    const lines = drawn(sourceTree([corpus]).roots);
    assert.deepEqual(lines.slice(6, 12), ['a/2.txt 1 3 1', '  b2 lost', '  b1', '  b4 moved', '  b3', '  b5']);
    assert.equal(lines.at(-1), 'b.txt 0 0 0');
  });

  it('sorts by date with undated ones last, and by mentions', () => {
    const names = (sort: 'date' | 'mentions'): string[] => drawn(sourceTree([smallCorpus()], { sort }).roots, 1);
    assert.deepEqual(names('date'), ['a/2.txt 1 3 1', 'a/1.txt 4 1 0', 'a/10.txt 2 0 0']);
    assert.deepEqual(names('mentions'), ['a/1.txt 4 1 0', 'a/10.txt 2 0 0', 'a/2.txt 1 3 1']);
  });

  it('filters by name, title and outlet', () => {
    assert.deepEqual(drawn(sourceTree([smallCorpus()], { filter: 'northern closer' }).roots, 1), ['a/2.txt 1 3 1']);
  });

  it('says what the workspace has, and what needs the user', () => {
    assert.equal(stateOf([corpusOf([])]), 'noTexts');
    assert.equal(stateOf([corpusOf([sourceOf('a.txt', [])])]), 'noTags');
    assert.equal(stateOf([smallCorpus()]), 'ready');
    const two = [smallCorpus(), smallCorpus()];
    assert.deepEqual(badgeOf(two, 1), { value: 5, tooltip: '2 lost, 2 moved, 1 not on disk' });
    assert.deepEqual(badgeOf(two, 0), { value: 4, tooltip: '2 lost, 2 moved' });
    assert.equal(badgeOf([corpusOf([sourceOf('a.txt', [])])], 0), undefined);
  });
});

describe('tree of searches', () => {
  const searches = [
    { name: 'Against', query: 'axis:negative' },
    { name: 'Broken', query: 'near(' },
  ];
  const corpus: Corpus = { ...smallCorpus(), codebook: codebookOf({ searches }) };

  it('has the last results first, then the saved ones with their counts', () => {
    assert.deepEqual(drawn(searchTree([corpus], query('entity:port or entity:aliyev')).roots), [
      '“entity:port or entity:aliyev” 2 in 2',
      '  a/1.txt 1',
      '    a5',
      '  a/10.txt 1',
      '    c1',
      'Against 2',
      '  a/1.txt 1',
      '    a2',
      '  a/2.txt 1',
      '    b5',
      'Broken mistake',
    ]);
    assert.deepEqual(drawn(searchTree([corpus]).roots, 1), ['Against 2', 'Broken mistake']);
  });

  it('looks at changed sources alone, and gives what a fresh search gives', () => {
    const all = query('entity:russia');
    const before = findAll(corpus, all);
    const [first, ...others] = corpus.sources;
    assert.ok(first);
    const changed = { ...first, tags: first.tags.slice(1) };
    const after = findAll({ ...corpus, sources: [changed, ...others] }, all);
    assert.equal(after.count, before.count - 1);
    assert.equal(after.bySource[1], before.bySource[1]);
  });

  it('marks where a mistake is', () => {
    const long = `${'word '.repeat(30)}near(a`;
    assert.equal(markMistake('near(a', 6), 'near(a▲');
    assert.equal(markMistake('a ) b', 2), 'a ▲) b');
    assert.equal(markMistake(long, long.length).length, 32);
  });
});

describe('nodes', () => {
  const forests = (corpus: Corpus): (readonly TreeNode[])[] => [
    entityTree([corpus]).roots,
    sourceTree([corpus]).roots,
    ...(['target', 'holder', 'value', 'source'] as const).map((by) => stanceTree([corpus], { by }).roots),
  ];

  it('reach every tag where it belongs, with its parents', () => {
    const corpus = smallCorpus();
    for (const source of corpus.sources) {
      for (const tag of source.tags) {
        const roots = tag.stance ? stanceTree([corpus]).roots : entityTree([corpus]).roots;
        const node = reach(roots, { source, tag });
        assert.equal(node?.id, tag.id);
        let top: TreeNode | undefined = node;
        while (top?.parent) top = top.parent;
        assert.ok(top && roots.includes(top));
      }
    }
    const [source] = corpus.sources;
    assert.ok(source);
    assert.equal(reach(stanceTree([corpus]).roots, { source, tag: mention('zz', '0:0-1', 'russia') }), undefined);
  });

  it('come in stretches where there are many, and reach works through them', () => {
    const tags = Array.from({ length: 2 * CHUNK + 1 }, (_, i) => mention(`t${i}`, `${i}:0-3`, 'russia'));
    const corpus = corpusOf([sourceOf('big.txt', tags)]);
    const [source] = sourceTree([corpus]).roots;
    assert.deepEqual(drawn(source?.children?.() ?? [], 1), ['1-500', '501-1000', '1001-1001']);
    const [view] = corpus.sources;
    const tag = tags[700];
    assert.ok(view && tag);
    const node = reach(entityTree([corpus]).roots, { source: view, tag });
    assert.equal(node?.parent?.kind === 'chunk' && node.parent.from, 501);
  });

  it('have unique keys, the same for the same things, whatever ids are made of', () => {
    const id = fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom('a', 'b', '"]["', '/', '\n', '\ud800', '__proto__'),
    );
    const tag = fc.oneof(
      fc.tuple(id, id).map(([a, entity]) => mention(a, '0:0-1', entity)),
      fc.tuple(id, id, id).map(([a, holder, target]) => {
        const made = stance(a, '0:0-1', 'x y critical');
        return { ...made, stance: { ...made.stance, holder, target } };
      }),
    );
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 12 }), fc.array(id, { maxLength: 5 }), (tags, ids) => {
        const entities = ids.map((each) => ({ id: each, name: each, type: each, aliases: [] }));
        const corpus = (): Corpus =>
          corpusOf([sourceOf('s.txt', tags), sourceOf('t.txt', tags)], codebookOf({ entities }));
        const again = forests(corpus());
        forests(corpus()).forEach((roots, i) => {
          const keys = everyNode(roots).map((node) => node.key);
          assert.equal(new Set(keys).size, keys.length);
          assert.deepEqual(
            everyNode(again[i] ?? []).map((node) => node.key),
            keys,
          );
        });
      }),
      { numRuns: 300 },
    );
  });

  it('are made once', () => {
    for (const node of forests(smallCorpus()).flatMap(everyNode)) assert.equal(node.children?.(), node.children?.());
  });
});

describe('looksSame', () => {
  const base = sourceOf('a.txt', [mention('a', '0:0-3', 'russia')]);
  it('is true for a new snapshot that changes nothing to be seen', () => {
    assert.ok(looksSame(base, { ...base, checked: !base.checked, paragraphOf: () => 0 }));
    const moved = new Map([['a', { kind: 'moved' as const, pieces: [spanAt('1:0-3')] }]]);
    assert.ok(looksSame({ ...base, placements: moved }, { ...base, placements: new Map(moved) }));
  });
  it('is false for anything that shows', () => {
    const moved = (at: string): SourceView['placements'] => new Map([['a', { kind: 'moved', pieces: [spanAt(at)] }]]);
    for (const change of [
      { tags: [...base.tags] },
      { details: new Map() },
      { missing: true },
      { unsaved: 'why' },
      { placements: new Map([['a', { kind: 'lost' as const }]]) },
    ]) {
      assert.ok(!looksSame(base, { ...base, ...change }), Object.keys(change).join());
    }
    assert.ok(!looksSame({ ...base, placements: moved('1:0-3') }, { ...base, placements: moved('2:0-3') }));
  });
});
