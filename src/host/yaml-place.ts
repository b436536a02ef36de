/** Places in the YAML files: offsets into the text that the core has read → ranges of the editor. */
import * as vscode from 'vscode';
import { Lines } from '../core/text/lines';

const known = new WeakMap<{ readonly text: string }, Lines>();

/**
 * The range of a stretch of a file that was read. The core keeps a byte order mark as the text's first character; documents
 * do not have it.
 */
export function yamlRange(
  file: { readonly text: string },
  stretch: { readonly from: number; readonly to: number },
): vscode.Range {
  let lines = known.get(file);
  if (!lines) known.set(file, (lines = new Lines(file.text)));
  const mark = file.text.startsWith('\uFEFF') ? 1 : 0;
  const at = (offset: number): vscode.Position => {
    const { line, column } = lines.positionAt(offset);
    return new vscode.Position(line, line === 0 ? Math.max(0, column - mark) : column);
  };
  return new vscode.Range(at(stretch.from), at(stretch.to));
}
