import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorIn } from '../../src/core/anchors/context';
import { PlaceableText } from '../../src/core/anchors/placeable';
import { Compared } from '../../src/core/library/compared';
import type { Library } from '../../src/core/library/library';
import { makeLibrary, MemoryFiles, MemoryTexts } from './support/memory';

const SOURCE = 'file:///w/minutes.txt';
const SIDECAR = SOURCE + '.tags.yaml';
const ID = 'aaaaaaaa';

const LINES = [
  'The Foreign Minister of Armenia received the ambassador of Peru on Tuesday and spoke of the border.',
  'The Prime Minister of Georgia received the ambassador of Chile on Wednesday and spoke of the port.',
  'The President of Norway received the ambassador of Oman on Friday and spoke of fishing rights.',
  'The Speaker of Malta received the ambassador of Japan on Monday and spoke of the railway.',
  'The Foreign Minister of Togo received the ambassador of Kenya on Tuesday and spoke of the embassy.',
];
const of = (lines: readonly string[]): string => lines.map((line) => line + '\n').join('');

interface Desk {
  readonly files: MemoryFiles;
  readonly texts: MemoryTexts;
  library: Library;
}

/** A source with tags on words of its lines, each with the id of its number. */
function put(files: MemoryFiles, text: string, ...words: readonly string[]): void {
  files.put(SOURCE, text);
  const tags = words.map((one, i) => {
    const from = text.indexOf(one);
    assert.ok(from >= 0, one);
    const { at, quote, before, after } = anchorIn(new PlaceableText(text), { from, to: from + one.length });
    const place = `${at.startLine + 1}:${at.startColumn + 1}-${at.endLine + 1}:${at.endColumn + 1}`;
    const id = ID.slice(1) + 'abcdefgh'[i];
    return `  - id: ${id}\n    at: ${place}\n    quote: ${JSON.stringify(quote)}\n    before: ${JSON.stringify(before)}\n    after: ${JSON.stringify(after)}\n    entity: a\n`;
  });
  files.put(SIDECAR, `stancemark: 1\ntags:\n${tags.join('')}`);
}

async function start(desk: Omit<Desk, 'library'> & { library?: Library }): Promise<Library> {
  await desk.library?.end();
  const library = makeLibrary(desk.files, { texts: desk.texts });
  await library.readAll();
  await library.check();
  return library;
}

async function desk(text: string, ...words: readonly string[]): Promise<Desk> {
  const files = new MemoryFiles();
  const texts = new MemoryTexts();
  put(files, text, ...words);
  return { files, texts, library: await start({ files, texts }) };
}

/** Kind and words of each tag as a view shows it, `as written` where nothing is to be said. */
function shown(library: Library, text: string): string[] {
  const view = library.source(SOURCE);
  const lines = new PlaceableText(text);
  return (view?.tags ?? []).map((tag) => {
    const placement = view?.placements.get(tag.id);
    if (!placement) return 'as written';
    if (placement.kind === 'lost') return 'lost';
    const [span] = placement.pieces ?? [];
    if (!span) return 'nowhere';
    const { from, to } = lines.rangeOf(span);
    return `${placement.kind}: ${text.slice(from, to)} | ${text.slice(0, from).split('\n').length}`;
  });
}

describe('earlier texts of sources', () => {
  const quote = 'received the ambassador of Chile';

  for (const restarted of [false, true]) {
    const when = restarted ? ', after a start' : '';
    const again = async (one: Desk, text: string): Promise<string[]> => {
      one.files.put(SOURCE, text);
      if (restarted) one.library = await start(one);
      else {
        one.library.textMayHaveChanged(SOURCE);
        await one.library.check();
      }
      return shown(one.library, text);
    };

    it(`a tagged line that goes is lost, and there again when it returns${when}`, async () => {
      const one = await desk(of(LINES), quote);
      const gone = LINES.filter((line) => !line.includes('Chile'));
      assert.deepEqual(await again(one, of(gone)), ['lost']);
      assert.deepEqual(await again(one, of([...gone].reverse())), ['lost']);
      assert.deepEqual(await again(one, of(LINES)), ['as written']);
      assert.ok(one.files.writes.length === 0);
    });

    it(`a line of another takes its place: lost${when}`, async () => {
      const one = await desk(of(LINES), quote, 'Norway', 'fishing rights');
      const other = 'The Speaker of Latvia received the ambassador of Qatar on Wednesday and spoke of the port.';
      const now = of(LINES.map((line) => (line.includes('Chile') ? other : line)));
      assert.deepEqual(await again(one, now), ['lost', 'as written', 'as written']);
    });

    it(`lines that were shuffled are followed${when}`, async () => {
      const one = await desk(of(LINES), quote, 'Norway', 'fishing rights', 'Kenya');
      const now = of([4, 2, 0, 3, 1].map((i) => LINES[i] as string));
      assert.deepEqual(await again(one, now), [
        `placed: ${quote} | 5`,
        'placed: Norway | 2',
        'placed: fishing rights | 2',
        'placed: Kenya | 1',
      ]);
    });

    it(`a line put in above moves nothing that a person should look at${when}`, async () => {
      const one = await desk(of(LINES), quote, 'Norway');
      const shift = await again(one, of(['A new line.', ...LINES]));
      assert.deepEqual(shift, [`placed: ${quote} | 3`, 'placed: Norway | 4']);
    });

    it(`words that were edited in the passage are shown as moved${when}`, async () => {
      const one = await desk(of(LINES), quote);
      const now = of(LINES).replace('the ambassador of Chile', 'the new ambassador of Chile');
      assert.deepEqual(await again(one, now), ['moved: received the new ambassador of Chile | 2']);
    });
  }

  it('of a sentence that stands twice the deleted one is lost, and the other one stays', async () => {
    const terms = 'All figures are provisional and may be revised without notice.';
    const text = `Grain prices fell. ${terms} Traders had expected it.\nOil went up again. ${terms} Exports did not change.\n`;
    const one = await desk(text, terms, 'Oil');
    const now = text.replace(terms + ' ', '');
    one.files.put(SOURCE, now);
    one.library = await start(one);
    assert.deepEqual(shown(one.library, now), ['lost', 'as written']);
  });

  it('opened in an editor it is the same, and the next save writes what the comparison showed', async () => {
    const one = await desk(of(LINES), quote, 'Norway');
    await one.library.end();
    const now = of([LINES[2], LINES[3], LINES[0], LINES[4]] as string[]);
    one.files.put(SOURCE, now);
    one.library = makeLibrary(one.files, { texts: one.texts });
    await one.library.opened(SOURCE, () => now);
    assert.deepEqual(shown(one.library, now), ['lost', 'as written']);
    await one.library.saved(SOURCE, now);
    await one.library.flush();
    const text = one.files.text(SIDECAR) ?? '';
    assert.match(text, /quote: "received the ambassador of Chile"\n {4}before: ".*Georgia "/);
    assert.match(text, /at: 1:18-1:24\n {4}quote: "Norway"/);
    // Back again: the lost one too.
    const back = of(LINES);
    one.library.changed(SOURCE, [{ offset: 0, removed: now.length, text: back }], () => back);
    await one.library.saved(SOURCE, back);
    assert.deepEqual(shown(one.library, back), ['as written', 'as written']);
  });

  it('without a text of its own the version control is asked', async () => {
    const files = new MemoryFiles();
    put(files, of(LINES), quote);
    const now = of([...LINES].reverse());
    files.put(SOURCE, now);
    const asked: string[] = [];
    const textAsOf = (source: string, sidecar: string): Promise<string> => {
      asked.push(source, sidecar);
      return Promise.resolve(of(LINES).replace(/\n/g, '\r\n'));
    };
    const library = makeLibrary(files, { revisions: { textAsOf } });
    await library.readAll();
    await library.check();
    assert.deepEqual(shown(library, now), [`placed: ${quote} | 4`]);
    assert.deepEqual(asked, [SOURCE, SIDECAR]);
  });

  it('a storage that fails keeps nothing from being shown', async () => {
    const files = new MemoryFiles();
    const texts = new MemoryTexts();
    texts.broken = true;
    put(files, of(LINES), quote);
    const library = makeLibrary(files, {
      texts,
      revisions: { textAsOf: () => Promise.reject(new Error('git is not there')) },
    });
    await library.readAll();
    await library.check();
    assert.deepEqual(shown(library, of(LINES)), ['as written']);
    files.put(SOURCE, of(LINES.slice(2)));
    library.textMayHaveChanged(SOURCE);
    await library.check();
    assert.deepEqual(shown(library, of(LINES.slice(2))), ['lost']);
    await library.end();
  });

  it('keeps so many bytes and three texts of a source, and drops what was used longest ago', async () => {
    const texts = new MemoryTexts();
    const log = { info: assert.fail, warn: assert.fail, error: assert.fail };
    // Each text proves a tag of its own.
    const first = (text: string): string[] => [text.charAt(0)];
    const compared = new Compared(texts, undefined, log, 100);
    for (let i = 0; i < 5; i++) compared.keep('a', `${i}`.repeat(10), first, 9);
    await compared.settled();
    assert.deepEqual([...(await compared.of('a', ''))].map((text) => text[0]).sort(), ['2', '3', '4']);
    compared.keep('a', 'x'.repeat(10), first, 1);
    for (let i = 0; i < 9; i++) compared.keep(`b${i}`, `${i}`.repeat(10), first, 1);
    await compared.settled();
    assert.equal(texts.texts.size, 10);
    assert.equal((await compared.of('a', '')).length, 1);
    compared.keep('c', 'y'.repeat(10), first, 1);
    await compared.settled();
    const size = [...texts.texts.values()].reduce((sum, text) => sum + text.length, 0);
    assert.ok(size <= 80, `${size}`);
    assert.equal((await compared.of('a', '')).length, 1);
    assert.equal((await compared.of('b0', '')).length, 0);
    compared.renamed('a', 'd');
    await compared.settled();
    assert.deepEqual(await compared.of('d', ''), ['x'.repeat(10)]);
    assert.deepEqual(await compared.of('a', ''), []);
  });
});

describe('earlier texts, in any order of events', () => {
  const FRESH = [
    'The Speaker of Latvia received the ambassador of Qatar on Wednesday and spoke of the port.',
    'The President of Serbia received the ambassador of Iran on Tuesday and spoke of a loan.',
    'The Prime Minister of Hungary received the ambassador of Turkey on Friday and spoke of the border.',
  ];
  const WORDS = ['the ambassador of Peru', 'received the ambassador of Chile', 'spoke of fishing rights', 'Kenya'];
  const act = fc.record({
    what: fc.constantFrom('delete', 'insert', 'swap', 'replace', 'restore', 'open', 'close', 'start', 'save', 'look'),
    a: fc.nat(20),
    b: fc.nat(20),
  });

  it('a tag is on its own line or lost, and where it was written when its text is back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
        const one = await desk(of(LINES), ...WORDS);
        let lines: readonly string[] = LINES;
        const isOpen = (): boolean => one.library.isOpen(SOURCE);
        const set = async (next: readonly string[]): Promise<void> => {
          const before = of(lines);
          lines = next;
          one.files.put(SOURCE, of(next));
          if (isOpen()) {
            one.library.changed(SOURCE, [{ offset: 0, removed: before.length, text: of(next) }], () => of(next), true);
          } else one.library.textMayHaveChanged(SOURCE);
          await one.library.check();
        };
        for (const { what, a, b } of [...acts, { what: 'look', a: 0, b: 0 }, { what: 'restore', a: 0, b: 0 }]) {
          const i = a % Math.max(1, lines.length);
          const k = b % Math.max(1, lines.length);
          const fresh = FRESH.filter((line) => !lines.includes(line))[b % 2];
          if (what === 'delete') await set(lines.filter((_, at) => at !== i));
          else if (what === 'insert' && fresh) await set([...lines.slice(0, i), fresh, ...lines.slice(i)]);
          else if (what === 'replace' && fresh) await set(lines.map((line, at) => (at === i ? fresh : line)));
          else if (what === 'swap' && lines.length > 0)
            await set(lines.map((line, at) => (at === i ? lines[k] : at === k ? lines[i] : line) as string));
          else if (what === 'restore') await set(LINES);
          else if (what === 'open') await one.library.opened(SOURCE, () => of(lines));
          else if (what === 'close') one.library.closed(SOURCE);
          else if (what === 'start') one.library = await start(one);
          else if (what === 'save' && isOpen()) {
            await one.library.saved(SOURCE, of(lines));
            await one.library.flush();
          }
          if (!isOpen()) one.library.textMayHaveChanged(SOURCE);
          await one.library.check();
          const text = of(lines);
          const view = one.library.source(SOURCE);
          view?.tags.forEach((tag) => {
            // A save puts tags in the order of their places.
            const n = 'abcdefgh'.indexOf(tag.id.slice(-1));
            const placement = view.placements.get(tag.id);
            const own = LINES.find((line) => line.includes(WORDS[n] as string)) as string;
            if (placement?.kind === 'lost') {
              assert.ok(!lines.includes(own), `${what}: ${WORDS[n]} is lost, and stands there`);
              return;
            }
            const lined = new PlaceableText(text);
            // Of an open source what moved with the text is not said before it is saved.
            const followed = one.library.rangesOf(SOURCE, tag.id)?.[0];
            const { from, to } = followed ?? lined.rangeOf(placement?.pieces?.[0] ?? tag.at);
            const line = lined.spanOf({ from, to }).startLine;
            assert.equal(lines[line], own, `${what}: ${WORDS[n]} (${placement?.kind ?? 'as written'})`);
            assert.equal(text.slice(from, to), WORDS[n]);
          });
        }
        assert.ok(shown(one.library, of(LINES)).every((kind) => kind !== 'lost' && !kind.startsWith('moved')));
        await one.library.end();
      }),
      { numRuns: Number(process.env.RUNS ?? 150) },
    );
  }).timeout(600_000);
});
