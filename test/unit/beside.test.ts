/** All layers at once: what others have is shown and said to be theirs, while everything else goes on reading one layer. */
import assert from 'node:assert/strict';
import { initials, onlyBy, voicesOf } from '../../src/core/library/beside';
import type { Library } from '../../src/core/library/library';
import type { Reading } from '../../src/core/library/layers';
import { sidecarOf } from '../../src/core/files/addresses';
import { entityTotals } from '../../src/core/sums/totals';
import { entityTree, sourceTree, stanceTree, type Beside, type TreeNode } from '../../src/core/tree';
import { makeLibrary, MemoryFiles } from './support/memory';

const A = 'file:///w/a.txt';
const TEXT = 'Aysel met the harbour master.\nThe harbour master said no to Aysel.\n';
const BOOK = `stancemark: 1
entities:
  - {id: aysel, name: Aysel, type: person}
  - {id: master, name: The harbour master, type: person}
`;

/** `LINE:FROM-TO id meaning`, columns from 1; a meaning of three words is a stance. */
function sidecar(text: string, rows: readonly string[], head = ''): string {
  const lines = text.split('\n');
  const tags = rows.map((row) => {
    const [, line = '', from = '', to = '', id = '', meaning = ''] = /^(\d+):(\d+)-(\d+) (\S+) (.*)$/.exec(row) ?? [];
    const words = meaning.split(' ');
    const says =
      words.length === 3
        ? `    stance:\n      holder: ${words[0]}\n      target: ${words[1]}\n      value: ${words[2]}\n`
        : `    entity: ${meaning}\n`;
    const quote = lines[Number(line) - 1]?.slice(Number(from) - 1, Number(to) - 1) ?? '';
    return `  - id: ${id}\n    at: ${line}:${from}-${line}:${to}\n    quote: "${quote}"\n${says}`;
  });
  return `stancemark: 1\n${head}tags:\n${tags.join('')}`;
}

const SHARED = sidecar(TEXT, ['1:1-6 shared22 aysel']);
const ANN = sidecar(TEXT, [
  '1:1-6 annays22 aysel',
  '1:11-29 annmas22 master',
  '2:20-27 annsta22 master aysel critical',
]);
const BEN = sidecar(TEXT, ['1:1-6 benays22 aysel', '1:11-29 annmas22 aysel']);

interface World {
  readonly files: MemoryFiles;
  readonly library: Library;
}

async function world(reading: Partial<Reading> = {}, more: Record<string, string> = {}): Promise<World> {
  const files = new MemoryFiles();
  const all: Record<string, string> = {
    [A]: TEXT,
    'file:///w/codebook.yaml': BOOK,
    [sidecarOf(A)]: SHARED,
    [sidecarOf(A, 'ann')]: ANN,
    [sidecarOf(A, 'ben')]: BEN,
    ...more,
  };
  for (const [uri, text] of Object.entries(all)) files.put(uri, text);
  const library = makeLibrary(files);
  await library.layers.read({ layer: '', me: undefined, blind: false, beside: true, ...reading });
  await library.readAll();
  return { files, library };
}

const open = (library: Library, text = TEXT): Promise<void> => library.opened(A, () => text);
const said = (library: Library, offset?: number): string[] =>
  library.layers.asides(A, offset).map(({ layer, tag }) => `${layer || 'shared'} ${tag.id}`);
const besideOf =
  (library: Library): Beside =>
  (uri) =>
    library.layers.beside(uri).flatMap((layer) => library.layers.viewOf(uri, layer) ?? []);

/** The passages of a tree, each with its layer where the tree says one; `*`: not of the layer that is read. */
function rows(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap((node) =>
    node.kind === 'passage'
      ? [`${node.aside ? '*' : ''}${node.whose === undefined ? '?' : node.whose || 'shared'} ${node.id}`]
      : rows(node.children?.() ?? []),
  );
}

describe('all layers at once', () => {
  it('are shown where they stand, with whose they are; what is summed is of one layer', async () => {
    const { library } = await world();
    await open(library);
    assert.deepEqual(library.layers.beside(A), ['ann', 'ben']);
    assert.deepEqual(said(library), ['ann annays22', 'ann annmas22', 'ann annsta22', 'ben benays22', 'ben annmas22']);
    assert.deepEqual(said(library, TEXT.indexOf('harbour')), ['ann annmas22', 'ben annmas22']);
    assert.deepEqual(
      library.source(A)?.tags.map(({ id }) => id),
      ['shared22'],
    );
    const [corpus] = library.corpora();
    assert.ok(corpus);
    assert.deepEqual(
      [...entityTotals(corpus)].map(([id, { mentions }]) => [id, mentions]),
      [['aysel', 1]],
    );
    // Off again, nothing of it is left.
    await library.layers.read({ layer: '', me: undefined, blind: false });
    assert.deepEqual([library.layers.beside(A), said(library), library.layers.viewOf(A, 'ann')], [[], [], undefined]);
  });

  it('are rows of trees that say whose, and add nothing to a count', async () => {
    const { library } = await world();
    await open(library);
    const beside = besideOf(library);
    const sources = sourceTree(library.corpora(), { beside }).roots;
    const [source] = sources;
    assert.ok(source?.kind === 'source');
    assert.deepEqual([source.summary.mentions, source.summary.stances], [1, 0]);
    const all = [
      'shared shared22',
      '*ann annays22',
      '*ben benays22',
      '*ann annmas22',
      '*ben annmas22',
      '*ann annsta22',
    ];
    assert.deepEqual(rows(sources), all);
    // Two rows of one id are two rows: VS Code tells them apart by their keys.
    const keys = new Set((source.children?.() ?? []).map(({ key }) => key));
    assert.equal(keys.size, all.length);
    const entities = entityTree(library.corpora(), { beside }).roots;
    assert.deepEqual(rows(entities), [
      ...['shared shared22', '*ann annays22', '*ben benays22', '*ben annmas22'],
      '*ann annmas22',
    ]);
    const [stances] = stanceTree(library.corpora(), { beside }).roots;
    assert.ok(stances?.kind === 'group');
    assert.deepEqual([stances.count, stances.tally.negative, rows([stances])], [0, 0, ['*ann annsta22']]);
    assert.deepEqual(rows(sourceTree(library.corpora()).roots), ['? shared22']);
  });

  it('change only the layer that is read, by an id that another layer has as well', async () => {
    const { library, files } = await world({ layer: 'ann', me: 'ann' });
    await open(library);
    const done = await library.edit('Edit', [
      { kind: 'sidecar', uri: A, changes: [{ op: 'set', id: 'annmas22', set: { note: 'mine' } }] },
    ]);
    await done.written;
    assert.match(files.text(sidecarOf(A, 'ann')) ?? '', /note: "mine"/);
    assert.deepEqual([files.text(sidecarOf(A, 'ben')), files.text(sidecarOf(A))], [BEN, SHARED]);
    assert.equal(library.layers.asides(A).find(({ tag }) => tag.id === 'annmas22')?.tag.note, undefined);
    await assert.rejects(
      library.layers
        .read({ layer: 'ben', me: 'ann', blind: false, beside: true })
        .then(() => library.edit('Edit', [{ kind: 'sidecar', uri: A, changes: [{ op: 'remove', id: 'annmas22' }] }])),
    );
    assert.equal(files.text(sidecarOf(A, 'ben')), BEN);
  });

  it('move with the text, and a save writes nobody else’s file', async () => {
    const { library, files } = await world({ layer: 'ann', me: 'ann' });
    await open(library);
    assert.equal(library.layers.asides(A).length, 3);
    const now = `In May ${TEXT}`;
    library.changed(A, [{ offset: 0, removed: 0, text: 'In May ' }], () => now);
    assert.deepEqual(
      library.layers.asides(A).map(({ layer, pieces }) => [layer, pieces[0]?.from]),
      [
        ['', 7],
        ['ben', 7],
        ['ben', 17],
      ],
    );
    files.put(A, now);
    await library.saved(A, now);
    assert.equal(files.text(sidecarOf(A, 'ben')), BEN);
    assert.match(files.text(sidecarOf(A, 'ann')) ?? '', /at: 1:8-1:13/);
  });

  it('are kept from whoever codes blind until the source is finished, whatever was chosen before', async () => {
    const { library } = await world({ layer: 'ann', me: 'ann' });
    await open(library);
    assert.equal(said(library).length, 3);
    const blind: Reading = { layer: 'ann', me: 'ann', blind: true, beside: true };
    await library.layers.read(blind);
    assert.deepEqual([library.layers.beside(A), said(library), said(library, 1)], [[], [], []]);
    assert.equal(library.layers.viewOf(A, 'ben'), undefined);
    assert.deepEqual(rows(sourceTree(library.corpora(), { beside: besideOf(library) }).roots).sort(), [
      ...['ann annays22', 'ann annmas22', 'ann annsta22'],
    ]);
    const finish = async (finished: boolean): Promise<void> => {
      const changes = [{ op: 'finish', finished }] as const;
      await (
        await library.edit('Finish', [{ kind: 'sidecar', uri: A, layer: 'ann', changes }])
      ).written;
    };
    await finish(true);
    assert.equal(said(library).length, 3);
    await finish(false);
    assert.deepEqual(said(library), []);
    // Without a name nobody can be finished.
    await library.layers.read({ ...blind, me: undefined });
    assert.deepEqual(said(library), []);
  });

  it('say which file cannot be read, and show the others', async () => {
    const conflict = BEN.replace('tags:', '<<<<<<< ours\ntags:\n=======\ntags:\n>>>>>>> theirs');
    const { library, files } = await world({}, { [sidecarOf(A, 'ben')]: conflict });
    await open(library);
    assert.equal(library.layers.viewOf(A, 'ben')?.refusal?.code, 'conflict');
    assert.deepEqual(said(library), ['ann annays22', 'ann annmas22', 'ann annsta22']);
    // Another window resolves it; a third coder begins; one takes the file away.
    files.put(sidecarOf(A, 'ben'), BEN);
    files.put(sidecarOf(A, 'cy'), sidecar(TEXT, ['2:1-4 cythe222 master']));
    for (const coder of ['ben', 'cy']) await library.refresh(sidecarOf(A, coder));
    assert.deepEqual(said(library).slice(3), ['ben benays22', 'ben annmas22', 'cy cythe222']);
    files.contents.delete(sidecarOf(A, 'ann'));
    await library.refresh(sidecarOf(A, 'ann'));
    assert.deepEqual(said(library), ['ben benays22', 'ben annmas22', 'cy cythe222']);
    assert.deepEqual(library.layers.beside(A), ['ben', 'cy']);
  });

  it('hold three coders with three hundred tags each on one another', async () => {
    const text = `${'word '.repeat(320)}\n`;
    const tags = (coder: string, longer: number): string =>
      sidecar(
        text,
        Array.from(
          { length: 300 },
          (_, i) => `1:${5 * i + 1}-${5 * i + 5 + longer} ${coder}t${String(i).padStart(3, '2')} aysel`,
        ),
      );
    const layers = ['ann', 'ben', 'cy'].map((coder, i) => [sidecarOf(A, coder), tags(coder, i === 2 ? 5 : 0)] as const);
    const { library } = await world(
      {},
      { [A]: text, [sidecarOf(A)]: sidecar(text, []), ...Object.fromEntries(layers) },
    );
    await open(library, text);
    const asides = library.layers.asides(A);
    assert.equal(asides.length, 900);
    const voices = voicesOf(asides);
    assert.equal(voices.length, 600);
    assert.deepEqual(
      new Set(voices.map((voice) => onlyBy(voice, ['ann', 'ben', 'cy'])?.join())),
      new Set(['ann,ben', 'cy']),
    );
    assert.deepEqual(new Set(said(library, 51).map((one) => one.slice(0, 3))), new Set(['ann', 'ben', 'cy ']));
  });

  it('tell coders apart by as few letters as it takes, and coders who agree not at all', () => {
    assert.deepEqual(
      [...initials(['ann', 'ben'])],
      [
        ['ann', 'a'],
        ['ben', 'b'],
      ],
    );
    assert.deepEqual(
      [...initials(['ann', 'anna', 'ben', 'anke'])].map(([, short]) => short),
      ['an', 'an', 'b', 'an'],
    );
    assert.deepEqual(
      [...initials(['𝔞nn', '𝔟en'])].map(([, short]) => short),
      ['𝔞', '𝔟'],
    );
    const tag = {
      id: 'a',
      at: { startLine: 0, startColumn: 0, endLine: 0, endColumn: 1 },
      quote: 'A',
      before: '',
      after: '',
    };
    const aside = (layer: string, entity: string, from = 0) => ({
      layer,
      tag: { ...tag, entity },
      pieces: [{ from, to: 5 }],
    });
    const [alike, other] = voicesOf([aside('ann', 'x'), aside('ben', 'x'), aside('ben', 'x'), aside('', 'y')]);
    assert.ok(alike && other);
    assert.deepEqual([alike.layers, other.layers], [['ann', 'ben'], ['']]);
    assert.deepEqual(
      [onlyBy(alike, ['ann', 'ben']), onlyBy(alike, ['ann', 'ben', 'cy']), onlyBy(other, ['ann'])],
      [...[undefined, ['ann', 'ben'], undefined]],
    );
  });
});
