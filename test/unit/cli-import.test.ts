/** `stancemark import`: what it takes of a project, how it is told about codes, and what it says. */
import assert from 'node:assert/strict';
import { planImport } from '../../src/core/formats/plan';
import { readIncoming } from '../../src/core/formats/read';
import type { Codebook } from '../../src/core/model';
import { inFolder } from './cli/world';
import { BOOK } from './formats/corpus';

describe('command line: import', () => {
  it('brings a project in, and nothing more the second time', () =>
    inFolder(async (folder) => {
      folder.copy('media/sample', 'from');
      assert.equal((await folder.runIn('from', 'export', '--to', 'qdpx', '-o', '../x.qdpx')).code, 0);
      const first = await folder.run('import', 'x.qdpx', '--into', 'to', '--json');
      assert.equal(first.code, 0, first.err);
      const told = JSON.parse(first.out) as {
        tags: number;
        sources: number;
        lost: number;
      };
      assert.deepEqual([told.sources, told.lost], [6, 0]);
      const second = JSON.parse((await folder.run('import', 'x.qdpx', '--into', 'to', '--json')).out) as Record<
        string,
        number
      >;
      assert.deepEqual([second['tags'], second['same'], second['sources'], second['entities']], [0, told.tags, 0, 0]);
      await folder.runIn('from', 'export', '--to', 'jsonl', '-o', '../a.jsonl');
      await folder.runIn('to', 'export', '--to', 'jsonl', '-o', '../b.jsonl');
      const rows = (name: string) => folder.read(name).trim().split('\n').sort();
      assert.deepEqual(rows('b.jsonl'), rows('a.jsonl'));
    }));

  it('takes codes as a mapping says, and finds them by it the next time', () =>
    inFolder(async (folder) => {
      folder.write('a.txt', 'Rain fell.');
      folder.write('a.ann', 'T1\tWeather 0 4\tRain\n');
      folder.write('map.json', '[{"code": "Weather", "entity": "rain", "type": "event"}]');
      const first = await folder.run('import', 'a.ann', '--into', 'to', '--map', 'map.json');
      assert.equal(first.code, 0, first.err);
      assert.match(folder.read('to/a.txt.tags.yaml'), /entity: rain/);
      assert.match(folder.read('to/codebook.yaml'), /id: rain\n\s+name: Weather\n\s+type: event/);
      assert.match(
        (await folder.run('import', 'a.ann', '--into', 'to')).out,
        /0 tags added .* 1 there already, 0 entities/,
      );
    }));

  it('keeps what was decided of stances and skipped codes, and repeats it', () =>
    inFolder(async (folder) => {
      folder.write('a.txt', 'Rain fell on dry land.');
      folder.write('a.ann', 'T1\tGlad 0 4\tRain\nT2\tNoise 5 9\tfell\n');
      folder.write('to/codebook.yaml', 'stancemark: 1\nentities:\n  - id: land\n    name: Land\n    type: place\n');
      folder.write(
        'map.json',
        '[{"code": "Glad", "stance": {"holder": "author", "target": "land", "value": "supportive"}}, {"code": "Noise", "skip": true}]',
      );
      const first = await folder.run('import', 'a.ann', '--into', 'to', '--map', 'map.json');
      assert.equal(first.code, 0, first.err);
      assert.match(first.err, /tags of codes that are skipped: 1 \(a\.txt#T2\)/);
      assert.match(
        folder.read('to/codebook.yaml'),
        /codes:\n {2}- \{code: "Glad", holder: author, target: land, value: supportive\}\n {2}- \{code: "Noise", skip: true\}\n$/,
      );
      folder.write('b.txt', 'Rain fell on dry land again.');
      folder.write('b.ann', folder.read('a.ann'));
      const second = await folder.run('import', 'b.ann', '--into', 'to');
      assert.match(second.out, /1 tag added/);
      assert.match(folder.read('to/b.txt.tags.yaml'), /holder: author\n\s+target: land/);
      assert.doesNotMatch(folder.read('to/codebook.yaml'), /Glad[^]*Glad/);
    }));

  it('takes leaves below value and holder as stances, and tells what of brat it does not take', async () => {
    const book: Codebook = { ...BOOK, entities: BOOK.entities.map((one) => ({ ...one, type: 'state' })) };
    const incoming = await readIncoming(
      'a.ann',
      new TextEncoder().encode(
        'T1\tx 0 2\tAa\nT2\tx 6 8\tBb\nT3\tS 3 5\tis\nE1\tS:T3 Holder:T1 Target:T2\nA1\tPolarity E1 For\nA2\tIntensity E1 4\nA3\tCertainty E1 Denied\nA4\tIntensity E1 9\nA5\tIntensity T1 2\nA6\tMetonym T2\n',
      ),
      async () => new TextEncoder().encode('Aa is Bb.'),
    );
    const plan = planImport(incoming, [], book);
    const tags = plan.sources[0]?.tags ?? [];
    assert.deepEqual(tags.find((tag) => tag.stance)?.stance, {
      holder: 'aa',
      target: 'bb',
      value: 'for',
      intensity: 4,
      certainty: 'denied',
    });
    assert.equal(tags.find(({ entity }) => entity === 'bb')?.sense, 'metonym');
    assert.deepEqual(
      plan.losses.map(({ what, tags: lines }) => [what, lines]),
      [['attributes (Intensity)', ['a.ann:8', 'a.ann:9']]],
    );
    const tree = {
      ...incoming,
      docs: [{ name: 'a.txt', text: 'Aa is Bb.', spans: [{ pieces: [{ start: 0, end: 2 }], code: 'k', label: '1' }] }],
      codes: [{ key: 'k', path: ['Against', 'Bb', 'Ä'], codable: true }],
    };
    assert.deepEqual(planImport(tree, [], book).sources[0]?.tags[0]?.stance, {
      holder: 'bb',
      target: 'aa',
      value: 'against',
    });
  });

  it('writes nothing where the file is broken, and says the place', () =>
    inFolder(async (folder) => {
      folder.write('a.qdc', '<CodeBook>\n  <Codes>\n</CodeBook>');
      const { code, err } = await folder.run('import', 'a.qdc', '--into', 'to');
      assert.equal(code, 2);
      assert.match(err, /a\.qdc:3: column \d+: The XML is broken/);
      assert.throws(() => folder.read('to/codebook.yaml'));
    }));
});
