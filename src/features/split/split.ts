/** 'Split into Articles…': one text of a press database becomes a file for each article, beside it, with its details. */
import * as vscode from 'vscode';
import type { FileChange } from '../../core/changes';
import { isSetAside } from '../../core/corpus';
import { baseName } from '../../core/files/addresses';
import {
  fileNames,
  guessRule,
  separatorTest,
  splitArticles,
  type Article,
  type Split,
  type SplitRule,
} from '../../core/split';
import { label, visible } from '../../core/text/safe';
import { counted } from '../../core/words/count';
import { argumentsOf, oneOf, optionalFlag, optionalText } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf } from '../../host/convert';
import { exists, VsCodeFiles, writeWhole } from '../../host/files';
import { inform, sentence } from '../../host/messages';
import { askText, BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { sourceTarget, type Target } from '../../host/targets';
import { reportUnwritten } from '../../host/written';
import { aside, markOf, newHome, oldHome, type Aside } from './aside';

const HEADS = ['title first', 'outlet first'] as const;
const SIDES = ['begins', 'ends', 'between'] as const;
/** How many articles are shown before anything is written. */
const SHOWN = 2;

export interface Done {
  /** Addresses of the files that were made, in the order of the articles. */
  readonly files: readonly string[];
  /** Numbers of the articles that were left out as doubles, from 1. */
  readonly doubles: readonly number[];
  /** How many articles were there already, to the letter: those are not written again. */
  readonly there: number;
  /** Is the original set aside now? */
  readonly aside: boolean;
}

const ORIGINAL = ['aside', 'source'] as const;

interface Plan {
  readonly rule: SplitRule;
  readonly split: Split;
  readonly withDoubles: boolean;
  /** What becomes of the original; undefined: what loses nothing. */
  readonly original?: (typeof ORIGINAL)[number] | undefined;
}

/**
 * `{uri?, line?, side?, head?, doubles?, original?}`: with `line` (a separator, `#` a number, `*` anything) nothing is asked; doubles are
 * left out unless `doubles` is true. `original` is `aside` (its tags go along with the articles, and nothing counts it any more) or
 * `source`; without it the original is set aside where no tag is lost sight of by that. Returns what was made; undefined: the
 * question was left.
 */
export async function splitIntoArticles(services: Services, args: unknown): Promise<Done | undefined> {
  const given = argumentsOf(args);
  const target = await sourceTarget(services, given);
  const { text } = target;
  const line = optionalText(given, 'line');
  const guessed = guessRule(text.text);
  const rule: SplitRule = {
    line: line ?? guessed?.line ?? '----*',
    side: oneOf(given, 'side', SIDES) ?? guessed?.side ?? 'between',
    head: oneOf(given, 'head', HEADS) ?? guessed?.head ?? 'title first',
  };
  if (line !== undefined && !separatorTest(line)) throw new Failure('“{0}” fits every line, or none.', [line]);
  const first: Plan = {
    rule,
    split: splitArticles(text.text, rule),
    withDoubles: optionalFlag(given, 'doubles') === true,
    original: oneOf(given, 'original', ORIGINAL),
  };
  const plan = line === undefined ? await asked(services, target, first) : first;
  if (!plan) return undefined;
  if (plan.split.articles.length < 2) throw new Failure('This separates nothing: there is one article.');
  return write(services, target, plan);
}

/** The articles to be written. */
const chosenOf = ({ split, withDoubles }: Plan): readonly Article[] =>
  split.articles.filter(({ doubleOf }) => withDoubles || doubleOf === undefined);

const isAside = ({ original }: Plan, { why }: Aside): boolean =>
  original === undefined ? why === undefined : original === 'aside';

type Answer = 'write' | 'line' | 'side' | 'head' | 'doubles' | 'original' | 'again';

/** Shows what would come of it until it is written or left. */
async function asked(services: Services, target: Target, begun: Plan): Promise<Plan | undefined> {
  const { text } = target.text;
  let plan = begun;
  for (;;) {
    const original = aside(services, target, chosenOf(plan).map((one) => newHome(services, '', one))); // prettier-ignore
    const answer = await pick<Answer>({
      title: vscode.l10n.t('Split into Articles'),
      placeholder: vscode.l10n.t('Look at the first articles, then write them; the original stays as it is'),
      items: rowsOf(plan, original),
    });
    if (answer === undefined || answer === BACK) return undefined;
    if (answer === 'write') return plan;
    let { rule } = plan;
    if (answer === 'line') {
      const line = await askText({
        title: vscode.l10n.t('The line that separates articles'),
        prompt: vscode.l10n.t('# is a number, @ a code with digits, * anything, \\f a new page'),
        value: rule.line,
        wrong: (value) => (separatorTest(value) ? undefined : vscode.l10n.t('This fits every line, or none.')),
      });
      if (typeof line === 'string') rule = { ...rule, line };
    } else if (answer === 'side') {
      rule = { ...rule, side: SIDES[(SIDES.indexOf(rule.side) + 1) % SIDES.length] ?? 'between' };
    } else if (answer === 'head') {
      rule = { ...rule, head: rule.head === 'title first' ? 'outlet first' : 'title first' };
    }
    if (answer === 'doubles') plan = { ...plan, withDoubles: !plan.withDoubles };
    else if (answer === 'original') plan = { ...plan, original: isAside(plan, original) ? 'source' : 'aside' };
    else if (rule !== plan.rule) plan = { ...plan, rule, split: splitArticles(text, rule) };
  }
}

function rowsOf(plan: Plan, original: Aside): PickItem<Answer>[] {
  const { t } = vscode.l10n;
  const { rule, split, withDoubles } = plan;
  const { articles } = split;
  const doubles = articles.filter(({ doubleOf }) => doubleOf !== undefined);
  const count = chosenOf(plan).length;
  const sides = {
    begins: t('The line begins an article'),
    ends: t('The line ends an article'),
    between: t('The line stands between two articles'),
  };
  const rows: PickItem<Answer>[] = [];
  if (articles.length > 1) rows.push({ label: `$(files) ${t('Write {0} articles', count)}`, value: 'write' });
  rows.push(
    { label: `$(edit) ${t('The line “{0}”', label(rule.line, 60))}`, description: t('change it'), value: 'line' },
    { label: `$(arrow-swap) ${sides[rule.side]}`, description: t('change it'), value: 'side' },
    {
      label: `$(list-ordered) ${rule.head === 'title first' ? t('The title stands before the outlet') : t('The outlet stands before the title')}`,
      description: t('change it'),
      value: 'head',
    },
  );
  if (doubles.length > 0) {
    const numbers = articles.flatMap(({ doubleOf }, i) =>
      doubleOf === undefined ? [] : [`${i + 1} = ${doubleOf + 1}`],
    );
    rows.push({
      label: `$(copy) ${withDoubles ? t('Duplicates are written too') : t('Duplicates are left out')}`,
      description: t('change it'),
      detail: label(numbers.join(', '), 200),
      value: 'doubles',
    });
  }
  const isSet = isAside(plan, original);
  rows.push({
    label: isSet ? `$(archive) ${t('The original is set aside: nothing counts it twice')}` : `$(file) ${t('The original stays a source')}`, // prettier-ignore
    description: t('change it'),
    detail: original.why ?? (isSet && original.along.taken > 0 ? t('{0} go along with their articles', counted(original.along.taken, 'tag')) : undefined), // prettier-ignore
    value: 'original',
  });
  rows.push({ label: t('The first articles'), kind: vscode.QuickPickItemKind.Separator, value: 'again' });
  for (const { text, details } of articles.slice(0, SHOWN)) {
    const { title, outlet, date, author } = details;
    rows.push({
      label: label(title ?? t('no title'), 100),
      description: [outlet, date, author].flatMap((one) => (one === undefined ? [] : [label(one, 50)])).join(' · '),
      detail: label(text.replace(/\s+/g, ' '), 200),
      value: 'again',
    });
  }
  return rows;
}

async function write(services: Services, target: Target, plan: Plan): Promise<Done> {
  const { document, uri } = target;
  const original = baseName(uri);
  const stem = `${original.replace(/\.[^.]*$/, '')}-articles`;
  const folder = vscode.Uri.joinPath(document.uri, '..', stem);
  await vscode.workspace.fs.createDirectory(folder);
  const present = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  const there = await textsIn(folder, present);
  const articles = chosenOf(plan);
  const fresh = articles.filter(({ text }) => !there.has(text));
  const names = fileNames(
    fresh.map(({ details }) => details.title),
    present,
  );
  const made = new Map(fresh.map((one, i) => [one, vscode.Uri.joinPath(folder, names[i] as string)]));
  const homes = articles.map((one) => {
    const file = made.get(one);
    return file ? newHome(services, keyOf(file), one) : oldHome(services, there.get(one.text) ?? '', one);
  });
  const going = aside(services, target, homes);
  const isSet = isAside(plan, going);
  const hash = await hashOf(document);
  const files: FileChange[] = [];
  const encoder = new TextEncoder();
  for (const [one, file] of made) {
    // Somebody may have put one there since the folder was looked at.
    if (await exists(file))
      throw new Failure('There is a file “{0}” already; nothing was overwritten.', [baseName(keyOf(file))]);
    await writeWhole(file, encoder.encode(one.text));
    const set = { ...one.details, original, 'original-hash': hash };
    files.push({ kind: 'sidecar', uri: keyOf(file), changes: [{ op: 'details', set }] });
  }
  if (isSet) {
    homes.forEach(({ uri: home }, i) => {
      const changes = going.along.changes[i] ?? [];
      if (changes.length > 0) files.push({ kind: 'sidecar', uri: home, changes });
    });
    if (!isSetAside(services.library.source(uri))) files.push(markOf(uri, stem));
  }
  if (files.length > 0) {
    const done = await services.library.edit('Split into articles', files);
    await reportUnwritten(done.written);
  }
  const written = [...made.values()].map(keyOf);
  await services.library.came(written);
  const doubles = plan.split.articles.flatMap(({ doubleOf }, i) =>
    doubleOf === undefined || plan.withDoubles ? [] : [i + 1],
  );
  const result = { files: written, doubles, there: articles.length - fresh.length, aside: isSet };
  tell(services, result, isSet ? going.along.taken : 0);
  return result;
}

/** The articles of an earlier split, by their texts: a text that is there is not written a second time. */
async function textsIn(folder: vscode.Uri, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = new VsCodeFiles();
  const texts = new Map<string, string>();
  for (const name of names) {
    if (!name.endsWith('.txt')) continue;
    const key = keyOf(vscode.Uri.joinPath(folder, name));
    try {
      const text = await files.readText(key);
      if (text !== undefined && !texts.has(text)) texts.set(text, key);
    } catch {
      // A folder of that name, or what cannot be read: no article of ours, and its name is taken.
    }
  }
  return texts;
}

/** Says what was made, and lists it on demand. */
function tell(services: Services, { files, doubles, there, aside: isSet }: Done, taken: number): void {
  const parts = [
    sentence('Articles written: {0}; duplicates left out: {1}.', [files.length, doubles.length]),
    ...(there > 0 ? [sentence('There already, and left as they are: {0}.', [there])] : []),
    ...(taken > 0 ? [sentence('Tags that went along: {0}.', [taken])] : []),
    ...(isSet ? [sentence('The original is set aside; “Count This Source Again” takes it back.')] : []),
  ];
  inform('{0}', [parts.join(' ')], 'Show the Files')
    .then(async (answer) => {
      if (answer === undefined) return;
      const content = `${files.map((one) => visible(baseName(one))).join('\n')}\n`;
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
    })
    .catch((error: unknown) => services.log.error(`List of articles: ${String(error)}`));
}

/** Of the file as it is on disk; of a text that is nowhere on disk the text's own. */
async function hashOf(document: vscode.TextDocument): Promise<string> {
  const bytes = document.isDirty
    ? new TextEncoder().encode(document.getText())
    : await vscode.workspace.fs.readFile(document.uri);
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return `sha256-${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
