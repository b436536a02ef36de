/** A change of the codebook as the smallest change of its text. */
import { applyToCodebook, type CodebookFile } from '../../core/codebook';

export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What the entity's new name changes in the text; undefined: nothing. */
export function renamedInText(file: CodebookFile, id: string, name: string): TextEdit | undefined {
  const before = file.text;
  const after = applyToCodebook(file, [{ op: 'set-entity', id, set: { name } }]).codebook.text;
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  // Whole lines, so that the preview shows the name and not the letters that differ.
  const from = before.lastIndexOf('\n', head - 1) + 1;
  const lineEnd = before.indexOf('\n', before.length - tail);
  const to = lineEnd < 0 ? before.length : lineEnd;
  return { from, to, text: after.slice(from, after.length - (before.length - to)) };
}
