import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parseCsv } from '../../../src/core/export';
import { closeEditors, known, read, root, write } from '../fixture';
import { MILL } from '../mill';

const run = <T>(name: string, args?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`stancemark.${name}`, args);

describe('findings', () => {
  const file = (name: string): vscode.Uri => vscode.Uri.joinPath(root(), 'findings', name);

  before(async () => {
    const uris = await write('findings', MILL);
    await known(uris[1] as vscode.Uri, 'Ada Brandt', 5);
  });
  afterEach(closeEditors);

  it('opens when the page has drawn its figures', async () => {
    await run('openFindings', { view: 'mentions' });
    const open = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map((tab) => tab.label);
    assert.ok(
      open.some((label) => label.startsWith('Findings')),
      open.join(),
    );
  });

  it('refuses a view and a saved search that there is not', async () => {
    await assert.rejects(async () => run('openFindings', { view: 'pie' }), /must be one of/);
    await assert.rejects(async () => run('openFindings', { search: 'nobody saved this' }), /no saved search/);
  });

  it('writes numbers and reports without a dialog', async () => {
    const csv = file('mentions.csv');
    assert.equal(await run('exportFindings', { format: 'csv', view: 'mentions', uri: csv }), csv.toString());
    const { rows } = parseCsv(await read(csv));
    assert.deepEqual(rows[0]?.cells, ['entity', 'type', 'mentions', 'sources']);
    assert.ok(rows.length > 1);
    for (const [format, start] of [
      ['html', '<!DOCTYPE html>'],
      ['markdown', '# Findings'],
    ] as const) {
      const uri = file(`report.${format}`);
      await run('exportFindings', { format, uri });
      const text = await read(uri);
      assert.ok(text.startsWith(start), format);
      assert.match(text, /Made with Stancemark \d+\.\d+\.\d+ on \d{4}-\d\d-\d\d/);
      const pictures = text.match(/<img alt="[^"]+" src="data:image\/svg\+xml;charset=utf-8,%3Csvg%20/g) ?? [];
      assert.ok(
        format === 'html' ? pictures.length >= 5 : pictures.length === 0,
        `${format}: ${pictures.length} pictures`,
      );
    }
  });

  it('writes the picture of a view that is not shown', async () => {
    const uri = file('coverage.svg');
    await run('exportFindings', { format: 'svg', view: 'coverage', uri });
    assert.match(await read(uri), /^<svg [^>]*>.*<title>Coverage of the sources<\/title>/s);
  });
});
