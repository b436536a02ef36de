/**
 * Who codes what: `assignments.yaml` in a workspace folder, a map of coders to lists of sources (paths below the folder). The file is
 * the team's: what is not changed here stays as it is written.
 */
import { coderName } from '../files/addresses';
import { mapLines } from '../yaml/write';
import { editMap, splice } from '../yaml/map-edit';
import { asMap, fieldsOf, textsOf } from '../yaml/nodes';
import { openSection, sectionValue } from '../yaml/section-edit';
import { entryKey } from '../yaml/extra';
import { judge } from '../yaml/judge';
import { word } from '../yaml/scalars';

export const ASSIGNMENTS_NAME = 'assignments.yaml';

/** Paths of sources by the name of the coder's layer. */
export type Assignments = ReadonlyMap<string, readonly string[]>;

/** Undefined: the file cannot be read whole, and must not be written. What is no list of names is left out. */
export function readAssignments(text: string): Assignments | undefined {
  const judged = judge(text);
  if (!judged.ok) return undefined;
  const root = asMap(judged.value);
  if (!root) return judged.value === null ? new Map() : undefined;
  const value = fieldsOf(root).byKey.get('assignments')?.value;
  const map = asMap(value);
  const found = new Map<string, readonly string[]>();
  for (const [key, field] of map ? fieldsOf(map).byKey : []) {
    const coder = coderName(key);
    const paths = textsOf(field.value);
    if (coder !== undefined && paths) found.set(coder, [...(found.get(coder) ?? []), ...paths.map(tidy)]);
  }
  return found;
}

/** `./a\\b.txt` and `a/b.txt` are one. */
function tidy(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
}

/** The file's text with other lists for these coders; undefined where it cannot be read whole or has another form. */
export function assign(text: string | undefined, lists: Assignments): string | undefined {
  const before = text ?? 'stancemark: 1\nassignments:\n';
  if (!readAssignments(before)) return undefined;
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const from = /^assignments[ \t]*:/m.exec(before)?.index ?? before.length;
  const rest = before.slice(from);
  const end = /\n(?=[^\s#])/.exec(rest)?.index;
  const to = end === undefined ? before.length : from + end + 1;
  const head = before.slice(0, from);
  const made = sectionWith(before.slice(from, to), lists, eol);
  if (made === undefined) return undefined;
  const after = (head === '' || head.endsWith('\n') ? head : head + eol) + made + before.slice(to);
  const again = readAssignments(after);
  // Nothing is given away that does not say what was asked for.
  const says = [...lists].every(([coder, paths]) => JSON.stringify(again?.get(coder) ?? []) === JSON.stringify(paths));
  return says ? after : undefined;
}

function sectionWith(lines: string, lists: Assignments, eol: string): string | undefined {
  const written = [...lists].map(([coder, paths]) => [coder, { list: paths.map(word) }] as const);
  const opened = openSection(lines, 'assignments', eol);
  const entries = written.filter(([, { list }]) => list.length > 0);
  if (opened !== undefined) {
    return (
      opened +
      mapLines(
        entries.map(([coder, list]): [string, typeof list] => [entryKey(coder), list]),
        2,
        eol,
      )
    );
  }
  const map = asMap(sectionValue(lines)?.value);
  if (!map) return undefined;
  // A coder may stand there under another spelling.
  const keys = new Map([...fieldsOf(map).byKey.keys()].map((key) => [coderName(key) ?? key, key]));
  const edits = written.map(([coder, list]) => ({
    key: keys.get(coder) ?? coder,
    to: list.list.length > 0 ? list : null,
  }));
  if ([...keys.values()].every((key) => edits.some((edit) => edit.key === key && edit.to === null))) {
    const left = entries.map(([coder, list]): [string, typeof list] => [entryKey(coder), list]);
    return left.length === 0 ? `assignments: {}${eol}` : `assignments:${eol}${mapLines(left, 2, eol)}`;
  }
  const splices = editMap(lines, map, edits, [], eol);
  return splices && splice(lines, splices);
}

/**
 * A table of two columns, source and coder, as spreadsheets put it on the clipboard or as CSV; a heading is passed over. The last
 * column is the coder, so a comma in a path is none between columns.
 */
export function assignmentsInTable(table: string): { readonly lists: Assignments; readonly wrong: readonly string[] } {
  const lists = new Map<string, string[]>();
  const wrong: string[] = [];
  table.split(/\r\n?|\n/).forEach((line, i) => {
    if (line.trim() === '') return;
    const [, source = '', coder = ''] = /^(.*)[\t;,](.*)$/.exec(line) ?? [];
    const [path, name] = [tidy(bare(source)), coderName(bare(coder))];
    if (i === 0 && /^(source|file|text|path)$/i.test(path)) return;
    if (path === '' || name === undefined) wrong.push(line);
    else {
      const list = lists.get(name) ?? [];
      if (!list.includes(path)) list.push(path);
      lists.set(name, list);
    }
  });
  return { lists, wrong };
}

function bare(cell: string): string {
  const trimmed = cell.trim();
  return /^".*"$/.test(trimmed) ? trimmed.slice(1, -1).replaceAll('""', '"') : trimmed;
}
