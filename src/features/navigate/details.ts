/** Title, author, outlet, date and address of a source: one list to fill in, with what file name and first lines suggest. */
import * as vscode from 'vscode';
import { DETAIL_KEYS } from '../../core/model';
import { baseName } from '../../core/files/addresses';
import { suggestDetails } from '../../core/details/suggest';
import { readDate } from '../../core/text/date-words';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { askText, BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { sourceTarget, type Target } from '../../host/targets';
import { counted } from '../../core/words/count';
import { reportUnwritten } from '../../host/written';

type Key = (typeof DETAIL_KEYS)[number];
type Answers = Readonly<Partial<Record<Key, string>>>;

const TITLES: Record<Key, string> = {
  title: 'Title',
  author: 'Author',
  outlet: 'Outlet',
  date: 'Date',
  address: 'Address',
};

const QUESTIONS: Record<Key, { readonly prompt: string; readonly placeholder: string }> = {
  title: { prompt: 'The title, as the source has it. Empty: none.', placeholder: 'A storm is not a policy' },
  author: { prompt: 'Who wrote or spoke it.', placeholder: 'First name and surname' },
  outlet: { prompt: 'Where it appeared.', placeholder: 'Newspaper, channel, archive' },
  date: {
    prompt: 'When it appeared, as exactly as is known.',
    placeholder: '2025-03-09, 2025-03, 2025 or 9 March 2025',
  },
  address: { prompt: 'Where it can be found again.', placeholder: 'Web address or call number' },
};

/** `{uri?, set?: {title?, author?, outlet?, date?, address?}}`; null or an empty text takes a detail away. Returns what was set. */
export async function editSourceDetails(services: Services, args: unknown): Promise<readonly Key[] | undefined> {
  const given = argumentsOf(args);
  const target = await sourceTarget(services, given);
  const now = services.library.source(target.uri)?.details;
  const answers = given.set === undefined ? await askAll(target, now) : fromArguments(argumentsOf(given.set));
  if (!answers) return undefined;
  const changed = DETAIL_KEYS.filter((key) => {
    const answer = answers[key];
    return answer !== undefined && written(key, answer) !== (now?.get(key) ?? '');
  });
  if (changed.length === 0) return [];
  const set = Object.fromEntries(changed.map((key) => [key, written(key, answers[key] ?? '') || null]));
  const done = await services.library.edit('Edit source details', [
    { kind: 'sidecar', uri: target.uri, changes: [{ op: 'details', set }] },
  ]);
  await reportUnwritten(done.written);
  return changed;
}

function fromArguments(set: Arguments): Answers {
  const answers: Partial<Record<Key, string>> = {};
  for (const key of Object.keys(set)) {
    if (!DETAIL_KEYS.includes(key as Key)) throw new Failure('A source has no detail “{0}”.', [key]);
    answers[key as Key] = optionalText(set, key) ?? '';
  }
  const wrong = answers.date === undefined ? undefined : wrongDate(answers.date);
  if (wrong !== undefined) throw new Failure(wrong);
  return answers;
}

/** The list of details: each is answered by itself, in any order, and all are saved as one step. Undefined: it was left. */
async function askAll(target: Target, now: ReadonlyMap<string, string> | undefined): Promise<Answers | undefined> {
  const { t } = vscode.l10n;
  const name = baseName(target.uri);
  const suggested = suggestDetails(name, target.text.text);
  let answers: Answers = {};
  for (;;) {
    const given = answers;
    const valueOf = (key: Key): string => given[key] ?? now?.get(key) ?? '';
    const changed = DETAIL_KEYS.filter((key) => valueOf(key) !== (now?.get(key) ?? ''));
    const open = DETAIL_KEYS.filter((key) => valueOf(key) === '' && given[key] === undefined && suggested[key]);
    const items: PickItem<Key | 'save' | 'suggested'>[] = DETAIL_KEYS.map((key) => ({
      label: t(TITLES[key]),
      description: descriptionOf(valueOf(key), open.includes(key) ? suggested[key] : undefined),
      value: key,
    }));
    if (open.length > 0) {
      const list = open.map((key) => t(TITLES[key])).join(', ');
      items.unshift({
        label: `$(lightbulb) ${t('Accept what is suggested')}`,
        description: list,
        value: 'suggested',
      });
    }
    if (changed.length > 0) {
      items.unshift({ label: `$(check) ${t('Save')}`, description: counted(changed.length, 'change'), value: 'save' });
    }
    const chosen = await pick({
      title: t('Details of {0}', visible(name)),
      placeholder: t('Choose what to fill in; nothing is written before Save'),
      items,
    });
    if (chosen === undefined || chosen === BACK) return undefined;
    if (chosen === 'save') return answers;
    if (chosen === 'suggested') {
      answers = { ...answers, ...Object.fromEntries(open.map((key) => [key, suggested[key]])) };
      continue;
    }
    const answer = await askText({
      title: t('{0} of {1}', t(TITLES[chosen]), visible(name)),
      prompt: t(QUESTIONS[chosen].prompt),
      placeholder: t(QUESTIONS[chosen].placeholder),
      value: valueOf(chosen) || (suggested[chosen] ?? ''),
      wrong: chosen === 'date' ? wrongDate : undefined,
    });
    if (typeof answer === 'string') answers = { ...answers, [chosen]: written(chosen, answer) };
  }
}

function descriptionOf(value: string, suggestion: string | undefined): string | undefined {
  if (value !== '') return label(value, 80);
  return suggestion === undefined ? undefined : vscode.l10n.t('suggested: {0}', label(suggestion, 60));
}

/** As it is written into the file: a date in the order that sorts. */
function written(key: Key, answer: string): string {
  const text = answer.trim();
  return key === 'date' ? (readDate(text) ?? text) : text;
}

function wrongDate(date: string): string | undefined {
  if (date.trim() === '' || readDate(date) !== undefined) return undefined;
  return vscode.l10n.t('A date is written as 2025-03-09, 2025-03 or 2025, or in words: 9 March 2025.');
}
