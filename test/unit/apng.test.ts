import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { animated, changed, readPng } from '../host/apng.mjs';

/** A PNG of one row per text, a letter for a pixel, unfiltered: written here, so that the reader is not tested by itself. */
function png(...rows: string[]): Buffer {
  const colors: Record<string, number[]> = { w: [255, 255, 255], r: [200, 0, 0], b: [0, 0, 250] };
  const raw = rows.flatMap((row) => [0, ...[...row].flatMap((letter) => colors[letter] ?? [])]);
  const chunk = (type: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(rows[0]?.length ?? 0, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(raw))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunks(file: Buffer): { type: string; body: Buffer; sum: number }[] {
  const found = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 8, at + 8 + length);
    found.push({ type: file.toString('latin1', at + 4, at + 8), body, sum: file.readUInt32BE(at + 8 + length) });
    at += length + 12;
  }
  return found;
}

describe('moving pictures', () => {
  const one = png('wwww', 'wwww', 'wwww');
  const two = png('wwww', 'wrbw', 'wwww');

  it('hold the first picture whole, of the next one what changed', () => {
    assert.deepEqual(changed(readPng(one), readPng(two)), { left: 1, top: 1, width: 2, height: 1 });
    assert.equal(changed(readPng(two), readPng(two)), undefined);
    const file = animated([
      { png: one, ms: 500 },
      { png: two, ms: 300 },
      { png: two, ms: 200 },
    ]);
    const found = chunks(file);
    assert.deepEqual(
      found.map(({ type }) => type),
      ['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'IEND'],
    );
    // Two frames, without end.
    assert.equal(found[1]?.body.toString('hex'), '0000000200000000');
    // Number, width, height, left, top, milliseconds of thousands; what is the same lasts longer; nothing disposed of, no blending.
    assert.equal(
      found[2]?.body.toString('hex'),
      '00000000' + '00000004' + '00000003' + '00000000' + '00000000' + '01f403e8' + '0000',
    );
    assert.equal(
      found[4]?.body.toString('hex'),
      '00000001' + '00000002' + '00000001' + '00000001' + '00000001' + '01f403e8' + '0000',
    );
    assert.equal(found[5]?.body.readUInt32BE(0), 2);
    // The check sum of an empty IEND is the same in every PNG.
    assert.equal(found[6]?.sum, 0xae426082);
    assert.deepEqual(readPng(file), readPng(one));
  });

  it('come back as they were, by whichever filter', () => {
    const rows = Array.from({ length: 9 }, (_, y) =>
      Array.from({ length: 17 }, (_, x) => 'wrb'[(x * y + (x >> 2)) % 3]).join(''),
    );
    const picture = png(...rows);
    assert.deepEqual(readPng(animated([{ png: picture, ms: 1 }])), readPng(picture));
  });

  it('refuse what they cannot hold', () => {
    assert.throws(() => animated([]), /no frame/);
    assert.throws(
      () =>
        animated([
          { png: one, ms: 1 },
          { png: png('ww'), ms: 1 },
        ]),
      /one size/,
    );
    assert.throws(() => readPng(Buffer.from('GIF89a, not this one')), /no PNG/);
  });
});
