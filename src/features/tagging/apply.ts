/** The common end of every way of tagging: from passages and a meaning to tags, remembered and reported. */
import * as vscode from 'vscode';
import { tagRanges } from '../../core/tagging/tagging';
import type { FileChange } from '../../core/changes';
import type { CodebookView } from '../../core/corpus';
import { AUTHOR, type Meaning } from '../../core/model';
import { partiesOf } from '../../core/refactor/references';
import { Failure } from '../../host/commands';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import type { PassageTarget } from '../../host/targets';
import { reportUnwritten } from '../../host/written';
import { counted } from '../../core/words/count';

/** Tags every passage of the target; returns one id for each. `also` are changes that belong to the same step of undo. */
export async function applyMeaning(
  services: Services,
  target: PassageTarget,
  meaning: Meaning,
  extra: { note?: string; also?: readonly FileChange[]; label?: string } = {},
): Promise<string[]> {
  const { library } = services;
  const { uri } = target;
  mustBeKnown(library.codebookOf(uri), meaning, extra.also ?? []);
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
    whisper(
      tagging.same > 1 ? 'These passages are already tagged that way.' : 'This passage is already tagged that way.',
    );
    return [...tagging.ids];
  }
  const label = extra.label ?? (tagging.changes.length > 1 ? 'Tag passages' : 'Tag a passage');
  const done = await library.edit(label, files);
  if (tagging.changes.length > 1) whisper('{0} tagged.', [counted(tagging.changes.length, 'passage')]);
  await reportUnwritten(done.written);
  return [...tagging.ids];
}

/** A meaning that is repeated may come from another codebook, or its entity may be gone since. */
function mustBeKnown(codebook: CodebookView | undefined, meaning: Meaning, also: readonly FileChange[]): void {
  const made = new Set(
    also.flatMap((file) =>
      file.kind === 'codebook'
        ? file.changes.flatMap((change) => (change.op === 'add-entity' ? [change.entity.id] : []))
        : [],
    ),
  );
  const ids =
    'stance' in meaning && meaning.stance ? partiesOf(meaning.stance) : [(meaning as { entity: string }).entity];
  for (const id of ids) {
    if (id === AUTHOR || made.has(id) || codebook?.entity(id)) continue;
    throw new Failure('The codebook of this source has no entity with the id “{0}”.', [id]);
  }
}
