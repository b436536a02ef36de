/** Tags follow the text: while it is open, when it is saved, and when it was changed elsewhere. */
import assert from 'node:assert/strict';
import { makeLibrary } from './support/memory';
import { add, mention, open, placeOf, SIDECAR, SOURCE, TEXT } from './support/one-source';

describe('library', () => {
  it('wants the text compared again that changed on disk, or whose editor was closed', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'harbour master', 'master', 1);
    await add(library, tag);
    const lost = () => library.source(SOURCE)?.placements.get(tag.id)?.kind === 'lost';
    assert.deepEqual(library.unchecked(), []);
    // Typed, and thrown away unsaved.
    library.changed(SOURCE, [{ offset: 0, removed: TEXT.length, text: 'x' }], () => 'x');
    assert.ok(lost());
    library.closed(SOURCE);
    assert.deepEqual(library.unchecked(), [SOURCE]);
    await library.check(library.unchecked());
    assert.ok(!lost());
    assert.deepEqual(library.unchecked(), []);
    files.put(SOURCE, 'Nothing of it is left.\n');
    const told: string[] = [];
    library.onDidChange(({ sources }) => told.push(...sources));
    library.textMayHaveChanged(SOURCE);
    assert.deepEqual(told, [SOURCE]);
    await library.check(library.unchecked());
    assert.ok(lost());
    // Not again and again where it cannot be read.
    library.textMayHaveChanged(SOURCE);
    files.readText = () => Promise.reject(new Error('too large'));
    await library.check(library.unchecked());
    assert.deepEqual(library.unchecked(), []);
  });

  it('moves tags with the typing and writes their places on save', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'harbour master', 'master');
    await add(library, tag);
    const typed = 'Yesterday ' + TEXT;
    library.changed(SOURCE, [{ offset: 0, removed: 0, text: 'Yesterday ' }], () => 'Yesterday ' + TEXT);
    assert.equal(placeOf(library, typed, tag.id), 'harbour master');
    assert.match(files.text(SIDECAR) ?? '', /at: 1:15-1:29/);
    await library.saved(SOURCE, typed);
    assert.match(files.text(SIDECAR) ?? '', /at: 1:25-1:39/);
  });

  it('brings a removed tag back where the text has carried it', async () => {
    const { library } = await open();
    const tag = mention(library, TEXT, 'harbour master', 'master');
    await add(library, tag);
    await library.edit('Remove', [{ kind: 'sidecar', uri: SOURCE, changes: [{ op: 'remove', id: tag.id }] }]);
    library.changed(SOURCE, [{ offset: 0, removed: 0, text: 'Yesterday ' }], () => 'Yesterday ' + TEXT);
    await library.undo();
    assert.equal(placeOf(library, 'Yesterday ' + TEXT, tag.id), 'harbour master');
    assert.equal(library.source(SOURCE)?.placements.size, 0);
  });

  it('shows a tag whose text is gone as lost, and as placed when the text is back', async () => {
    const { library } = await open();
    const tag = mention(library, TEXT, 'Aysel', 'aysel');
    await add(library, tag);
    library.changed(SOURCE, [{ offset: 0, removed: 10, text: '' }], () => TEXT.slice(10));
    assert.equal(library.source(SOURCE)?.placements.get(tag.id)?.kind, 'lost');
    library.changed(SOURCE, [{ offset: 0, removed: 0, text: TEXT.slice(0, 10) }], () => TEXT);
    assert.equal(library.source(SOURCE)?.placements.size, 0);
    assert.equal(placeOf(library, TEXT, tag.id), 'Aysel');
  });

  it('takes a line put in above for no doubt, and writes the new places only when asked', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'said no to Aysel', 'aysel');
    await add(library, tag);
    const moved = 'A new first line stands here now.\n' + TEXT;
    const wrote = files.writes.length;
    files.put(SOURCE, moved);
    const other = makeLibrary(files);
    await other.opened(SOURCE, () => moved);
    assert.equal(other.source(SOURCE)?.placements.get(tag.id)?.kind, 'placed');
    await other.saved(SOURCE, moved);
    assert.equal(files.writes.length, wrote);
    assert.equal(await other.accept(SOURCE), 1);
    await other.flush();
    assert.match(files.text(SIDECAR) ?? '', /at: 3:20-3:36/);
    assert.equal(other.source(SOURCE)?.placements.size, 0);
  });

  it('accepts the new places of a source that no editor has, and does not go on following it', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'said no to Aysel', 'aysel');
    await add(library, tag);
    files.put(SOURCE, 'A new first line stands here now.\n' + TEXT);
    const other = makeLibrary(files);
    await other.readAll();
    await other.check();
    assert.equal(other.source(SOURCE)?.placements.get(tag.id)?.kind, 'placed');
    assert.equal(await other.accept(SOURCE), 1);
    assert.match(files.text(SIDECAR) ?? '', /at: 3:20-3:36/);
    assert.equal(other.isOpen(SOURCE), false);
    assert.equal(other.source(SOURCE)?.checked, true);
    assert.equal(other.source(SOURCE)?.placements.size, 0);
  });

  it('follows a line that another program swaps with one that says nearly the same', async () => {
    const [smith, brown] = ['Smith (Lab): opposed the bill in full.\n', 'Brown (Con): opposed the bill in full.\n'];
    const { files, library } = await open(smith + brown);
    const tag = mention(library, smith + brown, 'opposed the bill in full', 'master');
    await add(library, tag);
    const swapped = brown + smith;
    library.changed(SOURCE, [{ offset: 0, removed: swapped.length, text: swapped }], () => swapped);
    await library.saved(SOURCE, swapped);
    await library.flush();
    assert.equal(library.rangesOf(SOURCE, tag.id)?.[0]?.from, swapped.lastIndexOf('opposed'));
    assert.match(files.text(SIDECAR) ?? '', /before: .*Smith \(Lab\): "/);
  });

  it('follows a reload from disk that arrives as one replacement', async () => {
    const { library } = await open();
    const tag = mention(library, TEXT, 'said no', 'master');
    await add(library, tag);
    const after = TEXT.replace('Aysel met', 'Yesterday Aysel saw').replace('to Aysel.', 'to her.');
    library.changed(SOURCE, [{ offset: 0, removed: TEXT.length - 1, text: after.slice(0, -1) }], () => after);
    assert.equal(placeOf(library, after, tag.id), 'said no');
  });

  it('lets a change of line ends move nothing', async () => {
    const { files, library } = await open();
    const tag = mention(library, TEXT, 'said no to Aysel', 'aysel');
    await add(library, tag);
    const wrote = files.writes.length;
    const crlf = TEXT.replace(/\n/g, '\r\n');
    library.changed(SOURCE, [{ offset: 0, removed: TEXT.length, text: crlf }], () => crlf);
    assert.equal(placeOf(library, crlf, tag.id), 'said no to Aysel');
    await library.saved(SOURCE, crlf);
    assert.equal(files.writes.length, wrote);
  });

  it('keeps unsaved places when the same source is opened twice', async () => {
    const { library } = await open();
    const tag = mention(library, TEXT, 'harbour master', 'master');
    await add(library, tag);
    const typed = TEXT.replace('harbour', 'old harbour');
    const before = TEXT.indexOf('harbour');
    library.changed(SOURCE, [{ offset: before + 8, removed: 0, text: 'old ' }], () => typed);
    const range = library.rangesOf(SOURCE, tag.id);
    const now = library.liveText(SOURCE)?.text.text ?? '';
    await library.opened(SOURCE, () => now);
    assert.deepEqual(library.rangesOf(SOURCE, tag.id), range);
    assert.equal(library.source(SOURCE)?.placements.size, 0);
  });
});
