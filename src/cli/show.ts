import * as path from 'node:path';
import { readCodebook } from '../core/codebook';
import { meaningIn } from '../core/compare/tags';
import { piecesOf } from '../core/pieces';
import { compareTags, isStance, type Codebook, type TagFrom } from '../core/model';
import { decodeYaml, readSidecar, type Sidecar } from '../core/sidecar';
import { spanText } from '../core/sidecar/write';
import { Lines } from '../core/text/lines';
import { visible } from '../core/text/safe';
import { FileTrouble, UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { bytesOf } from './read-bytes';

export const command: Command = {
  usage: 'show FILE',
  about:
    'A tags file or codebook as stable text: tags in the order of the source, each in the same few lines whatever the layout of the file. What “stancemark git install” gives git to compare (textconv).',
  options: {},
  example: ['stancemark show 002.txt.tags.yaml', 'The tags of a source, to read.'],
  run: show,
};

async function show(given: Given, world: World): Promise<ExitCode> {
  const [name, ...more] = given.positionals;
  if (name === undefined || more.length > 0) throw new UsageError('Name one tags file or codebook');
  world.out(shownFile(path.resolve(world.cwd, name)));
  return 0;
}

/** The text for a file; throws where it cannot be read whole. Git names temporary files `…_NAME`: the end tells which it is. */
function shownFile(file: string): string {
  const text = decodeYaml(bytesOf(file));
  const reading = !text.ok ? text : file.endsWith('codebook.yaml') ? readCodebook(text.value) : readSidecar(text.value);
  if (!reading.ok) {
    const { message, detail, from } = reading.refusal;
    const line = text.ok ? new Lines(text.value).positionAt(from).line + 1 : 1;
    throw new FileTrouble(file, `${message}${detail ? ` (${visible(detail)})` : ''}. Mend it there.`, line);
  }
  return 'codebook' in reading.value ? codebookText(reading.value.codebook) : sidecarText(reading.value);
}

function sidecarText({ details, tags, dismissed, rejected }: Sidecar): string {
  const head = [...details].map(([key, value]) => `${visible(key)}: ${visible(value)}\n`).sort();
  const blocks = [...tags].sort(compareTags).map((tag) => {
    const lines = [`${isStance(tag) ? 'stance' : 'mention'} ${tag.id}`];
    for (const { at, quote } of piecesOf(tag)) lines.push(`  “${visible(quote)}”`, `  at ${spanText(at)}`);
    lines.push(`  ${meaningIn(undefined, tag, visible)}`);
    if (tag.by !== undefined) lines.push(`  by ${visible(tag.by)}`);
    if (tag.from) lines.push(`  from ${visible(fromText(tag.from))}`);
    if (tag.note !== undefined) lines.push(...tag.note.split('\n').map((line) => `  note: ${visible(line)}`));
    return `${lines.join('\n')}\n`;
  });
  const not = dismissed.map(({ form, entity, before, after }) => {
    const place =
      before === undefined && after === undefined ? '' : ` in “${visible(before ?? '')}|${visible(after ?? '')}”`;
    return `not “${visible(form)}”${entity === undefined ? '' : ` as ${visible(entity)}`}${place}\n`;
  });
  not.push(...rejected.map((id) => `rejected ${visible(id)}\n`));
  return [head.join(''), ...blocks, not.sort().join('')].filter((part) => part !== '').join('\n');
}

function fromText(from: TagFrom): string {
  if (!('who' in from)) return from.join(', ');
  return [from.who, from.version, from.date, from.id].filter((part) => part !== undefined).join(', ');
}

function codebookText({ types, stances, entities, searches, codes = [] }: Codebook): string {
  const line = (parts: readonly (string | undefined)[]): string =>
    `${parts
      .filter((part) => part !== undefined)
      .map((part) => visible(part))
      .join('  ')}\n`;
  return [
    ...types.map(({ id, label, color }) => line(['type', id, label, color])),
    ...stances.map(({ id, label, axis, color }) => line(['stance', id, label, axis, color])),
    ...searches.map(({ name, query }) => line(['search', name, query])),
    ...codes.map((rule) => line(['code', rule.code, JSON.stringify({ ...rule, code: undefined })])),
    ...[...entities]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, name, type, aliases, wikidata, note }) => {
        const lines = [`\nentity ${visible(id)}`, `  ${visible(name)} (${visible(type)})`];
        for (const alias of [...aliases].sort()) lines.push(`  also ${visible(alias)}`);
        if (wikidata !== undefined) lines.push(`  wikidata ${visible(wikidata)}`);
        if (note !== undefined) lines.push(...note.split('\n').map((one) => `  note: ${visible(one)}`));
        return `${lines.join('\n')}\n`;
      }),
  ].join('');
}
