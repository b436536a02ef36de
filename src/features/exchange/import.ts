/** 'Import…': what was tagged elsewhere comes in, after a look at what that would do. */
import * as vscode from 'vscode';
import { readingText } from '../../core/formats/decide';
import type { Mapping } from '../../core/formats/meanings';
import type { Loss, Reading } from '../../core/formats/model';
import type { Plan } from '../../core/formats/plan';
import { AUTHOR, type Tag } from '../../core/model';
import { shorten, shortenStart, visible } from '../../core/text/safe';
import { argumentsOf, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf, toRange } from '../../host/convert';
import { ask, sentence } from '../../host/messages';
import type { Changed, PreviewLeaf } from '../../host/preview';
import type { Services } from '../../host/services';
import { counted } from '../../core/words/count';
import { addressIn, carryOut, type CarriedOut } from './carry-out';
import { askInto, thereIn, type There } from './into';
import { askMapping } from './mapping';
import { askFile, planWith, readFile } from './read';
import { lossLines, lossWords, type Reports } from './report';

export interface ImportedFile extends Partial<CarriedOut> {
  readonly preview?: true;
  readonly count: number;
  readonly losses: readonly Loss[];
}

interface Incoming extends PreviewLeaf {
  readonly id: string;
}

/**
 * `{uri?, into?, map?, reading?, preview?: false}`: `uri` is the file, or a folder of brat's; `map` says how codes are taken,
 * `[{code, entity?, type?, stance?, skip?}]`; `preview: false` asks nothing and writes at once. Undefined: it was left.
 */
export async function importFile(
  services: Services,
  reports: Reports,
  args: unknown,
): Promise<ImportedFile | undefined> {
  const given = argumentsOf(args);
  const asks = given.preview !== false;
  await services.readAll();
  const file = await askFile(given);
  if (!file) return undefined;
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const into = await askInto(services, given, name);
  if (!into) return undefined;
  // Sources that came a moment ago are there too, and VS Code may not have told of them yet.
  await services.library.rescan();
  let key: number | undefined;
  const read = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Reading'), cancellable: true },
    async (_progress, token) => {
      key = await readFile(services, file, token);
      return { key, ...(await thereIn(services, into, token)) };
    },
  );
  try {
    const planned = await planFor(services, read, given, asks);
    if (!planned) return undefined;
    const act = async (wanted: (source: string, id: string) => boolean): Promise<CarriedOut> => {
      const done = await carryOut(services, planned, into, read.codebookUri, wanted);
      await reports.show(vscode.l10n.t('Import'), reportOf(planned, name, done));
      return done;
    };
    if (!asks) return { ...(await act(() => true)), losses: planned.losses };
    return await show(services, planned, read, into, act);
  } finally {
    if (key !== undefined) await services.exchange.run('forget', key);
  }
}

type Read = There & { readonly key: number };

async function planFor(services: Services, read: Read, given: Arguments, asks: boolean): Promise<Plan | undefined> {
  let map = mapOf(given);
  let reading = given.reading as Reading | undefined;
  const job = (): Parameters<typeof planWith>[1] => ({
    key: read.key,
    there: read.sources,
    codebook: read.codebook,
    wishes: { map, ...(reading && { reading }) },
  });
  const first = asks ? await planWith(services, job()) : await services.exchange.run('plan', job());
  if (!first || !asks || first.mapping.length === 0 || given.map !== undefined) return first;
  const decided = await askMapping(first.mapping, read.codebook, map);
  if (!decided) return undefined;
  if (decided.length === 0) return first;
  map = decided;
  reading ??= first.reading;
  const planned = await services.exchange.run('plan', job());
  // How it was found out that the file counts so is said all the same.
  return first.judged ? { ...planned, judged: first.judged } : planned;
}

function mapOf({ map }: Arguments): readonly Mapping[] {
  if (map === undefined || map === null) return [];
  if (Array.isArray(map) && map.every((one) => typeof (one as Mapping | null)?.code === 'string'))
    return map as Mapping[];
  throw new Failure('The argument “{0}” must be a list of objects with a “code”.', ['map']);
}

async function show(
  services: Services,
  plan: Plan,
  read: Read,
  into: vscode.Uri,
  act: (wanted: (source: string, id: string) => boolean) => Promise<CarriedOut>,
): Promise<ImportedFile | undefined> {
  const names = new Map(
    plan.sources.map(({ name, create }) => [keyOf(addressIn(into, name)), { name, fresh: create !== undefined }]),
  );
  const leaves = plan.sources.flatMap(({ name, tags, create }) =>
    tags.map((tag) => leafOf(keyOf(addressIn(into, name)), tag, wordsFor(plan, read, tag), create === undefined)),
  );
  const { losses } = plan;
  if (leaves.length === 0) {
    const nothing =
      plan.codebook.length === 0 &&
      plan.sources.every(({ create, details }) => create === undefined && Object.keys(details).length === 0);
    if (nothing) {
      await ask('Everything in this file is there already.', [], remarkOf(plan));
      return { count: 0, losses };
    }
    const answer = await ask(titleOf(plan), [], remarkOf(plan), 'Import');
    return answer === undefined ? undefined : { ...(await act(() => true)), losses };
  }
  const shown = await services.preview.show<Incoming>({
    title: titleOf(plan),
    nameOf: (uri) => {
      const { name = '', fresh = false } = names.get(uri) ?? {};
      return fresh ? vscode.l10n.t('{0} (new)', visible(name)) : visible(name);
    },
    leaves,
    remark: remarkOf(plan),
    done: 'Imported: {0} in {1}.',
    apply: async (ticked): Promise<Changed> => {
      const wanted = new Set(ticked.map(({ uri, id }) => `${uri}#${id}`));
      const done = await act((source, id) => wanted.has(`${source}#${id}`));
      return { count: done.count, ids: done.ids, sources: done.tagged };
    },
  });
  return { preview: true, count: shown.count, losses };
}

function leafOf(uri: string, tag: Tag, description: string, there: boolean): Incoming {
  const isLost = tag.at.endLine === 0 && tag.at.endColumn === 0;
  return {
    uri,
    id: tag.id,
    range: toRange(tag.at),
    kwic: {
      before: shortenStart(visible(tag.before), 24),
      quote: shorten(visible(tag.quote), 200),
      after: shorten(visible(tag.after), 24),
    },
    description: isLost ? vscode.l10n.t('{0} · lost: not found in the text beyond doubt', description) : description,
    ticked: true,
    ...(!there && { missing: true }),
  };
}

/** What a tag will say, with the names that the codebook will have. */
function wordsFor({ codebook }: Plan, read: Read, tag: Tag): string {
  const made = codebook.flatMap((change) => (change.op === 'add-entity' ? [change.entity] : []));
  const values = [
    ...read.codebook.stances,
    ...codebook.flatMap((change) => (change.op === 'add-value' ? [change.value] : [])),
  ];
  const name = (id: string): string =>
    id === AUTHOR
      ? vscode.l10n.t('author')
      : visible([...read.codebook.entities, ...made].find((one) => one.id === id)?.name ?? id);
  if (!tag.stance) return name(tag.entity);
  const { holder, target, value } = tag.stance;
  return `${name(holder)} → ${name(target)}: ${visible(values.find(({ id }) => id === value)?.label ?? value)}`;
}

function titleOf({ what, sources, codebook }: Plan): string {
  const made = sources.filter(({ create }) => create !== undefined).length;
  const entities = codebook.filter(({ op }) => op === 'add-entity').length;
  return sentence('{0}: makes {1} and {2}.', [visible(what), counted(made, 'source'), counted(entities, 'entity')]);
}

/** In which unit it counts, what is lost, what is there already, what is left behind. */
function remarkOf({ judged, sources, losses }: Plan): string {
  const sum = (of: (one: Plan['sources'][number]) => number): number =>
    sources.reduce((total, one) => total + of(one), 0);
  const [lost, same] = [sum((one) => one.lost), sum((one) => one.same)];
  const parts: string[] = [];
  if (judged) {
    const share = Math.round(judged.fit * 1000) / 10;
    parts.push(
      judged.by === 'quotes'
        ? sentence('It counts in {0}: {1} % of its quotes stand there.', [readingText(judged.reading), share])
        : sentence('It counts in {0}: {1} % of its places are whole words.', [readingText(judged.reading), share]),
    );
  }
  if (lost > 0) parts.push(sentence('{0} without a place in the text.', [counted(lost, 'tag')]));
  if (same > 0) parts.push(sentence('{0} there already.', [counted(same, 'tag')]));
  if (losses.length > 0) parts.push(sentence('Left behind: {0}.', [lossWords(losses)]));
  return parts.join(' ');
}

function reportOf(plan: Plan, name: string, done: CarriedOut): string {
  const { t } = vscode.l10n;
  const path = (uri: string): string => `  ${visible(vscode.workspace.asRelativePath(vscode.Uri.parse(uri, true)))}`;
  const parts = [
    `${visible(name)}: ${titleOf(plan)}`,
    remarkOf(plan),
    `${sentence('{0} in {1}.', [counted(done.count, 'tag'), counted(done.tagged.length, 'source')])} ${t('Undo Last Tag Change takes tags and codebook back; sources that were made stay.')}`,
    done.created.length > 0 ? `${t('Sources that were made:')}\n${done.created.map(path).join('\n')}` : '',
    plan.losses.length > 0 ? `${t('What was left behind:')}\n${lossLines(plan.losses)}` : t('Nothing was left behind.'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
