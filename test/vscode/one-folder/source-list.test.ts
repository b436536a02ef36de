import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { read, root, until, write } from '../fixture';

const BIB = `@article{a, title = {The Mill Burns}, author = {Brandt, Ada}, journal = {The Bell}, date = {2025-03-09}, langid = {en}}
@article{b, title = {Nobody knows this one}, journal = {Elsewhere}}
`;

describe('details of sources from a list', () => {
  let codebook: vscode.Uri;
  let sidecar: vscode.Uri;
  let list: vscode.Uri;

  before(async () => {
    [codebook, , , list] = (await write('list', {
      'codebook.yaml': 'stancemark: 1\nentities: []\n',
      'mill.txt': 'The mill burns\nBy Ada Brandt\n\nIt burned all night.\n',
      'mill.txt.tags.yaml': 'stancemark: 1\nsource:\n  outlet: Old # hand\ntags: []\n',
      'zotero.bib': BIB,
    })) as [vscode.Uri, vscode.Uri, vscode.Uri, vscode.Uri];
    sidecar = vscode.Uri.joinPath(root(), 'list', 'mill.txt.tags.yaml');
  });
  const run = <T>(name: string, args?: unknown): Thenable<T> =>
    vscode.commands.executeCommand<T>(`stancemark.${name}`, args);
  const about = (): { uri: string; codebook: string } => ({ uri: list.toString(), codebook: codebook.toString() });

  it('are shown first, then written as one step that undo takes back', async () => {
    const before = await read(sidecar);
    const shown = await until(
      () => run<{ count: number; none: string[]; preview?: boolean }>('importSourceDetails', about()),
      ({ count }) => count > 0,
    );
    // Title, author, date, language and type; the outlet is another, and is not ticked.
    assert.deepEqual([shown.preview, shown.count, shown.none], [true, 5, ['Nobody knows this one']]);
    assert.equal(await read(sidecar), before);
    await run('applyPreview');
    const text = await until(
      () => read(sidecar),
      (now) => now !== before,
    );
    assert.match(
      text,
      /^stancemark: 1\nsource:\n {2}title: The Mill Burns\n {2}author: "Brandt, Ada"\n {2}outlet: Old # hand\n {2}date: 2025-03-09\n/,
    );
    assert.match(text, /language: en\n/);
    await run('undoTagChange');
    await until(
      () => read(sidecar),
      (now) => now === before,
    );
  });

  it('replace what stands there only if that is asked for, and go out as CSV', async () => {
    await run('importSourceDetails', { ...about(), preview: false, replace: true });
    await until(
      () => read(sidecar),
      (now) => now.includes('outlet: The Bell # hand'),
    );
    const to = vscode.Uri.joinPath(root(), 'list', 'sources.csv');
    await run('exportSourceDetails', { uri: to.toString(), codebook: codebook.toString() });
    assert.match(await read(to), /list\/mill\.txt,The Mill Burns,"Brandt, Ada",The Bell,2025-03-09,,en,article/);
  });
});
