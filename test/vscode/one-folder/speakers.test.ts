import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, read, sidecar, until, write } from '../fixture';
import { CODEBOOK } from '../mill';

const TEXT = [
  'MODERATOR: Who closed the mill?',
  'Ada Brandt: Orlen did. It was wrong.',
  'It is wrong still.',
  'Note: applause',
  'MODERATOR: Thank you.',
  'Ada Brandt: Well.',
  '',
].join('\n');

describe('speakers', () => {
  let codebook: vscode.Uri;
  let source: vscode.Uri;

  before(async () => {
    const tags = sidecar(TEXT, [
      { id: 'aaaaaaaa', quote: 'the mill', says: 'entity: mill' },
      {
        id: 'bbbbbbbb',
        quote: 'wrong still',
        says: 'stance:\n  holder: author\n  target: council\n  value: critical',
      },
    ]);
    [codebook, source] = (await write('speakers', {
      'codebook.yaml': CODEBOOK,
      'debate.txt': TEXT,
      'debate.txt.tags.yaml': tags,
    })) as [vscode.Uri, vscode.Uri];
    await vscode.window.showTextDocument(source);
  });
  after(closeEditors);

  const found = async (query: string): Promise<readonly string[]> =>
    (
      await vscode.commands.executeCommand<{ ids: readonly string[] }>('stancemark.search', {
        query,
        codebook: codebook.toString(),
      })
    ).ids;

  it('are known once the codebook has their labels, and not after an undo', async () => {
    const before = await read(codebook);
    assert.deepEqual(await found('speaker:ada'), []);
    const labels = ['*:'];
    assert.deepEqual(
      await vscode.commands.executeCommand('stancemark.setSpeakers', { uri: source.toString(), labels }),
      labels,
    );
    await until(
      () => read(codebook),
      (now) => now === `${before}speakers:\n  - {label: "*:"}\n`,
    );
    assert.deepEqual(await found('speaker:ada'), ['bbbbbbbb']);
    assert.deepEqual(await found('speaker:moderator'), ['aaaaaaaa']);
    await vscode.commands.executeCommand('stancemark.undoTagChange');
    await until(
      () => read(codebook),
      (now) => now === before,
    );
    assert.deepEqual(await found('speaker:ada'), []);
  });

  it('are guessed and shown, and what is ticked is kept', async () => {
    const done = vscode.commands.executeCommand<readonly string[]>('stancemark.setSpeakers', {
      uri: source.toString(),
    });
    // The list comes when the text was read; what is likely is ticked.
    let labels: readonly string[] | undefined;
    void done.then((chosen) => (labels = chosen));
    await until(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return labels;
      },
      (now) => now !== undefined,
    );
    assert.deepEqual(labels, ['*:']);
    await until(
      () => read(codebook),
      (now) => now.endsWith('speakers:\n  - {label: "*:"}\n'),
    );
  });
});
