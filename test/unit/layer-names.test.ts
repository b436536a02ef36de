/** The names of the files that coders' layers are kept in. */
import assert from 'node:assert/strict';
import { coderName, isCoderName, isSidecarUri, layerOf, sidecarOf, sourceOf } from '../../src/core/files/addresses';

describe('names of layers', () => {
  it('say whose a sidecar is, and of which source', () => {
    const rows: [string, string, string][] = [
      ['/w/a.txt.tags.yaml', '/w/a.txt', ''],
      ['/w/a.txt.mk.tags.yaml', '/w/a.txt', 'mk'],
      ['/w/a.txt.MK.tags.yaml', '/w/a.txt', 'mk'],
      ['/w/a.b.TXT.%D0%B0%D0%BD%D0%BD%D0%B0-2.tags.yaml', '/w/a.b.TXT', 'анна-2'],
      // A text may be called like a text with a coder: what a text is called goes first.
      ['/w/a.txt.txt.tags.yaml', '/w/a.txt.txt', ''],
      ['/w/report.txt.anna.txt.tags.yaml', '/w/report.txt.anna.txt', ''],
      ['/w/report.txt.anna.txt.ben.tags.yaml', '/w/report.txt.anna.txt', 'ben'],
      ['/w/a.txt.mk.tags.yaml?x#y', '/w/a.txt?x#y', 'mk'],
    ];
    for (const [uri, source, layer] of rows) {
      assert.ok(isSidecarUri(uri), uri);
      assert.deepEqual([sourceOf(uri), layerOf(uri)], [source, layer], uri);
    }
    for (const [, source, layer] of rows) assert.deepEqual(sourceOf(sidecarOf(source, layer)), source);
  });

  it('are none where a name could lead elsewhere or is not a name', () => {
    const names = ['a.txt.mk.b.tags.yaml', 'a.txt..tags.yaml', 'a.txt.m%20k.tags.yaml', 'a.txt.%2e%2e.tags.yaml'];
    const more = [
      'a.txt.x%2Fy.tags.yaml',
      'a.txt.-x.tags.yaml',
      'a.txt.proposals.yaml',
      'a.md.mk.tags.yaml',
      'a.txt.mk',
    ];
    const long = `a.txt.${'x'.repeat(33)}.tags.yaml`;
    for (const name of [...names, ...more, long]) assert.ok(!isSidecarUri(`/w/${name}`), name);
  });

  it('are made of what a coder is called', () => {
    const rows: [string, string | undefined][] = [
      ['mk', 'mk'],
      ['  M. Kovač ', 'm-kovač'],
      ['Анна', 'анна'],
      ['अनीता', 'अनीता'],
      ['ｅ\u0301', 'ｅ\u0301'],
      ['e\u0301', 'é'],
      ['../../etc', 'etc'],
      ['a/b\\c', 'a-b-c'],
      ['TXT', undefined],
      ['…', undefined],
      ['', undefined],
      ['x'.repeat(40), undefined],
    ];
    for (const [coder, name] of rows) assert.equal(coderName(coder), name, coder);
    for (const bad of ['MK', 'a.b', 'a b', 'a\u202eb', '-a', 'txt', 'e\u0301']) assert.ok(!isCoderName(bad), bad);
  });
});
