import assert from 'node:assert/strict';
import { rejectChanges } from '../../src/core/proposals';
import { ProposalDesk } from '../../src/core/proposals/desk';
import { sourceOfProposals } from '../../src/core/files/addresses';
import { makeLibrary, MemoryFiles } from './support/memory';

const CODEBOOK = 'stancemark: 1\nentities:\n  - {id: russia, name: Russia, type: state}\n';
const TEXT = 'Baku has warned Russia.\nRussia has not answered.\n';
const HEAD = 'stancemark: 1\nfrom: {who: Tagger}\nproposals:\n';
const ONE = '  - {lines: 1, quote: Russia, entity: russia}\n';
const TWO = '  - {lines: 2, quote: Russia, entity: russia}\n';
const A = 'file:///w/a.txt';
const FILE = `${A}.proposals.yaml`;

function desk() {
  const files = new MemoryFiles();
  files.put('file:///w/codebook.yaml', CODEBOOK);
  files.put(A, TEXT);
  files.put(FILE, HEAD + ONE + TWO);
  const library = makeLibrary(files);
  const warned: string[] = [];
  const quiet = (): void => undefined;
  const made = new ProposalDesk({
    library,
    list: () => Promise.resolve([...files.contents.keys()].filter((uri) => sourceOfProposals(uri) !== undefined)),
    read: (uri) => (uri.includes('bad') ? Promise.reject(new Error('too large')) : files.read(uri)),
    breathe: () => Promise.resolve(),
    log: { info: quiet, warn: (text) => warned.push(text), error: quiet },
  });
  return { files, library, desk: made, warned };
}

describe('the desk of proposals', () => {
  it('has what waits, follows file, tags and text, and tells each change', async () => {
    const { files, library, desk: it } = desk();
    const told: string[] = [];
    it.onDidChange((sources) => told.push(...sources));
    await it.load();
    const [first] = it.open(A);
    assert.ok(first);
    assert.equal(it.open(A).length, 2);
    assert.ok(told.length > 0 && told.every((one) => one === A));
    await (
      await library.edit('Reject', [{ kind: 'sidecar', uri: A, changes: rejectChanges(first) }])
    ).written;
    assert.deepEqual(
      (await it.openNow(A)).map(({ range }) => range.from),
      [TEXT.lastIndexOf('Russia')],
    );
    await (
      await library.undo()
    )?.written;
    assert.equal((await it.openNow(A)).length, 2);
    files.put(FILE, HEAD + TWO);
    await it.refresh(FILE);
    assert.equal(it.open(A).length, 1);
    await library.opened(A, () => TEXT);
    library.changed(A, [{ offset: 0, removed: 0, text: 'Now ' }], () => `Now ${TEXT}`);
    assert.equal((await it.openNow(A))[0]?.range.from, TEXT.lastIndexOf('Russia') + 4);
    files.contents.delete(FILE);
    await it.refresh(FILE);
    assert.deepEqual([it.open(A), it.of(A), it.sources()], [[], undefined, []]);
    it.dispose();
    library.dispose();
  });

  it('lets nothing of a proposals file into the library', async () => {
    const { files, library, desk: it } = desk();
    await library.readAll();
    const before = JSON.stringify(library.corpora());
    await it.load();
    assert.equal(JSON.stringify(library.corpora()), before);
    assert.equal(library.knows(FILE), false);
    assert.deepEqual(files.writes, []);
    it.dispose();
    library.dispose();
  });

  it('says in the log which file cannot be read, and has the others', async () => {
    const { files, library, desk: it, warned } = desk();
    files.put('file:///w/bad.txt', TEXT);
    files.put('file:///w/bad.txt.proposals.yaml', HEAD);
    await it.load();
    assert.equal(warned.filter((text) => text.includes('bad.txt')).length, 1);
    assert.equal(it.open(A).length, 2);
    it.dispose();
    library.dispose();
  });
});
