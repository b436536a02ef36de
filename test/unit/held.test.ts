import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Held } from '../../src/core/library/held';
import type { Format } from '../../src/core/library/format';
import { YamlFile } from '../../src/core/library/yaml-file';
import { applyToSidecar, readSidecar, type Sidecar } from '../../src/core/sidecar';
import type { SidecarChange } from '../../src/core/changes';
import { decodeYaml } from '../../src/core/yaml/bytes';
import { ownText } from '../../src/core/text/own';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Others are made after it, more than are kept, and memory is short. */
async function pressed(): Promise<void> {
  for (let i = 0; i < 40; i++) assert.ok(Held.again(() => ({ i }), { bytes: 1024 * 1024, may: () => true }).value);
  // What was asked for stays until the end of the turn.
  await new Promise((resolve) => setTimeout(resolve, 0));
  collect();
}

const text = (quote: string): string =>
  `stancemark: 1\ntags:\n  - id: aaaaaaaa\n    at: 1:1-1:5\n    quote: ${quote}\n    entity: e1\n`;

function fileOf(written: string, counts: { read: number }): YamlFile<Sidecar, SidecarChange> {
  const format: Format<Sidecar, SidecarChange> = {
    decode: decodeYaml,
    encode: (sidecar) => sidecar.bytes(),
    read: (one) => (counts.read++, readSidecar(one)),
    again: (sidecar) => sidecar.isQuick,
    apply: (now, changes) => {
      const { sidecar, ...rest } = applyToSidecar(now, changes);
      return { value: sidecar, ...rest };
    },
  };
  const quiet = (): void => undefined;
  const disk = new TextEncoder().encode(written);
  const files = { read: () => Promise.resolve(disk), update: () => Promise.resolve(undefined) };
  return new YamlFile('mem:/a', format, files, { info: quiet, warn: quiet, error: quiet }, quiet);
}

describe('readings of files', () => {
  it('stay while somebody has them, and are made again, equal, when they have gone', async () => {
    const counts = { read: 0 };
    const file = fileOf(text('"Port"'), counts);
    await file.load();
    let tags: Sidecar['tags'] | undefined = file.now?.tags;
    assert.equal(file.now?.tags, tags);
    assert.equal(counts.read, 1);
    const said = JSON.stringify(tags);
    tags = undefined;
    await pressed();
    assert.equal(JSON.stringify(file.now?.tags), said);
    assert.equal(counts.read, 2);
  });

  it('stay for good where another hand wrote the file, since they are slow to make', async () => {
    const counts = { read: 0 };
    const file = fileOf(text('Port'), counts);
    await file.load();
    assert.equal(file.now?.tags.length, 1);
    await pressed();
    assert.equal(file.now?.tags.length, 1);
    assert.equal(counts.read, 1);
  });

  it('stay while they are pinned, and what was said of them in brief stays', async () => {
    let made = 0;
    const held = Held.again(() => ({ number: ++made }), { bytes: 1, may: () => true });
    const brief = ({ number }: { number: number }): number => number;
    held.pin(true);
    assert.equal(held.brief(brief), 1);
    await pressed();
    assert.equal(held.value.number, 1);
    held.pin(false);
    await pressed();
    assert.equal(held.brief(brief), 1);
    assert.equal(held.value.number, 2);
  });

  it('give texts in memory of their own, to the unit', () => {
    for (const one of ['', 'short', 'a longer passage', '\ud800 alone, and more of it', 'ж😀'.repeat(9_000)]) {
      assert.equal(ownText(one), one);
    }
  });
});
