import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { StancemarkApi } from '../../../api';
import { closeEditors, until, write } from '../fixture';
import { CODEBOOK } from '../mill';

describe('the API for other extensions', () => {
  afterEach(closeEditors);

  it('reads corpora, and tells of a change', async () => {
    const [codebook, uri] = await write('api', {
      'codebook.yaml': CODEBOOK,
      'a.txt': 'The mill stands by the river.\n',
    });
    assert.ok(codebook && uri);
    const api = await vscode.extensions.getExtension<StancemarkApi>('stancemark.stancemark')?.activate();
    assert.ok(api && api.version === 1);
    const changed: string[] = [];
    const subscription = api.onDidChange(({ sources }) => changed.push(...sources));
    try {
      const range = new vscode.Range(0, 4, 0, 8);
      const id = await vscode.commands.executeCommand<string>('stancemark.tagEntity', { uri, range, entity: 'mill' });
      await until(
        () => changed.includes(uri.toString()),
        (seen) => seen,
      );
      const corpus = (await api.read()).find((one) => one.codebook.uri === codebook.toString());
      const tag = corpus?.sources.find((source) => source.uri === uri.toString())?.tags[0];
      assert.deepEqual(tag, {
        id,
        state: 'placed',
        spans: [{ startLine: 0, startColumn: 4, endLine: 0, endColumn: 8 }],
        quotes: ['mill'],
        entity: 'mill',
      });
    } finally {
      subscription.dispose();
    }
  });
});
