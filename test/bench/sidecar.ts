/**
 * Sidecars: reading 10,000 tags, writing one more into them, and 100,000 tags in memory. Beside `JSON.parse` of the same tags
 * as plain objects, and beside `yaml` reading and writing the same text.
 */
import assert from 'node:assert/strict';
import { parse, parseDocument } from 'yaml';
import { applyToSidecar, decodeYaml, encodeYaml, readSidecar } from '../../src/core/sidecar';
import type { Sidecar } from '../../src/core/sidecar';
import { newTagId } from '../../src/core/sidecar/ids';
import type { Tag } from '../../src/core/model';
import { makeTag } from '../../src/core/sidecar/make';
import { tagLines } from '../../src/core/sidecar/write';
import { median, type Row } from './row';
import { below, randomFrom } from './truth';
import type { Random } from './truth';

const TAGS = 10_000;
const ROUNDS = 15;
/** `yaml` takes seconds. */
const YAML_ROUNDS = 3;
const FILES = 100;
const TAGS_EACH = 1_000;

const WORDS = 'the of and Baku Moscow said that closer than ever before while analyst’s bond is breaking Aliyev “Russia” grip weakness'.split(' '); // prettier-ignore

function words(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += WORDS[below(random, WORDS.length)] + ' ';
  return text.slice(0, length);
}

/** Tags as researchers make them: three mentions to one stance, some with notes, context of 32 units. */
function tagsOf(random: Random, count: number): Tag[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, i) => {
    const id = newTagId(random, (one) => taken.has(one));
    taken.add(id);
    const stance = i % 4 === 0;
    const quote = words(random, stance ? 40 + below(random, 100) : 5 + below(random, 20));
    const at = { startLine: 2 * i, startColumn: 3, endLine: 2 * i, endColumn: 3 + quote.length };
    const before = words(random, 32);
    const after = random() < 0.1 ? words(random, 20) + '\n\n' + words(random, 10) : words(random, 32);
    const who = () => `entity-${below(random, 300)}`;
    return makeTag(
      id,
      { at, quote, before, after },
      stance
        ? {
            stance: { holder: who(), target: who(), value: 'critical', intensity: 2, via: ['author', who()] },
            by: 'mk',
            note: words(random, 30),
          }
        : { entity: who(), sense: i % 8 === 1 ? 'metonym' : undefined, by: 'mk' },
    );
  });
}

function textOf(tags: readonly Tag[]): string {
  return 'stancemark: 1\nsource:\n  title: A title\ntags:\n' + tags.map((tag) => tagLines(tag, 2, '\n')).join('');
}

function timeOf(call: () => void): number {
  const start = performance.now();
  call();
  return performance.now() - start;
}

function read(text: string): Sidecar {
  const reading = readSidecar(text);
  assert.ok(reading.ok);
  return reading.value;
}

/** A text as it comes from disk: a string that nothing has looked at yet. */
function fresh(bytes: Uint8Array): string {
  const decoded = decodeYaml(bytes);
  assert.ok(decoded.ok);
  return decoded.value;
}

export async function bench(report: (row: Row) => void): Promise<void> {
  const random = randomFrom(11);
  const tags = tagsOf(random, TAGS);
  const bytes = encodeYaml(textOf(tags));
  const json = encodeYaml(JSON.stringify(tags));
  // Kept while the others are measured, as an extension that is in use has tags at hand: the engine throws away code for kinds
  // of objects that are no more.
  const sidecar = read(fresh(bytes));
  assert.deepEqual(sidecar.tags, tags);

  const [own, plain, judge]: number[][] = [[], [], []];
  for (let i = 0; i < ROUNDS; i++) {
    const [text, data] = [fresh(bytes), fresh(json)];
    own?.push(timeOf(() => read(text)));
    plain?.push(timeOf(() => void JSON.parse(data)));
    if (i < YAML_ROUNDS) judge?.push(timeOf(() => void parse(text)));
  }
  const [ownTime, plainTime, judgeTime] = [median(own ?? []), median(plain ?? []), median(judge ?? [])];
  const figures = `${ownTime.toFixed(1)} ms; JSON.parse ${plainTime.toFixed(1)} ms; yaml ${judgeTime.toFixed(0)} ms`;
  report({
    name: 'read a sidecar of 10,000 tags',
    beside: 'JSON.parse',
    ratio: ownTime / plainTime,
    target: 3,
    note: figures,
  });
  report({
    name: 'read a sidecar of 10,000 tags',
    beside: 'yaml parse',
    ratio: judgeTime / ownTime,
    target: 30,
    unit: 'times faster',
  });

  const [ours, theirs]: number[][] = [[], []];
  for (let i = 0; i < ROUNDS; i++) {
    const line = below(random, 2 * TAGS);
    const [piece] = tags;
    assert.ok(piece);
    const at = { startLine: line, startColumn: 0, endLine: line, endColumn: 5 };
    const tag = makeTag(`added${i}aa`, { ...piece, at }, { entity: 'entity-1' });
    let made: Uint8Array = new Uint8Array();
    ours?.push(timeOf(() => (made = applyToSidecar(sidecar, [{ op: 'add', tag }]).sidecar.bytes())));
    assert.ok(made.length > bytes.length);
    if (i >= YAML_ROUNDS) continue;
    theirs?.push(
      timeOf(() => {
        const document = parseDocument(sidecar.text);
        document.addIn(['tags'], document.createNode({ id: tag.id, quote: tag.quote, entity: tag.entity }));
        made = encodeYaml(document.toString({ lineWidth: 0 }));
      }),
    );
  }
  const [ourTime, theirTime] = [median(ours ?? []), median(theirs ?? [])];
  report({ name: 'write one added tag into 10,000', beside: 'its bytes ready', ratio: ourTime, target: 5, unit: 'ms' });
  report({
    name: 'write one added tag into 10,000',
    beside: 'yaml parseDocument + toString',
    ratio: theirTime / ourTime,
    target: 200,
    unit: 'times faster',
    note: `${ourTime.toFixed(2)} ms; yaml ${theirTime.toFixed(0)} ms`,
  });

  memory(random, report);
  await Promise.resolve();
}

/** 100,000 tags in 100 sidecars as they are kept, text and all, beside the same tags as plain objects. */
function memory(random: Random, report: (row: Row) => void): void {
  const files = Array.from({ length: FILES }, () => {
    const tags = tagsOf(random, TAGS_EACH);
    return { yaml: encodeYaml(textOf(tags)), json: encodeYaml(JSON.stringify(tags)) };
  });
  const used = (make: () => unknown[]): number => {
    gc?.();
    const before = process.memoryUsage().heapUsed;
    const kept = make();
    gc?.();
    const after = process.memoryUsage().heapUsed;
    assert.equal(kept.length, FILES);
    return after - before;
  };
  const kept = used(() => files.map(({ yaml }) => read(fresh(yaml))));
  const plain = used(() => files.map(({ json }) => JSON.parse(fresh(json)) as unknown));
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
  report({
    name: 'memory of 100,000 tags',
    beside: 'plain objects of JSON.parse',
    ratio: kept / plain,
    target: 3,
    note: `${megabytes(kept)}; plain objects ${megabytes(plain)}; needs --expose-gc`,
  });
}
