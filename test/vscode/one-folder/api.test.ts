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

  it('takes proposals that hold, refuses the others with reasons, and tags nothing', async () => {
    const [, uri] = await write('api-propose', {
      'codebook.yaml': CODEBOOK,
      'a.txt': 'The mill stands by the river.\nThe mill, they say: “No mill”.\n',
      'a.txt.proposals.yaml':
        '# mine\nstancemark: 1\nfrom: {who: hand}\nproposals:\n  - lines: 1\n    quote: river # stays\n    entity: mill\n',
    });
    assert.ok(uri);
    const api = await vscode.extensions.getExtension<StancemarkApi>('stancemark.stancemark')?.activate();
    assert.ok(api);
    const from = { who: 'another extension', version: '1.0', date: '2026-01-02' };
    const mill = { lines: { first: 0, last: 0 }, quote: 'mill', entity: 'mill', note: 'a: "b" # c' };
    const answers = await api.propose(
      uri.toString(),
      [
        mill,
        mill,
        { ...mill, quote: 'Mill stood' },
        { ...mill, lines: { first: 1, last: 1 } },
        { ...mill, lines: { first: 7, last: 8 } },
        { ...mill, entity: 'nobody' },
        { lines: mill.lines, quote: 'mill' },
      ],
      from,
    );
    assert.deepEqual(
      answers.map((one) => (one.proposed ? 'proposed' : one.code)),
      ['proposed', 'known', 'quote-not-there', 'quote-twice', 'lines-outside', 'unknown-entity', 'bad-proposal'],
    );
    assert.match(answers[2]?.proposed === false ? answers[2].reason : '', /Mill stood/);
    const file = uri.with({ path: `${uri.path}.proposals.yaml` });
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    assert.equal(
      text,
      '# mine\nstancemark: 1\nfrom: {who: hand}\nproposals:\n  - lines: 1\n    quote: river # stays\n    entity: mill\n' +
        '  - lines: 1\n    quote: "mill"\n    entity: mill\n    note: \'a: "b" # c\'\n' +
        '    from:\n      who: another extension\n      version: "1.0"\n      date: 2026-01-02\n',
    );
    assert.equal(await api.propose(uri.toString(), [mill], from).then(([one]) => one?.proposed), false);
    const corpus = (await api.read()).find((one) => one.sources.some((source) => source.uri === uri.toString()));
    assert.deepEqual(corpus?.sources.find((source) => source.uri === uri.toString())?.tags, []);
    await assert.rejects(api.propose(`${uri.toString()}.gone.txt`, [mill], from));
  });
});
