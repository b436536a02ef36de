import { answer, type Answer } from '../core/agreement/answer';
import { allCauses, allGroups, answersOf } from '../core/agreement/compare';
import { worstFirst } from '../core/agreement/disagreements';
import { schemeOf } from '../core/agreement/groups';
import type { Coded } from '../core/agreement/read';
import { QUESTIONS } from '../core/agreement/questions';
import { finish } from '../core/base/steps';
import {
  causeTable,
  coefficientTable,
  confusionTable,
  disagreementTable,
  gammaSteps,
  gammaTable,
  groupTable,
  itemTable,
} from '../core/agreement/tables';
import { UNITS } from '../core/agreement/units';
import type { Table } from '../core/export/table';
import { UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { readCoded } from './layers';
import { oneOf } from './options';
import { TABLE_FORMATS, TABLE_OPTIONS, writeTable, type TableFormat } from './table-output';
import { visible } from '../core/text/safe';
import { openWorkspace, tellUnreadable } from './workspace';

export const command: Command = {
  usage: 'agreement [PATH…]',
  about: [
    'How far the coders of a corpus agree, question by question: the same mentions, entities, stances, holders and targets, values, intensities. Each with n, raw agreement, coefficients and their 95 % intervals (sources drawn again).',
    'Coders are those with files of their own, report.txt.CODER.tags.yaml. Only sources that a coder has finished (finished: true at the top of the file) are compared. A coefficient without a value is –, and the last column says why.',
  ].join('\n'),
  options: {
    coder: { type: 'string', value: 'NAME', multiple: true, says: 'Only this coder; give it for each (all).' },
    unit: {
      type: 'string',
      value: 'UNIT',
      says: `What is compared to ask what was found, ${UNITS.join(', ')}: parts of the text, tags that overlap, or what is said anywhere in a source (characters).`,
    },
    uncoded: { type: 'string', value: 'in|out', says: 'Does text that nobody coded count as agreed on? (in)' },
    unfinished: { type: 'boolean', says: 'Compare unfinished sources too.' },
    shared: {
      type: 'boolean',
      says: 'Coders are those that the tags of the shared files name (by:), not files of their own.',
    },
    items: {
      type: 'string',
      value: 'QUESTION',
      says: `The table behind a question, item × coder: ${QUESTIONS.join(', ')}.`,
    },
    confusion: {
      type: 'string',
      value: 'QUESTION',
      says: 'What one coder says where another says something else, for two coders: the first two, or those of --coder.',
    },
    disagreements: { type: 'boolean', says: 'Every disagreement, the worst first.' },
    groups: { type: 'boolean', says: 'By two coders at a time, by entity type and by stance value.' },
    causes: {
      type: 'boolean',
      says: 'What a low α comes from: prevalence, borders, one category, one coder, one source.',
    },
    gamma: { type: 'boolean', says: 'γ of each source instead: where and what at once (takes longer).' },
    draws: { type: 'string', value: 'N', says: 'How often sources are drawn again for an interval (1000).' },
    samples: { type: 'string', value: 'N', says: 'How many chance texts γ is measured against (30).' },
    seed: { type: 'string', value: 'N', says: 'Seed of the draws and samples: the same seed, the same figures (1).' },
    ...TABLE_OPTIONS,
    json: {
      type: 'boolean',
      says: 'Everything as one object; with an option that asks for another table an array of rows.',
    },
  },
  example: [
    'stancemark agreement --coder ann --coder ben --unit sentences corpus',
    'Two coders, with sentences as the unit.',
  ],
  run: agreement,
};

async function agreement(given: Given, world: World): Promise<ExitCode> {
  const unit = oneOf(given, 'unit', UNITS) ?? 'characters';
  const uncoded = oneOf(given, 'uncoded', ['in', 'out']) ?? 'in';
  const question = oneOf(given, 'items', QUESTIONS);
  const confused = oneOf(given, 'confusion', QUESTIONS);
  const draws = wholeNumber(given, 'draws', 1000);
  const samples = wholeNumber(given, 'samples', 30);
  const seed = wholeNumber(given, 'seed', 1);
  const format = given.flag('json') ? 'json' : (oneOf(given, 'format', TABLE_FORMATS) ?? 'text');
  const workspace = await openWorkspace(world, given.positionals, 'without texts');
  try {
    const coded = await readCoded(workspace, {
      coders: given.texts('coder'),
      unfinished: given.flag('unfinished'),
      shared: given.flag('shared'),
    });
    const compared = coded.sources.filter(({ layers }) => layers.filter((tags) => tags !== undefined).length >= 2);
    tellUnfinished(coded, world);
    if (compared.length === 0) throw new UsageError(nothingToCompare(coded, given));
    const { coders } = coded;
    const options = { unit, uncoded, draws, seed };
    const write = (table: Table): void => writeTable(world, table, format, given.flag('raw'));
    if (question !== undefined) write(itemTable(question, compared, coders, options));
    else if (confused !== undefined) {
      const found = answer(confused, compared, { ...options, draws: 1 });
      const [first, second] = pairOf(coders);
      write(confusionTable(found, coders, first, second));
    } else if (given.flag('disagreements')) {
      write(disagreementTable(finish(worstFirst(compared)), compared, coders));
    } else if (given.flag('gamma'))
      write(gammaTable(finish(gammaSteps(compared, { samples, seed })), { samples, seed }));
    else if (given.flag('groups')) {
      const scheme = schemeOf(workspace.library.corpora().map(({ codebook }) => codebook));
      write(groupTable(finish(allGroups(compared, coders, scheme, options))));
    } else {
      const answers = finish(answersOf(compared, options));
      if (given.flag('causes')) write(causeTable(finish(allCauses(answers, compared, coders))));
      else writeAll({ coders, answers, sources: compared.length, draws, seed }, format, given, world);
    }
    return tellUnreadable(world, workspace.files.unreadable) ? 2 : 0;
  } finally {
    workspace.library.dispose();
  }
}

/** The two coders whose ratings are put against each other. */
function pairOf(coders: readonly string[]): readonly [number, number] {
  if (coders.length < 2) throw new UsageError('There is only one coder. --confusion puts two against each other');
  return [0, 1];
}

interface Everything {
  readonly coders: readonly string[];
  readonly answers: readonly Answer[];
  readonly sources: number;
  readonly draws: number;
  readonly seed: number;
}

function writeAll(all: Everything, format: TableFormat, given: Given, world: World): void {
  const { coders, answers, sources, draws, seed } = all;
  if (format === 'json') {
    const questions = answers.map(({ question, asks, unit, n, metric, categories, measured }) => ({
      question,
      asks,
      unit,
      n,
      metric,
      categories,
      measures: Object.fromEntries(
        measured.map(({ measure, figure, interval }) => [
          measure,
          figure.value === undefined
            ? { value: null, why: figure.why }
            : { value: figure.value, low: interval?.low ?? null, high: interval?.high ?? null },
        ]),
      ),
    }));
    world.out(`${JSON.stringify({ coders, sources, draws, seed, questions }, undefined, 2)}\n`);
    return;
  }
  const table = coefficientTable(answers);
  const note = `${coders.map(visible).join(', ')}: ${sources} ${sources === 1 ? 'source' : 'sources'} compared; intervals from ${draws} draws, seed ${seed}.`;
  writeTable(world, { ...table, note }, format, given.flag('raw'));
}

function tellUnfinished({ unfinished }: Coded, world: World): void {
  const byCoder = new Map<string, number>();
  for (const [, coder] of unfinished) byCoder.set(coder, (byCoder.get(coder) ?? 0) + 1);
  for (const [coder, count] of byCoder) {
    world.err(
      `${visible(coder)}: ${count === 1 ? '1 source is' : `${count} sources are`} not finished and left out.\n`,
    );
  }
}

function nothingToCompare({ unfinished }: Coded, given: Given): string {
  if (unfinished.length > 0) return 'No source is finished by two coders. --unfinished compares what there is';
  return given.flag('shared')
    ? 'No source has tags by two coders. Without --shared the coders’ own files are compared'
    : 'No source has files of two coders (report.txt.CODER.tags.yaml). --shared takes the coders that shared files name';
}

function wholeNumber(given: Given, name: string, usual: number): number {
  const text = given.text(name);
  if (text === undefined) return usual;
  const number = Number(text);
  if (!/^\d{1,6}$/.test(text) || number < 1) throw new UsageError(`--${name} is a whole number from 1 to 999999`);
  return number;
}
