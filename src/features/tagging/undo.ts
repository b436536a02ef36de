/** One stack of undo for a window. Ctrl+Z stays the text's. */
import * as vscode from 'vscode';
import { StepMet } from '../../core/library/edited';
import type { Replayed } from '../../core/library/library';
import { uriOf } from '../../host/convert';
import { inform, sentence, warn, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { counted } from '../../core/words/count';
import { reportUnwritten } from '../../host/written';

/** Takes the last tag change back (or does it again) and says what came back. Returns how many changes took effect. */
export async function replay(services: Services, way: 'undo' | 'redo'): Promise<number> {
  const { library } = services;
  let done: Replayed | undefined;
  try {
    done = await (way === 'undo' ? library.undo() : library.redo());
  } catch (error) {
    if (!(error instanceof StepMet)) throw error;
    void offerToLeaveOut(services, error);
    return 0;
  }
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

/** The file stays as somebody has left it since; the steps below must not be out of reach for that. */
async function offerToLeaveOut({ library }: Services, met: StepMet): Promise<void> {
  const name = vscode.workspace.asRelativePath(uriOf(met.uri));
  const gone = met.why === 'gone';
  const chosen = await warn(
    gone
      ? '{0} is not there any more, so “{1}” is left as it is. Bring the file back and try again, or go on without this step.'
      : '{0} was changed since “{1}”, so it is left as it is. Take the later changes back in its editor, or go on without this step: its earlier states are in git and in its timeline.',
    [name, sentence(met.step.label)],
    'Leave This Step Out',
  );
  if (chosen !== undefined) library.leaveOut(met);
}

/** What was done and how much of it: 'Tag all mentions, 60 tags in 5 sources'. One tag needs no number. */
function inWords({ label, extent: { tags, sources } }: Replayed): string {
  const what = sentence(label);
  return tags < 2 ? what : vscode.l10n.t('{0}, {1} in {2}', what, counted(tags, 'tag'), counted(sources, 'source'));
}
