import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { read, until } from '../fixture';

const run = <T = string>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

const book = (id: string): string =>
  `stancemark: 1\ntypes: [person]\nentities:\n  - id: ${id}\n    name: Ada\n    type: person\n`;

describe('two workspace folders', () => {
  /** A source of the same name in each folder, and a codebook of its own beside it. */
  async function fill(): Promise<readonly vscode.Uri[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const sources: vscode.Uri[] = [];
    for (const [i, folder] of folders.entries()) {
      const put = async (name: string, text: string): Promise<vscode.Uri> => {
        const uri = vscode.Uri.joinPath(folder.uri, name);
        await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
        return uri;
      };
      await put('codebook.yaml', book(`ada-${i + 1}`));
      sources.push(await put('same.txt', 'Ada came.\n'));
    }
    return sources;
  }

  it('keeps their codebooks apart', async () => {
    const [one, two] = (await fill()) as [vscode.Uri, vscode.Uri];
    const range = new vscode.Range(0, 0, 0, 3);
    for (const [uri, own, other] of [
      [one, 'ada-1', 'ada-2'],
      [two, 'ada-2', 'ada-1'],
    ] as const) {
      await until(
        () =>
          run('tagEntity', { uri, range, entity: own }).then(
            () => true,
            // The codebook may have been looked for before it was there; the watcher tells of it.
            () => false,
          ),
        (tagged) => tagged,
      );
      assert.match(await read(uri.with({ path: `${uri.path}.tags.yaml` })), new RegExp(`entity: ${own}\n`));
      await assert.rejects(async () => run('tagEntity', { uri, range, entity: other }));
    }
  });
});
