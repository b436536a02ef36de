import assert from 'node:assert/strict';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { CodebookNames } from '../../src/core/find/codebook-names';
import type { Dismissal, Entity } from '../../src/core/model';
import {
  candidates,
  openSuggestions,
  placedTags,
  spotOf,
  spotsNow,
  tagAllChanges,
  tagsToRemove,
} from '../../src/core/tagging/tag-all';
import { pieceAt } from '../../src/core/anchors/context';
import type { SourceView } from '../../src/core/corpus';
import type { Tag } from '../../src/core/model';

const ENTITIES: readonly Entity[] = [
  { id: 'norland', name: 'Norland', type: 'state', aliases: ['Vik'] },
  { id: 'airline', name: 'Norland Airways', type: 'organisation', aliases: [] },
  { id: 'vik', name: 'Olga Vik', type: 'person', aliases: ['Vik'] },
];
const BOOK = { uri: 'file:///w/codebook.yaml', entities: ENTITIES };

function mention(text: string, words: string, entity: string, nth = 0): Tag {
  let from = -1;
  for (let i = 0; i <= nth; i++) from = text.indexOf(words, from + 1);
  assert.ok(from >= 0, words);
  return {
    id: `t${from}${entity}`,
    ...pieceAt(new PlaceableText(text), { from, to: from + words.length }),
    entity,
  };
}

function source(tags: readonly Tag[], dismissed: readonly Dismissal[] = []): SourceView {
  return {
    uri: 'file:///w/a.txt',
    name: 'a.txt',
    codebook: BOOK.uri,
    details: new Map(),
    tags,
    dismissed,
    rejected: [],
    placements: new Map(),
    checked: true,
    missing: false,
    faults: [],
    paragraphOf: (line) => line,
  };
}

/** The passages offered for an entity: those in brackets are unticked. */
function offered(
  text: string,
  entity: string,
  tags: readonly Tag[] = [],
  dismissed: readonly Dismissal[] = [],
): string {
  const placeable = new PlaceableText(text);
  const view = source(tags, dismissed);
  const hits = new CodebookNames().index(BOOK).hits('a', text);
  return candidates(entity, view, placeable, hits, placedTags(view, placeable))
    .map(({ hit, sure }) => `${hit.from}:${text.slice(hit.from, hit.to)}`.replace(/^.*$/, sure ? '$&' : '[$&]'))
    .join(' ');
}

describe('tag all', () => {
  const text = 'Norland is far. Norland Airways flies; Norland’s coast. Vik said.';
  const cases: [string, string, Tag[], Dismissal[], string][] = [
    ['the longer name wins, an ending is passed over', 'norland', [], [], '0:Norland 39:Norland [56:Vik]'],
    ['the longer name itself', 'airline', [], [], '16:Norland Airways'],
    ['what is tagged so is left out', 'norland', [mention(text, 'Norland', 'norland')], [], '39:Norland [56:Vik]'],
    [
      'what is tagged otherwise waits',
      'norland',
      [mention(text, 'Norland’s coast', 'airline')],
      [],
      '0:Norland [39:Norland] [56:Vik]',
    ],
    ['what was dismissed waits', 'norland', [], [{ form: 'norland' }], '[0:Norland] [39:Norland] [56:Vik]'],
    [
      'dismissed at one place',
      'norland',
      [],
      [{ form: 'Norland', before: '', after: pieceAt(new PlaceableText(text), { from: 0, to: 7 }).after }],
      '[0:Norland] 39:Norland [56:Vik]',
    ],
  ];
  for (const [name, entity, tags, dismissed, wanted] of cases) {
    it(name, () => assert.equal(offered(text, entity, tags, dismissed), wanted));
  }

  it('changes nothing the second time', () => {
    const placeable = new PlaceableText(text);
    let number = 0;
    const ranges = [
      { from: 0, to: 7 },
      { from: 39, to: 46 },
    ];
    const context = { text: placeable, newId: () => `id${number++}` };
    const first = tagAllChanges(ranges, { entity: 'norland' }, { ...context, placed: [] });
    const tags = first.changes.map((change) => (change.op === 'add' ? change.tag : assert.fail(change.op)));
    assert.deepEqual(first.ids, ['id0', 'id1']);
    const view = source(tags);
    const again = tagAllChanges(ranges, { entity: 'norland' }, { ...context, placed: placedTags(view, placeable) });
    assert.deepEqual(again, { changes: [], ids: ['id0', 'id1'], same: 2 });
    assert.equal(offered(text, 'norland', tags), '[56:Vik]');
  });

  it('gives no id twice', () => {
    const ids = ['same', 'same', 'other'];
    const { changes } = tagAllChanges(
      [
        { from: 0, to: 7 },
        { from: 39, to: 46 },
      ],
      { entity: 'norland' },
      { text: new PlaceableText(text), placed: [], newId: () => ids.shift() ?? assert.fail() },
    );
    assert.deepEqual(
      changes.map((change) => change.op === 'add' && change.tag.id),
      ['same', 'other'],
    );
  });

  it('suggests neither what is tagged nor what was dismissed, an entity at a time', () => {
    const suggested = (tags: readonly Tag[], dismissed: readonly Dismissal[]): string[] => {
      const placeable = new PlaceableText(text);
      const view = source(tags, dismissed);
      const hits = new CodebookNames().index(BOOK).hits('a', text);
      return openSuggestions(view, placeable, hits, placedTags(view, placeable)).map(
        ({ hit }) => `${text.slice(hit.from, hit.to)}=${hit.entities.join('|')}`,
      );
    };
    const all = ['Norland=norland', 'Norland Airways=airline', 'Norland=norland', 'Vik=norland|vik'];
    assert.deepEqual(suggested([], []), all);
    assert.deepEqual(suggested([mention(text, 'Norland Airways', 'norland')], []), [all[0], all[2], all[3]]);
    assert.deepEqual(suggested([], [{ form: 'VIK', entity: 'vik' }]), [...all.slice(0, 3), 'Vik=norland']);
    assert.deepEqual(suggested([], [{ form: 'Vik' }]), all.slice(0, 3));
  });

  it('finds spots again after an edit, and gives up those that are not the same', () => {
    const before = new PlaceableText(text);
    const spots = [spotOf(before, { from: 39, to: 46 }), spotOf(before, { from: 0, to: 7 })];
    assert.deepEqual(spotsNow(before, spots), [
      { from: 39, to: 46 },
      { from: 0, to: 7 },
    ]);
    const shifted = new PlaceableText(text.replace('Norland is', 'Long ago Norland was far, and so it is'));
    const moved = shifted.text.indexOf('Norland’s');
    assert.deepEqual(spotsNow(shifted, spots), [{ from: moved, to: moved + 7 }, undefined]);
    const longer = new PlaceableText('A title of some length stands here.\n\n' + text);
    assert.deepEqual(spotsNow(longer, spots), [{ from: 39 + 37, to: 46 + 37 }, undefined]);
  });

  it('removes only what fits everything that is asked for', () => {
    const tags = [
      mention(text, 'Norland', 'norland'),
      { ...mention(text, 'Norland Airways', 'airline'), by: 'mk' },
      { ...mention(text, 'Norland', 'airline', 2), by: 'mk' },
    ];
    const ids = (what: Parameters<typeof tagsToRemove>[1]): string[] =>
      tagsToRemove(source(tags), what).map((tag) => tag.id);
    assert.deepEqual(ids({}), []);
    assert.deepEqual(ids({ entity: 'airline' }), ['t16airline', 't39airline']);
    assert.deepEqual(ids({ form: 'norland' }), ['t0norland', 't39airline']);
    assert.deepEqual(ids({ by: 'mk', form: 'norland' }), ['t39airline']);
    assert.deepEqual(ids({ by: 'mk', among: () => new Set(['t16airline', 't0norland']) }), ['t16airline']);
  });
});

describe('names of a codebook', () => {
  it('keeps its index while the names are the same, and makes it anew when they are not', () => {
    const names = new CodebookNames();
    const index = names.index(BOOK);
    const noted = { ...BOOK, entities: ENTITIES.map((entity) => ({ ...entity, note: 'x' })) };
    assert.equal(names.index(noted), index);
    assert.notEqual(names.index(BOOK, { ignoreCase: true }), index);
    const renamed = { ...BOOK, entities: [{ ...ENTITIES[0]!, name: 'Sorland' }] };
    assert.equal(names.index(renamed).hits('a', 'Sorland Norland').length, 1);
  });
});
