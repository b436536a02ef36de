import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { clashes, type Key } from '../../keys';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly keybindings: readonly Key[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

const manifest = vscode.extensions.getExtension('stancemark.stancemark')?.packageJSON as Manifest;

describe('the manifest', () => {
  it('names every command that the extension registers', async () => {
    const known = new Set(manifest.contributes.commands.map(({ command }) => command));
    // VS Code makes commands of its own for each view.
    const views = [
      'stancemark',
      ...Object.values(manifest.contributes.views).flatMap((list) => list.map(({ id }) => id)),
    ];
    const ours = (await vscode.commands.getCommands(true)).filter(
      (id) =>
        id.startsWith('stancemark.') &&
        !views.some(
          (view) => /^\.[a-zA-Z]+$/.test(id.slice(view.length)) && id.startsWith(`${view}.`) && view !== 'stancemark',
        ),
    );
    assert.deepEqual(
      ours.filter((id) => !known.has(id)),
      [],
    );
  });

  it('takes no key that VS Code uses in an editor', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    // The list is JSON with comments in front; behind it come comments with the commands that have no key.
    const list = parse(text.slice(text.indexOf('\n['), text.indexOf('\n]') + 2)) as Key[];
    assert.ok(list.length > 500, 'VS Code prints its keys');
    const mac = list.some(({ key }) => key === 'cmd+c');
    assert.deepEqual(clashes(manifest.contributes.keybindings, list, mac), []);
  });
});
