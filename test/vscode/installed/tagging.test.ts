import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { read, write } from '../fixture';
import { CODEBOOK } from '../mill';

describe('the installed package', () => {
  it('tags a passage', async () => {
    const [, uri] = await write('installed', { 'codebook.yaml': CODEBOOK, 'a.txt': 'Ada came.\n' });
    assert.ok(uri);
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('stancemark.tagEntity', {
      uri,
      range: new vscode.Range(0, 0, 0, 3),
      entity: 'ada',
    });
    assert.match(await read(uri.with({ path: `${uri.path}.tags.yaml` })), /quote: "Ada"\n/);
  });
});
