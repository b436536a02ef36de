import { visible } from '../core/text/safe';
import { UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { install, programFor, uninstall } from './git-install';

export const command: Command = {
  usage: 'git install | git uninstall',
  about: [
    'Tells git to merge and compare tags files and codebooks by meaning: two lines in .gitattributes (commit them: everybody gets them) and the configuration of this clone, which is never committed: everybody runs this once. Says what it wrote; a second time it writes nothing.',
    'Where the program is missing later, git merges the text with markers, as without it. uninstall takes it all back.',
  ].join('\n'),
  options: {},
  example: ['stancemark git install', 'In a clone of the corpus, once.'],
  run: runGit,
};

async function runGit(given: Given, world: World): Promise<ExitCode> {
  const [what, ...more] = given.positionals;
  if ((what !== 'install' && what !== 'uninstall') || more.length > 0) throw new UsageError('Say install or uninstall');
  const done =
    what === 'install' ? await install(world, programFor(world, process.argv[1] ?? '')) : await uninstall(world);
  if (done.length === 0) {
    world.out(what === 'install' ? 'Nothing to do: git knows it already.\n' : 'Nothing to do: git does not know it.\n');
    return 0;
  }
  world.out(`${done.map(visible).join('\n')}\n`);
  if (what === 'install' && done.some((line) => line.startsWith('.gitattributes'))) {
    world.out('Commit .gitattributes. Everybody else runs “stancemark git install” once in their clone.\n');
  }
  return 0;
}
