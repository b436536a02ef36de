/**
 * Names in a text: NameFinder beside one bare hash pass (words cut out and looked up in a Map), V8's own alternation and
 * the Aho–Corasick packages of npm. The others are asked for less: their own bare search, without word borders, endings,
 * typography or (most of them) the longest name, and without the time that they take to build their automata.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NameFinder, type NameForm } from '../../src/core/find/names';
import { NameIndex } from '../../src/core/find/text-index';
import type { Row } from './row';
import { below, randomFrom, type Random } from './truth';

const SIZE = 1_000_000;
const SOURCES = 500;
const SOURCE_SIZE = 6_000;

const SYLLABLES = 'ba ko ri sen tal mi ver zo an el pra stu gri ta no shi qu mu la der ing ö é ə'.split(' ');

function wordOf(random: Random, syllables: number): string {
  let word = '';
  for (let i = 0; i < syllables; i++) word += SYLLABLES[below(random, SYLLABLES.length)] as string;
  return word;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Names of one to three words; many share their first word, as members of a family or offices of a state do. */
export function madeUpNames(random: Random, count: number): string[] {
  const firsts = Array.from({ length: Math.ceil(count / 8) }, () => capital(wordOf(random, 2 + below(random, 2))));
  const names = new Set<string>();
  while (names.size < count) {
    const words = 1 + below(random, 3);
    const first = words === 1 ? capital(wordOf(random, 3 + below(random, 2))) : firsts[below(random, firsts.length)];
    const rest = Array.from({ length: words - 1 }, () => capital(wordOf(random, 2 + below(random, 2))));
    names.add([first, ...rest].join(' '));
  }
  return [...names];
}

/** Pseudo-prose: words by rank (a cube for Zipf), every fortieth a name, sentences, paragraphs, typographic possessives. */
export function madeUpText(random: Random, names: readonly string[], size: number): string {
  const words = Array.from({ length: 20_000 }, () => wordOf(random, 1 + below(random, 4)));
  const parts: string[] = [];
  for (let length = 0, n = 1; length < size; n++) {
    let word = words[Math.floor(random() ** 3 * words.length)] as string;
    if (n % 14 === 1) word = capital(word);
    if (random() < 0.025) {
      word = names[Math.floor(random() ** 2 * names.length)] as string;
      if (random() < 0.25) word += '’s';
    }
    word += n % 14 === 0 ? (n % 140 === 0 ? '.\n\n' : '. ') : n % 9 === 0 ? ', ' : ' ';
    parts.push(word);
    length += word.length;
  }
  return parts.join('');
}

/** One bare hash pass: the words of the text cut out by a table and looked up. Gives the number of words known. */
function hashPass(): (text: string, known: ReadonlyMap<string, number>) => number {
  const letters = new Uint8Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) {
    if (/[\p{L}\p{M}\p{N}]/u.test(String.fromCharCode(unit))) letters[unit] = 1;
  }
  return (text, known) => {
    let count = 0;
    for (let i = 0; i < text.length;) {
      const start = i;
      while (letters[text.charCodeAt(i)] === 1) i++;
      if (i === start) i++;
      else if (known.get(text.slice(start, i)) !== undefined) count++;
    }
    return count;
  };
}

type Search = (text: string) => unknown;
type Make<T> = new (names: readonly string[]) => T;

/** How each package is asked for all occurrences. */
const PEERS: readonly {
  readonly name: string;
  readonly build: (loaded: unknown, names: readonly string[]) => Search;
}[] = [
  {
    name: 'modern-ahocorasick',
    build: (loaded, names) => inPieces(searchMethod(defaultOf(loaded), names)),
  },
  {
    name: 'modern-ahocorasick/fast',
    build: (loaded, names) => inPieces(searchMethod(defaultOf(loaded), names)),
  },
  {
    name: '@monyone/aho-corasick',
    build: (loaded, names) => matchMethod(loaded, names),
  },
  {
    name: '@monyone/aho-corasick/fast',
    build: (loaded, names) => matchMethod(loaded, names),
  },
  {
    name: '@monyone/aho-corasick/greedy',
    build: (loaded, names) => matchMethod(loaded, names),
  },
];

/** For a package whose time grows with the square of the text (1 MB at once takes minutes): 20 kB at a time, in its favour. */
function inPieces(search: Search): Search {
  return (text) => {
    for (let at = 0; at < text.length; at += 20_000) search(text.slice(at, at + 20_000));
  };
}

function defaultOf(loaded: unknown): unknown {
  return (loaded as { default?: unknown }).default ?? loaded;
}

function searchMethod(constructor: unknown, names: readonly string[]): Search {
  const automaton = new (constructor as Make<{ search: Search }>)(names);
  return (text) => automaton.search(text);
}

function matchMethod(loaded: unknown, names: readonly string[]): Search {
  const { AhoCorasick } = loaded as { AhoCorasick: Make<{ matchInText: Search }> };
  const automaton = new AhoCorasick(names);
  return (text) => automaton.matchInText(text);
}

function alternation(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
}

/** Medians in milliseconds of `runs` runs each, in turns, after one run to warm up. */
function interleaved(runs: number, ...tasks: readonly (() => unknown)[]): number[] {
  const times = tasks.map((): number[] => []);
  for (let run = -1; run < runs; run++) {
    tasks.forEach((task, i) => {
      const began = performance.now();
      task();
      if (run >= 0) times[i]?.push(performance.now() - began);
    });
  }
  return times.map((all) => all.sort((a, b) => a - b)[all.length >> 1] as number);
}

function formsOf(names: readonly string[]): NameForm[] {
  return names.map((form, i) => ({ form, entity: `e${i}` }));
}

export function bench(report: (row: Row) => void): void {
  const random = randomFrom(4);
  const names = madeUpNames(random, 10_000);
  const text = madeUpText(random, names, SIZE);
  const pass = hashPass();
  for (const [count, target] of [
    [1_000, 2],
    [10_000, 15],
  ] as const) {
    const some = names.slice(0, count);
    const firstWords = new Map(some.map((name, i) => [name.split(' ')[0] as string, i]));
    const bare = (): number => pass(text, firstWords);
    for (const ignoreCase of [false, true]) {
      const finder = new NameFinder(formsOf(some), { ignoreCase });
      const [ours, hash] = interleaved(15, () => finder.find(text), bare) as [number, number];
      report({
        name: `find ${count.toLocaleString('en')} names in 1 MB${ignoreCase ? ', ignoring case' : ''}`,
        beside: 'one bare hash pass',
        ratio: ours / hash,
        target,
        note: `${ours.toFixed(1)} ms; ${hash.toFixed(1)} ms; ${finder.find(text).length} hits`,
      });
    }
  }
  besideOthers(report, names, text);
  preview(report, random, names);
}

function besideOthers(report: (row: Row) => void, names: readonly string[], text: string): void {
  const finder = new NameFinder(formsOf(names));
  // The same question to both, on a part of the text, so that the times compare like with like. Peers know no endings that are
  // written onto a name; one behind an apostrophe leaves the name as it is.
  const part = text.slice(0, 100_000);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternation(names).source})(?![\\p{L}\\p{N}])`, 'gu');
  const [mine, theirs] = [
    finder.find(part).flatMap((hit) => (/^(?:[’'].*)?$/u.test(hit.ending) ? [hit.from] : [])),
    [...part.matchAll(pattern)].map((hit) => hit.index),
  ];
  assert.deepEqual(mine, theirs);
  const regex = alternation(names);
  const load = createRequire(path.resolve('test/bench/package.json'));
  const others: [name: string, search: Search][] = [['V8’s alternation', (all) => all.match(regex)]];
  for (const peer of PEERS) others.push([peer.name, peer.build(load(peer.name), names)]);
  for (const [name, search] of others) {
    const [ours, other] = interleaved(
      3,
      () => finder.find(text),
      () => search(text),
    ) as [number, number];
    report({
      name: 'find 10,000 names in 1 MB',
      beside: name,
      ratio: ours / other,
      target: 1,
      note: `${ours.toFixed(1)} ms; ${other.toFixed(1)} ms`,
    });
  }
}

/** The preview of 'Tag All Mentions': the first, and the next after each source was edited. Absolute times, in milliseconds. */
function preview(report: (row: Row) => void, random: Random, names: readonly string[]): void {
  const text = madeUpText(random, names, SOURCES * SOURCE_SIZE);
  // By way of bytes, as texts come from files: a slice would read through its parent.
  const bytes = Array.from({ length: SOURCES }, (_, i) =>
    Buffer.from(text.slice(i * SOURCE_SIZE, (i + 1) * SOURCE_SIZE)),
  );
  const sources = bytes.map(String);
  const first: number[] = [];
  const next: number[] = [];
  for (let run = 0; run < 7; run++) {
    const began = performance.now();
    const index = new NameIndex(new NameFinder(formsOf(names), { ignoreCase: true }));
    sources.forEach((text, i) => index.hits(String(i), text));
    const found = performance.now();
    const change = { offset: SOURCE_SIZE >> 1, removed: 3, text: ` ${names[run] as string} ` };
    sources.forEach((text, i) => {
      index.apply(String(i), [change]);
      sources[i] = text.slice(0, change.offset) + change.text + text.slice(change.offset + change.removed);
    });
    for (const [i, text] of sources.entries()) index.hits(String(i), text);
    next.push(performance.now() - found);
    first.push(found - began);
  }
  const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] as number;
  const row = { beside: 'the limit', target: 200, unit: 'ms', note: '10,000 names, 3 MB' };
  report({ ...row, name: 'first preview over 500 sources, finder built anew', ratio: median(first) });
  report({ ...row, name: 'next preview over 500 sources, each edited once', ratio: median(next) });
}
