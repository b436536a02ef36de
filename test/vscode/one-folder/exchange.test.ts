import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openAt, read, root, sidecar, until, write } from '../fixture';
import { CODEBOOK } from '../mill';

const TEXT = 'Ada Brandt 🙂 spoke first.\nThen the council spoke, and the mill was closed.\n';
const TAGS = sidecar(TEXT, [
  { id: 'bbbbbbbb', quote: 'the council spoke', says: 'stance:\n  holder: council\n  target: ada\n  value: critical' },
  { id: 'cccccccc', quote: 'Ada Brandt', says: 'entity: ada' },
]);

interface Exported {
  readonly uri: string;
  readonly tags: number;
  readonly losses: readonly { readonly what: string; readonly tags: readonly string[] }[];
}
interface Imported {
  readonly count: number;
  readonly created?: readonly string[];
  readonly losses: readonly { readonly what: string }[];
}

const run = async <T>(name: string, args?: unknown): Promise<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

describe('exchange', () => {
  afterEach(closeEditors);

  it('takes a project out and brings it into a new folder, as one step of undo', async () => {
    const [codebook, source] = (await write('exchange/one', {
      'codebook.yaml': CODEBOOK,
      'a.txt': TEXT,
      'a.txt.tags.yaml': TAGS,
    })) as [vscode.Uri, vscode.Uri];
    await openAt(source);
    const folder = vscode.Uri.joinPath(source, '..');
    const to = vscode.Uri.joinPath(root(), 'exchange/out.qdpx');
    const done = await run<Exported>('export', { uri: folder, format: 'qdpx', to });
    assert.equal(done.tags, 2);
    const bytes = await vscode.workspace.fs.readFile(to);
    assert.deepEqual([bytes[0], bytes[1]], [0x50, 0x4b]);

    const into = vscode.Uri.joinPath(root(), 'exchange/two');
    const first = await run<Imported>('import', { uri: to, into, preview: false });
    assert.equal(first.count, 2);
    assert.equal(first.created?.length, 1);
    const made = vscode.Uri.parse(first.created?.[0] ?? '', true);
    assert.equal(await read(made), TEXT);
    const tags = vscode.Uri.parse(`${first.created?.[0] ?? ''}.tags.yaml`, true);
    assert.match(await read(tags), /id: bbbbbbbb\n[^]*quote: "the council spoke"/);
    assert.notEqual(codebook, undefined);

    const second = await run<Imported>('import', { uri: to, into, preview: false });
    assert.equal(second.count, 0);

    await run('undoTagChange');
    await until(
      () => read(tags),
      (text) => !text.includes('bbbbbbbb'),
    );
    assert.equal(await read(made), TEXT);
  });

  it('brings annotations onto a source that is there, and keeps how a code was taken', async () => {
    const [, source, ann] = (await write('exchange/three', {
      'codebook.yaml': CODEBOOK,
      'b.txt': 'The mill hums.\n',
      'in/b.ann': 'T1\tNoise 4 8\tmill\nT2\tPraise 9 13\thums\n',
      'in/b.txt': 'The mill hums.\n',
    })) as [vscode.Uri, vscode.Uri, vscode.Uri];
    await openAt(source);
    const into = vscode.Uri.joinPath(source, '..');
    const map = [
      { code: 'Noise', skip: true },
      { code: 'Praise', stance: { holder: 'author', target: 'mill', value: 'supportive' } },
    ];
    const shown = await run<Imported & { preview: true }>('import', { uri: ann, into, map });
    assert.equal(shown.preview, true);
    assert.equal(shown.count, 1);
    const applied = await run<{ count: number }>('applyPreview');
    assert.equal(applied.count, 1);
    const text = await until(
      () => read(vscode.Uri.joinPath(into, 'codebook.yaml')),
      (now) => now.includes('skip: true'),
    );
    assert.match(text, /code: "?Praise"?, holder: author, target: mill, value: supportive/);
  });

  it('refuses what is no file of its kind, with the place, and writes over no source', async () => {
    const [bad, source] = (await write('exchange/four', {
      'a.qdc': '<CodeBook>\n  <Codes>\n</CodeBook>',
      'c.txt': 'A text.\n',
    })) as [vscode.Uri, vscode.Uri];
    const into = vscode.Uri.joinPath(bad, '../new');
    await assert.rejects(run('import', { uri: bad, into, preview: false }), /Line 3, column \d+: The XML is broken/);
    await openAt(source);
    await assert.rejects(run('export', { all: true, format: 'csv', to: source }), /never written over a source/);
    assert.equal(await read(source), 'A text.\n');
  });

  it('and so does every list, table and report', async () => {
    const files = await write('exchange/five', {
      'codebook.yaml': CODEBOOK,
      'a.txt': TEXT,
      'a.txt.tags.yaml': TAGS,
    });
    const [codebook, source] = files as [vscode.Uri, vscode.Uri];
    await openAt(source);
    for (const [name, args] of [
      ['exportEntities', { codebook: codebook.toString() }],
      ['exportSourceDetails', { codebook: codebook.toString() }],
      ['exportCodebook', { codebook: codebook.toString(), format: 'html' }],
      ['exportFindings', { format: 'html' }],
      ['exportFindings', { format: 'csv', view: 'matrix' }],
    ] as const) {
      for (const uri of files) await assert.rejects(run(name, { ...args, uri }), /never written over a source/, name);
    }
    assert.deepEqual(await Promise.all(files.map(read)), [CODEBOOK, TEXT, TAGS]);
  });
});
