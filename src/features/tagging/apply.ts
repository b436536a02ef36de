/** The common end of every way of tagging: from passages and a meaning to tags, remembered and reported. */
import * as vscode from 'vscode';
import { tagRanges } from '../../core/tagging';
import type { FileChange } from '../../core/changes';
import type { Meaning } from '../../core/model';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import type { PassageTarget } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

/** Tags every passage of the target; returns one id for each. `also` are changes that belong to the same step of undo. */
export async function applyMeaning(
  services: Services,
  target: PassageTarget,
  meaning: Meaning,
  extra: { note?: string; also?: readonly FileChange[]; label?: string } = {},
): Promise<string[]> {
  const { library } = services;
  const { uri } = target;
  const tagging = tagRanges(target.ranges, meaning, {
    text: target.text,
    newId: () => library.newId(uri),
    tagsWithin: ({ from, to }) =>
      library.tagsWithin(uri, from, to).map((tag) => ({ tag, range: library.rangesOf(uri, tag.id)?.[0] })),
    by: settings.coder(vscode.Uri.parse(uri)),
    note: extra.note,
  });
  const files: FileChange[] = [...(extra.also ?? [])];
  if (tagging.changes.length > 0) files.push({ kind: 'sidecar', uri, changes: tagging.changes });
  services.recents.use(meaning);
  if (files.length === 0) {
    whisper(tagging.same > 1 ? 'These passages are tagged so already.' : 'This passage is tagged so already.');
    return [...tagging.ids];
  }
  const label =
    extra.label ?? (tagging.changes.length > 1 ? `Tag ${tagging.changes.length} passages` : 'Tag a passage');
  const done = await library.edit(label, files);
  if (tagging.changes.length > 1) whisper('{0} passages tagged.', [tagging.changes.length]);
  await reportUnwritten(done.written);
  return [...tagging.ids];
}
