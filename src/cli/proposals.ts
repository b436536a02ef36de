import { withPlainLineEnds } from '../core/anchors/placeable';
import { meaningIn } from '../core/compare/tags';
import type { Origin, Tag } from '../core/model';
import type { Proposed } from '../core/proposals';
import { shorten, visible } from '../core/text/safe';
import type { Command, ExitCode, Given, World } from './command';
import { pathOf } from './address';
import { proposalsIn, type ProposalsHere } from './proposals-read';
import { relativePath, shownPath } from './show-path';
import { paint } from './terminal';
import { openWorkspace, tellUnreadable, type Workspace } from './workspace';

export const command: Command = {
  usage: 'proposals [PATH…]',
  about: [
    'Proposed tags that wait for somebody’s decision: what stands in NAME.txt.proposals.yaml beside a source, its passage found word for word and its ids in the codebook. They are decided on in the editor, one by one.',
    'Those that are refused are reported by “stancemark check”, each with its reason.',
  ].join('\n'),
  options: {
    json: { type: 'boolean', says: 'One array of {file, line, column, id, quote, meaning, entity?, stance?, from}.' },
  },
  example: ['stancemark proposals corpus', 'What waits to be reviewed, with who proposes it.'],
  run: proposals,
};

/** Longest passage that people are shown, in UTF-16 units. */
const MOST = 300;

async function proposals(given: Given, world: World): Promise<ExitCode> {
  const workspace = await openWorkspace(world, given.positionals, 'with texts');
  try {
    const all = await proposalsIn(workspace);
    const rows = all.flatMap((here) => (here.judged?.open ?? []).map((one) => ({ here, one })));
    if (given.flag('json')) {
      const list = rows.map(({ here, one }) => JSON.stringify(asData(workspace, here, one, world)));
      world.out(list.length === 0 ? '[]\n' : `[\n${list.join(',\n')}\n]\n`);
    } else world.out(rows.map(({ here, one }) => asText(workspace, here, one, world)).join(''));
    const refused = all.reduce((sum, { judged }) => sum + (judged?.refused.length ?? 0), 0);
    if (refused > 0) world.err(`Refused: ${refused}. “stancemark check” says why.\n`);
    return tellUnreadable(world, workspace.files.unreadable) ? 2 : 0;
  } finally {
    workspace.library.dispose();
  }
}

function quoteOf({ text }: ProposalsHere, { range }: Proposed): string {
  return withPlainLineEnds(text?.text.slice(range.from, range.to) ?? '');
}

function placeOf({ text }: ProposalsHere, { range }: Proposed): { line: number; column: number } {
  const span = text?.spanOf(range);
  return { line: (span?.startLine ?? 0) + 1, column: (span?.startColumn ?? 0) + 1 };
}

function meaningOf({ library }: Workspace, here: ProposalsHere, one: Proposed, show: (text: string) => string): string {
  // Words for a tag's meaning look at nothing but the meaning.
  return meaningIn(here.source && library.codebookOf(here.source.uri), one.meaning as Tag, show);
}

function asText(workspace: Workspace, here: ProposalsHere, one: Proposed, world: World): string {
  const paints = paint(world);
  const { line, column } = placeOf(here, one);
  const place = `${shownPath(world.cwd, pathOf(here.source?.uri ?? here.uri))}:${line}:${column}:`;
  const who = one.origins.map(({ from }) => visible(originText(from))).join('; ');
  const quote = visible(shorten(quoteOf(here, one), MOST));
  return `${paints.dim(place)} ${paints.bold(`[${quote}]`)}\n    ${paints.blue(meaningOf(workspace, here, one, visible))}  ${paints.dim(who)}\n`;
}

function originText({ who, version, date }: Origin): string {
  return [who, version, date].filter((part) => part !== undefined).join(', ');
}

function asData(workspace: Workspace, here: ProposalsHere, one: Proposed, world: World): object {
  return {
    file: relativePath(world.cwd, pathOf(here.source?.uri ?? here.uri)),
    ...placeOf(here, one),
    id: one.id,
    quote: quoteOf(here, one),
    meaning: meaningOf(workspace, here, one, (text) => text),
    ...one.meaning,
    from: one.origins.map(({ from }) => from),
  };
}
