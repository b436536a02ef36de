import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('without a folder', () => {
  it('refuses to tag, and says why', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'Ada came.' });
    await vscode.window.showTextDocument(document);
    await assert.rejects(
      async () => vscode.commands.executeCommand('stancemark.tagEntity', { entity: 'ada' }),
      /never been saved/,
    );
    await assert.rejects(
      async () =>
        vscode.commands.executeCommand('stancemark.tagEntity', { uri: 'file:///elsewhere/a.txt', entity: 'ada' }),
      /in no folder of the workspace/,
    );
  });
});
