import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openAt, positionIn, sidecar, until, write } from '../fixture';
import { MILL } from '../mill';

/** Names, aliases and notes as somebody would write them who wants to be clicked. */
const HOSTILE_NAME =
  'Ada [x](command:workbench.action.files.newUntitledFile) <img src=https://e.example/a.png> &lt;b&gt;';
const HOSTILE_NOTE =
  '![i](https://e.example/b.png) <b>bold</b> https://e.example/c www.e.example me@e.example `code` **strong**';
const TEXT = 'Ada said so.\n';

describe('hover', () => {
  let first: vscode.Uri;

  before(async () => {
    [, first] = (await write('hover', MILL)) as [vscode.Uri, vscode.Uri];
  });
  afterEach(closeEditors);

  async function cards(uri: vscode.Uri, words: string): Promise<vscode.MarkdownString[]> {
    const { document } = await openAt(uri);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      positionIn(document, words),
    );
    return hovers.flatMap((hover) => hover.contents) as vscode.MarkdownString[];
  }

  /** What a reader sees of the Markdown, roughly: entities decoded, escapes gone, links as their words. */
  function plain(card: vscode.MarkdownString): string {
    return card.value
      .replace(/\[([^\]]*)\]\(command:[^)]*\)/g, '$1')
      .replace(/\*\*|---\n\n/g, '')
      .replace(/&nbsp;/g, ' ')
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replace(/\\(.)/g, '$1');
  }

  it('says who is meant, in which form, how often, and how they are seen', async () => {
    const text = await until(
      async () => (await cards(first, 'Orlen')).map(plain),
      // The other source is read after the first hover asked for it.
      ([card]) => card?.includes('in 1 source') ?? false,
    );
    assert.match(
      text[0] ?? '',
      /^Town Council – Organisation · “Orlen”, metonym\n\n1 mention in 1 source, 1 with these words/,
    );
    assert.match(text[0] ?? '', /Stances toward: 1 negative/);
    assert.match(text[0] ?? '', /Previous · Next · All mentions · Edit · Remove$/);
    assert.match(text[1] ?? '', /^Ada Brandt: critical \(3 of 4\) of Town Council; attributed by the author/);
    assert.match(text[1] ?? '', /Note – Her own words\?/);
  });

  it('counts over all sources, and names the coder', async () => {
    const text = await until(
      async () => (await cards(first, 'Ada Brandt')).map(plain).join('\n'),
      (card) => card.includes('4 mentions in 2 sources, 1 with these words'),
    );
    assert.match(text, /tagged by mk/);
    assert.match(text, /held: 1 negative/);
  });

  it('has commands for exactly its links, with ids alone', async () => {
    const [card] = await cards(first, 'The mill');
    const commands = [...(card?.value ?? '').matchAll(/\(command:([\w.]+)\?([^)]*)\)/g)];
    assert.deepEqual(
      commands.map((one) => one[1]).sort(),
      ['editTag', 'nextMention', 'previousMention', 'removeTag', 'showEntity'].map((name) => `stancemark.${name}`),
    );
    for (const one of commands) {
      assert.deepEqual(JSON.parse(decodeURIComponent(one[2] ?? '')), [{ uri: first.toString(), id: 'aaaaaaaa' }]);
    }
  });

  it('says nothing off a tag', async () => {
    assert.deepEqual(await cards(first, 'closed'), []);
  });

  it('shows hostile names and notes as the text that they are', async () => {
    const codebook = `stancemark: 1\nentities:\n  - id: ada\n    name: ${JSON.stringify(HOSTILE_NAME)}\n    type: person\n`;
    const tags = sidecar(TEXT, [
      { id: 'aaaaaaaa', quote: 'Ada', says: `entity: ada\nnote: ${JSON.stringify(HOSTILE_NOTE)}` },
    ]);
    const [, , uri] = (await write('hover/hostile (1)', {
      'codebook.yaml': codebook,
      'a.txt.tags.yaml': tags,
      'a.txt': TEXT,
    })) as [vscode.Uri, vscode.Uri, vscode.Uri];
    const [card] = await until(
      () => cards(uri, 'Ada'),
      (found) => found.length > 0,
    );
    const value = card?.value ?? '';
    assert.doesNotMatch(value, /<img|<b>|https?:\/\/|www\.|me@/);
    assert.doesNotMatch(value, /(?<!\\)!\[|(?<!\\)\]\((?!command:stancemark)/);
    assert.ok(plain(card as vscode.MarkdownString).includes('Ada [x](command:workbench.action.files.newUntitledFile)'));
    assert.equal([...value.matchAll(/\]\(command:stancemark\.\w+\?[^()\s]*\)/g)].length, 5);
  });
});
