import {
  diffEntities,
  diffTags,
  meaningIn,
  TAG_DIFFERENCES,
  type ChangedEntity,
  type ChangedTag,
} from '../core/compare/tags';
import type { CodebookFile } from '../core/codebook';
import type { Tag } from '../core/model';
import { quoteOf } from '../core/pieces';
import type { Names } from '../core/words/sentence';
import { shorten, visible } from '../core/text/safe';
import { spanText } from '../core/sidecar/write';
import { UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { folderOn, sideOf, type Side } from './revisions';
import { paint, type Paints } from './terminal';

export const command: Command = {
  usage: 'diff A B',
  about: [
    'What happened to the tags between two revisions, folders or files: added, removed, moved (another passage or place), re-meant (another entity or stance), noted (another note or coder), each in its sentence; and to the entities of the codebooks.',
    'The exit code is 1 where there is a difference.',
  ].join('\n'),
  options: {
    json: { type: 'boolean', says: 'One array of {file, tag?, entity?, changes, before?, after?}.' },
  },
  example: [
    'stancemark diff main .',
    'What this working folder has that the branch main does not have, and the reverse.',
  ],
  run: diff,
};

interface Changed {
  readonly file: string;
  readonly tags: readonly ChangedTag[];
  readonly entities: readonly ChangedEntity[];
  readonly books: readonly [CodebookFile | undefined, CodebookFile | undefined];
}

async function diff(given: Given, world: World): Promise<ExitCode> {
  const [a, b, ...more] = given.positionals;
  if (a === undefined || b === undefined || more.length > 0)
    throw new UsageError('Name two revisions, folders or files');
  // A revision beside a folder means the files of that folder then.
  const folder = folderOn(world, a) ?? folderOn(world, b) ?? world.cwd;
  const changed = compare(sideOf(world, a, folder), sideOf(world, b, folder));
  if (given.flag('json')) world.out(asJson(changed));
  else world.out(changed.length === 0 ? '' : changed.map((one) => asText(one, paint(world))).join('\n'));
  return changed.length === 0 ? 0 : 1;
}

function compare(before: Side, after: Side): Changed[] {
  const names = [...new Set([...before.sidecars, ...after.sidecars])].sort();
  const found: Changed[] = [];
  for (const file of [...new Set([...before.codebooks, ...after.codebooks])].sort()) {
    const books = [before.codebook(file), after.codebook(file)] as const;
    const entities = diffEntities(books[0]?.codebook.entities ?? [], books[1]?.codebook.entities ?? []);
    if (entities.length > 0) found.push({ file, tags: [], entities, books });
  }
  for (const file of names) {
    const tags = diffTags(before.sidecar(file)?.tags ?? [], after.sidecar(file)?.tags ?? []);
    if (tags.length > 0) found.push({ file, tags, entities: [], books: [before.codebook(file), after.codebook(file)] });
  }
  return found;
}

function namesOf(book: CodebookFile | undefined): Names {
  return { entity: (id) => book?.entity(id), value: (id) => book?.codebook.stances.find((one) => one.id === id) };
}

const SIGNS = { added: '+', removed: '-', moved: '~', 're-meant': '~', noted: '~' } as const;
const show = (text: string): string => visible(shorten(text, 200));

function asText({ file, tags, entities, books }: Changed, paints: Paints): string {
  const lines = [paints.bold(file === '.txt.tags.yaml' ? 'tags' : visible(file))];
  for (const { before, after } of entities) {
    const words = (one: typeof before): string => (one ? `${show(one.name)} (${show(one.type)}; ${show(one.id)})` : '');
    if (!before) lines.push(paints.green(`+ entity ${words(after)}`));
    else if (!after) lines.push(paints.red(`- entity ${words(before)}`));
    else lines.push(paints.yellow(`~ entity ${words(before)}`), paints.yellow(`       → ${words(after)}`));
  }
  for (const one of tags) lines.push(...linesOf(one, books, paints));
  return `${lines.join('\n')}\n`;
}

function linesOf({ id, kinds, before, after }: ChangedTag, books: Changed['books'], paints: Paints): string[] {
  const says = (tag: Tag, book: CodebookFile | undefined): string => meaningIn(namesOf(book), tag, show);
  const kind = TAG_DIFFERENCES.find((one) => kinds.includes(one)) ?? 'moved';
  const colour = kind === 'added' ? paints.green : kind === 'removed' ? paints.red : paints.yellow;
  const shown = after ?? before;
  if (!shown) return [];
  const lines = [
    `${colour(`${SIGNS[kind]} ${kinds.join(', ')}`)} ${paints.dim(`[${visible(id)}]`)} ${spanText(shown.at)} “${quoted(shown)}”`,
  ];
  if (!before || !after) lines.push(`    ${says(shown, before ? books[0] : books[1])}`);
  else if (kinds.includes('re-meant')) lines.push(`    ${says(before, books[0])}`, `  → ${says(after, books[1])}`);
  else lines.push(`    ${says(after, books[1])}`);
  if (before && after && kinds.includes('moved')) lines.push(`    was at ${spanText(before.at)} “${quoted(before)}”`);
  if (before && after && kinds.includes('noted')) {
    if (before.note !== after.note)
      lines.push(`    note: ${show(before.note ?? '(none)')}`, `        → ${show(after.note ?? '(none)')}`);
    if (before.by !== after.by) lines.push(`    by ${show(before.by ?? '(nobody)')} → ${show(after.by ?? '(nobody)')}`);
  }
  return lines;
}

const quoted = (tag: Tag): string => show(quoteOf(tag));

function asJson(changed: readonly Changed[]): string {
  const rows = changed.flatMap(({ file, tags, entities, books }) => [
    ...entities.map(({ id, before, after }) => ({
      ...{ file, entity: id, changes: [!before ? 'added' : !after ? 'removed' : 'changed'] },
      ...{ before, after },
    })),
    ...tags.map(({ id, kinds, before, after }) => ({
      ...{ file, tag: id, changes: kinds },
      ...{ before: before && dataOf(before, books[0]), after: after && dataOf(after, books[1]) },
    })),
  ]);
  return rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
}

function dataOf(tag: Tag, book: CodebookFile | undefined): object {
  const { entity, sense, stance, by, note } = tag;
  const meaning = meaningIn(namesOf(book), tag, (text) => text);
  return { at: spanText(tag.at), quote: quoteOf(tag), meaning, entity, sense, stance, by, note };
}
