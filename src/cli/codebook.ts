import { version } from '../../package.json';
import { codebookHtml, codebookMarkdown } from '../core/export';
import { today } from '../core/text/today';
import type { Command, ExitCode, Given, World } from './command';
import { oneOf } from './options';
import { openWorkspace, tellUnreadable, theCorpus } from './workspace';

const FORMATS = ['markdown', 'html'] as const;

export const command: Command = {
  usage: 'codebook [PATH…]',
  about:
    'The codebook to print: what each type, stance value and entity means, with its counts, those of the branches below it, and one passage of the corpus.',
  options: {
    format: { type: 'string', value: 'FORMAT', says: `One of: ${FORMATS.join(', ')} (markdown).` },
    codebook: {
      type: 'string',
      value: 'PATH',
      says: 'Which codebook, where there are several (that with most sources).',
    },
  },
  example: ['stancemark codebook --format html > codebook.html', 'The codebook as a page that needs nothing else.'],
  run: codebook,
};

async function codebook(given: Given, world: World): Promise<ExitCode> {
  const format = oneOf(given, 'format', FORMATS) ?? 'markdown';
  const workspace = await openWorkspace(world, given.positionals, 'with texts');
  try {
    const corpus = theCorpus(workspace, world, given.text('codebook'));
    const made = { version, date: today() };
    world.out(format === 'html' ? codebookHtml(corpus, made) : codebookMarkdown(corpus, made));
    return tellUnreadable(world, workspace.files.unreadable) ? 2 : 0;
  } finally {
    workspace.library.dispose();
  }
}
