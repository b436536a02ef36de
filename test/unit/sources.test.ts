import assert from 'node:assert/strict';
import { mergeNamed } from '../../src/core/merge';
import { admitSources, isCoderName, isSidecarUri, isSourceUri, layerOf } from '../../src/core/files/addresses';
import { DEFAULT_SOURCES, endingOf, sourceGlobs } from '../../src/core/files/sources';
import { cpuTime } from './support/cpu';

const admitted = (globs: readonly unknown[], ...paths: string[]): string[] =>
  paths.filter((path) => sourceGlobs(globs).matches(path));

describe('which files are sources', () => {
  after(() => admitSources(undefined));

  it('takes texts by default, whatever their case', () => {
    const paths = ['a.txt', 'b/c/REPORT.TXT', 'a.md', 'a.txt.bak', '.txt', 'txt', 'a.txt/b.doc'];
    assert.deepEqual(admitted(DEFAULT_SOURCES, ...paths), ['a.txt', 'b/c/REPORT.TXT', '.txt']);
  });

  const cases: readonly [glob: string, yes: readonly string[], no: readonly string[]][] = [
    ['**/*.md', ['a.md', 'x/y/a.MD'], ['a.mdx', 'md', 'a.md.txt']],
    ['*.md', ['a.md', 'x/a.md'], ['a.txt']],
    [
      'interviews/*.{srt,vtt}',
      ['interviews/1.srt', 'interviews/2.vtt'],
      ['1.srt', 'interviews/a/1.srt', 'interviews/1.txt'],
    ],
    ['./press/**/*.txt', ['press/a.txt', 'press/x/y/a.txt'], ['a.txt', 'x/press/a.txt']],
    ['a/**/b/**/c?.tex', ['a/b/c1.tex', 'a/x/b/y/z/cä.tex'], ['a/c1.tex', 'a/b/c.tex', 'b/a/c1.tex']],
    ['notes.md', ['notes.md', 'x/notes.md'], ['mynotes.md']],
    ['{a,b}/*.{md,txt}', ['a/x.md', 'b/x.txt'], ['c/x.md']],
  ];
  for (const [glob, yes, no] of cases) {
    it(`reads ${glob}`, () => assert.deepEqual(admitted([glob], ...yes, ...no), yes));
  }

  it('never takes YAML, nor a pattern without an ending, and says so', () => {
    for (const glob of ['**/*.yaml', '**/*.yml', '**/*.{md,yaml}', '**/*', '**', '', '*.*', 7, null]) {
      const { endings, wrong } = sourceGlobs([glob]);
      assert.deepEqual([endings, wrong.length], [[], 1], String(glob));
    }
    assert.deepEqual(admitted(['**/*.md', '**/*.yaml'], 'a.md', 'codebook.yaml', 'a.md.tags.yaml'), ['a.md']);
  });

  it('is done with hostile patterns at once', () => {
    const begun = cpuTime();
    const glob = '**/'.repeat(50) + 'a*'.repeat(500) + 'b.txt';
    assert.deepEqual(admitted([glob], 'x/'.repeat(50) + 'a'.repeat(2_000) + '.txt'), []);
    const { wrong } = sourceGlobs(['{a,b}'.repeat(30) + '.txt', '{'.repeat(5_000) + '.txt']);
    assert.equal(wrong.length, 1);
    assert.ok(cpuTime() - begun < 2_000);
  });

  it('finds endings in names alone', () => {
    assert.deepEqual(['a.TXT', 'a.b/c', 'a.', 'a.tar.gz'].map(endingOf), ['txt', '', '', 'gz']);
  });

  it('makes the tags file of a source by the same rule', () => {
    const uri = 'file:///c/x.md.tags.yaml';
    assert.deepEqual([isSourceUri('file:///c/x.md'), isSidecarUri(uri)], [false, false]);
    const globs = sourceGlobs(['**/*.md']);
    admitSources((one) => globs.matches(one.replace('file:///c/', '')));
    assert.deepEqual([isSourceUri('file:///c/x.md'), isSidecarUri(uri), isSourceUri(uri)], [true, true, false]);
    assert.deepEqual([isSourceUri('file:///c/x.txt'), isSidecarUri('file:///c/x.txt.tags.yaml')], [false, false]);
    assert.deepEqual([layerOf('file:///c/x.md.mk.tags.yaml'), layerOf('file:///c/x.md.md.tags.yaml')], ['mk', '']);
    assert.deepEqual([isCoderName('mk'), isCoderName('md')], [true, false]);
    admitSources(undefined);
    assert.deepEqual([isSourceUri('file:///c/REPORT.TXT'), isSourceUri('file:///c/x.md')], [true, false]);
  });

  it('lets git merge tags of whatever is a source elsewhere', () => {
    const text = 'stancemark: 1\ntags: []\n';
    assert.equal(mergeNamed('x.md.tags.yaml', text, text, text)?.ok, true);
    assert.equal(mergeNamed('x.md', text, text, text), undefined);
  });
});
