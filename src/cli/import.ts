import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { FileChange } from '../core/changes';
import { readingText } from '../core/formats/decide';
import { csvRows } from '../core/formats/table-read';
import type { Mapping } from '../core/formats/meanings';
import { lossText } from '../core/formats/loss';
import { FormatError, type Incoming, type Reading } from '../core/formats/model';
import { planImport, type Existing, type Plan } from '../core/formats/plan';
import { IMPORT_LIMIT, readIncoming } from '../core/formats/read';
import { codebookPlaces, sidecarOf } from '../core/files/addresses';
import { visible } from '../core/text/safe';
import { counted } from '../core/words/count';
import { FileTrouble, UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { addressOf } from './address';
import { local } from './files';
import { oneOf } from './options';
import { openWorkspace, type Workspace } from './workspace';

/** Files whose changes are made together. */
const AT_ONCE = 50;

const UNITS = ['utf16', 'code-points', 'bytes'] as const;

export const command: Command = {
  usage: 'import FILE --into FOLDER',
  about: [
    'Brings in what was tagged elsewhere: REFI-QDA (.qdpx, .qdc), brat (.ann beside its .txt, or a .zip), W3C annotations, JSON CAS, WebAnno TSV 3, CoNLL or IOB columns, our passages table (.csv, .tsv, .jsonl), a codebook (.csv).',
    'The unit in which the file counts is worked out from its quotes, or else from word borders. What cannot be placed comes in as lost, with its quote. No source is ever overwritten, and a second import adds nothing.',
    'Codes become entities: of the type that the code above them names, else of the type “code”. The FILE of --map says otherwise: JSON [{code, entity?, type?, stance?: {holder, target, value}, skip?}], or CSV with the columns code, entity, type, holder, target, value, skip.',
  ].join('\n'),
  options: {
    into: { type: 'string', value: 'FOLDER', says: 'Where to; it is created where it is not there.' },
    map: { type: 'string', value: 'FILE', says: 'How codes are taken.' },
    unit: {
      type: 'string',
      value: 'UNIT',
      says: `How the file counts, where that cannot be worked out: ${UNITS.join(', ')}.`,
    },
    'dry-run': { type: 'boolean', says: 'Say what would be done, and write nothing.' },
    json: { type: 'boolean', says: 'Print {what, reading, sources, tags, lost, same, entities, mapping, losses}.' },
  },
  example: [
    'stancemark import study.qdpx --into corpus',
    'Sources, tags and codes of a project of NVivo, MAXQDA or ATLAS.ti.',
  ],
  run: importFile,
};

async function importFile(given: Given, world: World): Promise<ExitCode> {
  const [name, ...more] = given.positionals;
  const into = given.text('into');
  if (name === undefined || more.length > 0) throw new UsageError('Name one file to import');
  if (into === undefined || into === '') throw new UsageError('Say by --into which folder to import into');
  const file = path.resolve(world.cwd, name);
  const folder = path.resolve(world.cwd, into);
  const map = given.text('map');
  const mapFile = map === undefined ? undefined : path.resolve(world.cwd, map);
  const wanted = mapFile === undefined ? undefined : mappingOf(mapFile);
  const unit = oneOf(given, 'unit', UNITS);
  let plan: Plan;
  try {
    const incoming = await incomingOf(file);
    const there = existsSync(folder) ? await existingIn(world, folder) : { sources: [], codebook: undefined };
    const { defaultCodebook } = await import('../core/codebook');
    const reading: Reading | undefined = unit && {
      ...{ unit: unit === 'code-points' ? 'code points' : unit, bom: false, crlf: 2, inclusive: false },
    };
    plan = planImport(incoming, there.sources, there.codebook ?? defaultCodebook(), {
      ...(reading && { reading }),
      ...(wanted && { map: wanted }),
    });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FileTrouble(
      file,
      `${error.column === undefined ? '' : `column ${error.column}: `}${error.message}`,
      error.line,
    );
  }
  if (!given.flag('dry-run')) await carryOut(world, plan, folder);
  tell(world, plan, given);
  return 0;
}

/** What is in the file; its bytes are let go of before anything else is done. */
async function incomingOf(file: string): Promise<Incoming> {
  // A project of 50 MB in 280 MB of memory, not 390: the heap is cleaned before it grows by more than a fifth.
  setFlagsFromString('--heap-growing-percent=20');
  const bytes = await local.read(file, IMPORT_LIMIT);
  if (!bytes) throw new FileTrouble(file, 'there is no such file. Check the path.');
  return readIncoming(path.basename(file), bytes, (other) =>
    local.read(path.join(path.dirname(file), other), IMPORT_LIMIT),
  );
}

function mappingOf(file: string): readonly Mapping[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new FileTrouble(file, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    if (!/^\s*[[{]/.test(text)) {
      return csvRows(text).map((row) => ({
        code: row['code'] ?? '',
        ...(row['entity'] && { entity: row['entity'] }),
        ...(row['type'] && { type: row['type'] }),
        ...(row['holder'] &&
          row['target'] &&
          row['value'] && { stance: { holder: row['holder'], target: row['target'], value: row['value'] } }),
        ...(row['skip'] && { skip: true }),
      }));
    }
    const json = JSON.parse(text) as unknown;
    const list = Array.isArray(json)
      ? json
      : Object.entries(json as Record<string, unknown>).map(([code, to]) =>
          typeof to === 'string' ? { code, entity: to } : { code, ...(to as object) },
        );
    if (list.every((one) => typeof (one as Mapping | null)?.code === 'string')) return list as Mapping[];
  } catch (error) {
    if (error instanceof FormatError) throw new FileTrouble(file, error.message, error.line);
    throw new FileTrouble(file, `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new FileTrouble(file, 'is no mapping: each entry needs a “code”. “stancemark import --help” shows one.');
}

async function existingIn(
  world: World,
  folder: string,
): Promise<{ sources: Existing[]; codebook: Parameters<typeof planImport>[2] | undefined }> {
  const workspace = await openWorkspace(world, [folder], 'without texts');
  try {
    const base = `${addressOf(folder)}/`;
    const sources: Existing[] = [];
    for (const { sources: views } of workspace.library.corpora()) {
      for (const view of views) {
        if (!view.uri.startsWith(base)) continue;
        const refusal = view.refusal ?? workspace.library.codebookOf(view.uri)?.refusal;
        if (refusal)
          throw new FileTrouble(path.join(folder, view.name), `cannot take tags: ${refusal.message}. Mend it first.`);
        const text = view.missing ? undefined : await workspace.library.textOf(view.uri);
        sources.push({
          name: decodeURIComponent(view.uri.slice(base.length)),
          text,
          tags: view.tags,
          details: view.details,
        });
      }
    }
    return { sources, codebook: await codebookFor(workspace, folder) };
  } finally {
    workspace.library.dispose();
  }
}

/** The codebook that new sources of a folder have: the nearest upward. */
async function codebookFor(
  { library, files }: Workspace,
  folder: string,
): Promise<Parameters<typeof planImport>[2] | undefined> {
  const probe = `${addressOf(folder)}/x.txt`;
  const home = files.home(probe)?.folder ?? addressOf(folder);
  for (const uri of codebookPlaces(probe, home)) {
    const known = library.codebook(uri);
    if (known?.exists) {
      if (known.refusal)
        throw new FileTrouble(folder, `its codebook cannot be read: ${known.refusal.message}. Mend it first.`);
      return known;
    }
  }
  return undefined;
}

/** New sources first, since tags need them; then the codebook and the tags as one step of the library's. */
async function carryOut(world: World, plan: Plan, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const top = folder;
  const fresh = plan.sources.filter(({ create }) => create !== undefined);
  for (const { name } of fresh) {
    const file = path.join(folder, ...name.split('/'));
    if (existsSync(file))
      throw new FileTrouble(file, 'is there already, and is not written over. Nothing was imported.');
    // Tags files of a source that is gone would be taken for those of the new one.
    const orphan = `${file}${sidecarOf('x').slice(1)}`;
    if (existsSync(orphan))
      throw new FileTrouble(orphan, 'is there without its source. Move it away; nothing was imported.');
  }
  for (const { name, create } of fresh) {
    const file = path.join(folder, ...name.split('/'));
    mkdirSync(path.dirname(file), { recursive: true });
    await local.mustLieWithin(top, file);
    await local.put(file, new TextEncoder().encode(create));
  }
  const workspace = await openWorkspace(world, [folder], 'without texts');
  const { library, files } = workspace;
  try {
    const changes: FileChange[] = [];
    const uriOf = (name: string): string => `${addressOf(path.join(folder, ...name.split('/')))}`;
    if (plan.codebook.length > 0) {
      const probe = `${addressOf(folder)}/x.txt`;
      const places = codebookPlaces(probe, files.home(probe)?.folder ?? addressOf(folder));
      const uri = places.find((one) => library.codebook(one)?.exists) ?? `${addressOf(folder)}/codebook.yaml`;
      changes.push({ kind: 'codebook', uri, changes: plan.codebook });
    }
    for (const { name, tags, details } of plan.sources) {
      const set = Object.keys(details).length > 0 ? [{ op: 'details' as const, set: details }] : [];
      const added = tags.map((tag) => ({ op: 'add' as const, tag }));
      if (set.length + added.length > 0)
        changes.push({ kind: 'sidecar', uri: uriOf(name), changes: [...added, ...set] });
    }
    // Nobody undoes in the command line: so many files at a time, and their YAML is not held all at once.
    for (let i = 0; i < changes.length; i += AT_ONCE) {
      const edited = await library.edit('Import', changes.slice(i, i + AT_ONCE));
      await edited.written;
      const [skipped] = edited.skipped;
      if (skipped)
        throw new FileTrouble(folder, `${edited.skipped.length} changes could not be made (${skipped.why}).`);
    }
    await library.flush();
  } finally {
    library.dispose();
  }
}

function tell(world: World, { what, judged, sources, codebook, mapping, losses }: Plan, given: Given): void {
  const sum = (of: (one: Plan['sources'][number]) => number): number =>
    sources.reduce((total, one) => total + of(one), 0);
  const counts = {
    sources: sources.filter(({ create }) => create !== undefined).length,
    tags: sum(({ tags }) => tags.length),
    lost: sum(({ lost }) => lost),
    same: sum(({ same }) => same),
    entities: codebook.filter(({ op }) => op === 'add-entity').length,
  };
  const reading = judged && { ...judged.reading, fit: judged.fit, by: judged.by, clear: judged.clear };
  if (given.flag('json')) {
    const files = sources.map(({ name, create, tags, lost, same }) => ({
      name,
      created: create !== undefined,
      tags: tags.length,
      lost,
      same,
    }));
    world.out(`${JSON.stringify({ what, reading: reading ?? null, ...counts, files, mapping, losses }, null, 2)}\n`);
  } else {
    const lines = [visible(what)];
    if (judged) {
      const share = `${Math.round(judged.fit * 1000) / 10} % of ${judged.by}`;
      lines.push(`Counts in ${readingText(judged.reading)} (${share}).`);
      if (!judged.clear && judged.other) {
        lines.push(
          `That is not certain: ${readingText(judged.other)} fits as well. Look at the tags, or say it by --unit.`,
        );
      }
    }
    lines.push(
      `${counted(counts.sources, 'source')} made, ${counted(counts.tags, 'tag')} added (${counts.lost} of them lost), ${counts.same} there already, ${counted(counts.entities, 'entity')} added.`,
    );
    for (const { name, create } of sources) if (create !== undefined) lines.push(`  ${visible(name)}`);
    world.out(`${lines.join('\n')}\n`);
  }
  const report = lossText(losses, 5);
  world.err(
    report === ''
      ? 'Nothing was left behind.\n'
      : `Left behind:\n${report
          .split('\n')
          .map((line) => (line === '' ? '' : `  ${visible(line)}`))
          .join('\n')}`,
  );
}
