/** One stack of undo for a window. Ctrl+Z stays the text's. */
import * as vscode from 'vscode';
import type { Replayed } from '../../core/library/library';
import { inform, sentence, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { counted } from '../../core/words/count';
import { reportUnwritten } from '../../host/written';

/** Takes the last tag change back (or does it again) and says what came back. Returns how many changes took effect. */
export async function replay(services: Services, way: 'undo' | 'redo'): Promise<number> {
  const { library } = services;
  const done = await (way === 'undo' ? library.undo() : library.redo());
  if (!done) {
    whisper(way === 'undo' ? 'There is no tag change to undo.' : 'There is no tag change to redo.');
    return 0;
  }
  whisper(way === 'undo' ? 'Undone: {0}' : 'Redone: {0}', [inWords(done)]);
  if (done.skipped.length > 0) {
    void inform('{0} of the changes met tags that were changed elsewhere meanwhile. Those were left as they are.', [
      done.skipped.length,
    ]);
  }
  await reportUnwritten(done.written);
  return done.count;
}

/** What was done and how much of it: 'Tag all mentions, 60 tags in 5 sources'. One tag needs no number. */
function inWords({ label, extent: { tags, sources } }: Replayed): string {
  const what = sentence(label);
  return tags < 2 ? what : vscode.l10n.t('{0}, {1} in {2}', what, counted(tags, 'tag'), counted(sources, 'source'));
}
