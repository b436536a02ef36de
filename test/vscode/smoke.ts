import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const ID = 'stancemark.stancemark';

/** What must hold in every launch: the extension wakes, and the commands of its manifest exist. */
export function smoke(folders: number): void {
  describe('the extension', () => {
    it('is active after activation', async () => {
      const extension = vscode.extensions.getExtension(ID);
      assert.ok(extension, `${ID} is not there`);
      await extension.activate();
      assert.equal(extension.isActive, true);
    });

    it('registers the commands of its manifest', async () => {
      const manifest = vscode.extensions.getExtension(ID)?.packageJSON as {
        contributes?: { commands?: readonly { command: string }[] };
      };
      const there = new Set(await vscode.commands.getCommands(true));
      const missing = (manifest.contributes?.commands ?? [])
        .map(({ command }) => command)
        .filter((id) => !there.has(id));
      assert.deepEqual(missing, []);
    });

    it(`sees ${folders} workspace folder(s)`, () => {
      assert.equal(vscode.workspace.workspaceFolders?.length ?? 0, folders);
    });
  });
}
