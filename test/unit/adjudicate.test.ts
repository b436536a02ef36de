/** Deciding between coders, by a case worked out by hand. */
import assert from 'node:assert/strict';
import {
  casesOf,
  decide,
  decideAgreed,
  decideAllOf,
  markOf,
  reopen,
  type Case,
  type Docket,
} from '../../src/core/agreement/adjudicate';
import { verdictReport } from '../../src/core/agreement/verdicts';
import { PlaceableText } from '../../src/core/anchors/placeable';
import type { SidecarChange } from '../../src/core/changes';
import type { Stance, Tag } from '../../src/core/model';
import { applyToSidecar, readSidecar, type Sidecar } from '../../src/core/sidecar';
import { pieceAt } from '../../src/core/anchors/context';

const TEXT = new PlaceableText(
  'Baku blames Moscow. The pier stays shut, says the mayor of Oldport. Nobody asked Oldport.\n',
);

function piece(words: string, nth = 0): ReturnType<typeof pieceAt> {
  let from = -1;
  for (let i = 0; i <= nth; i++) from = TEXT.text.indexOf(words, from + 1);
  assert.ok(from >= 0, words);
  return pieceAt(TEXT, { from, to: from + words.length });
}

const mention = (id: string, words: string, entity: string, nth = 0): Tag => ({ id, ...piece(words, nth), entity });
const stance = (id: string, words: string, value: string, more: Partial<Stance> = {}): Tag => ({
  id,
  ...piece(words),
  stance: { holder: 'baku', target: 'moscow', value, ...more },
});

/** Ann and Ben agree on Baku; differ on what Moscow is, on a value, on borders, and each sees something alone. */
const ANN: readonly Tag[] = [
  mention('annbaku2', 'Baku', 'baku'),
  mention('annmosc2', 'Moscow', 'moscow'),
  stance('annstan2', 'Baku blames Moscow', 'critical'),
  mention('annmayo2', 'the mayor of Oldport', 'mayor'),
  mention('annoldp2', 'Oldport', 'oldport', 1),
];
const BEN: readonly Tag[] = [
  mention('benbaku2', 'Baku', 'baku'),
  mention('benmosc2', 'Moscow', 'russia'),
  stance('benstan2', 'Baku blames Moscow', 'neutral'),
  mention('benmayo2', 'mayor', 'mayor'),
  mention('benpier2', 'pier', 'pier'),
];

let number = 0;
const newId = (): string => `new${'abcdefghijklmnopqrstuvwxyz'[number++ % 26]}2345`.slice(0, 8);
const empty = (): Sidecar => {
  const reading = readSidecar('stancemark: 1\ntags: []\n');
  assert.ok(reading.ok);
  return reading.value;
};
const docket = (decided: Sidecar = empty(), ann = ANN, ben = BEN): Docket => ({
  text: TEXT,
  coders: ['ann', 'ben'],
  layers: [ann, ben],
  decided,
});
const on = (sidecar: Sidecar, changes: readonly SidecarChange[]): Sidecar => {
  const applied = applyToSidecar(sidecar, changes);
  assert.deepEqual(applied.skipped, []);
  return applied.sidecar;
};
const caseWith = (cases: readonly Case[], id: string): Case => {
  const found = cases.find(({ tags }) => tags.some((own) => own?.tag.id === id));
  assert.ok(found, id);
  return found;
};

describe('adjudication', () => {
  it('finds the cases in the order of the text, each with how they differ', () => {
    const cases = casesOf(docket());
    assert.deepEqual(
      cases.map(({ key, kinds, state }) => [key, kinds.join(), state]),
      [
        ['annbaku2 benbaku2', '', 'open'],
        ['annstan2 benstan2', 'value', 'open'],
        ['annmosc2 benmosc2', 'entity', 'open'],
        [' benpier2', 'missed', 'open'],
        ['annmayo2 benmayo2', 'borders', 'open'],
        ['annoldp2 ', 'missed', 'open'],
      ],
    );
  });

  it('A, B, both, neither: what is taken says whose, what is refused is remembered', () => {
    const cases = casesOf(docket());
    const moscow = caseWith(cases, 'annmosc2');
    const rows: [readonly number[], [string, string[]][], string[]][] = [
      [[0], [['moscow', ['annmosc2']]], ['benmosc2']],
      [[1], [['russia', ['benmosc2']]], ['annmosc2']],
      [
        [0, 1],
        [
          ['moscow', ['annmosc2']],
          ['russia', ['benmosc2']],
        ],
        [],
      ],
      [[], [], ['annmosc2', 'benmosc2']],
    ];
    for (const [take, tags, rejected] of rows) {
      const after = on(empty(), decide(moscow, { take }, docket(), newId).changes);
      assert.deepEqual(
        after.tags.map(({ entity, from }) => [entity, from]),
        tags,
      );
      assert.deepEqual(after.rejected, rejected);
      const now = casesOf(docket(after));
      assert.equal(caseWith(now, 'annmosc2').state, 'decided');
      assert.equal(now.filter(({ state }) => state === 'decided').length, 1);
    }
  });

  it('can be decided otherwise, and be opened again, without leavings', () => {
    const first = on(empty(), decide(caseWith(casesOf(docket()), 'annmosc2'), { take: [0] }, docket(), newId).changes);
    const again = docket(first);
    const second = on(first, decide(caseWith(casesOf(again), 'annmosc2'), { take: [1] }, again, newId).changes);
    assert.deepEqual(
      second.tags.map(({ entity }) => entity),
      ['russia'],
    );
    assert.deepEqual(second.rejected, ['annmosc2']);
    const third = docket(second);
    const open = on(second, reopen(caseWith(casesOf(third), 'annmosc2'), third));
    assert.deepEqual([open.tags, open.rejected, open.seen.size], [[], [], 0]);
    assert.equal(caseWith(casesOf(docket(open)), 'annmosc2').state, 'open');
  });

  it('one that is edited is made of all', () => {
    const one = caseWith(casesOf(docket()), 'annstan2');
    const { changes, ids } = decide(one, { take: [1], edit: true }, docket(), newId);
    const after = on(empty(), changes);
    assert.deepEqual([after.tags[0]?.id, after.tags[0]?.from], [ids[0], ['annstan2', 'benstan2']]);
    assert.deepEqual(after.rejected, []);
    // Whatever becomes of it, the case is decided.
    const edited = on(after, [{ op: 'set', id: ids[0] ?? '', set: { note: 'mixed, after a talk' } }]);
    assert.equal(caseWith(casesOf(docket(edited)), 'benstan2').state, 'decided');
  });

  it('all that agree at once, and all of one coder', () => {
    const agreed = on(empty(), decideAgreed(docket(), newId).changes);
    assert.deepEqual(
      agreed.tags.map(({ entity, from }) => [entity, from]),
      [['baku', ['annbaku2', 'benbaku2']]],
    );
    const rest = docket(agreed);
    const done = on(agreed, decideAllOf(rest, 1, newId).changes);
    assert.deepEqual(
      done.tags.map(({ quote, entity, stance: s }) => [quote, entity ?? s?.value]),
      [
        ['Baku blames Moscow', 'neutral'],
        ['Baku', 'baku'],
        ['Moscow', 'russia'],
        ['pier', 'pier'],
        ['mayor', 'mayor'],
      ],
    );
    assert.deepEqual(done.rejected, ['annmayo2', 'annmosc2', 'annoldp2', 'annstan2']);
    assert.ok(casesOf(docket(done)).every(({ state }) => state === 'decided'));
    assert.deepEqual(decideAgreed(docket(done), newId).changes, []);
  });

  it('a later change, and a later tag, show up as such', () => {
    const done = on(empty(), decideAllOf(docket(), 0, newId).changes);
    const noted = BEN.map((tag) => ({ ...tag, note: 'said twice' }));
    assert.ok(
      casesOf(docket(done, ANN, noted)).every(({ state }) => state === 'decided'),
      'a note is no new meaning',
    );
    const otherMind = BEN.map((tag) => (tag.id === 'benmosc2' ? mention('benmosc2', 'Moscow', 'moscow') : tag));
    const changed = casesOf(docket(done, ANN, otherMind));
    assert.deepEqual(
      changed.filter(({ state }) => state !== 'decided').map(({ key, state }) => [key, state]),
      [['annmosc2 benmosc2', 'changed']],
    );
    const more = [...BEN, mention('benoldp2', 'Oldport', 'oldport', 1)];
    const joined = casesOf(docket(done, ANN, more)).filter(({ state }) => state !== 'decided');
    assert.deepEqual(
      joined.map(({ key, state }) => [key, state]),
      [['annoldp2 benoldp2', 'changed']],
    );
  });

  it('what stands in the shared file already is taken, not doubled', () => {
    const shared = on(empty(), [{ op: 'add', tag: { ...mention('shared22', 'Baku', 'baku'), by: 'ann', note: 'n' } }]);
    const after = on(shared, decideAgreed(docket(shared), newId).changes);
    assert.deepEqual(
      after.tags.map(({ id, from, note }) => [id, from, note]),
      [['shared22', ['shared22', 'annbaku2', 'benbaku2'], 'n']],
    );
  });

  it('what stood in the shared file before is never removed, however often its case is decided anew', () => {
    const before = { ...mention('shared22', 'Moscow', 'moscow'), note: 'n' };
    const shared = on(empty(), [{ op: 'add', tag: before }]);
    const decided = (now: Sidecar, ...take: number[]): { now: Sidecar; kept: readonly string[] } => {
      const all = docket(now);
      const { changes, kept } = decide(caseWith(casesOf(all), 'annmosc2'), { take }, all, newId);
      return { now: on(now, changes), kept };
    };
    const stands = ({ tags }: Sidecar): unknown => tags.map(({ id, entity, from, note }) => [id, entity, from, note]);
    const own = (from: readonly string[] | undefined): unknown => ['shared22', 'moscow', from, 'n'];
    const first = decided(shared, 0);
    assert.deepEqual([stands(first.now), first.kept], [[own(['shared22', 'annmosc2'])], []]);
    // The same again is the same; the other coder's stands beside it, and it is nobody's any more.
    const again = decided(first.now, 0);
    assert.deepEqual([stands(again.now), again.kept], [stands(first.now), []]);
    const other = decided(again.now, 1);
    const made = other.now.tags.find(({ id }) => id !== 'shared22')?.id;
    assert.deepEqual(stands(other.now), [[made, 'russia', ['benmosc2'], undefined], own(undefined)]);
    assert.deepEqual(other.kept, ['shared22']);
    // Back to Ann's: Ben's, which was made by deciding, goes.
    assert.deepEqual(stands(decided(other.now, 0).now), [own(['shared22', 'annmosc2'])]);
    const neither = decided(first.now);
    assert.deepEqual([stands(neither.now), neither.kept], [[own(undefined)], ['shared22']]);
    const open = docket(first.now);
    assert.deepEqual(stands(on(first.now, reopen(caseWith(casesOf(open), 'annmosc2'), open))), [own(undefined)]);
  });

  it('pieces, a text that moved, and what is lost', () => {
    const moved = new PlaceableText('So. ' + TEXT.text);
    const two: Tag = { ...mention('anntwo22', 'Baku', 'baku'), also: [piece('Moscow')] };
    const gone: Tag = {
      ...mention('anngone2', 'Baku', 'baku'),
      quote: 'Atlantis sank long ago',
      before: 'xx',
      after: 'yy',
    };
    const one: Docket = { text: moved, coders: ['ann'], layers: [[two, gone]], decided: empty() };
    assert.equal(casesOf(one).length, 1);
    const [tag] = on(empty(), decideAgreed(one, newId).changes).tags;
    assert.deepEqual([tag?.at.startColumn, tag?.also?.[0]?.at.startColumn], [4, 16]);
  });

  it('marks are letters, of what is said and where', () => {
    const [tag] = ANN as [Tag];
    assert.match(markOf(tag), /^[a-z]{7}$/);
    assert.equal(markOf(tag), markOf({ ...tag, id: 'otherid2', note: 'n', by: 'x' }));
    assert.notEqual(markOf(tag), markOf(mention('annbaku2', 'Baku', 'moscow')));
    assert.notEqual(markOf(mention('x', 'Oldport', 'oldport')), markOf(mention('x', 'Oldport', 'oldport', 1)));
  });

  it('is summed up: who was followed how often, and what was decided instead', () => {
    const done = on(empty(), decideAllOf(docket(), 1, newId).changes);
    const name = (tag: Tag): string => tag.entity ?? tag.stance.value;
    const { sums, rows } = verdictReport([docket(done)], name);
    // Of six cases Ann is followed in one (Baku); Ben in all.
    assert.deepEqual(sums, [
      { coder: 'ann', cases: 6, followed: 1 },
      { coder: 'ben', cases: 6, followed: 6 },
    ]);
    assert.deepEqual(
      rows.map(({ coder, said, decided, count }) => [coder, said, decided, count]),
      [
        ['ann', '', 'pier', 1],
        ['ann', 'critical', 'neutral', 1],
        ['ann', 'mayor', 'mayor', 1],
        ['ann', 'moscow', 'russia', 1],
        ['ann', 'oldport', '', 1],
      ],
    );
  });
});
