import assert from 'node:assert/strict';
import { yamlPlaceAt } from '../../src/core/yaml/cursor';

/** `|` marks the place. */
function at(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const place = yamlPlaceAt(text, offset);
  if (!place) return 'nothing';
  const { path, kind, key, word, id } = place;
  assert.equal(text.slice(place.from, place.to).replace(/^["']|["']$/g, ''), word);
  return [path.join('.'), kind, key, word, id ?? '-'].join(' ; ');
}

const TAG = 'stancemark: 1\ntags:\n  - id: abcdefgh\n    at: 1:1-1:5\n';

describe('yamlPlaceAt', () => {
  for (const [marked, wanted] of [
    ['|', ' ; key ;  ;  ; -'],
    ['stance|mark: 1\n', ' ; key ; stancemark ; stancemark ; -'],
    ['stancemark: 1\nta|', ' ; key ; ta ; ta ; -'],
    [`${TAG}    entity: ba|ku\n`, 'tags ; value ; entity ; baku ; abcdefgh'],
    [`${TAG}    entity: |\n`, 'tags ; value ; entity ;  ; abcdefgh'],
    [`${TAG}    entity:|\n`, 'tags ; value ; entity ;  ; abcdefgh'],
    [`${TAG}    entity: "ba|ku"\n`, 'tags ; value ; entity ; baku ; abcdefgh'],
    [`${TAG}    ent|\n`, 'tags ; key ; ent ; ent ; abcdefgh'],
    [`${TAG}    stance:\n      holder: au|thor\n`, 'tags.stance ; value ; holder ; author ; abcdefgh'],
    [`${TAG}    stance:\n      va|\n`, 'tags.stance ; key ; va ; va ; abcdefgh'],
    [`${TAG}    stance:\n      via: [author, ru|]\n`, 'tags.stance ; value ; via ; ru ; abcdefgh'],
    [`${TAG}    stance:\n      via: [|]\n`, 'tags.stance ; value ; via ;  ; abcdefgh'],
    [`${TAG}    stance:\n      via:\n        - ru|\n`, 'tags.stance ; value ; via ; ru ; abcdefgh'],
    [`${TAG}    stance: {holder: author, target: ru|, value: x}\n`, 'tags.stance ; value ; target ; ru ; abcdefgh'],
    [`${TAG}    stance: {holder: author, ta|}\n`, 'tags.stance ; key ; ta ; ta ; abcdefgh'],
    [`${TAG}    # entity: ba|ku\n`, 'nothing'],
    ['source:\n  title: A|\n', 'source ; value ; title ; A ; -'],
    ['tags:\n- id: abcdefgh\n  entity: b|\n', 'tags ; value ; entity ; b ; abcdefgh'],
    ['tags:\n- entity: b|\n  id: abcdefgh\n', 'tags ; value ; entity ; b ; -'],
    ['entities:\n  - id: baku\n    type: st|\n', 'entities ; value ; type ; st ; baku'],
    ['stances:\n  - {id: pro, axis: pos|}\n', 'stances ; value ; axis ; pos ; pro'],
    ['types: [person, st|]\n', ' ; value ; types ; st ; -'],
    ['entities:\r\n  - id: baku\r\n    type: st|\r\n', 'entities ; value ; type ; st ; baku'],
  ] as const) {
    it(JSON.stringify(marked), () => assert.equal(at(marked), wanted));
  }

  it('knows the keys beside it, above and below', () => {
    const text = 'tags:\n  - id: a\n    at: 1:1-1:2\n    \n    note: x\n  - id: b\n    by: y\n';
    const place = yamlPlaceAt(text, text.indexOf('\n    note'));
    assert.deepEqual([...(place?.siblings ?? [])].sort(), ['at', 'id', 'note']);
  });

  it('never throws, whatever the text', () => {
    const letters = ['-', ' ', ':', '{', '}', '[', ']', '"', "'", '#', 'a', '\n', ',', '\\', '\uFEFF'];
    let state = 7;
    const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648);
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: next() % 40 }, () => letters[next() % letters.length]).join('');
      const place = yamlPlaceAt(text, next() % (text.length + 1));
      assert.ok(!place || (place.from <= place.to && place.to <= text.length), JSON.stringify(text));
    }
  });
});
