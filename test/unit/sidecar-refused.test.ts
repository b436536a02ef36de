/** Sidecars that are damaged: a file that cannot be read whole is refused, and never read as one with fewer tags. */
import * as assert from 'node:assert/strict';
import type { RefusalCode } from '../../src/core/model';
import { decodeYaml, encodeYaml, readSidecar } from '../../src/core/sidecar';
import { FILE, read, TAG } from './support/one-tag';
import { bothRead } from './support/yaml-same';

describe('sidecar: files that are refused', () => {
  const bomb = 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n';
  const rows: readonly (readonly [string, RefusalCode, string])[] = [
    ['', 'empty', ''],
    ['\ufeff', 'empty', ''],
    ['  \n\t\r\n', 'empty', ''],
    ['# only a comment\n\n# and another', 'empty', ''],
    ['stancemark: 1\ntags: [\n', 'yaml', ''],
    ['stancemark: 1\ntags:\n  - id: "x\n', 'yaml', ''],
    [FILE.replace('"Ilham Aliyev"', '"Ilham" Aliyev'), 'yaml', 'Aliyev'],
    [FILE.replace('    quote', '   quote'), 'yaml', ''],
    [FILE.replace('    quote', '\tquote'), 'yaml', ''],
    [FILE + 'tags: []\n', 'yaml', 'tags: []'],
    [FILE + '- id: x\n', 'yaml', ''],
    ['tags: []\n', 'format', ''],
    ['stancemark:\ntags: []\n', 'format', ''],
    ['stancemark: "1"\ntags: []\n', 'format', '"1"'],
    ['stancemark: 1.0\ntags: []\n', 'format', '1.0'],
    ['stancemark: 0\ntags: []\n', 'format', '0'],
    ['stancemark: one\ntags: []\n', 'format', 'one'],
    ['stancemark: [1]\ntags: []\n', 'format', '[1]'],
    ['stancemark: 99\ntags: []\n', 'newer', '99'],
    ['stancemark: 1.5\ntags: []\n', 'newer', '1.5'],
    ['stancemark: 2\ntags: {a: b}\nnew: true\n', 'newer', '2'],
    ['- a\n- b\n', 'format', ''],
    ['just text', 'format', ''],
    ['{"stancemark": 1, "tags": []}', 'format', ''],
    ['stancemark: 1\ntags: {}\n', 'format', '{}'],
    ['stancemark: 1\ntags: none\n', 'format', 'none'],
    ['stancemark: 1\ntags:\n', 'format', ''],
    ['stancemark: 1\ntags: ~\n', 'format', '~'],
    ['stancemark: 1\ntags:\n  a: b\n', 'format', 'a: b'],
    ['stancemark: 1\n? tags\n: []\n', 'format', ''],
    [FILE.replace('entity: ', 'entity: &e '), 'unsafe', '&e'],
    [FILE.replace('ilham-aliyev', '*e'), 'unsafe', '*e'],
    [FILE.replace('entity: ', 'entity: !x '), 'unsafe', '!x'],
    [FILE.replace('entity: ', 'entity: !!str '), 'unsafe', '!!str'],
    [FILE + '    <<: {note: x}\n', 'unsafe', '<<'],
    ['stancemark: 1\nsource: {<<: {a: b}}\ntags: []\n', 'unsafe', '<<'],
    ['%YAML 1.1\n---\n' + FILE, 'unsafe', '%YAML 1.1'],
    [FILE + '---\nstancemark: 1\n', 'unsafe', '---'],
    [FILE + '...\n...\n', 'unsafe', '...'],
    [FILE + '...\n---\nstancemark: 1\n', 'unsafe', '---'],
    ['...\n' + FILE, 'unsafe', 'stancemark'],
    ['stancemark: 1\nx: [[[[[[[[1]]]]]]]]\ntags: []\n', 'unsafe', '['],
    ['stancemark: 1\nx: - - - - - - - - - 1\ntags: []\n', 'yaml', ''],
    ['stancemark: 1\nx:\n  - - - - - - - - - 1\ntags: []\n', 'unsafe', '-'],
    [bomb + FILE, 'unsafe', '&a'],
  ];
  for (const [text, code, where] of rows) {
    it(`${code}: ${JSON.stringify(text.length > 90 ? text.slice(0, 60) + '…' + text.slice(-25) : text)}`, () => {
      const reading = bothRead(text);
      assert.ok(!reading.ok);
      assert.equal(reading.refusal.code, code);
      assert.ok(text.slice(reading.refusal.from).startsWith(where), `at ${reading.refusal.from}`);
      assert.ok(reading.refusal.to >= reading.refusal.from && reading.refusal.to <= text.length);
    });
  }

  const [one, two] = [TAG, TAG.replace('k3f6x2ab', 'second22')];
  const layouts: readonly string[] = [
    `stancemark: 1\ntags:\n<<<<<<< HEAD\n${one}=======\n${two}>>>>>>> theirs\n`,
    `stancemark: 1\ntags:\n${one}<<<<<<< HEAD\n=======\n${two}>>>>>>> theirs\n`,
    `stancemark: 1\ntags:\n<<<<<<< HEAD\n${one}||||||| base\n=======\n${two}>>>>>>> theirs\n`,
    `stancemark: 1\ntags:\n  <<<<<<< HEAD\n${one}  =======\n${two}  >>>>>>> theirs\n`,
    `${FILE}    note: |\n      mine\n      <<<<<<< HEAD\n      theirs\n`,
    `${FILE}    note: |\n      mine\n      =======\n      theirs\n`,
    `${FILE}    note: |\n      mine\n\t|||||||\n      theirs\n`,
    `${FILE}<<<<<<< HEAD`,
    `${FILE}>>>>>>> theirs`,
    `<<<<<<< HEAD\n${FILE}`,
    `stancemark: 1\n<<<<<<< HEAD\nsource: {a: b}\n=======\nsource: {a: c}\n>>>>>>> x\ntags: []\n`,
    `${FILE}=======\n`,
  ];
  for (const [i, layout] of layouts.entries()) {
    for (const eol of ['\n', '\r\n']) {
      it(`conflict: layout ${i + 1}, ${eol === '\n' ? 'LF' : 'CRLF'}`, () => {
        const reading = bothRead(layout.replaceAll('\n', eol));
        assert.ok(!reading.ok);
        assert.equal(reading.refusal.code, 'conflict');
      });
    }
  }

  it('a run of signs within a quote is no conflict', () => {
    assert.equal(read(FILE.replace('Ilham Aliyev', '=======')).tags[0]?.quote, '=======');
    const behind = FILE.replace('Ilham Aliyev', '\u2028>>>>>>> theirs');
    const reading = bothRead(behind);
    assert.equal(reading.ok && reading.value.tags[0]?.quote, '\u2028>>>>>>> theirs');
  });

  it('depth is bounded before anybody recurses', () => {
    for (const deep of ['[', '{a: ', '- ', '? ', '[{x: ']) {
      const reading = readSidecar('stancemark: 1\ntags: []\nx:\n  ' + deep.repeat(20_000));
      assert.ok(!reading.ok && reading.refusal.code === 'unsafe', deep);
    }
  });
});

describe('sidecar: damage', () => {
  const text = `stancemark: 1\nsource:\n  title: X\ntags:\n${TAG}${TAG.replace('k3f6x2ab', 'second22')}dismissed:\n  - {form: "x"}\n`;

  it('a file cut short anywhere is never read as one without tags', () => {
    for (let length = 0; length < text.length; length++) {
      const cut = text.slice(0, length);
      const reading = bothRead(cut);
      // Before the word is there nothing tells a file cut short from one in which nobody has tagged yet.
      if (reading.ok && cut.includes('tags'))
        assert.ok(reading.value.tags.length + reading.value.faults.length > 0, cut);
    }
  });

  it('readers agree whichever character is gone', () => {
    for (let at = 0; at < text.length; at++) bothRead(text.slice(0, at) + text.slice(at + 1));
  });

  it('readers agree wherever a line is broken, or a sign of YAML comes in', () => {
    for (const sign of ['\n', '\r\n', '\n      ', '"', "'", '\\', '#', ' #', ': ', '- ', '\t']) {
      for (let at = 0; at <= FILE.length; at++) bothRead(FILE.slice(0, at) + sign + FILE.slice(at));
    }
  });

  it('an entry without a key, less indented than the list, is no part of it', () => {
    const reading = bothRead(FILE.replace('entity: ', '"entity": ') + ' : "x"\n');
    assert.ok(!reading.ok && reading.refusal.code === 'format');
  });

  it('a quote that somebody wrapped by hand means what YAML says', () => {
    assert.equal(read(FILE.replace('Ilham Aliyev', 'Ilham\n      Aliyev')).tags[0]?.quote, 'Ilham Aliyev');
  });
});

describe('sidecar: bytes', () => {
  it('come back as they were', () => {
    for (const text of ['a', '\ufeffa: é\r\n', '😀', '']) {
      const decoded = decodeYaml(encodeYaml(text));
      assert.deepEqual(decoded, { ok: true, value: text });
    }
  });

  const rows: readonly (readonly [string, Uint8Array, RefusalCode])[] = [
    ['UTF-16 LE', Uint8Array.of(0xff, 0xfe, 0x61, 0), 'encoding'],
    ['UTF-16 BE', Uint8Array.of(0xfe, 0xff, 0, 0x61), 'encoding'],
    ['windows-1252', Uint8Array.of(0x61, 0xe9, 0x62), 'encoding'],
    ['a character cut in two', Uint8Array.of(0x61, 0xc3), 'encoding'],
    ['more than 64 MB', new Uint8Array(64 * 1024 * 1024 + 1), 'too-large'],
  ];
  for (const [name, bytes, code] of rows) {
    it(`refused: ${name}`, () => {
      const decoded = decodeYaml(bytes);
      assert.equal(!decoded.ok && decoded.refusal.code, code);
    });
  }
});
