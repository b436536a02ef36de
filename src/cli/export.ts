import { LAYER_OPTION } from './select-options';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { version } from '../../package.json';
import { sameBytes } from '../core/base/bytes';
import { outgoing } from '../core/formats/from-corpus';
import { lossText } from '../core/formats/loss';
import { FORMATS, type Written } from '../core/formats/model';
import { PROFILES, READERS } from '../core/formats/kinds';
import { write } from '../core/formats/write';
import { zipOf } from '../core/formats/zip';
import { isOfCorpus, isSourceUri } from '../core/files/addresses';
import { parseQuery } from '../core/query';
import { Search } from '../core/query/run';
import { visible } from '../core/text/safe';
import { FileTrouble, UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { addressOf } from './address';
import { local } from './files';
import { git } from './git';
import { oneOf } from './options';
import { relativePath } from './show-path';
import { openWorkspace, tellUnreadable, theCorpus } from './workspace';

export const command: Command = {
  usage: 'export --to FORMAT -o FILE [PATH…]',
  about: [
    'Writes the tags for other tools, and reports on standard error what the format does not hold, tag by tag. The same corpus gives the same bytes.',
    ...FORMATS.map((format) => {
      const more = PROFILES[format];
      return `${format}: ${READERS[format]}.${more ? ` Profiles: ${more.join(', ')}.` : ''}`;
    }),
    'brat is several files, and so is cas unless FILE ends in .json: FILE is then a zip archive where it ends in .zip, else a folder.',
  ].join('\n'),
  options: {
    ...LAYER_OPTION,
    to: { type: 'string', value: 'FORMAT', says: FORMATS.join(', ') },
    output: {
      type: 'string',
      short: 'o',
      value: 'FILE',
      says: 'Where to, or - for standard output; an older file is replaced when the new one is whole.',
    },
    profile: { type: 'string', value: 'NAME', says: 'A variant of the format, see above.' },
    query: { type: 'string', short: 'q', value: 'QUERY', says: 'Only passages that a search finds.' },
    codebook: {
      type: 'string',
      value: 'PATH',
      says: 'Which codebook’s sources, where there are several (that with most).',
    },
    losses: { type: 'string', value: 'FILE', says: 'Write the report of what is lost there too, with every tag id.' },
    json: { type: 'boolean', says: 'Print {files, losses: [{what, count, tags}]} to standard output.' },
  },
  example: [
    'stancemark export --to qdpx -o study.qdpx corpus',
    'The folder as a project for ATLAS.ti, MAXQDA or NVivo.',
  ],
  run: exportTo,
};

async function exportTo(given: Given, world: World): Promise<ExitCode> {
  const format = oneOf(given, 'to', FORMATS);
  const output = given.text('output');
  if (!format) throw new UsageError(`Say with --to which format: ${FORMATS.join(', ')}`);
  if (output === undefined || output === '') throw new UsageError('Say by -o which file to write');
  const asked = oneOf(given, 'profile', PROFILES[format] ?? []);
  const piped = output === '-';
  if (piped && given.flag('json'))
    throw new UsageError('The output is the export or, with --json, what is said of it: name a file');
  // One file was named: one CAS holds all sources then.
  const profile = asked ?? (format === 'cas' && (piped || /\.json$/i.test(output)) ? 'views' : undefined);
  const workspace = await openWorkspace(world, given.positionals, 'with texts', given.text('layer'));
  try {
    const corpus = theCorpus(workspace, world, given.text('codebook'));
    const query = given.text('query');
    let search: Search | undefined;
    if (query !== undefined) {
      const parsed = parseQuery(query);
      if (!parsed.ok) throw new UsageError(`The search cannot be read: ${parsed.error.message}`);
      search = new Search(corpus, parsed.query);
    }
    const state = revisionOf(world, workspace.asked[0] ?? world.cwd);
    const out = await outgoing(
      corpus,
      (uri) => workspace.library.textOf(uri),
      { tool: `Stancemark ${version}`, ...(state !== undefined && { state }) },
      search && ((source) => search.in(source).map(({ tag }) => tag)),
    );
    const written = await write(out, format, profile);
    const files = piped ? pipe(written, world) : await put(written, path.resolve(world.cwd, output));
    const report = lossText(written.losses);
    const losses = given.text('losses');
    if (losses !== undefined) await putOne(path.resolve(world.cwd, losses), new TextEncoder().encode(report));
    if (given.flag('json')) {
      const shown = { files: files.map((file) => relativePath(world.cwd, file)), losses: written.losses };
      world.out(`${JSON.stringify(shown, null, 2)}\n`);
    } else {
      world.out(files.map((file) => `${visible(relativePath(world.cwd, file))}\n`).join(''));
    }
    world.err(report === '' ? 'Nothing is lost.\n' : `Not in the file:\n${visibleLines(lossText(written.losses, 5))}`);
    return tellUnreadable(world, workspace.files.unreadable) ? 2 : 0;
  } finally {
    workspace.library.dispose();
  }
}

function visibleLines(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${visible(line)}`))
    .join('\n');
}

/** The commit that the folder is at, with a `+` where something is changed; undefined outside of a repository. */
function revisionOf(world: World, asked: string): string | undefined {
  const folder = statSync(asked).isDirectory() ? asked : path.dirname(asked);
  const head = git(world, ['rev-parse', '--short=12', 'HEAD'], folder);
  if (head.code !== 0) return undefined;
  const changed = git(world, ['status', '--porcelain', '--untracked-files=no', '--', '.'], folder);
  return `git ${head.out.trim()}${changed.out.trim() === '' ? '' : '+'}`;
}

/** Puts the files by the safe write; the folders of several are made. Returns their paths. */
async function put(written: Written, output: string): Promise<string[]> {
  const single = written.files.get('');
  const whole = single ?? (/\.zip$/i.test(output) ? zipOf(written.files) : undefined);
  if (whole) {
    await putOne(output, whole);
    return [output];
  }
  if (statSync(output, { throwIfNoEntry: false })?.isFile()) {
    throw new UsageError('This format is several files: name a folder, or a file that ends in .zip');
  }
  const files: string[] = [];
  if (/\.ann$/i.test(output)) {
    const stems = [...written.files.keys()].filter((name) => name.endsWith('.ann'));
    if (stems.length !== 1)
      throw new UsageError('There are several sources: name a folder, or a file that ends in .zip');
    for (const [name, bytes] of written.files) {
      const ending = /\.(ann|txt)$/.exec(name)?.[0];
      const file = ending ? output.slice(0, -4) + ending : path.join(path.dirname(output), name);
      await putOne(file, bytes);
      files.push(file);
    }
    return files;
  }
  // Looked at before the first is written: nothing is left half done.
  for (const [name, bytes] of written.files) mustNotBeOfCorpus(path.join(output, ...name.split('/')), bytes);
  for (const [name, bytes] of written.files) {
    const file = path.join(output, ...name.split('/'));
    mkdirSync(path.dirname(file), { recursive: true });
    await local.put(file, bytes);
    files.push(file);
  }
  return files;
}

async function putOne(file: string, bytes: Uint8Array): Promise<void> {
  mustNotBeOfCorpus(file, bytes);
  await local.put(file, bytes);
}

/** Writes the one file of a format to the output. */
function pipe(written: Written, world: World): [] {
  const single = written.files.get('');
  if (!single) throw new UsageError('This format is several files: name a folder, or a file that ends in .zip');
  world.out(single);
  return [];
}

/** What a corpus consists of is never written over; a text of the export may stand where the same text is, or none. */
function mustNotBeOfCorpus(file: string, bytes: Uint8Array): void {
  const address = addressOf(file);
  if (!isOfCorpus(address)) return;
  if (isSourceUri(address) && (!existsSync(file) || sameBytes(readFileSync(file), bytes))) return;
  throw new FileTrouble(
    file,
    'is part of a corpus, and no export is written there. Name another file, or an empty folder.',
  );
}
