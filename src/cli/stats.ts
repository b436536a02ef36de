import { LAYER_OPTION } from './select-options';
import { axisOf } from '../core/sums/tally';
import { AXES, isMention } from '../core/model';
import { coverageOf, corpusCounts, select, stancesOf } from '../core/sums';
import type { Corpus } from '../core/corpus';
import type { Command, ExitCode, Given, World } from './command';
import { relativePath, shownPath } from './show-path';
import { inColumns } from './table-output';
import { pathOf } from './address';
import { openWorkspace, tellUnreadable } from './workspace';

export const command: Command = {
  usage: 'stats [PATH…]',
  about:
    'How much there is: sources and how far they are tagged, mentions and stances, lost and moved tags, entities, coders. One block for each codebook.',
  options: { ...LAYER_OPTION, json: { type: 'boolean', says: 'One array with an object for each codebook.' } },
  example: ['stancemark stats --json corpus', 'The numbers of a corpus for a program.'],
  run: stats,
};

async function stats(given: Given, world: World): Promise<ExitCode> {
  const workspace = await openWorkspace(world, given.positionals, 'with texts', given.text('layer'));
  try {
    const all = workspace.library.corpora().map((corpus) => numbersOf(corpus, world));
    if (given.flag('json')) world.out(`${JSON.stringify(all, undefined, 2)}\n`);
    else world.out(all.length === 0 ? 'There is no source here.\n' : all.map((one) => asText(one, world)).join('\n'));
    return tellUnreadable(world, workspace.files.unreadable) ? 2 : 0;
  } finally {
    workspace.library.dispose();
  }
}

type Numbers = ReturnType<typeof numbersOf>;

function numbersOf(corpus: Corpus, world: World) {
  const { codebook, sources } = corpus;
  const selection = select(corpus);
  const { counts } = coverageOf(selection);
  const { mentions, stances, lost, moved } = corpusCounts(corpus);
  const used = new Set<string>();
  const coders = new Map<string, number>();
  for (const { passages } of selection.groups) {
    for (const { tag } of passages) {
      if (isMention(tag)) used.add(tag.entity);
      coders.set(tag.by ?? '', (coders.get(tag.by ?? '') ?? 0) + 1);
    }
  }
  const axes = Object.fromEntries(AXES.map((axis) => [axis, 0])) as Record<string, number>;
  for (const { tag } of stancesOf(selection)) {
    const axis = axisOf(codebook, tag.stance.value);
    axes[axis] = (axes[axis] ?? 0) + 1;
  }
  return {
    codebook: relativePath(world.cwd, pathOf(codebook.uri)),
    sources: sources.length,
    ...counts,
    mentions,
    stances,
    axes,
    lost,
    moved,
    entities: codebook.entities.length,
    mentionedEntities: [...used].filter((id) => codebook.entity(id)).length,
    coders: Object.fromEntries([...coders].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function asText(numbers: Numbers, world: World): string {
  const { codebook, axes, coders, ...rest } = numbers;
  const rows: [string, number][] = [
    ['sources', rest.sources],
    ['  tagged', rest.tagged],
    ['  partly tagged', rest.partly],
    ['  untagged', rest.untagged],
    ['mentions', rest.mentions],
    ['stances', rest.stances],
    ...Object.entries(axes)
      .filter(([, count]) => count > 0)
      .map(([axis, count]): [string, number] => [`  ${axis}`, count]),
    ['lost tags', rest.lost],
    ['moved tags', rest.moved],
    ['entities', rest.entities],
    ['  mentioned', rest.mentionedEntities],
    ...Object.entries(coders).map(([coder, count]): [string, number] => [`tags of ${coder || '(no coder)'}`, count]),
  ];
  const file = shownPath('', codebook);
  return `${inColumns([file, ''], rows, world)}`;
}
