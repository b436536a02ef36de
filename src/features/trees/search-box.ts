/** The query line: a quick pick that answers as one types, completes, and shows where a mistake is. */
import * as vscode from 'vscode';
import type { Corpus } from '../../core/corpus';
import { adviseQuery, completeQuery, EXAMPLES, parseQuery, type Completion } from '../../core/query';
import { label } from '../../core/text/safe';
import { findSteps, markMistake, type FoundPassages } from '../../core/tree';
import { inSlices } from '../../host/slices';
import { counted } from '../../core/words/count';

type Item = vscode.QuickPickItem &
  ({ readonly does: 'run' } | { readonly does: 'put'; readonly text: string } | { readonly does: 'nothing' });

/** Milliseconds that the rows wait for the number of passages. */
const SOON = 60;

/** Resolves to the query that was run; it is a good one. Undefined: the line was left. */
export function askQuery(corpora: readonly Corpus[], now: string): Promise<string | undefined> {
  const box = vscode.window.createQuickPick<Item>();
  box.title = vscode.l10n.t('Search Tags');
  box.placeholder = vscode.l10n.t('entity:… holder:… target:… axis:negative, or words of the passage');
  box.value = now;
  /** What the rows are of. */
  let shown = now;
  const show = (text: string, items: readonly Item[]): void => {
    shown = text;
    box.items = items;
    const [first] = items;
    if (first) box.activeItems = [first];
  };
  let turn = 0;
  const update = (): void => {
    const text = box.value;
    const asked = ++turn;
    const more = text.trim() === '' ? beginnings(corpora) : completions(corpora, text);
    const counting = text.trim() === '' ? undefined : answer(corpora, text, () => asked !== turn);
    box.busy = counting !== undefined;
    if (!counting) return show(text, more);
    // What is soon counted is shown at once with the rest; else the rest does not wait for it.
    const late = setTimeout(() => asked === turn && show(text, [running(), ...more]), SOON);
    void counting
      .then((first) => {
        if (asked === turn) show(text, [first, ...more]);
      })
      .catch(() => undefined) // Another key was pressed: its answer is the one that is shown.
      .finally(() => {
        clearTimeout(late);
        if (asked === turn) box.busy = false;
      });
  };
  update();
  return new Promise((resolve) => {
    const done = (query: string | undefined): void => {
      turn++;
      resolve(query);
      box.dispose();
    };
    box.onDidChangeValue(update);
    box.onDidHide(() => done(undefined));
    box.onDidAccept(() => {
      // Typed faster than the rows follow: they are of other words.
      if (shown !== box.value) {
        if (parseQuery(box.value).ok) done(box.value);
        return;
      }
      const item = box.activeItems[0];
      if (item?.does === 'run') return done(box.value);
      if (item?.does !== 'put') return;
      box.value = item.text;
      update();
    });
    box.show();
  });
}

/** The first line while passages are counted: the query is a good one and can be run already. */
function running(): Item {
  return { label: `$(search) ${vscode.l10n.t('Show what it finds')}`, alwaysShow: true, does: 'run' };
}

function beginnings(corpora: readonly Corpus[]): Item[] {
  const put = (item: { label: string; description?: string; text: string }): Item => ({
    ...item,
    does: 'put',
    alwaysShow: true,
  });
  const group = (title: string): Item => ({
    label: title,
    kind: vscode.QuickPickItemKind.Separator,
    does: 'nothing',
  });
  const saved = corpora.flatMap(({ codebook }) => codebook.searches);
  return [
    ...(saved.length > 0 ? [group(vscode.l10n.t('saved'))] : []),
    ...saved.map(({ name, query }) => put({ label: label(name), description: label(query), text: query })),
    group(vscode.l10n.t('examples')),
    ...EXAMPLES.map(({ query, says }) => put({ label: query, description: vscode.l10n.t(says), text: query })),
  ];
}

/** The first line: how many passages the query means, or what is wrong with it. */
async function answer(corpora: readonly Corpus[], text: string, stopped: () => boolean): Promise<Item> {
  const parsed = parseQuery(text);
  if (!parsed.ok) {
    const { message, from, expected } = parsed.error;
    const wanted = expected.length > 0 ? vscode.l10n.t('Expected: {0}', expected.slice(0, 8).join(', ')) : undefined;
    return {
      label: `$(error) ${label(markMistake(text, from), 100)}`,
      detail: label([message, wanted].filter(Boolean).join(' '), 300),
      alwaysShow: true,
      does: 'nothing',
    };
  }
  const found: FoundPassages[] = [];
  for (const corpus of corpora) found.push(await inSlices(findSteps(corpus, parsed.query), { stopped }));
  const passages = found.reduce((sum, one) => sum + one.count, 0);
  const sources = found.reduce((sum, one) => sum + one.bySource.length, 0);
  const advice = corpora.flatMap((corpus) => adviseQuery(corpus, parsed.query)).map(({ message }) => message);
  return {
    label: `$(search) ${vscode.l10n.t('Show {0}', counted(passages, 'passage'))}`,
    description: vscode.l10n.t('in {0}', counted(sources, 'source')),
    detail: advice.length > 0 ? label(advice.join(' '), 300) : undefined,
    alwaysShow: true,
    does: 'run',
  };
}

function completions(corpora: readonly Corpus[], text: string): Item[] {
  const seen = new Map<string, Item>();
  for (const corpus of corpora) {
    for (const completion of completeQuery(text, text.length, corpus)) {
      const completed = withIn(text, completion);
      if (completed.trim() === text.trim() || seen.has(completed)) continue;
      seen.set(completed, {
        label: completion.label,
        description: completion.detail,
        alwaysShow: true,
        does: 'put',
        text: completed,
      });
    }
  }
  return [...seen.values()];
}

/** The query with a completion put in; a space follows a whole term, so that the next one can be written. */
function withIn(text: string, { from, to, insert }: Completion): string {
  const whole = /[:(]$/.test(insert) ? '' : ' ';
  return `${text.slice(0, from)}${insert}${text.slice(to) || whole}`;
}
