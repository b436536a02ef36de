import { LAYER_OPTION } from './select-options';
import { meaningOf, quotationOf } from '../core/export/quotation';
import { kwicOf } from '../core/export/kwic';
import { spansOf, type Corpus, type Passage } from '../core/corpus';
import { isMention } from '../core/model';
import { adviseQuery, EXAMPLES, parseQuery, runQuery } from '../core/query';
import { quoteOf } from '../core/pieces';
import { visible } from '../core/text/safe';
import { UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { oneOf } from './options';
import { pathOf } from './address';
import { relativePath, shownPath } from './show-path';
import { paint } from './terminal';
import { openWorkspace, tellUnreadable } from './workspace';

const KINDS = ['mention', 'stance'] as const;

export const command: Command = {
  usage: 'search QUERY [PATH…]',
  about: [
    'The passages that a search of the editor finds, each in its line with what its tag says. Lost tags are found only where the query asks for them.',
    `Examples of queries: ${EXAMPLES.slice(0, 5)
      .map((one) => one.query)
      .join('; ')}.`,
  ].join('\n'),
  options: {
    ...LAYER_OPTION,
    json: {
      type: 'boolean',
      says: 'One array of {file, line, column, tag, kind, quote, meaning, entity?, stance?, by?, note?}.',
    },
    kind: { type: 'string', value: 'KIND', says: 'Only mention or stance.' },
    quote: { type: 'boolean', says: 'Each passage as a quotation with its source, to paste.' },
  },
  example: [
    'stancemark search "kind:stance target:russia" corpus',
    'Every stance toward Russia, as file:line:column with its passage.',
  ],
  run: search,
};

async function search(given: Given, world: World): Promise<ExitCode> {
  const [text, ...paths] = given.positionals;
  if (text === undefined) throw new UsageError('Say what to look for');
  const kind = oneOf(given, 'kind', KINDS);
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new UsageError(`${visible(text)}: ${parsed.error.message}`);
  const workspace = await openWorkspace(world, paths, 'with texts', given.text('layer'));
  try {
    const found = workspace.library.corpora().map((corpus) => ({
      corpus,
      passages: runQuery(corpus, parsed.query, { ...(kind && { kind }) }),
    }));
    for (const { corpus, passages } of found) {
      if (passages.length > 0) continue;
      for (const { message, meant } of adviseQuery(corpus, parsed.query)) {
        world.err(`${message}${meant === undefined ? '' : ` Did you mean ${visible(meant)}?`}\n`);
      }
    }
    const rows = found.flatMap(({ corpus, passages }) => passages.map((passage) => ({ corpus, passage })));
    if (given.flag('json')) {
      const list = rows.map(({ corpus, passage }) => JSON.stringify(asData(corpus, passage, world)));
      world.out(list.length === 0 ? '[]\n' : `[\n${list.join(',\n')}\n]\n`);
    } else if (given.flag('quote')) world.out(rows.map(({ passage }) => `${quotationOf(passage)}\n`).join(''));
    else world.out(rows.map(({ corpus, passage }) => asText(corpus, passage, world)).join(''));
    return tellUnreadable(world, workspace.files.unreadable) ? 2 : 0;
  } finally {
    workspace.library.dispose();
  }
}

function placeOf({ source, tag }: Passage): { line: number; column: number } {
  const span = spansOf(source, tag)[0] ?? tag.at;
  return { line: span.startLine + 1, column: span.startColumn + 1 };
}

function asText(corpus: Corpus, passage: Passage, world: World): string {
  const paints = paint(world);
  const { line, column } = placeOf(passage);
  const { before, quote, after } = kwicOf(passage, { width: 32, most: 300 });
  const place = paints.dim(`${shownPath(world.cwd, pathOf(passage.source.uri))}:${line}:${column}:`);
  return `${place} ${before}${paints.bold(`[${quote}]`)}${after}\n    ${paints.blue(meaningOf(corpus, passage.tag))}\n`;
}

function asData(corpus: Corpus, passage: Passage, world: World): object {
  const { source, tag } = passage;
  return {
    file: relativePath(world.cwd, pathOf(source.uri)),
    ...placeOf(passage),
    tag: tag.id,
    kind: isMention(tag) ? 'mention' : 'stance',
    quote: quoteOf(tag),
    meaning: meaningOf(corpus, tag, (text) => text),
    ...(isMention(tag) ? { entity: tag.entity, sense: tag.sense } : { stance: tag.stance }),
    by: tag.by,
    note: tag.note,
  };
}
