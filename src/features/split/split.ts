/** 'Split Into Articles…': one text of a press database becomes a file for each article, beside it, with its details. */
import * as vscode from 'vscode';
import type { FileChange } from '../../core/changes';
import { baseName } from '../../core/files/addresses';
import { fileNames, guessRule, separatorTest, splitArticles, type Split, type SplitRule } from '../../core/split';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, oneOf, optionalFlag, optionalText } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf } from '../../host/convert';
import { exists, writeWhole } from '../../host/files';
import { inform } from '../../host/messages';
import { askText, BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { sourceTarget } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

const HEADS = ['title first', 'outlet first'] as const;
const SIDES = ['begins', 'ends', 'between'] as const;
/** How many articles are shown before anything is written. */
const SHOWN = 2;

export interface Done {
  /** Addresses of the files that were made, in the order of the articles. */
  readonly files: readonly string[];
  /** Numbers of the articles that were left out as doubles, from 1. */
  readonly doubles: readonly number[];
}

interface Plan {
  readonly rule: SplitRule;
  readonly split: Split;
  readonly withDoubles: boolean;
}

/**
 * `{uri?, line?, side?, head?, doubles?}`: with `line` (a separator, `#` a number, `*` anything) nothing is asked; doubles are left
 * out unless `doubles` is true. Returns what was made; undefined: the question was left.
 */
export async function splitIntoArticles(services: Services, args: unknown): Promise<Done | undefined> {
  const given = argumentsOf(args);
  const { document, text, uri } = await sourceTarget(services, given);
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
  };
  const plan = line === undefined ? await asked(text.text, first) : first;
  if (!plan) return undefined;
  if (plan.split.articles.length < 2) throw new Failure('This separates nothing: there is one article.');
  return write(services, document, uri, plan);
}

type Answer = 'write' | 'line' | 'side' | 'head' | 'doubles' | 'again';

/** Shows what would come of it until it is written or left. */
async function asked(text: string, begun: Plan): Promise<Plan | undefined> {
  let plan = begun;
  for (;;) {
    const answer = await pick<Answer>({
      title: vscode.l10n.t('Split Into Articles'),
      placeholder: vscode.l10n.t('Look at the first articles, then write them; the original stays as it is'),
      items: rowsOf(plan),
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
    else if (rule !== plan.rule) plan = { ...plan, rule, split: splitArticles(text, rule) };
  }
}

function rowsOf({ rule, split, withDoubles }: Plan): PickItem<Answer>[] {
  const { t } = vscode.l10n;
  const { articles } = split;
  const doubles = articles.filter(({ doubleOf }) => doubleOf !== undefined);
  const count = withDoubles ? articles.length : articles.length - doubles.length;
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
      label: `$(copy) ${withDoubles ? t('Doubles are written too') : t('Doubles are left out')}`,
      description: t('change it'),
      detail: label(numbers.join(', '), 200),
      value: 'doubles',
    });
  }
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

async function write(services: Services, document: vscode.TextDocument, uri: string, plan: Plan): Promise<Done> {
  const chosen = plan.split.articles.filter(({ doubleOf }) => plan.withDoubles || doubleOf === undefined);
  const original = baseName(uri);
  const folder = vscode.Uri.joinPath(document.uri, '..', `${original.replace(/\.[^.]*$/, '')}-articles`);
  await vscode.workspace.fs.createDirectory(folder);
  const names = fileNames(
    chosen.map(({ details }) => details.title),
    (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name),
  );
  const hash = await hashOf(document);
  const files: FileChange[] = [];
  const encoder = new TextEncoder();
  for (const [i, { text, details }] of chosen.entries()) {
    const file = vscode.Uri.joinPath(folder, names[i] as string);
    // Somebody may have put one there since the folder was looked at.
    if (await exists(file))
      throw new Failure('There is a file “{0}” already; nothing was written over.', [names[i] as string]);
    await writeWhole(file, encoder.encode(text));
    const set = { ...details, original, 'original-hash': hash };
    files.push({ kind: 'sidecar', uri: keyOf(file), changes: [{ op: 'details', set }] });
  }
  const done = await services.library.edit('Split into articles', files);
  await reportUnwritten(done.written);
  const made = files.map((file) => file.uri);
  await services.library.came(made);
  const doubles = plan.split.articles.flatMap(({ doubleOf }, i) =>
    doubleOf === undefined || plan.withDoubles ? [] : [i + 1],
  );
  tell(services, made, doubles);
  return { files: made, doubles };
}

/** Says what was made, and lists it on demand. */
function tell(services: Services, made: readonly string[], doubles: readonly number[]): void {
  inform('Articles written: {0}; doubles left out: {1}.', [made.length, doubles.length], 'Show the Files')
    .then(async (answer) => {
      if (answer === undefined) return;
      const content = `${made.map((one) => visible(baseName(one))).join('\n')}\n`;
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
