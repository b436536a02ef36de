/** A change of the codebook as the smallest change of its text. */
import type { EntityPatch } from '../../core/changes';
import { applyToCodebook, type CodebookFile } from '../../core/codebook';
import { differenceOf } from '../../core/text/difference';

export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What the new fields of an entity change in the text; undefined: nothing. */
export function entityInText(file: CodebookFile, id: string, set: EntityPatch): TextEdit | undefined {
  const before = file.text;
  const after = applyToCodebook(file, [{ op: 'set-entity', id, set }]).codebook.text;
  const change = differenceOf(before, after);
  if (!change) return undefined;
  // Whole lines, so that the preview shows the name and not the letters that differ.
  const from = before.lastIndexOf('\n', change.from - 1) + 1;
  const lineEnd = before.indexOf('\n', change.to);
  const to = lineEnd < 0 ? before.length : lineEnd;
  return { from, to, text: after.slice(from, after.length - (before.length - to)) };
}
